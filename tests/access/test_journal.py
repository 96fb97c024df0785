"""A journal keeps what was acknowledged and tells the first place where it is no longer what was written."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hocba_ops.access.journal import DROPPED, GENESIS, TORN, Journal, digest_of

NOW = datetime(2025, 8, 20, 3, tzinfo=UTC)
LATER = datetime(2025, 9, 2, 3, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    written = Journal(tmp_path / "trail")
    for number in range(4):
        written.append("seen", {"what": f"việc {number}"}, now=NOW)
    return written


def lines_of(journal: Journal) -> list[str]:
    return journal.files()[0].read_text(encoding="utf-8").splitlines()


def write(journal: Journal, lines: list[str]) -> None:
    journal.files()[0].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_entries_come_back_in_order_and_each_names_the_digest_before_it(journal: Journal):
    told = list(journal.entries())
    assert [entry["what"] for entry in told] == ["việc 0", "việc 1", "việc 2", "việc 3"]
    assert [entry["before"] for entry in told] == [GENESIS, *(entry["digest"] for entry in told[:-1])]
    assert journal.verify() is None


def test_a_word_changed_in_a_line_is_told_with_its_line(journal: Journal):
    lines = lines_of(journal)
    write(journal, [lines[0], lines[1].replace("việc 1", "việc 9"), *lines[2:]])
    flaw = journal.verify()
    assert flaw is not None
    assert (flaw.file, flaw.line, flaw.why) == ("2025-08.jsonl", 2, "changed")


def test_a_line_changed_together_with_its_digest_breaks_the_next_line(journal: Journal):
    lines = lines_of(journal)
    told = {**json.loads(lines[1]), "what": "khác"}
    forged = json.dumps({**told, "digest": digest_of(told)}, ensure_ascii=False)
    write(journal, [lines[0], forged, *lines[2:]])
    flaw = journal.verify()
    assert flaw is not None
    assert (flaw.line, flaw.why) == (3, "order")


@pytest.mark.parametrize(("kept", "why"), [([0, 2, 3], "order"), ([0, 2, 1, 3], "order"), ([0, 1, 2], "tail_lost")])
def test_a_line_left_out_or_moved_or_lost_from_the_end_is_told(journal: Journal, kept: list[int], why: str):
    lines = lines_of(journal)
    write(journal, [lines[place] for place in kept])
    flaw = journal.verify()
    assert flaw is not None
    assert flaw.why == why


def test_a_line_that_a_crash_left_half_written_is_put_aside_and_told(journal: Journal):
    path = journal.files()[0]
    half = lines_of(journal)[0][:40].encode()
    path.write_bytes(path.read_bytes() + half)
    flaw = journal.verify()
    assert flaw is not None
    assert flaw.why == "torn"
    assert len(list(journal.entries())) == 4
    journal.append("seen", {"what": "sau khi máy tắt"}, now=NOW)
    assert [entry["event"] for entry in journal.entries()][-2:] == [TORN, "seen"]
    assert [one.read_bytes() for one in journal.root.glob("torn-*.bin")] == [half]
    assert journal.verify() is None


def test_a_head_that_a_crash_left_one_line_behind_is_no_loss(journal: Journal):
    head = (journal.root / "HEAD").read_text(encoding="ascii")
    journal.append("seen", {"what": "thêm"}, now=NOW)
    (journal.root / "HEAD").write_text(head, encoding="ascii")
    assert journal.verify() is None


def test_months_whose_time_is_over_are_dropped_and_the_chain_still_verifies(journal: Journal):
    journal.append("seen", {"what": "tháng sau"}, now=LATER)
    assert journal.drop_before("2025-09", facts={"by": "quan-tri"}, now=LATER) == ("2025-08.jsonl",)
    assert [entry["event"] for entry in journal.entries()] == ["seen", DROPPED]
    assert journal.verify() is None


def test_a_clock_that_was_set_back_starts_no_older_file(journal: Journal):
    journal.append("seen", {}, now=LATER)
    journal.append("seen", {}, now=NOW)
    assert [path.name for path in journal.files()] == ["2025-08.jsonl", "2025-09.jsonl"]
    assert journal.verify() is None


def test_writers_side_by_side_lose_nothing_and_stay_in_one_chain(tmp_path: Path):
    journal = Journal(tmp_path / "trail")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: journal.append("seen", {"what": number}, now=NOW), range(40)))
    assert sorted(entry["what"] for entry in journal.entries()) == list(range(40))
    assert journal.verify() is None


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from hocba_ops.access.journal import Journal
journal = Journal(Path(sys.argv[1]))
while True:
    digest = journal.append("seen", {"what": "x" * 200}, now=datetime.now(UTC))
    print(digest, flush=True)
"""


def test_a_writer_killed_at_any_moment_loses_nothing_that_it_had_acknowledged(tmp_path: Path):
    journal = Journal(tmp_path / "trail")
    acknowledged: list[str] = []
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(journal.root)], stdout=subprocess.PIPE, text=True, encoding="ascii"
        ) as writer:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().strip() for _ in range(10)]
            writer.kill()
            acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    journal.append("seen", {}, now=datetime.now(UTC))
    assert set(acknowledged) <= {entry["digest"] for entry in journal.entries()}
    assert journal.verify() is None

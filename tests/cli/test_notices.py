"""`hocba notices` as an officer types it; and what is left after it was killed in the middle of sending."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hocba_ops.access.grants import Grant
from hocba_ops.cli import main
from hocba_ops.errors import MailUnready, NoticeNotAgain, RecipientsFault, UnknownRecipient
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.granting import grant_role
from tests.district import build_district
from tests.notices.mail_server import DyingServer, Letterbox, serving

OFFICE = "phuong-ben-thanh"
SETTINGS = 'unit = "quan-1"\nschool_year = "2024-2025"\nstore = "store"\n'
MAIL = '[mail]\nhost = "127.0.0.1"\nport = {port}\nfrom = "so-lieu@quan-1.example"\ntls = "none"\n'
PERSON = 'who = "an@x.example"\nemail = "an@thu.example"\ntells = {deadlines = "day"}\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one school whose duties are open, and an officer of the ward who is told of them."""
    district = build_district(tmp_path)
    district.add_school("79999901")
    pupil = {"school_code": "79999901", "class_name": "5A", "grade": 5, "pupil_code": "P1", "full_name": "Thử",
             "pupil_status": "dang_hoc"}  # fmt: skip
    district.hand_in(datetime(2025, 7, 10).date(), pupil=[pupil])
    (tmp_path / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "recipients.toml").write_text(f"[recipient.an]\n{PERSON}", encoding="utf-8")
    bench = Workbench.open(tmp_path)
    grant_role(bench, Grant(who="an@x.example", role="can_bo_co_quan", unit=OFFICE), by="Thử", now=datetime.now(UTC))
    bench.engine.close()
    return tmp_path


def run(workspace: Path, *words: str) -> int:
    return main(["notices", *words, "--workspace", str(workspace)])


def told(workspace: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    capsys.readouterr()
    assert run(workspace, "history", "--json") == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_what_would_be_sent_is_shown_in_counts_and_nothing_is_written(workspace, capsys):
    assert run(workspace, "show", "--as-of", "2025-07-10", "--json") == 0
    (shown,) = json.loads(capsys.readouterr().out)
    assert (shown["recipient"], shown["kind"], shown["unit"], shown["why_not"]) == ("an", "deadlines", OFFICE, "")
    assert all(isinstance(rows, int) and rows > 0 for rows in shown["rows"].values())
    assert sorted(path.name for path in (workspace / "notices").iterdir()) == ["recipients.toml"]


def test_without_a_mail_server_the_outbox_is_filled_and_its_place_is_told(workspace, capsys):
    assert run(workspace, "send", "--as-of", "2025-07-10") == 0
    assert str(workspace / "notices" / "outbox") in capsys.readouterr().out
    assert run(workspace, "send", "--as-of", "2025-07-10") == 0
    assert "kỳ này đã báo rồi" in capsys.readouterr().out
    assert [line["outcome"] for line in told(workspace, capsys)] == ["notice_state.outbox"]


def test_a_sender_killed_between_sending_and_sent_leaves_a_message_that_only_an_order_sends_again(workspace, capsys):
    server = DyingServer("data", holds=True)
    settings = workspace / "hocba.toml"
    settings.write_text(SETTINGS + MAIL.format(port=server.port), encoding="utf-8")
    words = ["notices", "send", "--as-of", "2025-07-10", "--workspace", str(workspace)]
    sender = subprocess.Popen([sys.executable, "-m", "hocba_ops", *words], stdout=subprocess.DEVNULL)
    assert server.reached.wait(120), "the message never came to the server"
    os.kill(sender.pid, signal.SIGKILL)
    assert sender.wait() == -signal.SIGKILL
    server.stop()
    (line,) = told(workspace, capsys)
    assert line["outcome"] == "notice_state.uncertain"
    letterbox = Letterbox()
    with serving(letterbox) as port:
        settings.write_text(SETTINGS + MAIL.format(port=port), encoding="utf-8")
        assert run(workspace, "send", "--as-of", "2025-07-10") == 0
        assert "không tự gửi lại" in capsys.readouterr().out
        assert letterbox.taken == []
        assert run(workspace, "send", "--again", line["notice"]) == 0
    assert [content for _, content in letterbox.taken] == server.taken
    outcomes = {one["notice"]: one["outcome"] for one in told(workspace, capsys)}
    assert outcomes == {"": "notice_reason.uncertain", line["notice"]: "notice_state.sent"}


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (("show", "--to", "binh"), UnknownRecipient, "Có: an."),
        (("send", "--again", "khong-co"), NoticeNotAgain, "hocba notices history"),
    ],
)
def test_a_name_that_nobody_knows_is_told_with_what_there_is(workspace, capsys, words, error, said):
    assert run(workspace, *words) == error.exit_code
    assert said in capsys.readouterr().err


def test_a_list_or_a_mail_section_that_is_wrong_stops_before_anything_is_sent(workspace, capsys):
    people = workspace / "notices" / "recipients.toml"
    kept = people.read_text(encoding="utf-8")
    people.write_text(kept.replace("an@thu.example", "an thu"), encoding="utf-8")
    assert run(workspace, "send") == RecipientsFault.exit_code
    assert "recipient.an.email" in capsys.readouterr().err
    people.write_text(kept, encoding="utf-8")
    (workspace / "hocba.toml").write_text(SETTINGS + MAIL.format(port=25) + 'user = "hocba"\n', encoding="utf-8")
    assert run(workspace, "send") == MailUnready.exit_code
    assert "HOCBA_MAIL_PASSWORD" in capsys.readouterr().err
    assert told(workspace, capsys) == []


def test_the_example_is_printed_without_a_workspace(capsys):
    assert main(["notices", "example"]) == 0
    assert "[recipient.chuyen-vien]" in capsys.readouterr().out

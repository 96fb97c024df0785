"""A draft is loaded by nobody before somebody has put their name to it and checked each guess."""

import re
import tomllib

import pytest

from hocba_ops.errors import PlanLacking, PlanUnreadable, RulebookFault
from hocba_ops.rulebook import Rulebook
from hocba_ops.sources.guard import Job
from hocba_ops.workbench import planning
from hocba_ops.workbench.catalogue import Catalogue
from hocba_ops.workbench.plan_files import read_plan_job
from hocba_ops.workbench.planning import read_plan_paper, write_draft
from tests.plans.papers import KH_290

GUESSED = 'read = { sureness = "guessed"'
CHANGED = KH_290.replace("290/KH-GDĐT", "999/KH-GDĐT").replace("2024 - 2025", "2026 - 2027").replace("2025", "2027")
"""The same plan under another number for another year, so that it may stand beside the one of the package."""


def _open_here(path, *, limits):
    return read_plan_job(Job(path, path.name, None, limits))


@pytest.fixture(scope="module", autouse=True)
def _opened_here():
    """Files are opened in this process: that it happens in another is tested where files are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            planning, "open_plan_file", lambda path, *, limits: read_plan_job(Job(path, path.name, None, limits))
        )
        yield


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    folder = tmp_path_factory.mktemp("draft")
    paper = folder / "ke-hoach.txt"
    paper.write_text(CHANGED, encoding="utf-8")
    catalogue = Catalogue.open()
    read = read_plan_paper(catalogue, paper)
    return write_draft(catalogue, read, folder / "out" / "quan-1.toml").read_text(encoding="utf-8")


@pytest.fixture
def loaded(tmp_path, draft):
    """Loads a rulebook that holds a draft; `mend` changes its text first."""

    def load(mend=lambda text: text) -> Rulebook:
        paper = re.findall(r"^#   (.*)$", draft, re.MULTILINE)
        (tmp_path / "plans").mkdir()
        (tmp_path / "documents.toml").write_text("\n".join(paper), encoding="utf-8")
        (tmp_path / "plans" / "moi.toml").write_text(mend(draft), encoding="utf-8")
        return Rulebook.load(tmp_path)

    return load


def reviewed(text: str) -> str:
    text = text.replace('by = ""', 'by = "Chuyên viên thử"').replace("# on = 2025-01-31", "on = 2027-04-01")
    return text.replace(GUESSED, GUESSED.replace("guessed", "checked"))


def test_a_draft_as_it_was_written_is_refused_for_the_missing_name_and_each_guess(loaded, draft):
    with pytest.raises(RulebookFault) as told:
        loaded()
    lines = [line for line in str(told.value).splitlines()[1:] if "plans/moi.toml" in line]
    guesses = draft.count(GUESSED)
    assert guesses > 0
    assert sum("máy đoán chỗ này" in line for line in lines) == guesses
    assert sum("chưa ai duyệt" in line for line in lines) == 1
    assert len(lines) == guesses + 1


@pytest.mark.parametrize(
    ("undone", "redone"),
    [
        ('by = "Chuyên viên thử"', 'by = " "'),
        ("on = 2027-04-01", "# on = 2027-04-01"),
        (GUESSED.replace("guessed", "checked"), GUESSED),
        ("\n[review]", "\n[reviewed]"),
    ],
)
def test_a_draft_that_is_reviewed_in_part_is_refused(loaded, undone, redone):
    with pytest.raises(RulebookFault, match=r"plans/moi\.toml"):
        loaded(lambda text: reviewed(text).replace(undone, redone, 1))


def test_a_reviewed_draft_is_a_plan_like_one_written_by_hand(loaded):
    book = loaded(reviewed)
    plan, golden = book.plan(["quan-1"], "2026-2027"), book.plans["kh-290-quan-1-2024-2025"]
    assert [duty.id for duty in plan.duties] == [duty.id.replace("290", "999") for duty in golden.duties]
    assert [duty.evidence for duty in plan.duties if duty.evidence.kind == "measure"] == [
        duty.evidence for duty in golden.duties if duty.evidence.kind == "measure"
    ]
    assert [duty.last_day for duty in plan.duties] == [duty.last_day.replace(year=2027) for duty in golden.duties]
    assert all(duty.read.quote for duty in plan.duties)


def test_a_day_that_does_not_exist_leaves_a_draft_that_cannot_be_loaded_without_it(tmp_path):
    paper = tmp_path / "ke-hoach.txt"
    paper.write_text(KH_290.replace("30 tháng 5 năm", "31 tháng 6 năm"), encoding="utf-8")
    read = read_plan_paper(catalogue := Catalogue.open(), paper)
    text = write_draft(catalogue, read, tmp_path / "nhap.toml").read_text(encoding="utf-8")
    (duty,) = [one for one in tomllib.loads(text)["duty"] if one["id"] == "kh290-09"]
    assert "named_day" not in duty
    assert "31 tháng 6 năm 2025" in text


def test_a_plan_of_a_unit_that_nobody_knows_asks_for_the_unit_before_it_is_written(tmp_path):
    paper = tmp_path / "ke-hoach.txt"
    paper.write_text(KH_290.replace("Quận 1", "Quận Thử"), encoding="utf-8")
    read = read_plan_paper(catalogue := Catalogue.open(), paper)
    with pytest.raises(PlanLacking, match="thêm --unit"):
        write_draft(catalogue, read, tmp_path / "nhap.toml")
    assert read_plan_paper(catalogue, paper, unit="quan-1").unit == "quan-1"


def test_a_paper_without_a_duty_is_no_plan(tmp_path):
    paper = tmp_path / "tin.txt"
    paper.write_text("Họ tên, lớp, điểm\nKhông có gì ở đây.\n", encoding="utf-8")
    with pytest.raises(PlanUnreadable, match="không thấy việc nào có hạn"):
        read_plan_paper(Catalogue.open(), paper)

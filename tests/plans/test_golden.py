"""KH 290/KH-GDĐT read from its paper, held duty by duty against the plan that was encoded by hand.

The words of the vocabulary were gathered on this very plan, so that it is read whole proves that nothing was lost, not
that any plan would be; for that see `test_other_layout.py`.
"""

import pytest

from hocba_ops.plans import PlanDraft, check_draft, read_plan
from hocba_ops.rulebook import Rulebook
from hocba_ops.sources.guard import Job
from hocba_ops.workbench.catalogue import Catalogue
from hocba_ops.workbench.plan_files import read_plan_job
from hocba_ops.workbench.planning import clause_words
from tests.plans.papers import KH_290, as_docx, as_pdf

BOOK = Rulebook.load()
GOLDEN = BOOK.plans["kh-290-quan-1-2024-2025"]
MADE = {"txt": lambda: KH_290.encode(), "docx": lambda: as_docx(KH_290), "pdf": lambda: as_pdf(KH_290)}


@pytest.fixture(scope="module", params=list(MADE))
def draft(request, tmp_path_factory) -> PlanDraft:
    path = tmp_path_factory.mktemp("plan") / f"ke-hoach.{request.param}"
    path.write_bytes(MADE[request.param]())
    file = read_plan_job(Job(path, path.name))
    return read_plan(file.blocks, BOOK.plan_words, edge=file.edge)


def test_every_dated_duty_is_found_and_none_beside_them(draft):
    read = [(duty.when.named, duty.when.reading, duty.words) for duty in draft.duties]
    quoted = [duty.words.removeprefix("Căn cứ kết quả tuyển sinh … ") for duty in GOLDEN.duties]
    days = [(duty.named_day, duty.reading) for duty in GOLDEN.duties]
    assert read == [(*day, words) for day, words in zip(days, quoted, strict=True)]


def test_phase_owner_and_grades_of_every_duty_are_those_encoded_by_hand(draft):
    read = [(duty.phase, duty.actors, duty.grades) for duty in draft.duties]
    assert read == [(duty.phase, duty.actors, duty.grades) for duty in GOLDEN.duties]
    assert draft.phases == GOLDEN.phases


def test_the_clause_of_every_duty_is_cited_as_by_hand(draft):
    catalogue = Catalogue.open()
    assert [clause_words(catalogue, one) for one in draft.duties] == [duty.clause for duty in GOLDEN.duties]


def test_tasks_without_a_day_are_those_that_were_kept_by_hand(draft):
    read = {(task.group, task.actors, task.grades) for task in draft.undated}
    assert read == {(task.clause.split(",")[0], task.actors, task.grades) for task in GOLDEN.undated}


def test_what_shows_a_duty_done_is_proposed_as_it_was_chosen_by_hand(draft):
    proposed = [BOOK.plan_words.stages[duty.stage].measure for duty in draft.duties]
    assert proposed == [getattr(duty.evidence, "measure", "") for duty in GOLDEN.duties]
    assert [BOOK.plan_words.stages[duty.stage].act for duty in draft.duties] == [duty.act for duty in GOLDEN.duties]


def test_the_head_names_paper_body_and_position_and_nobody(draft):
    head = draft.head
    document = BOOK.documents[GOLDEN.document]
    assert (head.number, head.signed_on) == (document.number, document.signed_on)
    assert (head.place, head.position, head.school_year) == ("Quận 1", "TRƯỞNG PHÒNG", GOLDEN.school_year)
    assert head.body.lower() == "phòng giáo dục và đào tạo"
    assert head.subject == GOLDEN.title
    assert draft.scope.grades == GOLDEN.scope.grades
    assert draft.scope.school_kinds == GOLDEN.scope.school_kinds
    assert [line.split(" ngày")[0] for line in draft.basis] == [
        "Thực hiện Công văn số 119/BGDĐT-GDTH",
        "Căn cứ Quyết định số 1789/QĐ-SGDĐT",
        "Thực hiện Công văn số 1152/KH-SGDĐT",
    ]


def test_the_paper_that_the_plan_cites_in_two_ways_is_told_once(draft):
    (found,) = [one for one in check_draft(draft, BOOK.plan_words) if one.rule == "HB-KH-06"]
    assert (found.told["first"], found.told["other"]) == ("1152/KH-SGDĐT", "1152/SGDĐT")


def test_deadlines_on_days_off_and_after_the_end_of_the_office_are_told(draft):
    ends = BOOK.offices["quan-1"].valid_to
    found = check_draft(draft, BOOK.plan_words, unit_ends=ends)
    off = [one.duty.when.named.strftime("%d/%m") for one in found if one.rule == "HB-KH-01"]
    assert off == ["02/05", "02/05", "19/05", "26/05", "15/06"]
    late = [one.duty.when.named for one in found if one.rule == "HB-KH-09"]
    assert late == [duty.named_day for duty in GOLDEN.duties if duty.last_day > ends]
    assert {one.rule for one in found} == {"HB-KH-01", "HB-KH-06", "HB-KH-09"}

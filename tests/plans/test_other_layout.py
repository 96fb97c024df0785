"""A plan of a made-up commune, in other words than those of Quận 1 and with its duties in a table."""

from datetime import date

import pytest

from hocba_ops.plans import Reason, read_plan
from hocba_ops.rulebook import Rulebook
from hocba_ops.sources.guard import Job
from hocba_ops.workbench.plan_files import read_plan_job
from tests.plans.papers import PHUONG_HEAD, PHUONG_TABLE, as_docx
from tests.text_table import read_table

BOOK = Rulebook.load()
DUTIES = """
ngày ghi   | từ ngày    | đọc        | ai làm  | khối  | lời
2025-10-10 |            | that_day   | school  |       | chậm nhất ngày 10/10/2025
2025-10-20 |            | that_day   | office  |       | trước 17 giờ ngày 20/10/2025
2025-11-14 | 2025-11-03 | that_day   | office  |       | Từ ngày 03 đến ngày 14/11/2025
2025-11-30 |            | that_day   | vendor  |       | Trong tháng 11/2025
2025-12-31 |            | that_day   | school  |       | 31/12/2025
2026-05-30 |            | day_before | school  | 9     | Trước 30/5
2026-06-15 |            | that_day   | school  | 6,7,8 | 15/6/2026
"""


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "phuong.docx"
    path.write_bytes(as_docx(PHUONG_HEAD, table=PHUONG_TABLE))
    return read_plan(read_plan_job(Job(path, path.name)).blocks, BOOK.plan_words)


def test_duties_of_paragraphs_and_of_a_table_are_read_with_their_days_and_owners(draft):
    read = [
        {
            "ngày ghi": str(duty.when.named),
            "từ ngày": str(duty.when.first or ""),
            "đọc": str(duty.when.reading),
            "ai làm": ",".join(duty.actors),
            "khối": ",".join(map(str, duty.grades)),
            "lời": duty.words,
        }
        for duty in draft.duties
    ]
    assert read == read_table(DUTIES)


def test_what_had_to_be_guessed_is_said_beside_the_duty_alone(draft):
    guessed = {duty.words: set(duty.reasons) - {Reason.SHOWN_BY_PAPER, Reason.SHOWN_BY_WORK} for duty in draft.duties}
    assert guessed["chậm nhất ngày 10/10/2025"] == set()
    assert guessed["Trước 30/5"] == {Reason.YEAR_BY_SCHOOL_YEAR}
    assert guessed["Trong tháng 11/2025"] == {Reason.MONTH_ONLY, Reason.OWNER_NOT_FOLLOWED}
    assert guessed["31/12/2025"] == {Reason.BARE_DAY}


def test_a_row_of_a_table_that_names_no_day_is_kept_without_one(draft):
    assert [(task.title, task.words, task.when) for task in draft.undated] == [
        ("Hỗ trợ kỹ thuật", "Thường xuyên", None)
    ]


def test_the_head_of_a_plan_whose_subject_begins_like_a_basis_is_read(draft):
    assert draft.head.subject == "Thực hiện học bạ số cấp trung học cơ sở năm học 2025-2026"
    assert (draft.head.number, draft.head.signed_on) == ("45/KH-UBND", date(2025, 9, 15))
    assert draft.scope.grades == (6, 7, 8, 9)

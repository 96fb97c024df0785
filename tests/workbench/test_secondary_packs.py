"""Packs of a school of grades 6-12: a row of its file gives several rows, and each cell finds its own."""

from datetime import UTC, date, datetime

import openpyxl
import pytest

from hocba_ops.tables import TABLES
from hocba_ops.workbench.merging import Return, merge_packs
from hocba_ops.workbench.packing import Order, Sent, make_packs
from hocba_ops.workbench.school_rows import read_relation
from tests.district import District, Row, build_district
from tests.workbench.returning import rows_of

DAY, BACK = date(2025, 5, 19), date(2025, 5, 26)
NOW = datetime(2025, 9, 2, 8, tzinfo=UTC)
CHILD = {"school_code": "A", "class_name": "6A", "grade": 6, "pupil_code": "7900000001", "full_name": "Lê Thị Thử"}
PLACE = {"source_file": "diem.xlsx", "sheet": "6A", "row_number": 7}


def score(term: str, kind: str, place: int | None, *, tenths: int | None, text: str) -> Row:
    of = {"subject": "toan", "subject_text": "Toán", "term": term, "kind": kind, "place": place}
    return {**CHILD, **PLACE, **of, "tenths": tenths, "value_text": text}


SCORES = [
    score("hk1", "tx", 1, tenths=80, text="8"),
    score("hk1", "tx", 2, tenths=None, text="8o"),
    score("hk1", "gk", 1, tenths=75, text="7,5"),
]


@pytest.fixture
def district(tmp_path) -> District:
    district = build_district(tmp_path)
    district.add_school("A", kind="thcs")
    pupil = {**CHILD, "birth_date": date(2013, 3, 5), "sex": "nu", "pupil_status": "dang_hoc"}
    terms = [
        {
            **CHILD,
            **PLACE,
            "term": term,
            "learning": None,
            "learning_text": "Xuất sắc",
            "conduct": "tot",
            "conduct_text": "Tốt",
        }
        for term in ("hk1", "ca_nam")
    ]
    district.hand_in(DAY, pupil=[pupil])
    district.hand_in(DAY, secondary_result=terms, score=SCORES)
    return district


def make(district: District) -> Sent:
    order = Order("quan-1", "2024-2025", DAY, steps=("results_review",))
    (sent,) = make_packs(district.bench, order, now=NOW)[1]
    return sent


def table(district: District, name: str) -> list[Row]:
    rows = read_relation(district.bench.store.relation(TABLES[name], as_of=BACK), TABLES[name])
    return list(rows.iter_rows(named=True))


def merge(district: District, sent: Sent) -> dict[str, int]:
    (one,) = merge_packs(district.bench, [sent.workbook], Return(BACK, "", NOW))
    assert one.error is None
    assert one.receipt is not None
    return dict(one.receipt.counts)


def test_a_mended_score_changes_its_own_row_of_all_that_stand_in_one_row_of_the_file(district):
    sent = make(district)
    book = openpyxl.load_workbook(sent.workbook)
    (row,) = (one for one in rows_of(book["DiemTrungHoc"]).values() if one["Điểm"].comment)
    assert (row["Loại điểm"].value, row["Lần"].value, row["Điểm"].value) == ("Thường xuyên", "2", "8o")
    row["Điểm"].value = "8,5"
    book.save(sent.workbook)
    assert merge(district, sent)["applied"] == 1
    told = [(one["kind"], one["place"], one["tenths"], one["value_text"]) for one in table(district, "score")]
    assert sorted(told) == [("gk", 1, 75, "7,5"), ("tx", 1, 80, "8"), ("tx", 2, 85, "8,5")]


def test_a_mended_level_changes_the_term_that_it_is_of(district):
    sent = make(district)
    book = openpyxl.load_workbook(sent.workbook)
    lines = {row["Học kỳ"].value: row for row in rows_of(book["KetQuaTrungHoc"]).values()}
    assert sorted(lines) == ["CN", "HKI"]
    lines["CN"]["Kết quả học tập"].value = "Tốt"
    book.save(sent.workbook)
    assert merge(district, sent)["applied"] == 1
    told = {one["term"]: (one["learning"], one["learning_text"]) for one in table(district, "secondary_result")}
    assert told == {"hk1": (None, "Xuất sắc"), "ca_nam": ("tot", "Tốt")}
    assert len(table(district, "score")) == len(SCORES)

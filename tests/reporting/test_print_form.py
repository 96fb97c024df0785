"""The print form says what the content says, and across the page when it has no legal value."""

from dataclasses import replace
from datetime import datetime

import pytest

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.print_form import Form, Names, Signature, forms_page
from hocba_ops.rulebook import Rulebook

BOOK = Rulebook.load()
LABELS = Labels(BOOK.labels("vi"))
PERSON = {
    "pupil_code": "7900000001", "person_id": "079214000001", "full_name": "Nguyễn Văn Mẫu", "birth_date": "2014-03-01",
    "sex": "nam", "ethnicity": "Kinh", "nationality": "Việt Nam", "birth_place": None, "province_text": "Tỉnh Mẫu",
    "district_text": None, "commune_text": "Xã Mẫu", "father_name": None, "mother_name": None, "guardian_name": None,
    "is_not_assessed": None,
}  # fmt: skip
HEAD = {
    "layout": "hocba-content-1", "school_year": "2024-2025", "school": {"code": "79760401", "name": "Trường <Mẫu>"},
    "class_name": "5A", "pupil": PERSON,
}  # fmt: skip
PRIMARY = HEAD | {
    "circular": "tt-27-2020",
    "grade": 5,
    "year": {
        "rating": "hoan_thanh_tot", "award_text": "Học sinh Tiêu biểu", "is_completed": True, "is_promoted": True,
        "is_primary_completed": True, "decision_text": None,
    },
    "items": [
        {"kind": "mon_hoc", "item": "toan", "level": "T", "score": 9},
        {"kind": "mon_hoc", "item": "tieng_dan_toc", "level": None, "score": None},
        {"kind": "nang_luc", "item": "ngon_ngu", "level": "Đ", "score": None},
    ],
}  # fmt: skip
SECONDARY = HEAD | {
    "circular": "tt-22-2021",
    "grade": 6,
    "terms": [
        {"term": "ca_nam", "learning": "kha", "conduct": "tot", "absences": 3, "award_text": None, "is_promoted": True}
    ],
    "scores": [
        {"subject": "toan", "term": "ca_nam", "tenths": 75, "level": None},
        {"subject": "am_nhac", "term": "hk1", "tenths": None, "level": "dat"},
    ],
}
FORM = Form(
    card_id="0f0f0f0f-1111-5222-8333-444444444444",
    version=2,
    state="da_ban_hanh",
    content_hash="abc123" * 10,
    content=PRIMARY,
    signatures=(Signature("gvcn_da_ky", "Lê Thị Chủ", datetime(2025, 5, 28, 8)),),
    is_issued=True,
    is_rehearsal=False,
)
NAMES = Names(
    items={(item.kind, item.id): item.name for item in BOOK.assessment.items},
    groups={item.id: item.group for item in BOOK.assessment.items},
    subjects={one.id: one.name for one in BOOK.secondary.subject},
    ratings={one.id: one.name for one in BOOK.assessment.ratings},
    papers={one.id: one.title for one in BOOK.documents.values()},
)
NO_VALUE = "không có giá trị pháp lý"


def page(*forms: Form) -> str:
    return forms_page(forms, names=NAMES, labels=LABELS)


def test_a_primary_card_prints_levels_scores_rating_and_who_signed():
    text = page(FORM)
    for said in ("Nguyễn Văn Mẫu", "01/03/2014", "Toán", "<td class=\"value\">9</td>", "Hoàn thành tốt",
                 "Hoàn thành chương trình lớp 5", "Hoàn thành chương trình tiểu học", "Lê Thị Chủ", "28/05/2025 08:00",
                 "phiên bản 2", "0f0f0f0f-1111", "abc123abc123abc1…", "không phải chữ ký số"):  # fmt: skip
        assert said in text
    assert "Trường &lt;Mẫu&gt;" in text
    assert "(chưa ký)" in text
    assert "Tiếng dân tộc" not in text


def test_a_secondary_card_prints_averages_as_read_in_viet_nam_and_levels_of_the_year():
    text = page(replace(FORM, content=SECONDARY))
    for said in ("7,5", "Khá", "Tốt", "Kết quả rèn luyện", "Số buổi nghỉ cả năm", "Được lên lớp"):
        assert said in text


@pytest.mark.parametrize(
    ("is_issued", "is_rehearsal", "marks"), [(True, False, 0), (False, False, 2), (True, True, 2), (False, True, 2)]
)
def test_a_form_not_issued_or_of_a_rehearsal_says_that_it_has_no_value(is_issued, is_rehearsal, marks):
    text = page(replace(FORM, is_issued=is_issued, is_rehearsal=is_rehearsal))
    assert text.count(NO_VALUE) == marks
    assert ("TẬP DƯỢT" in text) is is_rehearsal


def test_each_card_of_a_class_has_a_sheet_of_its_own():
    assert page(FORM, replace(FORM, version=3)).count('<article class="sheet">') == 2

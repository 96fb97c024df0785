import tomllib
from datetime import date
from pathlib import Path

import hocba_ops
from hocba_ops.domain.org_unit import Line, Parentage, Unit, UnitKind
from hocba_ops.domain.unit_faults import faults_of as tree_faults
from hocba_ops.rulebook.labels import differences

VOCABULARY = Path(hocba_ops.__file__).parent / "sources" / "vocabulary.toml"
WARDS = {
    "phuong-tan-dinh": "26737",
    "phuong-sai-gon": "26740",
    "phuong-ben-thanh": "26743",
    "phuong-cau-ong-lanh": "26758",
}
UNIT = """
[unit.phuong-moi]
name = "Phường mới"
short_name = "Phường mới"
kind = "xa"
valid_from = 2025-07-01
issuing_block = ["UBND PHƯỜNG MỚI"]
document = "qd-19-2025"
clause = "Mã"
"""
PARENT = """
[parentage.phuong-moi]
child = "phuong-moi"
parent = "so-gddt-hcm"
line = "chuyen_mon"
valid_from = 2025-07-01
document = "qd-19-2025"
clause = "Mã"
"""


def test_quan_1_ends_and_four_wards_take_over_the_next_day(book):
    tree = book.unit_tree()
    assert tree_faults(tree) == ()
    assert set(tree.unit("quan-1").successors) == set(WARDS)
    assert tree.children("so-gddt-hcm", date(2025, 6, 30)) == ("quan-1",)
    assert set(tree.children("so-gddt-hcm", date(2025, 7, 1))) == set(WARDS)
    assert {ward: tree.unit(ward).code for ward in WARDS} == WARDS


def test_the_block_at_the_head_of_a_paper_is_that_of_the_office_of_the_day(book):
    school = Unit("79760401", "Trường Tiểu học Hoa Mai", "TH Hoa Mai", UnitKind.TRUONG)
    rows = [
        Parentage(school.id, "quan-1", Line.CHUYEN_MON, valid_to=date(2025, 6, 30)),
        Parentage(school.id, "phuong-sai-gon", Line.CHUYEN_MON, valid_from=date(2025, 7, 1)),
    ]
    tree = book.unit_tree([school], rows)
    assert tree.answers_to(school.id, date(2025, 6, 30)).issuing_block == ("UBND QUẬN 1", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO")
    assert tree.answers_to(school.id, date(2025, 8, 1)).issuing_block[1] == "PHÒNG VĂN HÓA - XÃ HỘI"
    assert tree.schools_under("quan-1", date(2025, 8, 1)) == (school.id,)


def test_faults_of_the_table_of_offices_are_told_with_file_and_unit(faults_of):
    told = faults_of(
        {
            "units/a.toml": UNIT + PARENT.replace("so-gddt-hcm", "so-la"),
            "units/b.toml": PARENT.replace("[parentage.phuong-moi]", "[parentage.hai]").replace(
                "2025-07-01", "2025-06-01"
            ),
            "units/c.toml": UNIT.replace("unit.phuong-moi", "unit.phuong-cu") + "valid_to = 2025-01-01\n",
        }
    )
    assert any("phuong-moi: nhắc tới đơn vị “so-la”" in line for line in told), told
    assert any("phuong-moi: từ ngày 2025-07-01 có hai đơn vị cấp trên" in line for line in told), told
    assert any("c.toml: unit.phuong-cu: ngày kết thúc 2025-01-01 đứng trước" in line for line in told), told


def test_the_readiness_form_asks_ten_things_and_four_are_computed(book):
    kinds = [requirement.kind for requirement in book.requirements.values()]
    assert (kinds.count("yes_no"), kinds.count("computed")) == (10, 4)
    assert {requirement.threshold_percent for requirement in book.requirements.values()} == {100}
    signers = book.requirements["staff.equipped"].positions
    assert set(signers) == {"hieu_truong", "pho_hieu_truong", "giao_vien"}


def test_a_public_school_seals_with_a_token_of_the_state_root_only(book):
    allowed = {(rule.ownership, rule.trust_root, rule.device) for rule in book.seal_rules}
    assert {rule for rule in allowed if rule[0] == "cong_lap"} == {("cong_lap", "vgca", "usb_token")}
    assert {rule[1] for rule in allowed if rule[0] == "tu_thuc"} == {"vgca", "cong_cong"}


def test_a_primary_record_is_signed_by_homeroom_teacher_and_head_and_sealed(book):
    needed = book.signers["tieu_hoc"]
    assert (needed.signers, needed.is_sealed) == (("gvcn", "hieu_truong"), True)


def test_the_road_maps_are_those_of_the_two_cities(book):
    def grades(unit, year, act):
        return [s.grades for s in book.roadmap.values() if (s.unit, s.school_year, s.act) == (unit, year, act)]

    assert grades("so-gddt-hcm", "2023-2024", "thi_diem") == [(1,)]
    assert (6,) in grades("so-gddt-hcm", "2024-2025", "trien_khai")
    assert grades("so-gddt-hcm", "2025-2026", "trien_khai") == [(10,)]
    assert grades("so-gddt-ha-noi", "2023-2024", "thi_diem") == [(1, 2, 3, 4, 6, 7, 8, 10, 11)]


def test_there_are_six_roles(book):
    assert [role.label for role in book.roles.values()] == [
        "Cán bộ quản lý",
        "Giáo viên bộ môn",
        "Giáo viên chủ nhiệm",
        "Nhân viên học vụ",
        "Văn thư",
        "Quản trị viên trường học",
    ]


def test_files_are_read_with_the_same_ids_that_the_rulebook_uses(book):
    words = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    assert set(words["readiness_item"]) == {r.id for r in book.requirements.values() if r.kind == "yes_no"}
    for kind in ("mon_hoc", "nang_luc", "pham_chat"):
        assert set(words[f"item_{kind}"]) == {item.id for item in book.assessment.items if item.kind == kind}
    assert set(words["rating"]) == {rating.id for rating in book.assessment.ratings}


def test_a_label_that_one_language_lacks_is_told():
    labels = {"vi": {"a": "một", "b": "hai"}, "en": {"b": "two", "c": "three"}}
    assert differences(labels) == ("vi: c", "en: a")


def test_labels_of_several_files_are_one_set_with_dotted_keys(book):
    assert book.labels("vi")["reading.day_before"].startswith("Đọc theo chữ")
    assert book.labels("vi")["step.coverage"]

import hashlib
import json
import os
import subprocess
import sys
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from hocba_ops.documents.render import Copy, CopyForm, Look, Photo
from hocba_ops.documents.render.attached import read_attached
from hocba_ops.documents.render.compile import FONTS, TEMPLATES, boxes_text
from hocba_ops.documents.render.proof import words_of_pages
from hocba_ops.documents.xml import write_xml
from tests.documents.records import LETTERS, PRIMARY, SECONDARY, TRAITS, primary, secondary
from tests.house.house import ROOT

PROGRAM = """
import hashlib
from hocba_ops.documents.render import Look, Renderer
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.xml import write_xml
from tests.documents.records import primary
made = Renderer(Names({"01": "Kinh"}, {"VN": "Việt Nam"})).render([write_xml(primary())], Look())
print(hashlib.sha256(made.pdf).hexdigest(), made.fingerprint)
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
SCHOOL = "Trường Tiểu học Hòa Bình Mẫu"


def text_of(pdf: bytes) -> str:
    return " ".join(words_of_pages(pdf) or [])


def render(renderer, *records, look=Look(), **more):  # noqa: B008
    return renderer.render([write_xml(record) for record in records], look, **more)


def test_the_same_record_gives_the_same_bytes_in_another_process_zone_and_language(renderer):
    made = render(renderer, primary())
    elsewhere = {**os.environ, "TZ": "America/Los_Angeles", "LANG": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "1"}
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=ROOT, env=elsewhere
    )
    assert told.stdout.split() == [hashlib.sha256(made.pdf).hexdigest(), made.fingerprint]


def test_a_renderer_that_has_rendered_others_renders_the_same_bytes(renderer):
    first = render(renderer, primary()).pdf
    render(renderer, secondary())
    assert render(renderer, primary()).pdf == first


@pytest.mark.parametrize(
    ("look", "part", "level", "is_marked"), [(Look(), "3", "A", True), (Look(is_tagged=False), "3", "U", False)]
)
def test_the_form_is_pdf_a_3_with_the_record_as_the_source_of_its_pages(renderer, look, part, level, is_marked):
    record = primary()
    pdf = render(renderer, record, look=look).pdf
    with pikepdf.open(BytesIO(pdf)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == (part, level)
        assert ("pdfuaid:part" in metadata) == is_marked == ("/StructTreeRoot" in document.Root)
        assert document.Root.Lang == "vi-VN"
        fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"LiberationSerif"}
    attached = read_attached(pdf)
    assert attached is not None
    assert attached.records == (write_xml(record),)


def test_every_letter_of_vietnamese_stands_on_the_page_as_text(renderer):
    text = text_of(render(renderer, primary(values={"nxetgvcn": LETTERS})).pdf)
    assert LETTERS in text


def test_markup_of_the_renderer_in_a_name_is_printed_and_not_run(renderer):
    name = 'Lê #panic("x") *An* $x$ \\ @y <z>'
    assert name in text_of(render(renderer, primary(values={"hovaten": name})).pdf)


def test_the_form_of_primary_school_says_everything_that_its_record_says(renderer):
    record = primary()
    text = text_of(render(renderer, record).pdf)
    codes = {"masogd", "matruong", "macaphoc", "makhoi", "gioitinh", "dantoc", "quoctich", "thongtu"}
    spelled = {"36,5 kg", "141 cm", "09/03/2014", "Nữ", "Kinh", "Việt Nam", "Hoàn thành chương trình tiểu học"}
    unprinted = {"tensogd", "soddcngiamhieu", "soddcngvcn", "chucvugiamhieu", "ngaytao", "phienbanthongtinhocba"}
    plain = {name for name, value in record.values.items() if isinstance(value, str)} - codes - unprinted - {*TRAITS}
    plain -= {"cannang", "ngaythangnamsinh", "ngaykyphathanh", "trangthaithongtinhocba"}
    plain = {name for name in plain if not name.endswith(("maxa", "matinh"))}
    assert len(plain) > 20
    assert [name for name in sorted(plain) if record.text(name) not in text] == []
    assert [words for words in sorted({*spelled, *PRIMARY}) if words not in text] == []


def test_the_form_of_secondary_school_says_marks_teachers_and_results(renderer):
    record = secondary()
    text = text_of(render(renderer, record).pdf)
    said = [*SECONDARY, "7,0", "8,0", "Trần Thị Ngọc Diễm", "Được lên lớp", "Học sinh Giỏi", "Kỹ sư"]
    assert [words for words in said if words not in text] == []


def test_an_exempt_subject_reads_as_such_and_a_withdrawn_record_too(renderer):
    rows = [{"tenmonhoc": "Tin học", "diemhocky1": "M", "diemhocky2": "M", "diemcanam": "M"}]
    text = text_of(render(renderer, secondary(rows=rows, values={"trangthaithongtinhocba": "2"})).pdf)
    assert text.count("Miễn") == 3
    assert "ĐÃ THU HỒI" in text


def test_a_pupil_who_is_not_assessed_has_blank_levels_and_the_reason(renderer):
    values = {"cokhuyettatkhongdanhgia": True, "xeploai": None, **dict.fromkeys(TRAITS)}
    record = primary(values=values, rows=[{"tenmonhoc": name} for name in PRIMARY])
    assert "không đánh giá" in text_of(render(renderer, record).pdf)


def test_a_record_without_any_day_still_becomes_pdf_a(renderer):
    pdf = render(renderer, primary(values={"ngaytao": None, "ngaykyphathanh": None})).pdf
    assert "..............., ngày" in text_of(pdf)


def test_the_first_two_grades_have_no_technology_and_computing(renderer):
    first, fifth = (
        text_of(render(renderer, primary(grade=grade, rows=[{"tenmonhoc": "Toán"}])).pdf) for grade in (1, 5)
    )
    assert ("Tin học" in first, "Tin học" in fifth) == (False, True)


def test_several_years_stand_in_order_with_their_files_and_one_set_of_places_to_sign(renderer):
    made = render(renderer, primary(grade=5), primary(grade=4))
    text = text_of(made.pdf)
    assert text.index("Lớp: 4A") < text.index("Lớp: 5A")
    assert made.content_hash == primary(grade=5).content_hash
    attached = read_attached(made.pdf)
    assert attached is not None
    assert attached.records == (write_xml(primary(grade=4)), write_xml(primary(grade=5)))
    assert [box.role for box in made.boxes] == ["con_dau", "hieu_truong", "gvcn"]


@pytest.mark.parametrize("length", [20, 480, 2000])
def test_comments_of_any_length_are_printed_whole_and_leave_places_to_sign_on_their_page(renderer, length):
    words = f"{'Em chăm ngoan, ' * 150}"[: length - 6] + " (hết)"
    values = {"nxetgvcn": words, "nxetphamchat": words[-500:], "ndungkhenthuong": words}
    rows = [{"tenmonhoc": name, "nxetmonhoc": words, "gvbm": "Lê Hữu Phước"} for name in SECONDARY]
    forms = (
        render(renderer, primary(values=values)),
        render(renderer, secondary(rows=rows, values={"nxetgvcn": words, "trangthaithongtinhocba": "2"})),
    )
    assert [text_of(made.pdf).count("(hết)") for made in forms] == [3, 13]
    for made in forms:
        with pikepdf.open(BytesIO(made.pdf)) as document:
            sheets = len(document.pages)
        outside = [box for box in made.boxes if not (0 < box.x0 < box.x1 < 595.3 and 0 < box.y0 < box.y1 < 841.9)]
        assert outside == []
        assert {box.page for box in made.boxes} <= set(range(1, sheets + 1))


def test_a_secondary_form_has_a_place_to_sign_for_every_subject(renderer):
    boxes = render(renderer, secondary()).boxes
    teachers = [box for box in boxes if box.role.startswith("gvbm-")]
    assert [box.role for box in teachers] == [f"gvbm-{place}" for place in range(1, 13)]
    assert all(above.y0 > below.y1 for above, below in pairwise(teachers))


def test_places_to_sign_are_told_in_the_order_of_signing_with_pages_from_zero(renderer):
    made = render(renderer, secondary())
    told = json.loads(boxes_text(made.boxes))
    assert [*told][:2] == ["gvbm-1", "gvbm-2"]
    assert [*told][-3:] == ["gvcn", "hieu_truong", "con_dau"]
    (homeroom,) = [box for box in made.boxes if box.role == "gvcn"]
    corners = [homeroom.x0, homeroom.y0, homeroom.x1, homeroom.y1]
    assert told["gvcn"] == {"page": homeroom.page - 1, "corners": corners}


def test_head_signs_left_of_the_homeroom_teacher_and_the_seal_covers_a_third(renderer):
    boxes = {box.role: box for box in render(renderer, primary()).boxes}
    head, seal, homeroom = boxes["hieu_truong"], boxes["con_dau"], boxes["gvcn"]
    assert head.x1 < homeroom.x0
    assert seal.x0 < head.x0
    assert 0.25 < (seal.x1 - head.x0) / (head.x1 - head.x0) < 0.4


def test_a_photo_is_printed_and_attached_so_that_the_form_can_be_made_again(renderer):
    made = render(renderer, primary(), photo=Photo(PIXEL, "png"))
    attached = read_attached(made.pdf)
    assert attached is not None
    assert attached.photo == Photo(PIXEL, "png")
    assert "Ảnh 3 × 4" not in text_of(made.pdf)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (CopyForm.SAO_Y, ["SAO Y", "12/SY", SCHOOL, "01/08/2025 09:30:00"]),
        (CopyForm.TRICH_LUC, ["TRÍCH LỤC", SCHOOL]),
        (CopyForm.BAN_IN, ["BẢN IN TỪ HỌC BẠ SỐ", "Xác nhận bản in này", "ngày 01 tháng 8 năm 2025"]),
    ],
)
def test_a_copy_bears_the_marks_of_its_form(renderer, form, said):
    copy = Copy(form, SCHOOL, "2025-08-01T09:30:00", number="12/SY", place="Phường Bến Thành")
    pdf = render(renderer, primary(), look=Look(copy=copy)).pdf
    text = text_of(pdf)
    assert [words for words in said if words not in text] == []
    assert read_attached(pdf).look == Look(copy=copy)
    assert said[0] not in text_of(render(renderer, primary()).pdf)


def test_the_fonts_that_are_shipped_are_the_unmodified_files_their_page_tells():
    told = (FONTS / "README.md").read_text(encoding="utf-8")
    faces = sorted(FONTS.glob("*.ttf"))
    assert len(faces) == 4
    assert [one.name for one in faces if hashlib.sha256(one.read_bytes()).hexdigest() not in told] == []
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_templates_hold_no_words_of_the_forms():
    accented = {letter for letter in LETTERS if not letter.isascii()}
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.typ")}
    assert len(texts) == 4
    assert [name for name, text in texts.items() if accented & set(text)] == []

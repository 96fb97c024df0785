"""The files in which plans come: what is read of each, and what is said of one that cannot be read."""

import doctest
import importlib
import unicodedata
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hocba_ops.errors import MissingFile, PlanProblem, PlanProtected, PlanUnreadable, TooLarge
from hocba_ops.plans import read_plan
from hocba_ops.rulebook import Rulebook
from hocba_ops.settings import Limits
from hocba_ops.sources.guard import Job
from hocba_ops.workbench.plan_files import open_plan_file, read_plan_job
from tests.plans.papers import KH_290, as_docx, as_pdf
from tests.sources.old_encoders import tcvn3, vni

WORDS = Rulebook.load().plan_words
OLD = {"tcvn3": tcvn3, "vni": vni}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHORT = """\
Số: 12/KH-GDĐT
Quận Thử, ngày 21 tháng 3 năm 2025
KẾ HOẠCH
Thử nghiệm năm học 2024-2025
I. TIẾN ĐỘ THỰC HIỆN
1. Giai đoạn 1: Chuẩn bị
- Các trường rà soát dữ liệu nhân thân, trước ngày 16/5/2025.
"""


@pytest.fixture
def job(tmp_path):
    def write(name: str, data: bytes, **limits: int) -> Job:
        (tmp_path / name).write_bytes(data)
        return Job(tmp_path / name, name, None, Limits(**limits))

    return write


def duties_of(job: Job):
    file = read_plan_job(job)
    return read_plan(file.blocks, WORDS, edge=file.edge).duties


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_any_form_and_encoding_of_unicode_gives_the_same_duties(job, form, encoding):
    read = duties_of(job("ke-hoach.txt", unicodedata.normalize(form, KH_290).encode(encoding)))
    assert [duty.title for duty in read] == [duty.title for duty in duties_of(job("mau.txt", KH_290.encode()))]


@pytest.mark.parametrize("code", ["tcvn3", "vni"])
def test_text_of_an_old_font_is_set_right_and_that_is_told(job, code):
    text = KH_290.replace("–", "-")
    file = read_plan_job(job("cu.txt", OLD[code](text).encode("latin-1", errors="replace")))
    read = read_plan(file.blocks, WORDS, edge=file.edge).duties
    assert [duty.when.named for duty in read] == [
        duty.when.named for duty in duties_of(job("mau.txt", KH_290.encode()))
    ]
    assert file.alphabets != ()


def test_numbers_and_dashes_that_word_prints_by_itself_are_read_as_printed(job):
    document = Document()
    for line in SHORT.splitlines()[:5]:
        document.add_paragraph(line)
    document.add_paragraph("Giai đoạn 1: Chuẩn bị", style="List Number")
    document.add_paragraph("Các trường rà soát dữ liệu nhân thân, trước ngày 16/5/2025.", style="List Bullet")
    out = BytesIO()
    document.save(out)
    (duty,) = duties_of(job("so.docx", out.getvalue()))
    assert (duty.clause, duty.phase) == ("I.1|dash|1|0", 1)


def test_deleted_text_of_tracked_changes_is_not_read_and_the_inserted_is(job):
    document = Document()
    for line in SHORT.splitlines()[:-1]:
        document.add_paragraph(line)
    last = document.add_paragraph("- Các trường rà soát dữ liệu nhân thân, trước ngày ")
    for tag, text, kind in (("del", "16/5/2025", "delText"), ("ins", "23/5/2025", "t")):
        last._p.append(parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{kind}>{text}</w:{kind}></w:r></w:{tag}>"))
    out = BytesIO()
    document.save(out)
    one = job("sua.docx", out.getvalue())
    assert read_plan_job(one).changes == 2
    assert [duty.when.named.isoformat() for duty in duties_of(one)] == ["2025-05-23"]


def test_a_text_box_that_word_keeps_twice_is_read_once(job):
    document = Document()
    for line in SHORT.splitlines()[:-1]:
        document.add_paragraph(line)
    box = "<w:txbxContent><w:p><w:r><w:t>- Các trường tập huấn, trước ngày 16/5/2025.</w:t></w:r></w:p></w:txbxContent>"
    spaces = f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    holder = f"<w:r {spaces}><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    document.add_paragraph()._p.append(parse_xml(holder))
    out = BytesIO()
    document.save(out)
    one = job("khung.docx", out.getvalue())
    assert read_plan_job(one).boxes == 1
    assert len(duties_of(one)) == 1


def scan() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    page = Canvas(out)
    page.rect(50, 50, 400, 600, fill=1)
    page.save()
    return out.getvalue()


UNREADABLE = {
    "scan.pdf": (scan, PlanProblem.SCAN),
    "cut.pdf": (lambda: as_pdf(SHORT)[:400], PlanProblem.DAMAGED),
    "old.doc": (lambda: OLE, PlanProblem.OLD_WORD),
    "rich.rtf": (lambda: b"{\\rtf1\\ansi text}", PlanProblem.RICH_TEXT),
    "page.html": (lambda: b"<!doctype html><html><body>x</body></html>", PlanProblem.PAGE),
    "sheet.docx": (lambda: zipped({"xl/workbook.xml": b"<workbook/>"}), PlanProblem.OTHER_PACKAGE),
    "cut.docx": (lambda: as_docx(SHORT)[:-200], PlanProblem.DAMAGED),
    "broken.docx": (lambda: zipped({"word/document.xml": b"<w:document"}), PlanProblem.DAMAGED),
    "entities.docx": (
        lambda: zipped({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        PlanProblem.DAMAGED,
    ),
    "deep.docx": (lambda: zipped({"word/document.xml": deep()}), PlanProblem.DAMAGED),
    "noise.txt": (lambda: b"\x00\x01\x02" * 500, PlanProblem.DAMAGED),
}


def deep() -> bytes:
    """Frames in frames, far beyond what a plan holds."""
    inner = b"<w:sdtContent>" * 300 + b"</w:sdtContent>" * 300
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return b"<w:document " + space + b"><w:body>" + inner + b"</w:body></w:document>"


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_says_what_it_is_and_what_to_do(job, name):
    make, problem = UNREADABLE[name]
    with pytest.raises(PlanUnreadable) as told:
        read_plan_job(job(name, make()))
    assert told.value.exit_code == 13
    assert str(told.value).startswith(f"{name}: {problem}")


@pytest.mark.parametrize("module", ["blocks", "checks", "draft_file"])
def test_examples_of_a_module_are_there_and_hold(module):
    tried = doctest.testmod(importlib.import_module(f"hocba_ops.plans.{module}"))
    assert tried.attempted > 0
    assert tried.failed == 0


def test_a_pdf_with_a_password_says_so_and_nothing_is_read(job):
    with pytest.raises(PlanProtected) as told:
        read_plan_job(job("khoa.pdf", as_pdf(SHORT, password="bi-mat")))
    assert told.value.exit_code == 14


def test_a_document_that_unpacks_beyond_the_limits_is_refused_while_it_is_unpacked(job):
    bomb = zipped({"word/document.xml": b"<w:document>" + b" " * (70 << 20)})
    with pytest.raises(TooLarge):
        read_plan_job(job("bom.docx", bomb))
    with pytest.raises(TooLarge):
        read_plan_job(job("to.txt", KH_290.encode(), file_bytes=100))


def test_a_pdf_of_more_pages_than_allowed_is_refused(job):
    with pytest.raises(PlanUnreadable, match="nhiều trang hơn mức cho phép"):
        read_plan_job(job("dai.pdf", as_pdf(KH_290), sheets=1))


def test_a_file_is_opened_in_a_process_of_its_own_and_errors_come_back(job, tmp_path):
    assert open_plan_file(job("mau.txt", KH_290.encode()).path).blocks
    with pytest.raises(MissingFile):
        open_plan_file(tmp_path / "khong-co.docx")

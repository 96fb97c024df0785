"""The template of a DOCX, made from the layout of letters.toml: no file of a word processor is kept in the project."""

from collections.abc import Mapping
from functools import partial
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
"""Named in the file and not embedded: the office's own machine has it."""


def make_template(form: str, layout: Mapping[str, int], *, signers: int) -> bytes:
    """A template for docxtpl with the fields of `Paper`."""
    document = Document()
    _set_page(document, layout)
    _line(document, "{{ mark }}", layout["title_pt"], is_bold=True, align=ALIGN.RIGHT)
    _head(document, form, layout)
    if form != "letter":
        _line(document, "{{ title }}", layout["title_pt"], is_bold=True, align=ALIGN.CENTER)
        _line(document, "{{ subject }}", layout["subject_pt"], is_bold=True, align=ALIGN.CENTER)
    _line(document, "{%p for one in addressees %}", layout["text_pt"])
    _line(document, "{{ words.to }} {{ one }}", layout["text_pt"], align=ALIGN.CENTER)
    _line(document, "{%p endfor %}", layout["text_pt"])
    _body(document, layout)
    _closing(document, layout, signers)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _set_page(document: Any, layout: Mapping[str, int]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Mm(layout[f"{side}_mm"]))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(layout["text_pt"])
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    _field(number.add_run(), "PAGE")


def _field(run: Any, code: str) -> None:
    """A field that the word processor fills: the number of the page."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)


def _head(document: Any, form: str, layout: Mapping[str, int]) -> None:
    table = _bare_table(document, (66, 98))
    left, right = table.rows[0].cells
    add = partial(_line, align=ALIGN.CENTER)
    add(left, "{%p for one in superior %}", layout["superior_pt"], is_first=True)
    add(left, "{{ one }}", layout["superior_pt"])
    add(left, "{%p endfor %}", layout["superior_pt"])
    add(left, "{{ issuer }}", layout["body_name_pt"], is_bold=True, is_ruled=True)
    add(left, "{{ number }}", layout["number_pt"])
    if form == "letter":
        add(left, "{{ subject }}", layout["letter_subject_pt"])
    add(right, "{{ words.country }}", layout["country_pt"], is_bold=True, is_first=True)
    add(right, "{{ words.motto }}", layout["motto_pt"], is_bold=True, is_ruled=True)
    add(right, "{{ place_and_day }}", layout["place_pt"], is_italic=True)


def _body(document: Any, layout: Mapping[str, int]) -> None:
    size = layout["text_pt"]
    _line(document, "{%p for part in body %}", size)
    for kind, text, is_bold in (
        ("heading", "{{ part.text }}", True),
        ("paragraph", "{{ part.text }}", False),
        ("item", "– {{ part.text }}", False),
        ("blank", "{{ part.text }}{{ part.dots }}", False),
        ("table", "{{ part.text }}", True),
    ):
        _line(document, f"{{%p if part.kind == '{kind}' %}}", size)
        align = ALIGN.LEFT if kind in ("item", "blank") else ALIGN.JUSTIFY
        _line(document, text, size, is_bold=is_bold, align=align, layout=layout)
        if kind == "table":
            _table(document, layout)
        _line(document, "{%p endif %}", size)
    _line(document, "{%p endfor %}", size)


def _table(document: Any, layout: Mapping[str, int]) -> None:
    """As many columns and rows as the part has: docxtpl repeats the cells and the row between its tags."""
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    texts = (
        ("{%tc for one in part.heads %}", "{{ one }}", "{%tc endfor %}"),
        ("{%tr for row in part.rows %}", "", ""),
        ("{%tc for one in row %}", "{{ one }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for number, (row, values) in enumerate(zip(table.rows, texts, strict=True)):
        for cell, value in zip(row.cells, values, strict=True):
            _line(cell, value, layout["table_pt"], is_first=True, is_bold=number == 0)


def _closing(document: Any, layout: Mapping[str, int], signers: int) -> None:
    _line(document, "", layout["text_pt"])
    left, right = _bare_table(document, (80, 84)).rows[0].cells
    if signers > 1:
        _signer(left, "signers[0]", layout)
        _signer(right, "signers[1]", layout)
        _recipients(document, layout)
        return
    _recipients(left, layout, is_first=True)
    _signer(right, "signers[0]", layout)


def _recipients(place: Any, layout: Mapping[str, int], *, is_first: bool = False) -> None:
    head, size = layout["recipients_head_pt"], layout["recipients_pt"]
    _line(place, "{{ words.recipients }}", head, is_bold=True, is_italic=True, is_first=is_first)
    _line(place, "{%p for one in recipients %}", size)
    _line(place, "- {{ one }}", size)
    _line(place, "{%p endfor %}", size)


def _signer(place: Any, name: str, layout: Mapping[str, int]) -> None:
    size = layout["signer_pt"]
    _line(place, f"{{%p for one in {name}.lines %}}", size, is_first=True)
    _line(place, "{{ one }}", size, is_bold=True, align=ALIGN.CENTER)
    _line(place, "{%p endfor %}", size)
    _line(place, f"{{{{ {name}.how }}}}", 12, is_italic=True, align=ALIGN.CENTER)
    for _ in range(4):
        _line(place, "", size)
    _line(place, f"{{{{ {name}.name }}}}", size, is_bold=True, align=ALIGN.CENTER)


def _bare_table(document: Any, widths: tuple[int, int]) -> Any:
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return table


def _line(
    place: Any,
    text: str,
    size: int,
    *,
    is_bold: bool = False,
    is_italic: bool = False,
    is_first: bool = False,
    is_ruled: bool = False,
    align: Any = None,
    layout: Mapping[str, int] | None = None,
) -> None:
    """One paragraph; with a layout it is one of the body: indented, with space around."""
    paragraph = place.paragraphs[0] if is_first else place.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic, run.underline = Pt(size), is_bold, is_italic, is_ruled
    if layout is not None:
        about = paragraph.paragraph_format
        about.first_line_indent, about.space_after = Mm(layout["first_line_mm"]), Pt(layout["after_paragraph_pt"])
        about.line_spacing = layout["line_percent"] / 100

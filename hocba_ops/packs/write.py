"""A pack as a workbook: what is locked is locked, what is at fault is coloured and says why, choices are drop-downs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from itertools import chain

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hocba_ops.packs.filling import DAY_FORM
from hocba_ops.packs.layout import (
    FIRST_COLUMN,
    FIRST_ROW,
    HEAD_ROW,
    KEY_COLUMN,
    KEYS,
    LISTS,
    NOTE_ROW,
    TITLE_ROW,
    column_name,
)
from hocba_ops.packs.pack import Cell, Field, Input, Leaf, Pack, checksum

NARROW, ROOM, WIDE = 9, 28, 44
"""Widths of columns in letters: the least, the least where a school writes words of its own, the most."""
FAULT, QUESTION, LOCKED, OPEN = "#F4B6A6", "#FFE08A", "#ECEFF2", "#FFFFFF"
TEXT_FORM = "@"
COMMENT_SIZE = {"x_scale": 2.2, "y_scale": 1.4}
ALLOWED = {"format_columns": True, "format_rows": True}
Styles = Mapping[str, Format]


@dataclass(frozen=True, slots=True)
class _Book:
    book: Workbook
    labels: Mapping[str, str]
    styles: dict[tuple[str, bool, str], Format]

    def style(self, fill: str, *, is_open: bool, form: str) -> Format:
        """The format of a cell: its colour, whether it is locked, and how what is typed is taken."""
        key = (fill, is_open, form)
        if key not in self.styles:
            self.styles[key] = self.book.add_format(
                {
                    "font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1,
                    "border_color": "#AAB4BE", "bg_color": fill, "locked": not is_open, "num_format": form,
                }
            )  # fmt: skip
        return self.styles[key]


def write_pack(pack: Pack, *, sealed: str, labels: Mapping[str, str]) -> bytes:
    """The workbook of a pack; the same pack under the same seal gives the same bytes."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        title = labels["pack.name"].format(school=pack.school_name)
        book.set_properties({"title": title, "created": datetime.combine(pack.as_of, time())})
        made = _Book(book, labels, {})
        _write_guide(made, pack)
        lists = _list_places(pack)
        for leaf in pack.leaves:
            _write_leaf(made, leaf, lists)
        _write_lists(made, lists)
        _write_keys(made, pack, sealed)
    return out.getvalue()


def keys_of(pack: Pack, sealed: str) -> list[tuple[str, ...]]:
    """The rows of the hidden sheet: what the pack is, then what each line stands for."""
    head = [
        ("pack_id", pack.pack_id),
        ("school_code", pack.school_code),
        ("unit_id", pack.unit_id),
        ("as_of", pack.as_of.isoformat()),
        ("checksum", checksum(pack)),
        ("seal", sealed),
    ]
    lines = [
        (leaf.kind, leaf.name, line.key, *(f"{name}={value}" for name, value in sorted(line.origin.items())))
        for leaf in pack.leaves
        for line in leaf.lines
    ]
    return [*head, *lines]


def _write_guide(made: _Book, pack: Pack) -> None:
    labels = made.labels
    page = made.book.add_worksheet(labels["pack.leaf.guide"])
    plain = made.book.add_format({"font_name": "Arial", "font_size": 11, "text_wrap": True, "valign": "top"})
    bold = made.book.add_format({"font_name": "Arial", "font_size": 11, "bold": True, "valign": "top"})
    title = made.book.add_format({"font_name": "Arial", "font_size": 15, "bold": True})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 96)
    page.write_string(0, 0, labels["pack.name"].format(school=pack.school_name), title)
    for row, (name, text) in enumerate(_guide(pack, labels), start=2):
        page.write_string(row, 0, name, bold)
        page.write_string(row, 1, text, plain)
    page.hide_gridlines(2)
    page.protect("", ALLOWED)
    _set_print(page, pack.school_name)


def _guide(pack: Pack, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield labels["pack.guide.from"], pack.unit_name
    yield labels["pack.guide.school"], f"{pack.school_name} ({pack.school_code})"
    yield labels["pack.guide.school_year"], pack.school_year
    yield labels["pack.guide.as_of"], pack.as_of.strftime(DAY_FORM)
    for what, day in pack.dues:
        yield labels["pack.guide.due"], f"{what}: {day.strftime(DAY_FORM)}"
    yield labels["pack.guide.contact"], pack.contact or labels["pack.guide.no_contact"]
    for number in ("1", "2", "3", "4", "5", "6"):
        yield labels["pack.guide.step"].format(number=number), labels[f"pack.guide.how_{number}"]
    yield labels["pack.guide.privacy_head"], labels["pack.guide.privacy"]


def _write_leaf(made: _Book, leaf: Leaf, lists: Mapping[tuple[tuple[str, str], ...], int]) -> None:
    page = made.book.add_worksheet(leaf.name)
    title = made.book.add_format({"font_name": "Arial", "font_size": 13, "bold": True})
    note = made.book.add_format({"font_name": "Arial", "font_size": 9, "italic": True, "font_color": "#51606F"})
    page.write_string(TITLE_ROW, KEY_COLUMN, leaf.kind)
    page.write_string(TITLE_ROW, FIRST_COLUMN, leaf.title, title)
    page.write_string(NOTE_ROW, FIRST_COLUMN, made.labels[f"pack.note.{leaf.kind}"], note)
    _write_heads(made, page, leaf)
    for at, line in enumerate(leaf.lines, start=FIRST_ROW):
        page.write_string(at, KEY_COLUMN, line.key)
        for place, (field, cell) in enumerate(zip(leaf.fields, line.cells, strict=True), start=FIRST_COLUMN):
            _write_cell(made, page, (at, place), field, cell)
    _add_drop_downs(made, page, leaf, lists)
    page.freeze_panes(FIRST_ROW, FIRST_COLUMN + 2)
    page.protect("", ALLOWED)
    _set_print(page, leaf.title)


def _write_heads(made: _Book, page: Worksheet, leaf: Leaf) -> None:
    head = made.book.add_format(
        {"font_name": "Arial", "font_size": 10, "bold": True, "text_wrap": True, "bg_color": "#D7DFE8", "border": 1,
         "border_color": "#8A96A3", "valign": "vcenter"}
    )  # fmt: skip
    page.set_column(KEY_COLUMN, KEY_COLUMN, NARROW, None, {"hidden": True})
    for place, field in enumerate(leaf.fields):
        column = place + FIRST_COLUMN
        page.write_string(HEAD_ROW, column, field.head, head)
        page.set_column(column, column, _width(field, [line.cells[place] for line in leaf.lines]))


def _write_cell(made: _Book, page: Worksheet, place: tuple[int, int], field: Field, cell: Cell) -> None:
    row, column = place
    fill = (FAULT if cell.is_error else QUESTION) if cell.reasons else OPEN if cell.is_open else LOCKED
    is_number = field.input in (Input.WHOLE, Input.TENTHS)
    style = made.style(fill, is_open=cell.is_open, form="General" if is_number else TEXT_FORM)
    if cell.target:
        sheet, _, name = cell.target.partition("!")
        page.write_url(row, column, f"internal:'{sheet}'!{name}", style, cell.text)
    elif not cell.text:
        page.write_blank(row, column, None, style)
    elif field.input is Input.WHOLE and cell.text.isdecimal():
        page.write_number(row, column, int(cell.text), style)
    else:
        page.write_string(row, column, cell.text, style)
    if cell.reasons:
        page.write_comment(row, column, "\n".join(cell.reasons), {"author": "hocba", **COMMENT_SIZE})


def _list_places(pack: Pack) -> dict[tuple[tuple[str, str], ...], int]:
    """The lists that drop-downs of the pack offer, and the column of the hidden sheet that holds each."""
    listed = (field.choices for leaf in pack.leaves for field in leaf.fields if field.choices)
    return {choices: place for place, choices in enumerate(dict.fromkeys(listed))}


def _write_lists(made: _Book, lists: Mapping[tuple[tuple[str, str], ...], int]) -> None:
    page = made.book.add_worksheet(LISTS)
    for choices, column in lists.items():
        for row, (word, _) in enumerate(choices):
            page.write_string(row, column, word)
    page.hide()
    page.protect("")


def _add_drop_downs(made: _Book, page: Worksheet, leaf: Leaf, lists: Mapping[tuple[tuple[str, str], ...], int]) -> None:
    """Bounds and drop-downs on the open cells of each column; a suggestion warns, a choice refuses."""
    for place, field in enumerate(leaf.fields):
        rule = _rule(field, lists, made.labels)
        if not rule:
            continue
        for at, line in enumerate(leaf.lines, start=FIRST_ROW):
            if line.cells[place].is_open:
                column = place + FIRST_COLUMN
                page.data_validation(at, column, at, column, rule)


def _rule(
    field: Field, lists: Mapping[tuple[tuple[str, str], ...], int], labels: Mapping[str, str]
) -> dict[str, object]:
    if field.choices:
        column = column_name(lists[field.choices])
        source = f"='{LISTS}'!${column}$1:${column}${len(field.choices)}"
        kind = "stop" if field.input is Input.CHOICE else "information"
        words = {"error_title": labels["pack.refused"], "error_message": labels["pack.refused_choice"]}
        return {"validate": "list", "source": source, "error_type": kind, **words}
    if field.input is Input.WHOLE:
        words = {"error_title": labels["pack.refused"], "error_message": labels["pack.refused_number"]}
        return {"validate": "integer", "criteria": "between", "minimum": field.low, "maximum": field.high, **words}
    return {}


def _write_keys(made: _Book, pack: Pack, sealed: str) -> None:
    page = made.book.add_worksheet(KEYS)
    for row, values in enumerate(keys_of(pack, sealed)):
        for column, value in enumerate(values):
            page.write_string(row, column, value)
    page.hide()
    page.protect("")


def _width(field: Field, cells: list[Cell]) -> float:
    """Wide enough for the longest word of the head and for what stands there; words of one's own get room."""
    longest = max(map(len, chain(field.head.split(), (cell.text for cell in cells))), default=0)
    is_blank = (
        field.input is Input.TEXT and any(cell.is_open for cell in cells) and not any(cell.text for cell in cells)
    )
    return float(min(WIDE, max(ROOM if is_blank else NARROW, longest + 2)))


def _set_print(page: Worksheet, footer: str) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW)
    page.set_footer(f"&L{footer.replace('&', '&&')}&R&P/&N")

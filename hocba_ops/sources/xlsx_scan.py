"""The parts of an .xlsx that say which sheets there are and from which year days count; then each sheet is scanned."""

from xml.etree import ElementTree

from hocba_ops.sources.package import Package, chunks, whole
from hocba_ops.sources.scan import Scans
from hocba_ops.sources.sheet_scan import scan_sheet

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
RELATION = "}id"


def scan_xlsx(package: Package) -> Scans:
    """Every sheet of an .xlsx or .xlsm. Where a part is damaged nothing is known; opening it will say what is wrong.

    A value that a program only pretends to have calculated (a formula with 0 beside it) cannot be told from a true one.
    """
    book, targets = _tree(package, WORKBOOK), relation_targets(package, RELATIONS)
    if book is None:
        return Scans()
    parts = {sheet.get("name", ""): targets.get(_relation(sheet), "") for sheet in _named(book, "sheet")}
    sheets = {name: scan_sheet(chunks(package, part_path(target))) for name, target in parts.items() if target}
    is_1904 = any(element.get("date1904") in ("1", "true") for element in _named(book, "workbookPr"))
    return Scans(sheets, is_1904)


def relation_targets(package: Package, name: str) -> dict[str, str]:
    """The parts that a part of relations names, by id."""
    relations = _tree(package, name)
    return {} if relations is None else {one.get("Id", ""): one.get("Target", "") for one in relations}


def part_path(target: str) -> str:
    """Where in the package a part stands that the workbook names.

    >>> part_path("worksheets/sheet1.xml"), part_path("/xl/worksheets/sheet1.xml")
    ('xl/worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml')
    """
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _tree(package: Package, name: str) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(whole(package, name))
    except ElementTree.ParseError:
        return None


def _named(tree: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """Elements of a name, whichever of the two namespaces of the format they are in."""
    return [element for element in tree.iter() if element.tag.rpartition("}")[2] == name]


def _relation(sheet: ElementTree.Element) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith(RELATION)), "")

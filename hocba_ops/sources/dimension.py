"""How many rows a workbook says that a sheet has; exports exist that say A1:BS4 above sixteen thousand rows."""

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DECLARED = re.compile(rb'<dimension\s+ref="[A-Z]+\d+:[A-Z]+(\d+)"')
HEAD_BYTES = 4096


def declared_rows(data: bytes) -> dict[str, int]:
    """Last row that each sheet of an .xlsx declares; sheets without a range of several cells are left out.

    A package that cannot be taken apart gives nothing: opening it will say what is wrong.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            heads = {name: _head(package, part) for name, part in _parts(package).items()}
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, EOFError, zlib.error):
        return {}
    found = {name: DECLARED.search(head) for name, head in heads.items()}
    return {name: int(match[1]) for name, match in found.items() if match}


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = ElementTree.fromstring(package.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    return {sheet.get("name", ""): _inside(targets[sheet.get(RELATION)]) for sheet in sheets}


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _head(package: zipfile.ZipFile, part: str) -> bytes:
    with package.open(part) as stream:
        return stream.read(HEAD_BYTES)

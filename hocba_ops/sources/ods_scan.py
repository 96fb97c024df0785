"""The content of an .ods, walked once: what is hidden or in error, and how far its repeated rows and columns reach.

An .ods says “this cell a million times” in a few bytes, so what it reaches must be known before it is unrolled.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from hocba_ops.errors import UnreadableFile
from hocba_ops.sources.package import Package, chunks
from hocba_ops.sources.scan import Scan, Scans
from hocba_ops.sources.vocabulary import reason

CONTENT = "content.xml"
CELLS = ("table:table-cell", "table:covered-table-cell")
UNSEEN = ("collapse", "filter")
YEAR_1904 = "1904-01-01"

Attributes = dict[str, str]


@dataclass(slots=True)
class _Walk:
    """Where the walk is: the sheet, the rows and columns that lie behind, and how often the current row is repeated."""

    parser: expat.XMLParserType
    sheets: dict[str, Scan] = field(default_factory=dict)
    sheet: Scan = field(default_factory=Scan)
    row: int = 0
    repeated: int = 0
    column: int = 0
    is_1904: bool = False

    def enter(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name in CELLS:
            self._cell(attributes)
        elif name == "table:table-row":
            self.row, self.column = self.row + self.repeated, 0
            self.repeated = _count(attributes, "table:number-rows-repeated")
            if attributes.get("table:visibility") in UNSEEN:
                self.sheet.hide_rows(self.row + 1, self.row + self.repeated)
        elif name == "table:table-column":
            first, self.column = self.column + 1, self.column + _count(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in UNSEEN:
                self.sheet.hide_columns(first, self.column)
        elif name == "table:table":
            self.row = self.repeated = self.column = 0
            self.sheet = self.sheets.setdefault(attributes.get("table:name", ""), Scan())
        elif name == "table:null-date":
            self.is_1904 = attributes.get("table:date-value") == YEAR_1904

    def _cell(self, attributes: Attributes) -> None:
        first, self.column = self.column + 1, self.column + _count(attributes, "table:number-columns-repeated")
        if "office:value-type" in attributes:
            self.sheet.reach(self.row + self.repeated, self.column)
        elif "table:formula" in attributes:
            formula = attributes["table:formula"].partition(":")[2]
            self.sheet.formulas.append((self.row + 1, first, formula))
        if attributes.get("calcext:value-type") == "error":
            self.parser.CharacterDataHandler = self._shown_error

    def _shown_error(self, text: str) -> None:
        self.sheet.errors.append((self.row + 1, self.column, text))
        self.parser.CharacterDataHandler = None


def scan_ods(package: Package) -> Scans:
    """Every sheet of an .ods. Raises `UnreadableFile` where its content is not whole.

    All sheets stand in one part, and a reader that meets its end too early may wait for the rest for ever.
    """
    parser = expat.ParserCreate()
    walk = _Walk(parser)
    parser.StartElementHandler = walk.enter
    try:
        for piece in chunks(package, CONTENT):
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as fault:
        raise UnreadableFile(package.path, reason("damaged_workbook")) from fault
    return Scans(walk.sheets, walk.is_1904)


def _count(attributes: Attributes, name: str) -> int:
    """How often an element stands for itself."""
    text = attributes.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < len("1048576000") else 1

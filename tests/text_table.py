"""Small tables written as text, as the specifications write them: a heading line, then one line a row, cells by `|`.

trường | khối | ký đủ
A      | 5    | 2
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime


def read_table(text: str) -> list[dict[str, str]]:
    """The rows of a table by heading; the widths of the columns do not matter."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if line.strip()]
    heading, *rows = lines
    wrong = [row for row in rows if len(row) != len(heading)]
    assert not wrong, f"rows that do not fit the headings {heading}: {wrong}"
    return [dict(zip(heading, row, strict=True)) for row in rows]


def write_table(heading: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as text under these headings, columns straight."""
    cells = [list(heading), *([row.get(name, "(không có cột này)") for name in heading] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(heading))]
    return "\n".join(" | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in cells)


@dataclass(frozen=True, eq=False)
class Told:
    """An answer as rows of words. It equals a text table that says the same in the columns that the text names."""

    rows: list[dict[str, str]]

    def __eq__(self, text: object) -> bool:
        return isinstance(text, str) and self.under(text) == self.expected(text)

    def __hash__(self) -> int:
        return hash(tuple(map(str, self.rows)))

    def under(self, text: str) -> str:
        """This answer, written under the headings of a text table."""
        return write_table(_heading(text), self.rows)

    @staticmethod
    def expected(text: str) -> str:
        """A text table with its columns straight."""
        return write_table(_heading(text), read_table(text))


def _heading(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().splitlines()[0].split("|")]


def day(text: str) -> date | None:
    """`29/05/2025` as a day; empty: none."""
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


def moment(text: str) -> datetime | None:
    """`29/05/2025` or `29/05/2025 14:03` as a time of that day (morning when it does not say); empty: none."""
    if not text:
        return None
    return datetime.strptime(text if ":" in text else f"{text} 08:00", "%d/%m/%Y %H:%M")


def in_words(value: date | None) -> str:
    """A day as officers write it; none: empty."""
    return value.strftime("%d/%m/%Y") if value else ""

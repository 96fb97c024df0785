"""Cells in an alphabet from before Unicode: told by what a column and its sheet hold, set right, and logged.

A word proves an alphabet when it is no Vietnamese syllable as it stands and is one when decoded. A column is decoded as
a whole where its sheet has such proofs and the column holds no Vietnamese word that only makes sense as it stands; in
a column that holds both, only the cells that prove it. What cannot be told stays as it is and is told.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from hocba_ops.sources.layout import Grid
from hocba_ops.sources.old_alphabets import Alphabet, alphabets, is_syllable, undo_double
from hocba_ops.sources.place import column_letters
from hocba_ops.sources.repairs import CODE_PAGE, LEFT_ENCODED, gathered, one_repair

ODD_LETTERS = (
    r"[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
    r"\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
"""Letters of Windows-1252 that Vietnamese in Unicode does not use: without one, a sheet is not looked at further."""
TWICE_DECODED = (
    r"[\u00c2-\u00c6\u00e1][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
    r"|\ufffd"
)
"""What UTF-8 looks like when it was taken for Windows-1252, or where a letter was lost for good."""
LETTER = r"[A-Za-z\u00a1-\u02ff\u0300-\u036f\u1e00-\u1eff]"
WORD = re.compile(rf"{LETTER}*[\u00a1-\u1eff]{LETTER}*")
PLAIN = re.compile(r"[A-Za-z]")
"""A word of signs alone (« or ·) proves nothing."""
FEWEST_PROOFS = 2
SHORTEST_PROOF = 3
"""Letters of a word that, all alone, still makes one ask; μm is no word of TCVN3."""
TWICE_NAME = "UTF-8, Windows-1252"
UNICODE = "Unicode"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a column that prove an alphabet, and whether other words speak against it."""

    proofs: frozenset[str]
    is_mixed: bool


def mend_encodings(grid: Grid, *, first_column: int = 1) -> Grid:
    """The grid in Unicode, with a repair for each column that was changed, or should have been and could not be.

    `first_column` is the number that Excel gives the first column of the grid.
    """
    if not _columns_with(grid, rf"{ODD_LETTERS}|{TWICE_DECODED}"):
        return grid
    return _decode_old(_undo_twice(grid, first_column), first_column)


def looks_old(words: frozenset[str]) -> bool:
    """Whether these words, all of one text, prove an old alphabet."""
    return any(len(_evidence(words, alphabet).proofs) >= FEWEST_PROOFS for alphabet in alphabets())


def words_in(text: str) -> frozenset[str]:
    """The words of a text that hold more than plain letters."""
    return frozenset(WORD.findall(text))


def _undo_twice(grid: Grid, first_column: int) -> Grid:
    for name in _columns_with(grid, TWICE_DECODED):
        grid = _mended(grid, name, TWICE_NAME, undo_double, odd=TWICE_DECODED, first_column=first_column)
    return grid


def _decode_old(grid: Grid, first_column: int) -> Grid:
    if not _columns_with(grid, ODD_LETTERS):
        return grid
    words = {name: _words(grid.cells[name]) for name in _columns_with(grid, r"[\u00a1-\u1eff]")}
    said = {one.code: {name: _evidence(words[name], one) for name in words} for one in alphabets()}
    proofs = {one.code: len(frozenset().union(*(said[one.code][name].proofs for name in words))) for one in alphabets()}
    for name in words:
        alphabet = max(alphabets(), key=lambda one: (len(said[one.code][name].proofs), proofs[one.code]))
        evidence = said[alphabet.code][name]
        if proofs[alphabet.code] >= FEWEST_PROOFS:
            decode = _of_cell(alphabet) if evidence.is_mixed else alphabet.decode
            grid = _mended(grid, name, alphabet.name, decode, odd=ODD_LETTERS, first_column=first_column)
        elif any(len(word) >= SHORTEST_PROOF for word in evidence.proofs):
            grid = _mended(grid, name, alphabet.name, lambda _: None, odd=ODD_LETTERS, first_column=first_column)
    return grid


def _columns_with(grid: Grid, pattern: str) -> list[str]:
    """The columns of a grid that somewhere match a pattern."""
    found = grid.cells.select(pl.exclude("row_number").str.contains(pattern).any())
    return [name for name in found.columns if found[name][0]]


def _words(column: pl.Series) -> frozenset[str]:
    found = column.drop_nulls().unique().str.extract_all(WORD.pattern).explode().drop_nulls()
    return frozenset(found.unique().to_list())


def _evidence(words: frozenset[str], alphabet: Alphabet) -> Evidence:
    decoded = {word: alphabet.decode(word) for word in words}
    is_old = {word: bool(text and text != word and is_syllable(text)) for word, text in decoded.items()}
    proofs = frozenset(word for word in words if is_old[word] and PLAIN.search(word) and not is_syllable(word))
    return Evidence(proofs, any(is_syllable(word) and not is_old[word] and decoded[word] != word for word in words))


def _of_cell(alphabet: Alphabet) -> Callable[[str], str | None]:
    """Decodes a cell that stands among others in Unicode: only where its own words prove the alphabet."""

    def decode(text: str) -> str | None:
        words = words_in(text)
        evidence = _evidence(words, alphabet)
        return alphabet.decode(text) if evidence.proofs and not evidence.is_mixed else None

    return decode


def _mended(
    grid: Grid, name: str, called: str, decode: Callable[[str], str | None], *, odd: str, first_column: int
) -> Grid:
    """The grid with one column decoded, told with the number of its cells; and how many were left as they stand."""
    before = grid.cells[name]
    texts = before.filter(before.str.contains(r"[\u0080-\uffff]").fill_null(value=False)).unique().to_list()
    decoded: Mapping[str, str] = {text: new for text in texts if (new := decode(text)) and new != text}
    after = before.replace(decoded)
    changed = int(after.ne_missing(before).sum())
    left = int((after.eq_missing(before) & before.str.contains(odd)).sum())
    place = column_letters(int(name[1:]) + first_column)
    told = [
        one_repair(grid.sheet, None, place, kind, f"{called}: {count}", outcome)
        for kind, count, outcome in ((CODE_PAGE, changed, UNICODE), (LEFT_ENCODED, left, ""))
        if count
    ]
    cells = grid.cells.with_columns(after.alias(name)) if changed else grid.cells
    return replace(grid, cells=cells, repairs=gathered([grid.repairs, *told]))

"""A gradebook of grades 6–12 as vnEdu exports it: a sheet a subject, subject and term in the title, scores by kind.

TT 22/2021/TT-BGDĐT, Điều 6: any number of regular scores (ĐĐGtx), one in the middle and one at the end of a term.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

import polars as pl

from hocba_ops.sources.cells import PLACE, Cells, read_cells
from hocba_ops.sources.class_titles import class_of
from hocba_ops.sources.coding import with_constant
from hocba_ops.sources.layout import Block, Family, Layout, Parsed
from hocba_ops.sources.numbers import as_code, as_tenths
from hocba_ops.sources.repairs import UNREAD, gathered, one_repair
from hocba_ops.sources.school_names import with_preamble_school
from hocba_ops.sources.shaping import one_table
from hocba_ops.sources.split_names import FAMILY_NAME_HEADERS, FULL_NAME_HEADERS, GIVEN_NAME_HEADERS
from hocba_ops.sources.vocabulary import coded, heading_words, listed, phrases
from hocba_ops.text import heading_key

HEADERS = {
    "ordinal": ("STT", "TT", "Số TT"),
    "class_name": ("Lớp", "Tên lớp", "Mã lớp"),
    "pupil_code": ("Mã học sinh", "Mã HS", "Mã định danh Bộ GD&ĐT", "MaVnedu", "Mã vnEdu", "Mã định danh"),
    "full_name": (*FULL_NAME_HEADERS, *FAMILY_NAME_HEADERS),
    "given_name": GIVEN_NAME_HEADERS,
    "gk": ("ĐĐGgk", "ĐĐG gk", "Giữa kỳ", "Giữa kì", "GK"),
    "ck": ("ĐĐGck", "ĐĐG ck", "Cuối kỳ", "Cuối kì", "CK"),
    "tb": ("ĐTBmhk", "ĐTB mhk", "ĐTBmhkI", "ĐTBmhkII", "TBmhk", "Mức đạt học kỳ", "KQhk"),
    "tb_year": ("ĐTBmcn", "ĐTB mcn", "TBmcn", "Mức đạt cả năm", "KQcn"),
}
REGULAR_HEADERS = ("ĐĐGtx", "ĐĐG tx", "TX")
REGULAR = re.compile(r"(?:tx|ddgtx)?\s?(\d{1,2})")
SCORES = ("gk", "ck", "tb", "tb_year")
"""Kinds of score that a pupil has once: where their column is, an empty cell is a row too."""
YEAR = "ca_nam"


@cache
def regular_field(path: tuple[str, ...]) -> str | None:
    """The place of a regular score from its headings: `tx.2` for “TX2”, or for “2” under “ĐĐGtx”; None for others."""
    keys = [heading_key(part) for part in path]
    is_below = any(key in map(heading_key, REGULAR_HEADERS) for key in keys)
    found = REGULAR.fullmatch(keys[-1]) if keys else None
    if found and (is_below or keys[-1].startswith(("tx", "ddgtx"))):
        return f"tx.{found[1]}"
    return "tx.1" if is_below and len(keys) == 1 else None


def read(blocks: Sequence[Block]) -> Parsed:
    """Rows of `score`: one for each score that stands there, and one for each that every pupil must have."""
    return one_table("score", [_scores(block) for block in blocks])


def _scores(block: Block) -> Cells:
    block = _with_every_regular(block)
    cells = _told_titles(with_preamble_school(read_cells(block, {"pupil_code": as_code}), block), block)
    parts = [_kind(cells.frame, field) for field in _score_fields(cells.frame)]
    long = pl.concat(parts).sort("row_number", maintain_order=True)
    level = coded(long["value_text"], "score_level")
    numbers = long["value_text"].set(level.is_not_null(), None)
    tenths, told = as_tenths("score", long.select(PLACE), numbers)
    return Cells(long.with_columns(level.alias("level"), tenths.alias("tenths")), gathered([cells.repairs, told]))


def _with_every_regular(block: Block) -> Block:
    """The block with each column under a merged ĐĐGtx that has no number of its own as the next regular score."""
    first = block.columns.get("tx.1")
    if first is None or len(block.paths[first]) != 1:
        return block
    onward = list(block.paths)[list(block.paths).index(first) :]
    alike = list(takewhile(lambda column: block.paths[column] in ((), block.paths[first]), onward))
    return replace(block, columns={**block.columns, **{f"tx.{at}": column for at, column in enumerate(alike, start=1)}})


def _told_titles(cells: Cells, block: Block) -> Cells:
    """The cells with subject, term and class of the sheet; what its title does not say is empty, and told."""
    subject = stated_subject(block)
    said = {"subject": subject, "term": stated_term(block)}
    if "class_name" not in cells.frame.columns:
        said["class_name"] = next((name for cell in block.said if (name := class_of((cell,)))), None)
    title = " ".join(block.preamble)
    told = [one_repair(block.sheet, None, name, UNREAD, title, "") for name, value in said.items() if value is None]
    spelling = next((word for word, code in listed("subject") if code == subject), block.sheet)
    known = with_constant(cells, subject_text=spelling, **said)
    return Cells(known.frame, gathered([known.repairs, *told]))


def stated_subject(block: Block) -> str | None:
    """The subject that the title names behind “môn”, else the one that the sheet is called after; None for no known."""
    known = sorted(heading_words("subject").items(), key=lambda pair: -len(pair[0]))
    titles = [
        text
        for line in map(heading_key, block.said)
        for word in phrases("subject_words")
        for text in re.split(rf"(?<!\w){word}\s*:?\s+", line, maxsplit=1)[1:]
    ]
    texts = (*titles, heading_key(block.sheet))
    return next((code for text in texts for name, code in known if _begins(text, name)), None)


def stated_term(block: Block) -> str | None:
    """The term in the lines above: hk1, hk2 or ca_nam; None where none is named."""
    words = sorted(heading_words("term").items(), key=lambda pair: -len(pair[0]))
    for line in (heading_key(cell) for cell in (*block.said, block.sheet)):
        for word, term in words:
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line):
                return term
    return None


def _begins(text: str, name: str) -> bool:
    return re.match(rf"{re.escape(name)}(?!\w)", text) is not None


def _score_fields(frame: pl.DataFrame) -> Iterator[str]:
    places = sorted(int(name.partition(".")[2]) for name in frame.columns if name.startswith("tx."))
    yield from (f"tx.{place}" for place in places)
    yield from (name for name in SCORES if name in frame.columns)


def _kind(frame: pl.DataFrame, field: str) -> pl.DataFrame:
    """One column of scores as rows."""
    kind, _, place = field.partition(".")
    names = ("school_code", "class_name", "pupil_code", "full_name", "subject", "subject_text", "term")
    rows = frame.select(
        *PLACE,
        *names,
        kind=pl.lit("tb" if kind == "tb_year" else kind),
        place=pl.lit(int(place) if place else None, dtype=pl.Int64),
        value_text=pl.col(field),
        grade=pl.col("class_name").str.extract(r"^([0-9]{1,2})", 1).cast(pl.Int64),
    )
    if kind == "tb_year":
        rows = rows.with_columns(term=pl.lit(YEAR))
    return rows.filter(pl.col("value_text").is_not_null()) if place else rows


FAMILY = Family(
    "gradebook",
    (Layout("gradebook", HEADERS, ("pupil_code", "full_name", "gk", "ck"), regular_field),),
    read,
)

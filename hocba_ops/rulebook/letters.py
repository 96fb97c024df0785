"""Official documents: kinds with what they are filled from, the layout of a page, how offices sign, who signs how."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, cast

from pydantic import Field

from hocba_ops.rulebook.entry import Cited, Flag, Whole, Words
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, build, by_id, entries, refuse_unknown

HEADS = ("document", "layout", "kind", "office", "authority")


class LetterLayout(Cited):
    """The page: margins in millimetres, sizes of letters in points, the first line, the space between lines."""

    top_mm: Whole
    bottom_mm: Whole
    left_mm: Whole
    right_mm: Whole
    country_pt: Whole
    motto_pt: Whole
    superior_pt: Whole
    body_name_pt: Whole
    number_pt: Whole
    place_pt: Whole
    title_pt: Whole
    subject_pt: Whole
    letter_subject_pt: Whole
    text_pt: Whole
    table_pt: Whole
    signer_pt: Whole
    recipients_head_pt: Whole
    recipients_pt: Whole
    first_line_mm: Whole
    after_paragraph_pt: Whole
    line_percent: Whole

    def figures(self) -> dict[str, int]:
        """The figures alone, by name."""
        return self.model_dump(exclude={"document", "clause", "confidence"})


class LetterKind(Cited):
    """A kind of document (`id`), and the steps whose answers fill it.

    `by_school`: the measures of which each school has a row (none: no such table).
    `number`: its sign, with {number}, {kind} and {office}. `reviews`: steps whose open findings are counted.
    `compared_days`: the figures of so many days before stand beside (0: none). `to_school`: about one school, sent to
    it. `locks`: it tells of the locks in force. `small_cells`: whether small counts of persons are hidden in it.
    """

    id: Words
    abbreviation: Words
    form: Literal["named", "letter", "minutes"]
    number: Words
    steps: Annotated[tuple[Words, ...], Field(min_length=1)]
    reviews: tuple[Words, ...] = ()
    by_school: tuple[Words, ...] = ()
    to_school: Flag = False
    locks: Flag = False
    compared_days: Whole = 0
    small_cells: Literal["shown", "suppressed"] = "suppressed"


class LetterOffice(Cited):
    """How an office (`id`) signs: its letters in the sign, the place of the date line, titles of its signers."""

    id: Words
    abbreviation: Words
    place: Words
    head: Words
    deputy: Words
    superior_abbreviation: Words
    superior_head: Words


class Authority(Cited):
    """In whose stead is signed (`id`): the lines above the signature, and whose paper it is then."""

    id: Words
    lines: Annotated[tuple[Words, ...], Field(min_length=1)]
    paper: Literal["own", "superior"]


@dataclass(frozen=True, slots=True)
class LetterRules:
    """What letters.toml says."""

    layout: LetterLayout
    kinds: Mapping[str, LetterKind]
    offices: Mapping[str, LetterOffice]
    authorities: Mapping[str, Authority]


@dataclass(frozen=True, slots=True)
class LetterEntries:
    """The entries of letters.toml, each with its place."""

    layouts: list[Located[LetterLayout]]
    kinds: list[Located[LetterKind]]
    offices: list[Located[LetterOffice]]
    authorities: list[Located[Authority]]

    def cited(self) -> Iterator[Located[Cited]]:
        """Every entry: all of them cite a paper."""
        for table in (self.layouts, self.kinds, self.offices, self.authorities):
            yield from table

    def rules(self, faults: Faults) -> LetterRules:
        """All of it as one; a workspace's own layout wins over the package's."""
        if not self.layouts:
            faults.add("letters.toml", "layout", "missing")
        nothing = cast(LetterLayout, None)
        layout = self.layouts[-1].entry if self.layouts else nothing
        tables = by_id(self.kinds, faults), by_id(self.offices, faults), by_id(self.authorities, faults)
        return LetterRules(layout, *tables)


def read_letters(files: list[DataFile], faults: Faults) -> LetterEntries:
    """What the files say of documents; what is not sound is noted."""
    found = LetterEntries([], [], [], [])
    for file in files:
        refuse_unknown(file, HEADS, faults)
        if "layout" in file.values:
            cited = {"document": file.values["document"]} if "document" in file.values else {}
            layout = build(LetterLayout, file.values["layout"], file, "layout", faults, cited)
            found.layouts.extend([] if layout is None else [Located(layout, file.name, "layout")])
        found.kinds.extend(entries(LetterKind, file, faults, table="kind"))
        found.offices.extend(entries(LetterOffice, file, faults, table="office"))
        found.authorities.extend(entries(Authority, file, faults, table="authority"))
    return found

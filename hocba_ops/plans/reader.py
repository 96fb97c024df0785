"""A plan from its blocks of text: head, scope, phases, and proposed duties with deadline, owner and grades."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.plans.blocks import Block, joined
from hocba_ops.plans.deadlines import DeadlineReader, any_of
from hocba_ops.plans.draft import PlanDraft, PlanScope, Proposed, Reason, When
from hocba_ops.plans.grades import grades_in
from hocba_ops.plans.head import basis_of, citations_of, read_head
from hocba_ops.plans.outline import Item, Outline, place_of
from hocba_ops.plans.owners import owners_of
from hocba_ops.plans.tables import Row, rows_of
from hocba_ops.rulebook.plan_words import PlanWords, StageWords

FEWEST_LETTERS = 12
"""A paragraph of fewer letters is no duty."""
LONGEST_TITLE = 160


def read_plan(lines: Sequence[Block], words: PlanWords, *, school_year: str = "", edge: int = 0) -> PlanDraft:
    """What the blocks of a plan say. `school_year`: by which days without a year are completed, else the paper's own.

    `edge`: from how many letters on a line may have been broken by the edge of a page; 0: lines are paragraphs.
    """
    opening = tuple(word.lower() for use in ("basis", "recipients") for word in words.phrases(use))
    blocks = joined(lines, openings=opening, edge=edge)
    head = read_head(blocks, words)
    year = _year(school_year or head.school_year)
    head = replace(head, school_year=str(year) if year else "")
    outline = Outline(words)
    items = list(outline.items(blocks))
    work = _Reading(words, DeadlineReader(words, year, head.signed_on), rows_of(blocks, words), _scope(items, words))
    work.read(_of_body(items, words))
    return PlanDraft(
        head,
        work.scope,
        tuple(outline.phases),
        work.spans,
        tuple(work.duties),
        tuple(work.undated),
        basis_of(blocks, words),
        tuple(citations_of(blocks, words)),
        tuple(work.skipped),
    )


def _year(text: str) -> SchoolYear | None:
    try:
        return SchoolYear.parse(text)
    except ValueError:
        return None


def _of_body(items: Sequence[Item], words: PlanWords) -> Iterator[Item]:
    """The items between the first heading and the recipients."""
    for item in items:
        if re.match(rf"{any_of(words.phrases('recipients'))}\b", item.text, re.IGNORECASE):
            return
        if item.headings or item.block.cells:
            yield item


def _scope(items: Sequence[Item], words: PlanWords) -> PlanScope:
    """Whom the plan binds: the paragraph under a heading of scope that names grades, else the first one there."""
    pattern = rf"\b{any_of(words.phrases('scope'))}\b"
    under = [
        one for one in items if one.kind != "heading" and any(re.search(pattern, h.text, re.I) for h in one.headings)
    ]
    named = [one for one in under if grades_in(one.text, words.date)] or under[:1]
    text = " ".join(one.text for one in under)
    kinds = tuple(kind.id for kind in words.school_kinds if re.search(rf"\b{any_of(kind.words)}\b", text, re.I))
    if not named:
        return PlanScope(school_kinds=kinds)
    return PlanScope(named[0].group, named[0].text, grades_in(named[0].text, words.date), kinds)


@dataclass(slots=True)
class _Reading:
    """What the items of a plan came to so far."""

    words: PlanWords
    deadlines: DeadlineReader
    rows: Mapping[tuple[int, int], Row]
    scope: PlanScope
    spans: dict[int, tuple[date | None, date | None]] = field(default_factory=dict)
    led: dict[str, When] = field(default_factory=dict)
    """The deadline of a heading, by the heading's place; it holds for what stands below without one."""
    duties: list[Proposed] = field(default_factory=list)
    undated: list[Proposed] = field(default_factory=list)
    skipped: list[Block] = field(default_factory=list)

    def read(self, items: Iterator[Item]) -> None:
        for item in items:
            if item.kind == "heading":
                self._heading(item)
            elif item.block.cells:
                self._row(item)
            else:
                self._item(item)

    def _heading(self, item: Item) -> None:
        """A heading's deadline is the span of its phase, or of what stands below; a numbered duty is a duty."""
        found = self.deadlines.find(item.text)
        is_phase = item.phase is not None and len(self.spans) < item.phase and self._opens_phase(item)
        if is_phase:
            self.spans[item.phase or 0] = (found[-1].first, found[-1].named) if found else (None, None)
        if found and (is_phase or item.text.rstrip().endswith(":")):
            self.led[item.group] = found[-1]
        elif found:
            self._dated(item, item.text, found)
        elif self._in_timeline(item) and not is_phase and item.text.rstrip().endswith((".", ";")):
            self._without_day(item)

    def _opens_phase(self, item: Item) -> bool:
        return re.match(rf"{any_of(self.words.phrases('phase'))}\b", item.text, re.IGNORECASE) is not None

    def _row(self, item: Item) -> None:
        row = self.rows.get((item.block.table, item.block.paragraph))
        if row is None or len(row.task) < FEWEST_LETTERS:
            return
        when = self.deadlines.bare(row.time, before=row.is_before) if row.time else None
        found = (when,) if when else self.deadlines.find(row.task)
        whole = replace(item, text=row.task)
        if found:
            self._dated(whole, row.task, found, row=row)
        else:
            said = row.time or self.deadlines.is_loose(row.task)
            reasons = () if self.deadlines.is_loose(said) else (Reason.NO_DEADLINE,)
            self._add(self.undated, whole, row.task, said, None, reasons, row)

    def _item(self, item: Item) -> None:
        found = self.deadlines.find(item.text)
        if found:
            self._dated(item, item.text, found)
        elif item.kind == "plain" or len(item.text) < FEWEST_LETTERS:
            return
        elif led := self._led(item):
            reasons = (*led.reasons, Reason.DEADLINE_OF_HEADING)
            self._add(self.duties, item, item.text, led.words, replace(led, span=(0, 0)), reasons)
        elif self._in_timeline(item) or (self.deadlines.is_loose(item.text) and self._charges(item)):
            self._without_day(item)
        else:
            self.skipped.append(item.block)

    def _without_day(self, item: Item) -> None:
        loose = self.deadlines.is_loose(item.text)
        reasons = () if loose else (Reason.NO_DEADLINE,)
        words = item.text.split(",")[-1].strip(" .;") if loose else ""
        self._add(self.undated, item, item.text, loose and _from(words, loose), None, reasons)

    def _led(self, item: Item) -> When | None:
        """The deadline of the nearest heading above that has one."""
        places = [place_of(item.headings[:depth]) for depth in range(len(item.headings), 0, -1)]
        return next((self.led[place] for place in places if place in self.led), None)

    def _in_timeline(self, item: Item) -> bool:
        pattern = rf"\b{any_of(self.words.phrases('timeline'))}\b"
        return any(re.search(pattern, one.text, re.IGNORECASE) for one in item.headings)

    def _charges(self, item: Item) -> bool:
        """Whether a heading above says whose tasks stand below it."""
        return not {Reason.NO_OWNER} & set(owners_of("", [one.text for one in item.headings], self.words)[1])

    def _dated(self, item: Item, text: str, found: Sequence[When], *, row: Row | None = None) -> None:
        """A duty for each deadline; the text of one that has several is cut behind each of them."""
        start = 0
        for when in found:
            part = text if len(found) == 1 else text[start : when.span[1]].strip(" ;,.")
            reasons = when.reasons if len(found) == 1 else (*when.reasons, Reason.SEVERAL_DEADLINES)
            self._add(self.duties, item, part, when.words, when, reasons, row)
            start = when.span[1]

    def _add(self, to: list[Proposed], item: Item, text: str, said: str, when: When | None,
             reasons: tuple[Reason, ...], row: Row | None = None) -> None:  # fmt: skip
        default = ("school",) if self.scope.school_kinds else ()
        above = [one.text for one in reversed(item.headings) if one.text != item.text]
        actors, guessed = owners_of(text, above, self.words, default=default, cell=row.owner if row else "")
        stage = self._stage(text)
        grades, by_scope = self._grades(text, above, stage)
        why = (*reasons, *guessed, *([Reason.GRADES_OF_SCOPE] if by_scope else []))
        if when:
            why += (Reason.SHOWN_BY_WORK if stage else Reason.SHOWN_BY_PAPER,)
        to.append(
            Proposed(
                clause=self._clause(item),
                title=_title(text, when),
                words=said.strip() or _title(text, None),
                quote=item.block.text,
                block=item.block,
                actors=actors,
                grades=grades,
                phase=item.phase,
                when=when,
                stage=stage.id if stage else "",
                reasons=tuple(dict.fromkeys(why)),
                group=item.group,
            )
        )

    def _stage(self, text: str) -> StageWords | None:
        hits = [
            (len(word), stage) for stage in self.words.stages.values() for word in stage.words if word in text.lower()
        ]
        return max(hits, key=lambda hit: hit[0])[1] if hits else None

    def _grades(self, text: str, above: Sequence[str], stage: StageWords | None) -> tuple[tuple[int, ...], bool]:
        """The grades that the text or the nearest heading names; of what is counted by grade, else the scope's."""
        for one in (text, *above):
            if grades := grades_in(one, self.words.date):
                return grades, False
        by_scope = bool(stage and stage.measure.startswith("card.") and self.scope.grades)
        return (self.scope.grades if by_scope else ()), by_scope

    def _clause(self, item: Item) -> str:
        """Where the duty stands; its kind in our own code, put into words by whoever shows it: `IV.3.1|dash|2`."""
        return "|".join(map(str, (item.group, item.kind, item.turn, item.parent)))


def _from(text: str, phrase: str) -> str:
    """The end of a sentence, or only the phrase where the sentence is long."""
    return text if len(text) <= LONGEST_TITLE else phrase


def _title(text: str, when: When | None) -> str:
    """The work without its deadline, short enough for a table."""
    bare = text.replace(when.words, "") if when else text
    bare = " ".join(bare.split()).strip(" ,.;:-–")
    if len(bare) <= LONGEST_TITLE:
        return bare
    return bare[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;") + "…"

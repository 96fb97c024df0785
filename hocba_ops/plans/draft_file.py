"""The draft of `plans/<unit>_<year>.toml` that a plan was read into; the rulebook refuses it until it is reviewed."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hocba_ops.plans.draft import PlanDraft, Proposed
from hocba_ops.plans.owners import FOLLOWED
from hocba_ops.rulebook.plan_words import PlanWords
from hocba_ops.rulebook.plans import Reading
from hocba_ops.text import search_key

Say = Callable[..., str]
"""Words by label key, as `reporting.labels.Labels` gives them."""


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What a draft needs beside what was read: the unit, the document's id, the file's name and hash.

    `place_of` gives a proposal's place in words, `clause_of` its clause; `known`: the document stands in the rulebook.
    """

    unit: str
    school_year: str
    document: str
    file: str
    sha256: str
    place_of: Callable[[Proposed], str]
    clause_of: Callable[[Proposed], str]
    is_known: bool


def document_id(number: str, year: int | None) -> str:
    """The id under which the rulebook lists a paper of a number and year.

    >>> document_id("290/KH-GDĐT", 2025)
    'kh-290-2025'
    """
    found = re.match(r"(\d+)(?:/\d{4})?/([^\W\d_]+)", number)
    parts = [search_key(found[2]), found[1]] if found else ["kh", "moi"]
    return "-".join([*parts, *([str(year)] if year else [])])


def prefix_of(number: str) -> str:
    """What the ids of a plan's duties begin with: kh290 of 290/KH-GDĐT."""
    return "".join(document_id(number, None).split("-"))


def draft_text(draft: PlanDraft, order: DraftOrder, words: PlanWords, say: Say) -> str:
    """The TOML of a draft, with a note beside everything that was guessed and a day left out where there is none."""
    lines = [*_head(draft, order, say), *_plan(draft, order)]
    prefix = prefix_of(draft.head.number)
    for turn, duty in enumerate(draft.duties, start=1):
        lines += ["", "[[duty]]", *_task(duty, f"{prefix}-{turn:02}", order, say), *_dated(duty, words, say)]
    for turn, task in enumerate(draft.undated, start=1):
        lines += ["", "[[undated]]", *_task(task, f"{prefix}-k{turn}", order, say)]
    return "\n".join(lines) + "\n"


def _head(draft: PlanDraft, order: DraftOrder, say: Say) -> Iterator[str]:
    yield from (f"# {line}" for line in say("plan.draft.guide").splitlines())
    if not order.is_known:
        yield from (f"# {line}" for line in say("plan.draft.document").splitlines())
        yield from (f"#   {line}" for line in _paper(draft, order))
    yield ""
    yield f"document = {_quoted(order.document)}"
    yield from ("", "[review]")
    yield f'by = ""  # {say("plan.draft.by")}'
    yield f"# on = 2025-01-31  # {say('plan.draft.on')}"
    yield f"file = {_quoted(order.file)}"
    yield f"sha256 = {_quoted(order.sha256)}"


def _paper(draft: PlanDraft, order: DraftOrder) -> Iterator[str]:
    head = draft.head
    yield f"[{order.document}]"
    yield f"number = {_quoted(head.number)}"
    if head.signed_on:
        yield f"signed_on = {head.signed_on.isoformat()}"
    yield f"issuer = {_quoted(' '.join(filter(None, (head.body, head.place))))}"
    yield f"title = {_quoted(head.subject)}"
    yield 'confidence = "primary"'


def _plan(draft: PlanDraft, order: DraftOrder) -> Iterator[str]:
    scope = draft.scope
    yield from ("", "[plan]")
    yield f"id = {_quoted(f'{prefix_id(draft.head.number)}-{order.unit}-{order.school_year}')}"
    yield f"unit = {_quoted(order.unit)}"
    yield f"school_year = {_quoted(order.school_year)}"
    yield f"clause = {_quoted(_parts(draft))}"
    yield f"title = {_quoted(draft.head.subject)}"
    yield f"phases = {_listed(draft.phases)}"
    yield from ("", "[plan.scope]")
    yield f"clause = {_quoted(scope.clause)}"
    yield f"words = {_quoted(scope.words)}"
    yield f"grades = {list(scope.grades)}"
    yield f"school_kinds = {_listed(scope.school_kinds)}"


def prefix_id(number: str) -> str:
    """The beginning of a plan's id: kh-290 of 290/KH-GDĐT."""
    return document_id(number, None)


def _parts(draft: PlanDraft) -> str:
    """The parts of the paper in which its tasks stand: III, IV."""
    found = dict.fromkeys(one.group.split(".")[0] for one in (*draft.duties, *draft.undated) if one.group)
    return ", ".join(sorted(found, key=list(found).index))


def _task(task: Proposed, key: str, order: DraftOrder, say: Say) -> Iterator[str]:
    yield f"id = {_quoted(key)}"
    yield f"clause = {_quoted(order.clause_of(task))}"
    if task.phase is not None:
        yield f"phase = {task.phase}"
    yield f"title = {_quoted(task.title)}"
    yield f"words = {_quoted(task.words)}"
    actors = [actor for actor in task.actors if actor in FOLLOWED]
    others = ", ".join(say(f"plan.actor.{actor}") for actor in task.actors if actor not in FOLLOWED)
    yield f"actors = {_listed(actors)}" + (f"  # {say('plan.draft.actors', others=others)}" if others else "")
    if task.grades:
        yield f"grades = {list(task.grades)}"
    sureness = "guessed" if task.is_guessed else "read"
    why = [reason for reason in task.reasons if sureness == "guessed"]
    for reason in why:
        yield f"# {say(f'plan.reason.{reason}')}"
    mark: Mapping[str, str] = {
        "sureness": _quoted(sureness),
        "why": _listed(why),
        "place": _quoted(order.place_of(task)),
        "quote": _quoted(task.quote),
    }
    yield "read = { " + ", ".join(f"{name} = {value}" for name, value in mark.items()) + " }"


def _dated(duty: Proposed, words: PlanWords, say: Say) -> Iterator[str]:
    when = duty.when
    if when is None or when.named is None:
        yield f"# named_day, last_day: {say('plan.draft.no_day', written=when.written if when else '')}"
    else:
        yield f"named_day = {when.named.isoformat()}"
        yield f"last_day = {Reading(when.reading).last_day(when.named).isoformat()}"
    yield f"reading = {_quoted(when.reading if when else Reading.DAY_BEFORE)}"
    stage = words.stages.get(duty.stage)
    if stage and stage.act:
        yield f"act = {_quoted(stage.act)}"
    if stage and stage.measure:
        yield f'evidence = {{ kind = "measure", measure = {_quoted(stage.measure)}, threshold_percent = 100 }}'
    else:
        asks = stage.asks if stage and stage.asks else say("plan.draft.asks")
        yield f'evidence = {{ kind = "attestation", asks = {_quoted(asks)} }}'


def _quoted(text: str) -> str:
    """A text as TOML writes it: JSON's escapes are a part of TOML's."""
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(_quoted(text) for text in texts)}]"

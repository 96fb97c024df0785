"""Explanations that schools gave, put to the findings they are about while the data that these saw stay the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.reporting.labels import Labels
from hocba_ops.steps import Question, Step
from hocba_ops.tables import Answer, Explained, Finding
from hocba_ops.workbench.listed_explanations import explanations_handed_in, listed_explanations

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

Meant = tuple[str, str, str]
"""School, rule and key of the finding that an explanation is about."""
Given = Mapping[Meant, Mapping[str, Explained | None]]
"""By what is meant and the fingerprint of the data then: the newest explanation, None when it was taken back."""


def explain(answer: Answer, given: pl.DataFrame, labels: Labels, *, unmatched: int = 0) -> Answer:
    """The answer with its findings explained where a school did, and notes of how many are, and how many no longer.

    An explanation is of one school, rule and finding, and of the data as they were: a finding that looks at other data
    by now is as open as before. `unmatched`: lines of a school's own list that meant no finding.
    """
    said = _said(given.sort("explained_on", maintain_order=True))
    if not said and not unmatched:
        return answer
    findings = tuple(_explained(finding, said) for finding in answer.findings)
    astray = (labels("note.explanation_unmatched", count=unmatched),) if unmatched else ()
    return replace(answer, findings=findings, notes=(*answer.notes, *_notes(findings, said, labels), *astray))


def explain_known(bench: "Workbench", step: Step, bare: Answer, question: Question) -> Answer:
    """The answer explained by all that is known on its day: by lists that schools made, and by returned packs.

    Of one day, what was handed in last counts, and a pack before a list.
    """

    def answer_on(day: date) -> Answer:
        return bench.unexplained(step, replace(question, as_of=day))

    listed = listed_explanations(bench.store, question, bench.labels, answer_on=answer_on)
    given = pl.concat([listed.rows, explanations_handed_in(bench.store, "explanation", question.as_of)])
    return explain(bare, given, bench.labels, unmatched=listed.unmatched)


def _said(given: pl.DataFrame) -> Given:
    """The newest of several explanations of the same data counts; one without words takes the earlier one back."""
    said: dict[Meant, dict[str, Explained | None]] = {}
    for row in given.iter_rows(named=True):
        text = (row["explanation"] or "").strip()
        explained = Explained(text, row["explained_by"] or "", row["explained_on"]) if text else None
        said.setdefault((row["school_code"], row["code"], row["finding_key"]), {})[row["fingerprint"]] = explained
    return said


def _explained(finding: Finding, said: Given) -> Finding:
    explained = said.get(_meant(finding), {}).get(finding.fingerprint)
    return replace(finding, explained=explained) if explained else finding


def _meant(finding: Finding) -> Meant:
    return finding.unit_id, finding.code, finding.key


def _notes(findings: Iterable[Finding], said: Given, labels: Labels) -> Iterator[str]:
    listed = list(findings)
    closed = [one for one in listed if not one.is_open]
    still_open = [one for one in listed if one.explained and one.is_open]
    lapsed = [one for one in listed if _is_lapsed(one, said)]
    if closed:
        yield labels("note.explained", count=len(closed), codes=_count_codes(closed))
    if still_open:
        yield labels("note.explained_error", count=len(still_open), codes=_count_codes(still_open))
    if lapsed:
        yield labels("note.explanation_lapsed", count=len(lapsed), codes=_count_codes(lapsed))


def _is_lapsed(finding: Finding, said: Given) -> bool:
    """Whether a school explained this finding once, of data that have changed since."""
    about = said.get(_meant(finding), {})
    return finding.fingerprint not in about and any(about.values())


def _count_codes(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.code for finding in findings)
    return "; ".join(f"{code}: {counts[code]}" for code in sorted(counts))

"""Explanations that schools gave, put to the findings they are about while the data that these saw stay the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from hocba_ops.reporting.labels import Labels
from hocba_ops.store import Store
from hocba_ops.tables import TABLES, Answer, Explained, Finding
from hocba_ops.tables.frames import build_stored_schema

EXPLANATION = TABLES["explanation"]

Meant = tuple[str, str, str]
"""School, rule and key of the finding that an explanation is about."""
Given = Mapping[Meant, Mapping[str, Explained | None]]
"""By what is meant and the fingerprint of the data then: the newest explanation, None when it was taken back."""


def explain(answer: Answer, given: pl.DataFrame, labels: Labels) -> Answer:
    """The answer with its findings explained where a school did, and notes of how many are, and how many no longer.

    An explanation is of one school, rule and finding, and of the data as they were: a finding that looks at other data
    by now is as open as before.
    """
    said = _said(given)
    if not said:
        return answer
    findings = tuple(_explained(finding, said) for finding in answer.findings)
    return replace(answer, findings=findings, notes=(*answer.notes, *_notes(findings, said, labels)))


def explanation_rows(store: Store, day: date) -> pl.DataFrame:
    """Every explanation given up to a day, the newest last; of one day, the one that was handed in last."""
    batches = sorted(store.relation(EXPLANATION, as_of=day).batches, key=lambda one: (one.recorded_at, one.sha256))
    held = [pl.read_parquet(batch.path(EXPLANATION.name)) for batch in batches]
    rows = pl.concat([build_stored_schema(EXPLANATION).to_frame(), *held], how="diagonal")
    dated = rows.with_columns(pl.col("explained_on").fill_null(pl.col("as_of")))
    return dated.filter(pl.col("explained_on") <= day).sort("explained_on", maintain_order=True)


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

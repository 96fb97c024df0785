"""A rule of the catalogue in the reader's words, and as plain JSON for other programs."""

from datetime import date
from typing import Any

from hocba_ops.reporting.formats import day
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Confidence
from hocba_ops.rulebook.catalogue import Wording


def rule_json(wording: Wording, labels: Labels) -> dict[str, Any]:
    """A wording as a dictionary that `json.dumps` takes, keys in a fixed order, days ISO; no `valid_to`: still so."""
    rule = wording.rule
    return {
        "id": rule.id,
        "title": labels(f"rule.{rule.id}"),
        "severity": rule.severity,
        "means": rule.means,
        "message": rule.message,
        "mend": rule.mend,
        "owner": rule.owner,
        "citation": wording.citation,
        "document": rule.document,
        "clause": rule.clause,
        "confidence": str(wording.confidence),
        "table": rule.table,
        "field": rule.field,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
    }


def rule_facts(wording: Wording, labels: Labels) -> list[tuple[str, str]]:
    """What there is to say of a wording besides its title, as pairs of a word and its text; nothing empty."""
    rule = wording.rule
    facts = [
        (labels("column.severity"), labels(f"severity.{rule.severity}")),
        (labels("rule_fact.means"), rule.means),
        (labels("rule_fact.message"), rule.message),
        (labels("rule_fact.mend"), rule.mend),
        (labels("rule_fact.owner"), labels(f"owner.{rule.owner}")),
        (labels("rule_fact.place"), place_text(wording, labels)),
        (labels("rule_fact.citation"), wording.citation_in_full),
        (labels("rule_fact.confidence"), sureness(wording, labels)),
        (labels("rule_fact.valid"), validity(rule.valid_from, rule.valid_to, labels)),
    ]
    return [(word, text) for word, text in facts if text]


def place_text(wording: Wording, labels: Labels) -> str:
    """The table and the field that the rule looks at; one that a workspace's own rule names otherwise stays a code."""
    table, field = wording.rule.table, wording.rule.field
    words = labels.texts
    of_table = words.get(f"table.{table}") or words.get(f"rule_table.{table}") or table
    of_field = words.get(f"field.{field}") or words.get(f"rule_field.{field}") or field
    return ", ".join(word for word in (of_table, of_field) if word)


def sureness(wording: Wording, labels: Labels) -> str:
    """How sure a rule is; nothing to say of one that was read in the paper itself."""
    sure = wording.confidence
    return "" if sure is Confidence.PRIMARY else labels(f"confidence.{sure}")


def validity(first: date, last: date | None, labels: Labels) -> str:
    """The days on which a wording counts."""
    since = labels("rule_fact.since", day=day(first, labels))
    return f"{since} {labels('rule_fact.until', day=day(last, labels))}" if last else since

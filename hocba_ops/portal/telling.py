"""What the public pages say of a card, a file or a proof, in words that a parent understands."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.verdict_page import letter_text, moment_text
from hocba_ops.workbench.checking import Checked, ProofChecked
from hocba_ops.workbench.looking_up import Standing, Told

SIGNS = {"TOTAL-PASSED": "good", "INDETERMINATE": "open", "TOTAL-FAILED": "bad"}
"""How a result is marked beside its words: a class of the style sheet, which also draws a sign."""


def card_values(told: Told, *, labels: Labels) -> dict[str, Any]:
    """The values of the page of a card: where it stands, its signatures, the lock; it names no pupil."""
    held, verdict = told.holding, told.verdict
    facts = {
        labels("portal.fact.school"): held.school_name or held.school_code,
        labels("portal.fact.year"): held.school_year,
        labels("portal.fact.grade"): held.grade,
        labels("portal.fact.version"): str(told.version) if told.version else labels("portal.unknown"),
        labels("portal.fact.content"): held.content_hash[:16],
    }
    return {
        **standing_values(told.standing, told.since, labels=labels),
        "facts": {name: value for name, value in facts.items() if value},
        "verdict": verdict_values(verdict, labels=labels) if verdict and verdict["signatures"] else None,
        "unsigned": labels("portal.unsigned" if verdict else "portal.no_file"),
        "lock": lock_values(told, labels=labels) if told.lock else None,
        "no_copy": "" if told.has_copy else labels(f"portal.no_copy.{_why_no_copy(told)}"),
    }


def standing_values(standing: Standing, since: datetime | None, *, labels: Labels) -> dict[str, Any]:
    """The heading of a page, what it means, since when, and its sign."""
    sign = "good" if standing.is_in_force else "open" if standing in OPEN else "bad"
    return {
        "title": labels(f"portal.standing.{standing}"),
        "meaning": labels(f"portal.meaning.{standing}"),
        "since": labels("portal.since", day=f"{since:%d/%m/%Y}") if since else "",
        "sign": sign,
    }


OPEN = (Standing.IN_WORK, Standing.NOT_REGISTERED)


def verdict_values(verdict: Mapping[str, Any], *, labels: Labels) -> dict[str, Any]:
    """What a verdict comes to, each reason with what to do, and who signed as what, when."""
    return {
        "sign": SIGNS[verdict["indication"]],
        "result": labels(f"verify.indication.{verdict['indication']}"),
        "work": _sentence("; ".join(labels(f"verify.workflow.{flag}") for flag in verdict["workflow"])),
        "pages": _sentence(labels(f"verify.pages.{verdict['pages']}")),
        "reasons": [(labels(f"verify.reason.{one}"), labels(f"verify.next.{one}")) for one in verdict["reasons"]],
        "signatures": [_signature(one, labels=labels) for one in verdict["signatures"]],
        "checked": moment_text(verdict["checked_as_of"], labels),
    }


def checked_values(checked: Checked, *, labels: Labels) -> dict[str, Any]:
    """The values of the page of a file that was handed in."""
    told = verdict_values(checked.verdict, labels=labels)
    standing = standing_values(checked.standing, checked.since, labels=labels) if checked.standing else None
    return {
        "title": told["result"],
        "sign": told["sign"],
        "verdict": told,
        "standing": standing,
        "letter": letter_text(checked.verdict, labels),
        "facts": {labels("portal.fact.card"): checked.verdict["card_id"]} if checked.standing else {},
        "sha256": checked.verdict["sha256"],
    }


def proof_values(checked: ProofChecked, *, labels: Labels) -> dict[str, Any]:
    """The values of the page of a proof that holds."""
    record = checked.record
    facts = {
        labels("portal.fact.card"): checked.card_id,
        labels("portal.fact.school"): str(record["school_code"]),
        labels("portal.fact.year"): str(record["school_year"]),
        labels("portal.fact.grade"): str(record["grade"]),
        labels("portal.fact.version"): str(record["version"]),
        labels("portal.fact.lock"): f"{checked.lock_id}, {checked.unit_name}, {_day(checked.as_of)}",
    }
    beside = "portal.proof.agrees" if checked.lock else "portal.proof.alone"
    return {"sound": True, "reason": labels(beside), "facts": facts}


def lock_values(told: Told, *, labels: Labels) -> dict[str, str]:
    """The lock under which a card stands."""
    assert told.lock is not None
    said = told.lock.statement
    return {
        labels("portal.fact.lock"): told.lock.id,
        labels("portal.fact.locked_by"): said.unit_name,
        labels("portal.fact.locked_as_of"): _day(said.as_of),
    }


def _signature(one: Mapping[str, Any], *, labels: Labels) -> dict[str, str]:
    role = labels(f"verify.role.{one['role']}") if one["role"] else str(one["field"])
    reasons = [labels(f"verify.reason.{code}") for code in one["reasons"]]
    return {
        "role": role,
        "who": " · ".join(dict.fromkeys(filter(None, (one["signer"], one["organisation"])))),
        "at": moment_text(one["signed_at"], labels),
        "result": "; ".join(reasons) or labels(f"verify.indication.{one['indication']}"),
        "sign": SIGNS[one["indication"]],
    }


def _why_no_copy(told: Told) -> str:
    if not told.standing.is_in_force:
        return "not_in_force"
    if told.verdict is None:
        return "no_file"
    return "failed" if told.verdict["indication"] == "TOTAL-FAILED" else "unsigned"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"

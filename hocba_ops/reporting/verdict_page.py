"""The verdict on one file as a page: what it comes to, why, what to do next, and each signature; it names no pupil."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.templating import asset, render
from hocba_ops.tables.changes import VIET_NAM

SIGNATURE = ("role", "indication", "reason", "signer", "signed_at", "trust_root", "level")
NOBODY, NOT_COMPARED = "NOBODY", "NOT_COMPARED"


def verdict_page(told: Mapping[str, Any], *, labels: Labels) -> str:
    """The page of a verdict as JSON tells it."""
    heads = [labels(f"verify.column.{name}") for name in SIGNATURE]
    rows = [[signature_text(one, name, labels) for name in SIGNATURE] for one in told["signatures"]]
    return render(
        "verdict.html.j2",
        labels=labels,
        title=labels(f"verify.indication.{told['indication']}"),
        kicker=files_text(told),
        facts=_facts(told, labels),
        reasons=[(reason_text(one, labels), next_text(one, labels)) for one in told["reasons"]],
        heads=heads,
        rows=rows,
        style=Markup(asset("report.css")),
    )


def files_text(told: Mapping[str, Any]) -> str:
    """The file, and those with detached signatures that were judged with it."""
    return " + ".join((told["file"], *(one["file"] for one in told["beside"])))


def reason_text(code: str, labels: Labels) -> str:
    """What a reason means, with its code."""
    return f"{labels(f'verify.reason.{code}')} ({code})"


def next_text(code: str, labels: Labels) -> str:
    """What to do about a reason."""
    return labels(f"verify.next.{code}")


def signature_text(one: Mapping[str, Any], name: str, labels: Labels) -> str:
    """One cell of the table of signatures."""
    if name == "role":
        named = labels(f"verify.role.{one['role']}") if one["role"] else str(one["field"])
        return f"{named}: {one['position']}" if one["position"] else named
    if name == "indication":
        return labels(f"verify.indication.{one['indication']}")
    if name == "signer":
        told = dict.fromkeys((one["signer"], one["organisation"], one["signer_id"], _named_text(one, labels)))
        return " · ".join(filter(None, told))
    if name == "signed_at":
        return moment_text(one["signed_at"], labels)
    if name == "trust_root":
        return labels(f"trust_root.{one['trust_root']}") if one["trust_root"] else labels("verify.no_root")
    if name == "reason":
        return "; ".join(labels(f"verify.reason.{code}") for code in one["reasons"]) or labels("verify.sound")
    return str(one[name])


def _named_text(one: Mapping[str, Any], labels: Labels) -> str:
    """Whether the card's own data name the signer; nothing where it was not compared, as for a seal."""
    return "" if one["named"] == NOT_COMPARED else labels(f"verify.named.{one['named']}")


def letter_text(told: Mapping[str, Any], labels: Labels) -> str:
    """Which official document a file is by the register; empty for what is none."""
    letter = told["letter"]
    if not letter:
        return ""
    if not letter["sign"]:
        return labels("verify.letter_unknown")
    day = f"{date.fromisoformat(letter['dated']):%d/%m/%Y}"
    stage = labels(f"letter.stage.{letter['stage']}")
    return labels("verify.letter_known", sign=letter["sign"], day=day, body=letter["body"], stage=stage)


def signers_text(told: Mapping[str, Any], labels: Labels) -> str:
    """Who signed an official document in which position, and when; empty for a card."""
    if not told["letter"]:
        return ""
    names = ("role", "signer", "signed_at", "indication")
    return "\n".join(" · ".join(signature_text(one, name, labels) for name in names) for one in told["signatures"])


def unnamed_text(signatures: Iterable[Mapping[str, Any]], labels: Labels) -> str:
    """Whose number the card's own data do not say, so that nothing was compared; empty where all are named."""
    roles = [signature_text(one, "role", labels) for one in signatures if one["named"] == NOBODY]
    return labels("verify.unnamed", roles=", ".join(roles)) if roles else ""


def moment_text(told: str | None, labels: Labels) -> str:
    """A moment in Viet Nam time, as officers write it."""
    if told is None:
        return labels("verify.no_time")
    return f"{datetime.fromisoformat(told).astimezone(VIET_NAM):%H:%M %d/%m/%Y}"


def workflow_text(flags: Sequence[str], labels: Labels) -> str:
    """Where the card stands in the work."""
    return "; ".join(labels(f"verify.workflow.{flag}") for flag in flags)


def _about(told: Mapping[str, Any], labels: Labels) -> dict[str, str]:
    """The official document, or the card, that a file is."""
    if letter := letter_text(told, labels):
        return {labels("verify.fact.letter"): letter}
    return {labels("verify.fact.card"): told["card_id"] or labels("verify.unknown_card")}


def _facts(told: Mapping[str, Any], labels: Labels) -> dict[str, str]:
    return {
        labels("verify.fact.technical"): " · ".join(filter(None, (told["indication"], told["sub_indication"]))),
        labels("verify.fact.workflow"): workflow_text(told["workflow"], labels),
        labels("verify.fact.pages"): labels(f"verify.pages.{told['pages']}"),
        **_about(told, labels),
        labels("verify.fact.checked"): moment_text(told["checked_as_of"], labels),
        labels("verify.fact.sha256"): told["sha256"],
        **{f"{labels('verify.fact.sha256')} {one['file']}": one["sha256"] for one in told["beside"]},
    }

"""The print form of a card (bản thể hiện) on A4: the year page of TT 27/2020 for grades 1-5, of TT 22/2021 for 6-12.

The form of the circular has places that no export of ours fills (height, weight, comments of teachers); they stay empty
and say so. A form that was not issued, and every form of a rehearsal, says across the page that it has no legal value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.templating import asset, render

HASH_SHOWN = 16
TERMS = ("hk1", "hk2", "ca_nam", "sau_he")
PUPIL_SHOWN = ("full_name", "birth_date", "sex", "ethnicity", "nationality", "birth_place", "person_id", "pupil_code")
PARENTS_SHOWN = ("father_name", "mother_name", "guardian_name")
PRIMARY = "items"
"""What a content of the primary level has and another has not."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who brought a card to a state, and when; a recorded act, no digital signature."""

    state: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A card to be printed: which version, where it stands, what it says, who signed."""

    card_id: str
    version: int
    state: str
    content_hash: str
    content: Mapping[str, Any]
    signatures: tuple[Signature, ...]
    is_issued: bool
    is_rehearsal: bool

    @property
    def mark(self) -> str:
        """The label of what stands across the page; empty when nothing does."""
        if self.is_rehearsal:
            return "rehearsal"
        return "" if self.is_issued else "draft"


@dataclass(frozen=True, slots=True)
class Names:
    """Words of the rulebook: items by kind and id, groups of abilities, subjects, year ratings, papers."""

    items: Mapping[tuple[str, str], str]
    groups: Mapping[str, str]
    subjects: Mapping[str, str]
    ratings: Mapping[str, str]
    papers: Mapping[str, str]


def forms_page(forms: Sequence[Form], *, names: Names, labels: Labels) -> str:
    """The forms as one document, each beginning on a sheet of its own."""
    told = [_told(form, names, labels) for form in forms]
    return render("print_form.html.j2", labels=labels, forms=told, style=Markup(asset("print_form.css")))


def _told(form: Form, names: Names, labels: Labels) -> dict[str, Any]:
    content = form.content
    is_primary = PRIMARY in content
    return {
        "form": form,
        "mark": labels(f"print_form.mark.{form.mark}") if form.mark else "",
        "school": content["school"]["name"] or content["school"]["code"],
        "school_year": content["school_year"],
        "class_name": content["class_name"] or "",
        "paper": names.papers.get(content["circular"], content["circular"]),
        "pupil": _facts(content["pupil"], PUPIL_SHOWN, labels),
        "parents": _facts(content["pupil"], PARENTS_SHOWN, labels),
        "address": ", ".join(
            text for name in ("commune", "district", "province") if (text := content["pupil"][f"{name}_text"])
        ),
        "is_not_assessed": bool(content["pupil"]["is_not_assessed"]),
        "primary": _primary(content, names, labels) if is_primary else None,
        "secondary": None if is_primary else _secondary(content, names, labels),
        "signed": {one.state: one for one in form.signatures},
        "state": labels(f"card_state.{form.state}"),
        "hash": form.content_hash[:HASH_SHOWN],
    }


def _facts(pupil: Mapping[str, Any], shown: Sequence[str], labels: Labels) -> list[tuple[str, str]]:
    return [(labels(f"print_form.{name}"), _shown(name, pupil[name], labels)) for name in shown]


def _shown(name: str, value: Any, labels: Labels) -> str:
    if value is None:
        return ""
    if name == "sex":
        return labels(f"print_form.sexes.{value}") if value in ("nam", "nu") else str(value)
    return date.fromisoformat(value).strftime("%d/%m/%Y") if name == "birth_date" else str(value)


def _primary(content: Mapping[str, Any], names: Names, labels: Labels) -> dict[str, Any]:
    held = {(one["kind"], one["item"]): one for one in content["items"]}
    order = [*names.items, *sorted(held.keys() - names.items.keys())]
    rows = [(key, names.items.get(key, key[1]), held[key]) for key in order if _is_given(held.get(key))]
    year = content["year"] or {}
    return {
        "subjects": [
            (name, one["level"] or "", _whole(one["score"])) for (kind, _), name, one in rows if kind == "mon_hoc"
        ],
        "qualities": [(name, one["level"] or "") for (kind, _), name, one in rows if kind == "pham_chat"],
        "general": _abilities(rows, names, is_special=False),
        "special": _abilities(rows, names, is_special=True),
        "rating": names.ratings.get(year.get("rating") or "", ""),
        "award": year.get("award_text") or "",
        "completion": _completion(content["grade"], year, labels),
    }


def _is_given(one: Mapping[str, Any] | None) -> bool:
    """Whether a pupil has anything in an item; an elective that was not taken has no line."""
    return one is not None and (one["level"] is not None or one["score"] is not None)


def _abilities(rows: Sequence[tuple[Any, str, Any]], names: Names, *, is_special: bool) -> list[tuple[str, str]]:
    return [
        (name, one["level"] or "")
        for (kind, item), name, one in rows
        if kind == "nang_luc" and (names.groups.get(item) == "dac_thu") is is_special
    ]


def _completion(grade: int, year: Mapping[str, Any], labels: Labels) -> list[str]:
    told = []
    if year.get("is_completed") is not None:
        told.append(labels("print_form.completed" if year["is_completed"] else "print_form.not_completed", grade=grade))
    if year.get("is_primary_completed"):
        told.append(labels("print_form.primary_completed"))
    if year.get("is_promoted"):
        told.append(labels("print_form.promoted"))
    return told + ([year["decision_text"]] if year.get("decision_text") else [])


def _secondary(content: Mapping[str, Any], names: Names, labels: Labels) -> dict[str, Any]:
    scores = {(one["subject"], one["term"]): one for one in content["scores"]}
    given = [subject for subject in names.subjects if any((subject, term) in scores for term in TERMS)]
    others = sorted({subject for subject, _ in scores} - names.subjects.keys())
    terms = {one["term"]: one for one in content["terms"]}
    year = terms.get("ca_nam", {})
    return {
        "heads": [labels(f"term.{term}") for term in TERMS],
        "scores": [
            (names.subjects.get(subject, subject), [_score(scores.get((subject, term)), labels) for term in TERMS])
            for subject in (*given, *others)
        ],
        "levels": [
            (labels(f"print_form.{what}"), [_level(terms.get(term), what, labels) for term in TERMS])
            for what in ("learning", "conduct")
        ],
        "absences": _whole(year.get("absences")),
        "award": year.get("award_text") or "",
        "promoted": labels("print_form.promoted") if year.get("is_promoted") else "",
    }


def _score(one: Mapping[str, Any] | None, labels: Labels) -> str:
    if one is None:
        return ""
    if one["tenths"] is not None:
        return f"{one['tenths'] // 10},{one['tenths'] % 10}"
    return labels(f"print_form.judged.{one['level']}") if one["level"] else ""


def _level(term: Mapping[str, Any] | None, what: str, labels: Labels) -> str:
    value = (term or {}).get(what)
    return labels(f"standing.{value}") if value else ""


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)

"""Every word that a reader sees stands in both languages, is asked for by something, and is there when asked for."""

import ast
import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

from hocba_ops.access.numbering import Stage
from hocba_ops.access.trail import Event
from hocba_ops.cli import COMMANDS, TRANSLATED
from hocba_ops.cli.runs import WORKS as RUNS_WORKS
from hocba_ops.cli.schedule import WORKS
from hocba_ops.dashboards.jobs import UNDONE
from hocba_ops.dashboards.ran import KINDS as REPORT_KINDS
from hocba_ops.documents.record import LackKind
from hocba_ops.documents.render import CopyForm, PageFault
from hocba_ops.documents.signing.batch import Outcome as SigningOutcome
from hocba_ops.documents.signing.checks import Hold
from hocba_ops.documents.verdict import Indication, Named, Pages, Reason, Workflow
from hocba_ops.documents.xades import XmlReason
from hocba_ops.documents.xml.read import XmlFault
from hocba_ops.domain.hoc_ba import Refusal, State
from hocba_ops.domain.org_unit import Line
from hocba_ops.domain.placement import Misplaced, OfficeLevel
from hocba_ops.domain.signing import Role as SigningRole
from hocba_ops.domain.unit_faults import UnitFaultKind
from hocba_ops.errors import LockProblem
from hocba_ops.exchange import RECIPIENTS, Decision
from hocba_ops.notices.book import REASONS as NOTICE_REASONS
from hocba_ops.notices.book import State as NoticeState
from hocba_ops.notices.recipients import Kind as NoticeKind
from hocba_ops.packs import pairs, tasks
from hocba_ops.packs.applying import MENDED
from hocba_ops.packs.columns import COLUMNS
from hocba_ops.packs.filling import Misfit
from hocba_ops.packs.merge import Outcome
from hocba_ops.plans import Reason as PlanReason
from hocba_ops.portal.gate import Refusal as GateRefusal
from hocba_ops.portal.problems import STATUSES
from hocba_ops.reporting.figure import Fit
from hocba_ops.reporting.verdict_page import SIGNATURE
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.assessment import KINDS
from hocba_ops.rulebook.entry import Confidence
from hocba_ops.rulebook.plan_words import PlanActor
from hocba_ops.rulebook.plans import Reading
from hocba_ops.runs.fan_out import Outcome as UnitOutcome
from hocba_ops.runs.schedule.acting import Act as JobAct
from hocba_ops.runs.schedule.acting import Done as JobDone
from hocba_ops.runs.schedule.history import Reason as RunReason
from hocba_ops.runs.schedule.history import State as RunState
from hocba_ops.runs.schedule.telling import SKIPPED as RUN_SKIPPED
from hocba_ops.runs.telling import FROM as RAN_FROM
from hocba_ops.sources import repairs
from hocba_ops.sources.family import FAMILIES
from hocba_ops.sources.vocabulary import words
from hocba_ops.tables import TABLES, Counted, Severity
from hocba_ops.workbench import copying, issuing, letter_paper, pack_report, packing, retelling, vendor_check
from hocba_ops.workbench.composing import ALL_STEPS
from hocba_ops.workbench.letter_content import DUTY_COLUMNS, FINDING_COLUMNS, LOCK_COLUMNS
from hocba_ops.workbench.loading import OLD_CODE
from hocba_ops.workbench.looking_up import Standing
from hocba_ops.workbench.plan_book import DUTY, FINDING
from hocba_ops.workbench.school_naming import FILE_NAMED, NAMED, UNCLEAR
from hocba_ops.workbench.signing_record import NO_STEP, RECORDED, TOLD_BEFORE
from tests.house.house import LABELS, LANGUAGES, PACKAGE, ROOT, code_of, list_files, read_labels, read_notebook

ASKING = ("labels", "words", "say")
"""Names under which the code holds labels: `labels("…")`, `say["…"]`, `show.labels("…")`."""

LETTER_PARTS = ("name", "title", "subject", "opening", "closing", "recipients_of")
TROUBLES = {"missing", "large", "often", "busy", "gone", "moved", "refused", "broken"}

CODED: Mapping[str, set[str]] = {
    "viewer": set(Rulebook.load().access.viewers),
    "purpose": set(Rulebook.load().access.purposes),
    "trail": set(Event),
    **{f"letter.{part}": set(Rulebook.load().letters.kinds) for part in LETTER_PARTS},
    "letter.stage": {"draft", *Stage},
    "letter.word": set(letter_paper.WORDS),
    "letter.mark": {"draft", "rehearsal"},
    "letter.column": {*DUTY_COLUMNS, *FINDING_COLUMNS, *LOCK_COLUMNS},
    "login.refused": set(GateRefusal),
    "api.status": set(map(str, STATUSES)),
    "fan_out": set(UnitOutcome),
    "notice_kind": set(NoticeKind),
    "notice_subject": set(NoticeKind),
    "notice_state": set(NoticeState),
    "notice_reason": set(NOTICE_REASONS),
    "run_state": set(RunState),
    "run_reason": set(RunReason),
    "run_said": set(RunState),
    "run_skipped": set(RUN_SKIPPED),
    "job_act": set(JobAct),
    "job_done": {*JobDone, *UNDONE},
    "ran_from": {"unknown", *RAN_FROM.values()},
    "ran_check": set(REPORT_KINDS),
    "argparse": set(TRANSLATED.values()),
    "card_act": set(Rulebook.load().acts),
    "card_refusal": set(Rulebook.load().refusals),
    "card_todo": set(Rulebook.load().refusals),
    "card_state": set(State),
    "confidence": set(Confidence),
    "decision": set(Decision),
    "copy.form": {*CopyForm, copying.DOWNLOADED},
    "counted": set(Counted),
    "family": set(FAMILIES),
    "figure.fit": set(Fit),
    "figure.rounded": {"none", "one", "several"},
    "figure.truncated": {"none", "one", "several"},
    "hoc_ba.refusal": set(Refusal),
    "issue.outcome": set(issuing.Outcome),
    "lack": set(LackKind),
    "line": set(Line),
    "misplaced": set(Misplaced),
    "office_level": set(OfficeLevel),
    "owner": {"school", "office"},
    "reading": set(Reading),
    "recipient": set(RECIPIENTS),
    "portal.standing": set(Standing),
    "portal.meaning": set(Standing),
    "portal.no_copy": {"not_in_force", "no_file", "unsigned", "failed"},
    "portal.proof": {"sound", "refused", "agrees", "alone", *LockProblem.__members__},
    "portal.trouble": TROUBLES,
    "portal.todo": TROUBLES,
    "pack.decision": set(pairs.DECISIONS),
    "pack.field": {column.name for listed in COLUMNS.values() for column in listed},
    "pack.item": {f"{kind}_{part}" for kind, part in (("mon_hoc", "score"), *((kind, "level") for kind in KINDS))},
    "pack.leaf": {"guide", tasks.TASKS, pairs.PAIRS, *COLUMNS},
    "pack.misfit": set(Misfit),
    "pack.note": {tasks.TASKS, pairs.PAIRS, *COLUMNS},
    "pack.outcome": set(Outcome),
    "pack.pair": set(pairs.FIELDS),
    "pack.report": {"sheet", "title", *pack_report.COLUMNS},
    "pack.score_kind": set(packing.SCORE_KINDS),
    "pack.task": set(tasks.TASK_FIELDS),
    "pack.title": {tasks.TASKS, pairs.PAIRS, *COLUMNS},
    "page.fault": set(PageFault),
    "plan.actor": set(get_args(PlanActor)),
    "plan.clause": {"dash", "plus", "plain", "row"},
    "plan.column": {*DUTY, *FINDING, "paper", "signed_on", "is_basis"},
    "plan.found": {
        *("day_off", "too_early", "beyond_phase", "no_deadline", "no_owner", "owner_not_followed", "two_ways"),
        *("no_such_day", "outside_year", "office_gone", "nobody_follows"),
    },
    "plan.head": {
        *("file", "paper_number", "signed_on", "issuer", "position", "subject", "unit", "school_year", "phases"),
    },
    "plan.place": {"page", "row", "paragraph"},
    "plan.reason": set(PlanReason),
    "plan.sureness": {"read", "guessed"},
    "record_field": set(issuing.LABELLED),
    "sign.entry": {RECORDED, TOLD_BEFORE, NO_STEP, "refused"},
    "sign.hold": set(Hold),
    "sign.outcome": set(SigningOutcome),
    "verify.column": set(SIGNATURE),
    "verify.indication": set(Indication),
    "verify.named": set(Named) - {Named.NOT_COMPARED},
    "verify.next": set(Reason),
    "verify.pages": set(Pages),
    "verify.reason": set(Reason),
    "verify.role": set(SigningRole),
    "verify.workflow": set(Workflow),
    "registry.why": {"refused", *retelling.WORDED},
    "repair": {value for name, value in vars(repairs).items() if name.isupper() and isinstance(value, str)}
    | {MENDED, OLD_CODE, NAMED, UNCLEAR, FILE_NAMED},
    "rule": {rule.id for rule in Rulebook.load().rules},
    "rule_kind": {rule.id.rpartition("-")[0] for rule in Rulebook.load().rules},
    "rule_field": {
        rule.field for rule in Rulebook.load().rules if f"field.{rule.field}" not in read_labels(LABELS / "vi")
    },
    "rule_table": {rule.table for rule in Rulebook.load().rules} - set(TABLES),
    "severity": set(Severity),
    "succession": set(words("succession").values()),
    "step": {*ALL_STEPS, vendor_check.NAME},
    "table": set(TABLES),
    "weekday": set("1234567"),
    "xades.reason": set(XmlReason),
    "xml.fault": set(XmlFault),
}
"""Families of labels whose codes the package lists: the label files must hold exactly these."""

SPELLED = (
    "actor_kind", "class", "column", "device", "evidence", "exclusion", "field", "frame", "measure", "note",
    "judged", "number_state", "ownership", "pair", "part", "position", "print_form", "receipt_state", "requirement",
    "rule_group",
    "outlook", "pace_source", "runs_out", "signing_role",
    "rulebook.fault", "school_kind", "seen_in", "standing", "state", "state_sign", "term", "trust_root", "verdict",
    "roadmap_act", "roadmap_state", "paper_kind", "paper_state",
    "chain", "gap",
    "delivered_column", "file_state", "signature",
    "section", "person", "take",
)  # fmt: skip
"""Families whose codes are made by SQL texts, rules and frames: each code must be spelled somewhere in the package."""

PYDANTIC = set(get_args(ErrorType))
"""What pydantic calls its faults: the rulebook words those that its files can have."""


@cache
def vietnamese() -> Mapping[str, str]:
    return read_labels(LABELS / "vi")


def braces(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("path", sorted((LABELS / "vi").glob("*.toml")), ids=lambda path: path.stem)
def test_a_label_file_has_the_same_keys_and_braces_in_both_languages(path):
    here, there = read_labels(path), read_labels(LABELS / "en" / path.name)
    assert here.keys() ^ there.keys() == set()
    assert [key for key in here if braces(here[key]) != braces(there[key])] == []


def test_both_languages_have_the_same_label_files():
    first, second = (sorted(path.name for path in (LABELS / language).glob("*.toml")) for language in LANGUAGES)
    assert first == second


@cache
def programs() -> tuple[ast.AST, ...]:
    """The package, the notebooks, and the expressions of the templates, as syntax trees."""
    texts = [path.read_text(encoding="utf-8") for path in list_files(PACKAGE, ".py")]
    texts += [code_of(read_notebook(path)) for path in list_files(ROOT / "notebooks", ".ipynb")]
    for template in list_files(PACKAGE, ".j2"):
        texts += re.findall(r"labels\([^)]*\)", template.read_text(encoding="utf-8"))
    return tuple(ast.parse(text) for text in texts)


def asked_keys() -> Iterator[str]:
    """What the code asks the labels for: a key, or for a key with a part made on the way, a pattern."""
    for tree in programs():
        for node in ast.walk(tree):
            key = asked_in(node)
            for one in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield re.escape(one.value)
                elif isinstance(one, ast.JoinedStr):
                    yield pattern_of(one)


def asked_in(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Call) and node.args and holds_labels(node.func):
        return node.args[0]
    if isinstance(node, ast.Subscript) and holds_labels(node.value):
        return node.slice
    return None


def holds_labels(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return holds_labels(node.func)
    return getattr(node, "id", getattr(node, "attr", "")) in ASKING


def pattern_of(text: ast.JoinedStr) -> str:
    parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in text.values)
    return "".join(parts)


def test_every_key_that_code_asks_for_has_a_label():
    dotted = {key for key in asked_keys() if re.match(r"[a-z_]+\\\.", key)}
    assert len(dotted) > 100, "this test no longer sees how the code asks for labels"
    missing = [key for key in sorted(dotted) if not any(re.fullmatch(key, label) for label in vietnamese())]
    assert missing == []


@pytest.mark.parametrize("family", CODED)
def test_a_coded_family_has_a_label_for_each_code_and_none_beside(family):
    here = {key.removeprefix(f"{family}.") for key in vietnamese() if key.startswith(f"{family}.")}
    assert here == CODED[family]


MADE = {
    *(f"cli.copy.next_{form}" for form in CopyForm),
    *(f"cli.packs.{work}" for work in ("make", "merge", "status")),
    *(f"cli.schedule.{work}" for work in (*WORKS.keys() - {"work"}, "example", "setup", "kind")),
    *(f"cli.runs.{work}" for work in RUNS_WORKS),
    *(f"pack.guide.how_{number}" for number in range(1, 7)),
    *(f"cli.{name}.about" for name in COMMANDS),
    *(f"rulebook.fault.unit_{kind}" for kind in UnitFaultKind),
    *(f"note.{confidence}_rules" for confidence in (Confidence.SECONDARY, Confidence.UNCONFIRMED)),
}
"""Keys that code makes from a list, with more behind than the code itself."""


def test_every_key_that_code_makes_from_a_list_has_its_label():
    assert vietnamese().keys() >= MADE


@cache
def spelled() -> set[str]:
    """Every word of the package's code, SQL, rules and notebooks; the label files themselves are not asked."""
    texts = [path.read_text(encoding="utf-8") for path in list_files(PACKAGE, ".py", ".sql", ".toml", ".j2")
             if LABELS not in path.parents]  # fmt: skip
    texts += [code_of(read_notebook(path)) for path in list_files(ROOT / "notebooks", ".ipynb")]
    return set(re.findall(r"\w+", "\n".join(texts)))


def is_used(key: str, literal: set[str]) -> bool:
    family, _, last = key.rpartition(".")
    if key in literal | MADE or family in CODED:
        return True
    if family == "rulebook.fault" and last in PYDANTIC:
        return True
    if family.startswith("cli."):
        return last.removeprefix("column_") in spelled() and last.startswith("column_")
    above = next((one for one in SPELLED if key.startswith(f"{one}.")), None)
    return above is not None and all(part in spelled() for part in key.removeprefix(f"{above}.").split("."))


def test_no_label_is_an_orphan():
    literal = {re.sub(r"\\(.)", r"\1", key) for key in asked_keys()}
    assert [key for key in vietnamese() if not is_used(key, literal)] == []

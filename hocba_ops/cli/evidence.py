"""`hocba evidence PATH…`: files verified as the evidence of cards and kept; then the ladder, rung by rung."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.evidence_views import LADDER, estimate_text
from hocba_ops.reporting.formats import count, ratio
from hocba_ops.reporting.verdict_page import reason_text
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.tables import Answer, Measure
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.documents import INDICATIONS
from hocba_ops.workbench.evidence import Gathering, Stored, asked_of, gather, prepare, store_evidence

SOUND, FORGED, OPEN = 0, 13, 19
"""Exit codes: every claimed card that was asked for is proved; some file is not valid; something is left to mend."""
SHOWN = 20
"""How many of the files that prove nothing are told one by one."""


def main(asked: argparse.Namespace) -> int:
    """Verify and keep what is named, then tell the ladder of the unit as of the day."""
    bench, now = Workbench.open(asked.workspace), datetime.now(UTC)
    today = now.astimezone(VIET_NAM).date().isoformat()
    given = {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of or today}
    told = RunParameters.check(bench, given).values()
    gathering = prepare(
        bench,
        asked_of(
            unit=told["unit"],
            school_year=told["school_year"],
            as_of=date.fromisoformat(told["as_of"]),
            paths=tuple(Path(path) for path in asked.paths),
            sample=_number(asked.sample),
            level=asked.level,
        ),
    )
    _verify(bench, gathering)
    stored = store_evidence(bench, gathering, now=now)
    answer = bench.run("evidence", unit=told["unit"], school_year=told["school_year"], as_of=told["as_of"])
    if asked.json:
        json.dump(_told(answer, gathering, stored), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _print(bench, answer, gathering, stored)
    return _code(answer, gathering)


def _verify(bench: Workbench, gathering: Gathering) -> None:
    console = Console(stderr=True)
    said = words()["cli.evidence.progress"]
    done = gather(bench, gathering)
    for _ in track(done, said, gathering.count, console=console, disable=not console.is_terminal):
        pass


def _print(bench: Workbench, answer: Answer, gathering: Gathering, stored: Stored) -> None:
    say, console = words(), Console(highlight=False, soft_wrap=True)
    kept = say["cli.evidence.kept" if stored.is_new else "cli.evidence.same"]
    print(kept.format(files=stored.files, certificates=stored.certificates, unmatched=stored.unmatched))
    if gathering.sample:
        sample = say["cli.evidence.sampled"]
        print(sample.format(cards=len(gathering.sample.cards), others=gathering.passed_over))
    table = Table()
    table.add_column(say["cli.evidence.column_rung"])
    table.add_column(say["cli.evidence.column_cards"], justify="right")
    for measure in _ladder(answer):
        table.add_row(bench.labels(f"measure.{measure.name}"), ratio(measure, bench.labels))
    console.print(table)
    for row in answer.frames["evidence_sample"].iter_rows(named=True) if gathering.sample else ():
        print(estimate_text(row, bench.labels))
    _print_faults(bench, gathering)


def _print_faults(bench: Workbench, gathering: Gathering) -> None:
    faulty = [one for one in gathering.evidence if one.all_reasons]
    for one in faulty[:SHOWN]:
        print(f"{one.file}: {'; '.join(reason_text(reason, bench.labels) for reason in one.all_reasons)}")
    if len(faulty) > SHOWN:
        print(words()["cli.evidence.more"].format(count=count(len(faulty) - SHOWN, bench.labels)))


def _ladder(answer: Answer) -> Sequence[Measure]:
    found = {one.name: one for one in answer.measures if one.unit_id == answer.unit_id and not one.group}
    return [found[name] for name in LADDER if name in found]


def _told(answer: Answer, gathering: Gathering, stored: Stored) -> dict[str, Any]:
    ladder = [
        {"rung": one.name.partition(".")[2], "numerator": one.numerator, "denominator": one.denominator}
        for one in _ladder(answer)
    ]
    sample = gathering.sample
    return {
        "unit": answer.unit_id,
        "as_of": answer.as_of.isoformat(),
        "files": stored.files,
        "unmatched": stored.unmatched,
        "is_new": stored.is_new,
        "sample": {"id": sample.sample_id, "cards": len(sample.cards)} if sample else None,
        "ladder": ladder,
        "estimates": answer.frames["evidence_sample"].to_dicts() if sample else [],
        "findings": len(answer.findings),
    }


def _code(answer: Answer, gathering: Gathering) -> int:
    worst = max((INDICATIONS.index(one.indication) for one in gathering.evidence), default=0)
    return FORGED if INDICATIONS[worst] == INDICATIONS[-1] else OPEN if answer.findings or worst else SOUND


def _number(told: str | None) -> int | None:
    if told is None:
        return None
    if not told.isdecimal():
        raise BadParameter("sample", told, ParameterProblem.NOT_A_COUNT)
    if not int(told):
        raise BadParameter("sample", told, ParameterProblem.SAMPLE_TOO_SMALL)
    return int(told)

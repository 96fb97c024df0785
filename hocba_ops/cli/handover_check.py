"""`hocba handover-check`: a vendor's full export at the end of a contract, held against the registry."""

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, DeliveryLacking, ParameterProblem
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.vendor_check import CLASSES, Checked, check_delivery
from hocba_ops.workbench.vendor_report import delivery_json, report_folder, verdict_sentence, write_delivery_report
from hocba_ops.workbench.vendor_signatures import signature_verifier


def main(asked: argparse.Namespace) -> int:
    """Check the delivery, write the report, tell the verdict. 0: whole; 13: something is missing or different."""
    bench = Workbench.open(asked.workspace)
    as_of = _day(asked.as_of) or bench.newest_day()
    verify = signature_verifier(bench, now=datetime.now(UTC))
    checked = check_delivery(bench, Path(asked.place), vendor=asked.vendor or "", as_of=as_of, verify=verify)
    written = write_delivery_report(bench, checked, Path(asked.out) if asked.out else report_folder(bench, checked))
    if asked.json:
        print(json.dumps(delivery_json(bench, checked), ensure_ascii=False))
    else:
        _tell(bench, checked, [str(path) for path in (written.page, written.annex, written.told)])
    if not checked.is_whole:
        must = sum(one.severity.value == "error" for one in checked.answer.findings)
        raise DeliveryLacking(asked.place, must, str(written.annex))
    return 0


def _tell(bench: Workbench, checked: Checked, paths: list[str]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = Table()
    table.add_column(words()["cli.handover-check.column_class"])
    table.add_column(words()["cli.handover-check.column_versions"], justify="right")
    counts = checked.answer.frames["delivered_classes"].select(CLASSES).sum().row(0, named=True)
    for name, count in counts.items():
        if count:
            table.add_row(bench.labels(f"class.{name}"), f"{count:,}".replace(",", "."))
    console.print(table)
    console.print(verdict_sentence(bench, checked), markup=False)
    for path in paths:
        console.print(f"  {path}", markup=False)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter("as-of", text, ParameterProblem.NOT_A_DAY) from fault

"""What is written of a vendor's hand-over: the annex, the page to read and sign, and the answer for programs."""

import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.delivery_page import delivery_page
from hocba_ops.reporting.formats import day
from hocba_ops.reporting.show import Show
from hocba_ops.reporting.workbook import write_workbook
from hocba_ops.workbench.vendor_check import NAME, Checked, vendor_names

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

FOLDER = "ban-giao"


@dataclass(frozen=True, slots=True)
class Written:
    """Where the report of a hand-over stands."""

    page: Path
    annex: Path
    told: Path


def report_folder(bench: "Workbench", checked: Checked) -> Path:
    """The folder of the report when none is asked for: by vendor and day."""
    place = bench.settings.path(bench.settings.reports) / FOLDER / vendor_names(checked.vendors)
    return place / checked.answer.as_of.isoformat()


def delivery_json(bench: "Workbench", checked: Checked) -> dict[str, Any]:
    """The answer with the verdict and the vendors, as plain values."""
    verdict = "du" if checked.is_whole else "con_thieu"
    return {"verdict": verdict, "vendors": list(checked.vendors), **bench.to_json(checked.answer)}


def write_delivery_report(bench: "Workbench", checked: Checked, folder: Path) -> Written:
    """Write page, annex and JSON into a folder, made when it is not there; `BadParameter` where it cannot be one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as fault:
        raise BadParameter("out", folder, ParameterProblem.FILE_IN_THE_WAY) from fault
    written = Written(*(folder / f"{NAME}{suffix}" for suffix in (".html", ".xlsx", ".json")))
    answer, words = checked.answer, bench.labels
    names = bench.names(answer)
    write_workbook(answer, written.annex, labels=words, names=names)
    text = json.dumps(delivery_json(bench, checked), ensure_ascii=False, indent=1)
    written.told.write_text(text + "\n", encoding="utf-8")
    kicker = " · ".join((bench.name_of(answer.unit_id), vendor_names(checked.vendors), day(answer.as_of, words)))
    made_by = words("report.made_by", version=version("hocba-ops"), rulebook=bench.rulebook.sha256[:12])
    page = delivery_page(
        Show(words, names), answer, verdict=verdict_sentence(bench, checked), kicker=kicker, footer=[made_by]
    )
    written.page.write_text(page, encoding="utf-8")
    return written


def verdict_sentence(bench: "Workbench", checked: Checked) -> str:
    """Whether the delivery is whole, and if not how many points must be mended."""
    found = checked.answer.findings
    must = sum(one.severity.value == "error" for one in found)
    return bench.labels(
        "delivered.verdict_whole" if checked.is_whole else "delivered.verdict_lacking", must=must, ask=len(found) - must
    )

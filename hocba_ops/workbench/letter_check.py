"""A document held against its own sources: what its pages and its figures say, and what they would say again."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hocba_ops.documents.letters import FORM, page_lines, read_carried
from hocba_ops.errors import OpsError
from hocba_ops.reporting.formats import count
from hocba_ops.reporting.origin import Origin
from hocba_ops.reporting.read_back import Place, Report
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.letter_content import compose
from hocba_ops.workbench.letter_order import LetterOrder
from hocba_ops.workbench.lettering import pages_of, register_of

LARGEST = 64 * 1024 * 1024


def read_letter(bench: Workbench, path: Path) -> Report | None:
    """What a document says: every line of its pages, every figure that it carries, its sign; None for other files."""
    try:
        pdf = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError:
        return None
    carried = read_carried(pdf)
    if carried is None or carried.get("form") != FORM:
        return None
    try:
        origin, order = Origin.read(carried["origin"]), LetterOrder.read(carried["order"])
        says = _says(bench, pdf, carried["figures"]) | _registered(bench, order, str(carried["sign"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return Report(origin, says)


def retell_letter(bench: Workbench, then: Workbench, path: Path) -> Mapping[Place, str]:
    """What the document would say if it were made again from a state of the store, with its own sign.

    `then`: the workbench in that state; `bench`: the one whose register knows which sign the document has.
    """
    carried = read_carried(path.read_bytes()) or {}
    order, sign = LetterOrder.read(carried["order"]), str(carried["sign"])
    try:
        content = compose(then, order)
        made = pages_of(then, order, content, sign=sign)
    except OpsError:
        return {}
    known = register_of(bench).standing().get(order.letter_id)
    told = _says(bench, made.pdf, content.figures)
    if known is None:
        return told | _registered(bench, order, sign)
    stage = f" ({bench.labels(f'letter.stage.{known.stage}')})" if known.stage == "withdrawn" else ""
    return told | _registered(bench, order, f"{known.sign}{stage}")


def _registered(bench: Workbench, order: LetterOrder, sign: str) -> dict[Place, str]:
    """The sign under which the document stands in the register; a draft has none."""
    day = f"{date.fromisoformat(order.dated):%d/%m/%Y}"
    return {Place(bench.labels("letter.registered", day=day), 1, 1): sign} if sign else {}


def _says(bench: Workbench, pdf: bytes, figures: Iterable[Mapping[str, Any]]) -> dict[Place, str]:
    labels, said = bench.labels, dict[Place, str]()
    for number, lines in enumerate(page_lines(pdf), start=1):
        page = labels("letter.page", number=number)
        said |= {Place(page, row, 1): line for row, line in enumerate(lines, start=1)}
    for one in figures:
        name = labels("letter.carried_figure", name=labels(f"measure.{one['measure']}"), unit=one["unit"])
        said[Place(name, 1, 1)] = f"{count(one['numerator'], labels)}/{count(one['denominator'], labels)}"
    return said

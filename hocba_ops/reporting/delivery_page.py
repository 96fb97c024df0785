"""The page of a vendor's hand-over: verdict, counts, lists in sum; made without a notebook, by the same page."""

from collections.abc import Mapping, Sequence
from typing import Any

from hocba_ops.reporting.page import page_html
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.tables import Answer

FRAMES = ("delivered_classes", "delivered_columns", "delivered_files")


def delivery_page(show: Show, answer: Answer, *, verdict: str, kicker: str, footer: Sequence[str] = ()) -> str:
    """The page as text. `verdict`: the one sentence that it is read for."""
    shown = [
        Shown(verdict, render("notes.html.j2", notes=[verdict])),
        show.figures(answer),
        show.findings(answer),
        *(show.frame(answer, name, _present(answer, name)) for name in FRAMES),
        show.notes(answer),
    ]
    pages = {"cells": [_cell(one) for one in shown]}
    title = show.labels(f"step.{answer.step}")
    return page_html(pages, labels=show.labels, title=title, kicker=kicker, footer=footer)


def _present(answer: Answer, name: str) -> list[str]:
    """The columns of a frame that say something: a count of nothing in every row makes the page too wide."""
    frame = answer.frames[name]
    return [one for one in frame.columns if not frame.schema[one].is_numeric() or frame[one].sum()]


def _cell(shown: Shown) -> Mapping[str, Any]:
    """A piece as the cell of an executed notebook has it."""
    output = {"output_type": "display_data", "data": shown._repr_mimebundle_(), "metadata": {}}
    return {"cell_type": "code", "source": "", "outputs": [output]}

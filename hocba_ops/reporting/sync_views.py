"""The pictures and tables of the reconciliation in four columns."""

from hocba_ops.reporting.charts import stacked_classes
from hocba_ops.reporting.gap_words import told_lines
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.reporting.views import nothing
from hocba_ops.tables import Answer

PIECES = ("khop_bon_cot", "dut_accepted", "dut_received", "dut_issued", "dut_roster")
"""The pieces of a school's roster, the furthest first."""


def stops_chart(show: Show, answer: Answer) -> Shown:
    """Each school's roster by the column at which the chain of its pupils stops."""
    frame = answer.frames["sync_stops"]
    if frame.is_empty():
        return nothing(show)
    figure = stacked_classes(frame, show.labels, classes=PIECES)
    twin = show.frame(answer, "sync_stops", ["school_name", "roster", *PIECES])
    return show.chart(figure, twin=twin, title=show.labels("frame.sync_stops"))


def told_totals(show: Show, answer: Answer) -> Shown:
    """Every total that another office told, with the gap and what may explain it."""
    lines = told_lines(answer, show.labels, show.names)
    return Shown(show.labels("frame.sync_told"), render("notes.html.j2", notes=lines))

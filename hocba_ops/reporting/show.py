"""What a notebook cell shows: tables, charts with their table beside, findings in sum; never the rows of pupils."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from markupsafe import Markup

from hocba_ops.reporting import finding_grids, grids
from hocba_ops.reporting.cells import Grid, frame_grid
from hocba_ops.reporting.charts import Figure
from hocba_ops.reporting.cuts import cut, measure_names
from hocba_ops.reporting.formats import day, ratio
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.templating import render
from hocba_ops.tables import Answer

PLOTLY = "application/vnd.plotly.v1+json"
"""The mimetype that JupyterLab and the page draw as a chart."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of a report: HTML, and for a chart its figure; a chart's HTML is its table twin. `grids`: its tables."""

    title: str
    html: Markup
    figure: Figure | None = None
    grids: tuple[Grid, ...] = ()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:  # noqa: ARG002
        """What Jupyter stores in the notebook: the table, the figure if there is one, and a line of text."""
        bundle: dict[str, Any] = {"text/html": str(self.html), "text/plain": self.title}
        return bundle if self.figure is None else {PLOTLY: self.figure, **bundle}


def table_html(grid: Grid) -> Markup:
    """A table as HTML."""
    return render("table.html.j2", grid=grid)


@dataclass(frozen=True, slots=True)
class Show:
    """The pieces of a report in one language. `names`: words of offices, schools and duties by id."""

    labels: Labels
    names: Mapping[str, str] = field(default_factory=dict)

    def heading(self, answer: Answer) -> Shown:
        """What the report is about: unit, school year, as-of day, and the files behind it."""
        words = self.labels
        facts = (
            (words("column.unit_id"), self.names.get(answer.unit_id, answer.unit_id)),
            (words("column.school_year"), answer.school_year),
            (words("column.as_of"), day(answer.as_of, words)),
            (words("report.files"), words("report.files_count", count=len(answer.sources))),
        )
        sources = grids.sources_grid(answer, words)
        title = words(f"step.{answer.step}")
        return Shown(title, render("heading.html.j2", facts=facts, sources=sources))

    def figures(self, answer: Answer, selected: Sequence[str] | None = None) -> Shown:
        """The head figures of an answer, large: measure, rate, and n/N below it."""
        words = self.labels
        cards = [
            (
                grids.measure_text(one, answer.as_of, words, self.names),
                ratio(one, words),
                words(f"counted.{one.counted}"),
            )
            for name in selected or measure_names(answer)
            for one in cut(answer, name)
        ]
        return Shown(words("report.figures"), render("figures.html.j2", cards=cards))

    def measures(self, answer: Answer, selected: Sequence[str] | None = None, *, by: str | None = None) -> Shown:
        """Measures as a table, in total or split by `unit_id`, `grade`, …"""
        return self._table(grids.measures_grid(answer, selected, by, self.labels, self.names))

    def frame(self, answer: Answer, name: str, columns: Sequence[str] | None = None) -> Shown:
        """A frame of the answer as a table, or some of its columns. KeyError when the answer has no such frame."""
        frame = answer.frames[name]
        return self.table(frame.select(columns) if columns else frame, self.labels(f"frame.{name}"))

    def table(self, frame: pl.DataFrame, caption: str) -> Shown:
        """Any aggregated frame as a table. ValueError when it holds rows of persons."""
        return self._table(frame_grid(frame, caption, self.labels, self.names))

    def square(self, frame: pl.DataFrame, caption: str, *, rows: str, columns: str, values: str) -> Shown:
        """A long frame as a square table, e.g. schools down and duties across."""
        return self._table(
            grids.square_grid(frame, caption, self.labels, self.names, rows=rows, columns=columns, values=values)
        )

    def chart(self, figure: Figure, *, twin: "Shown | pl.DataFrame", title: str) -> Shown:
        """A chart under a title, and the table with the same figures for who cannot see or draw it."""
        table = twin if isinstance(twin, Shown) else self.table(twin, title)
        return Shown(title, table.html, figure, table.grids)

    def findings(self, answer: Answer) -> Shown:
        """Findings in sum: by rule with what it means and how to mend, by school, and by two schools that share one."""
        if not answer.findings:
            return Shown(
                self.labels("report.findings"), render("notes.html.j2", notes=[self.labels("report.no_findings")])
            )
        tables = (
            finding_grids.rules_grid(answer, self.labels),
            finding_grids.finding_schools_grid(answer, self.labels, self.names),
            finding_grids.shared_grid(answer, self.labels, self.names),
        )
        shown = tuple(grid for grid in tables if grid.rows)
        html = Markup("\n").join(render("table.html.j2", grid=grid) for grid in shown)
        return Shown(self.labels("report.findings"), html, grids=shown)

    def notes(self, answer: Answer) -> Shown:
        """What the reader has to know beside the figures."""
        notes = answer.notes or (self.labels("report.no_notes"),)
        return Shown(self.labels("report.notes"), render("notes.html.j2", notes=notes))

    def _table(self, grid: Grid) -> Shown:
        if not grid.rows:
            empty = self.labels("report.empty", caption=grid.caption)
            return Shown(grid.caption, render("notes.html.j2", notes=[empty]))
        return Shown(grid.caption, render("table.html.j2", grid=grid), grids=(grid,))

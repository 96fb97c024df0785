"""The work of a school as one page to print on A4: what to mend, where and how; it names no child."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.templating import asset, render

Facts = Mapping[str, str]
"""Words and values that stand above the list, in order."""

SHOWN = ("number", "severity", "field", "message", "mend", "other_school", "due", "cell", "place")
"""What the page tells of a task, of which a task may lack some; whose row it is stands in the workbook alone."""


def work_page(title: str, facts: Facts, tasks: Sequence[Mapping[str, str]], *, labels: Labels) -> str:
    """The page of a work pack. All tasks have the same words of `SHOWN`; a box to tick and room to sign are added."""
    shown = [name for name in SHOWN if all(name in task for task in tasks)]
    heads = [labels(f"pack.task.{name}") for name in shown]
    rows = [[task[name] for name in shown] for task in tasks]
    return render(
        "work.html.j2",
        labels=labels,
        title=title,
        facts=facts,
        heads=heads,
        rows=rows,
        style=Markup(asset("report.css")),
    )

"""What a rehearsal leaves to read: the diary of its days and its scores, as page, workbook and JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import polars as pl

from hocba_ops.reporting.formats import day as day_text
from hocba_ops.reporting.rehearsal_page import Frames, rehearsal_page, write_rehearsal_book
from hocba_ops.reporting.show import Show
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.rehearsal_scoring import ToolScore
from hocba_ops.workbench.rehearsal_walk import Walked
from hocba_ops.workbench.trainee_scoring import TraineeScore

FOLDER = "rehearsal"
DIARY, SCORE = "nhat-ky", "diem"


@dataclass(frozen=True, slots=True)
class Report:
    """Frames by caption, the sentences that the report is read for, and where its page stands."""

    frames: Frames
    verdict: tuple[str, ...]
    page: Path


def write_diary(bench: Workbench, walked: Sequence[Walked]) -> Report:
    """Write the diary of the days walked, as page and JSON."""
    words, last = bench.labels, walked[-1].day
    frames = _filled(
        {
            words("rehearsal.diary"): diary_frame(walked),
            words("rehearsal.dues"): due_frame(walked),
            words("rehearsal.left"): left_frame(walked),
        }
    )
    verdict = (
        words("rehearsal.walked", first=day_text(walked[0].day, words), last=day_text(last, words), days=len(walked)),
        words("rehearsal.clock"),
    )
    name = f"{DIARY}_{walked[0].day.isoformat()}"
    return _write(bench, name, words("rehearsal.diary"), frames, verdict, last)


def write_score(bench: Workbench, tool: ToolScore, trainee: TraineeScore) -> Report:
    """Write the score of the tool and of the trainee, as page, workbook and JSON."""
    words, last = bench.labels, tool.rules["as_of"].max()
    if not isinstance(last, date):
        raise ValueError("a score of no day")
    frames = {**trainee_frames(bench, trainee), **tool_frames(bench, tool)}
    title = words("rehearsal.score")
    report = _write(bench, SCORE, title, frames, _verdict(bench, tool, trainee), last)
    whole = {**frames, words("rehearsal.tool"): tool.rules, words("rehearsal.classes"): tool.classes}
    write_rehearsal_book(_show(bench), whole, report.page.with_suffix(".xlsx"), title=title, as_of=last)
    return report


def trainee_frames(bench: Workbench, score: TraineeScore) -> Frames:
    """What the trainee mended, by school and by rule, and which values are broken; those that have rows."""
    words, broken = bench.labels, score.broken.group_by("table", "field").len("broken").sort("table", "field")
    return _filled(
        {
            words("rehearsal.trainee_schools"): score.by("school_code"),
            words("rehearsal.trainee_rules"): score.by("code"),
            words("rehearsal.broken"): broken,
        }
    )


def tool_frames(bench: Workbench, score: ToolScore) -> Frames:
    """What the tool found, by day and by rule, and where it counted pupils; those that have rows."""
    words, counts = bench.labels, [pl.col(name).sum() for name in score.rules.columns[2:]]
    classes = score.classes.group_by("class").agg(pl.col("keyed", "tallied", "differing").sum()).sort("class")
    return _filled(
        {
            words("rehearsal.tool_days"): score.rules.group_by("as_of").agg(counts).sort("as_of"),
            words("rehearsal.tool_rules"): score.rules.group_by("code").agg(counts).sort("code"),
            words("rehearsal.classes_summed"): classes,
            words("rehearsal.unplanted"): score.unplanted.filter(pl.col("found") > 0),
        }
    )


def _filled(frames: Frames) -> Frames:
    return {caption: frame for caption, frame in frames.items() if frame.height}


def diary_frame(walked: Sequence[Walked]) -> pl.DataFrame:
    """One row a day: what came, what was found, what was made."""
    rows = [
        (
            one.day,
            one.came.files,
            one.came.rows,
            one.came.schools,
            sum(told.findings for told in one.told.values()),
            len(one.dues),
            one.events,
            one.locked,
            one.packs,
            len(one.papers),
        )
        for one in walked
    ]
    counts = ("files_in", "rows", "schools", "findings", "duties_due", "events", "locked", "packs", "letters")
    return pl.DataFrame(rows, schema={"day": pl.Date, **dict.fromkeys(counts, pl.Int64)}, orient="row")


def due_frame(walked: Sequence[Walked]) -> pl.DataFrame:
    """One row a duty: the last day by the paper, and the working day on which it was looked at."""
    rows = [(due.duty, due.last_day, due.day) for one in walked for due in one.dues]
    schema = {"duty": pl.String, "last_day": pl.Date, "work_by": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def left_frame(walked: Sequence[Walked]) -> pl.DataFrame:
    """One row a thing that could not be done, with what the program said."""
    rows = [(one.day, said) for one in walked for said in one.left]
    return pl.DataFrame(rows, schema={"day": pl.Date, "note": pl.String}, orient="row")


def _verdict(bench: Workbench, tool: ToolScore, trainee: TraineeScore) -> tuple[str, ...]:
    words, rules = bench.labels, tool.rules
    sums = {
        name: int(rules[name].sum()) for name in ("numerator_recall", "denominator_recall", "denominator_precision")
    }
    said = words("rehearsal.tool_right" if tool.faults == 0 else "rehearsal.tool_wrong", faults=tool.faults)
    counts = {name: int((trainee.cells["outcome"] == name).sum()) for name in ("right", "wrong", "untouched")}
    return (
        words(
            "rehearsal.tool_counts",
            right=sums["numerator_recall"],
            planted=sums["denominator_recall"],
            found=sums["denominator_precision"],
        ),
        said,
        words("rehearsal.trainee_counts", **counts, planted=trainee.cells.height, broken=trainee.broken.height),
    )


def _write(bench: Workbench, name: str, title: str, frames: Frames, verdict: tuple[str, ...], last: date) -> Report:
    folder = bench.settings.path(bench.settings.reports) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{name}.html"
    kicker = " · ".join((bench.name_of(bench.settings.unit), bench.settings.school_year, day_text(last, bench.labels)))
    made_by = bench.labels("rehearsal.made_by", version=version("hocba-ops"), rulebook=bench.rulebook.sha256[:12])
    shown = [bench.labels("note.rehearsal"), *verdict]
    text = rehearsal_page(_show(bench), frames, title=title, verdict=shown, kicker=kicker, footer=[made_by])
    page.write_text(text, encoding="utf-8")
    told = {"verdict": verdict, "frames": {caption: frame.to_dicts() for caption, frame in frames.items()}}
    plain = json.dumps(told, ensure_ascii=False, indent=1, default=str)
    page.with_suffix(".json").write_text(plain + "\n", encoding="utf-8")
    return Report(frames, verdict, page)


def _show(bench: Workbench) -> Show:
    return Show(bench.labels, names_of(bench))


def names_of(bench: Workbench) -> Mapping[str, str]:
    """The names of units and duties by id."""
    duties = {duty.id: duty.title for plan in bench.rulebook.plans.values() for duty in plan.duties}
    return {**{unit.id: unit.name for unit in bench.tree(date.max).units.values()}, **duties}

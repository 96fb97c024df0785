"""Linkage of pupil rows: how its parameters are counted, how sure its threshold is, how long it takes.

python -m benchmarks.linkage                     # quality on a labelled set, page build/linkage.html
python -m benchmarks.linkage --train             # counts m and u again and writes model.toml and curve.toml
"""

import argparse
import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl

from benchmarks.figures import Ratio, of_seconds
from benchmarks.measuring import take
from benchmarks.results import RESULTS
from benchmarks.scale import Scale
from hocba_ops.engine import Engine
from hocba_ops.linkage import UNKNOWN, Model, find_pairs, read_features, read_model, select_linkable
from hocba_ops.linkage.model import MILLION, Comparison
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.link_charts import threshold_curve
from hocba_ops.reporting.page import write_page
from hocba_ops.reporting.show import Show
from hocba_ops.rulebook import Rulebook
from tests.linkage.labelled import Labelled, make_labelled
from tests.linkage.quality import Quality, compare, measure, told_pairs

ROOM = Path(__file__).parents[1] / "hocba_ops" / "linkage"
TRAINING, TESTING = "day", "thu"
CHILDREN = 24_000
SAMPLES, SAMPLE = 4, 1_800
"""Random pairs of two children are counted in so many samples of so many rows."""
ALL_PAIRS = -100_000
THRESHOLDS = range(-600, 1900, 100)
CURVE = (
    "evidence_weight", "numerator_right", "denominator_right", "numerator_found", "denominator_found", "is_threshold"
)  # fmt: skip
ELSE = 0.5
"""Added to every count: a level never seen in the set is rare, not impossible."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--train", action="store_true")
    asked = options.parse_args()
    if asked.train:
        train()
    else:
        points = measure_test_set(read_model())
        print_quality(points)
        print(write_page_of(points))


def train() -> None:
    """Count how often each level is seen among pairs of one child and of two, and where that puts the threshold."""
    model = count_parameters(make_labelled(TRAINING, children=CHILDREN), read_model())
    write_parameters(model)
    points = measure_test_set(model)
    print_quality(points)
    write_curve(points)


def count_parameters(labelled: Labelled, model: Model) -> Model:
    rows = with_person(labelled)
    same = count_levels([rows], replace(model, blocks=(("person",),)))
    strangers = rows.with_columns(pl.lit(1).alias("everyone"))
    step = rows.height // (SAMPLES * SAMPLE)
    samples = [strangers.gather_every(step, place).head(SAMPLE) for place in range(SAMPLES)]
    different = count_levels(samples, replace(model, blocks=(("everyone",),)))
    return replace(
        model, comparisons=tuple(counted(one, same[one.name], different[one.name]) for one in model.comparisons)
    )


def with_person(labelled: Labelled) -> pl.DataFrame:
    """The rows as they are compared, each with the child it is: the code of the first row of that child."""
    first = {second: first for first, second in sorted(labelled.pairs, reverse=True)}
    rows = select_linkable(read_features(labelled.pupils))
    return rows.with_columns(pl.col("pupil_code").replace(first).alias("person"))


def count_levels(samples: list[pl.DataFrame], model: Model) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {one.name: Counter() for one in model.comparisons}
    for rows in samples:
        pairs = find_pairs(rows, model, threshold=ALL_PAIRS)
        if "everyone" in rows.columns:
            person = dict(rows.select("row_id", "person").rows())
            is_other = [person[left] != person[right] for left, right in pairs.select("row_id_l", "row_id_r").rows()]
            pairs = pairs.filter(pl.Series(is_other))
        for name, seen in counts.items():
            seen.update(dict(pairs[name].value_counts().rows()))
    return counts


def counted(comparison: Comparison, same: Counter[str], different: Counter[str]) -> Comparison:
    levels = comparison.levels
    return replace(
        comparison,
        levels=tuple(
            replace(level, m=share(level.code, same, len(levels)), u=share(level.code, different, len(levels)))
            for level in levels
        ),
    )


def share(code: str, seen: Counter[str], levels: int) -> int:
    known = sum(number for one, number in seen.items() if one != UNKNOWN)
    return max(1, round(MILLION * (seen[code] + ELSE) / (known + ELSE * levels)))


def write_parameters(model: Model) -> None:
    numbers = [f"m = {level.m}\nu = {level.u}" for one in model.comparisons for level in one.levels]
    path = ROOM / "model.toml"
    text = re.sub(r"^m = \d+\nu = \d+$", lambda _: numbers.pop(0), path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def measure_test_set(model: Model) -> list[Quality]:
    labelled = make_labelled(TESTING, children=CHILDREN)
    print(f"{labelled.pupils.height} rows, {len(labelled.pairs)} true pairs")
    engine = Engine.open()
    try:
        return measure(labelled, model, engine, THRESHOLDS)
    finally:
        engine.close()


def write_curve(points: list[Quality]) -> None:
    """The points below the words that stand at the head of the file."""
    labelled = make_labelled(TESTING, children=CHILDREN)
    path = ROOM / "curve.toml"
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    told = f'[set]\nseed = "{TESTING}"\nrows = {labelled.pupils.height}\npairs = {len(labelled.pairs)}\n'
    body = [
        f"[[point]]\nevidence = {one.evidence}\nright = {one.right}\nwrong = {one.wrong}\nmissed = {one.missed}\n"
        for one in points
    ]
    path.write_text("\n".join([*head, "", told, *body]), encoding="utf-8")


def print_quality(points: list[Quality]) -> None:
    print("evidence  right  wrong  missed  precision  recall")
    for one in points:
        counts = f"{one.evidence:>8} {one.right:>6} {one.wrong:>6} {one.missed:>7}"
        print(f"{counts} {one.precision:>10.4f} {one.recall:>7.4f}")


def write_page_of(points: list[Quality]) -> Path:
    """The curve and its table as one offline page."""
    labels = Labels(Rulebook.load().labels("vi"))
    threshold = read_model().threshold
    rows = [
        (one.evidence, one.right, one.right + one.wrong, one.right, one.right + one.missed, one.evidence == threshold)
        for one in points
    ]
    frame = pl.DataFrame(rows, schema=CURVE, orient="row").with_columns(pl.col("is_threshold").cast(pl.Int64))
    title = labels("view.link_curve")
    shown = Show(labels).chart(threshold_curve(frame, labels), twin=frame, title=title)
    output = {"output_type": "display_data", "data": shown._repr_mimebundle_()}
    RESULTS.mkdir(exist_ok=True)
    notebook = {"cells": [{"cell_type": "code", "outputs": [output]}]}
    return write_page(notebook, RESULTS / "linkage.html", labels=labels, title=title)


SIZE = 100_000


def ratios(scale: Scale) -> list[Ratio]:
    """The comparison of so many children against a bare join of all who share a day of birth."""
    children = scale.less(SIZE, 300)
    ours, bare = take(compare_children, children), take(join_children, children)
    return [of_seconds("compare_vs_join", ours.told["cpu"], bare.told["cpu"], taken=ours)]


def compare_children(children: int) -> dict[str, float]:
    """Rows, candidates, pairs told, and the CPU seconds of comparing once the rows were made."""
    labelled = make_labelled("do", children=children)
    begun = time.process_time()
    rows, pairs = compare(labelled.pupils, read_model())
    engine = Engine.open()
    told = told_pairs(rows, pairs, engine)
    engine.close()
    cpu = time.process_time() - begun
    return {"cpu": cpu, "rows": rows.height, "candidates": pairs.height, "told_pairs": told.height}


def join_children(children: int) -> dict[str, float]:
    """How many pairs share a day of birth, and the CPU seconds of joining them."""
    days = make_labelled("do", children=children).pupils.select("birth_date")
    begun = time.process_time()
    pairs = days.lazy().join(days.lazy(), on="birth_date").select(pl.len()).collect().item()
    return {"cpu": time.process_time() - begun, "pairs": pairs}


if __name__ == "__main__":
    main()

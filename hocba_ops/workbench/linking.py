"""Rows that may be one child, as tables for the texts of `pair_review`: the whole store is compared, once a day asked.

What a pack or a page needs of a pair: both findings of it carry `Finding.key` = the pair's key and
`Finding.fingerprint` = the digest of both rows; a row of the table `pair_decision` names the two as `pair_key` and
`fingerprint`, with the school that says it. `other_unit_id` is the second school, `due_on` the day to settle it by.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files

import polars as pl

from hocba_ops.linkage import find_pairs, read_data, read_features, read_model, select_linkable
from hocba_ops.reporting.labels import Labels
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.settling import due_frame

ROWS = files("hocba_ops.workbench").joinpath("linked_rows.sql").read_text(encoding="utf-8")
LABEL = {"aspect": pl.String, "level": pl.String, "words": pl.String, "part": pl.Int64}
PARTS = ("same", "differs", "found")
"""Of what the reason of a pair is put together, in this order."""
CURVE = dict.fromkeys(("evidence", "found_right", "found_wrong", "missed", "is_threshold"), pl.Int64)

KEPT = (
    "row_id", "batch_id", "source_file", "sheet", "row_number", "as_of", "school_code", "pupil_code", "name_key",
    "name_text", "given_key", "has_marks", "birth_date", "sex", "mother_key", "father_key", "number", "number_tail",
    "is_sound", "row_key", "row_print",
)  # fmt: skip
"""What the texts of the step need of a row once it was compared."""

Linked = tuple[pl.DataFrame, pl.DataFrame]
"""The rows that were compared, and the pairs found among them."""


def link_tables(
    asking: Asking, linked: dict[tuple[object, ...], Linked], labels: Labels, *, settle_days: int
) -> Mapping[str, pl.DataFrame]:
    """The further tables of `pair_review`; `linked` remembers what was compared for the same day and batches."""
    day = asking.question.as_of
    key = (day, tuple(batch.batch_id for batch in asking.store.current()))
    if key not in linked:
        linked[key] = _compare(asking)
    rows, pairs = linked[key]
    return {
        "pupil_key": rows,
        "linked_pair": pairs,
        "settle_due": due_frame(rows["as_of"].unique(), asking.plan, settle_days=settle_days),
        "pair_label": label_frame(labels, settle_days=settle_days),
        "link_curve": curve_frame(),
    }


def label_frame(labels: Labels, *, settle_days: int) -> pl.DataFrame:
    """The words for each way in which two rows agree or differ: labels `pair.<part>.<aspect>.<level>`; and a note."""
    note = ("note", "settle_days", labels("note.settle_days", days=settle_days), len(PARTS))
    return pl.DataFrame([*_label_rows(labels), note], schema=LABEL, orient="row")


def curve_frame() -> pl.DataFrame:
    """How sure each amount of evidence is on the labelled set, and which of them is the threshold in use."""
    threshold = read_model().threshold
    points = [
        (one["evidence"], one["right"], one["wrong"], one["missed"], int(one["evidence"] == threshold))
        for one in read_data("curve.toml")["point"]
    ]
    return pl.DataFrame(points, schema=CURVE, orient="row")


def _compare(asking: Asking) -> Linked:
    rows = select_linkable(read_features(asking.engine.run(ROWS, asking.tables, {"as_of": asking.question.as_of})))
    return rows.select(KEPT), find_pairs(rows, read_model())


def _label_rows(labels: Labels) -> Iterator[tuple[str, str, str, int]]:
    for key, words in sorted(labels.texts.items()):
        family, _, rest = key.partition(".")
        if family == "pair" and rest.count(".") == 2:
            part, aspect, level = rest.split(".")
            yield aspect, level, words, PARTS.index(part)

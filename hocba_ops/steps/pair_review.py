"""Pair review: rows of the pupil lists that may be one child, each with the two schools that must settle it.

Source: KH 290/KH-GDĐT, IV.3 (rà soát dữ liệu nhân thân); a pair is a question to two schools and never merged here.
"""

from collections.abc import Mapping

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted
from hocba_ops.tables.measures import measures
from hocba_ops.tables.review import findings, in_order

ASPECTS = ("name", "birth", "sex", "parents", "number", "history", "schools", "answered", "found_by")
"""What the reason of a pair tells of, in this order within each part: what agrees, what differs, how it was found."""
PARTS = range(3)
CERTAIN = 1000
"""A score is told in thousandths; this one would be certainty."""


def answer(rows: Rows, question: Question) -> Answer:
    """A finding at each of the two rows of a pair that is not settled, and the pairs settled over all pairs.

    `rows["pair_review"]`: one row a side of a pair, with the level that each comparison reached. Both sides share the
    finding's key and fingerprint. The unit's own measure counts a pair once, a school's every pair that it is part of.
    """
    sides = rows["pair_review"].with_columns(_reasons(rows["pair_review"], rows["pair_word"]))
    found = findings(sides, question.rules, as_of=question.as_of, value="pair_number")
    settled = measures(rows["pair_settled"], "pair.settled", counted=Counted.PAIRS, as_of=question.as_of)
    return question.answered(
        STEP.name,
        measures=tuple(settled),
        findings=in_order(found),
        frames={"pairs": rows["pair_schools"], "link_curve": rows["pair_curve"]},
        notes=tuple(rows["pair_word"].filter(pl.col("aspect") == "note")["words"]),
    )


def _reasons(sides: pl.DataFrame, words: pl.DataFrame) -> pl.Series:
    """Why each row is in a pair, as one sentence of the words for its levels."""
    told = {(aspect, level): (text, part) for aspect, level, text, part in words.iter_rows()}
    rows = sides.select(*ASPECTS, "score").iter_rows(named=True)
    return pl.Series("reason", [_sentence(row, told) for row in rows], pl.String)


def _sentence(row: Mapping[str, object], told: Mapping[tuple[str, str], tuple[str, int]]) -> str:
    said = [told[key] for name in ASPECTS if (key := (name, str(row[name]))) in told]
    score = {"score": row["score"], "most": CERTAIN}
    parts = [", ".join(text.format(**score) for text, of in said if of == part) for part in PARTS]
    sentence = "; ".join(part for part in parts if part)
    return f"{sentence[:1].upper()}{sentence[1:]}."


STEP = Step(
    name="pair_review",
    texts=(
        "pair_exact",
        "pair_found",
        "pair_state",
        "pair_review",
        "pair_settled",
        "pair_schools",
        "pair_word",
        "pair_curve",
    ),
    needs=("pupil",),
    headline=("pair.settled",),
    answer=answer,
    rules="HB-CN-",
)

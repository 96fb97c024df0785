"""The evidence ladder: of the cards that schools say are signed, how many their files prove, rung by rung.

Source: KH 290/KH-GDĐT, II.3.3 and IV.3 (what must be signed until when); Luật Giao dịch điện tử 2023 (what a digital
signature is worth). What is not looked at yet is not proved: it stays in the denominator.
"""

from collections.abc import Iterator

import polars as pl

from hocba_ops.domain.identity import mask
from hocba_ops.domain.sampling import Stratum, limits
from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import findings, in_order

PROOF = ("present", "intact", "unchanged", "rightful", "sealed")
"""The rungs that files carry a card to; `rightful`: the right person in the right role on that date."""
RUNGS = (*PROOF, "issued", "received", "locked")
BEFORE = {
    "asked": "before_asked",
    "present": "before_present",
    "intact": "before_intact",
    "unchanged": "before_unchanged",
    "rightful": "before_rightful",
    "sealed": "before_sealed",
    "issued": "before_issued",
    "received": "before_received",
    "locked": "before_locked",
}
"""The columns of cards that stop before a rung."""
PEOPLE = {"gvcn": "homeroom_signer", "hieu_truong": "head_signer"}


def answer(rows: Rows, question: Question) -> Answer:
    """Measures of each rung over the claimed cards and over the pupils who must have one; findings; lists in counts.

    `rows["evidence"]`: one row a pupil who must have a card, each rung only where the one before is reached.
    """
    counted = _counted(rows["evidence"], ["school_code", "grade"])
    parts = [
        *_ratios(counted, "evidence.claimed", "claimed", "expected", Counted.PUPILS, question),
        *_ratios(counted, "evidence.asked", "asked", "claimed", Counted.CARDS, question),
        *_rungs(counted, question),
        *_ratios(counted, "evidence.pupils_rightful", "rightful", "expected", Counted.PUPILS, question),
        *_ratios(counted, "evidence.pupils_locked", "locked", "expected", Counted.PUPILS, question),
    ]
    told = rows["evidence_finding"].filter(pl.col("code").is_in(list(question.rules)))
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(parts, question.unit_id)),
        findings=in_order(findings(told, question.rules, as_of=question.as_of, value="said")),
        frames=_frames(rows, question.schools),
    )


def _counted(cards: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """By school and grade: pupils who must have a card, cards claimed and asked for, and cards on each rung."""
    sums = [pl.col(f"is_{name}").sum().cast(pl.Int64).alias(name) for name in ("claimed", "asked", *RUNGS)]
    return cards.group_by(by).agg(pl.len().cast(pl.Int64).alias("expected"), *sums).sort(by)


def _rungs(counted: pl.DataFrame, question: Question) -> Iterator[Measure]:
    for name in RUNGS:
        yield from _ratios(counted, f"evidence.{name}", name, "claimed", Counted.CARDS, question)


def _ratios(
    rows: pl.DataFrame, name: str, numerator: str, denominator: str, counted: Counted, question: Question
) -> list[Measure]:
    return measures(
        rows,
        name,
        counted=counted,
        as_of=question.as_of,
        numerator=numerator,
        denominator=denominator,
        by=("grade",),
    )


def _frames(rows: Rows, schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    named = schools.select("school_code", "school_name")
    cards = rows["evidence"]
    lost = _lost(cards)
    return {
        "evidence_claim": named.join(_counted(cards, ["school_code"]), on="school_code").sort("school_code"),
        "evidence_between": _between(lost, ["school_code", "grade"], named),
        "evidence_signer": _signers(cards, named),
        "evidence_sample": _estimates(rows["evidence_sample"]),
        "evidence_sample_school": _school_estimates(rows["evidence_sample"], named),
    }


def _lost(cards: pl.DataFrame) -> pl.DataFrame:
    """The claimed cards with the first rung that each misses; those that reach the last one are left out."""
    first = pl.coalesce(*(pl.when(pl.col(f"is_{name}") == 0).then(pl.lit(name)) for name in BEFORE))
    return cards.filter(pl.col("is_claimed") == 1).with_columns(lost=first).filter(pl.col("lost").is_not_null())


def _between(lost: pl.DataFrame, by: list[str], named: pl.DataFrame) -> pl.DataFrame:
    """How many claimed cards stop before each rung, by school and grade."""
    sums = [(pl.col("lost") == name).sum().cast(pl.Int64).alias(column) for name, column in BEFORE.items()]
    return named.join(lost.group_by(by).agg(sums), on="school_code").sort(by)


def _signers(cards: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """By signer as the register has them, masked: cards claimed, proved, and of those asked for what is in the way."""
    parts = [_of_role(cards.filter(pl.col("is_claimed") == 1), role, column) for role, column in PEOPLE.items()]
    found = named.join(pl.concat(parts), on="school_code").sort("school_code", "signing_role", "signer_code")
    shown = [mask(code or "") for code in found["signer_code"]]
    return found.with_columns(signer=pl.Series(shown, dtype=pl.String)).select(
        "school_code", "school_name", "signing_role", "signer", "claimed", "asked", "rightful", "own_fault"
    )


def _of_role(claimed: pl.DataFrame, role: str, column: str) -> pl.DataFrame:
    own = (pl.col("is_present") == 1) & (pl.col("fault_role") == role)
    sums = [pl.col(f"is_{name}").sum().cast(pl.Int64).alias(name) for name in ("claimed", "asked", "rightful")]
    rows = claimed.group_by("school_code", pl.col(column).alias("signer_code")).agg(
        *sums, own.fill_null(value=False).sum().cast(pl.Int64).alias("own_fault")
    )
    return rows.with_columns(signing_role=pl.lit(role))


def _estimates(samples: pl.DataFrame) -> pl.DataFrame:
    """What the newest samples say of all claimed cards of the drawn schools, rung by rung; whole numbers of cards."""
    told = [_estimate(samples, name) for name in PROOF] if samples.height else []
    schema = {"measure": pl.String, **dict.fromkeys(("population", "drawn", "proved", "low", "high"), pl.Int64)}
    return pl.DataFrame(told, schema=schema, orient="row")


def _estimate(samples: pl.DataFrame, rung: str) -> tuple[object, ...]:
    low, high = limits(list(_strata(samples, rung)))
    whole = [int(samples[name].sum()) for name in ("population", "drawn", rung)]
    return (f"evidence.{rung}", *whole, low, high)


def _school_estimates(samples: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """The same for each school by itself, of the signatures by the right people."""
    bounds = [limits([one]) for one in _strata(samples, "rightful")]
    rows = samples.select("school_code", "population", "drawn", pl.col("rightful").alias("proved")).with_columns(
        low=pl.Series([low for low, _ in bounds], dtype=pl.Int64),
        high=pl.Series([high for _, high in bounds], dtype=pl.Int64),
    )
    return named.join(rows, on="school_code").sort("school_code")


def _strata(samples: pl.DataFrame, rung: str) -> Iterator[Stratum]:
    for population, drawn, proved in samples.select("population", "drawn", rung).rows():
        yield Stratum(population, drawn, proved)


STEP = Step(
    name="evidence",
    texts=("evidence", "evidence_finding", "evidence_sample"),
    needs=("card",),
    headline=("evidence.rightful", "evidence.sealed", "evidence.locked"),
    answer=answer,
    rules="HB-CC-",
)

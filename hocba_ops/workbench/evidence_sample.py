"""The cards that schools of a unit say are signed, and a sample drawn from them where nobody can verify all."""

from datetime import date

import polars as pl

from hocba_ops.domain.sampling import allocate, draw
from hocba_ops.errors import BadParameter, NothingLoaded, ParameterProblem
from hocba_ops.registry.lock import Locks
from hocba_ops.steps import STEPS
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.evidence_rows import Drawn, Sample
from hocba_ops.workbench.locked_rows import lock_tables

STEP = "evidence"


def claimed_cards(bench: Workbench, *, unit: str, school_year: str, day: date) -> pl.DataFrame:
    """The cards that count as claimed, as the ladder counts them: school_code (of the issuing school), card_id.

    Raises `BadParameter` for an unknown unit, `NothingLoaded` where no register is known.
    """
    bench.check(STEP, unit=unit, school_year=school_year, as_of=day.isoformat())
    question, tree = bench.question(unit, school_year, day), bench.tree(day)
    asking = Asking(
        store=bench.store,
        engine=bench.engine,
        rulebook=bench.rulebook,
        question=question,
        lineage=tree.lineage(unit, day),
        actors=pl.DataFrame(),
        calendar=pl.DataFrame(),
        events=bench.ledger.paths(),
    )
    locks = Locks(bench.settings.path(bench.settings.registry), bench.ledger)
    rows = asking.rows(STEPS[STEP], lock_tables(locks, bench.rulebook))[STEP]
    claimed = rows.filter((pl.col("is_claimed") == 1) & pl.col("card_id").is_not_null())
    return claimed.select("issuing_code", "card_id").rename({"issuing_code": "school_code"})


def draw_sample(bench: Workbench, claimed: pl.DataFrame, number: int, *, unit: str, day: date) -> Sample:
    """A sample over the schools in proportion, at least one card a school; the same for the same unit and day.

    Raises `NothingLoaded` when no card is claimed, `BadParameter` for fewer cards than schools.
    """
    schools = {school: group["card_id"].to_list() for (school,), group in claimed.group_by("school_code")}
    if not schools:
        raise NothingLoaded([bench.labels("table.card")], day.strftime("%d/%m/%Y"))
    if number < len(schools):
        raise BadParameter("sample", number, ParameterProblem.SAMPLE_TOO_SMALL, near=[str(len(schools))])
    share = allocate({school: len(cards) for school, cards in schools.items()}, number)
    drawn = [
        Drawn(card, school, len(cards))
        for school, cards in sorted(schools.items())
        for card in draw(cards, share[school], seed=f"{unit}\0{day.isoformat()}\0{school}")
    ]
    return Sample(f"{unit}/{day.isoformat()}/{number}", {one.card_id: one for one in drawn})

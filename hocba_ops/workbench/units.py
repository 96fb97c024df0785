"""The units of a workspace: the rulebook's offices, and the schools that its school lists name."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from hocba_ops.domain.org_unit import UnitKind, UnitTree
from hocba_ops.rulebook import Plan, Rulebook
from hocba_ops.rulebook.calendar import Deadline
from hocba_ops.store import Batch, Relation, Store
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema
from hocba_ops.tables.schools import school_parentages, school_units
from hocba_ops.workbench.school_naming import SchoolDirectory

ACTOR = {"actor_id": pl.String, "actor_kind": pl.String, "is_in_plan": pl.Int64}


def school_rows(store: Store, name: str, day: date) -> pl.DataFrame:
    """The rows of a school table as known on a day, as the store holds them."""
    table = TABLES[name]
    relation = store.relation(table, as_of=day)
    if not relation.paths:
        return build_schema(table).to_frame()
    rows = pl.concat([pl.read_parquet(path) for path in relation.paths])
    return rows if relation.keep is None else rows.join(relation.keep, on=["batch_id", "school_code"], how="semi")


def read_directory(store: Store) -> SchoolDirectory:
    """The schools that the lists in the store name, with the communes that they answer to."""
    return SchoolDirectory().extended(*(school_rows(store, name, date.max) for name in ("school", "school_parent")))


def unknown_codes(relation: Relation, tree: UnitTree) -> set[str]:
    """School codes that no school list knows, in the files that still count for some school that one does know."""
    counted = [(batch.batch_id, code) for batch in relation.batches for code in _codes(batch)]
    kept = counted if relation.keep is None else relation.keep.rows()
    alive = {batch for batch, code in kept if code in tree.units}
    return {code for batch, code in kept if code and code not in tree.units and batch in alive}


def _codes(batch: Batch) -> tuple[str | None, ...]:
    return tuple(code for table in batch.tables for code in table.schools)


def read_tree(rulebook: Rulebook, store: Store, day: date) -> UnitTree:
    """The tree of units as the school lists known on a day draw it."""
    schools = school_rows(store, "school", day)
    parents = school_rows(store, "school_parent", day)
    successions = school_rows(store, "school_succession", day)
    return rulebook.unit_tree(school_units(schools, successions), school_parentages(parents))


def actor_frame(tree: UnitTree, plan: Plan | None, unit_id: str, schools: pl.DataFrame) -> pl.DataFrame:
    """Who has to act under a plan: each school asked about, and for an office's question the offices too."""
    if plan is None:
        return pl.DataFrame(schema=ACTOR)
    kinds = plan.scope.school_kinds
    known = schools.filter(pl.col("is_known_school") == 1).select("school_code", "school_kind").rows()
    rows = [(code, "school", int(kind in kinds)) for code, kind in known]
    if tree.unit(unit_id).kind != UnitKind.TRUONG:
        above = tree.answers_to(plan.unit, min(duty.last_day for duty in plan.duties))
        rows += [(plan.unit, "office", 1), *([(above.id, "so_gddt", 1)] if above else [])]
    return pl.DataFrame(rows, schema=ACTOR, orient="row")


def calendar_frame(
    tree: UnitTree, plan: Plan | None, schools: Sequence[str], titles: Mapping[int, str]
) -> pl.DataFrame:
    """The duties of a plan against the calendar, and the offices that answer for the schools on each last day."""
    rows = [
        {
            "duty": duty.id,
            "phase": titles.get(duty.phase or 0),
            "title": duty.title,
            "grades": ", ".join(str(grade) for grade in duty.grades) or None,
            "evidence": duty.evidence.kind,
            "named_day": duty.named_day,
            "last_day": duty.last_day,
            "weekday": Deadline(duty.last_day).weekday,
            "work_by": Deadline(duty.last_day).work_by,
            "answers_to_name": answering(tree, schools, duty.last_day),
        }
        for duty in (plan.duties if plan else ())
    ]
    schema = {
        "duty": pl.String,
        "phase": pl.String,
        "title": pl.String,
        "grades": pl.String,
        "evidence": pl.String,
        "named_day": pl.Date,
        "last_day": pl.Date,
        "weekday": pl.Int64,
        "work_by": pl.Date,
        "answers_to_name": pl.String,
    }
    return pl.DataFrame(rows, schema=schema)


def answering(tree: UnitTree, schools: Sequence[str], day: date) -> str | None:
    """The offices that answer for the schools on a day, each once, in order of their ids."""
    offices = {office.id: office.short_name for school in schools if (office := tree.answers_to(school, day))}
    return "; ".join(offices[one] for one in sorted(offices)) or None

"""What the store, the ledger and the rulebook hold of every pupil who must have a học bạ: the matter of records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import groupby
from typing import Any

import polars as pl

from hocba_ops.domain.org_unit import UnitKind, UnitTree
from hocba_ops.rulebook.address_frames import address_unit_frame
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.bench import Workbench

TEXTS = {name: f"issue_{name}.sql" for name in ("pupil", "item", "score", "term")}
Row = Mapping[str, Any]
Pupil = tuple[str, str]
"""School code and pupil code."""


@dataclass(frozen=True, slots=True)
class SchoolPlace:
    """Where a school stands on a day: its commune, province and Sở, by name and code, as far as the units tell."""

    commune: str = ""
    commune_code: str = ""
    province: str = ""
    province_code: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """The matter of records: a row a pupil, and by pupil the rows of subjects, scores and terms."""

    pupils: tuple[Row, ...]
    rows: Mapping[str, Mapping[Pupil, tuple[Row, ...]]]
    places: Mapping[str, SchoolPlace]

    def of(self, name: str, pupil: Row) -> tuple[Row, ...]:
        """The rows of a text (`item`, `score`, `term`) about a pupil."""
        return self.rows[name].get((pupil["school_code"], pupil["pupil_code"]), ())


def read_matter(bench: Workbench, unit: str, school_year: str, day: date) -> Matter:
    """Everything that is known of the pupils of a unit as of a day, in the order of schools, grades and classes."""
    question = bench.question(unit, school_year, day)
    tree = bench.tree(day)
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
    found = {name: bench.engine.run(_text(file), asking.tables, asking.parameters()) for name, file in TEXTS.items()}
    schools, provinces = question.schools["school_code"].to_list(), provinces_on(bench, day)
    return Matter(
        tuple(found["pupil"].iter_rows(named=True)),
        {name: _by_pupil(found[name]) for name in ("item", "score", "term")},
        {code: place_of(tree, code, day, provinces) for code in schools},
    )


def place_of(tree: UnitTree, school: str, day: date, provinces: Mapping[str, str]) -> SchoolPlace:
    """Commune, province and Sở of a school on a day; what no unit tells stays empty. `provinces`: names by code."""
    above = [one for name in tree.lineage(school, day) if tree.exists_on(name, day) and (one := tree.unit(name))]
    kinds = {unit.kind: unit for unit in reversed(above)}
    commune, office = kinds.get(UnitKind.XA), kinds.get(UnitKind.SO)
    code = office.code or "" if office else ""
    return SchoolPlace(
        commune=commune.short_name if commune else "",
        commune_code=commune.code or "" if commune else "",
        province=provinces.get(code, ""),
        province_code=code,
        office=office.name if office else "",
    )


def provinces_on(bench: Workbench, day: date) -> dict[str, str]:
    """The names of the provinces that stood on a day, by code."""
    began = pl.col("valid_from").is_null() | (pl.col("valid_from") <= day)
    lasts = pl.col("valid_to").is_null() | (pl.col("valid_to") >= day)
    units = address_unit_frame(bench.rulebook.identity).filter((pl.col("level") == "province") & began & lasts)
    return dict(units.unique("code", keep="first", maintain_order=True).select("code", "name").rows())


def _by_pupil(rows: pl.DataFrame) -> dict[Pupil, tuple[Row, ...]]:
    listed = groupby(rows.iter_rows(named=True), key=lambda row: (row["school_code"], row["pupil_code"]))
    return {pupil: tuple(group) for pupil, group in listed}


def _text(file: str) -> str:
    return files("hocba_ops.workbench").joinpath(file).read_text(encoding="utf-8")

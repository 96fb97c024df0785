"""The classes of the cutoff once more, as somebody at home in pandas would count them from the same files.

The rules are those of `cutoff.sql` and of the shapes that it reads, on the same columns of the same Parquet; schools
that ended or took over another are left out, for the ground has none. Grouped and merged, nowhere looped over rows.
"""

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from benchmarks.scale import SCHOOL_YEAR, unit
from hocba_ops.domain.school_year import GRADES, Level
from hocba_ops.engine import Shape
from hocba_ops.rulebook.frames import deadline_frame
from hocba_ops.steps import text_of
from hocba_ops.store import Store
from hocba_ops.tables import TABLES
from hocba_ops.workbench import Workbench

PUPIL = ["school_code", "pupil_code", "grade", "pupil_status", "source_file", "sheet", "row_number"]
CARD = [
    "school_code", "pupil_code", "card_id", "version", "state", "homeroom_signed_at", "head_signed_at", "sealed_at",
    "issued_at", "sent_at", "withdrawn_at", "content_hash", "source_file", "sheet", "row_number",
]  # fmt: skip
RECEIPT = [
    "school_code", "card_id", "version", "receipt_state", "content_hash", "received_at", "source_file", "sheet",
    "row_number",
]  # fmt: skip
RESULT = ["school_code", "pupil_code", "is_completed"]
KEYS = ["school_code", "pupil_code"]
GONE = ("thu_hoi", "da_thay_the", "huy_bo")
PRIMARY = GRADES[Level.TIEU_HOC]


def count_classes(folder: Path, day: date) -> Mapping[str, Any]:
    """How many rows of the roster are in each class, by pandas."""
    asked = Workbench.open(folder).question(unit(), SCHOOL_YEAR, day)
    schools = asked.schools.select("school_code", "school_kind", "is_known_school", "is_counted").to_pandas()
    store = Store.open(folder / "store")
    roster = _roster(_read(store, "pupil", PUPIL, day), schools)
    state = roster.merge(_cards(store, day), on=KEYS, how="left").merge(_results(store, day), on=KEYS, how="left")
    deadlines = _deadlines(folder, day)
    late = state["received_at"].dt.normalize() > state["grade"].map(deadlines)
    classes = pd.Series(np.select(*_choices(state, late), default="noi_dung_khac"))
    return {"classes": _told(classes.value_counts().to_dict())}


def count_by_texts(folder: Path, day: date) -> Mapping[str, Any]:
    """The same by the texts of the step, counted where they run; `asked`: CPU seconds once the workbench was open."""
    bench = Workbench.open(folder)
    asking = bench._asking(bench.tree(day), bench.question(unit(), SCHOOL_YEAR, day))
    tables = {**asking.tables, "cutoff": Shape(text_of("cutoff"))}
    before = time.process_time()
    rows = bench.engine.run(text_of("cutoff_count"), tables, asking.parameters())
    asked = time.process_time() - before
    bench.engine.close()
    sums = rows.group_by("cutoff_class").agg(pl.col("roster_rows").sum())
    return {"asked": asked, "classes": _told(dict(sums.iter_rows()))}


def _told(counts: Mapping[str, int]) -> str:
    return " ".join(f"{name}:{size}" for name, size in sorted(counts.items()) if size)


def _read(store: Store, table: str, columns: list[str], day: date) -> pd.DataFrame:
    """The rows of a table that count as of a day."""
    relation = store.relation(TABLES[table], as_of=day)
    named = columns if relation.keep is None else [*columns, "batch_id"]
    rows = pd.concat([pd.read_parquet(path, columns=named) for path in relation.paths], ignore_index=True)
    if relation.keep is None:
        return rows
    return rows.merge(relation.keep.to_pandas(), on=["batch_id", "school_code"]).drop(columns="batch_id")


def _roster(pupils: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    counted = schools[(schools["is_counted"] == 1) & (schools["is_known_school"] == 1)]
    rows = pupils.merge(counted, on="school_code")
    rows["is_gone"] = rows["pupil_status"].isin(["chuyen_di", "thoi_hoc"])
    rows = rows.sort_values([*KEYS, "is_gone", "source_file", "sheet", "row_number"])
    is_copy = rows.duplicated(KEYS) & rows["pupil_code"].notna()
    is_outside = (rows["school_kind"] != "tieu_hoc") | ~rows["grade"].isin(list(PRIMARY))
    rows["exclusion"] = np.select(
        [is_outside, rows["pupil_status"] == "chuyen_di", rows["pupil_status"] == "thoi_hoc", is_copy],
        ["ngoai_pham_vi", "chuyen_di", "thoi_hoc", "trung_dong"],
        default="",
    )
    return rows[[*KEYS, "grade", "exclusion"]]


def _cards(store: Store, day: date) -> pd.DataFrame:
    """One row a pupil with a card: the version in use and what the Sở answered to it."""
    held = _read(store, "card", CARD, day)
    live = held[held["withdrawn_at"].isna() & ~held["state"].isin(GONE)]
    cards = live.groupby(KEYS, sort=False)["card_id"].nunique().rename("live_cards").reset_index()
    order = ["version", "row_number", "source_file", "sheet"]
    newest = live.sort_values(order, ascending=False).drop_duplicates(KEYS)
    answers = _read(store, "receipt", RECEIPT, day)
    order = ["received_at", "row_number", "source_file", "sheet"]
    answers = answers.sort_values(order, ascending=False).drop_duplicates(["school_code", "card_id", "version"])
    answers = answers.rename(columns={"content_hash": "received_hash"})
    answers = answers[["school_code", "card_id", "version", "receipt_state", "received_hash", "received_at"]]
    newest = newest.merge(answers, on=["school_code", "card_id", "version"], how="left")
    known = held[KEYS].drop_duplicates().assign(has_card=True)
    known = known[known["pupil_code"].notna()]
    return known.merge(cards, on=KEYS, how="left").merge(newest, on=KEYS, how="left")


def _results(store: Store, day: date) -> pd.DataFrame:
    told = _read(store, "result", RESULT, day)
    told = told[told["is_completed"].notna()]
    return told.groupby(KEYS, sort=False)["is_completed"].max().rename("completed").reset_index()


def _deadlines(folder: Path, day: date) -> Mapping[int, pd.Timestamp]:
    """The last day of each grade, from the rulebook."""
    rulebook = Workbench.open(folder).rulebook
    lineage = rulebook.unit_tree().lineage(unit(), day)
    frame = deadline_frame(rulebook, lineage, SCHOOL_YEAR, PRIMARY)
    return {grade: pd.Timestamp(last) for grade, last in frame.select("grade", "report_by").iter_rows() if last}


def _choices(state: pd.DataFrame, late: pd.Series) -> tuple[list[Any], list[Any]]:
    has = {name: state[f"{name}_at"].notna() for name in ("homeroom_signed", "head_signed", "sealed", "issued", "sent")}
    is_sealed = has["homeroom_signed"] & has["head_signed"] & has["sealed"]
    is_issued, is_received = is_sealed & has["issued"], state["receipt_state"] == "tiep_nhan"
    is_same = is_issued & is_received & (state["content_hash"] == state["received_hash"])
    told = state["completed"].astype("boolean")
    live = state["live_cards"].fillna(0)
    chosen = {
        "trung": live > 1,
        "khop_muon": is_same & late,
        "khop": is_same,
        "danh_gia_bo_sung": ~told.fillna(value=True),
        "khong_tao": state["has_card"].isna(),
        "thu_hoi_chua_thay": live == 0,
        "thieu_ky_gvcn": ~has["homeroom_signed"],
        "thieu_ky_hieu_truong": ~has["head_signed"],
        "thieu_dau": ~is_sealed,
        "chua_ban_hanh": ~is_issued,
        "chua_gui": ~has["sent"] & state["receipt_state"].isna(),
        "so_tu_choi": state["receipt_state"] == "loi",
        "gui_chua_tiep_nhan": ~is_received,
    }
    is_out = state["exclusion"] != ""
    conditions = [is_out, *(one.to_numpy(dtype=bool) for one in chosen.values())]
    return conditions, [state["exclusion"], *chosen]

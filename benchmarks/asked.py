"""A question put to a workbench in a process of its own: what opening it took, what the question, what came of it."""

import argparse
import re
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.scale import SCHOOL_YEAR, unit
from hocba_ops.cli.memory import within_memory
from hocba_ops.steps import STEPS, text_of
from hocba_ops.store import Store
from hocba_ops.tables import TABLES, Answer
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.states import kept_states


def ask(folder: Path, step: str, day: date, *, anew: bool = False, memory: str = "") -> Mapping[str, Any]:
    """A step as a user runs it. `asked`: CPU seconds once the workbench was open; `fingerprint` of the answer."""
    with within_memory(argparse.Namespace(memory=memory)):
        bench = replace(Workbench.open(folder), anew=anew)
    before = time.process_time()
    answer = bench.run(step, unit=unit(), school_year=SCHOOL_YEAR, as_of=day)
    asked = time.process_time() - before
    is_kept = not anew and kept_states(bench, day) is not None
    bench.engine.close()
    return {"asked": asked, "fingerprint": fingerprint(answer), "findings": len(answer.findings), "kept": is_kept}


def ask_bare(folder: Path, step: str, day: date, anew: bool) -> Mapping[str, Any]:
    """What the texts of a step give, shaped as its answer: no explanations, no offices, no opening counted in."""
    bench = replace(Workbench.open(folder), anew=anew)
    question = bench.question(unit(), SCHOOL_YEAR, day)
    before = time.process_time()
    answer = bench.unexplained(STEPS[step], question)
    asked = time.process_time() - before
    bench.engine.close()
    return {"asked": asked, "fingerprint": fingerprint(answer)}


def ask_anew(folder: Path, step: str, day: date) -> Mapping[str, Any]:
    """The same with every state worked out from the batches."""
    return ask(folder, step, day, anew=True)


def ask_capped(folder: Path, step: str, day: date, memory: str) -> Mapping[str, Any]:
    """The same as `hocba --memory` does it."""
    return ask(folder, step, day, memory=memory)


def fingerprint(answer: Answer) -> str:
    """A name for all that an answer says."""
    frames = [(name, frame.rows()) for name, frame in sorted(answer.frames.items())]
    return sha256(repr((answer.measures, answer.findings, frames)).encode()).hexdigest()


def decode(folder: Path, table: str, words: Collection[str], day: date = date.max) -> int:
    """Every value decoded of those columns of a table that are among the words: the least any engine has to do."""
    paths = Store.open(folder / "store").relation(TABLES[table], as_of=day).paths
    return decode_files(paths, words) if paths else 0


def decode_files(paths: Iterable[Path], words: Collection[str]) -> int:
    """The same of some files."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("set enable_progress_bar = false")
        read = connection.read_parquet([str(path) for path in paths], union_by_name=True)
        columns = [column for column in read.columns if column in words]
        sums = ", ".join(f"sum(hash({column}) % 2)" for column in columns)
        return sum(int(value or 0) for value in read.aggregate(sums).fetchall()[0])


def words_of(texts: Iterable[str]) -> set[str]:
    """The words of texts; columns are among them."""
    return set(re.findall(r"\w+", "\n".join(texts)))


def words_of_step(step: str, *shapes: str) -> set[str]:
    """The words of the texts of a step and of some shapes that they read."""
    return words_of([*map(text_of, STEPS[step].texts), *(SHAPES[name] for name in shapes)])


def decode_tables(folder: Path, tables: Collection[str], words: Collection[str], day: date) -> int:
    """The floor of several tables."""
    return sum(decode(folder, table, words, day) for table in tables)

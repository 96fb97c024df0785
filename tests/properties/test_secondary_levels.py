"""The texts about grades 6-12 say what circular 22/2021 says: thousands of random pupils, each computed twice."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import polars as pl
from district import build_district
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties import slow_secondary as slow

AS_OF = date(2025, 5, 31)
PUPILS = 1500
A_FEW = settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
SCORED = ("ngu_van", "toan", "ngoai_ngu_1", "gdcd", "ls_dl", "khtn", "cong_nghe", "tin_hoc")
ELECTIVE = ("ngoai_ngu_2", "tieng_dan_toc")
COMMENT = ("gd_the_chat", "nghe_thuat", "hdtn_hn", "nd_gddp")
BARS = (34, 35, 49, 50, 64, 65, 79, 80, 89, 90)
TERMS = ("hk1", "hk2", "ca_nam")


@dataclass
class Child:
    """A random pupil: what the files say, and what the circular makes of it."""

    code: str
    marks: dict[tuple[str, str], tuple[list[int], int, int]] = field(default_factory=dict)
    tenths: dict[tuple[str, str], int] = field(default_factory=dict)
    levels: dict[tuple[str, str], str] = field(default_factory=dict)
    right_averages: dict[tuple[str, str], int] = field(default_factory=dict)
    conduct: dict[str, str] = field(default_factory=dict)
    absences: int = 0
    is_sound: bool = True


def child(chance: Random, number: int) -> Child:
    """Mostly near the bars of one level; some subjects exempted so that five, six or seven scored ones are left."""
    made = Child(f"79{number:08}")
    scored = [*SCORED, *(name for name in ELECTIVE if chance.random() < 0.3)]
    exempt = set(chance.sample(scored, chance.choice((0, 0, 0, 1, 2, 3))))
    home = chance.randrange(len(BARS))
    for name in scored:
        for term in ("hk1", "hk2"):
            near = home if chance.random() < 0.8 else chance.randrange(len(BARS))
            value = min(100, max(0, BARS[near] + chance.choice((0, 0, 0, 1, -1, 3, 7))))
            if name not in exempt and term == "hk2" and chance.random() < 0.15:
                value = marked(made, name, term, chance)
            made.tenths[name, term] = value
        halves = [Decimal(made.tenths[name, term]) / 10 for term in ("hk1", "hk2")]
        made.tenths[name, "ca_nam"] = int(slow.year_average(*halves) * 10)
        made.right_averages[name, "ca_nam"] = made.tenths[name, "ca_nam"]
        if name in exempt:
            for term in TERMS:
                made.levels[name, term] = "mien"
                del made.tenths[name, term]
            del made.right_averages[name, "ca_nam"]
    for name in COMMENT:
        for term in TERMS:
            made.levels[name, term] = "chua_dat" if chance.random() < 0.08 else "dat"
        made.levels[name, "ca_nam"] = made.levels[name, "hk2"]
    if chance.random() < 0.05 and (name := chance.choice(scored)) not in exempt:
        made.tenths[name, "ca_nam"] += 1 if made.tenths[name, "ca_nam"] < 100 else -1
        made.is_sound = False
    made.conduct = {term: chance.choice((*slow.LEVELS, "tot", "kha")) for term in ("hk1", "hk2")}
    made.absences = chance.choice((0, 3, 44, 45, 46, 60))
    return made


def marked(made: Child, name: str, term: str, chance: Random) -> int:
    """Marks of a subject in the gradebook, ties at x.x5 among them, and the average that they come to."""
    regular = [chance.randrange(0, 101, chance.choice((1, 5, 10))) for _ in range(chance.choice((2, 3, 4)))]
    middle, final = chance.randrange(0, 101, 5), chance.randrange(0, 101, 5)
    made.marks[name, term] = regular, middle, final
    tenths = [Decimal(value) / 10 for value in (*regular, middle, final)]
    value = int(slow.term_average(tenths[:-2], *tenths[-2:]) * 10)
    made.right_averages[name, term] = value
    return value


def rows_of(made: Child, place: int) -> Iterator[dict[str, object]]:
    who = {"school_code": "A", "grade": 9, "class_name": "9A", "pupil_code": made.code, "row_number": place}
    for (name, term), value in made.tenths.items():
        yield {**who, "subject": name, "term": term, "kind": "tb", "tenths": value, "value_text": str(value)}
    for (name, term), level in made.levels.items():
        yield {**who, "subject": name, "term": term, "kind": "tb", "level": level, "value_text": level}
    for (name, term), (regular, middle, final) in made.marks.items():
        told = [*(("tx", at, one) for at, one in enumerate(regular, 1)), ("gk", 1, middle), ("ck", 1, final)]
        for kind, at, one in told:
            mark = {"kind": kind, "place": at, "tenths": one, "value_text": str(one)}
            yield {**who, "subject": name, "term": term, **mark}


def results_of(made: Child, place: int, year: str) -> Iterator[dict[str, object]]:
    """What the file says: the year's level under the narrowest reading, the year's conduct under the first."""
    who = {"school_code": "A", "grade": 9, "class_name": "9A", "pupil_code": made.code, "row_number": place}
    conduct = {**made.conduct, "ca_nam": max(slow.conduct_of_year(made.conduct["hk1"], made.conduct["hk2"]), key=rank)}
    for term in TERMS:
        told = {"conduct": conduct[term], "conduct_text": conduct[term]}
        if term == "ca_nam":
            told |= {"learning": year, "learning_text": year, "absences": made.absences, "is_promoted": True}
        yield {**who, "term": term, **told}


def rank(level: str) -> int:
    return slow.LEVELS.index(level)


def expected_learning(made: Child, term: str) -> set[str] | None:
    scored = {name: Decimal(value) / 10 for (name, of), value in made.tenths.items() if of == term}
    comments = {name: made.levels[name, term] == "dat" for name in COMMENT}
    return slow.learning(scored, comments)


@A_FEW
@given(seed=st.integers(0, 2**32))
def test_every_level_of_random_pupils_is_the_one_that_the_circular_gives(seed):
    chance = Random(seed)
    children = [child(chance, number) for number in range(PUPILS)]
    told = {one.code: sorted(expected_learning(one, "ca_nam") or {"chua_dat"}, key=rank)[0] for one in children}
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        district.add_school("A", kind="thcs")
        district.hand_in(
            AS_OF,
            pupil=[{"school_code": "A", "grade": 9, "pupil_code": one.code} for one in children],
            score=[row for place, one in enumerate(children, 2) for row in rows_of(one, place)],
            secondary_result=[
                row for place, one in enumerate(children, 2) for row in results_of(one, place, told[one.code])
            ],
        )
        rows = district.rows("results_review", as_of=AS_OF)
    kinds = Counter[str]()
    averages = {(pupil, subject, term): value for pupil, subject, term, value in rows["results_average"].select(
        "pupil_code", "subject", "term", "recomputed").rows() if value is not None}  # fmt: skip
    standing = {(pupil, term): rest for pupil, term, *rest in rows["results_standing"].select(
        "pupil_code", "term", "outcome", "narrow", "wide").rows()}  # fmt: skip
    years = rows["results_secondary"].filter(pl.col("term") == "ca_nam")
    result = {row["pupil_code"]: row for row in years.iter_rows(named=True)}
    for one in children:
        kinds.update(compare_terms(one, standing))
        compare_year(one, result[one.code], told[one.code])
    assert averages == {(one.code, *at): value for one in children for at, value in one.right_averages.items()}
    assert kinds["hai cách"] > PUPILS // 100
    assert min(kinds[level] for level in (*slow.LEVELS, "không xếp loại", "chưa đủ")) > 0


def compare_terms(one: Child, standing: dict[tuple[str, str], list[str | None]]) -> Iterator[str]:
    for term in TERMS:
        outcome, narrow, wide = standing[one.code, term]
        right = expected_learning(one, term)
        if term == "ca_nam" and not one.is_sound:
            assert outcome == "chua_du", one
            yield "chưa đủ"
        elif right is None:
            assert (outcome, narrow, wide) == ("khong_xep_loai", None, None), one
            yield "không xếp loại"
        else:
            assert (outcome, [narrow, wide]) == ("xep_loai", [min(right, key=rank), max(right, key=rank)]), (term, one)
            yield "hai cách" if len(right) > 1 else str(narrow)


def compare_year(one: Child, row: dict[str, object], learned: str) -> None:
    right = slow.conduct_of_year(one.conduct["hk1"], one.conduct["hk2"])
    assert {row["conduct_first"], row["conduct_other"]} == right, one
    behaved = max(right, key=rank)
    assert row["is_presence_enough"] == int(one.absences <= 45), one
    if row["is_promotion_judged"]:
        is_promoted = row["is_level_enough"] == 1 and row["is_presence_enough"] == 1
        assert is_promoted == slow.is_promoted(learned, behaved, one.absences), one
    if row["is_award_judged"]:
        year = [Decimal(value) / 10 for (_, term), value in one.tenths.items() if term == "ca_nam"]
        assert row["deserved_award"] == slow.award(learned, behaved, year), one


def test_the_check_case_of_the_circular_gives_its_averages():
    """tx 8, 9; gk 7; ck 8 → 7,9; hk1 7,9 and hk2 8,5 → 8,3 (TT 22/2021, công thức ĐTBmhk, ĐTBmcn)."""
    eight, nine, seven = map(Decimal, (8, 9, 7))
    assert slow.term_average([eight, nine], seven, eight) == Decimal("7.9")
    assert slow.year_average(Decimal("7.9"), Decimal("8.5")) == Decimal("8.3")


def test_a_tie_is_rounded_upwards_and_never_to_the_even_digit():
    told = [str(slow.half_up(Fraction(text))) for text in ("7.25", "7.35", "7.85", "0.05")]
    assert told == ["7.3", "7.4", "7.9", "0.1"]

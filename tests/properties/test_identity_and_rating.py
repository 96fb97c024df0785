"""Rules in SQL say what the words of the domain say: the personal number, and the year rating of TT 27."""

import tempfile
from datetime import date
from pathlib import Path

from district import build_bench, build_district
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_ops.domain.identity import person_id
from tests.properties.slow_reference import year_rating

AS_OF = date(2025, 6, 30)
A_FEW = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
digits = st.text("0123456789", min_size=12, max_size=12)
odd = st.text("0123456789A", min_size=10, max_size=13)
births = st.dates(date(1899, 12, 31), date(2025, 6, 1))
fitting = st.builds(
    lambda born, sex, rest: (f"079{(born.year // 100 - 19) * 2 + (sex == 'nu')}{born:%y}{rest}", sex, born),
    st.dates(date(1900, 1, 1), date(2025, 6, 1)),
    st.sampled_from(person_id.SEXES),
    st.text("0123456789", min_size=6, max_size=6),
)
any_row = st.tuples(digits | odd, st.sampled_from([*person_id.SEXES, None]), births | st.none())


def expected(number: str, sex: str | None, born: date | None) -> set[str]:
    if not person_id.is_valid(number):
        return {"HB-ID-02"}
    if sex is None or born is None:
        return set()
    return set() if person_id.describes(number, sex=sex, birth_year=born.year) else {"HB-ID-03"}


@A_FEW
@given(rows=st.lists(fitting | any_row, min_size=1, max_size=40, unique_by=lambda row: row[0]))
def test_the_rules_about_a_number_agree_with_the_reading_of_the_number(rows):
    pupils = [
        {
            "school_code": "A",
            "grade": 5,
            "pupil_code": f"79{place:08}",
            "person_id": number,
            "sex": sex,
            "birth_date": born,
        }
        for place, (number, sex, born) in enumerate(rows)
    ]
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        district.add_school("A")
        district.hand_in(AS_OF, pupil=pupils)
        findings = district.ask("identity_review", as_of=AS_OF).findings
    told = {(f.row_number, f.code) for f in findings if f.code in ("HB-ID-02", "HB-ID-03")}
    assert told == {(place, code) for place, row in enumerate(rows, start=2) for code in expected(*row)}


@st.composite
def report_cards(draw):
    """A grade, and a level and score for each of its items: mostly good, sometimes exempt, sometimes the lowest."""
    grade = draw(st.integers(1, 5))
    best = draw(st.sampled_from(["T", "T", "TTTTTTTTTH", "TTTTTTTTTTTTTC"]))
    least = draw(st.sampled_from([9, 9, 7, 5, 0]))
    cells = []
    for item in ITEMS[grade]:
        if item.kind == "mon_hoc":
            level = draw(st.sampled_from([*best, *best, "M"]))
        else:
            level = draw(st.sampled_from([letter.replace("H", "Đ") for letter in best]))
        score = draw(st.integers(least, 10)) if item.has_score else None
        cells.append((item, level, score))
    return grade, cells


def _items():
    with tempfile.TemporaryDirectory() as folder:
        assessment = build_bench(Path(folder)).rulebook.assessment
    required = [item for item in assessment.grade_items() if item.is_required]
    return {grade: [item for item in required if item.grade == grade] for grade in range(1, 6)}


ITEMS = _items()


@A_FEW
@given(pupils=st.lists(report_cards(), min_size=1, max_size=8))
def test_the_recomputed_rating_is_the_one_that_the_article_gives(pupils):
    roster, results, items, right = [], [], [], {}
    for place, (grade, cells) in enumerate(pupils, start=2):
        who = {
            "school_code": "A",
            "pupil_code": f"79{place:08}",
            "grade": grade,
            "source_file": "kq",
            "row_number": place,
        }
        roster.append({**who, "pupil_status": "dang_hoc"})
        results.append(who)
        items += [
            {
                **who,
                "kind": item.kind,
                "item": item.item,
                "level": level,
                "level_text": level,
                "score": score,
                "score_text": None if score is None else str(score),
            }
            for item, level, score in cells
        ]
        counted = [(item, level, score) for item, level, score in cells if level != "M"]
        subjects = [level for item, level, _ in counted if item.kind == "mon_hoc"]
        traits = [level for item, level, _ in counted if item.kind != "mon_hoc"]
        scores = [score for _, _, score in counted if score is not None]
        right[place] = year_rating(subjects, traits, scores) if subjects else None
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        district.add_school("A")
        district.hand_in(AS_OF, pupil=roster, result=results, result_item=items)
        rows = district.rows("results_review", as_of=AS_OF)["results_row"]
    assert dict(rows.select("row_number", "recomputed_rating").rows()) == right

"""The forecast of signing against a slow reckoning day by day, and what must hold of it whatever the figures."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.rulebook.calendar import count_working_days, is_working_day
from hocba_ops.steps.signing_forecast import HEAD, HOMEROOM, ROLES, SEAL, Pace, Part, band_of, days_needed, outlook

MANY = settings(deadline=None, max_examples=60)
DAY = date(2025, 5, 29)
SOON, LATER = date(2025, 5, 30), date(2025, 7, 24)
ORDER = st.lists(st.integers(1, 60), min_size=3, max_size=3).map(sorted)
PACES = st.fixed_dictionaries({role: ORDER.map(lambda three: Pace(*three)) for role in ROLES})
CLASSES = st.lists(st.tuples(st.sampled_from([SOON, LATER]), st.integers(0, 120)), max_size=6)
WHOLE = st.fixed_dictionaries({(role, by): st.integers(0, 300) for role in (HEAD, SEAL) for by in (SOON, LATER)})
DUE = st.sampled_from([SOON, LATER])
AS_OF = st.integers(0, 120).map(lambda days: DAY + timedelta(days=days))


def parts_of(classes, whole) -> list[Part]:
    own = [Part(HOMEROOM, f"lớp {number}", by, left) for number, (by, left) in enumerate(classes)]
    return own + [Part(role, None, by, left) for (role, by), left in whole.items()]


def reckon(parts, paces, sign_by, as_of) -> tuple[date, date]:
    """The same band by signing one working day after another until nothing is left."""
    if not any(part.left for part in parts if part.sign_by == sign_by):
        return as_of, as_of
    due = [part for part in parts if part.sign_by <= sign_by]
    piles = {
        HOMEROOM: [part.left for part in due if part.role == HOMEROOM and part.sign_by == sign_by],
        **{role: [sum(part.left for part in due if part.role == role)] for role in (HEAD, SEAL)},
    }
    beside = {role: list(left) for role, left in piles.items()}
    early = as_of
    while any(any(left) for left in beside.values()):
        early = next_working_day(early)
        for role, left in beside.items():
            beside[role] = [max(0, one - paces[role].high) for one in left]
    late = as_of
    for role in ROLES:
        left = list(piles[role])
        while any(left):
            late = next_working_day(late)
            left = [max(0, one - paces[role].low) for one in left]
    return early, late


def next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@MANY
@given(CLASSES, WHOLE, PACES, DUE, AS_OF)
def test_the_band_is_the_one_that_signing_day_by_day_gives(classes, whole, paces, sign_by, as_of):
    parts = parts_of(classes, whole)
    band = band_of(parts, paces, sign_by=sign_by, as_of=as_of)
    assert (band.early, band.late) == reckon(parts, paces, sign_by, as_of)


@MANY
@given(CLASSES, WHOLE, PACES, DUE, AS_OF)
def test_the_early_edge_is_never_behind_the_late_one(classes, whole, paces, sign_by, as_of):
    band = band_of(parts_of(classes, whole), paces, sign_by=sign_by, as_of=as_of)
    assert as_of <= band.early <= band.late


@MANY
@given(CLASSES, WHOLE, PACES, DUE, AS_OF, st.sampled_from(ROLES), st.integers(1, 40))
def test_a_higher_pace_of_anybody_never_finishes_later(classes, whole, paces, sign_by, as_of, role, more):
    parts, slow = parts_of(classes, whole), paces[role]
    faster = paces | {role: Pace(slow.low + more, slow.usual + more, slow.high + more)}
    before, after = (band_of(parts, one, sign_by=sign_by, as_of=as_of) for one in (paces, faster))
    assert after.early <= before.early
    assert after.late <= before.late


@MANY
@given(PACES, DUE, AS_OF)
def test_nothing_left_is_done_on_the_day_itself(paces, sign_by, as_of):
    parts = [Part(role, None, sign_by, 0) for role in ROLES]
    band = band_of(parts, paces, sign_by=sign_by, as_of=as_of)
    assert (band.early, band.late) == (as_of, as_of)
    assert outlook(0, band, sign_by=sign_by, as_of=as_of) == "xong"


@MANY
@given(CLASSES, WHOLE, PACES, AS_OF, st.integers(0, 5), st.integers(1, 50))
def test_more_work_never_finishes_earlier(classes, whole, paces, as_of, which, more):
    parts = parts_of(classes, whole)
    at = which % len(parts)
    added = [
        Part(part.role, part.class_name, part.sign_by, part.left + more * (place == at))
        for place, part in enumerate(parts)
    ]
    before, after = (band_of(one, paces, sign_by=LATER, as_of=as_of) for one in (parts, added))
    assert before.early <= after.early
    assert before.late <= after.late


@MANY
@given(st.integers(0, 10_000), st.integers(1, 500))
def test_the_days_needed_are_the_fewest_that_hold_the_work(left, a_day):
    days = days_needed(left, a_day)
    assert days * a_day >= left
    assert days == 0 or (days - 1) * a_day < left


@MANY
@given(AS_OF, st.integers(-10, 60))
def test_working_days_left_are_those_that_the_calendar_counts(as_of, ahead):
    until = as_of + timedelta(days=ahead)
    days = [as_of + timedelta(days=one) for one in range(1, max(0, ahead) + 1)]
    assert count_working_days(as_of, until) == sum(map(is_working_day, days))

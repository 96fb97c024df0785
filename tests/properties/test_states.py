"""Whatever comes in, in whatever order, for whatever day: kept states are what the batches give, school by school."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hocba_ops.workbench.states import differing_schools, take_states
from tests.district import build_district

SCHOOLS = ("79999901", "79999902", "79999903")
DAYS = tuple(date(2025, month, 10) for month in (5, 6, 7))
HANDED_IN = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.sampled_from(("pupil", "card", "receipt", "exemption", "school_succession")),
        st.sets(st.sampled_from((*SCHOOLS, "79999999")), min_size=1, max_size=2),
        st.integers(min_value=0, max_value=3),
    ),
    min_size=3,
    max_size=9,
)


def rows_of(table: str, school: str, turn: int, day: date) -> list[dict[str, object]]:
    """Some rows of a school; another turn gives other rows."""
    number = range(turn % 2, 2 + turn)
    at = datetime(2025, 5, 1 + turn, 8)
    return {
        "pupil": [
            {"school_code": school, "grade": 1 + one % 5, "pupil_code": f"P{one}", "pupil_status": "dang_hoc"}
            for one in number
        ],
        "card": [
            {
                "school_code": school,
                "pupil_code": f"P{one}",
                "card_id": f"{school}{one}",
                "version": 1,
                "state": "khoi_tao",
                "created_at": at,
                "homeroom_signed_at": at if turn else None,
            }
            for one in number
        ],
        "receipt": [
            {
                "school_code": school,
                "card_id": f"{school}{one}",
                "version": 1,
                "receipt_state": "tiep_nhan",
                "received_at": at,
            }
            for one in number
        ],
        "exemption": [{"school_code": school, "pupil_code": "P1", "valid_from": day, "valid_to": DAYS[turn % 3]}],
        "school_succession": [{"school_code": school, "successor_code": SCHOOLS[turn % 3], "valid_from": day}],
    }[table]


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(handed_in=HANDED_IN)
def test_kept_states_of_every_day_are_what_the_batches_give_whatever_came_in(handed_in):
    with TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        for school in SCHOOLS:
            district.add_school(school)
            named = {"school_code": school, "name": school, "ownership": "cong_lap", "school_kind": "tieu_hoc"}
            district.hand_in(DAYS[0], school=[named])
        for place, (day, table, schools, turn) in enumerate(handed_in):
            rows = [row for one in sorted(schools) for row in rows_of(table, one, turn, day)]
            placed = [{**row, "source_file": f"{place}.xlsx", "row_number": at} for at, row in enumerate(rows, start=6)]
            district.hand_in(day, **{table: placed})
            if place % 3 == 2 or place == len(handed_in) - 1:
                bench = replace(district.bench, trees={})
                for asked in DAYS:
                    assert differing_schools(bench, take_states(bench, asked).snapshot) == []

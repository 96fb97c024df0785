"""Schools merged, split or given a new code: what is open goes to the heir, what was issued stays as it is."""

from datetime import date

import polars as pl
import pytest

from hocba_ops.domain.hoc_ba import State
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.replay import Heir, sift
from hocba_ops.workbench.registering import read_heirs
from hocba_ops.workbench.unit_listing import list_units
from tests.spoken import moment

MERGED = date(2025, 7, 15)
CHANGE = {"succession": "sap_nhap", "succession_text": "Sáp nhập", "decision_number": "45/QĐ-UBND"}


@pytest.fixture
def merged(spec):
    """School A of ward Tân Định is merged into school B of ward Sài Gòn on 15/7/2025; each has a pupil with a card."""
    spec.schools("""
        trường | phường
        A      | phuong-tan-dinh
        B      | phuong-sai-gon
    """)
    change = {"school_code": "A", "successor_code": "B", "valid_from": MERGED, **CHANGE}
    spec.district.hand_in(date(2025, 7, 10), school_succession=[change])
    spec.pupils("trường | khối | học sinh\nA | 1 | an\nB | 1 | bình", as_of="16/05/2025")
    spec.cards(
        """
        học sinh | tới bước    | ngày
        an       | đã ban hành | 20/06/2025
        bình     | đã tạo      | 20/06/2025
        """,
        as_of="30/06/2025",
    )
    return spec


def issued(answer, unit: str) -> list[tuple[int, int]]:
    found = [m for m in answer.measures if (m.name, m.unit_id, m.group) == ("card.issued", unit, ())]
    return [(m.numerator, m.denominator) for m in found]


def test_until_the_heir_hands_in_a_list_the_ended_school_counts_where_the_heir_is(merged):
    """KH 290/KH-GDĐT, IV.3.2: hạn 25/7 và 15/8 vẫn chạy; việc còn mở của trường đã sáp nhập do trường nhận làm."""
    before = merged.ask("coverage", as_of="14/07/2025", unit="phuong-tan-dinh")
    assert issued(before, "phuong-tan-dinh") == [(1, 1)]
    after = merged.ask("coverage", as_of="16/07/2025", unit="phuong-sai-gon")
    assert issued(after, "phuong-sai-gon") == [(1, 2)]
    assert issued(merged.ask("coverage", as_of="16/07/2025"), "quan-1") == [(1, 2)]
    offices = dict(after.frames["by_school"].select("school_code", "answers_to_name").rows())
    assert offices == {"A": "Phường Sài Gòn", "B": "Phường Sài Gòn"}


def test_once_the_heir_lists_the_pupil_the_card_counts_for_it_and_the_total_stays(merged):
    """Học bạ đã ban hành giữ trường ban hành; em nay học trường nào thì tính cho trường ấy, không đếm hai lần."""
    merged.pupils("trường | khối | học sinh\nB | 1 | an\nB | 1 | bình", as_of="01/08/2025")
    answer = merged.ask("coverage", as_of="01/08/2025")
    assert issued(answer, "quan-1") == issued(answer, "B") == [(1, 2)]
    assert issued(answer, "A") == []
    (row,) = answer.frames["issued_under"].to_dicts()
    assert (row["school_code"], row["holder_code"], row["issued"]) == ("A", "B", 1)
    assert (row["office_then"], row["office_now"]) == ("quan-1", "phuong-sai-gon")
    classes = merged.classes(as_of="01/08/2025")
    assert [row["học sinh"] for row in classes.rows] == ["an", "bình"]
    assert not any("thua" in m.name and m.numerator for m in merged.ask("cutoff", as_of="01/08/2025").measures)


def test_a_pupil_whom_no_heir_lists_is_not_lost_while_one_list_is_still_to_come(spec):
    """Trường chia hai: danh sách của một trường mới đã về, em đi trường kia vẫn còn ở danh sách cũ."""
    spec.schools("trường\nA\nB\nC")
    changes = [
        {"school_code": "A", "successor_code": heir, "valid_from": MERGED, **CHANGE, "succession": "chia_tach"}
        for heir in "BC"
    ]
    spec.district.hand_in(MERGED, school_succession=changes)
    spec.pupils("trường | học sinh\nA | an\nA | bình", as_of="16/05/2025")
    spec.pupils("trường | học sinh\nB | an", as_of="20/07/2025")
    expected = [(row["trường"], row["phải có"]) for row in spec.coverage(as_of="25/07/2025", per="trường").rows]
    assert expected == [("A", "1"), ("B", "1")]
    spec.pupils("trường | học sinh\nC | chi", as_of="28/07/2025")
    expected = [(row["trường"], row["phải có"]) for row in spec.coverage(as_of="01/08/2025", per="trường").rows]
    assert expected == [("B", "1"), ("C", "1")]


def test_a_duty_still_open_is_with_whoever_answers_on_its_last_day(merged):
    """KH 290/KH-GDĐT, IV.3.2 và NQ 202/2025/QH15: việc đến hạn sau 30/6 thuộc phường của từng trường."""

    def offices(on: str, *, state: str, after: date) -> set[str]:
        states = merged.ask("milestones", as_of=on).frames["duty_states"].filter(pl.col("actor_id") == "A").to_dicts()
        return {row["answers_to_name"] for row in states if row["state"] == state and row["last_day"] > after}

    assert offices("20/06/2025", state="due", after=date(2025, 6, 30)) == {"Phường Tân Định"}, "chưa biết việc sáp nhập"
    assert offices("12/07/2025", state="due", after=MERGED) == {"Phường Sài Gòn"}
    assert offices("12/07/2025", state="overdue", after=date(2025, 1, 1)) == {"Phường Tân Định"}


def events(*told) -> pl.DataFrame:
    rows = [
        {
            "card_id": "hb-an",
            "version": 1,
            "school_code": school,
            "actor_unit": school,
            "state": state,
            "happened_at": moment(when),
        }
        for school, state, when in told
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


ISSUED = tuple(("A", state, "20/06/2025") for state in list(State)[:1] + list(State)[2:6])


def test_only_the_legal_heir_may_withdraw_what_an_ended_school_issued_and_it_stays_that_schools(merged):
    """Kế hoạch Hà Nội 2023-2024, đoạn 13: chỉ trường phát hành được sửa; sáp nhập thì trường kế tục, có quyết định."""
    heirs = read_heirs(merged.district.bench.store, date(2025, 8, 1))
    assert heirs == {("A", "B"): Heir(MERGED, "45/QĐ-UBND")}
    kept, refused = sift(events(*ISSUED, ("B", State.THU_HOI, "20/07/2025")), {}, heirs)
    assert refused == ()
    assert kept.row(-1, named=True) | {"happened_at": None} == {
        **kept.row(-1, named=True),
        "happened_at": None,
        "school_code": "A",
        "actor_unit": "B",
        "document": "45/QĐ-UBND",
    }
    for school, when in (("C", "20/07/2025"), ("B", "14/07/2025")):
        assert [one.reason for one in sift(events(*ISSUED, (school, State.THU_HOI, when)), {}, heirs)[1]] == [
            "other_school"
        ]


def test_a_card_not_issued_yet_becomes_the_heirs_own(merged):
    """Học bạ chưa ban hành thì trường kế tục ký tiếp và ban hành dưới mã của mình."""
    heirs = read_heirs(merged.district.bench.store, date(2025, 8, 1))
    begun = (("A", State.KHOI_TAO, "20/06/2025"), ("A", State.GVCN_DA_KY, "21/06/2025"))
    kept, refused = sift(events(*begun, ("B", State.HIEU_TRUONG_DA_KY, "20/07/2025")), {}, heirs)
    assert refused == ()
    assert kept["school_code"].to_list() == ["A", "A", "B"]


def test_a_merger_without_a_decision_gives_nobody_the_right_to_correct(spec):
    """Không có quyết định thì không có gì làm văn bản cho việc sửa."""
    spec.schools("trường\nA\nB")
    change = {"school_code": "A", "successor_code": "B", "valid_from": MERGED, **CHANGE, "decision_number": None}
    spec.district.hand_in(MERGED, school_succession=[change])
    assert read_heirs(spec.district.bench.store, date(2025, 8, 1)) == {}


def test_the_list_of_units_tells_what_ended_into_what_and_by_which_paper(merged):
    """NQ 202/2025/QH15 và quyết định sáp nhập trường: hỏi ngày nào cũng biết ai trả lời."""
    listing = list_units(merged.district.bench, unit="quan-1", day=date(2025, 8, 1))
    ended = {row["unit_id"]: row for row in listing.ended.to_dicts()}
    assert ended.keys() == {"quan-1", "A"}
    assert (ended["A"]["heirs"], ended["A"]["document"], ended["A"]["ended_on"]) == (
        "Trường B",
        "45/QĐ-UBND",
        date(2025, 7, 14),
    )
    assert listing.offices.select("office_id", "schools").rows() == [("phuong-sai-gon", 2)]
    assert listing.faults == ()

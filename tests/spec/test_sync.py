"""Four columns: roster ⇄ issued ⇄ received by the Sở ⇄ accepted by the ministry; where each pupil's chain stops."""

from datetime import date, datetime

import pytest
import spoken
from text_table import Told, day, moment

from hocba_ops.domain.hoc_ba import PATH, State
from hocba_ops.registry import Ledger
from hocba_ops.workbench.gaps import read_rows
from tests.registry.histories import event, frame

STATES = {"chấp nhận": "chap_nhan", "lỗi": "loi", "thu hồi": "thu_hoi"}
ANSWER: dict[str, spoken.Reader] = {
    "phiên bản": (("version", spoken.whole),),
    "Bộ trả lời lúc": (("answered_at", moment),),
    "kết quả": (("ministry_state", spoken.one_of(STATES)), ("state_text", spoken.text)),
    "mã băm": (("content_hash", spoken.text),),
    "mã học bạ": (("card_id", spoken.text),),
}


def answers(spec, table: str) -> None:
    """What the ministry's repository answered."""
    rows = []
    for words, row in spoken.read_rows(table, ANSWER, beside=("học sinh",)):
        label = words["học sinh"]
        sound = {"version": 1, "ministry_state": "chap_nhan", "answered_at": datetime(2025, 7, 10, 9)}
        made = {**spec._card_of(label), **sound, **row}
        made.pop("grade", None)
        rows.append(spec._placed("ministry_receipt", label, made))
    spec._keep("", ministry_receipt=rows)


def stands(spec, *, as_of: str, unit: str = "quan-1") -> Told:
    """The class of every row of the roster, the day of each hand-over against its last day, and the lock."""
    spec._hand_in(day(as_of))
    bench = spec.district.bench
    rows = read_rows(bench, bench.question(unit, "2024-2025", day(as_of)))["sync"]
    labels, timings = spec.labels, ("issued", "received", "accepted")
    return Told(
        [
            {
                "học sinh": spec.places["pupil", row["row_number"]],
                "lớp": labels(f"class.{row['sync_class']}"),
                "chốt": labels(f"chain.lock.{row['is_locked']}"),
                **{labels(f"chain.column.{name}"): in_time(spec, row[f"{name}_timing"]) for name in timings},
            }
            for row in rows.sort("row_number").iter_rows(named=True)
        ]
    )


def in_time(spec, timing: str | None) -> str:
    return spec.labels(f"class.{timing}") if timing else ""


def test_the_chain_of_each_pupil_stops_at_the_first_column_that_breaks(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §9, §11, §14: danh sách, sổ trường, sổ của Sở, kho của Bộ."""
    spec.pupils("học sinh\nan\nbình\nchi\ndũng\ngiang\nmai")
    spec.cards("""
        học sinh | tới bước
        bình     | GVCN đã ký
        chi      | đã ban hành
        dũng     | đã gửi
        giang    | đã gửi
        mai      | đã gửi
    """)
    spec.receipts("học sinh\ngiang\nmai")
    answers(spec, "học sinh\nmai")
    assert (
        stands(spec, as_of="01/08/2025")
        == """
        học sinh | lớp
        an       | Chưa khởi tạo
        bình     | Thiếu chữ ký hiệu trưởng
        chi      | Chưa gửi Sở
        dũng     | Đã gửi, Sở chưa nhận
        giang    | Chưa báo cáo Bộ
        mai      | Khớp cả bốn cột
    """
    )
    assert spec.ask("sync", as_of="01/08/2025").findings == ()


def test_what_the_ministry_has_otherwise_than_the_so_is_told_at_its_row(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §14: Sở báo cáo Bộ; Bộ trả lỗi, giữ nội dung khác, giữ bản cũ, thu hồi."""
    spec.pupils("học sinh\nhà\nkhoa\nlan\nnam")
    spec.cards("""
        học sinh | phiên bản | tới bước | tình trạng
        hà       | 1         | đã gửi   |
        khoa     | 1         | đã gửi   |
        lan      | 1         | đã gửi   | Đã thay thế
        lan      | 2         | đã gửi   |
        nam      | 1         | đã gửi   |
    """)
    spec.receipts("học sinh | phiên bản\nhà | 1\nkhoa | 1\nlan | 2\nnam | 1")
    answers(spec, """
        học sinh | phiên bản | kết quả   | mã băm
        hà       | 1         | lỗi       |
        khoa     | 1         | chấp nhận | khác
        lan      | 1         | chấp nhận |
        nam      | 1         | thu hồi   |
    """)  # fmt: skip
    assert (
        stands(spec, as_of="01/08/2025")
        == """
        học sinh | lớp
        hà       | Bộ trả lỗi
        khoa     | Nội dung ở Bộ khác
        lan      | Bộ giữ phiên bản cũ
        nam      | Bộ ghi đã thu hồi
    """
    )
    codes = "HB-DB-04 | hà\nHB-DB-02 | khoa\nHB-DB-03 | lan\nHB-DB-08 | nam"
    assert spec.findings("sync", as_of="01/08/2025") == f"mã | của\n{codes}"


def test_a_version_that_the_so_never_got_while_it_holds_the_old_one_is_told(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §11: báo cáo thay thế."""
    spec.pupils("học sinh\nan")
    spec.cards("""
        học sinh | phiên bản | tới bước | tình trạng
        an       | 1         | đã gửi   | Đã thay thế
        an       | 2         | đã gửi   |
    """)
    spec.receipts("học sinh | phiên bản\nan | 1")
    assert stands(spec, as_of="30/06/2025") == "học sinh | lớp\nan | Sở giữ phiên bản cũ"
    assert spec.findings("sync") == "mã | của | bảng\nHB-DB-09 | an | card"


def test_two_pupils_under_one_card_code_stop_at_the_school(spec):
    """Cấu trúc trao đổi: mã định danh học bạ là của một em; Sở chỉ nhận được một học bạ dưới mã ấy."""
    spec.pupils("học sinh\nan\nbình")
    spec.cards("học sinh | mã học bạ | tới bước\nan | chung | đã gửi\nbình | chung | đã gửi")
    spec.receipts("học sinh | mã học bạ\nan | chung")
    assert (
        stands(spec, as_of="30/06/2025")
        == """
        học sinh | lớp
        an       | Chung mã học bạ với em khác
        bình     | Chung mã học bạ với em khác
    """
    )
    assert spec.findings("sync") == "mã | của\nHB-DB-10 | an\nHB-DB-10 | bình"
    assert spec.ask("sync", as_of="30/06/2025").frames["sync_schools"]["residual"].to_list() == [0]


def test_late_is_no_class_and_pupils_assessed_again_have_no_day_in_quan_1(spec):
    """KH 290/KH-GDĐT, IV.3.1: ban hành trước 30/5, liên thông trước 20/6; không nêu ngày cho đợt bổ sung và cho Bộ."""
    spec.pupils("khối | học sinh\n5 | an\n5 | bình\n5 | chi")
    spec.results("học sinh | hoàn thành\nan | có\nbình | có\nchi | không")
    spec.cards("""
        học sinh | tới bước | ngày
        an       | đã gửi   | 29/05/2025
        bình     | đã gửi   | 30/05/2025
        chi      | đã gửi   | 20/07/2025
    """)
    spec.receipts("học sinh | tiếp nhận lúc\nan | 19/06/2025\nbình | 20/06/2025\nchi | 21/07/2025")
    answers(spec, "học sinh | Bộ trả lời lúc\nan | 10/07/2025\nbình | 10/07/2025\nchi | 25/07/2025")
    assert (
        stands(spec, as_of="01/08/2025")
        == """
        học sinh | lớp             | Đã ban hành  | Sở đã tiếp nhận | Bộ đã chấp nhận
        an       | Khớp cả bốn cột | Đúng hạn     | Đúng hạn        | Không rõ hạn
        bình     | Khớp cả bốn cột | Muộn hạn     | Muộn hạn        | Không rõ hạn
        chi      | Khớp cả bốn cột | Không rõ hạn | Không rõ hạn    | Không rõ hạn
    """
    )


def test_whoever_is_accepted_twice_stands_once_and_by_the_first_day(spec):
    """Cấu trúc trao đổi: bên nhận bỏ qua phiên bản không lớn hơn bản đang có."""
    spec.pupils("học sinh\nan")
    spec.cards("học sinh | tới bước\nan | đã gửi")
    spec.receipts("học sinh | tiếp nhận lúc\nan | 10/06/2025")
    answers(spec, "học sinh | Bộ trả lời lúc\nan | 10/07/2025\nan | 12/07/2025")
    assert stands(spec, as_of="01/08/2025") == "học sinh | lớp\nan | Khớp cả bốn cột"
    assert spec.findings("sync", as_of="01/08/2025") == "mã | của | bảng\nHB-DB-05 | an | ministry_receipt"
    shown = spec.ask("sync", as_of="01/08/2025").frames["sync_closing"]
    assert shown.filter(shown["chain_part"] == "cong").row(0)[2:] == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("states", "received", "codes"),
    [
        (PATH[:7], True, []),
        (PATH[:8], True, []),
        (PATH[:7], False, ["HB-DB-11"]),
        ((*PATH[:7], State.THU_HOI), True, ["HB-DB-11"]),
        (PATH[:6], True, []),
    ],
    ids=["both say received", "locked", "only the ledger", "ledger says withdrawn", "ledger not told yet"],
)
def test_the_register_is_counted_and_a_ledger_that_says_otherwise_is_told(spec, tmp_path, states, received, codes):
    """Kế hoạch của Sở GD&ĐT Hà Nội, §11–§12: chốt lấy từ sổ sự kiện; đã nhận hay chưa lấy từ sổ của Sở."""
    spec.pupils("học sinh\nan")
    spec.cards("học sinh | tới bước\nan | đã gửi")
    if received:
        spec.receipts("học sinh | tiếp nhận lúc\nan | 10/06/2025")
    ledger = Ledger.open(tmp_path / "registry")
    told = [event(state, card="hb-an", minute=place) for place, state in enumerate(states)]
    ledger.append(frame(*told), expected=ledger.head(), recorded_at=datetime(2025, 7, 1), by="x", purpose="thử")
    shown = stands(spec, as_of="30/06/2025").rows[0]
    assert shown["lớp"] == ("Chưa báo cáo Bộ" if received else "Đã gửi, Sở chưa nhận")
    assert shown["chốt"] == ("Đã chốt" if State.DA_CHOT in states else "Chưa chốt")
    assert [one.code for one in spec.ask("sync", as_of="30/06/2025").findings] == codes


def test_ha_noi_has_days_for_the_ministry_and_for_pupils_assessed_again(spec):
    """Kế hoạch của Sở GD&ĐT Hà Nội: báo cáo Bộ trước 10/7; em đánh giá bổ sung trước 15/8, báo cáo Bộ trước 25/8."""
    from hocba_ops.rulebook.handover_frames import handover_frame

    found = handover_frame(spec.district.bench.rulebook, ["so-gddt-ha-noi"], "2023-2024", [5]).rows()
    assert found == [
        (5, 0, None, date(2024, 6, 29), date(2024, 7, 9)),
        (5, 1, None, date(2024, 8, 14), date(2024, 8, 24)),
    ]

"""The days of the invented year: when files were handed in, and the last days of the plan's duties."""

from dataclasses import dataclass
from datetime import date

SCHOOL_LIST = date(2025, 3, 1)
PREPARED = date(2025, 3, 31)
CERTIFICATES = date(2025, 4, 18)
EXEMPTIONS = date(2025, 4, 25)
TRAINING = date(2025, 5, 2)
RULES = date(2025, 5, 5)
ROSTER = date(2025, 5, 16)
RESULTS = date(2025, 5, 19)
MAKE_UP = date(2025, 5, 20)
LAST_DAY = date(2025, 5, 29)
NAMED_DAY = date(2025, 5, 30)
REVIEWED = date(2025, 6, 20)
DISTRICT_END = date(2025, 6, 30)
SUMMER = date(2025, 8, 1)

FIGURE_DAYS = (LAST_DAY, NAMED_DAY, DISTRICT_END, SUMMER)
"""The days for which the answer key holds figures."""
ROSTER_DAYS = (ROSTER, DISTRICT_END, SUMMER)
"""Exports of the pupil list: two of the whole district, and in August one of the schools of `RE_LISTED`."""
CERTIFICATE_DAYS = (CERTIFICATES, DISTRICT_END)
CARD_DAYS = FIGURE_DAYS
RECEIPT_DAYS = (DISTRICT_END, SUMMER)

PRIMARY = (1, 2, 3, 4, 5)
LOWER = (1, 2, 3, 4)
TOP = (5,)


@dataclass(frozen=True)
class Duty:
    """A dated duty of plan 290: its last day (the day before the named one), and how it is shown to be done."""

    id: str
    last_day: date
    title: str
    measure: str = ""
    grades: tuple[int, ...] = PRIMARY
    actors: str = "school"


DUTIES = (
    Duty(
        "kh290-01", date(2025, 3, 27), "Xây dựng kế hoạch, thành lập Ban chỉ đạo, Tổ công tác", actors="school+office"
    ),
    Duty("kh290-02", date(2025, 4, 17), "Rà soát điều kiện triển khai", "readiness.form"),
    Duty("kh290-03", date(2025, 4, 24), "Lựa chọn phần mềm quản lý học bạ số", "readiness.he_thong"),
    Duty("kh290-04", date(2025, 5, 1), "Ban hành quy chế quản lý, sử dụng học bạ số cấp trường"),
    Duty("kh290-05", date(2025, 5, 1), "Tập huấn cán bộ quản lý, giáo viên", "staff.trained"),
    Duty("kh290-06", date(2025, 5, 15), "Rà soát dữ liệu nhân thân", "identity.clean"),
    Duty("kh290-07", date(2025, 5, 18), "Rà soát dữ liệu kết quả học tập, rèn luyện", "results.clean"),
    Duty("kh290-08", date(2025, 5, 25), "Liên thông dữ liệu sang hệ thống", "card.created"),
    Duty("kh290-09", date(2025, 5, 29), "Khối 5: khởi tạo, ký số, ban hành", "card.issued", TOP),
    Duty("kh290-10", date(2025, 6, 14), "Khối 5: rà soát, hủy bỏ, điều chỉnh", "", TOP),
    Duty("kh290-11", date(2025, 6, 19), "Khối 5: liên thông lên Thành phố", "card.received", TOP),
    Duty("kh290-12", date(2025, 8, 14), "Khối 5: trả học bạ số về trường tiếp nhận", "", TOP, actors="so"),
    Duty("kh290-13", date(2025, 7, 24), "Khối 1-4: khởi tạo, ký số, ban hành", "card.issued", LOWER),
    Duty("kh290-14", date(2025, 7, 29), "Khối 1-4: rà soát, hủy bỏ, điều chỉnh", "", LOWER),
    Duty("kh290-15", date(2025, 8, 14), "Khối 1-4: liên thông lên Thành phố", "card.received", LOWER),
)
DUTY = {duty.id: duty for duty in DUTIES}


def last_issue_day(grade: int) -> date:
    """Last day on which a card of this grade is signed and issued in time (duties 09 and 13)."""
    return DUTY["kh290-09" if grade == 5 else "kh290-13"].last_day


def last_receipt_day(grade: int) -> date:
    """Last day on which the city's receipt of a card of this grade is in time (duties 11 and 15)."""
    return DUTY["kh290-11" if grade == 5 else "kh290-15"].last_day

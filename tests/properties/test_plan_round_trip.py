"""Any list of duties, written in the layout of a plan and read again, is the same list."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.plans import Block, read_plan
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.plans import Reading

WORDS = Rulebook.load().plan_words
WORKS = ("Rà soát hồ sơ học sinh", "Ký số học bạ", "Tập huấn giáo viên", "Bàn giao thiết bị ký số", "Cấp tài khoản")
OWNERS = {
    "school": ("Các trường", "Hiệu trưởng"),
    "office": ("Phòng Giáo dục và Đào tạo",),
    "so_gddt": ("Sở Giáo dục và Đào tạo",),
}
DAYS = st.dates(date(2025, 3, 22), date(2025, 8, 31))
GRADES = st.sets(st.integers(1, 5), max_size=5).map(lambda found: tuple(sorted(found)))


@dataclass(frozen=True)
class Told:
    """A duty as a plan tells it."""

    owner: str
    called: int
    work: str
    grades: tuple[int, ...]
    named: date
    form: int

    def line(self) -> str:
        owners = OWNERS[self.owner]
        listed = f" khối {', '.join(map(str, self.grades))}" if self.grades else ""
        return f"- {owners[self.called % len(owners)]} {self.work.lower()}{listed}, {FORMS[self.form][1](self.named)}."


FORMS = (
    (Reading.DAY_BEFORE, lambda day: f"hoàn thành trước ngày {day.day} tháng {day.month} năm {day.year}"),
    (Reading.DAY_BEFORE, lambda day: f"trước {day:%d/%m/%Y}"),
    (Reading.THAT_DAY, lambda day: f"chậm nhất ngày {day.day}/{day.month}/{day.year}"),
    (Reading.THAT_DAY, lambda day: f"đến hết ngày {day:%d/%m/%Y}"),
    (Reading.THAT_DAY, lambda day: f"từ ngày 01/3/2025 đến ngày {day:%d/%m/%Y}"),
)
TOLD = st.builds(
    Told, st.sampled_from(sorted(OWNERS)), st.integers(0, 1), st.sampled_from(WORKS), GRADES, DAYS,
    st.integers(0, len(FORMS) - 1),
)  # fmt: skip


def paper(phases: list[list[Told]]) -> list[Block]:
    lines = ["Số: 12/KH-GDĐT", "Quận Thử, ngày 21 tháng 3 năm 2025", "KẾ HOẠCH", "Thử nghiệm năm học 2024-2025"]
    lines += ["I. MỤC ĐÍCH", "- Thống nhất cách làm.", "II. TIẾN ĐỘ THỰC HIỆN"]
    for number, duties in enumerate(phases, start=1):
        lines += [f"{number}. Giai đoạn {number}: Việc {number}", *(duty.line() for duty in duties)]
    return [Block(line, paragraph=place) for place, line in enumerate(lines, start=1)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(TOLD, min_size=1, max_size=4), min_size=1, max_size=3))
def test_duties_written_as_a_plan_are_read_as_the_same_duties(phases):
    draft = read_plan(paper(phases), WORDS)
    read = [(one.phase, one.actors, one.grades, one.when.named, one.when.reading) for one in draft.duties]
    assert read == [
        (number, (duty.owner,), duty.grades, duty.named, FORMS[duty.form][0])
        for number, duties in enumerate(phases, start=1)
        for duty in duties
    ]
    assert draft.phases == tuple(f"Việc {number}" for number in range(1, len(phases) + 1))
    assert draft.undated == ()
    assert not any(one.is_guessed for one in draft.duties)

from datetime import date

from tests.sources.office_files import Book, read

HEADING = (
    "STT", "Mã trường", "Mã quy tắc", "Mã học sinh\n(hoặc mã cán bộ)", "Trường dữ liệu", "Giải trình",
    "Người giải trình", "Ngày giải trình",
)  # fmt: skip


def test_a_list_of_explanations_is_read_line_by_line_also_one_about_the_whole_school(book: Book) -> None:
    pupil = (
        1,
        "79760401",
        "HB-ID-12",
        "7912345678",
        "Dân tộc",
        "Cha người  nước ngoài.",
        "Hiệu trưởng",
        date(2025, 5, 2),
    )
    school = (2, "79760401", "HB-KQ-14", None, None, "Tuần sau gửi.", "Phó hiệu trưởng", "03/05/2025")
    reading = read(book([HEADING, pupil, school]))
    assert reading.family == "explanation_list"
    assert [row[:7] for row in reading.tables["explanation_note"].rows()] == [
        ("79760401", "HB-ID-12", "7912345678", "Dân tộc", "Cha người nước ngoài.", "Hiệu trưởng", date(2025, 5, 2)),
        ("79760401", "HB-KQ-14", None, None, "Tuần sau gửi.", "Phó hiệu trưởng", date(2025, 5, 3)),
    ]


def test_a_code_that_lost_its_zero_and_shorter_headings_are_the_same_list(book: Book) -> None:
    heading = ("Mã trường", "Mã quy tắc", "Mã HS", "Lời giải trình")
    reading = read(book([heading, ("79760401", "HB-ID-12", 7912345678, "Đúng như vậy.")]))
    (row,) = reading.tables["explanation_note"].rows(named=True)
    assert (row["subject"], row["explanation"], row["explained_on"]) == ("7912345678", "Đúng như vậy.", None)

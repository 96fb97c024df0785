from datetime import date

from tests.sources.office_files import Book, read


def test_exemption_without_pupil_means_the_whole_school(book: Book) -> None:
    heading = ("STT", "Mã trường", "Mã học sinh", "Lý do", "Số văn bản", "Từ ngày", "Đến ngày")
    school = (1, "79760417", None, "Chưa đủ hạ tầng", "12/QĐ", date(2025, 3, 1), date(2025, 8, 31))
    pupil = (2, "79760401", "7912345678", "Chưa có giấy khai sinh", None, "01/03/2025", None)
    reading = read(book([heading, school, pupil]))
    assert reading.family == "exemption_list"
    assert [row[:6] for row in reading.tables["exemption"].rows()] == [
        ("79760417", None, "Chưa đủ hạ tầng", "12/QĐ", date(2025, 3, 1), date(2025, 8, 31)),
        ("79760401", "7912345678", "Chưa có giấy khai sinh", None, date(2025, 3, 1), None),
    ]

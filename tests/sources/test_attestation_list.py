from datetime import date

from tests.sources.office_files import Book, read


def test_attestations_of_schools_and_offices_keep_their_paper(book: Book) -> None:
    heading = (
        "STT",
        "Mã đơn vị",
        "Tên đơn vị",
        "Mã nhiệm vụ",
        "Nội dung nhiệm vụ",
        "Ngày hoàn thành",
        "Số văn bản",
        "Ghi chú",
    )
    office = (
        1,
        "quan-1",
        "Phòng GD&ĐT Quận 1",
        "kh290-01",
        "Xây dựng kế hoạch",
        date(2025, 3, 21),
        "290/KH-GDĐT",
        None,
    )
    school = (2, 79760401, "Tiểu học Hoa Sen", "kh290-04", "Ban hành quy chế", "chưa rõ", None, "Đang chờ")
    reading = read(book([heading, office, school]))
    assert reading.family == "attestation_list"
    assert [row[:5] for row in reading.tables["attestation"].rows()] == [
        ("quan-1", "kh290-01", date(2025, 3, 21), "290/KH-GDĐT", None),
        ("79760401", "kh290-04", None, None, "Đang chờ"),
    ]
    assert reading.repairs.select("column", "kind", "before").rows() == [("done_on", "khong_doc_duoc", "chưa rõ")]

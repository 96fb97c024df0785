from datetime import date
from pathlib import Path

from tests.sources.office_files import read


def test_published_figures_keep_their_percentage_as_printed(tmp_path: Path) -> None:
    path = tmp_path / "2024-07-31" / "so-lieu-cong-bo.csv"
    path.parent.mkdir()
    path.write_text(
        "Mã đơn vị,Năm học,Ngày số liệu,Chỉ tiêu,Tử số,Tử số (nguyên văn),Mẫu số,Tỷ lệ công bố,Văn bản,Mục,Ghi chú\n"
        'so-gddt-ha-noi,2023-2024,31/07/2024,staff.equipped,27500,"hơn 27.500",29.093,"94,64",bc,II.1,\n'
        'so-gddt-ha-noi,2023-2024,31/07/2024,card.signed,,,,"97,6",bc,II.2,Không công bố số đếm\n',
        encoding="utf-8",
    )
    reading = read(path)
    assert (reading.family, reading.as_of) == ("published_figures", date(2024, 7, 31))
    assert [row[:8] for row in reading.tables["published_figure"].rows()] == [
        ("so-gddt-ha-noi", "2023-2024", date(2024, 7, 31), "staff.equipped", 27500, "hơn 27.500", 29093, "94,64"),
        ("so-gddt-ha-noi", "2023-2024", date(2024, 7, 31), "card.signed", None, None, None, "97,6"),
    ]

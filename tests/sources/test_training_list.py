from datetime import date
from pathlib import Path

from tests.sources.office_files import read


def test_training_list_takes_its_day_from_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "2025-05-29" / "tap-huan.csv"
    path.parent.mkdir()
    path.write_text(
        "STT,Mã trường,Mã CBGVNV,Họ và tên,Ngày tập huấn,Nội dung\n"
        '1,79760401,7900000001,Võ Thị Vờ,28/04/2025,"Ký số, phát hành"\n',
        encoding="utf-8",
    )
    reading = read(path)
    assert (reading.family, reading.as_of) == ("training_list", date(2025, 5, 29))
    assert reading.tables["training"].rows() == [
        ("79760401", "7900000001", "Võ Thị Vờ", date(2025, 4, 28), "Ký số, phát hành", "tap-huan.csv", "", 2)
    ]
    assert reading.repairs.is_empty()

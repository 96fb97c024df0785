"""The staff list, with the wrong size that such exports have, and the two training lists."""

from datetime import date
from pathlib import Path

from data_samples.make.books import Sheet, day_text, write_csv, write_xlsx
from data_samples.make.days import ROSTER
from data_samples.make.readiness import Trained
from data_samples.make.repairs import Repairs
from data_samples.make.roster import Place
from data_samples.make.staff import Person

HEADINGS = (
    "STT",
    "Mã trường",
    "Tên trường",
    "Mã định danh Bộ GD&ĐT",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Số CCCD",
    "Email",
    "Trạng thái CB",
    "Vị trí việc làm",
    "Nhóm chức vụ",
    "Môn dạy",
    "Chủ nhiệm lớp",
    "Hình thức hợp đồng",
    "Ngày vào ngành",
    "Trình độ chuyên môn",
    "Hạng chức danh\nnghề nghiệp",
    "Trình độ tin học",
    "Trình độ ngoại ngữ",
    "Đảng viên",
    "Tôn giáo",
    "Quê quán",
    "Nơi ở hiện nay",
    "Điện thoại",
    "Mã ngạch",
    "Bậc lương",
    "Số sổ BHXH",
    "Ghi chú",
)
GROUPS = {"Hiệu trưởng": "Cán bộ quản lý", "Phó hiệu trưởng": "Cán bộ quản lý", "Giáo viên": "Giáo viên"}


def write_staff(folder: Path, people: list[Person], repairs: Repairs) -> None:
    """The staff list of the whole district."""
    name = f"{ROSTER}/CSDL_GiaoVien.xlsx"
    rows: list[list[object]] = [
        ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN 1"],
        ["DANH SÁCH CÁN BỘ, GIÁO VIÊN, NHÂN VIÊN"],
        [f"Ngày kết xuất: {day_text(ROSTER)}"],
        [],
        list(HEADINGS),
    ]
    for order, person in enumerate(people, 1):
        rows.append(_cells(order, person))
        person.place = Place(name, "Sheet1", len(rows))
    write_xlsx(folder / name, [Sheet("Sheet1", rows)], dimension="A1:BS4")
    repairs.rows.append({"kind": "kich_thuoc", "file": name, "sheet": "Sheet1", "row": None, "column": ""})


def _cells(order: int, person: Person) -> list[object]:
    return [
        order,
        person.school.code,
        person.school.name,
        person.code,
        person.name,
        day_text(person.birth),
        person.sex,
        "Kinh",
        person.person_id,
        f"vanphong.{person.school.old_code}@truong.example",
        person.status,
        person.position,
        GROUPS.get(person.position, "Nhân viên"),
        person.subject,
        person.shown_homeroom,
        person.contract,
        "",
        "Đại học",
    ]


def write_trainings(folder: Path, day: date, rows: list[Trained]) -> None:
    """The training list of a day, as a program saves a sheet to text: all rows equally long."""
    table: list[list[object]] = [
        ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN 1", "", "", "", "", ""],
        ["DANH SÁCH THAM DỰ TẬP HUẤN HỌC BẠ SỐ", "", "", "", "", ""],
        [f"Số liệu tính đến ngày {day_text(day)}", "", "", "", "", ""],
        ["STT", "Mã trường", "Mã CBGVNV", "Họ và tên", "Ngày tập huấn", "Nội dung"],
    ]
    listed = [row for row in rows if row.listed == day]
    for order, row in enumerate(listed, 1):
        person = row.person
        table.append([order, person.school.code, person.code, person.name, day_text(row.day), row.topic])
    write_csv(folder / f"{day}/tap-huan.csv", table, delimiter=",", mark=False)

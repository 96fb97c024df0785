"""Figures of Hà Nội as they were published: rates without counts, counts that do not give the rate, plain totals."""

from pathlib import Path

from data_samples.make.books import write_csv

HEADINGS = (
    "Mã đơn vị",
    "Năm học",
    "Ngày số liệu",
    "Chỉ tiêu",
    "Tử số",
    "Tử số (nguyên văn)",
    "Mẫu số",
    "Tỷ lệ công bố",
    "Văn bản",
    "Mục",
    "Ghi chú",
)
UNIT = ("so-gddt-ha-noi", "2023-2024")
ARTICLE, PLAN = "tin-hoc-ba-so-trung-hoc", "sgddt-hn-kh-2024"
ROWS = (
    (
        *UNIT,
        "31/07/2024",
        "card.signed",
        "",
        "",
        "",
        "97,6",
        ARTICLE,
        "§3",
        "Không công bố số đếm. Phần còn lại theo bài: học sinh chưa hoàn thành nhiệm vụ, rèn luyện trong hè.",
    ),
    (
        *UNIT,
        "31/07/2024",
        "staff.equipped",
        "27500",
        "hơn 27.500",
        "29093",
        "94,64",
        ARTICLE,
        "§3",
        "Giáo viên, nhân viên các trường tiểu học đã được trang bị chữ ký số cá nhân.",
    ),
    (
        *UNIT,
        "",
        "pupil.enrolled",
        "2193326",
        "2.193.326",
        "",
        "",
        PLAN,
        "§15",
        "Học sinh ở các cấp học, không chỉ tiểu học. Bài không ghi ngày của số liệu.",
    ),
    (
        *UNIT,
        "",
        "card.planned",
        "",
        "gần 2 triệu",
        "",
        "",
        PLAN,
        "§15",
        "Số học bạ dự kiến thí điểm. Bài không ghi ngày của số liệu.",
    ),
    (
        *UNIT,
        "",
        "pupil.numbered",
        "",
        "",
        "",
        "100",
        PLAN,
        "§3",
        "Hồ sơ học sinh đã gắn mã số định danh. Không công bố số đếm; bài không ghi ngày của số liệu.",
    ),
)


def write_published_figures(folder: Path) -> None:
    """The figures, without lines above the heading."""
    path = folder / "2024-07-31" / "so-lieu-cong-bo.csv"
    write_csv(path, [HEADINGS, *ROWS], delimiter=",", mark=False)

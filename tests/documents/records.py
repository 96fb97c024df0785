"""Invented records for the tests: one of grade 5, one of grade 9, with every letter of Vietnamese in their comments."""

from collections.abc import Mapping, Sequence
from typing import Any

from hocba_ops.documents.record import Kind, Record, build_record

LETTERS = (
    "àáảãạ ằắẳẵặ ầấẩẫậ èéẻẽẹ ềếểễệ ìíỉĩị òóỏõọ ồốổỗộ ờớởỡợ ùúủũụ ừứửữự ỳýỷỹỵ đ "
    "ÀÁẢÃẠ ẰẮẲẴẶ ẦẤẨẪẬ ÈÉẺẼẸ ỀẾỂỄỆ ÌÍỈĨỊ ÒÓỎÕỌ ỒỐỔỖỘ ỜỚỞỠỢ ÙÚỦŨỤ ỪỨỬỮỰ ỲÝỶỸỴ Đ"
)
PRIMARY = (
    "Tiếng Việt", "Toán", "Ngoại ngữ 1", "Đạo đức", "Khoa học", "Lịch sử và Địa lí", "Tin học và Công nghệ (Tin học)",
    "Tin học và Công nghệ (Công nghệ)", "Nghệ thuật (Âm nhạc)", "Nghệ thuật (Mĩ thuật)", "Giáo dục thể chất",
    "Hoạt động trải nghiệm",
)  # fmt: skip
SCORED = PRIMARY[:3] + PRIMARY[4:8]
SECONDARY = (
    "Ngữ văn", "Toán", "Ngoại ngữ 1", "Giáo dục công dân", "Lịch sử và Địa lí", "Khoa học tự nhiên", "Công nghệ",
    "Tin học", "Giáo dục thể chất", "Nghệ thuật", "Hoạt động trải nghiệm, hướng nghiệp",
    "Nội dung giáo dục của địa phương",
)  # fmt: skip
TEACHERS = ("Trần Thị Ngọc Diễm", "Lê Hữu Phước", "Phạm Thị Minh Nguyệt", "Vũ Đức Thắng")
TRAITS = (
    "nangluctuhoc", "nanglucgiaotiep", "nanglucgiaiquyet", "nanglucngonngu", "nangluctinhtoan", "nangluckhoahoc",
    "nangluccongnghe", "nangluctinhoc", "nanglucthammi", "nanglucthechat", "phamchatyeunuoc", "phamchatnhanai",
    "phamchatchamchi", "phamchattrungthuc", "phamchattrachnhiem",
)  # fmt: skip
Said = Mapping[str, object]
NOTHING: Said = {}
COMMON = {
    "trangthaithongtinhocba": "1",
    "trichluc": False,
    "phienbanthongtinhocba": "1",
    "masogd": "79",
    "tensogd": "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
    "thongtintruong_diachi_tenxa": "Phường Bến Thành",
    "thongtintruong_diachi_tentinh": "Thành phố Hồ Chí Minh",
    "thongtintruong_diachi_maxa": "26743",
    "thongtintruong_diachi_matinh": "79",
    "sodinhdanh": "079214001234",
    "mahocsinh": "7900012345",
    "gioitinh": "2",
    "noisinh_diachichitiet": "Bệnh viện Từ Dũ, Thành phố Hồ Chí Minh",
    "quequan_diachichitiet": "Xã Nghĩa Hưng, tỉnh Ninh Bình",
    "noiohiennay_diachichitiet": "12/3 đường Nguyễn Thị Nghĩa, khu phố 4, phường Bến Thành, Thành phố Hồ Chí Minh",
    "dantoc": "01",
    "quoctich": "VN",
    "cokhuyettatkhongdanhgia": False,
    "hotencha": "Nguyễn Phước Hoàng Long",
    "hotenme": "Đặng Thị Quỳnh Như",
    "tengiamhieu": "Huỳnh Thị Thanh Tuyền",
    "soddcngiamhieu": "079175000111",
    "chucvugiamhieu": "Hiệu trưởng",
    "tengvcn": "Trịnh Ngọc Ánh Dương",
    "soddcngvcn": "079188000222",
    "diadanhphathanh": "Phường Bến Thành",
    "ngaykyphathanh": "2025-05-29",
    "ngaytao": "2025-05-20",
}


def primary(*, grade: int = 5, values: Said = NOTHING, rows: Sequence[Mapping[str, Any]] = ()) -> Record:
    """A record of primary school; `values` change it, `rows` replace its subjects."""
    year = f"{2019 + grade}-{2020 + grade}"
    subjects = rows or [
        {"tenmonhoc": name, "mucdatduoc": "T" if place % 3 else "H"}
        | ({"diemkiemtradinhky": str(7 + place % 4)} if name in SCORED else {})
        for place, name in enumerate(PRIMARY)
    ]
    told = {
        **COMMON,
        "thongtu": "27/2020",
        "macaphoc": "02",
        "madinhdanhhocba": f"5f0c2a31-77aa-5d61-9f6e-3b1a0c00000{grade}",
        "namhoc": year,
        "matruong": "79760401",
        "tentruong": "Trường Tiểu học Hòa Bình Mẫu",
        "hovaten": "Nguyễn Phước Hoàng Quỳnh Anh",
        "ngaythangnamsinh": "2014-03-09",
        "makhoi": str(grade),
        "tenlop": f"{grade}A",
        "cannang": "36.5",
        "chieucao": "141",
        "nghicophep": "2",
        "nghikhongphep": "0",
        "xeploai": "Hoàn thành tốt",
        "duoclenlop": True,
        "dahthanhctrinhlophoc": True,
        "dahthanhctrinhtieuhoc": grade == 5,
        "ndungkhenthuong": "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện",
        "nxetgvcn": "Em đọc to, rõ ràng; viết đoạn văn giàu cảm xúc. Tính toán nhanh, cần trình bày cẩn thận hơn.",
        "nxetphamchat": "Biết giúp đỡ bạn bè, trung thực, chăm làm việc nhà.",
        "nxetnanglucchung": "Tự giác học tập, hợp tác tốt trong nhóm.",
        "nxetnanglucdacthu": "Mạnh dạn khi diễn đạt, yêu thích khoa học.",
        **{name: "T" if place % 4 else "Đ" for place, name in enumerate(TRAITS)},
        **values,
    }
    if grade < 3:
        told = {name: value for name, value in told.items() if name not in ("nangluccongnghe", "nangluctinhoc")}
    history = [
        {"namhoc": f"{2019 + one}-{2020 + one}", "tenlop": f"{one}A", "tentruong": "Trường Tiểu học Hòa Bình Mẫu"}
        | {"tentinh": "Thành phố Hồ Chí Minh"}
        | ({"ngaytrangthaichuyenden": "2020-08-15"} if one == 1 else {})
        for one in range(1, grade + 1)
    ]
    return build_record(Kind.TIEU_HOC, told, {"dsbangdiem": subjects, "quatrinhhoctap": history})


def secondary(*, grade: int = 9, values: Said = NOTHING, rows: Sequence[Mapping[str, Any]] = ()) -> Record:
    """A record of secondary school; `values` change it, `rows` replace its subjects."""
    kind = Kind.THCS if grade < 10 else Kind.THPT
    subjects = rows or [_subject(place, name) for place, name in enumerate(SECONDARY)]
    told = {
        **COMMON,
        "thongtu": "22/2021/TT-BGDĐT",
        "macaphoc": "03" if kind is Kind.THCS else "04",
        "madinhdanhhocba": "5f0c2a31-77aa-5d61-9f6e-3b1a0c000009",
        "namhoc": "2024-2025",
        "matruong": "79000701",
        "tentruong": "Trường THCS Bến Nghé Mẫu",
        "hovaten": "Tôn Nữ Công Tằng Huyền Nghi",
        "ngaythangnamsinh": "2010-11-02",
        "makhoi": str(grade),
        "tenlop": f"{grade}A1",
        "nghenghiepcha": "Kỹ sư",
        "nghenghiepme": "Giáo viên",
        "duoclenlop": True,
        "ndunghoanthanh": "Hoàn thành chương trình trung học cơ sở",
        "ndungkhenthuong": "Học sinh Giỏi",
        "kquathamgiacuocthi": "Giải Ba cuộc thi khoa học kĩ thuật cấp Thành phố",
        "nxetgvcn": "Em có ý thức kỉ luật tốt, năng nổ trong hoạt động của lớp; cần mạnh dạn trình bày ý kiến hơn.",
        "hocky1": "K",
        "hocky2": "T",
        "canam": "T",
        "renluyenhocky1": "T",
        "renluyenhocky2": "T",
        "renluyencanam": "T",
        "sobuoinghi": "3",
        **values,
    }
    history = [
        {"namhoc": f"{2015 + one}-{2016 + one}", "tenlop": f"{one}A1", "tentruong": "Trường THCS Bến Nghé Mẫu"}
        | {"tentinh": "Thành phố Hồ Chí Minh"}
        for one in range(6, grade + 1)
    ]
    children = {"bangdiem": subjects, "quatrinhhoctap": history, "chungchi": []}
    return build_record(kind, told, children)


def _subject(place: int, name: str) -> dict[str, str]:
    marks = ("Đ", "Đ", "Đ") if place > 7 else (f"7.{place}", f"8.{place}", "8.0")
    named = zip(("diemhocky1", "diemhocky2", "diemcanam"), marks, strict=True)
    return {
        "tenmonhoc": name,
        **dict(named),
        "nxetmonhoc": "Có tiến bộ, nắm chắc kiến thức trọng tâm.",
        "gvbm": TEACHERS[place % len(TEACHERS)],
        "soddcngvbm": "079180000333",
    }

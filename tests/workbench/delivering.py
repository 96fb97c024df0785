"""A small registry, and a vendor's delivery of it: the register as a file, and one file a card."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from hocba_ops.workbench.registering import register
from tests.district import District

SCHOOL = "79760402"
DAY = date(2025, 6, 30)
BEGIN = datetime(2025, 5, 20, 8)
STEPS = ("created_at", "homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at", "sent_at")
HEADINGS = (
    "Mã đơn vị;Khối/Lớp;Mã định danh Bộ GD&ĐT;Số học bạ;Lần phát hành;Tình trạng;Ngày khởi tạo;Chữ ký;Ngày phát hành;"
    "Ngày đồng bộ Sở;SHA256"
)
HELD = 12


def card_row(number: int, **said: object) -> dict:
    times = {name: BEGIN + timedelta(hours=place) for place, name in enumerate(STEPS)}
    row = {"school_code": SCHOOL, "vendor": "la_xanh", "grade": 5, "class_name": "5A", "version": 1}
    row |= {"pupil_code": f"79000000{number:02d}", "card_id": f"hb-{number}", "state": "da_bao_cao_so"}
    return row | {"content_hash": f"{number:02d}" * 32, "homeroom_signer": "gv", "head_signer": "ht"} | times | said


def fill_registry(district: District) -> None:
    """The cards of one school in the ledger, all sent."""
    district.add_school(SCHOOL)
    district.hand_in(DAY, card=[card_row(number) for number in range(1, HELD + 1)])
    assert [one.refused for one in register(district.bench, as_of=DAY, now=datetime.now(UTC), by="thử")] == [{}]


def deliver(folder: Path, rows: list[dict], *, files: dict[str, bytes] | None = None, sums: str | None = None) -> Path:
    """The register of these rows in the compact layout, and the files; `sums` None: a sound list of checksums."""
    folder.mkdir()
    lines = ["LÁ XANH", "Ngày kết xuất: 30/06/2025", HEADINGS, *map(_line, rows)]
    (folder / "so.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    for name, data in (files or {}).items():
        (folder / name).write_bytes(data)
    if files:
        told = [f"{sha256(data).hexdigest()}  {name}" for name, data in files.items()]
        (folder / "SHA256SUMS").write_text("\n".join(told) if sums is None else sums, encoding="utf-8")
    return folder


def sound_files() -> dict[str, bytes]:
    return {f"hb-{number}.pdf": f"%PDF-1.7 {number} %%EOF".encode() for number in range(1, HELD + 1)}


def _line(row: dict) -> str:
    signed = "|".join(
        f"{mark}@{row[name]}"
        for mark, name in (("GVCN:gv", "homeroom_signed_at"), ("HT:ht", "head_signed_at"), ("DAU:", "sealed_at"))
        if row[name]
    )
    cells = [row["school_code"], f"{row['grade']}/5A", row["pupil_code"], row["card_id"], row["version"]]
    cells += [row.get("word", "Đã đồng bộ"), row["created_at"], signed, row["issued_at"], row["sent_at"]]
    return ";".join("" if cell is None else str(cell) for cell in [*cells, row["content_hash"]])

"""The two vendors' registers of cards, and the city's register of receipts."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_csv, write_xlsx
from data_samples.make.card_acts import Register
from data_samples.make.cards import Card
from data_samples.make.repairs import Repairs
from data_samples.make.roster import Place
from data_samples.make.timelines import Times

WIDE_HEADINGS = (
    "STT",
    "Mã trường",
    "Lớp",
    "Khối",
    "Mã HS",
    "Số ĐDCN",
    "Mã học bạ",
    "Phiên bản",
    "Trạng thái",
    "Ngày tạo",
    "GVCN ký lúc",
    "Mã GVCN",
    "Hiệu trưởng ký lúc",
    "Mã hiệu trưởng",
    "Đóng dấu lúc",
    "Ban hành lúc",
    "Gửi Sở lúc",
    "Thu hồi lúc",
    "Lý do thu hồi",
    "Mã băm nội dung",
)
COMPACT_HEADINGS = (
    "Mã đơn vị",
    "Khối/Lớp",
    "Mã định danh Bộ GD&ĐT",
    "CCCD",
    "Số học bạ",
    "Lần phát hành",
    "Tình trạng",
    "Ngày khởi tạo",
    "Chữ ký",
    "Ngày phát hành",
    "Ngày đồng bộ Sở",
    "Ngày thu hồi",
    "Lý do",
    "SHA256",
)
RECEIPT_HEADINGS = (
    "STT",
    "Mã trường",
    "Số định danh",
    "Mã học sinh",
    "Mã học bạ",
    "Phiên bản",
    "Thời điểm tiếp nhận",
    "Kết quả",
    "Lý do",
    "Mã băm",
)
WORDS = {
    "sao_mai": ("Khởi tạo", "GVCN đã ký", "HT đã ký", "Đã đóng dấu", "Đã ban hành", "Đã gửi Sở"),
    "la_xanh": ("Nháp", "Chờ duyệt", "Chờ đóng dấu", "Chờ phát hành", "Phát hành", "Đã đồng bộ"),
}
WITHDRAWN = {"sao_mai": "Thu hồi", "la_xanh": "Bị thu hồi"}
REPLACED = {"sao_mai": "Đã thay thế", "la_xanh": "Bị thay thế"}


def write_cards(folder: Path, day: date, register: Register, repairs: Repairs) -> None:
    """Both vendors' registers as they stood at the end of a day."""
    cards = sorted(register.cards, key=lambda card: (card.pupil.school.number, card.pupil.grade, card.pupil.home_class))
    shown = [card for card in cards if card.stands_on(day)]
    _write_wide(folder, day, [card for card in shown if card.pupil.school.vendor == "sao_mai"], repairs)
    _write_compact(folder, day, [card for card in shown if card.pupil.school.vendor == "la_xanh"])


def state_word(card: Card, day: date) -> str:
    """What the vendor's program calls the state of a card on a day."""
    vendor = card.pupil.school.vendor
    if card.is_withdrawn(day):
        return WITHDRAWN[vendor]
    if card.is_replaced(day):
        return REPLACED[vendor]
    if card.odd_word and day < card.wrong_until:
        return card.odd_word
    reached = [place for place, when in enumerate(card.times_on(day).all()) if when]
    return WORDS[vendor][reached[-1]]


def _write_wide(folder: Path, day: date, cards: list[Card], repairs: Repairs) -> None:
    name, sheet = f"{day}/so-hoc-ba_sao-mai.xlsx", "SoHocBa"
    rows: list[list[Any]] = [
        ["PHẦN MỀM HỌC BẠ SỐ SAO MAI"],
        ["SỔ HỌC BẠ CỦA CÁC TRƯỜNG"],
        [f"Số liệu tính đến ngày {day_text(day)}"],
        list(WIDE_HEADINGS),
    ]
    for order, card in enumerate(cards, 1):
        rows.append([order, *_wide(card, day)])
        card.place[day] = Place(name, sheet, len(rows))
    rows.append([f"Tổng số học bạ: {len(cards)}"])
    repairs.add("dong_tong", Place(name, sheet, len(rows)))
    write_xlsx(folder / name, [Sheet(sheet, rows)])


def _wide(card: Card, day: date) -> list[Any]:
    times, pupil = card.times_on(day), card.pupil
    withdrawn = card.is_withdrawn(day)
    return [
        pupil.school.code,
        pupil.class_name,
        pupil.grade,
        card.code,
        _number(card),
        card.card_id,
        card.version,
        state_word(card, day),
        times.created,
        times.homeroom,
        card.homeroom_signer if times.homeroom else "",
        times.head,
        card.head_signer if times.head else "",
        times.sealed,
        times.issued,
        times.sent,
        card.withdrawn if withdrawn else None,
        card.reason if withdrawn else "",
        card.content_hash if times.issued else "",
    ]


def _number(card: Card) -> str:
    """The pupil's personal number; nothing on cards of nobody."""
    return card.pupil.person_id if card.code == card.pupil.code else ""


def _write_compact(folder: Path, day: date, cards: list[Card]) -> None:
    """Text as the vendor's program writes it: the lines above the heading are short."""
    name = f"{day}/so-hoc-ba_la-xanh.csv"
    rows: list[list[Any]] = [
        ["LÁ XANH - XUẤT DỮ LIỆU HỌC BẠ SỐ"],
        [f"Ngày kết xuất: {day_text(day)}"],
        list(COMPACT_HEADINGS),
    ]
    for card in cards:
        rows.append(_compact(card, day))
        card.place[day] = Place(name, "", len(rows))
    write_csv(folder / name, rows, delimiter=";", mark=True)


def _compact(card: Card, day: date) -> list[Any]:
    times, pupil = card.times_on(day), card.pupil
    withdrawn = card.is_withdrawn(day)
    return [
        pupil.school.code,
        f"{pupil.grade}/{pupil.class_name}",
        card.code,
        _number(card),
        card.card_id,
        card.version,
        state_word(card, day),
        times.created,
        "|".join(_signatures(card, times)),
        times.issued or "",
        times.sent or "",
        card.withdrawn if withdrawn else "",
        card.reason if withdrawn else "",
        card.content_hash if times.issued else "",
    ]


def _signatures(card: Card, times: Times) -> Iterator[str]:
    signers = (
        ("GVCN", card.homeroom_signer, times.homeroom),
        ("HT", card.head_signer, times.head),
        ("DAU", "", times.sealed),
    )
    for role, signer, when in signers:
        if when:
            yield f"{role}:{signer}@{when}"


def write_receipts(folder: Path, day: date, register: Register, repairs: Repairs) -> None:
    """The city's register at the end of a day: a heading printed again half way, a total and a signature."""
    name, sheet = f"{day}/so-tiep-nhan.xlsx", "SoTiepNhan"
    rows: list[list[Any]] = [
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HỒ CHÍ MINH"],
        ["SỔ TIẾP NHẬN HỌC BẠ SỐ"],
        [f"Số liệu tính đến ngày {day_text(day)}"],
        [],
        list(RECEIPT_HEADINGS),
    ]
    receipts = sorted((r for r in register.receipts if r.stands_on(day)), key=lambda r: (r.pupil.school.number, r.at))
    for order, receipt in enumerate(receipts, 1):
        if order == 1001:
            rows.append(list(RECEIPT_HEADINGS))
            repairs.add("lap_tieu_de", Place(name, sheet, len(rows)))
        pupil = receipt.pupil
        number = pupil.person_id if receipt.code == pupil.code else ""
        result = (_time_text(receipt.at), receipt.state, receipt.reason, receipt.content_hash)
        rows.append([order, pupil.school.code, number, receipt.code, receipt.card_id, receipt.version, *result])
        receipt.place[day] = Place(name, sheet, len(rows))
    for closing in ([f"Tổng cộng: {len(receipts)} lượt"], ["", "", "", "", "", "NGƯỜI LẬP BIỂU"]):
        rows.append(closing)
        repairs.add("dong_tong", Place(name, sheet, len(rows)))
    write_xlsx(folder / name, [Sheet(sheet, rows)])


def _time_text(when: datetime) -> str:
    return when.strftime("%d/%m/%Y %H:%M:%S")

"""Rows of a district in officers' words: headings and cells in Vietnamese, turned into the declared columns.

What a table does not say is sound: a pupil has a number that fits, a card its content, a result every level and score.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from text_table import day, moment, read_table

Words = Mapping[str, str]
Row = dict[str, Any]
Reader = tuple[tuple[str, Callable[[str], Any]], ...]
"""Columns that a heading fills, and how its cell is read."""

STATUS = {"đang học": "dang_hoc", "chuyển đến": "chuyen_den", "chuyển đi": "chuyen_di", "thôi học": "thoi_hoc"}
SEX = {"nam": "nam", "nữ": "nu"}
POSITION = {
    "hiệu trưởng": "hieu_truong",
    "phó hiệu trưởng": "pho_hieu_truong",
    "giáo viên": "giao_vien",
    "văn thư": "van_thu",
    "nhân viên": "nhan_vien",
}
STEPS = {
    "đã tạo": ("created_at", "khoi_tao"),
    "GVCN đã ký": ("homeroom_signed_at", "gvcn_da_ky"),
    "HT đã ký": ("head_signed_at", "hieu_truong_da_ky"),
    "đã đóng dấu": ("sealed_at", "da_dong_dau"),
    "đã ban hành": ("issued_at", "da_ban_hanh"),
    "đã gửi": ("sent_at", "da_bao_cao_so"),
}
"""The steps of a card in order: the column with its time, the state in which it leaves the card."""
STATE = {"Thu hồi": "thu_hoi", "Đã thay thế": "da_thay_the"} | {word: state for word, (_, state) in STEPS.items()}
RATING = {
    "xuất sắc": "hoan_thanh_xuat_sac",
    "tốt": "hoan_thanh_tot",
    "hoàn thành": "hoan_thanh",
    "chưa hoàn thành": "chua_hoan_thanh",
}
ANSWER = {"tiếp nhận": "tiep_nhan", "lỗi": "loi", "thu hồi": "thu_hoi"}
ROOT = {"Ban Cơ yếu": "vgca", "công cộng": "cong_cong"}
DEVICE = {"USB Token": "usb_token", "ký số từ xa": "ky_so_tu_xa"}
CERTIFICATE = {"hiệu lực": "hieu_luc", "thu hồi": "thu_hoi", "tạm dừng": "tam_dung"}
CONTRACT = {"biên chế": "vien_chuc", "hợp đồng": "hop_dong", "thỉnh giảng": "thinh_giang"}
YES = {"có": True, "không": False, "": None}


def text(cell: str) -> str | None:
    """The cell; an empty one holds nothing."""
    return cell or None


def whole(cell: str) -> int | None:
    """The cell as a whole number, nothing when it is none."""
    return int(cell) if cell.isdigit() else None


def written_day(cell: str) -> date | None:
    """The cell as a day, nothing when it is none that ever was."""
    try:
        return day(cell)
    except ValueError:
        return None


def one_of(words: Mapping[str, Any]) -> Callable[[str], Any]:
    """The code of a word; nothing for a word that the vocabulary does not know."""
    return words.get


PUPIL: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "khối": (("grade", whole),),
    "lớp": (("class_name", text),),
    "mã học sinh": (("pupil_code", text),),
    "họ tên": (("full_name", text),),
    "ngày sinh": (("birth_date", written_day), ("birth_date_text", text)),
    "giới tính": (("sex", one_of(SEX)), ("sex_text", text)),
    "dân tộc": (("ethnicity", text),),
    "trạng thái": (("pupil_status", one_of(STATUS)), ("status_text", text)),
    "số định danh": (("person_id", text),),
    "lý do chưa có số": (("no_number_reason", text),),
    "không đánh giá": (("is_not_assessed", one_of(YES)),),
    "quốc tịch": (("nationality", text),),
    "tỉnh": (("province_text", text),),
    "huyện": (("district_text", text),),
    "xã": (("commune_text", text),),
    "tên cha": (("father_name", text),),
    "năm sinh cha": (("father_birth_year", whole),),
    "tên mẹ": (("mother_name", text),),
    "năm sinh mẹ": (("mother_birth_year", whole),),
    "trường kia": (("other_school", text),),
    "ngày trạng thái": (("status_date", day),),
}
CARD: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "khối": (("grade", whole),),
    "mã học bạ": (("card_id", text),),
    "phiên bản": (("version", whole),),
    "tạo lúc": (("created_at", moment),),
    "GVCN ký lúc": (("homeroom_signed_at", moment),),
    "lớp": (("class_name", text),),
    "GVCN": (("homeroom_signer", text),),
    "HT ký lúc": (("head_signed_at", moment),),
    "ký đủ lúc": (("homeroom_signed_at", moment), ("head_signed_at", moment)),
    "đóng dấu lúc": (("sealed_at", moment),),
    "ban hành lúc": (("issued_at", moment),),
    "gửi lúc": (("sent_at", moment),),
    "thu hồi lúc": (("withdrawn_at", moment),),
    "mã băm": (("content_hash", text),),
    "tình trạng": (("state", one_of(STATE)), ("state_text", text)),
}
RECEIPT: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "mã học bạ": (("card_id", text),),
    "phiên bản": (("version", whole),),
    "tiếp nhận lúc": (("received_at", moment),),
    "kết quả": (("receipt_state", one_of(ANSWER)), ("state_text", text)),
    "mã băm": (("content_hash", text),),
}
RESULT: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "khối": (("grade", whole),),
    "lớp": (("class_name", text),),
    "mã học sinh": (("pupil_code", text),),
    "xếp loại": (("rating", one_of(RATING)), ("rating_text", text)),
    "hoàn thành": (("is_completed", one_of(YES)),),
    "lên lớp": (("is_promoted", one_of(YES)),),
}
STAFF: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "người": (("staff_code", text), ("full_name", str.title)),
    "chức vụ": (("position", one_of(POSITION)), ("position_text", text)),
    "chủ nhiệm lớp": (("homeroom_class", text),),
    "tình trạng": (("staff_status", one_of({"đang làm": "dang_lam", "nghỉ": "nghi"})), ("status_text", text)),
    "số định danh": (("person_id", text),),
    "hợp đồng": (("contract_kind", one_of(CONTRACT)), ("contract_text", text)),
}
SEEN: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "số định danh": (("person_id", text),),
    "mã cán bộ": (("holder_code", text),),
    "serial": (("serial", text),),
    "nơi cấp": (("issuer", text),),
    "gốc tin cậy": (("trust_root", one_of(ROOT)),),
    "từ ngày": (("valid_from", day),),
    "đến ngày": (("valid_to", day),),
    "khoá": (("key_algorithm", text),),
    "bit": (("key_bits", whole),),
    "để ký": (("is_for_signing", one_of(YES)),),
    "thấy ở": (("shown_by", one_of({"tệp": "tep", "token": "token", "chữ ký": "chu_ky"})),),
    "loại": (("holder_kind", one_of({"cá nhân": "ca_nhan", "con dấu": "con_dau"})),),
}
CERTIFICATES: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "người": (("holder_code", text),),
    "serial": (("serial", text),),
    "gốc tin cậy": (("trust_root", one_of(ROOT)),),
    "thiết bị": (("device", one_of(DEVICE)),),
    "từ ngày": (("valid_from", day),),
    "đến ngày": (("valid_to", day),),
    "tình trạng": (("certificate_status", one_of(CERTIFICATE)), ("status_text", text)),
}
TRAINING: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "người": (("staff_code", text),),
    "ngày": (("trained_on", day),),
}
ATTESTATION: Mapping[str, Reader] = {
    "nhiệm vụ": (("duty", text),),
    "đơn vị": (("actor_id", text),),
    "ngày xong": (("done_on", day),),
}
EXEMPTION: Mapping[str, Reader] = {
    "trường": (("school_code", text),),
    "từ ngày": (("valid_from", day),),
    "đến ngày": (("valid_to", day),),
    "lý do": (("reason", text),),
}


def read_rows(table: str, headings: Mapping[str, Reader], *, beside: tuple[str, ...] = ()) -> list[tuple[Words, Row]]:
    """Each row's words, and the columns that they fill. `beside`: headings that the caller reads itself."""
    rows = read_table(table)
    unknown = {heading for row in rows for heading in row} - headings.keys() - set(beside)
    assert not unknown, f"headings that mean nothing here: {sorted(unknown)}"
    return [(row, _fill(row, headings)) for row in rows]


def _fill(row: Words, headings: Mapping[str, Reader]) -> Row:
    filled = [
        (column, read(cell))
        for heading, cell in row.items()
        if heading in headings
        for column, read in headings[heading]
    ]
    return dict(filled)


def pupil_defaults(label: str, code: str, row: Row) -> Row:
    """A sound pupil of the grade and sex that the row says."""
    grade, sex = row.get("grade", 5), row.get("sex", "nam") or "nam"
    born = row.get("birth_date") or date(2019 - (grade or 5), 6, 1)
    return {
        "school_code": "A",
        "grade": grade,
        "class_name": f"{grade}A",
        "pupil_code": code,
        "person_id": f"079{2 + (sex == 'nu')}{born:%y}{code[-6:]}",
        "full_name": f"Lê {label.title()}",
        "birth_date": born,
        "birth_date_text": f"{born:%d/%m/%Y}",
        "sex": sex,
        "sex_text": sex,
        "ethnicity": "Kinh",
        "pupil_status": "dang_hoc",
        "status_text": "đang học",
        "is_not_assessed": False,
    }


def card_columns(words: Words, row: Row) -> Row:
    """The times up to the step that a card has reached (`tới bước`, `ngày`), and the state that they show."""
    reached = words.get("tới bước", "đã tạo")
    steps = list(STEPS)[: list(STEPS).index(reached) + 1]
    times = {STEPS[step][0]: moment(words.get("ngày", "20/05/2025")) for step in steps}
    shown = [state for column, state in STEPS.values() if (times | row).get(column)]
    state = "thu_hoi" if row.get("withdrawn_at") else (shown or ["khoi_tao"])[-1]
    return {"vendor": "sao_mai", "version": 1, "grade": 5, "state": state, "state_text": state, **times, **row}

"""Questions that cannot be answered: no workspace, a wrong parameter, nothing loaded, a notebook that stopped."""

from collections.abc import Sequence
from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class WorkspaceMissing(OpsError):
    """There is no workspace where the command was run. Exit code 10."""

    exit_code = 10

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{folder}: không có tệp hocba.toml nên đây không phải thư mục làm việc. "
            f"Chạy `hocba init {folder}` để tạo, hoặc chỉ đúng thư mục bằng --workspace."
        )


class ParameterProblem(StrEnum):
    """What can be wrong with a parameter, and what a right one looks like."""

    UNKNOWN = "không có tham số này; chỉ có unit, school_year, as_of, anchor."
    UNDECLARED = "sổ tay không khai báo tham số này trong ô parameters."
    NOT_A_CODE = "phải là một mã đơn vị hoặc mã trường, ví dụ quan-1."
    UNKNOWN_UNIT = "không có đơn vị hay trường nào mang mã này; `hocba status` liệt kê các mã dùng được."
    NOT_YET_A_UNIT = "vào ngày hỏi đơn vị này chưa thành lập; chọn ngày muộn hơn hoặc đơn vị trước đó."
    NOT_A_YEAR = "năm học viết hai năm liền nhau, ví dụ 2024-2025."
    NOT_A_DAY = "ngày viết năm-tháng-ngày, ví dụ 2025-06-30."
    UNKNOWN_FAMILY = "không có loại tệp này; trong ngoặc là các loại tệp."
    UNKNOWN_STEP = "không có bước này; `hocba run --help` liệt kê các bước."
    UNKNOWN_LEVEL = "không có cách gộp này; trong ngoặc là các cách gộp: truc_tiep, phong, xa, cum, so."
    UNKNOWN_RULE = "không có quy tắc nào mang mã này; `hocba rules` liệt kê các mã."
    UNKNOWN_ROLE = "không có vai trò này; trong ngoặc là sáu vai trò dùng được."
    UNKNOWN_CARD = "sổ sự kiện không có học bạ nào mang mã này; chạy `hocba registry import` nếu sổ chưa được ghi."
    NOT_A_RATE = "tỷ lệ viết như đã công bố, ví dụ 94,64."
    NOT_A_FILE = "chỗ này là thư mục hoặc đi qua một tệp, không ghi tệp ở đây được; chọn tên khác."
    KIT_IN_THE_WAY = "chỗ này đã có; bộ ngoại tuyến luôn lập vào thư mục mới, chọn tên khác."
    FILE_IN_THE_WAY = "chỗ này đang là một tệp, không làm thư mục được; chọn tên khác."
    NOT_GRADES = "khối lớp viết 5, 1-4 hoặc 1,3,5 (từ 1 đến 12)."
    NOTHING_LOCKED = "trong năm học này chưa chốt học bạ nào của trường và khối ấy nên không có gì để mở lại."
    SAME_PERSON = "người thứ hai phải khác người đề nghị: mở lại cần hai người."
    EMPTY = "không được để trống."
    OVER = "ngày hết hạn phải từ hôm nay trở đi."
    NOT_CONFIRMED = "còn học bạ trong phạm vi chưa chốt được (bảng ở trên); vẫn chốt số còn lại thì thêm --yes."
    UNKNOWN_RECIPIENT = "nơi nhận chỉ có so (Sở) và bo (Bộ)."
    UNKNOWN_FORMAT = "dạng tệp chỉ có xml, json, csv, xlsx, parquet, cách nhau bằng dấu phẩy."
    UNKNOWN_VENDOR = "không có nhà cung cấp này trong kho hay trong bàn giao; trong ngoặc là các mã dùng được."
    ONE_FILE = "chỉ ghi trang cho một tệp; kiểm tra riêng tệp cần trang."
    NOT_AN_ADDRESS = "viết địa chỉ IP hoặc mạng, ví dụ 127.0.0.1 hoặc 10.0.0.0/8."
    NOT_A_LEVEL = "mức chữ ký là B-B, B-T hoặc B-LTA."
    NOT_A_FIELD = "ô ký là gvcn, hieu_truong, con_dau hoặc gvbm-<môn>."
    ONE_KEY = "chỉ ra đúng một nơi giữ khoá: --key, --token hoặc --remote."
    NO_TIMESTAMP = (
        "chưa có địa chỉ nơi cấp dấu thời gian; thêm --tsa, hoặc --no-time nếu chấp nhận ký không dấu thời gian."
    )
    NO_SEALER = (
        "con dấu là của trường, không nói ai đã đóng; thêm --by MÃ_CÁN_BỘ của văn thư giữ dấu để ghi vào sổ sự kiện."
    )
    RECORD_ONLY = "--by chỉ dùng cùng --record; --record không dùng với --archive hay --dry-run."
    NOT_BOXES = 'tệp chỗ ký là JSON dạng {"gvcn": {"page": 0, "corners": [x, y, x2, y2]}}.'
    SAMPLE_TOO_SMALL = "mẫu phải có ít nhất một học bạ cho mỗi trường."
    NOT_A_HEAD = "đầu chuỗi viết số:mã, đủ mã hoặc ít nhất 16 ký tự đầu, như `hocba audit verify` in ra."
    NOT_A_MONTH = "tháng viết năm-tháng, ví dụ 2020-01."
    UNKNOWN_EVENT = "nhật ký không có loại việc này; trong ngoặc là các loại việc."
    NOT_A_COUNT = "phải là số nguyên không âm, ví dụ 29093 hoặc 29.093."


class BadParameter(OpsError):
    """A run was asked for with a parameter that is unknown or ill-typed. Exit code 16."""

    exit_code = 16

    def __init__(self, name: str, value: object, problem: ParameterProblem, *, near: Sequence[str] = ()) -> None:
        offered = f" Gần giống: {', '.join(near)}." if near else ""
        super().__init__(f"Tham số “{name}” = {value}: {problem}{offered} Chưa chạy gì, báo cáo cũ còn nguyên.")


KERNEL_DIED = "nhân Jupyter đã tắt giữa chừng, thường vì hết bộ nhớ hoặc bị dừng từ ngoài; chạy lại riêng bước này"
"""Why a notebook stopped whose kernel is gone."""


class NotebookFailed(OpsError):
    """A cell of a notebook raised; the previous report stays in place. Exit code 17."""

    exit_code = 17

    def __init__(self, step: str, cell: int, reason: str, kept: str) -> None:
        self.cell, self.reason = cell, reason
        super().__init__(
            f"Sổ tay của bước “{step}” dừng ở ô thứ {cell}: {reason.rstrip('.')}. "
            f"Báo cáo cũ được giữ nguyên; bản chạy dở để xem lỗi ở {kept}."
        )


class UnitsFailed(OpsError):
    """A notebook stopped for some of the units that it was run for. Exit code 17."""

    exit_code = 17

    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} đơn vị chạy không xong (nêu ở trên); các đơn vị khác đã có báo cáo. "
            "Xem lý do rồi chạy lại cùng lệnh: đơn vị đã xong được giữ nguyên."
        )


class NothingLoaded(OpsError):
    """A step was asked for but the store has no batch it can read as of that day, or none at all. Exit code 11."""

    exit_code = 11

    def __init__(self, tables: Sequence[str], as_of: str) -> None:
        super().__init__(
            f"{f'Tính đến {as_of}' if as_of else 'Kho'} chưa có số liệu cho bảng: {', '.join(tables)}. "
            "Nạp tệp bằng `hocba load`, hoặc chọn ngày muộn hơn bằng --as-of; `hocba status` cho biết đã có gì."
        )

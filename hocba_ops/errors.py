"""Every situation in which the operator must act: what is wrong, where, what to do next.

One class a situation, one exit code a class (10–19); the sentences stand here and nowhere else. Data that is wrong is
never an exception: it becomes a `Finding`. A bug is never an `OpsError`: it crashes.
"""

from collections.abc import Sequence
from enum import StrEnum


class OpsError(Exception):
    """The operator must act before the work can go on; `str(error)` is a Vietnamese sentence that says how."""

    exit_code = 19

    def __reduce__(self) -> tuple[object, ...]:
        """An error crosses from a reading process to ours with its sentence, not with what the sentence was made of."""
        return _told_again, (type(self), str(self))


def _told_again(kind: type[OpsError], sentence: str) -> OpsError:
    error = kind.__new__(kind)
    Exception.__init__(error, sentence)
    return error


class WorkspaceMissing(OpsError):
    """There is no workspace where the command was run. Exit code 10."""

    exit_code = 10

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{folder}: không có tệp hocba.toml nên đây không phải thư mục làm việc. "
            f"Chạy `hocba init {folder}` để tạo, hoặc chỉ đúng thư mục bằng --workspace."
        )


class EmptyFolder(OpsError):
    """A folder to load holds no file that any source family reads. Exit code 11."""

    exit_code = 11

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{folder}: không có tệp .xlsx, .xls hay .csv nào để đọc. "
            "Chép các tệp kết xuất vào thư mục này rồi chạy lại `hocba load`."
        )


class UnknownHeading(OpsError):
    """A file has columns that no source family knows. Exit code 12."""

    exit_code = 12

    def __init__(self, path: str, sheet: str, headings: Sequence[str], missing: Sequence[str] = ()) -> None:
        named = ", ".join(headings[:5]) or "trang không có dòng tiêu đề"
        lacking = f"Gần giống một loại đã biết nhưng thiếu cột: {', '.join(missing)}. " if missing else ""
        super().__init__(
            f"{path}, trang “{sheet}”: không nhận ra bảng nào từ các cột ({named}…). {lacking}"
            "Đối chiếu tên cột với data_samples/README.md, sửa dòng tiêu đề rồi nạp lại; các tệp khác vẫn được đọc."
        )


class UnreadableFile(OpsError):
    """A file cannot be opened: truncated, damaged, not what its name says. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path}: không mở được ({reason}). Tải hoặc kết xuất lại tệp này rồi nạp lại; các tệp khác vẫn được đọc."
        )


class Limit(StrEnum):
    """Which limit a file is beyond, and what to do about it."""

    FILE_BYTES = "dung lượng tệp (byte)|Tách tệp theo trường rồi nạp lại từng phần."
    UNPACKED_BYTES = "dung lượng sau khi giải nén (byte)|Mở bằng Excel, xoá hình ảnh và các trang không dùng, lưu lại."
    RATIO = "tỷ lệ nén (lần)|Tệp nén như vậy thường là tệp hỏng hoặc tệp phá hoại: hỏi lại nơi gửi, kết xuất lại."
    SHEETS = "số trang|Tách tệp theo trường hoặc theo khối."
    ROWS = "số dòng|Tách tệp theo trường; xoá các dòng trống ở cuối trang rồi lưu lại."
    COLUMNS = "số cột|Xoá các cột trống hoặc cột lạ ở bên phải trang rồi lưu lại."
    CELLS = "số ô|Tách tệp theo trường; xoá các dòng, cột trống ở cuối trang rồi lưu lại."


class TooLarge(OpsError):
    """A file is beyond a limit of size, as a damaged or hostile one is; it was not read. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, limit: Limit, *, found: int, allowed: int) -> None:
        name, _, advice = limit.partition("|")
        super().__init__(
            f"{path}: quá lớn nên không đọc. Vượt giới hạn {name}: {_grouped(found)}, chỉ cho phép "
            f"{_grouped(allowed)}. {advice} Nếu tệp đúng là lớn như vậy thì nâng “{limit.name.lower()}” trong mục "
            "[limits] của hocba.toml. Các tệp khác vẫn được đọc."
        )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class ProtectedFile(OpsError):
    """A workbook is encrypted with a password. Exit code 14."""

    exit_code = 14

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: tệp đặt mật khẩu nên không đọc được. "
            "Mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu lại rồi nạp lại."
        )


class NotPermitted(OpsError):
    """The operating system does not let us read or write a place. Exit code 15."""

    exit_code = 15

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: không có quyền đọc hoặc ghi. "
            "Nhờ người quản trị máy cấp quyền, hoặc chép tệp sang thư mục khác rồi nạp lại."
        )


class ParameterProblem(StrEnum):
    """What can be wrong with a parameter, and what a right one looks like."""

    UNKNOWN = "không có tham số này; chỉ có unit, school_year, as_of."
    UNDECLARED = "sổ tay không khai báo tham số này trong ô parameters."
    NOT_A_CODE = "phải là một mã đơn vị hoặc mã trường, ví dụ quan-1."
    UNKNOWN_UNIT = "không có đơn vị hay trường nào mang mã này; `hocba status` liệt kê các mã dùng được."
    NOT_YET_A_UNIT = "vào ngày hỏi đơn vị này chưa thành lập; chọn ngày muộn hơn hoặc đơn vị trước đó."
    NOT_A_YEAR = "năm học viết hai năm liền nhau, ví dụ 2024-2025."
    NOT_A_DAY = "ngày viết năm-tháng-ngày, ví dụ 2025-06-30."
    UNKNOWN_STEP = "không có bước này; `hocba run --help` liệt kê các bước."
    UNKNOWN_RULE = "không có quy tắc nào mang mã này; `hocba rules` liệt kê các mã."
    NOT_A_RATE = "tỷ lệ viết như đã công bố, ví dụ 94,64."
    NOT_A_FILE = "chỗ này là thư mục hoặc đi qua một tệp, không ghi tệp ở đây được; chọn tên khác."
    FILE_IN_THE_WAY = "chỗ này đang là một tệp, không làm thư mục được; chọn tên khác."
    NOT_A_COUNT = "phải là số nguyên không âm, ví dụ 29093 hoặc 29.093."


class BadParameter(OpsError):
    """A run was asked for with a parameter that is unknown or ill-typed. Exit code 16."""

    exit_code = 16

    def __init__(self, name: str, value: object, problem: ParameterProblem, *, near: Sequence[str] = ()) -> None:
        offered = f" Gần giống: {', '.join(near)}." if near else ""
        super().__init__(f"Tham số “{name}” = {value}: {problem}{offered} Chưa chạy gì, báo cáo cũ còn nguyên.")


class NotebookFailed(OpsError):
    """A cell of a notebook raised; the previous report stays in place. Exit code 17."""

    exit_code = 17

    def __init__(self, step: str, cell: int, reason: str, kept: str) -> None:
        super().__init__(
            f"Sổ tay của bước “{step}” dừng ở ô thứ {cell}: {reason}. "
            f"Báo cáo cũ được giữ nguyên; bản chạy dở để xem lỗi ở {kept}."
        )


class RulebookFault(OpsError):
    """Rulebook or settings data is wrong; every fault found is listed. Exit code 18."""

    exit_code = 18

    def __init__(self, faults: Sequence[str]) -> None:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"Bộ quy định hoặc cấu hình có {len(faults)} lỗi, chưa chạy gì:\n{listed}")


class SeveralFaults(OpsError):
    """Several files failed in different ways; each was told on its own. Exit code 19."""

    exit_code = 19

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} tệp chưa nạp được vì nhiều nguyên nhân khác nhau, xem từng dòng ở trên.")


class DateUnknown(OpsError):
    """A file does not say as of which day its rows stand. Exit code 16."""

    exit_code = 16

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: không thấy ngày số liệu trong tệp, tên tệp hay tên thư mục. "
            "Đặt tệp vào thư mục mang tên ngày (ví dụ 2025-06-30) hoặc chạy `hocba load --as-of 2025-06-30 …`."
        )


class SchoolListMissing(OpsError):
    """A file names schools by their older codes and no school list says which they are. Exit code 11."""

    exit_code = 11

    def __init__(self, path: str, codes: Sequence[str]) -> None:
        super().__init__(
            f"{path}: dùng {len(codes)} mã trường cũ ({', '.join(codes[:3])}…) mà kho chưa có danh mục trường. "
            "Chép danh mục trường (có cột Mã trường và Mã cũ) vào inbox rồi nạp lại; tệp này sẽ được đọc cùng."
        )


class NothingLoaded(OpsError):
    """A step was asked for but the store has no batch it can read as of that day, or none at all. Exit code 11."""

    exit_code = 11

    def __init__(self, tables: Sequence[str], as_of: str) -> None:
        super().__init__(
            f"{f'Tính đến {as_of}' if as_of else 'Kho'} chưa có số liệu cho bảng: {', '.join(tables)}. "
            "Nạp tệp bằng `hocba load`, hoặc chọn ngày muộn hơn bằng --as-of; `hocba status` cho biết đã có gì."
        )

"""Files that cannot be taken in: what is wrong with them, and what to do."""

from collections.abc import Sequence
from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class EmptyFolder(OpsError):
    """A folder holds no file that any source family reads; `command` is what to run again. Exit code 11."""

    exit_code = 11

    def __init__(self, folder: str, *, is_there: bool = True, command: str = "hocba load") -> None:
        kinds = "tệp bảng tính (.xlsx, .xls, .xlsb, .ods, .csv) hay chứng thư (.cer, .pem, .p7b)"
        lacking = kinds if is_there else "thư mục hay tệp"
        todo = f"Xem lại đường dẫn, chép các tệp kết xuất vào đó rồi chạy lại `{command}`."
        super().__init__(f"{folder}: không có {lacking} nào ở đây. {todo}")


class UnknownHeading(OpsError):
    """A file has columns that no source family knows. Exit code 12."""

    exit_code = 12

    def __init__(
        self, path: str, sheet: str, headings: Sequence[str], missing: Sequence[str] = (), *, row: int | None = None
    ) -> None:
        parts = (path, sheet and f"trang “{sheet}”", "" if row is None else f"bảng thứ hai trở đi, dòng {row}")
        shown = f"các cột ({', '.join(headings[:5])}…)" if headings else "tệp: trang không có dòng tiêu đề"
        lacking = f"Gần giống một loại đã biết nhưng thiếu cột: {', '.join(missing)}. " if missing else ""
        super().__init__(
            f"{', '.join(filter(None, parts))}: không nhận ra bảng nào từ {shown}. {lacking}"
            "Đối chiếu tên cột với data_samples/README.md, sửa dòng tiêu đề rồi nạp lại, "
            f"hoặc chạy `hocba map {path}` để gán cột; các tệp khác vẫn được đọc."
        )


class UnreadableFile(OpsError):
    """A file cannot be opened: truncated, damaged, not what its name says. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path}: không mở được ({reason}). Tải hoặc kết xuất lại tệp này rồi nạp lại; các tệp khác vẫn được đọc."
        )


class MissingFile(OpsError):
    """There is no file where one was named. Exit code 11."""

    exit_code = 11

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: không có tệp này. Xem lại tên và thư mục rồi chạy lại.")


def file_error(path: str, fault: OSError) -> OpsError:
    """Why the operating system did not give a file, as an error that says what to do."""
    if isinstance(fault, PermissionError):
        return NotPermitted(path)
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return MissingFile(path)
    reason = "đây là thư mục" if isinstance(fault, IsADirectoryError) else f"hệ điều hành báo lỗi {fault.errno} khi đọc"
    return UnreadableFile(path, reason)


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


class DateUnknown(OpsError):
    """A file does not say as of which day its rows stand. Exit code 16."""

    exit_code = 16

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: không thấy ngày số liệu trong tệp, tên tệp hay tên thư mục. "
            "Đặt tệp vào thư mục mang tên ngày (ví dụ 2025-06-30) hoặc chạy `hocba load --as-of 2025-06-30 …`."
        )


class SchoolListMissing(OpsError):
    """A file names schools by their older codes or by name, and no school list says which they are. Exit code 11."""

    exit_code = 11

    def __init__(self, path: str, codes: Sequence[str], *, names: Sequence[str] = ()) -> None:
        used = f"{len(codes)} mã trường cũ ({', '.join(codes[:3])}…)"
        if names:
            used = f"{len(names)} tên trường thay cho mã ({'; '.join(names[:3])}…)"
        super().__init__(
            f"{path}: dùng {used} mà kho chưa có danh mục trường. "
            "Chép danh mục trường (có cột Mã trường, Tên trường và Mã cũ) vào inbox rồi nạp lại; "
            "tệp này sẽ được đọc cùng."
        )


class SchoolUnknown(OpsError):
    """A file says nowhere of which school its rows are. Exit code 16."""

    exit_code = 16

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: không thấy tên hay mã trường trong cột, trong các dòng đầu tệp hay trong tên tệp. "
            "Ghi mã trường vào tên tệp (ví dụ 79760401_danh-sach.xlsx) hoặc vào dòng đầu "
            "(“Mã trường: 79760401”) rồi nạp lại; danh mục trường phải có mã ấy."
        )


class SeveralFaults(OpsError):
    """Several files failed in different ways; each was told on its own. Exit code 19."""

    exit_code = 19

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} tệp chưa nạp được vì nhiều nguyên nhân khác nhau, xem từng dòng ở trên.")

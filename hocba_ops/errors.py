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

    def __init__(self, folder: str, *, is_there: bool = True) -> None:
        lacking = "tệp bảng tính (.xlsx, .xls, .xlsb, .ods, .csv)" if is_there else "thư mục hay tệp"
        todo = "Xem lại đường dẫn, chép các tệp kết xuất vào đó rồi chạy lại `hocba load`."
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
    UNKNOWN_FAMILY = "không có loại tệp này; trong ngoặc là các loại tệp."
    UNKNOWN_STEP = "không có bước này; `hocba run --help` liệt kê các bước."
    UNKNOWN_RULE = "không có quy tắc nào mang mã này; `hocba rules` liệt kê các mã."
    UNKNOWN_CARD = "sổ sự kiện không có học bạ nào mang mã này; chạy `hocba registry import` nếu sổ chưa được ghi."
    NOT_A_RATE = "tỷ lệ viết như đã công bố, ví dụ 94,64."
    NOT_A_FILE = "chỗ này là thư mục hoặc đi qua một tệp, không ghi tệp ở đây được; chọn tên khác."
    FILE_IN_THE_WAY = "chỗ này đang là một tệp, không làm thư mục được; chọn tên khác."
    NOT_GRADES = "khối lớp viết 5, 1-4 hoặc 1,3,5 (từ 1 đến 12)."
    NOTHING_LOCKED = "trong năm học này chưa chốt học bạ nào của trường và khối ấy nên không có gì để mở lại."
    SAME_PERSON = "người thứ hai phải khác người đề nghị: mở lại cần hai người."
    EMPTY = "không được để trống."
    OVER = "ngày hết hạn phải từ hôm nay trở đi."
    NOT_CONFIRMED = "còn học bạ trong phạm vi chưa chốt được (bảng ở trên); vẫn chốt số còn lại thì thêm --yes."
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


class MappingProblem(StrEnum):
    """What can be wrong with a mapping of an unknown layout; `{value}` is what stands there."""

    NOT_TOML = "không đọc được tệp TOML: {value}"
    UNKNOWN_KEY = "không có mục này; các mục dùng được: {value}"
    NOT_TEXT = "phải là chữ trong ngoặc kép"
    MISSING = "thiếu mục này"
    UNKNOWN_FAMILY = "không có loại tệp “{value}”"
    UNKNOWN_LAYOUT = "loại tệp này không có dạng bảng “{value}”"
    UNKNOWN_FIELD = "không có trường “{value}” trong dạng bảng này"
    FIELD_TWICE = "trường “{value}” được gán cho hai cột"
    REQUIRED = "chưa cột nào được gán cho trường bắt buộc “{value}”"


class MappingFault(OpsError):
    """A mapping of an unknown layout is wrong; every fault is listed with its file and key. Exit code 18."""

    exit_code = 18

    def __init__(self, faults: Sequence[tuple[str, str, MappingProblem, str]]) -> None:
        listed = "\n".join(
            f"  - {file}, mục “{key}”: {problem.value.format(value=value)}" for file, key, problem, value in faults
        )
        super().__init__(
            f"Tệp gán cột có {len(faults)} lỗi, chưa nạp gì:\n{listed}\n"
            "Sửa tệp ấy, hoặc xoá đi rồi chạy lại `hocba map`."
        )


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


class NothingLoaded(OpsError):
    """A step was asked for but the store has no batch it can read as of that day, or none at all. Exit code 11."""

    exit_code = 11

    def __init__(self, tables: Sequence[str], as_of: str) -> None:
        super().__init__(
            f"{f'Tính đến {as_of}' if as_of else 'Kho'} chưa có số liệu cho bảng: {', '.join(tables)}. "
            "Nạp tệp bằng `hocba load`, hoặc chọn ngày muộn hơn bằng --as-of; `hocba status` cho biết đã có gì."
        )


class PackProblem(StrEnum):
    """Why a returned work pack is refused, and what to do about it; `{where}` is the sheet or cell."""

    NOT_A_PACK = "không phải phiếu việc do hocba lập. Xin trường gửi lại đúng tệp phiếu việc đã nhận."
    FOREIGN = "phiếu này không do thư mục làm việc này lập. Mở đúng thư mục làm việc đã gửi phiếu đi rồi nhận lại."
    STALE_PACK = "đã có phiếu mới hơn cho trường này. Xin trường điền vào phiếu mới nhất (lập ngày {where})."
    STALE_ROWS = (
        "sau khi lập phiếu đã nạp số liệu mới của trường cho bảng {where}, phiếu không còn đúng dòng. "
        "Lập phiếu mới bằng `hocba packs make` rồi gửi lại trường."
    )
    KEYS_CHANGED = "trang ẩn {where} đã bị sửa. Xin trường mở lại phiếu gốc, điền lại các ô được mở khoá."
    SHEET_MISSING = "thiếu trang {where} (bị xoá hoặc đổi tên). Xin trường trả lại phiếu với đủ các trang như lúc nhận."
    LINE_MISSING = "trang {where} bị xoá dòng. Xin trường trả lại phiếu với đủ các dòng như lúc nhận."
    LINE_TWICE = "trang {where} có dòng bị chép lặp. Xin trường trả lại phiếu với đúng các dòng như lúc nhận."
    LINE_ADDED = "trang {where} có dòng thêm vào. Em mới thì bổ sung ở cơ sở dữ liệu ngành, không thêm vào phiếu."
    LOCKED_CHANGED = "ô khoá {where} đã bị sửa. Xin trường mở lại phiếu gốc, chỉ điền các ô được mở khoá."
    BEFORE_ISSUE = "ngày nhận trước ngày số liệu của phiếu ({where}); chọn ngày muộn hơn bằng --as-of."


class PackRefused(OpsError):
    """A returned work pack is not merged: foreign, tampered with, or overtaken by newer data. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, problem: PackProblem, where: str = "") -> None:
        self.problem, self.where = problem, where
        super().__init__(f"{path}: {problem.value.format(where=where)} Chưa gộp gì từ tệp này.")


class NothingToSend(OpsError):
    """No school asked about has an open finding, so there is no pack to make. Exit code 11."""

    exit_code = 11

    def __init__(self, as_of: str) -> None:
        super().__init__(
            f"Tính đến {as_of} không trường nào trong phạm vi hỏi còn việc phải sửa hoặc giải trình; không lập phiếu. "
            "Hỏi bước khác bằng --step, hoặc xem `hocba run overview`."
        )


class OutdatedQuestion(OpsError):
    """Packs were asked for as of a day after which newer rows of the schools were loaded. Exit code 16."""

    exit_code = 16

    def __init__(self, as_of: str, newest: str) -> None:
        super().__init__(
            f"Kho đã có số liệu ngày {newest} mới hơn ngày hỏi {as_of}: phiếu theo ngày cũ sẽ bị từ chối khi trả về. "
            f"Lập phiếu tính đến {newest} hoặc muộn hơn."
        )


class LedgerBusy(OpsError):
    """Another program has been writing the registry for too long. Exit code 15."""

    exit_code = 15

    def __init__(self, path: str) -> None:
        todo = "Chưa ghi gì; đợi chương trình ấy kết thúc rồi chạy lại."
        super().__init__(f"{path}: một chương trình khác đang ghi sổ sự kiện và chưa xong. {todo}")


class LedgerMoved(OpsError):
    """The registry grew between reading and writing, so what was checked may no longer be allowed. Exit code 15."""

    exit_code = 15

    def __init__(self, path: str) -> None:
        todo = "Chưa ghi gì; chạy lại để kiểm tra theo sổ mới."
        super().__init__(f"{path}: sổ sự kiện vừa có thêm dòng do chương trình khác ghi. {todo}")


class LedgerProblem(StrEnum):
    """What is wrong at the first place where the registry is not what was written."""

    MANIFEST = "tệp kê của đoạn đã bị sửa hoặc hỏng"
    ORDER = "đoạn này không nối tiếp đoạn trước: thiếu đoạn, hoặc đoạn của sổ khác"
    MISSING = "mất tệp sự kiện của đoạn"
    BYTES = "tệp sự kiện của đoạn không còn đúng từng byte như lúc ghi"
    DIGEST = "sự kiện này không khớp mã băm của chuỗi"
    HEAD = "tệp HEAD không khớp đoạn cuối: mất đoạn cuối, hoặc HEAD bị sửa"


class LedgerBroken(OpsError):
    """The registry is not what was written: bytes changed, were lost or were added. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, segment: int, sequence: int | None, problem: LedgerProblem) -> None:
        event = "" if sequence is None else f", từ sự kiện số {sequence}"
        super().__init__(
            f"{path}: sổ sự kiện không còn nguyên vẹn ở đoạn {segment}{event}: {problem.value}. "
            "Dừng ghi sổ, giữ nguyên thư mục làm bằng chứng, lấy lại cả thư mục từ bản sao lưu gần nhất rồi chạy "
            "`hocba registry verify`; các sự kiện sau bản sao lưu thì chạy `hocba registry import` để ghi lại."
        )


class LockProblem(StrEnum):
    """What is wrong with a lock or with the proof of a locked card, and what to do about it."""

    MISSING = "không còn tệp này của một lần chốt. Lấy lại cả thư mục ấy từ bản sao lưu rồi chạy lại."
    CHANGED = "không còn như lúc chốt. Lấy lại cả thư mục của lần chốt từ bản sao lưu; không sửa bằng tay."
    NOT_LOCKED = "học bạ này không có trong lần chốt nào. Kiểm tra lại mã, hoặc chốt trước bằng `hocba lock`."
    UNREADABLE = "không phải tệp chứng minh do hocba lập, hoặc tệp đã hỏng. Xin lại tệp gốc từ nơi cấp."
    STATEMENT = "bản chốt trong tệp đã bị sửa (số niêm không khớp). Không công nhận; xin lại tệp gốc từ nơi cấp."
    RECORD = "học bạ ghi trong tệp không phải học bạ đã chốt. Không công nhận; đối chiếu với nơi cấp."
    OTHER_STATEMENT = "bản chốt trong tệp không phải bản chốt dùng để đối chiếu. Xin cơ quan chốt cấp lại cả hai."


class LockRefused(OpsError):
    """What was locked is not there as it was, or a proof of it does not hold or cannot be given. Exit code 13."""

    exit_code = 13

    def __init__(self, what: str, problem: LockProblem) -> None:
        self.problem = problem
        super().__init__(f"{what}: {problem.value}")

"""Access: what a person may not see or do, a login that came to nothing, and journals that are busy or broken."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class ScopeProblem(StrEnum):
    """Why a read is refused."""

    NO_ROLE = (
        "tài khoản này chưa được giao vai trò nào, hoặc vai trò đã hết hạn; nhờ người quản trị của đơn vị cấp quyền."
    )
    UNIT = "đơn vị này không thuộc phạm vi của anh/chị; chọn đơn vị khác trong danh sách."
    TABLE = "vai trò của anh/chị không xem bảng này."
    ROWS = "vai trò của anh/chị chỉ xem số tổng hợp, không xem từng dòng."
    PURPOSE = "phải chọn vì việc gì mà xem từng dòng trước khi xem."
    REVEAL = "vai trò của anh/chị không mở chỗ che này."
    EXPORT = "vai trò của anh/chị không tải tệp."
    AUDIT = "vai trò của anh/chị không xem nhật ký truy cập."
    SCHEDULE = "vai trò của anh/chị không xem việc tự chạy này."
    OPERATE = "vai trò của anh/chị không chạy, không tạm dừng việc tự chạy này; nhờ người quản trị của đơn vị."
    GRANT = "chỉ cấp được vai trò trong đơn vị mình hoặc đơn vị dưới, và không tự cấp cho mình."
    STAFF = (
        "không còn trong danh sách đang làm việc của trường ở vị trí giữ vai trò này; nhờ trường cập nhật danh sách."
    )


class OutOfScope(OpsError):
    """A person asked for what is not theirs to see or do; nothing was shown. Exit code 15."""

    exit_code = 15

    def __init__(self, what: str, problem: ScopeProblem) -> None:
        self.problem = problem
        super().__init__(f"{what}: {problem} Chưa hiện gì; lần hỏi này đã ghi vào nhật ký.")


class JournalBusy(OpsError):
    """Another program has been writing a journal for too long. Exit code 15."""

    exit_code = 15

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: một chương trình khác đang ghi nhật ký và chưa xong. Đợi rồi làm lại; việc này chưa làm."
        )


class JournalProblem(StrEnum):
    """What is wrong at the first place where a journal is not what was written."""

    NOT_JSON = "dòng này không đọc được"
    CHANGED = "dòng này đã bị sửa sau khi ghi"
    ORDER = "dòng này không nối tiếp dòng trước: có dòng bị bỏ, chèn hoặc đổi chỗ"
    TAIL_LOST = "mất những dòng cuối"
    TORN = "dòng cuối ghi dở do máy tắt giữa chừng; lần ghi sau sẽ tự cất riêng"


class JournalBroken(OpsError):
    """A journal is no longer what was written. Exit code 18."""

    exit_code = 18

    def __init__(self, path: str, line: int, problem: JournalProblem) -> None:
        todo = "Giữ nguyên thư mục để kiểm tra, lấy lại bản sao lưu gần nhất và báo người quản trị."
        super().__init__(f"{path}, dòng {line}: {problem}. {todo}")

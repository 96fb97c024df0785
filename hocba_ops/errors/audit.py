"""The audit trail: it cannot be written, an act is not in it, or what was noted of it is not there any more."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class TrailClosed(OpsError):
    """The audit trail cannot be written, so what would have to stand in it is not done. Exit code 15."""

    exit_code = 15

    def __init__(self, path: str, reason: str) -> None:
        todo = "Sửa chỗ ghi (quyền thư mục, dung lượng đĩa) rồi làm lại."
        super().__init__(f"{path}: không ghi được nhật ký truy cập ({reason}). Việc này chưa làm. {todo}")


class ActNotNoted(OpsError):
    """An act was done and could not be entered into the audit trail afterwards. Exit code 15."""

    exit_code = 15

    def __init__(self, path: str, reason: str) -> None:
        todo = "Đừng làm lại việc ấy; sửa chỗ ghi, lập biên bản kèm giờ làm và báo người quản trị."
        super().__init__(f"{path}: việc đã làm xong nhưng không ghi được vào nhật ký truy cập ({reason}). {todo}")


class HeadProblem(StrEnum):
    """Why a journal is not the one whose head was noted."""

    SHORTER = "nhật ký nay ngắn hơn: mất những dòng cuối, hoặc đây là bản sao lưu cũ"
    OTHER = "dòng ấy nay mang mã khác: cả chuỗi đã bị viết lại"
    DROPPED = "phần ấy đã hết hạn giữ và được bỏ, nên không so được; ghi lại đầu chuỗi mới"


class HeadDiffers(OpsError):
    """A journal that is whole by itself is not the one whose head was noted on paper. Exit code 18."""

    exit_code = 18

    def __init__(self, path: str, number: int, problem: HeadProblem) -> None:
        self.problem = problem
        super().__init__(f"{path}, dòng số {number} đã ghi lại trước đây: {problem.value}.")


class TooYoungToDrop(OpsError):
    """Months of the audit trail are not dropped before their time is over. Exit code 16."""

    exit_code = 16

    def __init__(self, month: str, months: int, latest: str) -> None:
        super().__init__(
            f"--before {month}: nhật ký phải giữ {months} tháng (mục keeping của access.toml), chưa bỏ gì. "
            f"Muộn nhất được ghi --before {latest}."
        )

"""Many items shared among processes or machines: how one was lost, and when nobody can do the work."""

from enum import StrEnum
from typing import Self

from hocba_ops.errors.situation import OpsError

_OR_HERE = 'Chưa có cụm máy thì ghi `workers_at = ""` trong hocba.toml để làm trên máy này.'


class WorkersProblem(StrEnum):
    """A setting of the workers that is none; the sentence says what a right one looks like."""

    ADDRESS = 'phải để trống (làm trên máy này) hoặc là địa chỉ máy điều phối Dask, ví dụ "tcp://10.0.0.5:8786"'


class ItemLoss(StrEnum):
    """How an item was lost; the others of its batch went on."""

    DIED = "tiến trình làm phần này bị dừng ngang (hết bộ nhớ hoặc bị kết thúc), đã thử lại mà không được"
    LATE = "làm quá thời gian cho phép nên bị dừng"
    RAISED = "chương trình gặp lỗi ({why})"


class WorkersMissing(OpsError):
    """`workers_at` names a scheduler and the extra that speaks to one is not installed. Exit code 18."""

    exit_code = 18

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"`workers_at` trỏ tới một cụm máy Dask nhưng máy này chưa cài phần nói chuyện với cụm (thiếu {missing}). "
            f"Cài bằng `pip install 'hocba-ops[dask]'` (trong bản nguồn: `uv sync --extra dask`). {_OR_HERE}"
        )


class WorkersUnreachable(OpsError):
    """The scheduler does not answer, has no workers, or went away in the middle. Exit code 16."""

    exit_code = 16

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"Cụm máy {place} không nhận việc ({why}). Phần đã xong được giữ; kiểm tra máy điều phối và các máy con "
            f"đang chạy, rồi chạy lại cùng lệnh để làm tiếp phần còn lại. {_OR_HERE}"
        )

    @classmethod
    def without_workers(cls, place: str) -> Self:
        """Nobody works there."""
        return cls(place, "không có máy con nào")

    @classmethod
    def without_certificate(cls, place: str) -> Self:
        """TLS is asked for, and this machine has no certificate for it."""
        return cls(place, "máy này chưa đặt chứng thư TLS của cụm, xem docs/cum-may.md")

    @classmethod
    def lost(cls, place: str) -> Self:
        """The scheduler went away."""
        return cls(place, "mất liên lạc giữa chừng")


class WorkersUnfit(OpsError):
    """Those who should do the work cannot: not started, another program, or not allowed processes. Exit code 16."""

    exit_code = 16

    @classmethod
    def not_started(cls) -> Self:
        """A process of this machine ended before it could do anything."""
        return cls(
            "Tiến trình phụ không khởi động được (thường do máy hết bộ nhớ). Đóng bớt chương trình khác hoặc giảm "
            "`workers` trong hocba.toml, rồi chạy lại cùng lệnh: phần đã xong được giữ."
        )

    @classmethod
    def another_program(cls, host: str) -> Self:
        """A worker has another version of the program: its results would not be ours."""
        return cls(
            f"Máy con {host} cài bản hocba-ops hoặc Python khác máy này, kết quả có thể khác; không nhận. Cài cùng một "
            f"bản trên mọi máy con, mở lại chúng, rồi chạy lại cùng lệnh. {_OR_HERE}"
        )

    @classmethod
    def other_store(cls) -> Self:
        """A worker reads another store than ours: its figures would be wrong."""
        return cls(
            "Máy con đọc một kho khác kho của máy này (bản chép cũ, hoặc kho vừa được nạp thêm trong lúc chạy), nên "
            "báo cáo không được nhận. Kiểm tra `workers_root` trong hocba.toml trỏ đúng thư mục dùng chung, rồi chạy "
            f"lại. {_OR_HERE}"
        )

    @classmethod
    def without_children(cls, host: str) -> Self:
        """A worker may not start processes of its own."""
        return cls(
            f"Máy con {host} không được mở tiến trình con. Mở máy con với `--no-nanny`, hoặc đặt biến môi trường "
            f"DASK_DISTRIBUTED__WORKER__DAEMON=False trước khi mở; xem docs/cum-may.md. {_OR_HERE}"
        )

"""The schedule: a job that is written wrong, an unknown one, or another program deciding for too long."""

from collections.abc import Sequence
from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class JobProblem(StrEnum):
    """What can be wrong with a job, and what a right one looks like."""

    NO_TIME = "phải nói khi nào: cron (giờ) hoặc on (new_files, loaded, deadline, ended)."
    NOT_CRON = "cron viết phút giờ ngày tháng thứ, ví dụ 0 6 * * 1-5."
    NOT_BY_ITSELF = "does có lệnh cần người làm hoặc để trống; lệnh ấy không đặt lịch được."
    NO_OTHER = 'on = "ended" đi cùng after = "<tên một việc khác>", và việc ấy không được chờ việc khác nữa.'
    UNKNOWN_KEY = "khóa này không có trong mẫu; xem lại chính tả."


class ScheduleFault(OpsError):
    """The file of jobs is wrong; every fault is told at once. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, faults: Sequence[str]) -> None:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(
            f"{path}: lịch chạy có chỗ sai, chưa chạy việc nào:\n{listed}\n"
            "Sửa từng chỗ rồi chạy lại; `hocba schedule example` in một tệp mẫu."
        )


class ScheduleBusy(OpsError):
    """Another program is deciding what to run and does not come to an end. Exit code 15."""

    exit_code = 15

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder}: một chương trình khác đang xem lịch và chưa xong. Chưa chạy gì; đợi rồi chạy lại.")


class UnknownJob(OpsError):
    """No job or run of this name. Exit code 16."""

    exit_code = 16

    def __init__(self, name: str, known: Sequence[str]) -> None:
        listed = f"Có: {', '.join(known)}." if known else "Lịch chưa có việc nào; `hocba schedule example` in tệp mẫu."
        super().__init__(f"“{name}”: lịch không có tên này. {listed} `hocba schedule list` liệt kê từng việc.")

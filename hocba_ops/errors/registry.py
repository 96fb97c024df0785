"""The registry's ledger and locks: busy, overtaken, or no longer what was written."""

from collections.abc import Sequence
from enum import StrEnum

from hocba_ops.errors.situation import OpsError


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
    SEAL = "chữ ký của bản chốt không đúng với bản chốt: một trong hai tệp đã bị sửa. Không công nhận; xin lại cả hai."
    SEALED_ALREADY = "bản chốt đã ký. Muốn ký lại thì chuyển tệp chữ ký này đi nơi khác trước."
    OTHER_STATEMENT = "bản chốt trong tệp không phải bản chốt dùng để đối chiếu. Xin cơ quan chốt cấp lại cả hai."


class LockRefused(OpsError):
    """What was locked is not there as it was, or a proof of it does not hold or cannot be given. Exit code 13."""

    exit_code = 13

    def __init__(self, what: str, problem: LockProblem) -> None:
        self.problem = problem
        super().__init__(f"{what}: {problem.value}")


class SealRefused(OpsError):
    """A statement is not sealed, for nobody would believe the signature. Exit code 13."""

    exit_code = 13

    def __init__(self, what: str, reasons: Sequence[str]) -> None:
        super().__init__(
            f"{what}: chưa ký bản chốt. {'. '.join(reasons)}. Sửa chỗ ấy rồi chạy lại; bản chốt không đổi."
        )

"""A rehearsal that cannot be held where it was asked for."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class RehearsalProblem(StrEnum):
    """Why a folder is not one to rehearse in; the value is its Vietnamese sentence."""

    NOT_EMPTY = (
        "thư mục đã có thứ khác, có thể là thư mục làm việc thật; tập dượt không ghi vào đó. "
        "Đặt tên một thư mục chưa có hoặc còn trống rồi chạy lại"
    )
    OTHER_GROUND = (
        "ở đây đã có một nền tập dượt khác (số học sinh hoặc --seed khác). "
        "Chạy lại với đúng con số cũ để ghi tiếp, hoặc đặt tên một thư mục khác"
    )
    NO_REHEARSAL = "thư mục này không phải nền tập dượt. Lập một nền bằng `hocba rehearse make THU_MUC --pupils 5k`"
    NOT_A_SIZE = "không đọc được số học sinh. Ghi như 3000, 5k, 110k, 2.2M (nhiều nhất 60M)"


class RehearsalRefused(OpsError):
    """A folder cannot be rehearsed in. Exit code 12."""

    exit_code = 12

    def __init__(self, where: str, problem: RehearsalProblem) -> None:
        super().__init__(f"{where}: {problem.value}.")
        self.problem = problem


class ToolErred(OpsError):
    """The tool missed a planted fault, told of one that is not there, or miscounted. Exit code 18."""

    exit_code = 18

    def __init__(self, faults: int, page: str) -> None:
        super().__init__(
            f"Máy sót, thừa hoặc đếm sai {faults} chỗ so với đáp án. Xem {page}; "
            "báo người bảo trì kèm tệp .json bên cạnh."
        )

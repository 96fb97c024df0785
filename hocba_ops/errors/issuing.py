"""Issuing forms and giving out copies: nothing to make, a card that is not there, a file that is no form of ours."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class NothingToIssue(OpsError):
    """No pupil of those asked for has to have a học bạ that could be made. Exit code 11."""

    exit_code = 11

    def __init__(self, day: str) -> None:
        todo = "Kiểm tra mã trường, mã học bạ, năm học; chạy `hocba status` xem kho có danh sách học sinh của ngày nào."
        super().__init__(f"Không có học bạ nào để lập tính đến {day}. {todo}")


class FormProblem(StrEnum):
    """Why a copy is not given out of a file."""

    UNREADABLE = "không đọc được: tệp hỏng, đặt mật khẩu, hoặc không phải PDF"
    NO_RECORD = "không kèm dữ liệu học bạ số (XML) mà trang thể hiện"
    BROKEN_RECORD = "dữ liệu học bạ số kèm theo không còn đúng: sai cấu trúc hoặc không khớp mã nội dung"
    OTHER_RECORD = "không phải học bạ đã ghi trong sổ: mã nội dung khác"
    NO_SETTINGS = "không phải bản thể hiện do hocba lập"
    PAGES_DIFFER = "trang không thể hiện đúng dữ liệu kèm theo: có chỗ đã bị sửa"
    YEAR = "không có năm học cần trích"


class FormRefused(OpsError):
    """A file is no paper form that a copy could be made of. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, problem: FormProblem) -> None:
        self.problem = problem
        super().__init__(
            f"{path}: {problem.value}. Không cấp bản sao; lập lại bằng `hocba issue`, hoặc xin lại tệp gốc."
        )

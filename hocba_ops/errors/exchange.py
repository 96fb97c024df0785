"""Exports in the exchange layout that are not made, and files of it that are not taken in."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class ExportProblem(StrEnum):
    """What is wrong with an export or with the journal of exports, and what to do about it."""

    SCHEMA = (
        "không hợp lệ theo lược đồ ở dòng hoặc bản ghi {where}. Chưa ghi gì. Chạy `hocba run export_review` xem điều "
        "phải sửa; nếu ở đó không có thì báo người phát triển kèm câu này."
    )
    CHANGED = (
        "không còn như lúc xuất (mã SHA-256 khác hoặc thiếu tệp). Lấy lại cả thư mục từ bản sao lưu; không sửa bằng "
        "tay, vì lần xuất sau so với nó."
    )
    BUSY = "một chương trình khác đang xuất cho nơi nhận này và chưa xong. Chưa ghi gì; đợi rồi chạy lại."
    IN_THE_WAY = (
        "đã có thư mục cùng tên nhưng khác nội dung. Chưa ghi đè; chọn thư mục khác bằng --out hoặc dời thư mục ấy đi."
    )


class ExportFault(OpsError):
    """An export would not be what the layout asks, or its journal is not what was written. Exit code 13."""

    exit_code = 13

    def __init__(self, what: str, problem: ExportProblem, *, where: str = "") -> None:
        self.problem = problem
        super().__init__(f"{what}: {problem.value.format(where=where)}")


class LedgerEmpty(OpsError):
    """Cards were to be exported, but the registry holds no event: nothing says what was issued. Exit code 11."""

    exit_code = 11

    def __init__(self) -> None:
        super().__init__(
            "Sổ sự kiện chưa có sự kiện nào nên không biết học bạ nào đã ban hành, đã chốt; chưa xuất gì. "
            "Chạy `hocba registry import` (và `hocba lock` nếu gửi Bộ) rồi xuất lại."
        )

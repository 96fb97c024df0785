"""Plans that cannot be read, and plans read with something left to look at."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class PlanProblem(StrEnum):
    """Why a file cannot be read as a plan, and what to do about it."""

    SCAN = (
        "là bản quét: các trang chỉ có ảnh, không có chữ để đọc. Xin bản Word hoặc PDF xuất từ Word của nơi ban hành, "
        "hoặc nhận dạng chữ (OCR) rồi chạy lại"
    )
    OLD_WORD = "là tệp Word cũ (.doc). Mở bằng Word hoặc LibreOffice, lưu thành .docx rồi chạy lại"
    RICH_TEXT = "là tệp RTF. Mở bằng Word hoặc LibreOffice, lưu thành .docx rồi chạy lại"
    OTHER_PACKAGE = "là tệp nén nhưng không phải văn bản Word. Kế hoạch phải là .docx, .pdf có chữ hoặc .txt"
    PAGE = "là trang web. Mở bằng Word, lưu thành .docx, hoặc chép phần chữ vào một tệp .txt rồi chạy lại"
    DAMAGED = "bị hỏng hoặc bị cắt cụt. Tải lại, hoặc mở bằng Word rồi lưu thành tệp mới"
    STOPPED = "làm trình đọc dừng lại. Mở bằng Word, lưu thành .docx mới rồi chạy lại; vẫn vậy thì hỏi lại nơi gửi"
    TOO_LONG = "nhiều trang hơn mức cho phép (sheets trong mục [limits] của hocba.toml). Tách riêng phần kế hoạch"
    NO_DUTIES = (
        "đọc được chữ nhưng không thấy việc nào có hạn. Kiểm tra có đúng là kế hoạch không; "
        "bảng phân công dán bằng ảnh thì không đọc được"
    )


class PlanUnreadable(OpsError):
    """A file cannot be read as a plan. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, problem: PlanProblem) -> None:
        super().__init__(f"{path}: {problem}. Chưa ghi gì.")


class PlanProtected(OpsError):
    """A plan opens only with a password. Exit code 14."""

    exit_code = 14

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: tệp đặt mật khẩu nên không đọc được. Mở bằng Word hoặc trình đọc PDF, bỏ mật khẩu "
            "(hoặc in ra tệp PDF mới), rồi chạy lại. Chưa ghi gì."
        )


class PlanLack(StrEnum):
    """What a plan does not say, or says as nobody here knows it, and how to say it instead."""

    UNIT = "không nhận ra đơn vị ban hành trong bộ quy định; thêm --unit MÃ_ĐƠN_VỊ (`hocba units` liệt kê các mã)"
    SCHOOL_YEAR = "văn bản không nói năm học; thêm --school-year, ví dụ 2025-2026"


class PlanLacking(OpsError):
    """A draft cannot be written before somebody says whose plan it is, and of which year. Exit code 16."""

    exit_code = 16

    def __init__(self, path: str, lack: PlanLack) -> None:
        super().__init__(f"{path}: {lack}. Chưa ghi bản nháp.")


class PlanUncertain(OpsError):
    """A plan was read, and some of it has to be looked at before it is used. Exit code 19."""

    exit_code = 19

    def __init__(self, path: str, *, guessed: int, findings: int, draft: str) -> None:
        todo = (
            f"Đối chiếu với bản giấy, sửa {draft}, đổi từng “guessed” thành “checked”, ghi người duyệt ở mục [review]"
            if draft
            else "Chạy lại với --out để có bản nháp TOML và --xlsx để có bảng đối chiếu"
        )
        super().__init__(
            f"{path}: {guessed} việc có chỗ máy phải đoán, {findings} điều phải hỏi về chính kế hoạch (bảng ở trên). "
            f"{todo}. Chưa kế hoạch nào có hiệu lực trong chương trình."
        )

"""Logins that came to nothing, and grants that cannot be."""

from collections.abc import Sequence
from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class LoginProblem(StrEnum):
    """Why somebody was not let in."""

    AWAY = "máy chủ đăng nhập không trả lời đúng; đợi vài phút rồi thử lại, nếu vẫn vậy thì báo người quản trị."
    DECLINED = "máy chủ đăng nhập không cho vào, hoặc anh/chị đã dừng giữa chừng; bấm đăng nhập để làm lại."
    STALE = (
        "lần đăng nhập này đã quá hạn, đã dùng rồi, hoặc bắt đầu ở trình duyệt khác; bấm đăng nhập để làm lại từ đầu."
    )
    TOKEN = "giấy xác nhận của máy chủ đăng nhập không hợp lệ nên không dùng; báo người quản trị kiểm tra cấu hình."
    LINK = "liên kết này đã dùng rồi, hoặc là của lần chạy khác; mở liên kết mới nhất in ở cửa sổ chạy hocba serve."
    FORM = "trang đã mở từ trước lần đăng nhập này nên chưa làm gì; quay lại, tải lại trang rồi bấm lần nữa."
    ROLE = "vai trò này không phải của anh/chị hoặc vừa hết hạn; chọn vai trò khác trong danh sách."


class LoginFailed(OpsError):
    """Somebody was not let in, or what they sent was not theirs. Exit code 15."""

    exit_code = 15

    def __init__(self, problem: LoginProblem, status: int) -> None:
        self.problem, self.status = problem, status
        super().__init__(f"{problem[0].upper()}{problem[1:]}")


class LoginUnready(OpsError):
    """The settings name a provider, but not the secret that it knows us by. Exit code 18."""

    exit_code = 18

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place}: chưa có mật khẩu ứng dụng của máy chủ đăng nhập. "
            "Đặt biến môi trường HOCBA_LOGIN_SECRET, hoặc ghi mật khẩu vào tệp secret_file nêu ở mục [login]."
        )


class GrantProblem(StrEnum):
    """Why a role cannot be given or taken."""

    ROLE = "không có vai trò này; trong ngoặc là các vai trò dùng được."
    SCHOOL = "đơn vị này là trường nên chỉ giao vai trò của trường; `hocba access list` in các vai trò."
    OFFICE = "vai trò này là của trường, đơn vị này không phải trường; ghi mã trường ở --unit."
    STAFF_CODE = "vai trò ở trường gắn với danh sách cán bộ; ghi mã cán bộ ở --staff-code."
    DAYS = "ngày bắt đầu (--from) sau ngày kết thúc (--to)."
    NOT_HELD = "tài khoản này không giữ vai trò như vậy; `hocba access list` in các vai trò đang giữ."


class GrantRefused(OpsError):
    """A role was not given or taken; nothing has changed. Exit code 16."""

    exit_code = 16

    def __init__(self, what: str, problem: GrantProblem, *, choices: Sequence[str] = ()) -> None:
        offered = f" ({', '.join(choices)})" if choices else ""
        super().__init__(f"{what}: {problem}{offered} Chưa đổi quyền nào.")

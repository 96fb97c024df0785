"""Notices: a list of recipients that is written wrong, a mail server that cannot be used, a message to send again."""

from collections.abc import Sequence
from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class RecipientProblem(StrEnum):
    """What can be wrong with an entry of the list of recipients, and what a right one looks like."""

    ADDRESS = "phải là đúng một địa chỉ thư viết không dấu, ví dụ an@truong.vn."
    RESERVED = "không phải tài khoản đăng nhập; ghi đúng tên như `hocba access list` liệt kê."
    TELLS_NOTHING = 'phải nói báo gì và bao lâu một lần, ví dụ tells = {digest = "day", work_list = "week"}.'
    UNKNOWN_KEY = "khóa này không có trong mẫu; xem lại chính tả."
    NOT_A_CHOICE = "giá trị không nằm trong các giá trị cho phép; `hocba notices example` in tệp mẫu."
    NOT_A_TABLE = "phải là một bảng TOML; `hocba notices example` in tệp mẫu."


class RecipientsFault(OpsError):
    """The list of recipients is wrong; every fault is told at once. Exit code 18."""

    exit_code = 18

    def __init__(self, path: str, faults: Sequence[str]) -> None:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(
            f"{path}: danh sách người nhận thông báo có chỗ sai, chưa gửi gì:\n{listed}\n"
            "Sửa từng chỗ rồi chạy lại; `hocba notices example` in một tệp mẫu."
        )


class MailProblem(StrEnum):
    """Why no message can be handed to the mail server at all, and what to do."""

    UNREACHABLE = "không nối được máy chủ thư. Xem host, port ở mục [mail] của hocba.toml, mạng và tường lửa."
    NO_TLS = (
        "máy chủ không nhận STARTTLS nên thư sẽ đi không mã hoá; đã dừng. Hỏi bên quản máy chủ thư cổng đúng, "
        'hoặc đặt tls = "tls" (cổng 465) ở mục [mail].'
    )
    CERTIFICATE = (
        "không tin được chứng thư TLS của máy chủ thư; đã dừng. Kiểm tra host có đúng tên trong chứng thư không; "
        "chứng thư do cơ quan tự cấp thì ghi tệp gốc của nó vào ca_file ở mục [mail]."
    )
    HANDSHAKE = (
        "không lập được đường mã hoá TLS với máy chủ thư; đã dừng. Xem tls và port ở mục [mail] có hợp nhau không: "
        'thường là "starttls" với cổng 587, "tls" với cổng 465.'
    )
    LOGIN = (
        "máy chủ thư không nhận tên hoặc mật khẩu. Xem user ở mục [mail], mật khẩu ở biến môi trường "
        "HOCBA_MAIL_PASSWORD hoặc tệp password_file."
    )
    NO_PASSWORD = (
        "mục [mail] có user mà chưa có mật khẩu. Đặt biến môi trường HOCBA_MAIL_PASSWORD, hoặc ghi mật khẩu vào tệp "
        "password_file nêu ở mục [mail]."
    )
    GREETING = "máy chủ thư từ chối làm việc. Đợi rồi chạy lại; vẫn vậy thì hỏi bên quản máy chủ thư."


class MailUnready(OpsError):
    """The mail server cannot be used: nothing more was sent, and nothing was sent half. Exit code 15."""

    exit_code = 15

    def __init__(self, server: str, problem: MailProblem, said: str = "") -> None:
        told = f" (máy chủ nói: {said})" if said else ""
        super().__init__(
            f"{server}: {problem}{told} Thư chưa gửi còn nguyên; chạy lại `hocba notices send` thì gửi tiếp."
        )
        self.problem = problem


class NoticesPartial(OpsError):
    """Some messages could not be handed over, or nobody knows whether they were; the others were. Exit code 19."""

    exit_code = 19

    def __init__(self, *, failed: Sequence[str], uncertain: Sequence[str], sent: int) -> None:
        parts = []
        if failed:
            parts.append(f"Không gửi được {len(failed)} thư: {', '.join(failed)}. Sửa địa chỉ rồi chạy lại.")
        if uncertain:
            parts.append(
                f"Không rõ đã tới chưa {len(uncertain)} thư: {', '.join(uncertain)}. Phần mềm không tự gửi lại; "
                "hỏi người nhận, chưa tới thì `hocba notices send --again MÃ_THƯ`."
            )
        super().__init__(f"Đã gửi {sent} thư. {' '.join(parts)} Từng thư: `hocba notices history`.")


class AgainProblem(StrEnum):
    """Why a message is not sent again."""

    UNKNOWN = "không có thư nào mang mã này."
    NOT_OPEN = "thư này đã gửi xong hoặc đã ghi ra outbox; có gì mới thì lần sau người nhận sẽ được báo."
    NO_FILE = "tệp của thư không còn trong thư mục thông báo; lần báo sau sẽ lập thư mới."
    CHANGED = "tệp của thư không còn đúng như lúc lập; không gửi. Lần báo sau sẽ lập thư mới."
    NO_RIGHT = "người nhận nay không còn quyền với thư này; không gửi lại."


class NoticeNotAgain(OpsError):
    """A message that was asked for again is not to be sent. Exit code 16."""

    exit_code = 16

    def __init__(self, notice: str, problem: AgainProblem) -> None:
        super().__init__(f"{notice}: {problem} `hocba notices history` liệt kê từng thư.")
        self.problem = problem


class UnknownRecipient(OpsError):
    """No recipient of this name in the list. Exit code 16."""

    exit_code = 16

    def __init__(self, name: str, known: Sequence[str]) -> None:
        listed = f"Có: {', '.join(known)}." if known else "Danh sách chưa có ai; `hocba notices example` in tệp mẫu."
        super().__init__(f"“{name}”: danh sách người nhận không có tên này. {listed}")


class NoticesBusy(OpsError):
    """Another program is sending notices. Exit code 15."""

    exit_code = 15

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder}: một chương trình khác đang gửi thông báo. Chưa gửi gì; đợi rồi chạy lại.")

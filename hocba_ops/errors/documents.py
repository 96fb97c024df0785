"""Keys and signatures: what stops signing, and what the operator does about it."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class KeyProblem(StrEnum):
    """Why a key cannot be used, and what to do about it."""

    MISSING = "không mở được tệp. Kiểm tra lại đường dẫn."
    PASSPHRASE = "mật khẩu không đúng, hoặc tệp không phải PKCS#12 (.p12, .pfx). Nhập lại; không thử quá nhiều lần."
    UNUSABLE = "không có khoá RSA hoặc EC kèm chứng thư. Xin lại tệp từ nơi cấp."
    NO_TOKEN = "không thấy thiết bị ký. Cắm lại USB Token, kiểm tra trình điều khiển rồi chạy lại."
    PIN = "mã PIN không đúng. Nhập lại; nhập sai nhiều lần thiết bị sẽ tự khoá."
    PIN_LOCKED = "thiết bị đã khoá vì nhập sai PIN. Liên hệ nơi cấp để mở khoá; không thử thêm."
    NO_CERTIFICATE = "không có chứng thư này. Kiểm tra lại tên hoặc số sê-ri."
    SEVERAL = "có nhiều chứng thư. Chạy lại, chỉ ra một chứng thư bằng số sê-ri."
    PULLED = (
        "thiết bị ký bị rút hoặc ngừng trả lời giữa chừng. Cắm lại rồi chạy lại cùng lệnh: việc đã xong không làm lại."
    )
    REMOTE = "dịch vụ ký từ xa từ chối hoặc không trả lời. Kiểm tra xác nhận trên điện thoại rồi chạy lại cùng lệnh."
    OTHER_CERTIFICATE = (
        "lô ký này đã bắt đầu bằng một chứng thư khác. Dùng đúng chứng thư ấy, hoặc chọn thư mục --out mới."
    )
    NO_LIBRARY = "máy chưa có thư viện PKCS#11. Cài bằng `pip install python-pkcs11`, rồi chạy lại."


class KeyRefused(OpsError):
    """A key cannot be opened or used. Exit code 15."""

    exit_code = 15

    def __init__(self, what: str, problem: KeyProblem) -> None:
        self.problem = problem
        super().__init__(f"{what}: {problem.value}")


class SigningProblem(StrEnum):
    """Why a document is not signed, and what to do about it."""

    UNKNOWN_FIELD = "tài liệu không có ô ký này. Lập lại bản thể hiện, hoặc kiểm tra tên ô ký."
    DOCUMENT = "không ký thêm được vào tài liệu này. Kiểm tra bằng `hocba verify`; nếu hỏng, lập lại bản thể hiện."
    TIMESTAMP = "máy chủ dấu thời gian không trả lời đúng. Chưa ký; thử lại sau."


class SigningRefused(OpsError):
    """A document cannot be signed as asked. Exit code 13."""

    exit_code = 13

    def __init__(self, what: str, problem: SigningProblem, detail: str = "") -> None:
        self.problem = problem
        super().__init__(f"{what}: {problem.value}" + (f" ({detail})" if detail else ""))


class NoDocuments(OpsError):
    """There is no document where files were to be signed or verified. Exit code 11."""

    exit_code = 11

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: không có tệp PDF hay XML nào (kể cả trong tệp .zip) ở đây. Kiểm tra lại đường dẫn rồi chạy lại."
        )


class TrustFault(OpsError):
    """A file or folder of the trust stores or of the revocation bundle is not what it should be. Exit code 18."""

    exit_code = 18

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: không phải chứng thư, danh sách thu hồi (.crl), trả lời OCSP (.ocsp) đọc được, hoặc tên thư mục "
            "không phải ngày dạng năm-tháng-ngày. Lấy lại tệp gốc từ nơi công bố; chưa kiểm tra tệp nào."
        )

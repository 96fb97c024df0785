"""Certificates and tokens that cannot be read: what is wrong with them, and what to do."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class PrivateKeyInFile(OpsError):
    """A file of certificates holds a private key too; it was not read. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: trong tệp có khoá bí mật nên không đọc. Khoá bí mật không được rời chủ của nó: xoá tệp này khỏi "
            "mọi nơi đã chép tới, báo tổ chức cấp nếu nghi lộ, rồi kết xuất lại chỉ phần chứng thư (.cer). "
            "Các tệp khác vẫn được đọc."
        )


class TokenProblem(StrEnum):
    """Why the tokens behind a PKCS#11 module could not be read."""

    NO_MODULE = (
        "không có tệp này. Hỏi nơi cấp token tên tệp thư viện PKCS#11 (.so trên Linux, .dll trên Windows) "
        "rồi ghi đường dẫn đầy đủ"
    )
    NOT_A_MODULE = "không mở được như thư viện PKCS#11. Kiểm tra đúng tệp thư viện của hãng token, đúng bản 64 bit"
    STOPPED = (
        "thư viện báo lỗi, dừng đột ngột hoặc không trả lời. "
        "Rút token ra, cắm lại, đóng phần mềm ký đang mở rồi chạy lại"
    )
    NO_TOKEN = "không thấy token nào đang cắm. Cắm token, đợi đèn sáng rồi chạy lại"


class TokenUnreadable(OpsError):
    """The tokens behind a PKCS#11 module could not be read. Exit code 13."""

    exit_code = 13

    def __init__(self, module: str, problem: TokenProblem) -> None:
        super().__init__(f"{module}: {problem}. Không cần và không hỏi mã PIN.")

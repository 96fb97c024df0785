"""Official documents: an office that cannot issue one, a release that is refused, figures that moved meanwhile."""

from collections.abc import Sequence
from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class LetterProblem(StrEnum):
    """Why a document is not drafted, released, withdrawn or signed, and what to do."""

    UNKNOWN_KIND = "không có loại văn bản này; trong ngoặc là các loại lập được."
    UNKNOWN_AUTHORITY = "không có thể thức đề ký này; trong ngoặc là các thể thức có trong bộ quy định."
    UNKNOWN = "không có văn bản nào mang mã này; `hocba letter list` liệt kê các mã."
    NO_OFFICE = (
        "bộ quy định chưa có chữ viết tắt, địa danh, chức danh người ký của cơ quan này; thêm mục office trong "
        "letters.toml của bộ quy định riêng, hoặc chọn cơ quan ban hành bằng --issuer."
    )
    NEEDS_SCHOOL = "loại văn bản này gửi một trường; thêm --school MÃ_TRƯỜNG."
    NO_SCHOOL = "loại văn bản này nói về cả đơn vị; bỏ --school."
    OTHER_SCHOOL = "vào ngày số liệu trường này không thuộc đơn vị đã chọn; kiểm tra --unit và --school."
    NO_LOCK = "năm học này đơn vị chưa có bản chốt nào; chốt bằng `hocba lock` rồi lập biên bản."
    FUTURE = "ngày của văn bản không được trước ngày số liệu; chọn --dated muộn hơn hoặc --as-of sớm hơn."
    SAME_PERSON = "người duyệt thứ hai phải khác người trình: phát hành cần hai người."
    DONE = "văn bản đã phát hành, số đã cấp; không phát hành lần hai. Cần thay thì thu hồi rồi lập bản mới."
    WITHDRAWN = "văn bản đã thu hồi; số của nó giữ nguyên, không dùng lại. Lập bản mới nếu cần."
    NOT_RELEASED = "văn bản còn là dự thảo; phát hành bằng `hocba letter release` trước."
    NUMBER_TAKEN = "số này đã cấp cho văn bản khác cùng loại trong năm; chọn số khác."
    NOT_A_NUMBER = "số văn bản là số nguyên dương."
    EARLIER = (
        "đã có văn bản cùng loại mang số trước mà ngày sau; lập lại dự thảo với --dated muộn hơn, hoặc lấy số văn thư "
        "đã để dành bằng --number."
    )
    SMALL_CELLS = "còn số nhỏ chưa ẩn theo quy tắc che số nhỏ của bộ quy định; lập lại dự thảo."
    ALTERED = "tệp dự thảo đã bị sửa hoặc không đọc được; lập lại dự thảo."
    NO_FIELD = "văn bản không có ô ký này; trong ngoặc là các ô ký."
    SIGNED_ALREADY = "ô này đã ký."
    SEALED = "văn bản đã đóng dấu số, không ký thêm được."
    SIGN_FIRST = "con dấu đóng sau chữ ký; ký các ô còn lại trước."
    OTHER_SIGNER = "chứng thư là của người khác với tên ghi ở chỗ ký; dùng đúng chứng thư hoặc lập lại dự thảo."


class LetterRefused(OpsError):
    """A document cannot be drafted, released, withdrawn or signed as asked. Exit code 16."""

    exit_code = 16

    def __init__(self, what: str, problem: LetterProblem, *, choices: Sequence[str] = ()) -> None:
        self.problem = problem
        offered = f" ({', '.join(choices)})" if choices else ""
        super().__init__(f"{what}: {problem}{offered} Chưa cấp số, chưa phát hành gì.")


class OfficeNotInBeing(OpsError):
    """A document bears a day on which its office was no more, or not yet. Exit code 16."""

    exit_code = 16

    def __init__(
        self, office: str, day: str, *, ended: str = "", begins: str = "", now_issuing: Sequence[str] = ()
    ) -> None:
        why = f"đã kết thúc hết ngày {ended}" if ended else f"từ ngày {begins} mới thành lập"
        heirs = f" Từ sau ngày ấy ban hành là: {', '.join(now_issuing)}." if now_issuing else ""
        super().__init__(
            f"{office} {why}, không ban hành văn bản đề ngày {day} được.{heirs} "
            "Chọn cơ quan bằng --issuer, hoặc sửa --dated nếu văn bản đúng là của ngày trước."
        )


class FiguresMoved(OpsError):
    """A draft says other figures than are computed now. Exit code 18."""

    exit_code = 18

    def __init__(self, letter: str, places: Sequence[str], count: int) -> None:
        shown = "; ".join(places)
        super().__init__(
            f"{letter}: {count} chỗ của dự thảo khác với số tính lại lúc này ({shown}). Có tệp mới nạp hoặc quy tắc đã "
            "đổi. Chưa cấp số; lập lại dự thảo bằng `hocba letter draft` rồi trình lại."
        )


class KeyNotFit(OpsError):
    """The certificate may not sign a document of the office. Exit code 15."""

    exit_code = 15

    def __init__(self, holder: str, reasons: Sequence[str]) -> None:
        super().__init__(
            f"Chứng thư của {holder} chưa ký được văn bản: {'; '.join(reasons)}. Văn bản còn nguyên; đổi chứng thư "
            "hoặc cập nhật gốc tin cậy, danh sách thu hồi rồi ký lại."
        )

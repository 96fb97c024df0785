"""Work packs that are not made or not merged."""

from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class PackProblem(StrEnum):
    """Why a returned work pack is refused, and what to do about it; `{where}` is the sheet or cell."""

    NOT_A_PACK = "không phải phiếu việc do hocba lập. Xin trường gửi lại đúng tệp phiếu việc đã nhận."
    FOREIGN = "phiếu này không do thư mục làm việc này lập. Mở đúng thư mục làm việc đã gửi phiếu đi rồi nhận lại."
    STALE_PACK = "đã có phiếu mới hơn cho trường này. Xin trường điền vào phiếu mới nhất (lập ngày {where})."
    STALE_ROWS = (
        "sau khi lập phiếu đã nạp số liệu mới của trường cho bảng {where}, phiếu không còn đúng dòng. "
        "Lập phiếu mới bằng `hocba packs make` rồi gửi lại trường."
    )
    KEYS_CHANGED = "trang ẩn {where} đã bị sửa. Xin trường mở lại phiếu gốc, điền lại các ô được mở khoá."
    SHEET_MISSING = "thiếu trang {where} (bị xoá hoặc đổi tên). Xin trường trả lại phiếu với đủ các trang như lúc nhận."
    LINE_MISSING = "trang {where} bị xoá dòng. Xin trường trả lại phiếu với đủ các dòng như lúc nhận."
    LINE_TWICE = "trang {where} có dòng bị chép lặp. Xin trường trả lại phiếu với đúng các dòng như lúc nhận."
    LINE_ADDED = "trang {where} có dòng thêm vào. Em mới thì bổ sung ở cơ sở dữ liệu ngành, không thêm vào phiếu."
    LOCKED_CHANGED = "ô khoá {where} đã bị sửa. Xin trường mở lại phiếu gốc, chỉ điền các ô được mở khoá."
    BEFORE_ISSUE = "ngày nhận trước ngày số liệu của phiếu ({where}); chọn ngày muộn hơn bằng --as-of."


class PackRefused(OpsError):
    """A returned work pack is not merged: foreign, tampered with, or overtaken by newer data. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str, problem: PackProblem, where: str = "") -> None:
        self.problem, self.where = problem, where
        super().__init__(f"{path}: {problem.value.format(where=where)} Chưa gộp gì từ tệp này.")


class NothingToSend(OpsError):
    """No school asked about has an open finding, so there is no pack to make. Exit code 11."""

    exit_code = 11

    def __init__(self, as_of: str) -> None:
        super().__init__(
            f"Tính đến {as_of} không trường nào trong phạm vi hỏi còn việc phải sửa hoặc giải trình; không lập phiếu. "
            "Hỏi bước khác bằng --step, hoặc xem `hocba run overview`."
        )


class OutdatedQuestion(OpsError):
    """Packs were asked for as of a day after which newer rows of the schools were loaded. Exit code 16."""

    exit_code = 16

    def __init__(self, as_of: str, newest: str) -> None:
        super().__init__(
            f"Kho đã có số liệu ngày {newest} mới hơn ngày hỏi {as_of}: phiếu theo ngày cũ sẽ bị từ chối khi trả về. "
            f"Lập phiếu tính đến {newest} hoặc muộn hơn."
        )

"""Reports that are checked: a file that does not say what it came from, one that says otherwise, an unknown figure."""

from hocba_ops.errors.situation import OpsError


class NoOrigin(OpsError):
    """The file is no report of ours, or no longer says what it was made from. Exit code 14."""

    exit_code = 14

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: không phải trang HTML, phụ lục Excel hay văn bản PDF của phần mềm này, hoặc phần nguồn gốc "
            "trong tệp đã bị gỡ. Chưa so được gì; lấy lại bản gốc trong thư mục reports hoặc letters."
        )


class NoReportFolder(OpsError):
    """A folder holds no report that was run. Exit code 14."""

    exit_code = 14

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: không phải thư mục của một báo cáo (thiếu manifest.json hoặc tệp JSON của bước). Chưa so gì; "
            "chỉ đúng thư mục reports/<đơn vị>/<năm học>/<ngày>/<bước>."
        )


class StateLost(OpsError):
    """The store was never in the state that a report was made from. Exit code 11."""

    exit_code = 11

    def __init__(self, path: str, as_of: str) -> None:
        super().__init__(
            f"{path}: kho ở đây chưa bao giờ có đúng những tệp mà báo cáo (tính đến {as_of}) được lập từ đó. "
            "Nạp đủ các tệp ghi ở phần Nguồn của báo cáo rồi chạy lại, hoặc kiểm ở máy đã lập."
        )


class ReportDiffers(OpsError):
    """A report says something else than what is computed again from its own sources. Exit code 18."""

    exit_code = 18

    def __init__(self, path: str, count: int) -> None:
        super().__init__(
            f"{path}: {count} chỗ khác với số tính lại từ đúng nguồn của báo cáo (bảng ở trên). "
            "Không dùng bản này; in lại từ thư mục reports hoặc chạy lại bước."
        )


class UnknownFigure(OpsError):
    """No report here has a figure of this key. Exit code 16."""

    exit_code = 16

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key}: không báo cáo nào trong thư mục reports có số liệu mang khóa này. "
            "Khóa nằm ở cột cuối trang số liệu của phụ lục Excel; chạy `hocba run` để lập lại báo cáo."
        )

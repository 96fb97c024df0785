"""The school's own work with cards: what could not be done, and contents that are not what was written."""

from hocba_ops.errors.situation import OpsError


class ContentRefused(OpsError):
    """The kept content of a card is not what its hash says. Exit code 13."""

    exit_code = 13

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path}: nội dung học bạ không còn đúng như lúc lập (mã băm không khớp). Không sửa bằng tay; "
            "lấy lại tệp ấy từ bản sao lưu của thư mục sổ sự kiện rồi chạy lại."
        )


class NoCards(OpsError):
    """No card or pupil is in what was selected. Exit code 11."""

    exit_code = 11

    def __init__(self, school: str, as_of: str) -> None:
        super().__init__(
            f"Trường {school}, số liệu ngày {as_of}: không có học sinh hay học bạ nào trong phạm vi chọn. "
            "Kiểm tra --card, --class, --grade; `hocba cards list` cho biết đang có gì."
        )


class CardsNotConfirmed(OpsError):
    """An act for several cards was asked for without a yes; nothing was done. Exit code 16."""

    exit_code = 16

    def __init__(self, count: int) -> None:
        super().__init__(f"Việc này làm với {count} học bạ (bảng ở trên). Chưa ghi gì; đồng ý thì thêm --yes.")


class CardsRefused(OpsError):
    """Some cards could not be acted on; the others were. Exit code 16."""

    exit_code = 16

    def __init__(self, refused: int, done: int) -> None:
        super().__init__(
            f"{refused} học bạ không làm được (lý do ở bảng trên); {done} học bạ đã làm xong, không phải làm lại."
        )

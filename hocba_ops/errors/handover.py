"""A vendor's hand-over that holds no register, or that is not whole."""

from hocba_ops.errors.situation import OpsError


class NothingDelivered(OpsError):
    """Among the files of a delivery there is no register of học bạ that can be read. Exit code 12."""

    exit_code = 12

    def __init__(self, place: str, files: int) -> None:
        super().__init__(
            f"{place}: trong {files} tệp không có sổ học bạ nào đọc được, nên chưa đối chiếu gì. "
            "Kiểm tra có đúng thư mục bàn giao không; "
            "sổ của phần mềm lạ thì chạy `hocba map` trên tệp sổ để gán cột rồi chạy lại."
        )


class DeliveryLacking(OpsError):
    """A vendor's hand-over is not what the registry holds: something is missing or different. Exit code 13."""

    exit_code = 13

    def __init__(self, place: str, count: int, annex: str) -> None:
        super().__init__(
            f"{place}: bàn giao còn thiếu, {count} điểm phải bổ sung hoặc sửa. Danh sách ở {annex}; "
            "gửi nhà cung cấp bổ sung rồi chạy lại. Chưa ký biên bản thanh lý khi kết luận chưa là “đủ”."
        )

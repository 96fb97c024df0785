"""Computing on a cluster: one that is not there, that refuses, or for which the tools are not installed."""

from hocba_ops.errors.situation import OpsError

_OR_HERE = 'Chưa có cụm máy thì ghi `engine = "duckdb"` trong hocba.toml để tính trên máy này.'


class ClusterToolsMissing(OpsError):
    """`engine` names a cluster and the extra that speaks to one is not installed. Exit code 18."""

    exit_code = 18

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"`engine` trỏ tới một cụm máy nhưng máy này chưa cài phần nói chuyện với cụm (thiếu {missing}). "
            f"Cài bằng `pip install 'hocba-ops[spark]'` (trong bản nguồn: `uv sync --extra spark`). {_OR_HERE}"
        )


class ClusterUnreachable(OpsError):
    """The cluster does not answer, or stopped answering in the middle. Exit code 16."""

    exit_code = 16

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"Cụm máy {place} không trả lời ({why}); câu hỏi chưa tính xong, số liệu trong kho không đổi. "
            f"Kiểm tra máy chủ Spark Connect đang chạy và địa chỉ trong `engine`, rồi chạy lại. {_OR_HERE}"
        )


class ClusterRefused(OpsError):
    """The cluster answers, and does not compute what it is asked. Exit code 16."""

    exit_code = 16

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"Cụm máy {place} không tính được ({why}). Kiểm tra cụm đọc được kho dùng chung (`engine_store`, "
            f"`engine_registry` trong hocba.toml) và đủ bộ nhớ, rồi chạy lại; xem docs/cum-may.md. {_OR_HERE}"
        )


class ClusterBlind(OpsError):
    """The cluster does not read the files that stand here: it would count too few rows. Exit code 16."""

    exit_code = 16

    def __init__(self, place: str, there: int, here: int, path: str) -> None:
        super().__init__(
            f"Cụm máy {place} không đọc được đúng kho của máy này: cụm đọc được {there} dòng, kho có {here} dòng "
            f"(tệp đầu tiên: {path}). Không tính để khỏi ra số sai. Đặt kho ở nơi cả hai cùng đọc được và ghi tên nơi "
            f"ấy trong cụm vào `engine_store`, `engine_registry` của hocba.toml; xem docs/cum-may.md. {_OR_HERE}"
        )


class MemoryShort(OpsError):
    """A question does not fit into the memory that it was given, nor into the folder beside it. Exit code 16."""

    exit_code = 16

    def __init__(self, limit: str) -> None:
        super().__init__(
            f"Câu hỏi không vừa bộ nhớ được cho ({limit}). Cho nhiều hơn (`--memory 8GB`, hoặc memory_limit trong "
            "hocba.toml), để spill ở ổ còn chỗ, hoặc hỏi từng cơ quan: `hocba run … --each offices`. "
            "Số liệu và báo cáo cũ còn nguyên."
        )

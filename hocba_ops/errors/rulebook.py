"""Rulebook, settings and mappings that are wrong; every fault is listed."""

from collections.abc import Sequence
from enum import StrEnum

from hocba_ops.errors.situation import OpsError


class RulebookFault(OpsError):
    """Rulebook or settings data is wrong; every fault found is listed. Exit code 18."""

    exit_code = 18

    def __init__(self, faults: Sequence[str]) -> None:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"Bộ quy định hoặc cấu hình có {len(faults)} lỗi, chưa chạy gì:\n{listed}")


class MappingProblem(StrEnum):
    """What can be wrong with a mapping of an unknown layout; `{value}` is what stands there."""

    NOT_TOML = "không đọc được tệp TOML: {value}"
    UNKNOWN_KEY = "không có mục này; các mục dùng được: {value}"
    NOT_TEXT = "phải là chữ trong ngoặc kép"
    MISSING = "thiếu mục này"
    UNKNOWN_FAMILY = "không có loại tệp “{value}”"
    UNKNOWN_LAYOUT = "loại tệp này không có dạng bảng “{value}”"
    UNKNOWN_FIELD = "không có trường “{value}” trong dạng bảng này"
    FIELD_TWICE = "trường “{value}” được gán cho hai cột"
    REQUIRED = "chưa cột nào được gán cho trường bắt buộc “{value}”"


class MappingFault(OpsError):
    """A mapping of an unknown layout is wrong; every fault is listed with its file and key. Exit code 18."""

    exit_code = 18

    def __init__(self, faults: Sequence[tuple[str, str, MappingProblem, str]]) -> None:
        listed = "\n".join(
            f"  - {file}, mục “{key}”: {problem.value.format(value=value)}" for file, key, problem, value in faults
        )
        super().__init__(
            f"Tệp gán cột có {len(faults)} lỗi, chưa nạp gì:\n{listed}\n"
            "Sửa tệp ấy, hoặc xoá đi rồi chạy lại `hocba map`."
        )

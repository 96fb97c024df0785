"""Kept states that are not what the files of the store give."""

from collections.abc import Mapping
from datetime import date

from hocba_ops.errors.situation import OpsError


class SnapshotDiffers(OpsError):
    """What is kept of some days is not what the batches give. Exit code 18."""

    exit_code = 18

    def __init__(self, schools: Mapping[date, int]) -> None:
        days = "; ".join(f"{day:%d/%m/%Y}: {count} trường" for day, count in sorted(schools.items()))
        super().__init__(
            f"Bản chụp không khớp với kho ({days}). Kho vẫn là gốc: xoá thư mục snapshots trong kho rồi chạy lại "
            "`hocba snapshot`; nếu còn lệch, xem ai đã sửa tệp trong kho."
        )
        self.schools = schools

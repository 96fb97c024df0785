"""A district about which documents are written: schools with staff, one so small that counts are hidden."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hocba_ops.workbench.letter_order import LetterOrder
from tests.district import SCHOOL_YEAR, District, build_district

DAY, DATED = date(2025, 6, 5), date(2025, 6, 6)
NOW = datetime(2025, 6, 6, 3, tzinfo=UTC)
LARGE, MIDDLE, SMALL = "79760401", "79760402", "79760403"
STAFF = {LARGE: 12, MIDDLE: 9, SMALL: 3}


def build_letter_district(folder: Path) -> District:
    """The schools and their staff, handed in as of the day; a hocba.toml beside them, for commands."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hocba.toml").write_text(f'unit = "quan-1"\nschool_year = "{SCHOOL_YEAR}"\n', encoding="utf-8")
    district = build_district(folder)
    for school in STAFF:
        district.add_school(school)
    hand_in_staff(district, STAFF)
    return district


def hand_in_staff(district: District, sizes: dict[str, int]) -> None:
    """A list of staff: so many teachers a school."""
    rows = [
        {
            "school_code": school,
            "staff_code": f"{school}-{number}",
            "full_name": f"Người thứ {number}",
            "position": "giao_vien",
            "staff_status": "dang_lam",
        }
        for school, size in sizes.items()
        for number in range(size)
    ]
    district.hand_in(DAY, staff=rows)


def order(**said: Any) -> LetterOrder:
    """An order for the report on readiness, or another where it says so."""
    asked = {
        "kind": "bao_cao_san_sang",
        "unit": "quan-1",
        "school_year": SCHOOL_YEAR,
        "as_of": DAY.isoformat(),
        "dated": DATED.isoformat(),
        "signer": "Đỗ Thị Mỹ Chi",
    }
    return LetterOrder(**asked | said)

"""Masks: what is left of a value for someone who may know that it is there and not what it says."""

from datetime import date, datetime

from hocba_ops.domain.identity import person_id

HIDDEN = "•••"


def mask(value: object, group: str) -> str | None:
    """A value of a column of a group, masked: initials of a name, the year of a date, the last signs of a code.

    >>> mask("Nguyễn Thị Bình An", "ho_ten"), mask("079313001234", "dinh_danh"), mask("HS-0012345", "dinh_danh")
    ('N. T. B. A.', '079******234', '•••345')
    >>> mask(date(2014, 5, 3), "ngay_sinh"), mask(True, "suc_khoe")
    ('2014', '•••')
    """
    if value is None or value == "":
        return None
    if isinstance(value, date | datetime):
        return str(value.year)
    if not isinstance(value, str):
        return HIDDEN
    if group == "ho_ten":
        return " ".join(f"{part[0]}." for part in value.split())
    if group == "dinh_danh":
        return (
            person_id.mask(value)
            if person_id.is_valid(value)
            else f"{HIDDEN}{value[-3:]}"
            if len(value) > 5
            else HIDDEN
        )
    return HIDDEN


def mask_address(address: str) -> str:
    """A network address without the part that says which machine it is.

    >>> mask_address("203.0.113.7"), mask_address("2001:db8:1:2::7"), mask_address("")
    ('203.0.113.•••', '2001:db8:1:•••', '')
    """
    if ":" in address:
        return ":".join(address.split(":")[:3]) + f":{HIDDEN}"
    kept, dot, _ = address.rpartition(".")
    return f"{kept}.{HIDDEN}" if dot else HIDDEN if address else ""

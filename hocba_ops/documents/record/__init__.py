"""The record: what a học bạ of one school year says, in the names of the exchange layout, and its content hash."""

from hocba_ops.documents.record.lacks import Lack, LackKind, find_lacks
from hocba_ops.documents.record.layout import Field, Kind, Layout, read_layout
from hocba_ops.documents.record.record import (
    Record,
    Value,
    build_from_plain,
    build_from_texts,
    build_record,
    look_up_code,
)

__all__ = [
    "Field",
    "Kind",
    "Lack",
    "LackKind",
    "Layout",
    "Record",
    "Value",
    "build_from_plain",
    "build_from_texts",
    "build_record",
    "find_lacks",
    "look_up_code",
    "read_layout",
]

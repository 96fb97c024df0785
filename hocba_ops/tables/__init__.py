"""The declared tables, and the shapes of an answer."""

from hocba_ops.tables.answer import Answer, Counted, Explained, Finding, Measure, Severity, SourceLine
from hocba_ops.tables.columns import ORIGIN, Column, History, Kind, Table
from hocba_ops.tables.declared import TABLES

__all__ = [
    "ORIGIN",
    "TABLES",
    "Answer",
    "Column",
    "Counted",
    "Explained",
    "Finding",
    "History",
    "Kind",
    "Measure",
    "Severity",
    "SourceLine",
    "Table",
]

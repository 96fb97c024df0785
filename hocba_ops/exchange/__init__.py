"""Exports to Sở and Bộ in the exchange layout: records, their envelope, the files, and the journal of what was sent."""

from hocba_ops.exchange.envelope import Decided, Decision, decide
from hocba_ops.exchange.journal import RECIPIENTS, Journal, Order
from hocba_ops.exchange.records import Record, compose_records, record_content
from hocba_ops.exchange.rendering import FORMATS, Schemas
from hocba_ops.exchange.sets import ExportSet, write_set

__all__ = [
    "FORMATS",
    "RECIPIENTS",
    "Decided",
    "Decision",
    "ExportSet",
    "Journal",
    "Order",
    "Record",
    "Schemas",
    "compose_records",
    "decide",
    "record_content",
    "write_set",
]

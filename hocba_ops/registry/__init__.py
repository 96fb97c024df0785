"""The registry: an append-only, chained ledger of what happened to every học bạ, and the states that follow from it."""

from hocba_ops.registry.chain import CHAINED, GENESIS, Break
from hocba_ops.registry.ledger import Ledger, Segment
from hocba_ops.registry.replay import Position, Refused, sift

__all__ = ["CHAINED", "GENESIS", "Break", "Ledger", "Position", "Refused", "Segment", "sift"]

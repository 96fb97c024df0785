"""Runs a SQL text on named tables."""

from hocba_ops.engine.duck import Engine
from hocba_ops.engine.inputs import Files, Shape, Source

__all__ = ["Engine", "Files", "Shape", "Source"]

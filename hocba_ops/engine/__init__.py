"""Runs a SQL text on named tables: DuckDB on this machine, or a cluster that speaks Spark Connect."""

from hocba_ops.engine.duck import Engine
from hocba_ops.engine.inputs import Files, Shape, Source
from hocba_ops.engine.spark import SparkEngine

AnyEngine = Engine | SparkEngine
"""What computes the texts, by setting."""

__all__ = ["AnyEngine", "Engine", "Files", "Shape", "Source", "SparkEngine"]

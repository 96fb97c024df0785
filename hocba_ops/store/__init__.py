"""Immutable Parquet batches, one a source file, and what they say together as of any day."""

from hocba_ops.store.batch import Batch, BatchTable
from hocba_ops.store.batches import Added, Store
from hocba_ops.store.history import Relation, narrow
from hocba_ops.store.packs import Pack
from hocba_ops.store.snapshots import Part, Snapshot, Snapshots

__all__ = ["Added", "Batch", "BatchTable", "Pack", "Part", "Relation", "Snapshot", "Snapshots", "Store", "narrow"]

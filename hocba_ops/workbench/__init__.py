"""The one joint: brings sources, store, engine, rulebook and steps together; every face talks to it."""

from hocba_ops.store import Batch
from hocba_ops.workbench.bench import Workbench, find_workspace
from hocba_ops.workbench.loading import Loaded

__all__ = ["Batch", "Loaded", "Workbench", "find_workspace"]

"""The one joint: brings sources, store, engine, rulebook and steps together; every face talks to it."""

from hocba_ops.store import Batch
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.loading import Loaded
from hocba_ops.workbench.places import find_workspace

__all__ = ["Batch", "Loaded", "Workbench", "find_workspace"]

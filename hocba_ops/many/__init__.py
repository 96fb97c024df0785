"""Many items worked on at once: by processes of this machine, or by a cluster of machines, through one contract."""

from hocba_ops.many.batch import in_order, process_batch
from hocba_ops.many.cluster import Cluster
from hocba_ops.many.pool import Pool
from hocba_ops.many.work import Done, Item, Keep, Work

Over = Pool | Cluster
"""Who does the work, by setting."""

__all__ = ["Cluster", "Done", "Item", "Keep", "Over", "Pool", "Work", "in_order", "process_batch"]

"""Who shares many documents or notebooks, by the settings of a workspace."""

from hocba_ops.many import Cluster, Over, Pool
from hocba_ops.settings import Settings


def workforce_of(settings: Settings) -> Over:
    """Processes of this machine, or the machines of a scheduler."""
    return Cluster(settings.workers_at) if settings.workers_at else Pool(settings.workers)

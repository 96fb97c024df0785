"""Which engine computes the texts of a workspace, as its settings say."""

from hocba_ops.engine import AnyEngine, Engine, SparkEngine
from hocba_ops.settings import HERE, Settings


def open_engine(settings: Settings) -> AnyEngine:
    """The engine of a workspace; nothing is started and no cluster is called before something is asked of it."""
    if settings.engine == HERE:
        spill = settings.path(settings.spill)
        return Engine.open(threads=settings.threads, memory_limit=settings.memory_limit, spill=spill)
    store, registry = settings.path(settings.store), settings.path(settings.registry)
    shared = {store: settings.engine_store or store.as_posix()}
    if settings.engine_registry:
        shared[registry] = settings.engine_registry
    return SparkEngine.open(settings.engine, shared=shared)

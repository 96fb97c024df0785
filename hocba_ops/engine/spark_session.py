"""How a cluster is reached, and how it is told when it is not: within a bounded time, in one sentence."""

import atexit
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from hocba_ops.errors import ClusterRefused, ClusterToolsMissing, ClusterUnreachable

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

PORT = 15002
"""Where a Spark Connect server listens unless told otherwise."""
SECONDS = 10
"""How long a cluster may take to take a call."""
RETRIES, FIRST_WAIT, LONGEST_WAIT, ASKED_WAIT = 4, 200, 5_000, 10_000
"""How often and how patiently a call that failed is repeated (ms): some twenty seconds in all."""
ALIVE = [("grpc.keepalive_time_ms", 330_000), ("grpc.keepalive_timeout_ms", 20_000)]
"""How a cluster that fell silent is found out; servers of Java take no question more often than every five minutes."""
ALIKE = {"spark.sql.session.timeZone": "UTC", "spark.sql.timestampType": "TIMESTAMP_NTZ"}
"""Settings of a session by which times mean on the cluster what they mean here."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cluster is: the whole address, which may hold a token, and what of it may be shown."""

    address: str
    host: str
    port: int

    @classmethod
    def read(cls, address: str) -> Self:
        """The place of `sc://host:port/;key=value`.

        >>> str(Place.read("sc://cum.example/;token=x"))
        'sc://cum.example:15002'
        """
        parts = urlsplit(address)
        return cls(address, parts.hostname or "", parts.port or PORT)

    def __str__(self) -> str:
        return f"sc://{self.host}:{self.port}"


def open_session(place: Place) -> "SparkSession":
    """A session of our own at a cluster. `ClusterToolsMissing` without the extra, `ClusterUnreachable` without it."""
    load_tools()
    from pyspark.sql.connect.client.core import DefaultChannelBuilder
    from pyspark.sql.connect.client.retries import DefaultPolicy
    from pyspark.sql.connect.session import SparkSession

    _knock(place)
    session = SparkSession(DefaultChannelBuilder(place.address, ALIVE))
    patience = DefaultPolicy(
        max_retries=RETRIES,
        initial_backoff=FIRST_WAIT,
        max_backoff=LONGEST_WAIT,
        max_server_retry_delay=ASKED_WAIT,
    )
    session.client.set_retry_policies([patience])
    for key, value in ALIKE.items():
        session.conf.set(key, value)
    atexit.register(session.stop)
    return session


def is_over(session: "SparkSession") -> bool:
    """Whether the cluster has ended a session, as it does with one from which nothing came for long."""
    from pyspark.errors.exceptions.connect import SparkConnectException

    try:
        session.conf.get(next(iter(ALIKE)))
    except SparkConnectException as fault:
        return "session" in str(fault).lower()
    return False


def _knock(place: Place) -> None:
    """Whether somebody opens, and speaks as a cluster does; one that hangs would otherwise be waited for."""
    from grpc import FutureTimeoutError, channel_ready_future
    from pyspark.sql.connect.client.core import DefaultChannelBuilder

    try:
        socket.create_connection((place.host, place.port), timeout=SECONDS).close()
        with DefaultChannelBuilder(place.address).toChannel() as channel:
            channel_ready_future(channel).result(timeout=SECONDS)
    except OSError as fault:
        raise ClusterUnreachable(str(place), fault.strerror or str(fault)) from fault
    except FutureTimeoutError as fault:
        raise ClusterUnreachable(str(place), f"> {SECONDS} s") from fault


def load_tools() -> None:
    """Load what speaks to a cluster, once. `ClusterToolsMissing` where it is not installed."""
    for tool in ("pyspark", "grpc", "sqlglot"):
        if find_spec(tool) is None:
            raise ClusterToolsMissing(tool)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # about pandas, through which nothing of ours goes
        _name_main()
        import_module("pyspark.sql.connect.session")


def _name_main() -> None:
    """Let the main module have a name: pyspark takes a process without script and prompt for a test of its own.

    A notebook lacks `__spec__`; a process that another one feeds with code (`python -c`) lacks a file as well.
    """
    main = sys.modules["__main__"]
    known = vars(main)
    is_nameless = known.get("__spec__") is None and "__file__" not in known and not hasattr(sys, "ps1")
    main.__spec__ = ModuleSpec("__main__", None) if is_nameless else known.get("__spec__")


@contextmanager
def told_of_cluster(place: Place) -> Iterator[None]:
    """Say as our own what a cluster complains of; what it says of a row it was given is not repeated."""
    load_tools()
    from grpc import RpcError, StatusCode
    from pyspark.errors import AnalysisException
    from pyspark.errors.exceptions.connect import SparkConnectException, SparkConnectGrpcException

    try:
        yield
    except RpcError as fault:
        raise ClusterUnreachable(str(place), _first_line(str(fault))) from fault
    except AnalysisException as fault:
        raise ClusterRefused(str(place), _first_line(str(fault))) from fault
    except SparkConnectException as fault:
        code = fault.getGrpcStatusCode() if isinstance(fault, SparkConnectGrpcException) else StatusCode.UNKNOWN
        why = fault.getCondition() or code.name
        if code in (StatusCode.UNAVAILABLE, StatusCode.DEADLINE_EXCEEDED) or "SESSION" in why:
            raise ClusterUnreachable(str(place), why) from fault
        raise ClusterRefused(str(place), why) from fault


def _first_line(said: str | None) -> str:
    return (said or "").partition("\n")[0][:200]

"""Serving an application: the socket, the log of requests without what stands behind a question mark, a clean end."""

import errno
import logging
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import uvicorn
from starlette.types import ASGIApp

from hocba_ops.errors import AddressNotOurs, PortTaken

LOCALHOST = "localhost"
GRACE_SECONDS = 10
"""How long requests under way may take to end after Ctrl-C."""
BACKLOG = 256
PATH = 2
"""Where the path stands among what uvicorn tells of a request."""


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, which no other reaches.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return host == LOCALHOST or ip_address(host).is_loopback
    except ValueError:
        return False


def networks(told: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses or networks; `ValueError` for what is neither."""
    return tuple(ip_network(one) for one in told)


@contextmanager
def opened_socket(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens; `PortTaken` or `AddressNotOurs` where it cannot. Port 0 takes any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, port))
        except (OSError, OverflowError) as fault:
            if getattr(fault, "errno", None) == errno.EADDRINUSE:
                raise PortTaken(host, port) from fault
            raise AddressNotOurs(host, port, getattr(fault, "strerror", None) or str(fault)) from fault
        made.listen(BACKLOG)
        yield made


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until Ctrl-C or a signal to end; requests under way are finished first."""
    config = uvicorn.Config(
        app,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        access_log=True,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    _arrange_logs()
    uvicorn.Server(config).run(sockets=[listening])


def _arrange_logs() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    for name in ("uvicorn.access", "hocba.portal"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").addFilter(drop_query)


def drop_query(record: logging.LogRecord) -> bool:
    """Cut what stands behind the question mark of an address: whatever somebody wrote there is not kept."""
    if isinstance(record.args, tuple) and len(record.args) > PATH:
        told = list(record.args)
        told[PATH] = str(told[PATH]).partition("?")[0]
        record.args = tuple(told)
    return True

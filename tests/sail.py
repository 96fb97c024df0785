"""A cluster of two workers on loopback: Sail, which speaks Spark Connect and needs no Java.

The server and its two workers are one process of its own; they talk to each other through ports of this machine, as
they would between machines.
"""

import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TWO_WORKERS = {
    "SAIL_MODE": "local-cluster",
    "SAIL_CLUSTER__WORKER_INITIAL_COUNT": "2",
    "SAIL_CLUSTER__WORKER_MAX_COUNT": "2",
    "SAIL_CLUSTER__WORKER_TASK_SLOTS": "256",
    "SAIL_EXECUTION__DEFAULT_PARALLELISM": "2",
}
ONES_OWN_WORDS = re.compile(r"worker (\d+) is available at 127\.0\.0\.1:\d+")


@dataclass
class Sail:
    """A server that runs, where it is, and what it wrote."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"sc://127.0.0.1:{self.port}"

    def workers(self) -> set[str]:
        """The workers that came to work."""
        return set(ONES_OWN_WORDS.findall(self.log.read_text(encoding="utf-8", errors="replace")))

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:  # a busy machine: nothing of it may outlive its test
            self.kill()

    def kill(self) -> None:
        """As when the machine goes."""
        self.process.kill()
        self.process.wait(timeout=30)


def start_sail(folder: Path, *, seconds: int = 60) -> Sail:
    """A cluster that takes calls; its log is in the folder."""
    port, log = free_port(), folder / "sail.log"
    command = [str(Path(sys.executable).with_name("sail")), "spark", "server", "--port", str(port)]
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=os.environ | TWO_WORKERS, stdout=written, stderr=written)
    sail = Sail(process, port, log)
    _wait_until_it_listens(sail, seconds)
    return sail


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_listens(sail: Sail, seconds: int) -> None:
    for _ in range(seconds * 20):
        if sail.process.poll() is not None:
            raise RuntimeError(sail.log.read_text(encoding="utf-8", errors="replace"))
        try:
            socket.create_connection(("127.0.0.1", sail.port), timeout=1).close()
        except ConnectionRefusedError:
            try:
                sail.process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
        else:
            return
    sail.kill()
    raise RuntimeError("the cluster did not come up")

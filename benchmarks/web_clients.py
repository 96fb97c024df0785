"""Clients of a server that may be killed at any moment: each notes what was acknowledged, under a tag of its own.

What was sent but never answered is nobody's promise; the client asks something new when the server is back.
"""

import http.client
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from hocba_ops.domain.identity import look_up_code
from hocba_ops.portal.sessions import key_of

PROGRAM = "import sys; from hocba_ops.cli import main; sys.exit(main(sys.argv[1:]))"
HOST, COOKIE = "127.0.0.1", "hocba"
PATIENCE = 120.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Answer = tuple[int, list[str], str]


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked up: a code that is held with its birth date; `key` makes wrong codes, `trace` their digests."""

    code: str
    birth: str
    key: bytes
    trace: Callable[[str], str]


@dataclass
class Acknowledged:
    """What the server said is done, by event and tag; and the cookies that it gave out."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    cookies: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, event: str, tag: str) -> None:
        """One more."""
        with self.lock:
            self.counts[event, tag] += 1

    def total(self) -> int:
        """How many in all."""
        return self.counts.total()

    def by_event(self) -> Counter[str]:
        """How many of each event."""
        found: Counter[str] = Counter()
        for (event, _), count in self.counts.items():
            found[event] += count
        return found

    def missing(self, held: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
        """What is held less often than it was acknowledged."""
        return [(key, count) for key, count in self.counts.items() if held[key] < count]


class Killable:
    """`hocba serve` as a process, with the start link that it told last."""

    def __init__(self, workspace: Path, program: str, options: Sequence[str]) -> None:
        self.workspace, self.program, self.options, self.port, self.link = workspace, program, options, 0, ""
        self.process = self._start()

    @classmethod
    @contextmanager
    def started(
        cls, workspace: Path, *, program: str = PROGRAM, options: Sequence[str] = ("--no-warm",)
    ) -> Iterator["Killable"]:
        """A server that is there for as long as the block lasts."""
        server = cls(workspace, program, options)
        try:
            yield server
        finally:
            server.process.kill()
            server.process.wait()

    def kill_and_restart(self) -> float:
        """SIGKILL, and a new process on the same port; seconds until it listens."""
        self.process.kill()
        self.process.wait()
        began = time.monotonic()
        self.process = self._start()
        return time.monotonic() - began

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Returns when something is so; `SystemExit` when the server ended by itself or it takes too long."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"nothing comes back from the server: {self.process.poll()}")
            time.sleep(0.02)

    def _start(self) -> "subprocess.Popen[str]":
        told = ["--workspace", str(self.workspace), "--port", str(self.port), "--no-schedule", *self.options]
        command = [sys.executable, "-c", self.program, "serve", *told]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r":(\d+)/", said)
        if found is None:
            raise SystemExit(f"the server did not start: {said!r}")
        self.port = int(found[1])
        threading.Thread(target=self._hear, args=(process,), daemon=True).start()
        return process

    def _hear(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.link = line.rpartition(f":{self.port}")[2].strip()


def ask(server: Killable, method: str, path: str, *, cookie: str = "", form: dict[str, str] | None = None) -> Answer:
    """Status, cookies set and text of an answer; OSError or HTTPException when the server died under it."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
    headers = {**({"Cookie": cookie} if cookie else {}), **(FORM if form else {})}
    headers |= {"Origin": f"http://{HOST}:{server.port}"} if form else {}
    try:
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get_all("Set-Cookie") or [], answer.read().decode()
    finally:
        connection.close()


def me_of(server: Killable, token: str) -> bool:
    """Whether the server knows the session of a cookie."""
    return ask(server, "GET", "/api/v1/me", cookie=f"{COOKIE}={token}")[0] == 200


@contextmanager
def clients_at_work(server: Killable, look: Look, told: Acknowledged) -> Iterator[None]:
    """Clients of each kind, working for as long as the block lasts."""
    over, faults = threading.Event(), list[BaseException]()
    kinds = (_come_in, _read_rows, lambda *given: _look_up(*given, look), lambda *given: _guess(*given, look))
    threads = [threading.Thread(target=_work, args=(kind, server, told, over, faults)) for kind in kinds]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
    if faults:
        raise faults[0]


Kind = Callable[[Killable, Acknowledged, int], None]


def _work(kind: Kind, server: Killable, told: Acknowledged, over: threading.Event, faults: list[BaseException]) -> None:
    """The same again and again; a server that is gone is waited for."""
    number = 0
    while not over.is_set():
        number += 1
        try:
            kind(server, told, number)
        except (OSError, http.client.HTTPException):
            over.wait(0.05)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the one who waits is told
            faults.append(fault)
            return


def _come_in(server: Killable, told: Acknowledged, _number: int) -> None:
    """By the link told last; its session is acknowledged once the cookie is here."""
    link, server.link = server.link, ""
    if not link:
        time.sleep(0.05)
        return
    status, cookies, _ = ask(server, "GET", link)
    if status != 303:
        return
    token = next(one.partition(";")[0].partition("=")[2] for one in cookies if one.startswith(f"{COOKIE}="))
    told.cookies.append(token)
    told.note("login", key_of(token)[:16])
    time.sleep(0.2)


def _read_rows(server: Killable, told: Acknowledged, number: int) -> None:
    """Rows of a class that is named like no other, so that the trail tells which reading it was."""
    if not told.cookies:
        time.sleep(0.05)
        return
    asked = urlencode({"purpose": "ra_soat", "class_name": f"lop-{number}", "as_of": "2025-06-02"})
    status, _, text = ask(server, "GET", f"/api/v1/rows/pupil?{asked}", cookie=f"{COOKIE}={told.cookies[0]}")
    assert status == 200, (status, text)
    told.note("rows_read", f"lop-{number}")


def _look_up(server: Killable, told: Acknowledged, _number: int, look: Look) -> None:
    assert "Không tìm thấy" not in _try(server, look.code, look.birth)
    told.note("looked_up", look.trace(look.code))


def _guess(server: Killable, told: Acknowledged, number: int, look: Look) -> None:
    code = look_up_code.make(look.key, f"khong-co-{number}", "0" * 64)
    _try(server, code, look.birth)
    told.note("look_up_failed", look.trace(code))


def _try(server: Killable, code: str, birth: str) -> str:
    """A look-up by the form, with the cookie and the token of a page that was fetched before."""
    _, cookies, page = ask(server, "GET", "/tra-cuu")
    token = re.findall(r'name="token" value="([^"]+)"', page)[0]
    cookie = cookies[0].partition(";")[0]
    form = {"token": token, "code": code, "birth": birth}
    status, _, text = ask(server, "POST", "/tra-cuu", cookie=cookie, form=form)
    assert status == 200, (status, text)
    return text

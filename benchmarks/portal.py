"""The public look-up: how long its pages take beside a bare Starlette answer in the same run, and what they weigh.

Requests go through the whole application in one process, without a network: what is measured is the application.
"""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import anyio
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from benchmarks.figures import Ratio
from benchmarks.scale import Scale
from hocba_ops.domain.identity import look_up_code
from hocba_ops.portal.app import create_app
from hocba_ops.settings import FILE_NAME
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.issued_files import Holding
from hocba_ops.workbench.looking_up import LookUps

SETTINGS = """
unit = "quan-1"
school_year = "2024-2025"
[portal]
tries_of_address = 1000000
tries_of_code = 1000000
"""
HELD = 100_000
Ask = Callable[[], Awaitable[dict[str, str]]]


REQUESTS = 400


def ratios(scale: Scale) -> list[Ratio]:
    """Median of each page to that of the bare answer; the slowest 95th percentile; bytes."""
    with TemporaryDirectory() as folder:
        taken, weights = measure(Path(folder), requests=scale.less(REQUESTS, 2), held=scale.less(HELD, 3))
    middle = {name: percentile(seconds, 50) for name, seconds in taken.items()}
    late = {name: percentile(seconds, 95) * 1000 for name, seconds in taken.items() if name != "bare"}
    return [
        *(Ratio(name.replace(" ", "_"), middle[name] / middle["bare"], told={"p95_ms": late[name]}) for name in late),
        Ratio("p95", max(late.values())),
        Ratio("weight", float(sum(weights.values()))),
    ]


def measure(folder: Path, *, requests: int, held: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Seconds of each request by case, cases in turn; bytes of the page and of its style sheet."""
    (folder / FILE_NAME).write_text(SETTINGS, encoding="utf-8")
    bench = Workbench.open(folder)
    look_ups = LookUps.open(bench)
    look_ups.held = {one.code: one for one in (invent(look_ups.key, number) for number in range(held))}
    app = create_app(bench, look_ups=look_ups, record=lambda event, **facts: None, hosts=("hocba",))  # noqa: ARG005
    try:
        return anyio.run(partial(_measure, app, look_ups, requests))
    finally:
        bench.engine.close()


async def _measure(app: Any, look_ups: LookUps, requests: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    page = await ask(app, "GET", "/tra-cuu")
    token = _between(page["text"], 'name="token" value="', '"')
    wrong = {"token": token, "code": look_up_code.make(b"another", "", ""), "birth": "09/03/2014"}
    dated = {**wrong, "code": next(iter(look_ups.held))}
    bare = Starlette(routes=[Route("/", lambda request: PlainTextResponse("hello"))])  # noqa: ARG005
    post = partial(ask, app, "POST", "/tra-cuu", cookie=page["cookie"])
    cases: Mapping[str, Ask] = {
        "bare": partial(ask, bare, "GET", "/"),
        "form": partial(ask, app, "GET", "/tra-cuu"),
        "wrong code": partial(post, body=urlencode(wrong).encode()),
        "wrong date": partial(post, body=urlencode(dated).encode()),
    }
    assert {(await work())["status"] for work in cases.values()} == {"200"}
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(requests):
        for name, work in cases.items():
            begin = time.perf_counter()
            await work()
            taken[name].append(time.perf_counter() - begin)
    style = await ask(app, "GET", _between(page["text"], 'rel="stylesheet" href="', '"'))
    return taken, {"page": len(page["text"].encode()), "style": len(style["text"].encode())}


async def ask(app: Any, method: str, path: str, *, body: bytes = b"", cookie: str = "") -> dict[str, str]:
    """What an application answers: its text, its status, the cookie that it sets."""
    headers = [
        (b"host", b"hocba"),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"cookie", cookie.encode()),
    ]
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": b"", "headers": headers, "client": ("192.0.2.1", 1), "server": ("hocba", 80), "scheme": "http",
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    cookies = [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]
    text = b"".join(one.get("body", b"") for one in sent[1:]).decode()
    return {"text": text, "status": str(sent[0]["status"]), "cookie": "".join(cookies).partition(";")[0]}


def invent(key: bytes, number: int) -> Holding:
    """A holding of an invented pupil."""
    card, content = f"the-{number}", sha256(str(number).encode()).hexdigest()
    code = look_up_code.make(key, card, content)
    birth = look_up_code.digest(key, code, "2014-03-10").hex()
    return Holding(code, card, content, birth, 10, "79760401", "", "2024-2025", "5", 1)


def percentile(seconds: Sequence[float], share: int) -> float:
    """The value below which so many of a hundred lie."""
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * share // 100)]


def _between(text: str, before: str, after: str) -> str:
    return text.partition(before)[2].partition(after)[0]

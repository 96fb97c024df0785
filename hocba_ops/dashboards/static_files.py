"""The files that a page asks for: our own, and the libraries of Bokeh and Panel; packed once, kept by the browser."""

import hashlib
from collections.abc import Mapping
from functools import cache
from gzip import compress
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path

from bokeh.embed.bundle import extension_dirs
from bokeh.settings import settings
from fastapi import FastAPI, Request, Response

from hocba_ops.dashboards.templating import PLACE

OURS: Mapping[str, str] = {
    "report.css": "hocba_ops.reporting.assets",
    "dashboards.css": "hocba_ops.dashboards.static",
    "plotly-cartesian.min.js": "hocba_ops.dashboards.static",
    "chart.js": "hocba_ops.reporting.assets",
}
"""Our files in the order in which a page takes them, and where each lies."""
FOREVER = "public, max-age=31536000, immutable"
"""A file's address holds its version or the digest of its content, so that a browser need never ask again."""
A_DAY = "public, max-age=86400"
"""For the few files of libraries whose address says nothing of their content."""
EXTENSIONS = "extensions/"
TEXTS = ("text/", "application/javascript", "application/json", "image/svg")


def addresses(ending: str) -> list[str]:
    """Where our files of an ending stand, each with the digest of its content in its address."""
    return [f"{PLACE}/tep/{_digest(name)}/{name}" for name in OURS if name.endswith(ending)]


def add_files(app: FastAPI) -> None:
    """Give our files and those of the libraries; it has to come before Panel puts its own, slower giver there."""

    @app.get(f"{PLACE}/tep/{{digest}}/{{name}}", include_in_schema=False)
    def give_file(digest: str, name: str, request: Request) -> Response:
        if name not in OURS or digest != _digest(name):
            return Response(status_code=404)
        return _given(Path(str(files(OURS[name]) / name)), request)

    @app.get("/static/{path:path}", include_in_schema=False)
    def give_library(path: str, request: Request) -> Response:
        found = library_file(path)
        return Response(status_code=404) if found is None else _given(found, request)


def library_file(path: str) -> Path | None:
    """The file of Bokeh or of one of its extensions; None for what is none of theirs, whatever dots the path has."""
    if path.startswith(EXTENSIONS):
        name, _, rest = path.removeprefix(EXTENSIONS).partition("/")
        root = extension_dirs.get(name)
    else:
        root, rest = settings.bokehjs_path(), path
    if root is None:
        return None
    base = Path(root).resolve()
    found = (base / rest).resolve()
    return found if found.is_file() and found.is_relative_to(base) else None


def _given(path: Path, request: Request) -> Response:
    kind = guess_type(path.name)[0] or "application/octet-stream"
    is_dated = "v" in request.query_params or request.url.path.startswith(PLACE)
    headers = {"Cache-Control": FOREVER if is_dated else A_DAY, "Vary": "Accept-Encoding"}
    if kind.startswith(TEXTS) and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_packed(path), media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(path.read_bytes(), media_type=kind, headers=headers)


@cache
def _packed(path: Path) -> bytes:
    return compress(path.read_bytes(), 9, mtime=0)


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((files(OURS[name]) / name).read_bytes()).hexdigest()[:12]

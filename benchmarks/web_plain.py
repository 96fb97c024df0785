"""The same pages in a plain Panel template: what the dashboards are measured against. Nothing of it is ours to ship."""

import argparse
import socket
from pathlib import Path
from typing import Any

import panel as pn
import uvicorn
from fastapi import FastAPI
from panel.io.fastapi import add_applications
from starlette.middleware.gzip import GZipMiddleware

from benchmarks.web_pages import drawn_pages

PLACE = "/bang-dieu-khien"


def main(arguments: list[str]) -> None:
    """Serve the pages of a workspace; they are drawn beforehand, so that no figure is computed for this side."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--workspace", type=Path)
    asked.add_argument("--port", type=int)
    told, _ = asked.parse_known_args(arguments)
    pn.extension("plotly")
    pages = drawn_pages(told.workspace)
    app = FastAPI()
    app.add_middleware(GZipMiddleware)
    add_applications({PLACE: lambda: build(pages)}, app=app)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", told.port))
        listening.listen()
        print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_config=None)).run(sockets=[listening])


def build(pages: dict[str, Any]) -> pn.template.FastListTemplate:
    """A template with one filter; a change replaces the text and every chart."""
    unit = pn.widgets.Select(options=list(pages), label="unit")
    content = pn.Column()

    def show(_event: object = None) -> None:
        drawn = pages[unit.value]
        charts = [pn.pane.Plotly(figure) for figure in drawn.figures.values()]
        content.objects = [pn.pane.HTML(str(drawn.content)), *charts]

    unit.param.watch(show, "value")
    show()
    return pn.template.FastListTemplate(title="plain", sidebar=[unit], main=[content])

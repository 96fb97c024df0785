"""The dashboards under a host: the page, its static files, tables as files, and reports that were run."""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files

import panel as pn
from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from panel.io.fastapi import add_applications

from hocba_ops.dashboards.acting import TokenOf, acting_of, add_acts, no_token
from hocba_ops.dashboards.desk import WORKER, Desk, ViewFor, other_language
from hocba_ops.dashboards.downloads import TYPES, download
from hocba_ops.dashboards.drawing import nav_of
from hocba_ops.dashboards.quiet import quieten
from hocba_ops.dashboards.ran import KINDS, report_file
from hocba_ops.dashboards.report_page import notebook_of
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.static_files import add_files, addresses
from hocba_ops.dashboards.templating import PLACE
from hocba_ops.dashboards.visitor import VISITOR, Visitors
from hocba_ops.errors import OpsError

PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def mount_dashboards(app: FastAPI, view_for: ViewFor, *, account: str = "", token_of: TokenOf = no_token) -> None:
    """Put the dashboards under `/bang-dieu-khien` of a host.

    `view_for` gives the view of the person behind a connection in a language, or raises an OpsError. It is asked for
    every page, choice and download, so that a role that was taken away ends at once. Who may come at all, origins of
    websockets, headers and compression are the host's. `account`: where the host tells people who they are here and
    lets them out; each page leads there. `token_of`: the token of a session, in the forms that act; without one nothing
    can be done here, only read.
    """
    quieten()
    app.add_middleware(Visitors)
    add_files(app)
    _add_downloads(app, view_for)
    add_acts(app, view_for, token_of)
    add_applications(
        {PLACE: lambda: page(view_for, account, token_of)},
        app=app,
        include_headers=["User-Agent"],
        include_cookies=["-"],
    )


def page(view_for: ViewFor, account: str = "", token_of: TokenOf = no_token) -> pn.Template:
    """A new page: its frame at once, its content as soon as the websocket is open and the answer is there."""
    desk = Desk(view_for, VISITOR.get(), acting_of(VISITOR.get(), token_of))
    language = desk.state.language
    other = State.of_query(f"{desk.connection.url.query}&tieng={other_language(language)}")
    shell = pn.Template((files(__package__) / "templates" / "shell.html.j2").read_text(encoding="utf-8"))
    shell.add_panel("sheet", desk.sheet)
    values = {
        "lang": language,
        "labels": desk.view.labels,
        "styles": addresses(".css"),
        "scripts": addresses(".js"),
        "nav": nav_of(desk.view, desk.state),
        "controls": "",
        "who": desk.view.person.name,
        "account": account,
        "other_query": f"?{other.to_query()}",
        "other_lang": other_language(language),
    }
    for name, value in values.items():
        shell.add_variable(name, value)
    pn.state.onload(desk.show)
    return shell


def _add_downloads(app: FastAPI, view_for: ViewFor) -> None:
    @app.get(f"{PLACE}/tai", include_in_schema=False)
    def give_table(request: Request, bang: int, dang: str) -> Response:
        state = State.of_query(request.url.query)

        def make() -> tuple[str, bytes]:
            return download(view_for(request, state.language), state, piece=bang, kind=dang)

        try:
            name, content = WORKER.submit(make).result()
        except OpsError as fault:
            return PlainTextResponse(str(fault), status_code=404, headers=PRIVATE)
        return Response(content, media_type=TYPES[dang], headers=_as_file(name))

    @app.get(f"{PLACE}/bao-cao/{{unit}}/{{school_year}}/{{as_of}}/{{name}}", include_in_schema=False)
    def give_report(request: Request, unit: str, school_year: str, as_of: date, name: str) -> Response:
        try:
            view = view_for(request, State.of_query(request.url.query).language)
            path = report_file(view, unit, school_year, as_of, name)
            view.mark(name, unit)
        except OpsError as fault:
            return PlainTextResponse(str(fault), status_code=404, headers=PRIVATE)
        kind = name.rpartition(".")[2]
        headers = PRIVATE if kind == "html" else _as_file(f"{unit}-{as_of}-{name}")
        return Response(path.read_bytes(), media_type=KINDS[kind], headers=headers)

    @app.get(f"{PLACE}/so-tinh/{{unit}}/{{school_year}}/{{as_of}}/{{step}}.ipynb", include_in_schema=False)
    def give_notebook(request: Request, unit: str, school_year: str, as_of: date, step: str) -> Response:
        try:
            view = view_for(request, State.of_query(request.url.query).language)
            name, text = notebook_of(view, unit, f"{step}.{school_year}.{as_of}")
        except OpsError as fault:
            return PlainTextResponse(str(fault), status_code=404, headers=PRIVATE)
        return Response(text, media_type="application/x-ipynb+json", headers=_as_file(name))


def _as_file(name: str) -> Mapping[str, str]:
    return {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}

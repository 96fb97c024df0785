"""`hocba serve`: the web application in one process, until Ctrl-C."""

import argparse
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from hocba_ops.cli.words import words
from hocba_ops.dashboards.templating import PLACE as DASHBOARDS
from hocba_ops.errors import BadParameter, NotLocal, ParameterProblem
from hocba_ops.portal.app import read_clock
from hocba_ops.portal.door import Door
from hocba_ops.portal.serving import is_loopback, networks, opened_socket, serve
from hocba_ops.portal.warming import warming
from hocba_ops.portal.whole import whole_app
from hocba_ops.runs.schedule.loop import ticking
from hocba_ops.workbench import Workbench


def main(asked: argparse.Namespace) -> int:
    """Serve the workspace. `NotLocal` for another address than this machine's own where nobody has to log in."""
    bench = _told(Workbench.open(asked.workspace), asked.proxy)
    if bench.settings.login is None and not is_loopback(asked.host):
        raise NotLocal(asked.host)
    with opened_socket(asked.host, asked.port) as listening:
        port = listening.getsockname()[1]
        address = f"http://{f'[{asked.host}]' if ':' in asked.host else asked.host}:{port}"
        announce = partial(_say_link, address)
        door = Door.open(bench, clock=read_clock, announce=announce, home=DASHBOARDS)
        app = whole_app(door, hosts=(asked.host,))
        _say("ready", f"{address}/")
        if door.links:
            door.links.tell()
        with ExitStack() as beside:
            if not asked.no_schedule:
                beside.enter_context(ticking(bench))
            if not asked.no_warm:
                beside.enter_context(warming(bench, clock=read_clock))
            serve(app, listening)
    return 0


def _say_link(address: str, link: str) -> None:
    _say("link", f"{address}{link}")


def _say(what: str, address: str) -> None:
    say = words()
    sentence = {"ready": say["cli.serve.ready"], "link": say["cli.serve.link"]}[what]
    print(sentence.format(address=address), flush=True)


def _told(bench: Workbench, proxies: list[str]) -> Workbench:
    """The workbench with the proxies of the command beside those of its settings."""
    try:
        more = networks(proxies)
    except ValueError as fault:
        raise BadParameter("proxy", ", ".join(proxies), ParameterProblem.NOT_AN_ADDRESS) from fault
    portal = bench.settings.portal.model_copy(update={"proxies": (*bench.settings.portal.proxies, *more)})
    return replace(bench, settings=bench.settings.model_copy(update={"portal": portal}))

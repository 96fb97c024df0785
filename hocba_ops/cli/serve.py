"""`hocba serve`: the web application in one process, until Ctrl-C."""

import argparse
from dataclasses import replace

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, NotLocal, ParameterProblem
from hocba_ops.portal.app import LOCAL, create_app
from hocba_ops.portal.serving import is_loopback, networks, opened_socket, serve
from hocba_ops.workbench import Workbench


def main(asked: argparse.Namespace) -> int:
    """Serve the workspace. `NotLocal` for another address than this machine's own: there is no login yet."""
    if not is_loopback(asked.host):
        raise NotLocal(asked.host)
    bench = _told(Workbench.open(asked.workspace), asked.proxy)
    with opened_socket(asked.host, asked.port) as listening:
        app = create_app(bench, hosts=(*LOCAL, asked.host))
        port = listening.getsockname()[1]
        host = f"[{asked.host}]" if ":" in asked.host else asked.host
        print(words()["cli.serve.ready"].format(address=f"http://{host}:{port}/"), flush=True)
        serve(app, listening)
    return 0


def _told(bench: Workbench, proxies: list[str]) -> Workbench:
    """The workbench with the proxies of the command beside those of its settings."""
    try:
        more = networks(proxies)
    except ValueError as fault:
        raise BadParameter("proxy", ", ".join(proxies), ParameterProblem.NOT_AN_ADDRESS) from fault
    portal = bench.settings.portal.model_copy(update={"proxies": (*bench.settings.portal.proxies, *more)})
    return replace(bench, settings=bench.settings.model_copy(update={"portal": portal}))

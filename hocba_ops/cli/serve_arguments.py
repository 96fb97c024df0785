"""The arguments of `serve`."""

import argparse

from hocba_ops.cli.words import words

HOST, PORT = "127.0.0.1", 8799


def arrange_serve(command: argparse.ArgumentParser) -> None:
    """Arguments of `hocba serve`."""
    say = words()
    command.add_argument("--host", metavar="DIA_CHI", default=HOST, help=say["cli.serve.host"])
    command.add_argument("--port", metavar="CONG", type=int, default=PORT, help=say["cli.serve.port"])
    command.add_argument("--proxy", metavar="DIA_CHI", action="append", default=[], help=say["cli.serve.proxy"])
    command.add_argument("--no-schedule", action="store_true", help=words()["cli.serve.no_schedule"])
    command.add_argument("--no-warm", action="store_true", help=say["cli.serve.no_warm"])

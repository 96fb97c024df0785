"""`--memory 2GB`: how much memory the engine may take in this run and in every process that the run starts."""

import argparse
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from hocba_ops.cli.words import words

VARIABLE = "HOCBA_MEMORY_LIMIT"
"""The setting `memory_limit` in the environment, which notebooks and other processes of a run inherit."""
AMOUNT = re.compile(r"0*[1-9]\d*(\.\d+)?\s*[KMGT]i?B", re.IGNORECASE)
"""An amount as it is typed; what else the setting knows stands in hocba.toml."""


def add_memory(parser: argparse.ArgumentParser) -> None:
    """Let `--memory` be typed here; before the command or behind it, it means the same."""
    parser.add_argument(
        "--memory", metavar="BO_NHO", type=_read_amount, default=argparse.SUPPRESS, help=words()["cli_memory.help"]
    )


@contextmanager
def within_memory(asked: argparse.Namespace) -> Iterator[None]:
    """The environment says the amount that was typed, as long as the command runs."""
    before = os.environ.get(VARIABLE)
    if amount := getattr(asked, "memory", None):
        os.environ[VARIABLE] = amount
    try:
        yield
    finally:
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before


def _read_amount(typed: str) -> str:
    if not AMOUNT.fullmatch(typed):
        raise argparse.ArgumentTypeError(words()["cli_memory.wrong"].format(typed=typed))
    return typed

"""`hocba init`: a new workspace with its folders and settings."""

import argparse
from importlib.resources import files
from pathlib import Path

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, NotPermitted, ParameterProblem
from hocba_ops.settings import FILE_NAME

FOLDERS = ("inbox", "store", "reports")


def main(asked: argparse.Namespace) -> int:
    """Make the folder; a hocba.toml that is there already is left as it is."""
    folder = Path(asked.folder)
    settings = folder / FILE_NAME
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        if settings.exists():
            print(words()["cli.init.kept"].format(folder=folder))
            return 0
        settings.write_bytes(_mark(asked) + files("hocba_ops.cli").joinpath("hocba.toml").read_bytes())
    except PermissionError as fault:
        raise NotPermitted(str(folder)) from fault
    except (FileExistsError, NotADirectoryError) as fault:
        raise BadParameter("folder", folder, ParameterProblem.FILE_IN_THE_WAY) from fault
    print(words()["cli.init.done"].format(folder=folder, inbox=folder / "inbox"))
    return 0


def _mark(asked: argparse.Namespace) -> bytes:
    """What the settings of a workspace to train in say before those of any other; after a table it would be in it."""
    return f"{words()['cli.init.rehearsal_line']}\nrehearsal = true\n\n".encode() if asked.rehearsal else b""

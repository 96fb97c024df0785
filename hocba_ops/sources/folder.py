"""The files of a folder that may be read, in an order that does not depend on the disk."""

import os
from pathlib import Path

from hocba_ops.errors import EmptyFolder, NotPermitted
from hocba_ops.sources.exchange_file import SUFFIXES as EXCHANGED
from hocba_ops.sources.exchange_file import is_exchange_file

SUFFIXES = (".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods")
CERTIFICATES = (".cer", ".crt", ".pem", ".der", ".p7b", ".p7c")
PLAIN_TEXT = ".txt"
DELIMITERS = (b"\t", b";", b"|")
LOOKED_AT = 4096
PASSED_OVER = ("~$", ".", "readme", "answer_key")
"""Beginnings of names that are no data: Excel's lock files, hidden files, what stands beside the samples."""


def list_files(folder: Path) -> list[Path]:
    """Every readable file below a folder, sorted; a file given instead of a folder is the whole list.

    A folder below that may not be opened stands in the list itself, so that reading it says so and the rest goes on.
    Raises `NotPermitted` for the folder itself and `EmptyFolder` where nothing is left.
    """
    if folder.is_file():
        return [folder]
    closed: list[Path] = []
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda fault: _note(closed, fault)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root) / name for name in names if _is_data(Path(root) / name)]
    if folder in closed:
        raise NotPermitted(str(folder))
    if not found and not closed:
        raise EmptyFolder(str(folder), is_there=folder.exists())
    return sorted(found + closed)


def _is_data(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith(PASSED_OVER):
        return False
    if name.endswith(EXCHANGED):
        return is_exchange_file(path)
    return name.endswith((*SUFFIXES, *CERTIFICATES)) or (name.endswith(PLAIN_TEXT) and _is_table(path))


def _is_table(path: Path) -> bool:
    """Whether two of the first lines of a text are divided into columns; a text that may not be opened will say so."""
    try:
        with path.open("rb") as stream:
            lines = stream.read(LOOKED_AT).split(b"\n")
    except OSError:
        return True
    return any(sum(delimiter in line for line in lines) > 1 for delimiter in DELIMITERS)


def _note(closed: list[Path], fault: OSError) -> None:
    """Remember a folder that may not be opened; one that vanished meanwhile is no loss."""
    if isinstance(fault, PermissionError):
        closed.append(Path(fault.filename))

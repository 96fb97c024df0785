"""Messages as files: those that wait for the server, and those that somebody sends by hand."""

import os
from hashlib import sha256
from pathlib import Path

from hocba_ops.errors import AgainProblem, NoticeNotAgain, NotPermitted
from hocba_ops.notices.book import Notice

WAITING = "waiting"
OUTBOX = "outbox"
INDEX = "index.html"


def write_message(folder: Path, notice: str, name: str, content: bytes) -> Path:
    """Write a message whole or not at all; one of the same notice is replaced."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        drop_message(folder, notice)
        path, draft = folder / f"{name}_{notice}.eml", folder / f".{notice}.new"
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return draft.replace(path)
    except PermissionError as fault:
        raise NotPermitted(str(fault.filename or folder)) from fault


def read_message(folder: Path, notice: Notice) -> bytes:
    """The bytes of a message that waits, as they were prepared; `NoticeNotAgain` when they are gone or changed."""
    path = next(iter(folder.glob(f"*_{notice.id}.eml")), None)
    if path is None:
        raise NoticeNotAgain(notice.id, AgainProblem.NO_FILE)
    content = path.read_bytes()
    if sha256(content).hexdigest() != notice.file:
        raise NoticeNotAgain(notice.id, AgainProblem.CHANGED)
    return content


def drop_message(folder: Path, notice: str) -> None:
    """Drop the file of a message, if there is one."""
    for path in folder.glob(f"*_{notice}.eml"):
        path.unlink(missing_ok=True)

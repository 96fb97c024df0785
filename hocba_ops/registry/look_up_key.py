"""The key of a registry's look-up codes: made once, kept beside the ledger, read by its owner alone.

Codes printed under a key that was lost find nothing any more, so the key is backed up with the registry.
"""

import os
import secrets
from pathlib import Path

from hocba_ops.errors import NotPermitted
from hocba_ops.registry.ledger import sync_folder

FOLDER, KEY = "look-up", "khoa.bin"
KEY_BYTES = 32


def look_up_key(registry: Path) -> bytes:
    """The key, made the first time it is asked for; `NotPermitted` where it cannot be read or made."""
    path = registry / FOLDER / KEY
    try:
        return _made(path) if not path.exists() else path.read_bytes()
    except PermissionError as fault:
        raise NotPermitted(str(fault.filename or path)) from fault


def _made(path: Path) -> bytes:
    """Written beside and linked into place, so that of two that make it at once both read the first, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(secrets.token_bytes(KEY_BYTES))
        handle.flush()
        os.fsync(handle.fileno())
    try:
        path.hardlink_to(staged)
    except FileExistsError:
        return path.read_bytes()
    finally:
        staged.unlink()
    sync_folder(path.parent)
    return path.read_bytes()

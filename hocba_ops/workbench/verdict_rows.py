"""Verdicts as the rows of a table: what the evidence ladder is climbed on."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.documents.verdict import FileVerdict
from hocba_ops.tables.frames import DTYPES
from hocba_ops.tables.verdicts import VERDICT

SCHEMA = pl.Schema({column.name: DTYPES[column.kind] for column in VERDICT.columns})


def verdict_frame(verdicts: Iterable[FileVerdict]) -> pl.DataFrame:
    """One row a signature in the order of the files, and one for a file without any."""
    return pl.DataFrame([row for verdict in verdicts for row in _rows(verdict)], schema=SCHEMA)


def write_verdicts(verdicts: Iterable[FileVerdict], path: Path) -> None:
    """The rows as Parquet; the folder is made. It names members of staff, no pupil."""
    path.parent.mkdir(parents=True, exist_ok=True)
    verdict_frame(verdicts).write_parquet(path)


def _rows(verdict: FileVerdict) -> Iterator[dict[str, Any]]:
    whole = {
        "file": verdict.file,
        "file_sha256": verdict.sha256,
        "card_id": verdict.card_id,
        "file_indication": verdict.indication,
        "file_sub_indication": verdict.sub_indication,
        "workflow": " ".join(verdict.workflow),
        "checked_as_of": plain(verdict.checked_as_of),
        "basis": verdict.basis,
    }
    if not verdict.signatures:
        told = {"indication": verdict.indication, "sub_indication": verdict.sub_indication}
        yield whole | told | {"reason": " ".join(verdict.reasons)}
    texts = ("field", "role", "signer", "signer_id", "serial", "fingerprint", "trust_root", "level")
    for one in verdict.signatures:
        told = {name: str(getattr(one, name)) for name in (*texts, "indication", "sub_indication")}
        yield whole | told | {"signed_at": plain(one.signed_at), "reason": " ".join((*verdict.reasons, *one.reasons))}


def plain(moment: datetime | None) -> datetime | None:
    """A moment in UTC as tables hold it."""
    return moment and moment.astimezone(UTC).replace(tzinfo=None)

"""Certificates on tokens that are plugged in, beside what the store knows; and their files for the next load."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.identity import mask
from hocba_ops.errors import file_error
from hocba_ops.sources.tokens import TokenCertificate, read_tokens
from hocba_ops.tables import TABLES
from hocba_ops.workbench.units import school_rows

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

FOLDER = "chung-thu"
SHOWN = ("serial", "issuer", "holder_kind", "valid_from", "valid_to", "key_algorithm", "key_bits")


@dataclass(frozen=True, slots=True)
class OnToken:
    """A certificate on a token, and whose it is by the lists of staff: schools and the masked code of its holder."""

    certificate: TokenCertificate
    schools: tuple[str, ...]
    holder: str

    def told(self) -> Mapping[str, object]:
        """What may be shown of it: no name, no whole number of a person."""
        facts = {name: self.certificate.facts[name] for name in SHOWN}
        return {"holder": self.holder, "schools": list(self.schools), **facts}


def list_tokens(bench: "Workbench", module: Path, *, as_of: date) -> Sequence[OnToken]:
    """The certificates on the tokens behind a PKCS#11 library, matched with the staff known on a day.

    Raises `TokenUnreadable`.
    """
    found = read_tokens(module)
    staff = school_rows(bench.store, TABLES["staff"].name, as_of).select("school_code", "staff_code", "person_id")
    return [_matched(one, staff) for one in found]


def save_tokens(found: Sequence[OnToken], inbox: Path, *, as_of: date, school: str = "") -> Iterator[Path]:
    """Write each certificate below the day's folder of an inbox, under a name that says its school where it is known.

    Raises `NotPermitted` and the like when the folder cannot be written.
    """
    folder = inbox / as_of.isoformat() / FOLDER
    for one in found:
        place = school or next(iter(one.schools), "")
        path = folder / f"{'_'.join(filter(None, (place, 'token', str(one.certificate.facts['serial']))))}.pem"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(one.certificate.pem, encoding="utf-8", newline="\n")
        except OSError as fault:
            raise file_error(str(path), fault) from fault
        yield path


def _matched(one: TokenCertificate, staff: pl.DataFrame) -> OnToken:
    person, code = one.facts["person_id"], one.facts["holder_code"]
    own = staff.filter((pl.col("person_id") == person) if person else (pl.col("staff_code") == (code or "")))
    schools = tuple(own["school_code"].drop_nulls().unique().sort())
    named = next(iter(own["staff_code"].drop_nulls()), None) or code or person
    return OnToken(one, schools, mask(str(named)) if named else "")

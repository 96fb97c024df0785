"""Trust stores: `<folder>/<store>/<YYYY-MM-DD>/*.crt|cer|pem`, the newest folder up to the day that is asked about.

A store is a purpose (`cong_cong`, `vgca`, `dau_thoi_gian`); a change of roots is a new dated folder, never an edit.
Self-issued certificates are roots, the others help to build the path and are not trusted by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from asn1crypto import pem, x509

from hocba_ops.errors import TrustFault

ENDINGS = {".crt", ".cer", ".pem", ".der"}


@dataclass(frozen=True)
class Store:
    """The roots of one purpose as DER, as of the day of its folder: bytes, for they cross to other processes."""

    name: str
    day: date
    roots: tuple[bytes, ...]
    others: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Trust:
    """The stores in force on a day, by name."""

    stores: Mapping[str, Store] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, *, on: date) -> "Trust":
        """The stores of a folder as of a day; none where there is no folder.

        Raises `TrustFault` for a folder that is no date or a file that is no certificate.
        """
        places = sorted(place for place in folder.iterdir() if place.is_dir()) if folder.is_dir() else []
        found = (_read_store(place, on) for place in places)
        return cls({store.name: store for store in found if store is not None})

    def roots(self, names: frozenset[str]) -> list[x509.Certificate]:
        """The roots of some stores."""
        held = (self.stores[name].roots for name in sorted(names & set(self.stores)))
        return [x509.Certificate.load(root) for roots in held for root in roots]

    @property
    def others(self) -> list[x509.Certificate]:
        """Every certificate that only helps to build a path."""
        return [x509.Certificate.load(one) for store in self.stores.values() for one in store.others]

    def store_of(self, root: x509.Certificate, names: frozenset[str]) -> str:
        """The store that a root stands in, of those named; empty when in none."""
        held = (name for name in sorted(names & set(self.stores)) if root.dump() in self.stores[name].roots)
        return next(held, "")

    @property
    def fingerprint(self) -> str:
        """SHA-256 of every certificate in every store."""
        digest = sha256()
        for name, store in sorted(self.stores.items()):
            digest.update(f"{name}\0".encode())
            for one in sorted((*store.roots, *store.others)):
                digest.update(sha256(one).digest())
        return digest.hexdigest()


def _read_store(place: Path, on: date) -> Store | None:
    dated = sorted((_day_of(each), each) for each in place.iterdir() if each.is_dir())
    in_force = [(day, each) for day, each in dated if day <= on]
    if not in_force:
        return None
    day, folder = in_force[-1]
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    read = [one for path in files for one in read_certificates(path)]
    roots, others = (tuple(one.dump() for one in read if one.self_issued is own) for own in (True, False))
    return Store(place.name, day, roots, others)


def _day_of(folder: Path) -> date:
    try:
        return date.fromisoformat(folder.name)
    except ValueError as fault:
        raise TrustFault(str(folder)) from fault


def read_certificates(path: Path) -> list[x509.Certificate]:
    """The certificates of a file, DER or PEM. Raises `TrustFault` when there is anything else in it."""
    content = path.read_bytes()
    try:
        parts = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        found = [x509.Certificate.load(der, strict=True) for der in parts]
        for one in found:
            one.native  # noqa: B018 - asn1crypto parses when it is looked at
    except (ValueError, TypeError) as fault:
        raise TrustFault(str(path)) from fault
    return found

"""What a vendor hands over at the end of a contract, as a folder or a zip: its files, looked at before any is opened.

A zip is weighed by its directory first; a member whose name leads out of the folder, or that is a link, is never
written, and told. Nothing in the delivery is run or believed.
"""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from hocba_ops.errors import EmptyFolder, NotPermitted, ProtectedFile, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.package import check_unpacked
from hocba_ops.sources.vocabulary import reason

ENCRYPTED = 0x1
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Handed:
    """A file of the delivery: its name below the delivery, forward slashes, and where it lies."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files of a delivery by name, and the members of its zip that were left out for their name."""

    files: tuple[Handed, ...]
    barred: tuple[str, ...] = ()


def open_delivery(place: Path, *, limits: Limits, into: Path) -> Delivery:
    """The files of a folder, or of a zip unpacked into an empty folder.

    Raises `EmptyFolder` where there is no file, `UnreadableFile` for a zip that is damaged, `ProtectedFile` for one
    with a password, `TooLarge` for one that unpacks to more than the limits allow, `NotPermitted`.
    """
    delivery = _unpacked(place, limits, into) if place.is_file() else Delivery(_listed(place))
    if not delivery.files and not delivery.barred:
        raise EmptyFolder(str(place), is_there=place.exists(), command=f"hocba handover-check {place}")
    return delivery


def digest_of(path: Path) -> str:
    """The sha256 of a file, read piece by piece."""
    found = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(CHUNK):
            found.update(piece)
    return found.hexdigest()


def _listed(folder: Path) -> tuple[Handed, ...]:
    """Every plain file below a folder; links are passed over, as they may lead anywhere."""
    found = [
        Path(root) / name
        for root, _, names in os.walk(folder, onerror=_refuse)
        for name in names
        if not (Path(root) / name).is_symlink()
    ]
    return tuple(Handed(path.relative_to(folder).as_posix(), path) for path in sorted(found))


def _refuse(fault: OSError) -> None:
    if isinstance(fault, PermissionError):
        raise NotPermitted(str(fault.filename))


def _unpacked(path: Path, limits: Limits, into: Path) -> Delivery:
    try:
        with zipfile.ZipFile(path) as opened:
            members = [one for one in opened.infolist() if not one.is_dir()]
            _weigh(path, members, limits)
            barred = tuple(one.filename for one in members if not _is_safe(one))
            return Delivery(tuple(_written(opened, members, into)), barred)
    except PermissionError as fault:
        raise NotPermitted(str(path)) from fault
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as fault:
        raise UnreadableFile(str(path), reason("damaged_delivery")) from fault


def _weigh(path: Path, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse what is locked, what says that it unpacks to too much, and a directory that says a name twice."""
    if any(one.flag_bits & ENCRYPTED for one in members):
        raise ProtectedFile(str(path))
    packed = path.stat().st_size
    names = {one.filename.casefold() for one in members}
    if len(names) < len(members) or sum(one.compress_size for one in members) > packed:
        raise UnreadableFile(str(path), reason("damaged_delivery"))
    check_unpacked(sum(one.file_size for one in members), packed, path=str(path), limits=limits)


def _is_safe(member: zipfile.ZipInfo) -> bool:
    """Whether a member stays below the folder and is a plain file."""
    name = member.orig_filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    leads_out = name.startswith("/") or ".." in parts or ":" in name or "\0" in name
    return bool(parts) and not leads_out and not stat.S_ISLNK(member.external_attr >> 16)


def _written(opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], into: Path) -> Iterator[Handed]:
    """The safe members, each written under a number of its own; zipfile gives no more bytes than were declared."""
    for number, member in enumerate(one for one in members if _is_safe(one)):
        name = member.orig_filename.replace("\\", "/")
        out = into / str(number) / PurePosixPath(name).name
        out.parent.mkdir()
        with opened.open(member) as packed, out.open("wb") as stream:
            while piece := packed.read(CHUNK):
                stream.write(piece)
        yield Handed(name, out)

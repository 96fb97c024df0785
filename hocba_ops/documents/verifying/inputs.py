"""Where the files to verify lie: single files, folders, and zip archives that are never unpacked to the disk."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hocba_ops.documents.verdict import Reason
from hocba_ops.documents.verifying.reading import Refused
from hocba_ops.errors import NoDocuments

PDF, XML, ZIP = ".pdf", ".xml", ".zip"
READ = (PDF, XML)
"""The documents that can be verified; of a card that is there as PDF and as XML, a folder means the PDF."""
MOST_MEMBERS = 100_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a member of an archive. `name`: as the officer finds it; `fault`: why it cannot be read at all."""

    path: Path
    name: str
    member: str | None = None
    fault: Reason | None = None

    def read(self, most: int) -> bytes:
        """Its bytes, of which at most one more than `most` are read. Raises `Refused`."""
        if self.fault is not None:
            raise Refused(self.fault)
        try:
            return self._member(most) if self.member is not None else self._file(most)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as fault:
            raise Refused(Reason.UNREADABLE) from fault
        except RuntimeError as fault:  # zipfile tells of a password by no other class
            raise Refused(Reason.ENCRYPTED) from fault
        except OSError as fault:
            raise Refused(Reason.NOT_ACCESSIBLE) from fault

    @property
    def stem(self) -> str:
        """The name without folder and ending: where it is a card's id, the card is known."""
        return Path(self.member or self.path.name).stem

    @property
    def is_xml(self) -> bool:
        """Whether it is the data of a card, by its ending."""
        return self.name.lower().endswith(XML)

    def _file(self, most: int) -> bytes:
        with self.path.open("rb") as stream:
            return stream.read(most + 1)

    def _member(self, most: int) -> bytes:
        with zipfile.ZipFile(self.path) as archive, archive.open(str(self.member)) as stream:
            return stream.read(most + 1)


def list_sources(paths: Iterable[Path], endings: Sequence[str] = READ) -> list[Source]:
    """Every document that paths name or hold, in order of names. Raises `NoDocuments`: none, or no such path."""
    given = list(paths)
    for path in given:
        if not path.exists():
            raise NoDocuments(str(path))
    found = [source for path in given for source in _within(path, endings)]
    if not found:
        raise NoDocuments(", ".join(map(str, given)))
    return found


def _within(path: Path, endings: Sequence[str]) -> Iterator[Source]:
    if not path.is_dir():
        yield from _one(path, path.name, endings)
        return
    files = {each.relative_to(path).as_posix(): each for each in sorted(path.rglob("*")) if each.is_file()}
    for name in _meant(files, (*endings, ZIP)):
        yield from _one(files[name], name, endings)


def _meant(names: Iterable[str], endings: Sequence[str]) -> list[str]:
    """The names of documents among those of files: an XML only where no PDF of the same name carries it."""
    held = set(names)
    forms = {name[: -len(PDF)] for name in held if name.lower().endswith(PDF)}
    wanted = (name for name in held if name.lower().endswith(tuple(endings)))
    return sorted(name for name in wanted if not (name.lower().endswith(XML) and name[: -len(XML)] in forms))


def _one(path: Path, name: str, endings: Sequence[str]) -> Iterator[Source]:
    if path.suffix.lower() != ZIP:
        yield Source(path, name)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        yield Source(path, name, fault=Reason.UNREADABLE)
        return
    if len(members) > MOST_MEMBERS:
        yield Source(path, name, fault=Reason.TOO_MANY_OBJECTS)
        return
    yield from (Source(path, f"{name}/{one}", one) for one in _meant((one.filename for one in members), endings))

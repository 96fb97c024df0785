"""Where the files to verify lie: single files, folders, and zip archives that are never unpacked to the disk."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from hocba_ops.documents.verdict import Beside, FileVerdict, Reason, key_of_files
from hocba_ops.documents.verifying.beside import is_beside, pair_beside, record_of
from hocba_ops.documents.verifying.reading import Refused
from hocba_ops.documents.xades.names import BESIDE
from hocba_ops.errors import NoDocuments

PDF, XML, ZIP = ".pdf", ".xml", ".zip"
READ = (PDF, XML)
"""The documents that can be verified; of a card that is there as PDF and as XML, a folder means the PDF."""
MOST_MEMBERS = 100_000


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a file, and of the detached signatures beside it."""

    own: bytes
    beside: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a member of an archive. `name`: as the officer finds it; `fault`: why it cannot be read at all.

    `beside`: the files with detached signatures over it, judged with it. `held`: its bytes, where it came from a
    machine whose files are not ours.
    """

    path: Path
    name: str
    member: str | None = None
    fault: Reason | None = None
    beside: tuple["Source", ...] = ()
    held: bytes | None = field(default=None, repr=False)

    def carried(self, most: int) -> "Source":
        """The same with its bytes; as it is where it cannot be read, which will be told elsewhere as here."""
        try:
            return replace(self, held=self.read(most), beside=tuple(one.carried(most) for one in self.beside))
        except Refused as refused:
            return replace(self, fault=refused.reason)

    def contents(self, most: int) -> Contents:
        """Its bytes, and those of the signatures beside it. Raises `Refused`."""
        return Contents(self.read(most), tuple(one.read(most) for one in self.beside))

    def named(self, verdict: FileVerdict, contents: Contents) -> FileVerdict:
        """A verdict with the names of all files that it is about."""
        pairs = zip(self.beside, contents.beside, strict=True)
        beside = tuple(Beside(one.name, sha256(data).hexdigest()) for one, data in pairs)
        return replace(verdict, file=self.name, beside=beside)

    def key(self, contents: Contents) -> str:
        """By what files of these bytes are known again."""
        own, *beside = (sha256(one).hexdigest() for one in (contents.own, *contents.beside))
        return key_of_files(self.name, own, beside)

    def read(self, most: int) -> bytes:
        """Its bytes, of which at most one more than `most` are read. Raises `Refused`."""
        if self.fault is not None:
            raise Refused(self.fault)
        if self.held is not None:
            return self.held
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
    return list({(one.path, one.member): one for one in found}.values())


def _within(path: Path, endings: Sequence[str]) -> Iterator[Source]:
    if not path.is_dir():
        yield from _given(path, endings)
        return
    files = {each.relative_to(path).as_posix(): each for each in sorted(path.rglob("*")) if each.is_file()}
    for name, beside, fault in _meant(files, (*endings, ZIP)):
        signatures = tuple(Source(files[one], one) for one in beside)
        yield from (
            _zipped(files[name], name, endings)
            if _is_zip(name)
            else (Source(files[name], name, fault=fault, beside=signatures),)
        )


def _given(path: Path, endings: Sequence[str]) -> Iterator[Source]:
    """A file that was named by itself: with the signatures beside it, or as the signature of the record beside it."""
    if _is_zip(path.name):
        yield from _zipped(path, path.name, endings)
        return
    near = _near(path)
    name = (record_of(path.name, set(near)) if is_beside(path.name) else None) or path.name
    beside = pair_beside({name, *filter(is_beside, near)})[0].get(name, [])
    fault = Reason.SIGNED_DATA_NOT_FOUND if is_beside(name) else None
    yield Source(path.with_name(name), name, fault=fault, beside=tuple(Source(near[one], one) for one in beside))


def _near(path: Path) -> dict[str, Path]:
    """The records and detached signatures in the folder of a file that is one of them, by name."""
    if not path.name.lower().endswith((XML, BESIDE)):
        return {}
    try:
        return {one.name: one for one in path.parent.iterdir() if one.name.lower().endswith((XML, BESIDE))}
    except OSError:
        return {path.name: path}


def _meant(names: Iterable[str], endings: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Reason | None]]:
    """The documents among the names of files, in order, each with the names of the signatures beside it.

    An XML is meant where no PDF of the same name carries it, or where somebody signed it beside; a detached signature
    without a record is told as such wherever XML is asked for.
    """
    held = set(names)
    beside, alone = pair_beside(held)
    forms = {name[: -len(PDF)] for name in held if name.lower().endswith(PDF)}
    wanted = {name for name in held if name.lower().endswith(tuple(endings))}
    carried = {one for one in wanted if one.lower().endswith(XML) and one[: -len(XML)] in forms and one not in beside}
    lost = set(alone) if XML in endings else set[str]()
    for name in sorted((wanted - carried) | lost):
        yield name, beside.get(name, ()), Reason.SIGNED_DATA_NOT_FOUND if name in lost else None


def _is_zip(name: str) -> bool:
    return name.lower().endswith(ZIP)


def _zipped(path: Path, name: str, endings: Sequence[str]) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        yield Source(path, name, fault=Reason.UNREADABLE)
        return
    if len(members) > MOST_MEMBERS:
        yield Source(path, name, fault=Reason.TOO_MANY_OBJECTS)
        return
    for one, beside, fault in _meant((each.filename for each in members), endings):
        signatures = tuple(Source(path, f"{name}/{each}", each) for each in beside)
        yield Source(path, f"{name}/{one}", one, fault, signatures)

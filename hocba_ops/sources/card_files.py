"""One file a card, as a vendor hands them over: which card a file is of, whether it is whole, what a list says of it.

A file is known by its name: the card's id (or the pupil's code) and perhaps the version stand in it. Whether its
content is the card's is for the verification of signatures to say, not for this room.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from hocba_ops.sources.delivery import Handed

KINDS = (".pdf", ".xml")
LISTS = ("sha256sums", "sha256sum.txt", "sha256sums.txt", "checksums.txt", "checksum.txt")
LIST_SUFFIX = ".sha256"
LINE = re.compile(r"^\\?([0-9a-fA-F]{64}) [ *](.+?)\r?$")
VERSION = re.compile(r"^(?:v|pb|l)?(\d{1,3})$", re.IGNORECASE)
HEAD, TAIL = b"%PDF-", b"%%EOF"
LOOKED_AT = 2048
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a card file says: the word that names a card, in small letters, and the version if it says."""

    key: str
    version: int | None


def is_card_file(name: str) -> bool:
    """Whether a file is one of a card by its suffix."""
    return name.lower().endswith(KINDS)


def is_checksum_list(name: str) -> bool:
    """Whether a file is a list of checksums by its name."""
    word = PurePosixPath(name).name.lower()
    return word in LISTS or word.endswith(LIST_SUFFIX)


def named_card(name: str, known: Mapping[str, object]) -> Named | None:
    """The card that a file's name tells of, among the known words (in small letters); None when it tells of none.

    >>> named_card("5A/HB-17_v2.pdf", {"hb-17": 1})
    Named(key='hb-17', version=2)
    """
    stem = PurePosixPath(name).stem.lower()
    words = [stem, *re.split(r"[_\s.]+", stem)]
    key = next((word for word in words if word in known), None)
    if key is None:
        return None
    rest = [word for word in words[1:] if word != key]
    versions = [int(found[1]) for word in rest if (found := VERSION.match(word))]
    return Named(key, versions[0] if len(versions) == 1 else None)


def fault_of(path: Path) -> str | None:
    """What is wrong with a card file as a file: `rong` (no byte), `hong` (not a whole PDF or XML); None: nothing."""
    size = path.stat().st_size
    if size == 0:
        return "rong"
    is_whole = _is_whole_xml(path) if path.suffix.lower() == ".xml" else _is_whole_pdf(path, size)
    return None if is_whole else "hong"


def read_checksums(lists: Iterable[Handed]) -> dict[str, str]:
    """The sha256 that the lists give, by the name of the file below the delivery; lines of another form are left."""
    found: dict[str, str] = {}
    for one in lists:
        folder = PurePosixPath(one.name).parent
        for line in one.path.read_text(encoding="utf-8-sig", errors="replace").splitlines():
            if told := LINE.match(line):
                name = told[2].replace("\\", "/").removeprefix("./")
                found[(folder / name).as_posix()] = told[1].lower()
    return found


def _is_whole_pdf(path: Path, size: int) -> bool:
    with path.open("rb") as stream:
        head = stream.read(LOOKED_AT)
        stream.seek(max(0, size - LOOKED_AT))
        return HEAD in head[:1024] and TAIL in stream.read()


def _is_whole_xml(path: Path) -> bool:
    """Well-formed, and without a document type, by which a few lines can grow without end."""
    parser, isfinal = expat.ParserCreate(), True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with path.open("rb") as stream:
            while piece := stream.read(CHUNK):
                parser.Parse(piece)
        parser.Parse(b"", isfinal)
    except (expat.ExpatError, ValueError):
        return False
    return True


def _refuse_doctype(*_: object) -> None:
    raise ValueError("doctype")

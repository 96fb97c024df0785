"""A file that holds a plan as blocks of text: Word, PDF with text, or plain text; opened within the limits.

It is opened in a guarded process, for a stranger's file may break its reader.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import cast

from hocba_ops.documents.page_text import PdfLocked, PdfTooLong, PdfUnsound, text_of_pages
from hocba_ops.errors import (
    Limit,
    OpsError,
    PlanProblem,
    PlanProtected,
    PlanUnreadable,
    ProtectedFile,
    TooLarge,
    UnreadableFile,
    file_error,
)
from hocba_ops.plans import Block
from hocba_ops.plans.word import UnsoundDocument, read_word
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.guard import Job, Read, read_guarded
from hocba_ops.sources.ole import OLE
from hocba_ops.sources.package import ZIP, open_package, whole
from hocba_ops.sources.protection import is_protected
from hocba_ops.sources.running_text import lines_of, mended

PDF, RICH_TEXT = b"%PDF", b"{\\rtf"
WORD_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml")
LARGEST_TEXT = 64 << 20
"""Bytes of text beyond which no plan is: what the parts of a document may unpack to, whatever the limits say."""
PDF_EDGE, TEXT_EDGE = 55, 120
"""A line of a PDF so long may have been broken by the edge; a text file whose lines are all shorter was broken too."""
LOOKED_AT = 2048


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The blocks of a file, and what is to be known of how they were read.

    `edge`: see `plans.read_plan`. `scanned`: pages without any text. `alphabets`: old ones that were set right;
    `unclear`: lines that could not be. `changes`: tracked changes of Word, read as if accepted. `boxes`: text boxes.
    """

    name: str
    sha256: str
    blocks: tuple[Block, ...]
    edge: int = 0
    scanned: tuple[int, ...] = ()
    alphabets: tuple[str, ...] = ()
    unclear: int = 0
    changes: int = 0
    boxes: int = 0


def open_plan_file(path: Path, *, limits: Limits = STANDARD_LIMITS) -> PlanFile:
    """The text of a plan, read in a process of its own. Raises an `OpsError` that says what is wrong and what to do."""
    (found,) = read_guarded([Job(path, path.name, None, limits)], workers=1, read=cast(Read, read_plan_job))
    if isinstance(found, UnreadableFile):
        raise PlanUnreadable(path.name, PlanProblem.STOPPED)
    if isinstance(found, OpsError):
        raise found
    return cast(PlanFile, found)


def read_plan_job(job: Job) -> PlanFile:
    """The text of a plan, read in this process."""
    try:
        size = job.path.stat().st_size
        if size > job.limits.file_bytes:
            raise TooLarge(job.name, Limit.FILE_BYTES, found=size, allowed=job.limits.file_bytes)
        data = job.path.read_bytes()
    except OSError as fault:
        raise file_error(job.name, fault) from fault
    try:
        found = _read(data, job.name, job.limits)
    except UnreadableFile as fault:
        raise PlanUnreadable(job.name, PlanProblem.DAMAGED) from fault
    except ProtectedFile as fault:
        raise PlanProtected(job.name) from fault
    return _in_unicode(replace(found, sha256=sha256(data).hexdigest()))


def _read(data: bytes, name: str, limits: Limits) -> PlanFile:
    if data.startswith(PDF):
        return _pdf(data, name, limits)
    if data.startswith(ZIP):
        return _word(data, name, limits)
    if is_protected(data):
        raise ProtectedFile(name)
    if data.startswith(OLE):
        raise PlanUnreadable(name, PlanProblem.OLD_WORD)
    if data.startswith(RICH_TEXT):
        raise PlanUnreadable(name, PlanProblem.RICH_TEXT)
    return _text(data, name)


def _pdf(data: bytes, name: str, limits: Limits) -> PlanFile:
    try:
        pages = text_of_pages(data, most=limits.sheets)
    except PdfLocked as fault:
        raise PlanProtected(name) from fault
    except PdfTooLong as fault:
        raise PlanUnreadable(name, PlanProblem.TOO_LONG) from fault
    except PdfUnsound as fault:
        raise PlanUnreadable(name, PlanProblem.DAMAGED) from fault
    if not any(pages):
        raise PlanUnreadable(name, PlanProblem.SCAN)
    blocks = [
        Block(line, page=page, paragraph=place)
        for page, lines in enumerate(pages, start=1)
        for place, line in enumerate(lines, start=1)
    ]
    empty = tuple(page for page, lines in enumerate(pages, start=1) if not lines)
    return PlanFile(name, "", tuple(blocks), edge=PDF_EDGE, scanned=empty)


def _word(data: bytes, name: str, limits: Limits) -> PlanFile:
    within = limits.model_copy(update={"unpacked_bytes": min(limits.unpacked_bytes, LARGEST_TEXT)})
    package = open_package(data, path=name, limits=limits)
    if WORD_PARTS[0] not in package.parts:
        raise PlanUnreadable(name, PlanProblem.OTHER_PACKAGE)
    package.limits = within
    try:
        found = read_word({part: whole(package, part) for part in WORD_PARTS if part in package.parts})
    except UnsoundDocument as fault:
        raise PlanUnreadable(name, PlanProblem.DAMAGED) from fault
    return PlanFile(name, "", tuple(found.blocks), changes=found.changes, boxes=found.boxes)


def _text(data: bytes, name: str) -> PlanFile:
    if b"<html" in data[:LOOKED_AT].lower():
        raise PlanUnreadable(name, PlanProblem.PAGE)
    lines = lines_of(data, path=name)
    blocks = tuple(Block(line, paragraph=place) for place, line in enumerate(lines, start=1))
    longest = max(map(len, lines), default=0)
    return PlanFile(name, "", blocks, edge=longest * 2 // 3 if longest <= TEXT_EDGE else 0)


def _in_unicode(found: PlanFile) -> PlanFile:
    """The same with old alphabets set right, in paragraphs and in the cells of tables."""
    texts = [text for block in found.blocks for text in (block.text, *block.cells)]
    lines, alphabets, unclear = mended(texts)
    return replace(found, blocks=tuple(_filled(found.blocks, iter(lines))), alphabets=alphabets, unclear=unclear)


def _filled(blocks: Sequence[Block], lines: Iterator[str]) -> Iterator[Block]:
    for block in blocks:
        text = next(lines)
        yield replace(block, text=text, cells=tuple(next(lines) for _ in block.cells))

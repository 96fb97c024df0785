"""A document as DOCX to edit: docxtpl fills a template made from the layout; the same values, the same bytes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docxtpl import DocxTemplate

from hocba_ops.documents.letters.paper import Paper
from hocba_ops.documents.letters.word_template import make_template

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every file within the package: it tells nothing."""


def make_docx(paper: Paper) -> bytes:
    """The document for a word processor, without macros; it carries no origin: what is issued is the PDF."""
    filled = DocxTemplate(BytesIO(make_template(paper.form, paper.layout, signers=len(paper.signers))))
    filled.render(_context(paper), autoescape=True)
    about = filled.docx.core_properties
    moment = datetime.fromisoformat(paper.dated).replace(tzinfo=UTC)
    about.author, about.title, about.comments = paper.block[-1], f"{paper.title} {paper.subject}", ""
    about.created = about.modified = moment
    about.last_modified_by, about.revision = paper.block[-1], 1
    made = BytesIO()
    filled.save(made)
    return _settled(made.getvalue())


def _context(paper: Paper) -> Mapping[str, Any]:
    parts = [{**part, "dots": "." * 60} for part in paper.plain()["body"]]
    return {**paper.plain(), "body": parts, "superior": paper.block[:-1], "issuer": paper.block[-1]}


def _settled(package: bytes) -> bytes:
    """The package with nothing in it that tells when it was packed."""
    settled = BytesIO()
    with ZipFile(BytesIO(package)) as found, ZipFile(settled, "w", ZIP_DEFLATED) as made:
        for name in sorted(found.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            made.writestr(entry, found.read(name))
    return settled.getvalue()

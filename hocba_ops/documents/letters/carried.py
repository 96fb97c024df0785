"""What a document carries and what its pages say, read from the PDF whatever was added to it since."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from hocba_ops.documents.letters.typeset import CARRIED
from hocba_ops.documents.render.attached import LARGEST, UNREADABLE

FORM = "hocba-letter-1"
"""What a document of ours says that it is."""


def read_carried(pdf: bytes) -> Mapping[str, Any] | None:
    """What the document says that it was made from; None for a PDF that is none of ours, or cannot be read."""
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            if CARRIED not in document.attachments:
                return None
            data = document.attachments[CARRIED].get_file().read_bytes()
        told = json.loads(data[: LARGEST + 1])
    except UNREADABLE:
        return None
    return told if isinstance(told, dict) else None


def page_lines(pdf: bytes) -> list[list[str]]:
    """The lines of words of each page, without those that are empty; `ValueError` for what is no PDF."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return [_lines(page) for page in document]
    except pypdfium2.PdfiumError as fault:
        raise ValueError(str(fault)) from fault


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage().get_text_bounded()
    return [line for line in (" ".join(one.split()) for one in text.splitlines()) if line]

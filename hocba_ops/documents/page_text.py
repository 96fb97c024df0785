"""The words on the pages of a PDF that somebody else made: line by line, and which pages hold none."""

from typing import Final

import pypdfium2

PASSWORD: Final = 4
"""PDFium's number for a file that opens only with a password."""
HYPHENS = str.maketrans({"\ufffe": "", "\x02": "", "\x00": ""})
"""What PDFium puts where a page broke a word, and no reader sees."""


class PdfLocked(ValueError):
    """A PDF that opens only with a password."""


class PdfUnsound(ValueError):
    """What is no PDF, or a broken one."""


class PdfTooLong(ValueError):
    """A PDF of more pages than were allowed."""


def text_of_pages(pdf: bytes, *, most: int) -> list[list[str]]:
    """The lines of each page, in the order of the page; a page that holds no text (a scan) has none.

    Raises `PdfLocked`, `PdfTooLong` for more than `most` pages, and `PdfUnsound` for anything that cannot be read.
    """
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            if len(document) > most:
                raise PdfTooLong(len(document))
            return [_lines(page) for page in document]
    except pypdfium2.PdfiumError as fault:
        raise (PdfLocked if fault.err_code == PASSWORD else PdfUnsound)(str(fault)) from fault


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage().get_text_bounded().translate(HYPHENS)
    return [line for line in map(str.strip, text.splitlines()) if line]

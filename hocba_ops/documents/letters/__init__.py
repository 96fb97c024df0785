"""Official documents of an office: one content set as PDF/A to issue and as DOCX to edit, read back from the PDF."""

from hocba_ops.documents.letters.carried import FORM, page_lines, read_carried
from hocba_ops.documents.letters.paper import Column, Paper, Part, PartKind
from hocba_ops.documents.letters.typeset import Set, set_pages
from hocba_ops.documents.letters.word import make_docx

__all__ = ["FORM", "Column", "Paper", "Part", "PartKind", "Set", "make_docx", "page_lines", "read_carried", "set_pages"]

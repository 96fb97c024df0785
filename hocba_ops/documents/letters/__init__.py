"""Official documents of an office: one content set as PDF/A to issue and as DOCX to edit, read back from the PDF.

What makes the DOCX is imported from `letters.word` alone: whoever only verifies does not need it.
"""

from hocba_ops.documents.letters.carried import FORM, page_lines, read_carried
from hocba_ops.documents.letters.paper import Column, Paper, Part, PartKind
from hocba_ops.documents.letters.typeset import Set, set_pages

__all__ = ["FORM", "Column", "Paper", "Part", "PartKind", "Set", "page_lines", "read_carried", "set_pages"]

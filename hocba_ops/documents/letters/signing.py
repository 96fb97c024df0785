"""The signatures of an issued document: people first, then the seal, which locks it."""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from hocba_ops.documents.letters.typeset import SEAL
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.pades import Layout, Pen
from hocba_ops.domain.signing import Role
from hocba_ops.errors import LetterProblem, LetterRefused


def sign_pages(pdf: bytes, boxes: Sequence[Box], field: str, pen: Pen, images: Mapping[str, bytes]) -> bytes:
    """The document with one signature more; `LetterRefused` where that field cannot be signed now."""
    names, signed = [box.field for box in boxes], signed_fields(pdf)
    if field not in names:
        raise LetterRefused(field, LetterProblem.NO_FIELD, choices=names)
    if field in signed:
        raise LetterRefused(field, LetterProblem.SIGNED_ALREADY)
    if SEAL in signed:
        raise LetterRefused(field, LetterProblem.SEALED)
    if field == SEAL and set(names) - {SEAL} - set(signed):
        raise LetterRefused(field, LetterProblem.SIGN_FIRST)
    return pen.sign(pdf, Layout(boxes, images), field)


def signed_fields(pdf: bytes) -> list[str]:
    """The fields of a document that are signed, in the order of signing."""
    return [one.field_name for one in PdfFileReader(BytesIO(pdf)).embedded_signatures]


def boxes_text(boxes: Sequence[Box]) -> bytes:
    """Where a document is signed, as a file beside it."""
    told = {box.field: {"page": box.page, "corners": box.corners, "role": str(box.role)} for box in boxes}
    return (json.dumps(told, indent=1) + "\n").encode()


def read_boxes(text: bytes) -> list[Box]:
    """The boxes that `boxes_text` told; `KeyError`, `TypeError` or `ValueError` for anything else."""
    told = json.loads(text).items()
    return [Box(name, one["page"], tuple(one["corners"]), signs_as=Role(one["role"])) for name, one in told]

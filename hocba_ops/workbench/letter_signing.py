"""A released document signed and sealed: the right name, a certificate that holds now, the bytes as released."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from hocba_ops.access.numbering import Stage
from hocba_ops.access.trail import Event
from hocba_ops.documents.letters.signing import read_boxes, sign_pages
from hocba_ops.documents.letters.typeset import SEAL
from hocba_ops.documents.people import holder_of
from hocba_ops.documents.policy import Level, RoleRule
from hocba_ops.documents.signing.batch import write_whole
from hocba_ops.documents.signing.checks import check_certificate
from hocba_ops.documents.signing.pades import Pen
from hocba_ops.documents.signing.stamping import HttpStamper
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.domain.signing import Role
from hocba_ops.errors import KeyNotFit, LetterProblem, LetterRefused
from hocba_ops.text import search_key
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.documents import basis_of
from hocba_ops.workbench.letter_paper import SECRETARY
from hocba_ops.workbench.lettering import BOXES, ISSUED, Letter, note_letter, open_letter
from hocba_ops.workbench.signing import OpenedKey, Order

SIGNED = "van-ban.da-ky.pdf"


def sign_letter(bench: Workbench, letter_id: str, order: Order, opened: OpenedKey, *, by: str) -> Path:
    """Sign a field of a released document; where the signed file lies.

    Raises `LetterRefused` for a document, field or name that does not fit, `KeyNotFit` for a certificate that does not
    hold now.
    """
    letter = open_letter(bench, letter_id)
    if letter.stage != Stage.RELEASED or letter.numbered is None:
        is_gone = letter.stage == Stage.WITHDRAWN
        raise LetterRefused(letter_id, LetterProblem.WITHDRAWN if is_gone else LetterProblem.NOT_RELEASED)
    issued = (letter.folder / ISSUED).read_bytes()
    if sha256(issued).hexdigest() != letter.numbered.sha256:
        raise LetterRefused(str(letter.folder / ISSUED), LetterProblem.ALTERED)
    _check_key(bench, letter, order, opened)
    target = letter.folder / SIGNED
    before = target.read_bytes() if target.is_file() else issued
    boxes = read_boxes((letter.folder / BOXES).read_bytes())
    stamper = HttpStamper(order.timestamp_url) if order.timestamp_url else None
    images = {order.field: order.image.read_bytes()} if order.image else {}
    write_whole(target, sign_pages(before, boxes, order.field, Pen.ready(opened.key, stamper), images))
    event = Event.SEALED if order.field == SEAL else Event.SIGNED
    note_letter(bench, event, letter, by=by, detail=order.field, now=order.now)
    return target


def _check_key(bench: Workbench, letter: Letter, order: Order, opened: OpenedKey) -> None:
    """The certificate is that of whoever is named at the signature, and its path, days and purpose hold now."""
    holder = holder_of(opened.key.certificate)
    named = letter.order.secretary if order.field == SECRETARY else letter.order.signer
    if order.field != SEAL and named and search_key(holder.name) != search_key(named):
        raise LetterRefused(holder.name, LetterProblem.OTHER_SIGNER, choices=[named])
    checked = check_certificate(opened.key, str(Role.HEAD), _basis(bench, order))
    if checked.reasons:
        raise KeyNotFit(holder.name, [bench.labels(f"verify.reason.{one}") for one in checked.reasons])


def _basis(bench: Workbench, order: Order) -> Basis:
    """Every store of the workspace but that of time stamps is trusted; no position in a school is asked for."""
    basis = basis_of(bench, now=order.now, level=Level.B_T if order.timestamp_url else Level.B_B)
    stores = frozenset(basis.trust.stores) - {basis.policy.stamping}
    rule = RoleRule(frozenset(), {"": stores})
    return replace(basis, policy=replace(basis.policy, rules={Role.HEAD: rule}))

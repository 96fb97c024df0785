"""What a signature, an archive pass and a verification cost, against their cryptographic floor and pyHanko alone.

All in one process, CPU time, the lowest of interleaved rounds: the figures are ratios, not seconds.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable, Mapping
from io import BytesIO

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import SimpleSigner

from benchmarks.figures import Ratio
from benchmarks.scale import Scale
from benchmarks.signed_forms import (
    form,
    measure_pool,
    open_form,
    stamp_alone,
    stock_archive,
    structure_of_form,
    verify_form,
)
from hocba_ops.documents.signing.archiving import Archivist
from hocba_ops.documents.signing.template import PROBE
from hocba_ops.documents.verifying.reading import open_pdf
from hocba_ops.documents.verifying.structure import structure_reasons
from tests.documents.authority import PASSPHRASE, VERIFIED, authority
from tests.documents.grounds import POLICY, judged, revocation, trust
from tests.documents.papers import key_of, layout, paper, pen, sign, signed_card

RSA, EC = "chi", "dung"
ROUNDS, FILES = 4, 40


def ratios(scale: Scale) -> list[Ratio]:
    """Each ratio by name."""
    found = measure(scale.less(ROUNDS, 0), files=scale.less(FILES, 0))
    return [Ratio(name, value) for name, value in found.items()]


def measure(rounds: int, *, files: int) -> dict[str, float]:
    """Each ratio by name; `files`: how many the pool verifies, none to leave it out."""
    least = lowest(works(), rounds)
    return {
        "template_rsa": least["template RSA"] / least["raw RSA"],
        "template_ec": least["template EC"] / least["raw EC"],
        "one_rsa": least["own RSA"] / least["raw RSA"],
        "own_vs_stock_rsa": least["own RSA"] / least["stock RSA"],
        "own_vs_stock_ec": least["own EC"] / least["stock EC"],
        "three_vs_one": least["three"] / least["own RSA"],
        "verify_vs_floor": least["verify"] / least["floor"],
        "archive_vs_one": least["archive"] / least["own B-T"],
        "structure_vs_verify": least["structure"] / least["verify"],
        "tagged_vs_floor": least["verify tagged"] / least["floor"],
        "untagged_vs_floor": least["verify untagged"] / least["floor"],
        "structure_vs_verify_tagged": least["structure tagged"] / least["verify tagged"],
        "structure_vs_verify_untagged": least["structure untagged"] / least["verify untagged"],
        "opening_vs_structure": least["open tagged"] / least["structure tagged"],
        "archive_tagged": least["archive tagged"] / least["stock archive"],
        "archive_apart": (least["archive tagged"] - least["stamp"]) / (least["stock archive"] - least["stamp"]),
        **(measure_pool(files) if files else {}),
    }


def lowest(asked: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The least CPU seconds of each work; the rounds take turns, so that a busy moment costs all alike."""
    least = dict.fromkeys(asked, float("inf"))
    for _ in range(rounds + 1):
        for name, work in asked.items():
            before = time.process_time()
            work()
            least[name] = min(least[name], time.process_time() - before)
    return least


def works() -> dict[str, Callable[[], object]]:
    """The pieces of work by name, everything they need made ready."""
    base, card, archivist = paper(), signed_card(), Archivist(trust(), revocation(), authority().timestamper(VERIFIED))
    return {
        **{f"raw {name}": raw(label) for name, label in (("RSA", RSA), ("EC", EC))},
        **{f"template {name}": template(label) for name, label in (("RSA", RSA), ("EC", EC))},
        **{f"own {name}": own(label, base) for name, label in (("RSA", RSA), ("EC", EC))},
        **{f"stock {name}": stock(label, base) for name, label in (("RSA", RSA), ("EC", EC))},
        "own B-T": lambda: pen(RSA).sign(base, layout(), "gvcn"),
        "three": lambda: sign(base, at=None),
        "floor": floor(card),
        "verify": lambda: judged(card),
        "structure": lambda: structure_of(card),
        "archive": lambda: archivist.archive(card),
        "archive tagged": lambda: archivist.archive(form(is_tagged=True)),
        "stock archive": stock_archive(form(is_tagged=True)),
        "stamp": stamp_alone,
        "verify tagged": lambda: verify_form(is_tagged=True),
        "verify untagged": lambda: verify_form(is_tagged=False),
        "structure tagged": lambda: structure_of_form(is_tagged=True),
        "structure untagged": lambda: structure_of_form(is_tagged=False),
        "open tagged": lambda: open_form(is_tagged=True),
    }


def raw(label: str) -> Callable[[], object]:
    private = key_of(label).private
    if isinstance(private, rsa.RSAPrivateKey):
        return lambda: private.sign(PROBE, padding.PKCS1v15(), SHA256())
    return lambda: private.sign(PROBE, ec.ECDSA(SHA256()))


def template(label: str) -> Callable[[], object]:
    ready = pen(label, at=None)

    def work() -> object:
        (signature,) = ready.key.sign_many([ready.template.attributes(PROBE)])
        return drive(ready.template.filled(PROBE, signature, None))

    return work


def drive(awaited: object) -> object:
    """A coroutine that waits for nothing, without the cost of a loop."""
    try:
        awaited.send(None)  # type: ignore[attr-defined]
    except StopIteration as done:
        return done.value
    raise RuntimeError("it waits")


def own(label: str, base: bytes) -> Callable[[], object]:
    ready = pen(label, at=None)
    return lambda: ready.sign(base, layout(), "gvcn")


def stock(label: str, base: bytes) -> Callable[[], object]:
    path = authority().folder / f"{label}.p12"
    signer = SimpleSigner.load_pkcs12(str(path), passphrase=PASSPHRASE.encode())
    box = layout().box("gvcn")

    def work() -> object:
        writer = IncrementalPdfFileWriter(BytesIO(base))
        about = signers.PdfSignatureMetadata(
            field_name=box.field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, certify=True
        )
        spec = fields.SigFieldSpec(box.field, on_page=box.page)
        return asyncio.run(signers.PdfSigner(about, signer, new_field_spec=spec).async_sign_pdf(writer))

    return work


def floor(card: bytes) -> Callable[[], object]:
    """What a verification of three signatures cannot do without: six RSA verifications, three digests of the file."""
    private = key_of(RSA).private
    assert isinstance(private, rsa.RSAPrivateKey)
    public, made = private.public_key(), private.sign(PROBE, padding.PKCS1v15(), SHA256())

    def work() -> None:
        for _ in range(6):
            public.verify(made, PROBE, padding.PKCS1v15(), SHA256())
        for _ in range(3):
            hashlib.sha256(card).digest()

    return work


def structure_of(card: bytes) -> object:
    return structure_reasons(open_pdf(card, POLICY.bounds), POLICY)

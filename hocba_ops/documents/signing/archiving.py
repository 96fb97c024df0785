"""The archive pass at the lock: one revision with the validation data of every signature, under one more time stamp.

After it a card can be judged when its certificates have long ended. The root stands in the data too: without it pyHanko
finds no proof for the issuer of a CRL (design: documents, 3.2).
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from hocba_ops.documents.people import Expected
from hocba_ops.documents.signing.template import DIGEST
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verdict import FileVerdict, Indication, Workflow
from hocba_ops.documents.verifying.file import Basis, verify

RESERVED = 16384
"""Hex digits kept free for the time stamp of the document."""


@dataclass(frozen=True)
class Archivist:
    """Who archives: what is trusted, what is known of revocation, and who stamps the time.

    What belongs to an issuer is read once, not once a document.
    """

    trust: Trust
    revocation: Revocation
    timestamper: TimeStamper

    def archive(self, pdf: bytes) -> bytes:
        """The document with its validation data and a time stamp over all of it; only the stamp is fetched."""
        return asyncio.run(self._archived(pdf))

    async def _archived(self, pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        certificates = self._with_authorities(_certificates(writer.prev.embedded_signatures))
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=certificates,
            ocsps=[answer for one in certificates for answer in self._answers.get(one.serial_number, ())],
            crls=self._lists_of(certificates),
        )
        stamper = PdfTimeStamper(self.timestamper)
        output = BytesIO()
        await stamper.async_timestamp_pdf(writer, DIGEST, bytes_reserved=RESERVED, output=output)
        return output.getvalue()

    def _lists_of(self, certificates: Iterable[x509.Certificate]) -> list[crl.CertificateList]:
        issuers = dict.fromkeys(one.issuer.hashable for one in certificates)
        return [one for issuer in issuers for one in self._lists.get(issuer, ())]

    def _with_authorities(self, certificates: Iterable[x509.Certificate]) -> list[x509.Certificate]:
        """The certificates and those above them, up to the roots, each once."""
        found = {one.sha256: one for one in certificates}
        waiting = list(found.values())
        while waiting:
            above = [one for one in self._known.get(waiting.pop().issuer.hashable, ()) if one.sha256 not in found]
            found |= {one.sha256: one for one in above}
            waiting += above
        return list(found.values())

    @cached_property
    def _known(self) -> dict[object, list[x509.Certificate]]:
        known: dict[object, list[x509.Certificate]] = {}
        for one in (*self.trust.roots(frozenset(self.trust.stores)), *self.trust.others):
            known.setdefault(one.subject.hashable, []).append(one)
        return known

    @cached_property
    def _lists(self) -> dict[object, list[crl.CertificateList]]:
        lists: dict[object, list[crl.CertificateList]] = {}
        for der in self.revocation.crls:
            one = crl.CertificateList.load(der)
            lists.setdefault(one.issuer.hashable, []).append(one)
        return lists

    @cached_property
    def _answers(self) -> dict[int, list[ocsp.OCSPResponse]]:
        answers: dict[int, list[ocsp.OCSPResponse]] = {}
        for der in self.revocation.ocsps:
            one = ocsp.OCSPResponse.load(der)
            for each in one.response_data["responses"]:
                answers.setdefault(each["cert_id"]["serial_number"].native, []).append(one)
        return answers


def may_be_archived(pdf: bytes, name: str, basis: Basis, expected: Expected) -> tuple[FileVerdict, bool]:
    """The verdict on a document, and whether it is sound and complete: only that is evidence."""
    verdict = verify(pdf, name, basis, expected)
    return verdict, verdict.indication is Indication.PASSED and Workflow.COMPLETE in verdict.workflow


def _certificates(signatures: Iterable[EmbeddedPdfSignature]) -> Iterator[x509.Certificate]:
    for signature in signatures:
        yield from _embedded(signature.signed_data)
        for stamp in extract_tst_data_iter(signature.signer_info, signed=False):
            yield from _embedded(stamp)


def _embedded(signed: cms.SignedData) -> Iterator[x509.Certificate]:
    yield from (one.chosen for one in signed["certificates"] if one.name == "certificate")

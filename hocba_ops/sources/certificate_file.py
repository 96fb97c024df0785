"""Certificates as files (.cer, .crt, .pem, .der, .p7b): a row for each holder, in the order of the file."""

import re
import warnings
from collections.abc import Sequence

import polars as pl
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs7

from hocba_ops.errors import Limit, PrivateKeyInFile, TooLarge, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.certificate_facts import common_name, describe, is_authority
from hocba_ops.sources.folder import CERTIFICATES
from hocba_ops.sources.layout import Parsed
from hocba_ops.sources.repairs import AUTHORITY, gathered, one_repair
from hocba_ops.sources.school_names import MARK
from hocba_ops.sources.shaping import shaped
from hocba_ops.sources.vocabulary import reason
from hocba_ops.tables import TABLES

FAMILY_NAME = "certificate_file"
TABLE = TABLES["certificate_seen"]
FROM_TOKEN = "hocba: usb_token"
"""The line above a certificate that `hocba certificates` read from a token."""
KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
PEM = re.compile(rb"-----BEGIN (CERTIFICATE|PKCS7)-----.*?-----END \1-----", re.DOTALL)
LARGEST = 4 * 1024 * 1024
"""Bytes beyond which no file of certificates is read: that of a whole province has fewer."""
Certificates = Sequence[x509.Certificate]


def holds_certificates(data: bytes, *, path: str) -> bool:
    """Whether a file is one of certificates: by its bytes; by its name what is damaged or has no marks (DER)."""
    return bool(PEM.search(data) or KEY.search(data)) or path.lower().endswith(CERTIFICATES)


def read_certificates(data: bytes, *, path: str, limits: Limits) -> Parsed:
    """Rows of `certificate_seen`, numbered as they stand in the file; those of authorities are passed over and told.

    A seal's school is named by its subject and becomes a code with the list of schools. Raises `TooLarge`,
    `PrivateKeyInFile`, or `UnreadableFile` where a certificate cannot be read.
    """
    allowed = min(LARGEST, limits.file_bytes)
    if len(data) > allowed:
        raise TooLarge(path, Limit.FILE_BYTES, found=len(data), allowed=allowed)
    if KEY.search(data):
        raise PrivateKeyInFile(path)
    found = _parsed(data, path)
    source = {"device": "usb_token", "shown_by": "token"} if FROM_TOKEN.encode() in data else {}
    numbered = [(number, one) for number, one in enumerate(found, start=1)]
    rows = [
        {**describe(one), **source, "sheet": "", "row_number": number}
        for number, one in numbered
        if not is_authority(one)
    ]
    others = [(number, one) for number, one in numbered if is_authority(one)]
    told = [one_repair("", number, "", AUTHORITY, common_name(one), "") for number, one in others]
    frames = [pl.DataFrame([{**row, "school_code": _named_school(row)} for row in rows])] if rows else []
    return Parsed({TABLE.name: shaped(frames, TABLE)}, gathered(told))


def _named_school(row: dict[str, object]) -> str | None:
    name = row["organisation"] or row["holder_name"]
    return f"{MARK}{name}{MARK}" if row["holder_kind"] == "con_dau" and name else None


def _parsed(data: bytes, path: str) -> Certificates:
    """Every certificate of a file, whether PEM or DER, alone or in a PKCS#7 bundle."""
    blocks = [found.group(0) for found in PEM.finditer(data)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [one for block in blocks for one in _pem(block)] if blocks else _der(data)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise UnreadableFile(path, reason("damaged_certificate")) from fault


def _pem(block: bytes) -> Certificates:
    if block.startswith(b"-----BEGIN PKCS7"):
        return pkcs7.load_pem_pkcs7_certificates(block)
    return [x509.load_pem_x509_certificate(block)]


def _der(data: bytes) -> Certificates:
    """One certificate or a bundle; ValueError for anything else."""
    try:
        return [x509.load_der_x509_certificate(data)]
    except ValueError:
        return pkcs7.load_der_pkcs7_certificates(data)

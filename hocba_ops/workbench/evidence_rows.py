"""Evidence as rows of the store: what each file proves of its card, and the certificates that were seen on the way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from cryptography import x509

from hocba_ops.documents.evidence import Evidence, EvidenceBasis, climb
from hocba_ops.documents.evidence.rungs import CRYPTO
from hocba_ops.documents.verdict import Reason, SignatureVerdict
from hocba_ops.documents.verifying.inputs import XML
from hocba_ops.documents.xades import BESIDE
from hocba_ops.domain.signing import Role
from hocba_ops.sources.certificate_facts import describe
from hocba_ops.tables import TABLES
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.tables.frames import build_schema
from hocba_ops.workbench.verdict_rows import plain

WHOLE, SAMPLE = "toan_bo", "mau"
MOMENTS = {
    "homeroom_signed_at": Role.HOMEROOM_TEACHER,
    "head_signed_at": Role.HEAD,
    "sealed_at": Role.SEAL,
}
NOT_PRESENT = frozenset({Reason.NOT_ACCESSIBLE})
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card of a sample: which, of which school, and how many cards that school's part was drawn from."""

    card_id: str
    school_code: str
    population: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The cards that were drawn, and by what name the sample goes."""

    sample_id: str
    cards: Mapping[str, Drawn]


def verdict_frame(
    found: Iterable[Evidence],
    basis: EvidenceBasis,
    versions: Mapping[tuple[str, str], int],
    *,
    day: date,
    recorded_at: datetime,
    sample: Sample | None,
    source: str,
) -> pl.DataFrame:
    """`card_verdict`: a row a file in order, then one a drawn card of which none was. `versions`: by card and hash."""
    listed = list(found)
    judged = {name: part.fingerprint for name, part in (("policy", basis.policy), ("trust", basis.trust))}
    about = {
        **judged,
        "revocation": basis.revocation.epoch,
        "register": basis.register.fingerprint,
        "verified_on": day,
        "verified_at": plain(recorded_at),
    }
    rows = [{**_row(one, versions), **about, **_drawn(one.card_id, sample)} for one in listed]
    seen = {one.card_id for one in listed}
    absent = [one for card, one in sorted(sample.cards.items()) if card not in seen] if sample else []
    rows += [{**_absent(one), **about, **_drawn(one.card_id, sample)} for one in absent]
    return _placed(rows, "card_verdict", source)


def certificate_frame(found: Iterable[Evidence], source: str) -> pl.DataFrame:
    """`certificate_seen`: each signer's certificate once, of signatures whose mathematics hold.

    A seal's school is that of the card, where nothing says that it is another's; a person's is found by the number.
    """
    rows: dict[tuple[object, object], Row] = {}
    for one in found:
        for row in _certificates(one):
            rows.setdefault((row["fingerprint"], row["school_code"]), row)
    placed = {print_ for print_, school in rows if school}
    kept = [row for (print_, school), row in rows.items() if school or print_ not in placed]
    ordered = sorted(kept, key=lambda row: (str(row["fingerprint"]), row["school_code"] or ""))
    return _placed(ordered, "certificate_seen", source)


def _placed(rows: Iterable[Row], table: str, source: str) -> pl.DataFrame:
    placed = [{**row, "source_file": source, "sheet": "", "row_number": n} for n, row in enumerate(rows, start=1)]
    return pl.DataFrame(placed, schema=build_schema(TABLES[table]), orient="row")


def _row(one: Evidence, versions: Mapping[tuple[str, str], int]) -> Row:
    rungs, moments = climb(one), {sign.role: sign.signed_at for sign in one.signatures}
    return {
        "school_code": one.school_code or None,
        "card_id": one.card_id or one.identity.card_id or None,
        "version": versions.get((one.card_id, one.identity.content_hash)),
        "file": one.file,
        "file_kind": "xml" if one.file.lower().endswith((XML, BESIDE)) else "pdf",
        "file_sha256": one.sha256 or None,
        "is_present": not NOT_PRESENT & set(one.reasons),
        "is_intact": rungs.is_intact,
        "is_unchanged": rungs.is_unchanged,
        "is_rightful": rungs.is_rightful,
        "is_sealed": rungs.is_sealed,
        "fault": rungs.fault or None,
        "fault_role": rungs.fault_role or None,
        **{name: _in_viet_nam(moments.get(role)) for name, role in MOMENTS.items()},
        "indication": one.indication.value,
        "sub_indication": one.sub_indication,
        "reason": " ".join(one.all_reasons),
        "workflow": " ".join(one.workflow),
        "content_hash": one.identity.content_hash or None,
    }


def _absent(one: Drawn) -> Row:
    flags = dict.fromkeys(("is_present", "is_intact", "is_unchanged", "is_rightful", "is_sealed"), False)
    return {"school_code": one.school_code, "card_id": one.card_id, **flags}


def _drawn(card: str, sample: Sample | None) -> Row:
    if sample is None:
        return {"selection": WHOLE}
    population = sample.cards[card].population if card in sample.cards else None
    return {"selection": SAMPLE, "sample_id": sample.sample_id, "drawn_from": population}


def _certificates(one: Evidence) -> Iterator[Row]:
    signed = {sign.fingerprint: sign for sign in one.signatures if not CRYPTO & set(sign.reasons)}
    for _, data in one.identity.certificates:
        facts = _facts(data)
        sign = signed.get(str(facts.get("fingerprint")))
        if sign is not None:
            yield {**facts, "trust_root": sign.trust_root or None, "school_code": _school_of(one, sign)}


def _school_of(one: Evidence, sign: SignatureVerdict) -> str | None:
    strange = {Reason.SCHOOL_MISMATCH, Reason.SIGNER_UNKNOWN, Reason.ROLE_MISMATCH} & set(one.all_reasons)
    return one.school_code or None if sign.role == Role.SEAL and not strange else None


def _facts(data: bytes) -> Mapping[str, object]:
    try:
        return describe(x509.load_der_x509_certificate(data), shown_by="chu_ky")
    except (ValueError, TypeError):
        return {}


def _in_viet_nam(moment: datetime | None) -> datetime | None:
    return moment.astimezone(VIET_NAM).replace(tzinfo=None) if moment else None

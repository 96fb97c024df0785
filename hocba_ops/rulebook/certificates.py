"""Certificates for signatures: which issuer belongs to which root, how strong a key is, and what one may well serve."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hocba_ops.rulebook.entry import Cited, Whole, Words, refuse
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, by_id, entries, refuse_unknown

HEADS = ("trust_issuer", "key_strength", "signing_load", "signing_pace")
SigningRole = Literal["gvcn", "hieu_truong", "con_dau"]
"""Who signs in which part: homeroom teacher, head, seal of the school."""
Counting = Annotated[Whole, Field(ge=1)]


class TrustIssuer(Cited):
    """Words in the name of an issuer that tell from which root its certificates hang."""

    id: Words
    trust_root: Literal["vgca", "cong_cong"]
    words: Annotated[tuple[Words, ...], Field(min_length=1)]


class KeyStrength(Cited):
    """The shortest key of an algorithm that is strong enough."""

    id: Words
    algorithm: Words
    least_bits: Counting


class SigningLoad(Cited):
    """How many classes and how many signatures a day one certificate serves before somebody asks about it."""

    id: Words
    role: SigningRole
    most_classes: Counting
    most_a_day: Counting


class SigningPace(Cited):
    """Signatures a working day where the registers show fewer than `least_days` days of signing to measure from."""

    id: Words
    role: SigningRole
    low: Counting
    usual: Counting
    high: Counting
    least_days: Counting

    @model_validator(mode="after")
    def _in_order(self) -> "SigningPace":
        if not self.low <= self.usual <= self.high:
            raise refuse("pace_order", low=str(self.low), usual=str(self.usual), high=str(self.high))
        return self


@dataclass(frozen=True, slots=True)
class Certificates:
    """Everything said of certificates, by id."""

    issuers: Mapping[str, TrustIssuer]
    strengths: Mapping[str, KeyStrength]
    loads: Mapping[str, SigningLoad]
    paces: Mapping[str, SigningPace]


@dataclass(frozen=True, slots=True)
class CertificateEntries:
    """The sound entries of the files `certificates.toml`, each with its place."""

    issuers: list[Located[TrustIssuer]]
    strengths: list[Located[KeyStrength]]
    loads: list[Located[SigningLoad]]
    paces: list[Located[SigningPace]]

    def cited(self) -> Iterator[Sequence[Located[Cited]]]:
        """The entries of each table, all of which cite a paper."""
        yield from (self.issuers, self.strengths, self.loads, self.paces)

    def certificates(self, faults: Faults) -> Certificates:
        """The entries by id; a second one of the same id is noted and not taken."""
        return Certificates(
            by_id(self.issuers, faults),
            by_id(self.strengths, faults),
            by_id(self.loads, faults),
            by_id(self.paces, faults),
        )


def read_certificates(files: Sequence[DataFile], faults: Faults) -> CertificateEntries:
    """The tables of the files `certificates.toml`."""
    for file in files:
        refuse_unknown(file, HEADS, faults)
    return CertificateEntries(
        [entry for file in files for entry in entries(TrustIssuer, file, faults, table="trust_issuer")],
        [entry for file in files for entry in entries(KeyStrength, file, faults, table="key_strength")],
        [entry for file in files for entry in entries(SigningLoad, file, faults, table="signing_load")],
        [entry for file in files for entry in entries(SigningPace, file, faults, table="signing_pace")],
    )

"""A file as evidence: identified and verified in one go, inside the guarded child that may be killed for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Self

from hocba_ops.documents.evidence.identity import Identity, identify_pdf, identify_xml
from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import FileVerdict, Reason
from hocba_ops.documents.verifying.file import Basis, refusal
from hocba_ops.documents.verifying.guarded import Job, judge
from hocba_ops.documents.verifying.inputs import Contents, Source
from hocba_ops.documents.verifying.reading import Refused

UNKNOWN = Identity()


@dataclass(frozen=True, slots=True)
class Evidence(FileVerdict):
    """A verdict with what the file says of itself; `school_code`: of the card that it was matched with.

    `is_passed_over`: it is of no card of the sample, so nobody verified it.
    """

    identity: Identity = UNKNOWN
    school_code: str = ""
    is_passed_over: bool = False

    @classmethod
    def of(cls, verdict: FileVerdict, identity: Identity, expected: Expected) -> Self:
        """A verdict as evidence of the card that was expected."""
        told = {one.name: getattr(verdict, one.name) for one in fields(FileVerdict)}
        return cls(**told, identity=identity, school_code=expected.school_code)


@dataclass(frozen=True)
class EvidenceBasis(Basis):
    """By what files are judged, and the cards that they can be, by id. `named`: cards by the place of their file.

    `sample`: the only cards whose files are verified; None for all.
    """

    cards: Mapping[str, Expected] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    sample: frozenset[str] | None = None

    def expected(self, source: Source, identity: Identity) -> Expected:
        """The card that a file is: by the record in it, by its name, by the list beside it."""
        ids = (identity.card_id, source.stem, self.named.get(source.name, ""))
        return next((self.cards[one] for one in ids if one in self.cards), Expected())

    def passes_over(self, expected: Expected) -> bool:
        """Whether a file is outside the sample."""
        return self.sample is not None and expected.card_id not in self.sample


@dataclass(frozen=True, slots=True)
class EvidenceJob(Job):
    """A file to verify as evidence; which card it should be is found out inside the child."""

    def verified(self, basis: Basis) -> FileVerdict:
        """The file identified, and judged as the card that it is."""
        assert isinstance(basis, EvidenceBasis)
        try:
            contents = self.source.contents(basis.policy.bounds.file_bytes)
        except Refused as refused:
            unread = refusal(self.source.name, b"", refused.reason, basis, Expected())
            return Evidence.of(unread, UNKNOWN, Expected())
        identity = identity_of(self.source, contents, basis)
        expected = basis.expected(self.source, identity)
        if basis.passes_over(expected):
            return passed_over(self.source, basis, identity, expected)
        return Evidence.of(judge(self.source, contents, basis, expected), identity, expected)

    def refused(self, reason: Reason, basis: Basis) -> FileVerdict:
        """The evidence that a file is when its child did not live to say more: known by its name alone."""
        assert isinstance(basis, EvidenceBasis)
        expected = basis.expected(self.source, Identity())
        return Evidence.of(Job(self.source, expected).refused(reason, basis), Identity(), expected)


def passed_over(source: Source, basis: Basis, identity: Identity, expected: Expected) -> Evidence:
    """What stands for a file outside the sample; it is no verdict and never stored."""
    verdict = refusal(source.name, b"", Reason.NO_POLICY, basis, expected)
    return replace(Evidence.of(verdict, identity, expected), is_passed_over=True)


def identity_of(source: Source, contents: Contents, basis: Basis) -> Identity:
    """What a file says of itself; nothing where it cannot be read, which its verdict then says."""
    try:
        if source.is_xml:
            return identify_xml(contents.own, contents.beside)
        return identify_pdf(contents.own, basis.policy.bounds)
    except Exception:  # noqa: BLE001 - a file may break any layer below; its verdict says so
        return Identity()

"""The signatures on the files of a delivery, verified as `hocba verify` does, when the workspace has trusted roots."""

from collections.abc import Sequence
from datetime import datetime

from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import FileVerdict, Indication, Reason
from hocba_ops.documents.verifying.guarded import Job
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.verifying.kept import Kept, verify_or_recall
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.documents import basis_of
from hocba_ops.workbench.expecting import expected_cards
from hocba_ops.workbench.vendor_files import NOT_SIGNED, Looked, Named, Verify
from hocba_ops.workbench.workforce import workforce_of

VERDICTS = {
    Indication.PASSED: "hop_le",
    Indication.INDETERMINATE: "chua_ket_luan",
    Indication.FAILED: "khong_hop_le",
}
"""The word of a delivery for each indication of a file that somebody signed, or that nobody could open."""


def signature_verifier(bench: Workbench, *, now: datetime) -> Verify | None:
    """The verification of a delivery's files; None without trusted roots, for then nothing could be concluded."""
    basis = basis_of(bench, now=now)
    if not basis.trust.stores:
        return None
    kept = Kept(bench.settings.path(bench.settings.verdicts))

    def verify(files: Sequence[Named]) -> list[Looked]:
        cards = expected_cards(bench, (card for _, _, card, _ in files if card), now.date())
        jobs = [
            Job(
                Source(path, name, beside=tuple(Source(at, one) for one, at in beside)),
                cards.get(card, Expected()),
            )
            for name, path, card, beside in files
        ]
        return [
            _looked(verdict, bench)
            for verdict in verify_or_recall(jobs, basis, kept, over=workforce_of(bench.settings))
        ]

    return verify


def _looked(verdict: FileVerdict, bench: Workbench) -> Looked:
    if Reason.NO_SIGNATURE in verdict.reasons:
        return Looked(NOT_SIGNED, signatures=0)
    told = "; ".join(f"{bench.labels(f'verify.reason.{one}')} ({one})" for one in verdict.all_reasons)
    return Looked(VERDICTS[verdict.indication], f"{told}." if told else "", len(verdict.signatures) or None)

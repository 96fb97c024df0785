"""The signatures on the files of a delivery, verified as `hocba verify` does, when the workspace has trusted roots."""

from collections.abc import Sequence
from datetime import datetime

from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import Indication
from hocba_ops.documents.verifying.guarded import Job
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.verifying.kept import Kept, verify_or_recall
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.documents import basis_of
from hocba_ops.workbench.expecting import expected_cards
from hocba_ops.workbench.vendor_files import Named, Verify

VERDICTS = {
    Indication.PASSED: "hop_le",
    Indication.INDETERMINATE: "chua_ket_luan",
    Indication.FAILED: "khong_hop_le",
}
"""The word of a delivery for each indication."""


def signature_verifier(bench: Workbench, *, now: datetime) -> Verify | None:
    """The verification of a delivery's files; None without trusted roots, for then nothing could be concluded."""
    basis = basis_of(bench, now=now)
    if not basis.trust.stores:
        return None
    kept, workers = Kept(bench.settings.path(bench.settings.verdicts)), bench.settings.workers

    def verify(files: Sequence[Named]) -> list[str]:
        cards = expected_cards(bench, (card for _, _, card in files if card), now.date())
        jobs = [Job(Source(path, name), cards.get(card, Expected())) for name, path, card in files]
        return [VERDICTS[verdict.indication] for verdict in verify_or_recall(jobs, basis, kept, workers=workers)]

    return verify

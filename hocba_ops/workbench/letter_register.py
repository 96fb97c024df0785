"""The register of official documents as verification asks it: which bytes were issued, under which number, by whom."""

from collections.abc import Iterator

from hocba_ops.documents.letters.typeset import SEAL
from hocba_ops.documents.verifying.letter_file import LetterOnFile
from hocba_ops.errors import OpsError
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.letter_order import issuing_unit, kind_of
from hocba_ops.workbench.letter_paper import letter_signers
from hocba_ops.workbench.lettering import Letter, list_letters


def letters_on_file(bench: Workbench) -> tuple[LetterOnFile, ...]:
    """Every document that was issued. One whose own record was changed by hand is not vouched for."""
    return tuple(_on_file(bench))


def _on_file(bench: Workbench) -> Iterator[LetterOnFile]:
    try:
        known = list_letters(bench)
    except OpsError:
        return
    for letter in known:
        if letter.numbered is not None and letter.numbered.sha256:
            yield _told(bench, letter)


def _told(bench: Workbench, letter: Letter) -> LetterOnFile:
    numbered, order = letter.numbered, letter.order
    assert numbered is not None
    columns = letter_signers(bench, order, kind_of(bench, order))
    return LetterOnFile(
        sign=numbered.sign,
        dated=numbered.dated,
        stage=str(numbered.stage),
        sha256=numbered.sha256,
        body=issuing_unit(bench, order).name,
        signers={one.field: one.name for one in columns},
        positions={one.field: " / ".join(one.lines) for one in columns} | {SEAL: issuing_unit(bench, order).name},
    )

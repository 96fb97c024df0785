"""The card files and checksums of a delivery against the cards that it should hold."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import polars as pl

from hocba_ops.documents.verifying.beside import pair_beside
from hocba_ops.sources.card_files import fault_of, is_card_file, is_checksum_list, named_card, read_checksums
from hocba_ops.sources.delivery import Delivery, Handed, digest_of

Place = tuple[str, Path]
"""The name of a file of a delivery, and where it lies."""
Named = tuple[str, Path, str, tuple[Place, ...]]
"""A card file: its name, where it lies, the id of its card (empty: no register has it), detached signatures on it."""
UNCHECKED, NOT_SIGNED = "chua_kiem", "khong_co_chu_ky"
SOUND = "khop"
BROKEN = ("rong", "hong")
"""Of a file that is told as one of these nothing is said of its signatures."""
FILE = {
    "name": pl.String,
    "card_id": pl.String,
    "school_code": pl.String,
    "version": pl.Int64,
    "file_state": pl.String,
    "signature": pl.String,
    "reason": pl.String,
    "signatures": pl.Int64,
}
CODES = {
    "khong_co_trong_so": "HB-GD-10",
    "rong": "HB-GD-11",
    "hong": "HB-GD-11",
    "sai_ma_kiem": "HB-GD-12",
    "trung_byte": "HB-GD-13",
}
"""What is wrong with a card file, and the rule by which that is told; the first that applies."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What verification made of a card file: verdict as a word, reasons in words, how many signatures it carries.

    `signatures` is None where the file was not looked at, or could not be read so far.
    """

    word: str = UNCHECKED
    reason: str = ""
    signatures: int | None = None


Verify = Callable[[Sequence[Named]], Sequence[Looked]]
"""A verification of signatures: what it made of each card file, in order."""


@dataclass(frozen=True, slots=True)
class Files:
    """The card files one by one, the files that only a checksum list names, and how many files no list names."""

    rows: pl.DataFrame
    lost: tuple[str, ...]
    unlisted: int


def look_at_files(delivery: Delivery, cards: pl.DataFrame, *, verify: Verify | None = None) -> Files:
    """Every card file of a delivery with its card and what is wrong with it first.

    `cards` has card_id, school_code and pupil_code. Without `verify` no signature is looked at, and each row says so.
    """
    files = [one for one in delivery.files if is_card_file(one.name)]
    digests = {one.name: digest_of(one.path) for one in delivery.files}
    listed = read_checksums(one for one in delivery.files if is_checksum_list(one.name))
    known = _words(cards)
    owners = {one.name: _owner(one.name, known) for one in files}
    states = _states(files, digests, listed, owners)
    beside = signatures_beside(delivery)
    named = [(one.name, one.path, _told(owners[one.name])[0] or "", beside.get(one.name, ())) for one in files]
    verdicts = verify(named) if verify else [Looked()] * len(named)
    rows = [
        (one.name, *_told(owners[one.name]), states[one.name], verdict.word, verdict.reason, verdict.signatures)
        for one, verdict in zip(files, verdicts, strict=True)
    ]
    frame = pl.DataFrame(rows, schema=FILE, orient="row")
    return Files(frame, tuple(sorted(listed.keys() - digests.keys())), _unlisted(delivery, listed))


def signatures_beside(delivery: Delivery) -> dict[str, tuple[Place, ...]]:
    """The files with detached signatures, by the name of the record beside which they lie."""
    paths = {one.name: one.path for one in delivery.files}
    return {record: tuple((name, paths[name]) for name in names) for record, names in pair_beside(paths)[0].items()}


def _states(
    files: Sequence[Handed],
    digests: Mapping[str, str],
    listed: Mapping[str, str],
    owners: Mapping[str, tuple[str, str, int | None] | None],
) -> dict[str, str]:
    holders: Counter[str] = Counter(digests[one.name] for one in files)
    found = {}
    for one in files:
        digest = digests[one.name]
        if fault := fault_of(one.path):
            found[one.name] = fault
        elif listed.get(one.name, digest) != digest:
            found[one.name] = "sai_ma_kiem"
        elif owners[one.name] is None:
            found[one.name] = "khong_co_trong_so"
        else:
            found[one.name] = "trung_byte" if holders[digest] > 1 else SOUND
    return found


def _words(cards: pl.DataFrame) -> dict[str, tuple[str, str]]:
    """What may stand in the name of a file: the id of a card, or the code of a pupil who has one card only."""
    by_id = {card.lower(): (card, school) for card, school, _ in cards.iter_rows() if card}
    one_card = Counter(pupil for pupil, _ in set(cards.select("pupil_code", "card_id").iter_rows()) if pupil)
    by_pupil = {pupil: (card, school) for card, school, pupil in cards.iter_rows() if one_card[pupil] == 1}
    return {**by_pupil, **by_id}


def _owner(name: str, known: Mapping[str, tuple[str, str]]) -> tuple[str, str, int | None] | None:
    named = named_card(name, known)
    return (*known[named.key], named.version) if named else None


def _told(owner: tuple[str, str, int | None] | None) -> tuple[str | None, str | None, int | None]:
    return owner or (None, None, None)


def _unlisted(delivery: Delivery, listed: Mapping[str, str]) -> int:
    """How many files no checksum list names, where there is a list."""
    lists = [one.name for one in delivery.files if is_checksum_list(one.name)]
    named = {*listed, *lists}
    return sum(one.name not in named for one in delivery.files) if lists else 0


def file_findings(files: Files, unit: str) -> Iterator[dict[str, object]]:
    """A row a fault of a file: code, school_code, card_id, what the file said, and the file."""
    for row in files.rows.iter_rows(named=True):
        if code := CODES.get(row["file_state"]):
            yield {
                "code": code,
                "school_code": row["school_code"] or unit,
                "card_id": row["card_id"],
                **place_of_file(row["name"]),
            }
    for name in files.lost:
        yield {"code": "HB-GD-12", "school_code": unit, "card_id": None, **place_of_file(name)}


def place_of_file(name: str) -> dict[str, object]:
    """Where a finding about a file was read, and what the file is by its ending."""
    return {
        "said": PurePosixPath(name).suffix.lstrip(".").upper(),
        "source_file": name,
        "sheet": "",
        "row_number": None,
    }

"""What the signatures on the files of a delivery say against the delivery itself: not valid, not concluded, not there.

Only where signatures were verified at all; a file that cannot be opened is told as such, and of no signature.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from hocba_ops.domain.hoc_ba import PATH, State
from hocba_ops.workbench.vendor_files import BROKEN, UNCHECKED, Files, place_of_file

CODES = {"khong_hop_le": "HB-GD-18", "chua_ket_luan": "HB-GD-19"}
"""The rule by which a verdict on a signed file is told."""
UNSIGNED, SHORT = "HB-GD-20", "HB-GD-21"
SIGNED = (State.GVCN_DA_KY, State.HIEU_TRUONG_DA_KY, State.DA_DONG_DAU)
"""The states in which a signature is added; a state past them says as many."""
PASSED = {state.value: PATH[: place + 1] for place, state in enumerate(PATH)}
MOMENTS = ("homeroom_signed_at", "head_signed_at", "sealed_at")


def signature_findings(rows: pl.DataFrame, looked: Files, unit: str) -> Iterator[Mapping[str, object]]:
    """A row a fault: files whose signatures are not valid or not concluded, cards whose files lack signatures.

    `rows`: the versions of the delivery against the registry, with the moments that its register tells.
    """
    opened = looked.rows.filter(~pl.col("file_state").is_in(BROKEN) & (pl.col("signature") != UNCHECKED))
    for row in opened.iter_rows(named=True):
        if code := CODES.get(row["signature"]):
            about = {"code": code, "school_code": row["school_code"] or unit, "card_id": row["card_id"]}
            yield {**about, **place_of_file(row["name"]), "reason": row["reason"]}
    yield from _lacking(rows, opened)


def _lacking(rows: pl.DataFrame, opened: pl.DataFrame) -> Iterator[Mapping[str, object]]:
    """Versions in use that the vendor's register calls signed, of which no file carries that many signatures."""
    for row in _with_most_signatures(rows, opened).iter_rows(named=True):
        most, claimed = int(row["most"]), claimed_signatures(row)
        if most < claimed:
            place = {name: row[name] for name in ("school_code", "card_id", "source_file", "sheet", "row_number")}
            yield {"code": SHORT if most else UNSIGNED, "said": f"{most}/{claimed}", **place}


def _with_most_signatures(rows: pl.DataFrame, opened: pl.DataFrame) -> pl.DataFrame:
    """Versions in use with the most signatures that a file of theirs carries, where every file could be read."""
    live = rows.filter((pl.col("is_live") == 1) & (pl.col("is_given") == 1)).with_row_index("place")
    files = opened.select("card_id", "signatures", of_version="version")
    own = live.select("place", "card_id", "version").join(files, on="card_id")
    own = own.filter(pl.col("of_version").is_null() | (pl.col("of_version") == pl.col("version")))
    counted = own.group_by("place").agg(most=pl.col("signatures").max(), unread=pl.col("signatures").is_null().any())
    return live.join(counted.filter(~pl.col("unread")), on="place").sort("place")


def claimed_signatures(row: Mapping[str, object]) -> int:
    """How many signatures a row of a vendor's register tells of: by its moments, or by its state where that says more.

    >>> claimed_signatures({"given_state": "hieu_truong_da_ky"}), claimed_signatures({"given_state": "thu_hoi"})
    (2, 0)
    """
    told = sum(row.get(f"given_{name}") is not None for name in MOMENTS)
    passed = PASSED.get(str(row["given_state"]), ())
    return max(told, sum(one in passed for one in SIGNED))

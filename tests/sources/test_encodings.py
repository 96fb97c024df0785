"""Text from before Unicode is read as it was meant, and plain Vietnamese is left alone."""

import unicodedata
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.sources.encodings import mend_encodings
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.repairs import NOTHING
from tests.sources.old_encoders import NAMES, has_tcvn3, tcvn3, twice_decoded, vni

Encode = Callable[[str], str]

PROVING = "Nguyễn Thị Hường"
"""A name that no other alphabet spells the same: columns of names hold such ones."""
SPELLED_IN_TCVN3 = [name for name in NAMES if has_tcvn3(name)]
ALPHABETS: dict[str, tuple[Encode, list[str]]] = {
    "TCVN3 (ABC)": (tcvn3, SPELLED_IN_TCVN3),
    "VNI": (vni, NAMES),
    "UTF-8, Windows-1252": (twice_decoded, NAMES),
}
every_alphabet = pytest.mark.parametrize("called", ALPHABETS)
quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def grid(*columns: list[str | None]) -> Grid:
    cells = pl.DataFrame({f"c{at}": column for at, column in enumerate(columns)}, schema_overrides={}).cast(pl.String)
    return Grid("S", cells.with_row_index("row_number", offset=1).cast({"row_number": pl.Int64}), NOTHING)


def column(read: Grid, at: int = 0) -> list[str | None]:
    return read.cells[f"c{at}"].to_list()


def told(read: Grid) -> list[tuple[object, ...]]:
    return read.repairs.select("column", "kind", "before", "after").rows()


@every_alphabet
@quick
@given(data=st.data())
def test_names_in_an_old_alphabet_are_read_as_they_were_meant(called: str, data: st.DataObject) -> None:
    encode, names = ALPHABETS[called]
    drawn = st.lists(st.sampled_from(names), min_size=2, max_size=4).map(" ".join)
    people = [PROVING, *data.draw(st.lists(drawn, max_size=8))]
    read = mend_encodings(grid([encode(name) for name in people]))
    assert column(read) == people
    changed = sum(encode(name) != name for name in people)
    assert told(read) == [("A", "bang_ma", f"{called}: {changed}", "Unicode")]


@quick
@given(
    people=st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map(" ".join), max_size=9),
    form=st.sampled_from(["NFC", "NFD"]),
    capitals=st.booleans(),
)
def test_plain_vietnamese_is_never_changed(people: list[str], form: str, capitals: bool) -> None:
    written = [unicodedata.normalize(form, name.upper() if capitals else name) for name in people]
    read = mend_encodings(grid([*written, "5°C, « x » – µm ½ ® José Müller Åsa"]))
    assert column(read)[:-1] == written
    assert read.repairs.is_empty()


def test_capitals_of_the_old_font_become_capitals() -> None:
    read = mend_encodings(grid(["HUúNH THÞ T¦¥NG", "NGUYÔN V¡N Hµ", "T¹ Lý"]))
    assert column(read) == ["HUỲNH THỊ TƯƠNG", "NGUYỄN VĂN HÀ", "Tạ Lý"]


def test_heading_alone_in_its_column_follows_the_rest_of_the_sheet() -> None:
    read = mend_encodings(grid(["Hä vµ tªn", "TrÇn ThÞ MÉu"], ["Líp", "5A"], ["Tó", "1"]))
    assert column(read, 1) == ["Lớp", "5A"]
    assert column(read, 2) == ["Tú", "1"]


def test_column_that_holds_both_is_decoded_cell_by_cell_and_the_doubtful_are_told() -> None:
    read = mend_encodings(grid(["NguyÔn V¨n An", "TrÇn ThÞ Tó", "Võ Văn Vờ", "§¨k L¨k", "Tó", None]))
    assert column(read) == ["Nguyễn Văn An", "Trần Thị Tú", "Võ Văn Vờ", "§¨k L¨k", "Tó", None]
    assert told(read) == [
        ("A", "bang_ma", "TCVN3 (ABC): 2", "Unicode"),
        ("A", "bang_ma_la", "TCVN3 (ABC): 1", ""),
    ]


def test_single_proof_is_not_enough_and_is_told() -> None:
    read = mend_encodings(grid(["TrÇn", "An"]))
    assert column(read) == ["TrÇn", "An"]
    assert told(read) == [("A", "bang_ma_la", "TCVN3 (ABC): 1", "")]


def test_text_decoded_twice_is_set_right_only_where_nothing_was_lost() -> None:
    lost = twice_decoded("Thành").replace("\u00a0", " ")
    read = mend_encodings(grid([twice_decoded("Nguyễn Thị Thử"), lost, "Ngu\ufffd", "XÃ MẪU"]))
    assert column(read) == ["Nguyễn Thị Thử", lost, "Ngu\ufffd", "XÃ MẪU"]
    assert told(read) == [
        ("A", "bang_ma", "UTF-8, Windows-1252: 1", "Unicode"),
        ("A", "bang_ma_la", "UTF-8, Windows-1252: 1", ""),
    ]


def test_column_is_called_as_excel_calls_it() -> None:
    read = mend_encodings(grid(["NguyÔn V¨n An"]), first_column=28)
    assert [place for place, *_ in told(read)] == ["AB"]

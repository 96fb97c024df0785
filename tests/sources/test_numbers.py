import polars as pl
import pytest

from hocba_ops.sources.numbers import as_code, as_grade, as_integer, as_tenths


def column(*texts: str | None) -> tuple[pl.DataFrame, pl.Series]:
    places = pl.DataFrame({"sheet": "S", "row_number": pl.Series(range(2, len(texts) + 2), dtype=pl.Int64)})
    return places, pl.Series("text", texts, dtype=pl.String)


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("079314001234", "079314001234", None),
        ("079 314 001 234", "079314001234", "khoang_trang"),
        ("7912345678.0", "7912345678", "so_dang_khoa_hoc"),
        ("7.9314001234E+10", "79314001234", "so_dang_khoa_hoc"),
        ("7,9314001234E10", "79314001234", "so_dang_khoa_hoc"),
        ("7.9314E+10", "7.9314E+10", None),
        ("TAM-001", "TAM-001", None),
        ("54:01 0a", "54:01 0a", None),
        ("0b0e1c52-6a5e-4c57-9d3e-2f6f0a9f7c11", "0b0e1c52-6a5e-4c57-9d3e-2f6f0a9f7c11", None),
    ],
)
def test_code_is_mended_only_where_every_digit_is_written(text: str, code: str, kind: str | None) -> None:
    values, told = as_code("person_id", *column(text))
    assert values.to_list() == [code]
    assert told.select("row_number", "column", "kind", "before", "after").rows() == (
        [(2, "person_id", kind, text, code)] if kind else []
    )


@pytest.mark.parametrize(
    ("text", "value", "kinds"),
    [
        ("8", 8, []),
        ("8.0", 8, ["so_dang_khoa_hoc"]),
        ("8,0", 8, ["so_dang_khoa_hoc"]),
        ("27.500", 27500, ["so_dang_khoa_hoc"]),
        ("8,5", None, ["khong_doc_duoc"]),
        ("8.5", None, ["khong_doc_duoc"]),
        ("tám", None, ["khong_doc_duoc"]),
        ("99999999999999999999", None, ["khong_doc_duoc"]),
        (None, None, []),
    ],
)
def test_integer_is_read_only_where_it_is_whole(text: str | None, value: int | None, kinds: list[str]) -> None:
    values, told = as_integer("score", *column(text))
    assert values.to_list() == [value]
    assert told["kind"].to_list() == kinds


@pytest.mark.parametrize(
    ("text", "grade"),
    [("5", 5), ("05", 5), ("Khối 5", 5), ("Khoi5", 5), ("5A1", 5), ("12", 12), ("5.0", 5), ("Lá", None)],
)
def test_grade_is_found_in_the_ways_it_is_written(text: str, grade: int | None) -> None:
    values, _ = as_grade("grade", *column(text))
    assert values.to_list() == [grade]


@pytest.mark.parametrize(
    ("text", "tenths", "kinds"),
    [
        ("7,5", 75, []),
        ("7.5", 75, []),
        ("8", 80, []),
        ("8,0", 80, []),
        ("08", 80, []),
        ("10", 100, []),
        ("10.0", 100, []),
        ("0", 0, []),
        ("7.3000000000000007", 73, ["so_dang_khoa_hoc"]),
        ("7.299999999999999", 73, ["so_dang_khoa_hoc"]),
        ("7.333333333333333", None, ["khong_doc_duoc"]),
        ("7,25", None, ["khong_doc_duoc"]),
        ("7.50", None, ["khong_doc_duoc"]),
        ("10,1", None, ["khong_doc_duoc"]),
        ("75", None, ["khong_doc_duoc"]),
        ("-1", None, ["khong_doc_duoc"]),
        ("8,", None, ["khong_doc_duoc"]),
        ("1.000", None, ["khong_doc_duoc"]),
        ("Đ", None, ["khong_doc_duoc"]),
        (None, None, []),
    ],
)
def test_score_is_whole_tenths_and_never_rounded(text: str | None, tenths: int | None, kinds: list[str]) -> None:
    values, told = as_tenths("score", *column(text))
    assert values.to_list() == [tenths]
    assert told["kind"].to_list() == kinds


def test_digits_of_other_scripts_are_told_and_break_nothing() -> None:
    """An Arabic three and a full-width five are letters to a spreadsheet's reader, not numbers of a record."""
    text = pl.Series(["٣", "５", "1٣", "٣.٣", "٣e+5"])
    places = pl.DataFrame({"sheet": ["S"] * 5, "row_number": range(1, 6)})
    for reader in (as_integer, as_tenths, as_grade):
        values, told = reader("x", places, text)
        assert (values.null_count(), told.height) == (5, 5), reader.__name__
    assert as_code("x", places, text)[0].to_list() == text.to_list()

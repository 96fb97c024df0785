from hocba_ops.sources.family import FAMILIES
from hocba_ops.sources.grid import open_grids
from hocba_ops.sources.headings import best_match, column_paths, possible_headers, top_rows
from hocba_ops.sources.layout import Layout
from hocba_ops.text import heading_key
from tests.sources.office_files import Book

LAYOUT = Layout("x", {"code": ("Mã", "Mã số"), "name": ("Tên",), "day": ("Từ ngày",)}, ("code", "name"))


def found(*rows: tuple[str, ...]) -> dict[str, int] | None:
    grid_rows = [list(row) for row in rows]
    match = best_match(list(possible_headers(grid_rows)), LAYOUT)
    return dict(match.columns) if match else None


def test_merged_heading_covers_the_columns_below_it() -> None:
    rows = (
        ("STT", "Môn", "", "", "Xếp loại"),
        ("", "Toán", "", "Đạo đức", ""),
        ("", "Mức", "Điểm", "Mức", ""),
    )
    assert column_paths(rows) == (
        ("STT",),
        ("Môn", "Toán", "Mức"),
        ("Môn", "Toán", "Điểm"),
        ("Môn", "Đạo đức", "Mức"),
        ("Xếp loại",),
    )


def test_heading_is_found_below_any_number_of_lines_and_in_any_order() -> None:
    lines = [("Sở", "", "")] * 9
    assert found(*lines, ("Tên", "Từ ngày", "MÃ "), ("An", "1", "2")) == {"name": 0, "day": 1, "code": 2}


def test_preferred_heading_wins_over_an_earlier_column() -> None:
    assert found(("Mã số", "Mã", "Tên"), ("1", "2", "3")) == {"code": 1, "name": 2}


def test_bracketed_remark_does_not_hide_a_heading() -> None:
    assert found(("Mã (cũ)", "Mã", "Tên (viết hoa)"), ("1", "2", "3")) == {"code": 1, "name": 2}


def test_heading_without_a_required_column_is_not_the_layout() -> None:
    assert found(("Tên", "Từ ngày", "Ghi chú"), ("1", "2", "3")) is None


def test_no_layout_names_two_columns_alike() -> None:
    for family in FAMILIES.values():
        for layout in family.layouts:
            keys = [heading_key(name) for names in layout.headers.values() for name in names]
            assert len(keys) == len(set(keys)), layout.name
            assert set(layout.required) <= set(layout.headers), layout.name


def test_every_layout_is_recognised_as_itself_by_its_own_headings(book: Book) -> None:
    for family in FAMILIES.values():
        for layout in family.layouts:
            path = book({"S": [[names[0] for names in layout.headers.values()]]})
            (grid,) = open_grids(path.read_bytes(), path="x").grids
            headers = list(possible_headers(top_rows(grid)))
            scores = {
                name: len(match.columns)
                for name, other in FAMILIES.items()
                for candidate in other.layouts
                if (match := best_match(headers, candidate))
            }
            assert max(scores, key=lambda name: scores[name]) == family.name, scores

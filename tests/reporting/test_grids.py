from dataclasses import replace

from hocba_ops.reporting import grids


def test_measures_by_grade_name_the_unit_counted_once_in_the_caption(answer, labels, names):
    grid = grids.measures_grid(answer, ["card.signed"], "grade", labels, names)
    assert grid.caption.endswith("(đơn vị đếm: học sinh)")
    assert [row[1] for row in grid.rows] == [f"Khối\u00a0{grade}" for grade in range(1, 6)]
    assert grid.rows[0][2:5] == ("2.020", "2.080", "97,12\u00a0%")
    assert grid.rows[0][5] == "156 (chuyển đi\u00a016; dùng học bạ giấy\u00a0140)"
    assert grid.rows[0][6] == "27/06/2025"


def test_a_school_without_expected_pupils_keeps_its_row_and_has_no_rate(answer, labels, names):
    grid = grids.measures_grid(answer, ["card.signed"], "unit_id", labels, names)
    assert [row[4] for row in grid.rows if row[1] == "Trường Tiểu học Ô Môi"] == ["không có mẫu số"]


def test_a_published_figure_says_where_it_was_printed_and_its_note_stands_below(answer, labels, names):
    grid = grids.measures_grid(answer, ["card.signed"], None, labels, names)
    assert [row[0] for row in grid.rows] == [
        "Học bạ ký đủ (chủ nhiệm và hiệu trưởng)",
        "Học bạ ký đủ (chủ nhiệm và hiệu trưởng) (công bố tại Báo cáo của Sở GD&ĐT Hà Nội), ngày 31/07/2024",
    ]
    assert grid.rows[1][3] == "97,6\u00a0% (không công bố số đếm)"
    assert grid.note == "Nguồn không nêu số đếm."


def test_measures_that_count_different_things_each_say_what(answer, labels, names):
    mixed = replace(answer, measures=(*answer.measures, replace(answer.measures[0], name="staff.trained",
                    counted="staff", unit_id="quan-1", group=())))  # fmt: skip
    grid = grids.measures_grid(mixed, ["card.created", "staff.trained"], None, labels, names)
    assert [(row[0], row[1]) for row in grid.rows] == [
        ("Học bạ đã khởi tạo", "học sinh"),
        ("Cán bộ, giáo viên, nhân viên đã tập huấn", "người"),
    ]


def test_sources_show_the_start_of_their_sha_and_where_the_whole_is(answer, labels):
    grid = grids.sources_grid(answer, labels)
    assert grid.rows[0] == ("Danh sách học sinh", "CSDL_HocSinh.xls", "30/06/2025", "12.480", "3f3f3f3f3f3f")
    assert "phụ lục Excel" in grid.note


def test_a_long_frame_turns_square_and_an_empty_cell_is_a_dash(answer, labels, names):
    frame = answer.frames["duty_states"][1:]
    grid = grids.square_grid(frame, "Ô vuông", labels, names, rows="actor_id", columns="duty", values="state")
    assert len(grid.heads) == 10
    assert len(grid.rows) == 16
    assert "–" in grid.rows[0]

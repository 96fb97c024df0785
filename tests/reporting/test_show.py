import polars as pl
import pytest

from hocba_ops.reporting.show import PLOTLY


def html(shown) -> str:
    return shown._repr_mimebundle_()["text/html"]


def test_a_heading_says_unit_year_day_and_the_files_behind_it(show, answer):
    text = html(show.heading(answer))
    for word in ("Phòng GD&amp;ĐT Quận 1", "2024-2025", "30/06/2025", "2 tệp", "CSDL_HocSinh.xls", "12.480"):
        assert word in text


def test_head_figures_show_both_counts_beside_the_rate(show, answer):
    text = html(show.figures(answer, ["card.signed"]))
    assert "10.150/10.390\u00a0= 97,69\u00a0%" in text
    assert "97,6\u00a0% (không công bố số đếm)" in text


def test_a_table_has_caption_row_heads_and_numbers_on_the_right(show, answer):
    text = html(show.measures(answer, ["card.signed"], by="grade"))
    assert "<caption><span>Số liệu: tử số, mẫu số và tỷ lệ (đơn vị đếm: học sinh)</span></caption>" in text
    assert '<td class="number">2.020</td>' in text
    assert '<th scope="row">' in text
    assert '<th scope="col" class="number">Tử\u00a0số</th>' in text


def test_a_frame_is_shown_by_name_and_in_chosen_columns(show, answer):
    text = html(show.frame(answer, "by_school", columns=["school_code", "signed"]))
    assert "<span>Theo trường</span>" in text
    assert "Ký đủ" in text
    assert "Đã khởi tạo" not in text
    with pytest.raises(KeyError):
        show.frame(answer, "nowhere")


def test_whatever_a_file_said_is_escaped(show):
    text = html(show.table(pl.DataFrame({"school_name": ["<script>alert(1)</script>"]}), "Bảng <b>thử</b>"))
    assert "<script>" not in text
    assert "<b>" not in text
    assert "&lt;script&gt;" in text


def test_a_chart_carries_its_figure_and_its_table(show, answer):
    figure = {"data": [], "layout": {"height": 200, "meta": {"shape": "rows"}}}
    bundle = show.chart(figure, twin=answer.frames["duties"], title="Nhiệm vụ")._repr_mimebundle_()
    assert bundle[PLOTLY] == figure
    assert "<caption><span>Nhiệm vụ</span></caption>" in bundle["text/html"]
    assert bundle["text/plain"] == "Nhiệm vụ"


def test_findings_are_shown_in_sum_and_name_no_row(show, answer):
    text = html(show.findings(answer))
    assert "HB-ID-03" in text
    assert "Số định danh không khớp giới tính hoặc năm sinh" in text
    assert "Sửa &amp; gửi lại." in text
    assert "079…12" not in text
    assert "79……01" not in text


def test_an_answer_without_findings_says_so(show, answer):
    from dataclasses import replace

    assert "Không tìm thấy lỗi nào" in html(show.findings(replace(answer, findings=())))


def test_no_polars_print_reaches_the_reader(show, answer):
    text = html(show.frame(answer, "duty_states"))
    assert "shape:" not in text
    assert "str" not in text.replace("<strong", "")
    assert text.count("<tr>") == 1 + answer.frames["duty_states"].height


def test_an_empty_table_is_a_sentence_and_no_bare_head(show):
    text = html(show.table(pl.DataFrame({"school_name": []}, schema={"school_name": pl.String}), "Theo trường"))
    assert "Theo trường: chưa có số liệu nào" in text
    assert "<table" not in text

import json
import re

import polars as pl
import pytest

from hocba_ops.reporting.page import page_html, write_page

TITLE = "Tỷ lệ học bạ đã ký"


def test_the_same_notebook_gives_the_same_bytes_and_one_small_file(notebook, labels, tmp_path):
    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    one = write_page(path, tmp_path / "one.html", labels=labels, title=TITLE)
    two = write_page(notebook, tmp_path / "two.html", labels=labels, title=TITLE)
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size <= 2_100_000


def test_a_page_is_vietnamese_has_one_first_heading_and_no_code(notebook, labels):
    text = page_html(notebook, labels=labels, title=TITLE, kicker="Phòng GD&ĐT Quận 1", footer=["Lượt chạy 7c1e"])
    assert '<html lang="vi">' in text
    assert re.findall(r"<h1.*?>(.*?)</h1>", text) == [TITLE]
    assert f"<title>{TITLE} – Phòng GD&amp;ĐT Quận 1</title>" in text
    assert "Lượt chạy 7c1e" in text
    assert "show.measures(answer)" not in text
    assert "a warning for the author" not in text


def test_a_page_names_no_address_to_load_from(notebook, labels):
    without_library = re.sub(r'id="chart-library">[^<]*', "", page_html(notebook, labels=labels, title=TITLE))
    assert re.findall(r"https?://[^\"' <]+", without_library) == []
    assert re.findall(r"<(?:link|script|img)[^>]+(?:src|href)=\"(?!data:)", without_library) == []


def test_every_chart_has_its_table_open_until_it_is_drawn(notebook, labels):
    text = page_html(notebook, labels=labels, title=TITLE)
    assert text.count('<figure class="chart">') == text.count('<details class="twin" open>') == 6
    assert text.count('id="chart-library"') == 1


def test_a_page_without_charts_carries_no_chart_library(labels):
    text = page_html({"cells": [{"cell_type": "markdown", "source": "Lời."}]}, labels=labels, title=TITLE)
    assert "chart-library" not in text
    assert len(text) < 20_000


def test_text_inside_a_figure_cannot_end_its_script(labels, show):
    figure = {"data": [{"name": "</script><script>alert(1)</script>"}], "layout": {"meta": {"shape": "rows"}}}
    shown = show.chart(figure, twin=show.table(pl.DataFrame({"rows": [1]}), "Bảng"), title="Hình")
    cell = {"cell_type": "code", "outputs": [{"output_type": "display_data", "data": shown._repr_mimebundle_()}]}
    text = page_html({"cells": [cell]}, labels=labels, title=TITLE)
    assert "alert(1)</script>" not in text
    assert json.loads(re.findall(r'class="figure-data">(.*?)</script>', text)[0]) == figure


def test_a_failed_notebook_leaves_no_page(labels, tmp_path):
    fault = {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}
    with pytest.raises(ValueError):
        write_page(
            {"cells": [{"cell_type": "code", "outputs": [fault]}]}, tmp_path / "p.html", labels=labels, title=TITLE
        )
    assert not (tmp_path / "p.html").exists()

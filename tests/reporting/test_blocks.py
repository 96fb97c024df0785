import pytest

from hocba_ops.reporting.blocks import read_blocks
from tests.reporting.conftest import prose


def cells(*outputs) -> dict:
    return {"cells": [{"cell_type": "code", "metadata": {}, "source": "secret_code()", "outputs": list(outputs)}]}


def test_code_and_what_went_to_stderr_do_not_reach_the_reader():
    blocks = read_blocks(cells({"output_type": "stream", "name": "stderr", "text": "warning"}), title="Trang")
    assert blocks == []


def test_printed_text_reaches_the_reader_escaped():
    (block,) = read_blocks(cells({"output_type": "stream", "name": "stdout", "text": ["a <b>\n", "c"]}), title="Trang")
    assert block.html == "<pre>a &lt;b&gt;\nc</pre>"


def test_a_cell_that_failed_makes_no_report():
    fault = {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}
    with pytest.raises(ValueError, match="KeyError"):
        read_blocks(cells(fault), title="Trang")


def test_the_title_of_the_page_is_not_said_twice_and_other_first_headings_go_down_a_level():
    blocks = read_blocks({"cells": [prose("# Trang\n\nLời."), prose("# Phần khác")]}, title="Trang")
    assert "<h1" not in "".join(block.html for block in blocks)
    assert "Trang" not in blocks[0].html
    assert "<h2" in blocks[1].html


def test_markup_in_prose_is_escaped_and_carries_no_anchor_sign():
    (block,) = read_blocks({"cells": [prose("## Mục\n\n<script>x</script>")]}, title="Trang")
    assert "<script>" not in block.html
    assert "¶" not in block.html

"""The fast reader of hex strings gives what pyHanko's gives, stops where it stops, and raises what it raises."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfStreamError

from hocba_ops.documents import hex_reading

PIECES = st.sampled_from([b"0", b"9", b"a", b"F", b" ", b"\n", b">", b"<", b"g", b"\x00", b"fe", b"feff00e1"])


def outcome(reader, content: bytes) -> tuple[object, ...]:
    stream = BytesIO(content)
    try:
        read = reader(stream)
    except PdfStreamError as fault:
        return type(fault), str(fault)
    return type(read), bytes(getattr(read, "original_bytes", read)), stream.tell()


@given(st.lists(PIECES, max_size=40).map(b"".join), st.binary(max_size=5))
def test_both_readers_agree_on_any_string_and_on_where_it_ends(inside, behind):
    content = b"<" + inside + b">" + behind
    assert outcome(hex_reading.read_hex_string, content) == outcome(hex_reading.stock_reader, content)


@given(st.binary(max_size=6000))
def test_a_string_longer_than_a_chunk_is_read_whole(content):
    told = b"<" + content.hex().encode() + b"> endobj"
    assert outcome(hex_reading.read_hex_string, told) == outcome(hex_reading.stock_reader, told)


def test_the_reader_stands_in_only_for_versions_that_it_was_compared_with(monkeypatch):
    assert hex_reading.install()
    assert generic.read_hex_string_from_stream is hex_reading.read_hex_string
    monkeypatch.setattr(hex_reading, "COMPARED_WITH", ("9.",))
    assert not hex_reading.install()

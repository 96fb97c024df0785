import pytest

from hocba_ops.sources.card_files import Named, fault_of, named_card, read_checksums
from hocba_ops.sources.delivery import Handed

CARD = "0b1e3c4d-1111-4222-a333-444455556666"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (f"5A/{CARD.upper()}.pdf", Named(CARD, None)),
        (f"{CARD}_v2.pdf", Named(CARD, 2)),
        (f"HocBa_7900000001_{CARD}_1.xml", Named(CARD, 1)),
        ("7900000001.pdf", Named("7900000001", None)),
        ("bia.pdf", None),
    ],
)
def test_a_file_is_known_by_the_card_that_its_name_tells(name, found):
    assert named_card(name, {CARD: 1, "7900000001": 2} if CARD not in name.lower() else {CARD: 1}) == found


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.pdf", b"", "rong"),
        ("a.pdf", b"%PDF-1.7 ... %%EOF\n", None),
        ("a.pdf", b"%PDF-1.7 cut", "hong"),
        ("a.pdf", b"<html>", "hong"),
        ("a.xml", b"<hocba><ten/></hocba>", None),
        ("a.xml", b"<hocba><ten></hocba>", "hong"),
        ("a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "hong"),
    ],
)
def test_a_card_file_is_empty_damaged_or_whole(tmp_path, name, data, fault):
    path = tmp_path / name
    path.write_bytes(data)
    assert fault_of(path) == fault


def test_a_list_of_checksums_is_read_beside_its_own_folder(tmp_path):
    path = tmp_path / "SHA256SUMS"
    path.write_text(f"{'A' * 64}  hb-1.pdf\n{'b' * 64} *con/hb-2.pdf\nkhông phải dòng mã kiểm\n", encoding="utf-8")
    assert read_checksums([Handed("k5/SHA256SUMS", path)]) == {
        "k5/hb-1.pdf": "a" * 64,
        "k5/con/hb-2.pdf": "b" * 64,
    }

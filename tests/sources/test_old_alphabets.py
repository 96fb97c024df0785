import pytest

from hocba_ops.sources.old_alphabets import alphabets, is_syllable, undo_double
from tests.sources.old_encoders import NAMES, twice_decoded, vni


@pytest.mark.parametrize("name", [name for name in NAMES if name != "Sỹ"])
def test_common_parts_of_names_are_syllables(name: str) -> None:
    assert is_syllable(name)


@pytest.mark.parametrize("word", ["NguyÔn", "Nguyeãn", "Thò̀", "TrÇn", "§ç", "bàp", "xyz", "José", "ẵ", "Ê5", ""])
def test_what_no_vietnamese_word_looks_like_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("old", "meant"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("tr\u00ad\u00eang tiÓu häc", "trường tiểu học"),
    ],
)
def test_tcvn3_is_the_table_of_the_standard(old: str, meant: str) -> None:
    assert alphabets()[0].decode(old) == meant


@pytest.mark.parametrize(
    ("old", "meant"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("TRÖÔØNG TIEÅU HOÏC", "TRƯỜNG TIỂU HỌC"),
        ("Nguyeãn Thò Kyø Myõ", "Nguyễn Thị Kỳ Mỹ"),
    ],
)
def test_vni_is_read_letter_and_mark_together(old: str, meant: str) -> None:
    assert alphabets()[1].decode(old) == meant
    assert vni(meant) == old


def test_letter_of_no_old_alphabet_is_not_decoded() -> None:
    assert [alphabet.decode("Nguyễn") for alphabet in alphabets()] == [None, None]


@pytest.mark.parametrize("text", ["Nguyễn Thị Thử", "Đặng Ánh", "TRƯỜNG TIỂU HỌC À"])
def test_double_decoding_is_undone_exactly(text: str) -> None:
    assert undo_double(twice_decoded(text)) == text


@pytest.mark.parametrize("text", ["Nguyễn", "XÃ", "An", "Ã", "giá €5"])
def test_text_that_was_decoded_once_is_left(text: str) -> None:
    assert undo_double(text) is None

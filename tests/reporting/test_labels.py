import string

import pytest

from hocba_ops.reporting.labels import Labels
from tests.reporting.conftest import read_labels


def test_a_label_with_braces_takes_its_values():
    assert Labels({"part.grade": "Khối {value}"})("part.grade", value=5) == "Khối 5"


def test_a_missing_label_is_an_error_that_names_it():
    with pytest.raises(KeyError, match=r"column\.nowhere"):
        Labels({})("column.nowhere")


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("file", ["reporting.toml", "terms.toml"])
def test_both_languages_have_the_same_keys_with_the_same_braces(file):
    vietnamese, english = read_labels("vi", file), read_labels("en", file)
    assert vietnamese.keys() == english.keys()
    assert [key for key in vietnamese if fields(vietnamese[key]) != fields(english[key])] == []

"""Numbers of documents: one a series in order, never twice, kept for good; a crash loses none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from hocba_ops.access.journal import Journal
from hocba_ops.access.numbering import Numbered, NumberRegister, Stage
from hocba_ops.errors import LetterProblem, LetterRefused

NOW = datetime(2025, 6, 6, 3, tzinfo=UTC)
PATTERN = "{number}/BC-PGDĐT"


@pytest.fixture
def register(tmp_path):
    return NumberRegister(Journal(tmp_path / "so"))


def take(register, letter, *, dated="2025-06-06", series="quan-1|2025|BC", wanted=None):
    asked = Numbered(letter, series, 0, dated, "", Stage.NUMBERED, "An", "Bình")
    return register.take(asked, pattern=PATTERN, wanted=wanted, now=NOW)


def test_each_series_counts_by_itself_and_small_numbers_have_a_nought(register):
    given = [take(register, "a"), take(register, "b"), take(register, "c", series="quan-1|2026|BC")]
    assert [one.number for one in given] == [1, 2, 1]
    assert [one.sign for one in given] == ["01/BC-PGDĐT", "02/BC-PGDĐT", "01/BC-PGDĐT"]


def test_a_document_that_asks_twice_keeps_the_number_it_was_given(register):
    assert take(register, "a").number == take(register, "a").number == 1
    assert take(register, "b").number == 2


def test_the_number_of_a_withdrawn_document_is_never_given_again(register):
    take(register, "a")
    register.note("a", Stage.WITHDRAWN, {"by": "An"}, now=NOW)
    assert take(register, "b").number == 2
    with pytest.raises(LetterRefused) as refused:
        take(register, "c", wanted=1)
    assert refused.value.problem is LetterProblem.NUMBER_TAKEN
    assert register.standing()["a"].stage is Stage.WITHDRAWN


def test_a_number_that_the_clerk_kept_is_used_and_counting_goes_on_after_it(register):
    assert take(register, "a", wanted=41).sign == "41/BC-PGDĐT"
    assert take(register, "b").number == 42


@pytest.mark.parametrize("wanted", [0, -3])
def test_a_number_below_one_is_refused_and_nothing_is_entered(register, wanted):
    with pytest.raises(LetterRefused, match="số nguyên dương"):
        take(register, "a", wanted=wanted)
    assert register.standing() == {}


def test_a_day_before_that_of_a_number_given_already_is_refused(register):
    take(register, "a", dated="2025-06-10")
    with pytest.raises(LetterRefused) as refused:
        take(register, "b", dated="2025-06-09")
    assert refused.value.problem is LetterProblem.EARLIER
    assert take(register, "b", dated="2025-06-09", wanted=7).number == 7


def test_writers_side_by_side_never_get_the_same_number(register):
    with ThreadPoolExecutor(8) as pool:
        numbers = [one.number for one in pool.map(lambda n: take(register, f"vb-{n}"), range(24))]
    assert sorted(numbers) == list(range(1, 25))
    assert register.journal.verify() is None


def test_a_number_changed_in_the_register_breaks_its_chain(register):
    take(register, "a")
    take(register, "b")
    path = register.journal.files()[0]
    path.write_text(path.read_text(encoding="utf-8").replace('"number":1', '"number":9'), encoding="utf-8")
    flaw = register.journal.verify()
    assert flaw is not None
    assert flaw.why == "changed"

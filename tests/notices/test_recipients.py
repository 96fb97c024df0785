"""The list of recipients: what is wrong in it is told at once, with the place and what a right entry looks like."""

from datetime import date, timedelta
from importlib.resources import files

import pytest

from hocba_ops.errors import RecipientProblem, RecipientsFault
from hocba_ops.notices.recipients import Every, read_recipients

GOOD = 'who = "an@x.example"\nemail = "an@x.example"\ntells = {digest = "day"}\n'


def written(folder, text):
    (folder / "recipients.toml").write_text(text, encoding="utf-8")
    return read_recipients(folder)


def test_a_folder_without_a_list_has_nobody_to_tell(tmp_path):
    assert read_recipients(tmp_path).people == {}


def test_the_example_that_the_command_prints_is_a_good_list(tmp_path):
    found = written(tmp_path, files("hocba_ops.notices").joinpath("example.toml").read_text(encoding="utf-8"))
    assert sorted(found.people) == ["chuyen-vien", "hieu-truong"]
    assert found.maintainer == ("quan-tri@quan-1.example",)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('email = "an@x.example, binh@x.example"', RecipientProblem.ADDRESS),
        ('email = "an@x.example\\nBcc: ke@xau.example"', RecipientProblem.ADDRESS),
        ('email = "Ấn@trường.example"', RecipientProblem.ADDRESS),
        ('who = "local"', RecipientProblem.RESERVED),
        ('who = " Machine "', RecipientProblem.RESERVED),
        ("tells = {}", RecipientProblem.TELLS_NOTHING),
        ('tells = {digest = "hour"}', RecipientProblem.NOT_A_CHOICE),
        ('tells = {failures = "day"}', RecipientProblem.NOT_A_CHOICE),
        ('scope = "all"', RecipientProblem.UNKNOWN_KEY),
    ],
)
def test_a_faulty_entry_is_told_with_its_name_and_what_is_right(tmp_path, line, problem):
    key = line.partition(" =")[0]
    kept = "".join(f"{one}\n" for one in GOOD.splitlines() if not one.startswith(f"{key} ="))
    with pytest.raises(RecipientsFault, match="chưa gửi gì") as told:
        written(tmp_path, f"[recipient.an]\n{kept}{line}\n")
    assert f"recipient.an.{key}" in str(told.value)
    assert problem.value in str(told.value)


def test_every_fault_of_a_list_is_told_at_once(tmp_path):
    text = f'working_days = -1\nmaintainer = ["x"]\n[recipient.an]\n{GOOD}a = 1\n[recipient.binh]\nwho = "b"\n'
    with pytest.raises(RecipientsFault) as told:
        written(tmp_path, text)
    places = ("working_days", "maintainer.0", "recipient.an.a", "recipient.binh.email", "recipient.binh.tells")
    assert [place for place in places if place not in str(told.value)] == []


def test_a_list_that_is_no_toml_is_told_and_not_taken_for_empty(tmp_path):
    with pytest.raises(RecipientsFault, match=r"recipients\.toml"):
        written(tmp_path, "[recipient.an\n")


def test_a_week_begins_on_monday_and_ends_with_the_year_of_its_thursday():
    days = [date(2024, 12, 29) + timedelta(days=one) for one in range(9)]
    assert [Every.WEEK.period(day) for day in days] == ["2024-W52", *["2025-W01"] * 7, "2025-W02"]

"""`hocba rules` as an officer and as another program use it: with a workspace, and with none."""

import json
import re
from datetime import date

import pytest

from hocba_ops.rulebook import Rulebook

KEYS = {"id", "severity", "citation", "owner", "message", "valid_from"}
REWORDED = """
[[HB-ID-90]]
table = "pupil"
severity = "query"
document = "nd-137-2015"
clause = "Điều 13"
valid_from = 2024-01-01
valid_to = 2025-06-30
owner = "office"
field = "person_id"
holds = "person_id is not null"
means = "Lời cũ nghĩa là thế."
message = "Lời cũ."
mend = "Việc cũ."

[[HB-ID-90]]
table = "pupil"
severity = "error"
document = "nd-137-2015"
clause = "Điều 14"
valid_from = 2025-07-01
owner = "school"
field = "person_id"
holds = "person_id is not null"
means = "Lời mới nghĩa là thế."
message = "Lời mới."
mend = "Việc mới."
"""


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A folder that is no workspace and lies in none."""
    place = tmp_path / "ngoai"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def reworded(workspace):
    """A workspace whose own rulebook has a rule in two wordings."""
    (workspace / "quy-dinh" / "rules").mkdir(parents=True)
    (workspace / "quy-dinh" / "rules" / "rieng.toml").write_text(REWORDED, encoding="utf-8")
    settings = workspace / "hocba.toml"
    settings.write_text('rulebook = "quy-dinh"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    return workspace


def read_json(done) -> list[dict]:
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_json_without_a_workspace_has_every_rule_once_with_its_keys(hocba, nowhere):
    rules = read_json(hocba("rules", "--json"))
    assert all(rule.keys() >= KEYS for rule in rules)
    assert all(rule[key] for rule in rules for key in KEYS)
    ids = [rule["id"] for rule in rules]
    assert ids == sorted(set(ids)) == sorted({rule.id for rule in Rulebook.load().rules})
    assert {rule["severity"] for rule in rules} == {"error", "query"}
    assert all(date.fromisoformat(rule["valid_from"]) for rule in rules)


def test_json_cites_the_paper_by_its_number_and_the_clause(hocba, nowhere):
    (rule,) = read_json(hocba("rules", "--json", "HB-ID-03"))
    assert (rule["citation"], rule["confidence"]) == ("137/2015/NĐ-CP, Điều 13", "primary")
    (unsure,) = read_json(hocba("rules", "--json", "HB-ID-05"))
    assert unsure["confidence"] == "unconfirmed", "no surer than the paper"


def test_the_table_shows_each_rule_in_words(hocba, nowhere):
    done = hocba("rules")
    assert done.code == 0
    assert re.findall(r"│ (HB-[A-Z]{2}-\d\d) +│", done.out) == sorted({rule.id for rule in Rulebook.load().rules})
    line = next(line for line in done.out.splitlines() if "HB-ID-02" in line)
    assert all(text in line for text in ("Phải sửa", "137/2015/NĐ-CP, Điều 13", "Trường", "từ 01/01/2016"))
    assert "(*)" in next(line for line in done.out.splitlines() if "HB-ID-05" in line)


def test_on_a_narrow_screen_the_table_keeps_three_columns_and_says_where_the_rest_is(hocba, nowhere, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    done = hocba("rules")
    assert max(map(len, done.out.splitlines())) <= 80
    heads = done.out.splitlines()[1]
    assert all(head in heads for head in ("Mã", "Mức độ", "Báo khi phạm"))
    assert "Căn cứ" not in heads
    assert "hocba rules MA" in done.out


def test_a_rule_named_in_small_letters_is_shown_in_full(hocba, nowhere):
    done = hocba("rules", "hb-id-03")
    rule = Rulebook.load().rules_in_force(date(2025, 6, 30))["HB-ID-03"]
    assert all(text in done.out for text in ("HB-ID-03", rule.means, rule.message, rule.mend, "Điều 13"))
    assert "HB-ID-04" not in done.out


def test_an_id_that_nobody_knows_is_refused_and_near_ones_are_offered(hocba, nowhere):
    done = hocba("rules", "HB-ID-3")
    assert done.code == 16
    assert "HB-ID-03" in done.err
    assert done.out == ""


def test_a_day_that_is_none_is_refused(hocba, nowhere):
    done = hocba("rules", "--as-of", "30/06/2025")
    assert (done.code, done.out) == (16, "")
    assert "30/06/2025" in done.err


def test_a_folder_named_that_is_no_workspace_is_refused(hocba, nowhere):
    assert hocba("rules", "--workspace", nowhere).code == 10


def test_rules_of_a_workspace_stand_among_the_others_in_their_newest_wording(hocba, reworded):
    told = {rule["id"]: rule for rule in read_json(hocba("rules", "--json", "--workspace", reworded))}
    assert len(told) == len({rule.id for rule in Rulebook.load().rules}) + 1
    assert (told["HB-ID-90"]["message"], told["HB-ID-90"]["severity"]) == ("Lời mới.", "error")


@pytest.mark.parametrize(
    ("day", "wording"),
    [("2023-12-31", []), ("2024-01-01", ["Lời cũ."]), ("2025-06-30", ["Lời cũ."]), ("2025-07-01", ["Lời mới."])],
)
def test_of_a_rule_that_was_reworded_each_day_has_its_own_wording(hocba, reworded, day, wording):
    told = read_json(hocba("rules", "HB-ID-90", "--json", "--as-of", day, "--workspace", reworded))
    assert [rule["message"] for rule in told] == wording


def test_a_rule_named_without_a_day_is_told_in_all_its_wordings(hocba, reworded):
    told = read_json(hocba("rules", "HB-ID-90", "--json", "--workspace", reworded))
    assert [(rule["valid_from"], rule["valid_to"]) for rule in told] == [
        ("2024-01-01", "2025-06-30"),
        ("2025-07-01", None),
    ]


def test_rules_that_do_not_count_on_a_day_are_told_in_a_sentence(hocba, reworded):
    done = hocba("rules", "HB-ID-90", "--as-of", "2020-01-01", "--workspace", reworded)
    assert (done.code, "2020-01-01" in done.out) == (0, True)


def test_the_page_has_an_anchor_a_rule_and_a_part_a_wording(hocba, reworded, tmp_path):
    page = tmp_path / "tai-lieu" / "quy-tac.md"
    assert hocba("rules", "--page", page, "--workspace", reworded).code == 0
    text = page.read_text(encoding="utf-8")
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert sorted(anchors) == sorted(set(anchors)) == sorted(set(re.findall(r"\]\(#([^)]+)\)", text)))
    own = text.partition('<a id="hb-id-90"></a>')[2].partition("\n### ")[0]
    assert [part in own for part in ("Lời cũ.", "Lời mới nghĩa là thế.", "từ 01/01/2024 đến hết 30/06/2025")] == [
        True, True, True,
    ]  # fmt: skip
    assert own.index("Việc cũ.") < own.index("Việc mới.")


def test_a_page_that_cannot_be_written_there_is_refused(hocba, nowhere):
    (nowhere / "tep").write_text("", encoding="utf-8")
    assert hocba("rules", "--page", nowhere / "tep" / "quy-tac.md").code == 16
    assert hocba("rules", "--page", nowhere).code == 16


def test_listing_the_rules_leaves_no_store_behind(hocba, workspace):
    before = sorted(path.name for path in workspace.rglob("*"))
    hocba("rules", "--workspace", workspace)
    assert sorted(path.name for path in workspace.rglob("*")) == before

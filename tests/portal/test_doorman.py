"""Names of logins and the days of grants, as the doorman holds them against each other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.workbench.granting import same_name
from tests.portal.entrance import SUBJECT


@given(st.text(max_size=12), st.text(max_size=12))
def test_two_names_are_one_only_where_plain_letters_differ_in_size(first, second):
    is_same = first == second or (first.isascii() and second.isascii() and first.upper() == second.upper())
    if "|" in first + second:
        is_same = first == second
    assert same_name(first, second) is is_same
    assert same_name(first, first)


def test_the_grants_are_read_anew_only_when_the_journal_has_grown(entrance, monkeypatch):
    entrance.grant()
    entrance.log_in()
    read = []
    journal = type(entrance.door.doorman.known.journal)
    entries = journal.entries
    monkeypatch.setattr(journal, "entries", lambda self: read.append(self.root.name) or entries(self))
    for _ in range(3):
        assert entrance.client.get("/bang").status_code == 200
    assert read.count("grants") == 0
    entrance.grant(who="nguoi-khac@quan-1.vn")
    assert entrance.client.get("/bang").status_code == 200
    assert read.count("grants") == 1


def test_a_grant_for_a_role_that_the_rules_no_longer_know_is_none(entrance):
    entrance.grant()
    entrance.log_in()
    passed = entrance.door.doorman.look(next(entrance.door.sessions.root.glob("*.json")).stem)
    assert [grant.who for grant in passed.offered] == [SUBJECT]
    rules = entrance.bench.rulebook
    viewers = {name: viewer for name, viewer in rules.access.viewers.items() if name != "can_bo_co_quan"}
    known = replace(rules, access=replace(rules.access, viewers=viewers))
    entrance.door.doorman.bench = replace(entrance.bench, rulebook=known)
    assert entrance.client.get("/bang").status_code == 303

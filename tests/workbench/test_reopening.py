import json
from datetime import UTC, date, datetime

import pytest
from district import District

from hocba_ops.errors import BadParameter, LockRefused
from hocba_ops.registry.reopening import Reopenings
from hocba_ops.workbench.reopening import reopen
from tests.workbench.locked_district import OTHER, SCHOOL, build_locked_district, history, lock, tell

NOW = datetime(2025, 7, 10, 3, 0, tzinfo=UTC)
SAID = {"decision": "12/QĐ-UBND", "reason": "Nhầm điểm", "by": "Lê Thị Mẫu", "second": "Trần Văn Bịa"}


@pytest.fixture
def district(tmp_path) -> District:
    district = build_locked_district(tmp_path)
    tell(district, history(1))
    lock(district)
    return district


def ask(district: District, school: str = SCHOOL, **said: object):
    told = {"school_year": "2024-2025", "grade": 5, "until": date(2025, 7, 15), "now": NOW}
    words = SAID | {name: said.pop(name) for name in list(said) if name in SAID}
    return reopen(district.bench, school, said=words, **(told | said))


def test_a_reopening_is_kept_with_decision_reason_two_persons_and_days(district, tmp_path):
    path = ask(district)
    (held,) = Reopenings(tmp_path / "registry").all()
    assert (held.decision, held.reason, held.by, held.second) == tuple(SAID.values())
    assert (held.opened_on, held.closes_on, held.grade) == ("2025-07-10", "2025-07-15", 5)
    assert path.parent == tmp_path / "registry" / "reopenings"


@pytest.mark.parametrize(
    "wrong",
    [
        {"second": "LÊ THỊ MẪU "},
        {"second": "le thi mau"},
        {"reason": "  "},
        {"decision": ""},
        {"until": date(2025, 7, 9)},
        {"grade": 4},
        {"school_year": "2023-2024"},
        {"school": OTHER},
    ],
    ids=str,
)
def test_a_reopening_without_what_it_needs_is_refused_and_leaves_nothing(district, tmp_path, wrong):
    with pytest.raises(BadParameter):
        ask(district, **wrong)
    assert Reopenings(tmp_path / "registry").all() == ()


def test_a_reopening_lasts_to_the_end_of_its_last_day(district):
    assert ask(district, until=date(2025, 7, 10)).is_file()


def test_a_reopening_whose_file_was_changed_is_refused(district, tmp_path):
    path = ask(district)
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | {"decision": "13/QĐ-UBND"}), encoding="utf-8")
    with pytest.raises(LockRefused):
        Reopenings(tmp_path / "registry").all()

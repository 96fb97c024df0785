"""Questions by which nearly every text of every step has rows: parts of the sample district and invented schools."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from hocba_ops.steps import STEPS
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.registering import register
from hocba_ops.workbench.trail_rows import trail_of
from tests.conftest import LOADED_AT
from tests.district import build_district
from tests.engine.compared import Case
from tests.registry.histories import BEGIN
from tests.small_office import build_office
from tests.trail_cases import CASES, SCHOOL, write
from tests.workbench import locked_district as locked

YEAR, LATE = "2024-2025", date(2025, 8, 20)
ELSEWHERE = ("milestones", "export_review", "lock", "audit_review")
"""Steps put to single schools, or invented ones: in the sample district they cost much or have nothing to say."""


def ask_about(bench: Workbench, samples: Path, folder: Path) -> Iterator[Case]:
    """The questions, on the workbench of the samples and on workbenches of their own in a folder."""
    told = with_ledger(bench, folder / "so")
    yield Case(told, "phuong-sai-gon", YEAR, LATE, tuple(name for name in STEPS if name not in ELSEWHERE))
    yield Case(told, "phuong-ben-thanh", YEAR, LATE, ("cutoff",))
    yield Case(told, "79760405", YEAR, LATE, ("export_review",))
    yield Case(told, "phuong-tan-dinh", YEAR, LATE, ("handover",))
    yield Case(told, "so-gddt-ha-noi", "2023-2024", date(2024, 7, 31), ("coverage",))
    yield Case(secondary(samples, folder / "trung-hoc"), "79000701", YEAR, LATE, ("results_review", "export_review"))
    yield Case(build_office(folder / "nho"), "quan-1", YEAR, date(2025, 6, 30), ("milestones",))
    yield Case(locked_school(folder / "chot"), "quan-1", YEAR, date(2025, 7, 20), ("lock",))
    yield Case(watched_school(folder / "nhat-ky"), "quan-1", YEAR, date(2025, 8, 25), ("audit_review",))


def with_ledger(bench: Workbench, folder: Path) -> Workbench:
    """The samples with a ledger of what their registers tell."""
    places = {"registry": folder / "registry", "access": folder / "access"}
    told = replace(bench, settings=bench.settings.model_copy(update=places), answered={})
    list(register(told, as_of=LATE, now=datetime(2025, 8, 21, tzinfo=UTC), by="Thử"))
    return told


def secondary(samples: Path, folder: Path) -> Workbench:
    """The secondary school of the samples."""
    folder.mkdir()
    settings = f'unit = "79000701"\nschool_year = "{YEAR}"\ninbox = ["{samples.as_posix()}/trung-hoc"]\n'
    (folder / "hocba.toml").write_text(settings, encoding="utf-8")
    list(Workbench.open(folder).load(now=LOADED_AT)[1])
    return Workbench.open(folder)


def locked_school(folder: Path) -> Workbench:
    """Five cards locked, of which a later export says of one that it has other contents."""
    district = locked.build_locked_district(folder)
    locked.tell(district, *(locked.history(number) for number in range(1, 6)))
    locked.lock(district)
    card = {"school_code": locked.SCHOOL, "grade": 5, "pupil_code": locked.pupil_of(3), "card_id": locked.card_of(3)}
    moved = {"version": 1, "state": "so_tiep_nhan", "issued_at": BEGIN.replace(tzinfo=None), "content_hash": "khác"}
    district.hand_in(date(2025, 7, 20), card=[card | moved])
    return district.bench


def watched_school(folder: Path) -> Workbench:
    """A trail in which everything happened that is asked about."""
    district = build_district(folder)
    district.add_school(SCHOOL)
    write(trail_of(district.bench), [deed for _, _, beyond in CASES.values() for deed in beyond])
    return district.bench

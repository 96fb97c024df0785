"""An office of two invented schools as `small_office`, with their heads, grants and a list of recipients."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import cast

from hocba_ops.access.grants import Grant
from hocba_ops.access.person import Person
from hocba_ops.notices.delivery import Postman
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.granting import grant_role
from hocba_ops.workbench.notice_failures import Failure
from hocba_ops.workbench.notice_sending import Asking, Done
from hocba_ops.workbench.notifying import book_of, send_notices
from hocba_ops.workbench.viewing import Viewing, view_of
from tests.district import District
from tests.small_office import NAMES, SCHOOLS, build_office, card, pupil

SCHOOL, NEIGHBOUR = SCHOOLS
OFFICE = "phuong-ben-thanh"
FIRST, LATER = date(2025, 7, 10), date(2025, 7, 17)
NOW = datetime(2025, 10, 1, 23, tzinfo=UTC)
ROLES = {
    "truong": ("can_bo_quan_ly", SCHOOL, "CB-1"),
    "lop": ("giao_vien_chu_nhiem", SCHOOL, "CB-2"),
    "phuong": ("can_bo_co_quan", OFFICE, ""),
    "kiem": ("kiem_toan", OFFICE, ""),
    "cong": ("cong_chung", OFFICE, ""),
}
TELLS = '{digest = "day", work_list = "day", deadlines = "day"}'


def build_notice_office(folder: Path) -> Workbench:
    """The office with a pupil without a number in each school, its heads, and teachers of 5A."""
    bench = build_office(folder)
    people = [
        {"school_code": code, "staff_code": f"CB-{one}", "full_name": f"Người Thử Số {one}", "position": position,
         "staff_status": "dang_lam", "homeroom_class": "5A" if one == 2 else None}
        for code in SCHOOLS for one, position in ((1, "hieu_truong"), (2, "giao_vien"))
    ]  # fmt: skip
    pupils = [{**pupil(code, one), **({"person_id": None} if one == 2 else {})} for code in SCHOOLS for one in range(3)]
    District(bench).hand_in(FIRST, staff=people, pupil=pupils)
    return bench


def in_folder(bench: Workbench, folder: Path) -> Workbench:
    """The same files and answers with grants, trail and book of notices of its own."""
    places = {"notices": folder / "thong-bao", "access": folder / "truy-cap"}
    bench = replace(bench, settings=bench.settings.model_copy(update=places))
    for who, (role, unit, code) in ROLES.items():
        grant_role(bench, Grant(who=f"{who}@x.example", role=role, unit=unit, staff_code=code), by="Thử", now=NOW)
    return bench


def hand_in_more(bench: Workbench, day: date = LATER) -> None:
    """All cards of the school signed; its pupil without a number has one, and another has lost it."""
    signed = datetime(2025, 7, 15, 9)
    pupils = [{**pupil(SCHOOL, one), **({"person_id": None} if one == 1 else {})} for one in range(3)]
    District(bench).hand_in(day, card=[card(SCHOOL, one, when=signed) for one in range(3)], pupil=pupils)


def list_people(bench: Workbench, *names: str, lines: Iterable[str] = (), tells: str = TELLS) -> None:
    """Write the list of recipients: the names of ROLES, each at a mailbox of its own."""
    text = "".join(
        f'[recipient.{name}]\nwho = "{name}@x.example"\nemail = "{name}@thu.example"\ntells = {tells}\n'
        for name in names
    )
    root = book_of(bench).root
    root.mkdir(parents=True, exist_ok=True)
    (root / "recipients.toml").write_text("\n".join([*lines, text]), encoding="utf-8")


def send(
    bench: Workbench,
    *,
    as_of: date = FIRST,
    now: datetime = NOW,
    postman: Postman | None = None,
    failures: Sequence[Failure] = (),
) -> list[Done]:
    """What became of each message of a run."""
    asking = Asking(as_of, as_of, by="Người Trực")
    return list(send_notices(bench, asking, failures=failures, postman=postman, clock=lambda: now))


def in_outbox(bench: Workbench) -> dict[str, EmailMessage]:
    """The messages of the outbox by mailbox and kind."""
    found = {}
    for path in sorted((book_of(bench).root / "outbox").glob("*.eml")):
        message = cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=SMTP))
        kind = "_".join(path.name.split("_")[1:-2])
        found[f"{message['To'].addresses[0].username} {kind}"] = message
    return found


def view(bench: Workbench, who: str, *, now: datetime = NOW) -> Viewing:
    """What somebody of ROLES sees."""
    role, unit, code = ROLES[who]
    return view_of(bench, Person(f"{who}@x.example", who, role, unit, code), clock=lambda: now)


def personal() -> set[str]:
    """Every name, number and code of a pupil or teacher of the office that is long enough to be told from a count."""
    pupils = [pupil(code, one) for code in SCHOOLS for one in range(3)]
    values = {str(row[name]) for row in pupils for name in ("pupil_code", "person_id", "full_name")}
    return {*values, *NAMES, *(f"HB-{code}-{one}" for code in SCHOOLS for one in range(3)), "Người Thử Số"}


def day_after(now: datetime, days: int = 1) -> datetime:
    return now + timedelta(days=days)

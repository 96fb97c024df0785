"""/tra-cuu: one card by its code and the birth date, and its files by a handle. Nothing personal is in an address."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from hocba_ops.access.trail import Event
from hocba_ops.domain.identity import look_up_code
from hocba_ops.portal.desk import Desk
from hocba_ops.portal.handles import Piece
from hocba_ops.portal.telling import card_values
from hocba_ops.portal.typed import read_day
from hocba_ops.workbench.looking_up import Told

PLACE, FETCH = "/tra-cuu", "/tra-cuu/tep"
NAMES = {Piece.FORM: ("hoc-ba.pdf", "application/pdf"), Piece.PROOF: ("chung-minh.json", "application/json")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed; `fault`: the label of what cannot be read in it."""

    code: str
    birth: date | None
    fault: str = ""


def look_up_routes(desk: Desk) -> APIRouter:
    """The pages of the look-up."""
    router = APIRouter(include_in_schema=False)

    @router.get(PLACE)
    async def form(request: Request) -> Response:
        return desk.form_page(request, "look_up", fault="")

    @router.post(PLACE)
    async def look_up(request: Request) -> Response:
        return await _look_up(desk, request)

    @router.post(FETCH)
    async def fetch(request: Request) -> Response:
        return await _fetch(desk, request)

    return router


async def _look_up(desk: Desk, request: Request) -> Response:
    if wait := desk.by_address.wait(desk.address_of(request), at=desk.at):
        return await _limited(desk, request, wait, "address")
    fields = await desk.fields_of(request)
    if not desk.is_ours(request, fields):
        return desk.form_page(request, "look_up", status=403, fault="stale")
    asked = read_asked(fields)
    if asked.fault or asked.birth is None:
        return desk.form_page(request, "look_up", status=400, fault=asked.fault)
    trace = desk.look_ups.trace(asked.code)
    if wait := desk.by_code.wait(trace, at=desk.at):
        return await _limited(desk, request, wait, "code", trace)
    holding = desk.look_ups.find(asked.code, asked.birth)
    if holding is None:
        await desk.note(request, Event.LOOK_UP_FAILED, target=trace)
        return desk.form_page(request, "look_up", fault="not_found")
    await desk.note(request, Event.LOOKED_UP, target=trace, about_unit=holding.school_code)
    if desk.is_busy():
        return desk.pages.trouble(503, kind="busy", wait=10)
    told = await desk.do(partial(desk.look_ups.tell, holding, now=desk.clock()))
    return await _found(desk, request, told)


def read_asked(fields: dict[str, str]) -> Asked:
    """What somebody typed: the code tells by its check letter that it is mistyped, whoever's it is."""
    code, birth = look_up_code.read(fields.get("code", "")[:100]), read_day(fields.get("birth", "")[:100])
    if not code:
        return Asked("", None, "code")
    return Asked(code, birth, "" if birth else "birth")


async def _limited(desk: Desk, request: Request, wait: int, what: str, trace: str = "") -> Response:
    await desk.note(request, Event.LIMITED, target=trace, detail=what)
    return desk.pages.trouble(429, kind="often", wait=wait)


async def _found(desk: Desk, request: Request, told: Told) -> Response:
    visitor = desk.tokens.visitor(request)
    give = partial(desk.handles.give, told=told, visitor=visitor, at=desk.at)
    handles = {Piece.FORM: give(Piece.FORM)} if told.has_copy else {}
    if told.lock is not None:
        handles[Piece.PROOF] = give(Piece.PROOF)
    values = card_values(told, labels=desk.pages.labels)
    minutes = max(1, desk.handles.seconds // 60)
    made = desk.pages.page(
        "card", token=desk.tokens.token(visitor), handles={str(piece): one for piece, one in handles.items()},
        minutes=minutes, **values,
    )  # fmt: skip
    desk.tokens.keep(made, visitor)
    return made


async def _fetch(desk: Desk, request: Request) -> Response:
    fields = await desk.fields_of(request)
    if not desk.is_ours(request, fields):
        return desk.form_page(request, "look_up", status=403, fault="stale")
    taken = desk.handles.take(fields.get("handle", ""), visitor=desk.tokens.visitor(request), at=desk.at)
    if taken is None:
        return desk.pages.trouble(410, kind="gone")
    piece, told = taken
    made = await desk.do(partial(_piece, desk, piece, told))
    if made is None:
        return desk.pages.trouble(409, kind="moved")
    school = told.holding.school_code
    await desk.note(
        request, Event.COPIED, target=desk.look_ups.trace(told.holding.code), about_unit=school, detail=piece.value
    )
    name, kind = NAMES[piece]
    return Response(made, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _piece(desk: Desk, piece: Piece, told: Told) -> bytes | None:
    """The bytes of a piece, as things stand now: a card that was withdrawn meanwhile is not given any more."""
    now = desk.clock()
    again = desk.look_ups.tell(told.holding, now=now)
    return desk.look_ups.give(again, now=now) if piece is Piece.FORM else desk.look_ups.proof_of(again)

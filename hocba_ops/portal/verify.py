"""/kiem-tra: a file that somebody hands in, judged and forgotten."""

from functools import partial

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from hocba_ops.access.trail import Event
from hocba_ops.errors import LockRefused
from hocba_ops.portal.desk import Desk
from hocba_ops.portal.forms import FIELD
from hocba_ops.portal.telling import checked_values, proof_values
from hocba_ops.workbench.checking import check_document, check_proof_file, is_proof

PLACE = "/kiem-tra"
FORM_BYTES = 16 * 1024
"""What a form with a file carries beside the file."""
MIB = 1024 * 1024


def verify_routes(desk: Desk, *, most: int) -> APIRouter:
    """The pages of verification; `most`: bytes of a file."""
    router = APIRouter(include_in_schema=False)
    megabytes = max(1, most // MIB)

    @router.get(PLACE)
    async def form(request: Request) -> Response:
        return desk.form_page(request, "check", fault="", megabytes=megabytes)

    @router.post(PLACE)
    async def check(request: Request) -> Response:
        if wait := desk.uploads.wait(desk.address_of(request), at=desk.at):
            await desk.note(request, Event.LIMITED, detail="upload")
            return desk.pages.trouble(429, kind="often", wait=wait)
        if desk.is_busy():
            return desk.pages.trouble(503, kind="busy", wait=10)
        content, token = await _handed_in(request)
        if not desk.tokens.is_ours(request, token):
            return desk.form_page(request, "check", status=403, fault="stale", megabytes=megabytes)
        if not content:
            return desk.form_page(request, "check", status=400, fault="no_file", megabytes=megabytes)
        return await _check(desk, request, content)

    return router


async def _handed_in(request: Request) -> tuple[bytes, str]:
    """The bytes of the one file, and the token of the form. The name of the file is not looked at."""
    async with request.form(max_files=1, max_fields=4) as form:
        file, token = form.get("file"), form.get(FIELD)
        content = await file.read() if isinstance(file, UploadFile) else b""
        return content, token if isinstance(token, str) else ""


async def _check(desk: Desk, request: Request, content: bytes) -> Response:
    if is_proof(content):
        return await _check_proof(desk, request, content)
    checked = await desk.do(partial(check_document, desk.look_ups, content, now=desk.clock()))
    result = str(checked.verdict["indication"])
    await desk.note(request, Event.VERIFIED, target="document", detail=result)
    return desk.pages.page("verdict", **checked_values(checked, labels=desk.pages.labels))


async def _check_proof(desk: Desk, request: Request, content: bytes) -> Response:
    labels = desk.pages.labels
    try:
        checked = await desk.do(partial(check_proof_file, desk.look_ups, content))
    except LockRefused as refused:
        await desk.note(request, Event.VERIFIED, target="proof", detail=refused.problem.name)
        return desk.pages.page("proof", sound=False, reason=labels(f"portal.proof.{refused.problem.name}"), facts={})
    await desk.note(request, Event.VERIFIED, target="proof", detail="sound")
    return desk.pages.page("proof", **proof_values(checked, labels=labels))

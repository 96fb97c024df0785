"""What an API says when it cannot answer: RFC 9457 problem details, in words for whoever reads the log of a program."""

from collections.abc import Mapping
from typing import Any, cast

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hocba_ops.errors import BadParameter, JournalBusy, LedgerBusy, NothingLoaded, OpsError, OutOfScope
from hocba_ops.reporting.labels import Labels

KIND = "application/problem+json"
STATUS: Mapping[type[OpsError], int] = {
    OutOfScope: 403,
    BadParameter: 422,
    NothingLoaded: 404,
    JournalBusy: 503,
    LedgerBusy: 503,
}
"""Which answer a situation gives; any other means that our own data or settings need somebody."""


class Problem(BaseModel):
    """Why there is no answer (RFC 9457). `faults`: one sentence a parameter."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    faults: list[str] = []


STATUSES = (400, 401, 403, 404, 405, 421, 422, 500, 503)
"""Every status beside 200 that the API gives; its words stand in the labels as `api.status.<status>`."""
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for status in STATUSES
}
"""What every path of the API may answer beside what was asked."""


class Problems:
    """Makes the answers in the language of the workspace."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    async def of_situation(self, _request: Request, fault: Exception) -> Response:
        """A situation in which somebody has to act: its own sentence."""
        status = next((code for kind, code in STATUS.items() if isinstance(fault, kind)), 500)
        return self._answer(status, detail=str(fault))

    async def of_parameters(self, _request: Request, fault: Exception) -> Response:
        """Parameters that are not what they should be; what was sent is not said back."""
        faults = cast(RequestValidationError, fault).errors()
        named = [".".join(str(part) for part in one["loc"][1:]) for one in faults]
        sentences = [self.labels("api.parameter", name=name) for name in dict.fromkeys(named)]
        return self._answer(422, detail=self.labels("api.see_description"), faults=sentences)

    async def of_path(self, _request: Request, fault: Exception) -> Response:
        """No such path, or not in this manner."""
        said = cast(HTTPException, fault)
        answer = self._answer(said.status_code, detail=self.labels("api.see_description"))
        answer.headers.update(said.headers or {})
        return answer

    def _answer(self, status: int, *, detail: str, faults: list[str] | None = None) -> Response:
        title = self.labels(f"api.status.{status if status in STATUSES else 500}")
        problem = Problem(title=title, status=status, detail=detail, faults=faults or [])
        return JSONResponse(problem.model_dump(), status, media_type=KIND, headers={"Cache-Control": "no-store"})

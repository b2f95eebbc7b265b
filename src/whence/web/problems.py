"""Errors as a person and as a program is told of them: one page, one JSON shape."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from whence.errors import LedgerError, UsageError, WhenceError
from whence.web.headers import HEADERS
from whence.web.rendering import rendered

API = "/api"


def problem_response(
    request: Request, status: int, cause: str, remedy: str | None = None
) -> Response:
    """Return an error as a page, or under /api as `{"error": {status, title, cause, remedy}}`."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(f"{API}/"):
        body = {"status": status, "title": title, "cause": cause, "remedy": remedy}
        return JSONResponse({"error": body}, status)
    told = {"title": title.capitalize(), "cause": cause, "remedy": remedy}
    return rendered(request, "problem.html", status=status, **told)


def on_error(request: Request, error: Exception) -> Response:
    """Return the answer to a request that raised `error`."""
    if isinstance(error, HTTPException):
        return problem_response(request, error.status_code, _told(error))
    if isinstance(error, UsageError):
        return problem_response(request, 404, error.cause, error.remedy)
    if isinstance(error, LedgerError):
        return problem_response(request, 503, error.cause, error.remedy)
    cause = error.cause if isinstance(error, WhenceError) else str(error)
    return problem_response(request, 500, cause)


def on_fault(request: Request, error: Exception) -> Response:
    """Return the answer to a request that met a fault of the desk's own; the server logs it."""
    del error
    answer = problem_response(request, 500, "the desk failed by a fault of its own")
    answer.headers.update(HEADERS)
    return answer


def _told(error: HTTPException) -> str:
    said = error.detail
    if said == HTTPStatus(error.status_code).phrase and error.status_code == 404:
        return "there is no such page"
    return said

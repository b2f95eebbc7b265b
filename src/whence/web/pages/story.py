"""The first page: what the ledger holds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.web.desk import ledger_of
from whence.web.rendering import rendered


def show(request: Request) -> Response:
    """Answer with the story in numbers."""
    return rendered(request, "story.html", info=ledger_of(request).info())


ROUTES = [Route("/", show)]

"""Pages that a browser holds already: answered with 304 while nothing in the ledger changed.

A page is made of the ledger, of who reads it and of this process's code, and of nothing else. Its
ETag is made of these and of its address, so that no person's page does for another's; caches
between browser and desk are told to keep nothing (`cache-control: private, no-cache`).
"""

from __future__ import annotations

import hashlib
import json

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.desk import desk_of

ASKING = ("GET", "HEAD")
# What stands in an answer that is more than a page: a file to save, another's page shown as it is.
OWN_WAYS = ("content-disposition", "content-security-policy", "set-cookie", "etag")


class Fresh:
    """Tags pages and answers 304 to a browser whose page is the one it would be sent."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand between the gate, which says who asks, and `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with a tag for its answer, or answer that nothing changed."""
        asking = scope["type"] == "http" and scope["method"] in ASKING
        request = Request(scope, receive) if asking else None
        if request is None or getattr(request.state, "person", None) is None:
            await self._app(scope, receive, send)
            return
        # Read before the page is made: what changes in between makes the tag out of date.
        tag = await run_in_threadpool(tag_of, request)
        if tag in _held(request):
            await Response(status_code=304, headers={"etag": tag})(scope, receive, send)
            return
        await self._app(scope, receive, _with_tag(send, tag))


def tag_of(request: Request) -> str:
    """Return the ETag of what is sent for a request now."""
    desk, person = desk_of(request), request.state.person
    made_of = (
        desk.started,
        desk.ledger.browse(lambda browser: browser.revision()),
        (person.name, person.role, request.state.form_key),
        (request.url.path, request.url.query, request.headers.get("accept", "")),
    )
    return f'W/"{hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:32]}"'


def _held(request: Request) -> frozenset[str]:
    """Return the tags of what the browser holds of this address."""
    given = request.headers.get("if-none-match", "")
    return frozenset(tag.strip() for tag in given.split(","))


def _with_tag(send: Send, tag: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = MutableHeaders(scope=message)
            if not any(name in headers for name in OWN_WAYS):
                headers["etag"] = tag
        await send(message)

    return sending

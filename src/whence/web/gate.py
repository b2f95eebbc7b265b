"""Who is let in: the gate before every page, and the one for a person working alone.

A team's gate (accounts, sessions, roles) follows the same `Gate` and stands in `auth.py`.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from whence.web.desk import Person
from whence.web.problems import problem_response

COOKIE = "whence"
TOKEN = "token"  # noqa: S105
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Gate(Protocol):
    """What decides who is let in. All methods may be called from any thread."""

    def routes(self) -> Sequence[BaseRoute]:
        """Return the gate's own pages, as a page to sign in."""
        ...

    def is_open(self, path: str) -> bool:
        """Say whether anyone may have `path`."""
        ...

    def who(self, request: Request) -> Person | None:
        """Return who sent a request, None for someone who is not let in."""
        ...

    def turn_away(self, request: Request) -> Response:
        """Return the answer to someone who is not let in."""
        ...

    def refuse(self, person: Person, request: Request) -> Response | None:
        """Return the answer to a person who may not do this, None where they may."""
        ...

    def form_key(self, request: Request) -> str:
        """Return what every form of this person's pages carries back as `key`."""
        ...


class AloneGate:
    """Lets in whoever holds the token that the opened link carries; there is no account.

    The token becomes a cookie and leaves the address, so that it is in no history and no
    bookmark. A program may send it as `Authorization: Bearer TOKEN`.
    """

    def __init__(self, name: str, token: str | None = None) -> None:
        """Judgements carry `name`; a token is made where none is given."""
        self.token = token or secrets.token_urlsafe(24)
        self._person = Person(name)

    def routes(self) -> Sequence[BaseRoute]:
        """Return no pages: there is nothing to sign in to."""
        return ()

    def is_open(self, path: str) -> bool:
        """Say that what pages are dressed in is anyone's."""
        return path.startswith("/static/")

    def who(self, request: Request) -> Person | None:
        """Return the one person there is, if the request carries the token."""
        given = (
            _cookie(request, _cookie_name(request)),
            _bearer(request),
            request.query_params.get(TOKEN, ""),
        )
        return self._person if any(map(self._is_token, given)) else None

    def turn_away(self, request: Request) -> Response:
        """Return what to do to be let in."""
        return problem_response(
            request,
            403,
            "this desk is not open to you",
            "open it with the link that `whence open` printed",
        )

    def refuse(self, person: Person, request: Request) -> Response | None:
        """Take the token out of the address."""
        del person
        if request.method not in SAFE_METHODS or TOKEN not in request.query_params:
            return None
        kept = [(k, v) for k, v in parse_qsl(request.url.query) if k != TOKEN]
        answer = RedirectResponse(f"{request.url.path}?{urlencode(kept)}".rstrip("?"), 303)
        answer.set_cookie(
            _cookie_name(request), self.token, httponly=True, samesite="lax", path="/"
        )
        return answer

    def form_key(self, request: Request) -> str:
        """Return nothing: the check of Origin and the cookie's SameSite are enough alone."""
        del request
        return ""

    def _is_token(self, value: str) -> bool:
        return hmac.compare_digest(value.encode(), self.token.encode())


class Gated:
    """Asks the gate before anything else sees a request; keeps the person in its state."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        """Stand before `app`."""
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http" or self._gate.is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        answer = await run_in_threadpool(self._answer, request)
        await (answer or self._app)(scope, receive, send)

    def _answer(self, request: Request) -> Response | None:
        person = self._gate.who(request)
        if person is None:
            return self._gate.turn_away(request)
        request.state.person = person
        request.state.form_key = self._gate.form_key(request)
        return self._gate.refuse(person, request)


def _cookie_name(request: Request) -> str:
    # Browsers share cookies between the ports of one host: two open desks must not.
    return f"{COOKIE}-{request.url.port or 80}"


def _cookie(request: Request, name: str) -> str:
    """Return the token among the cookies; a malformed header holds none."""
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _bearer(request: Request) -> str:
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if kind.lower() == "bearer" else ""

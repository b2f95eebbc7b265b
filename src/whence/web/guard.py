"""What every request must be and every answer carries, whoever asks: Host, Origin, headers."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.forms import MOST_BODY
from whence.web.headers import HEADERS
from whence.web.problems import problem_response

LOOPBACK = ("localhost", "127.0.0.1", "::1")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Guard:
    """Refuses what no browser of ours sends, and gives every answer its headers.

    Host: a page of another name that is made to point here (DNS rebinding) is refused. Origin:
    what changes something must come from a page of the desk, or from a program that sends a
    token with it, which no other site can.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        """Stand before `app`; `hosts` are the names it is reached by, without ports."""
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        answer = None
        if not self._is_our_name(request):
            answer = problem_response(request, 421, "the desk is not reached by this name")
        elif request.method not in SAFE_METHODS and not _is_our_page(request):
            answer = problem_response(request, 403, "this came from a page that is not the desk's")
        elif _size(request) > MOST_BODY:
            answer = problem_response(request, 413, "this is more than the desk takes in")
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _is_our_name(self, request: Request) -> bool:
        return _name(request.headers.get("host", "")) in self._hosts


def _name(host: str) -> str:
    """Return a Host header without its port, "" for one that cannot be read."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_our_page(request: Request) -> bool:
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("authorization", "").lower().startswith("bearer ")
    return origin.partition("://")[2].lower() == request.headers.get("host", "").lower()


def _size(request: Request) -> int:
    length = request.headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdecimal() else MOST_BODY + 1


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending

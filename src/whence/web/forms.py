"""Forms sent to the desk: read in one place, which also checks the key they carry back."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

MOST_FIELDS = 2_000
MOST_BODY = 1 << 20  # bytes; no form of the desk comes near it
KEY = "key"
ENCODED = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with its values in order."""

    fields: dict[str, list[str]]

    def one(self, name: str) -> str:
        """Return the last value of a field, "" where it is not there."""
        return self.fields.get(name, [""])[-1]

    def all(self, name: str) -> list[str]:
        """Return the values of a field that are not empty."""
        return [value for value in self.fields.get(name, []) if value]


Handler = Callable[[Request, Form], Response]


def taking_form(
    handler: Handler, *, or_json: bool = False
) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler of requests that reads the form, checks its key and hands it on.

    The work is done in a thread, so that a slow one keeps no other waiting. Where `or_json`, a
    JSON object of texts and lists of texts does as well. Answers 400 for a body that is neither,
    403 for one without the session's key.
    """

    async def handle(request: Request) -> Response:
        body = await _body(request)
        kind = request.headers.get("content-type", ENCODED if not body else "")
        kind = kind.partition(";")[0].strip().lower()
        if kind == ENCODED:
            form = _form(body)
        elif or_json and kind == JSON:
            form = _object(body)
        else:
            raise HTTPException(400, "this is no form")
        _check_key(request, form)
        return await run_in_threadpool(handler, request, form)

    return handle


async def _body(request: Request) -> bytes:
    """Return a request's body, whether or not it says how long it is."""
    read = bytearray()
    async for part in request.stream():
        read += part
        if len(read) > MOST_BODY:
            raise HTTPException(413, "this is more than the desk takes in")
    return bytes(read)


def _form(body: bytes) -> Form:
    try:
        return Form(
            parse_qs(
                body.decode("ascii"),
                keep_blank_values=True,
                max_num_fields=MOST_FIELDS,
                strict_parsing=bool(body),
            )
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise HTTPException(400, "the form cannot be read") from error


def _object(body: bytes) -> Form:
    """Return a JSON object as a form: a text is a field, a list of texts one with several values.

    A whole number does for its digits, null for nothing.
    """
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "the JSON cannot be read") from error
    if not isinstance(sent, dict) or len(sent) > MOST_FIELDS:
        raise HTTPException(400, "this is no JSON object of fields")
    fields = {
        name: [_value(v) for v in (value if isinstance(value, list) else [value])]
        for name, value in sent.items()
        if value is not None
    }
    return Form(fields)


def _value(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise HTTPException(400, "a field holds a text, or a list of texts")


def _check_key(request: Request, form: Form) -> None:
    wanted: str = getattr(request.state, "form_key", "")
    if wanted and not hmac.compare_digest(form.one(KEY).encode(), wanted.encode()):
        raise HTTPException(403, "the form has run out; open the page again")


def own_path(given: str) -> str:
    """Return a path of the desk to go to, "/" for anything that leads elsewhere."""
    parts = urlsplit(given)
    elsewhere = parts.scheme or parts.netloc or not given.startswith("/")
    strange = given.startswith(("//", "/\\")) or "\\" in given or not given.isprintable()
    return "/" if elsewhere or strange else given

"""The style sheet and the scripts: from the package, by names that change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"
STYLE = "desk.css"


@cache
def assets() -> dict[str, bytes]:
    """Return every file under /static by its name."""
    folder = resources.files("whence.web") / "static"
    found = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
    # The one-file page and the desk share tokens and parts; the desk's own come after.
    shared = (resources.files("whence.views") / "templates" / "style.css").read_bytes()
    return {**found, STYLE: shared + b"\n" + found[STYLE]}


@cache
def asset_url(name: str) -> str:
    """Return the address of a file under /static; another content has another address."""
    return f"/static/{name}?v={hashlib.sha256(assets()[name]).hexdigest()[:12]}"


def serve_asset(request: Request) -> Response:
    """Answer with one file under /static."""
    name = request.path_params["name"]
    data = assets().get(name)
    kind = KINDS.get(f".{name.rpartition('.')[2]}")
    if data is None or kind is None:
        raise HTTPException(404)
    return Response(data, media_type=kind, headers={"cache-control": FOREVER})

"""The desk as an ASGI application."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from whence.errors import WhenceError
from whence.ledger.store import Ledger
from whence.web import api, assets
from whence.web.desk import Desk, story_name
from whence.web.fresh import Fresh
from whence.web.gate import Gate, Gated
from whence.web.guard import LOOPBACK, Guard
from whence.web.pages import (
    actors,
    correcting,
    exports,
    finding,
    outlets,
    points,
    queue,
    reports,
    review,
    sources,
    story,
)
from whence.web.problems import on_error, on_fault


def make_app(
    ledger: Ledger, gate: Gate, *, hosts: Iterable[str] = LOOPBACK, gazetteer: str = ""
) -> Starlette:
    """Return the desk over an open ledger; `gate` decides who is let in.

    `hosts` are the names, without ports, by which browsers reach it, `gazetteer` the file that
    linking goes by.
    """
    ledger.spare_writers()
    app = Starlette(
        routes=[*_routes(), *gate.routes()],
        middleware=[
            Middleware(Guard, hosts=tuple(hosts)),
            Middleware(Gated, gate=gate),
            Middleware(Fresh),
        ],
        exception_handlers={HTTPException: on_error, WhenceError: on_error, Exception: on_fault},
    )
    app.state.desk = Desk(ledger, story_name(ledger.where), gazetteer)
    return app


def _routes() -> list[BaseRoute]:
    return [
        Route("/static/{name}", assets.serve_asset),
        *story.ROUTES,
        *points.ROUTES,
        *reports.ROUTES,
        *sources.ROUTES,
        *outlets.ROUTES,
        *actors.ROUTES,
        *finding.ROUTES,
        *queue.ROUTES,
        *review.ROUTES,
        *exports.ROUTES,
        *correcting.ROUTES,
        *api.ROUTES,
    ]

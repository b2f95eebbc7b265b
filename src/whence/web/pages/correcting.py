"""Corrections in the browser: where forms go, and the pages to choose what is merged or split.

A form is answered with the way back to its page; the decision is in the ledger, with its effect,
before the answer. Scripts send the same forms to the API.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from whence.deciding.taking import SEPARATOR
from whence.errors import UsageError
from whence.judging.accuracy import StageAccuracy, accuracy
from whence.judging.standing import standing
from whence.ledger.browse_actors import ActorFilter, ActorOrder
from whence.ledger.browse_points import PointFilter, PointOrder
from whence.records.links import LinkedEntity
from whence.views.places import DESK
from whence.views.wording import counted
from whence.web.decisions import DECISIONS, Decision, taken
from whence.web.desk import ledger_of
from whence.web.forms import Form, own_path, taking_form
from whence.web.rendering import rendered

MOST_CANDIDATES = 40
MOST_MEMBERS = 400


def _sending(decision: Decision) -> Callable[[Request, Form], Response]:
    def handle(request: Request, form: Form) -> Response:
        told = taken(decision, request, form)
        if isinstance(told, Response):
            return told
        return RedirectResponse(own_path(form.one("back")), 303)

    return handle


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that another may take in: what it is called, and a word on it."""

    id: str
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """What one record may take in: `candidates` are those whose names hold the words."""

    id: str
    name: str
    back: str
    words: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class SplitPage:
    """The members of an actor: `parts` are its in-report actors by id, name and outlet."""

    id: str
    name: str
    back: str
    parts: tuple[Candidate, ...]


def _merging_points(request: Request) -> Response:
    """Answer with the points that a point may take in."""
    name, words = f"point:{request.path_params['key']}", request.query_params.get("q", "")
    found = ledger_of(request).look(lambda bench: bench.shown_points(name))
    if len(found) != 1:
        raise UsageError("there is no such point")
    heads = ledger_of(request).browse(
        lambda browser: browser.point_heads(
            PointFilter(words=words), PointOrder.PARTING, 0, MOST_CANDIDATES + 1
        )
    )
    candidates = [
        Candidate(h.id, h.question, f"{counted(h.reports, 'report')}, {h.relation}") for h in heads
    ]
    return _merge_page(request, found[0].id, found[0].question, DESK.point(name), candidates)


def _merging_actors(request: Request) -> Response:
    """Answer with the actors that an actor may take in."""
    actor = _actor(request)
    wanted = ActorFilter(words=request.query_params.get("q", ""))
    heads = ledger_of(request).browse(
        lambda browser: browser.actor_heads(wanted, ActorOrder.REPORTS, 0, MOST_CANDIDATES + 1)
    )
    candidates = [
        Candidate(h.id, h.name, f"{h.type.lower()}, {counted(h.reports, 'report')}") for h in heads
    ]
    return _merge_page(request, actor.id, actor.name, DESK.actor(actor.id), candidates)


def _merge_page(
    request: Request, name: str, called: str, back: str, found: Sequence[Candidate]
) -> Response:
    page = MergePage(
        id=name,
        name=called,
        back=back,
        words=request.query_params.get("q", ""),
        candidates=tuple(c for c in found if c.id != name)[:MOST_CANDIDATES],
    )
    return rendered(request, "corrections/merge.html", page=page)


def _splitting_actors(request: Request) -> Response:
    """Answer with the members of an actor, to take some out."""
    actor = _actor(request)
    members = actor.members[:MOST_MEMBERS]
    reports = {report for report, _ in members}
    casts = ledger_of(request).look(lambda bench: bench.casts(reports))
    heads = ledger_of(request).browse(lambda browser: browser.heads_by_id(reports))
    named = {(r, e.id): e.name for r, cast in casts.items() for e in cast.entities}
    parts = tuple(
        Candidate(f"{report}{SEPARATOR}{entity}", named.get((report, entity), entity), outlet)
        for report, entity in members
        if (outlet := heads[report].outlet) is not None
    )
    page = SplitPage(actor.id, actor.name, DESK.actor(actor.id), parts)
    return rendered(request, "corrections/split.html", page=page)


def _actor(request: Request) -> LinkedEntity:
    name = f"entity:{request.path_params['key']}"
    found = ledger_of(request).browse(lambda browser: browser.actor(name))
    if found is None:
        raise UsageError("there is no such actor")
    return found


def _accuracy(request: Request) -> Response:
    """Answer with how often the machine was right, by the decisions in the ledger."""
    found: tuple[StageAccuracy, ...] = accuracy(standing(ledger_of(request).judgements()))
    return rendered(request, "corrections/accuracy.html", stages=found)


ROUTES = [
    *(Route(f"/judge/{d.name}", taking_form(_sending(d)), methods=["POST"]) for d in DECISIONS),
    Route("/points/{key}/merge", _merging_points),
    Route("/actors/{key}/merge", _merging_actors),
    Route("/actors/{key}/split", _splitting_actors),
    Route("/accuracy", _accuracy),
]

"""Corrections in the browser: where forms go, and the pages to choose what is merged or split.

A form is answered with the way back to its page; the decision is in the ledger, with its effect,
before the answer. Scripts send the same forms to the API.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from whence.deciding.taking import SEPARATOR
from whence.errors import UsageError
from whence.ledger.browse_actors import ActorFilter, ActorHead, ActorOrder
from whence.ledger.browse_points import PointFilter, PointHead, PointOrder
from whence.ledger.browser import Browser
from whence.records.links import LinkedEntity, PointKind
from whence.views.answers import MOST_ANSWERS, answer_lines
from whence.views.places import DESK
from whence.views.wording import counted
from whence.web.decisions import DECISIONS, Decision, taken
from whence.web.desk import ledger_of
from whence.web.forms import Form, own_path, taking_form
from whence.web.rendering import rendered

MOST_CANDIDATES = 40
LEAST_LETTERS = 4  # of a word that makes two names alike
MOST_WORDS, MOST_ALIKE = 8, 40
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
    """A record that another may take in: what it is called, a word on it, what it holds."""

    id: str
    name: str
    told: str
    href: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True)
class MergePage:
    """What one record may take in: `candidates` are those whose names hold the words.

    Without words they are those most like it; `told` and `holds` are of the record itself.
    """

    id: str
    name: str
    back: str
    words: str
    told: str
    holds: str
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

    def read(browser: Browser) -> list[Candidate]:
        own = browser.point_head(found[0].id)
        heads = _named_alike(browser, found[0].question) if not words.strip() else []
        kept = {head.id: head for head in ([own] if own else []) + heads}
        wanted = PointFilter(words=words)
        for head in browser.point_heads(wanted, PointOrder.PARTING, 0, MOST_CANDIDATES + 1):
            kept.setdefault(head.id, head)
        shown = list(kept.values())[: MOST_CANDIDATES + 1]
        answers = answer_lines(browser.answers([head.id for head in shown], MOST_ANSWERS))
        return [_point_candidate(head, answers.get(head.id, "")) for head in shown]

    return _merge_page(
        request, found[0].id, found[0].question, DESK.point(name), ledger_of(request).browse(read)
    )


def _point_candidate(head: PointHead, answers: str) -> Candidate:
    kind = "figure" if head.kind is PointKind.QUANTITY else head.kind.value
    told = f"{kind}, {counted(head.reports, 'report')}, {head.relation}"
    return Candidate(head.id, head.question, told, DESK.point(head.id), answers)


def _named_alike(browser: Browser, question: str) -> list[PointHead]:
    """Return the points whose questions share the most and rarest words with it."""
    words = dict.fromkeys(
        w for w in re.findall(r"\w+", question.lower()) if len(w) >= LEAST_LETTERS
    )
    shared: dict[str, tuple[float, PointHead]] = {}
    for word in list(words)[:MOST_WORDS]:
        heads = browser.points_with_words(word, MOST_ALIKE)
        for head in heads:
            weight, _ = shared.get(head.id, (0.0, head))
            shared[head.id] = (weight + 1 / len(heads), head)
    ranked = sorted(shared.values(), key=lambda pair: (-pair[0], -pair[1].reports, pair[1].id))
    return [head for _, head in ranked]


def _merging_actors(request: Request) -> Response:
    """Answer with the actors that an actor may take in."""
    actor = _actor(request)
    words = request.query_params.get("q", "")

    def read(browser: Browser) -> list[Candidate]:
        own = browser.actor_head(actor.id)
        kept = {own.id: own} if own else {}
        alike = actor.name.split() if not words.strip() else []
        wanted = [ActorFilter(words=word) for word in alike if len(word) >= LEAST_LETTERS]
        for asked in (*wanted[-MOST_WORDS:], ActorFilter(words=words)):
            for head in browser.actor_heads(asked, ActorOrder.REPORTS, 0, MOST_CANDIDATES + 1):
                kept.setdefault(head.id, head)
        return [_actor_candidate(head) for head in list(kept.values())[: MOST_CANDIDATES + 1]]

    return _merge_page(
        request, actor.id, actor.name, DESK.actor(actor.id), ledger_of(request).browse(read)
    )


def _actor_candidate(head: ActorHead) -> Candidate:
    told = [head.type.lower(), counted(head.reports, "report")]
    told += [counted(head.names, "name")] if head.names > 1 else []
    told += [counted(head.claims, "claim")] if head.claims else []
    return Candidate(head.id, head.name, ", ".join(told), DESK.actor(head.id))


def _merge_page(
    request: Request, name: str, called: str, back: str, found: Sequence[Candidate]
) -> Response:
    own = next((c for c in found if c.id == name), Candidate(name, called, ""))
    page = MergePage(
        id=name,
        name=called,
        back=back,
        words=request.query_params.get("q", ""),
        told=own.told,
        holds=own.holds,
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
    found = ledger_of(request).browse(lambda browser: browser.accuracy())
    return rendered(request, "corrections/accuracy.html", stages=found)


ROUTES = [
    *(Route(f"/judge/{d.name}", taking_form(_sending(d)), methods=["POST"]) for d in DECISIONS),
    Route("/points/{key}/merge", _merging_points),
    Route("/actors/{key}/merge", _merging_actors),
    Route("/actors/{key}/split", _splitting_actors),
    Route("/accuracy", _accuracy),
]

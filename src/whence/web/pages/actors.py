"""Actors and sources: who is named and how, who says what, who cites whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.ledger.browse_actors import (
    ActorFilter,
    ActorHead,
    ActorOrder,
    LabelUse,
    SaidHead,
)
from whence.ledger.browse_reports import OutletHead
from whence.ledger.browser import Browser
from whence.records.extraction import EntityType, SpeakerKind
from whence.records.links import LabelKind, LinkedEntity, Relay, Reuse, Voice
from whence.records.report import Report, outlet
from whence.records.span import cover, join_text
from whence.records.verdict import Marks
from whence.views.graph import Citing, Graph, graph
from whence.views.places import DESK, tail
from whence.views.story import SHARES
from whence.views.wording import published_on, shortened
from whence.web.desk import desk_of, ledger_of
from whence.web.paging import Chip, Paging, chip, page_number, paging
from whence.web.rendering import rendered

PAGE = 50
SAID = 30
MOST_LINES = 25  # of who cites whom that stand beside the drawing; all have a page
MOST_NAMES = 40
MOST_USES = 1_500
MOST_COUNTED = 2_000
MOST_OUTLETS = 8
MOST_PLACES = 100
WORDS_LENGTH = 320
MOST_CARRIED = 400  # characters of a carried passage that a list shows


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """What the list of actors shows."""

    actors: tuple[ActorHead, ...]
    paging: Paging
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class SaidView:
    """One claim of an actor: where, when, how, in which words."""

    outlet: str
    published: str
    stance: str
    words: str
    href: str
    score: float


@dataclass(frozen=True, slots=True)
class NameCell:
    """How often an outlet uses words in its own voice, and how often it quotes them."""

    own: int
    quoted: int
    href: str


@dataclass(frozen=True, slots=True)
class NameUse:
    """One way of naming or describing an actor, with a cell for each outlet of the page."""

    name: str
    kind: str
    cells: tuple[NameCell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What the page of one actor shows.

    `stances` are those of so many claims as were `counted`; `cut` says that names and
    descriptions have more uses than were read.
    """

    actor: LinkedEntity
    key: str
    names: tuple[NameUse, ...]
    cut: bool
    outlets: tuple[str, ...]
    stances: tuple[tuple[str, int], ...]
    counted: int
    said: tuple[SaidView, ...]
    paging: Paging
    reports: int


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """What the page of sources shows."""

    outlets: tuple[OutletHead, ...]
    speakers: tuple[ActorHead, ...]
    paging: Paging
    chips: tuple[Chip, ...]
    graph: Graph | None
    edges: tuple[Citing, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class CitingPage:
    """A page of all lines of who cites whom, the most frequent first."""

    edges: tuple[Citing, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class CreditPlace:
    """Words in which a report credits another, or which it carries over; and who decided on it."""

    id: str
    outlet: str
    published: str
    words: str
    href: str
    judged: Marks
    rejected: bool


def actors_page(browser: Browser, request: Request) -> ActorsPage:
    """Return the page of the list of actors that the query asks for."""
    asked = request.query_params
    wanted = ActorFilter(
        type=next((t for t in EntityType if t.value == asked.get("type")), None),
        several_names=asked.get("names") == "several",
        words=asked.get("q", "")[:200],
    )
    skip = (page_number(request) - 1) * PAGE
    chips = [chip(request, t.value.lower(), "type", t.value) for t in EntityType]
    chips.append(chip(request, "several names", "names", "several"))
    return ActorsPage(
        actors=tuple(browser.actor_heads(wanted, ActorOrder.REPORTS, skip, PAGE)),
        paging=paging(request, browser.count_actors(wanted), PAGE),
        chips=tuple(chips),
    )


def actor_page(
    browser: Browser, actor: LinkedEntity, head: ActorHead, request: Request
) -> ActorPage:
    """Return one actor: its names by outlet, what it says over time."""
    skip = (page_number(request) - 1) * SAID
    said = browser.said_by(actor, skip, SAID)
    stances = browser.stances_of(actor, MOST_COUNTED)
    reports = browser.reports({claim.report for claim in said})
    uses = browser.labels_of(actor, MOST_USES)
    counts = Counter(use.outlet for use in uses)
    outlets = tuple(name for name, _ in counts.most_common(MOST_OUTLETS))
    return ActorPage(
        actor=actor,
        key=tail(actor.id),
        names=_names(uses, outlets),
        outlets=outlets,
        stances=tuple((s.value, n) for s, n in stances.items()),
        said=tuple(_said(claim, reports[claim.report]) for claim in said),
        counted=sum(stances.values()),
        paging=paging(request, head.claims, SAID),
        reports=head.reports,
        cut=len(uses) == MOST_USES,
    )


def _names(uses: Sequence[LabelUse], outlets: Sequence[str]) -> tuple[NameUse, ...]:
    """Return the words used for an actor, names before descriptions, the most frequent first."""
    by_words: defaultdict[tuple[LabelKind, str], list[LabelUse]] = defaultdict(list)
    for use in uses:
        by_words[use.kind, _plain(use.words)].append(use)
    ranked = sorted(
        by_words.items(),
        key=lambda item: (item[0][0] is LabelKind.DESCRIPTION, -len(item[1]), item[0][1]),
    )
    return tuple(
        NameUse(
            name=listed[0].words,
            kind=kind.value,
            cells=tuple(_cell([u for u in listed if u.outlet == outlet]) for outlet in outlets),
            total=len(listed),
        )
        for (kind, _), listed in ranked[:MOST_NAMES]
    )


def _plain(words: str) -> str:
    return words.casefold().removeprefix("the ").removesuffix("’s").removesuffix("'s")


def _cell(uses: list[LabelUse]) -> NameCell:
    own = sum(use.voice is Voice.OUTLET for use in uses)
    href = ""
    if uses:
        first = uses[0]
        href = f"{DESK.report(first.report)}?words={first.start}-{first.end}#words"
    return NameCell(own, len(uses) - own, href)


def _said(claim: SaidHead, report: Report) -> SaidView:
    href = DESK.report(report.id)
    if claim.content:
        span = cover(claim.content)
        href = f"{href}?words={span.start}-{span.end}#words"
    return SaidView(
        outlet=outlet(report),
        published=published_on(report.published),
        stance=claim.stance.value,
        words=shortened(join_text(claim.content, report.text), WORDS_LENGTH),
        href=href,
        score=claim.score,
    )


def sources_page(browser: Browser, request: Request) -> SourcesPage:
    """Return outlets, speakers and who cites whom."""
    asked = request.query_params
    kind = next((k for k in SpeakerKind if k.value == asked.get("kind")), None)
    wanted = ActorFilter(speaks_as=kind, speakers=True, words=asked.get("q", "")[:200])
    skip = (page_number(request) - 1) * PAGE
    edges = _citing(browser, request)
    return SourcesPage(
        outlets=tuple(browser.outlets(40)),
        speakers=tuple(browser.actor_heads(wanted, ActorOrder.CLAIMS, skip, PAGE)),
        paging=paging(request, browser.count_actors(wanted), PAGE),
        chips=tuple(chip(request, k.value, "kind", k.value) for k in SpeakerKind),
        graph=graph(edges),
        edges=edges[:MOST_LINES],
        lines=len(edges),
    )


def citing_page(browser: Browser, request: Request) -> CitingPage:
    """Return the page of who cites whom that the query asks for."""
    edges = _citing(browser, request)
    skip = (page_number(request) - 1) * PAGE
    return CitingPage(edges[skip : skip + PAGE], paging(request, len(edges), PAGE))


def _citing(browser: Browser, request: Request) -> tuple[Citing, ...]:
    return desk_of(request).known("citing", browser, lambda: tuple(_all_citing(browser)))


def _all_citing(browser: Browser) -> list[Citing]:
    found = []
    for credit in browser.credits():
        carried = credit.share is not None
        told = credit.kind.value if credit.kind else ""
        query = {
            "outlet": credit.outlet,
            "cites": credit.cites,
            **({"carried": 1} if carried else {}),
        }
        href = f"/sources/credits?{urlencode(query)}"
        kind = SHARES[credit.share] if credit.share is not None else told
        found.append(Citing(credit.outlet, credit.cites, kind, credit.reports, carried, href))
    return found


def show_actors(request: Request) -> Response:
    """Answer with the list of actors."""
    page = ledger_of(request).browse(lambda browser: actors_page(browser, request))
    return rendered(request, "actors.html", page=page, place=DESK)


def show_actor(request: Request) -> Response:
    """Answer with one actor."""

    def read(browser: Browser) -> ActorPage:
        name = f"entity:{request.path_params['key']}"
        actor, head = browser.bare_actor(name), browser.actor_head(name)
        if actor is None or head is None:
            raise HTTPException(404, "there is no such actor")
        return actor_page(browser, actor, head, request)

    page = ledger_of(request).browse(read)
    return rendered(request, "actor.html", page=page, actor=page.actor)


def show_sources(request: Request) -> Response:
    """Answer with speakers, outlets and credits."""
    page = ledger_of(request).browse(lambda browser: sources_page(browser, request))
    return rendered(request, "sources.html", page=page, place=DESK)


def show_citing(request: Request) -> Response:
    """Answer with all lines of who cites whom, a page at a time."""
    page = ledger_of(request).browse(lambda browser: citing_page(browser, request))
    return rendered(request, "citing.html", page=page)


def show_credits(request: Request) -> Response:
    """Answer with the words in which one outlet credits another, or which it carries over."""
    asked = request.query_params
    outlet, cites, carried = asked.get("outlet", ""), asked.get("cites", ""), "carried" in asked

    def read(browser: Browser) -> tuple[CreditPlace, ...]:
        find = browser.reuses_between if carried else browser.relays_between
        found = find(outlet, cites, MOST_PLACES)
        reports = browser.reports({credit.report for credit in found})
        return tuple(_place(reports[credit.report], credit) for credit in found)

    places = ledger_of(request).browse(read)
    return rendered(
        request,
        "credits.html",
        outlet=outlet,
        cites=cites,
        carried=carried,
        places=places,
        back=f"{request.url.path}?{request.url.query}",
    )


def _place(report: Report, credit: Relay | Reuse) -> CreditPlace:
    span = credit.span if isinstance(credit, Relay) else max(credit.spans, key=len)
    start, end = span.start, min(span.end, span.start + MOST_CARRIED)
    around = report.text[max(start - 90, 0) : end + 90]
    return CreditPlace(
        id=credit.id,
        outlet=report.name,
        published=published_on(report.published),
        words=f"… {' '.join(around.split())} …",
        href=f"{DESK.report(report.id)}?words={span.start}-{span.end}#words",
        judged=credit.judged,
        rejected=credit.rejected,
    )


ROUTES = [
    Route("/actors", show_actors),
    Route("/actors/{key}", show_actor),
    Route("/sources", show_sources),
    Route("/sources/citing", show_citing),
    Route("/sources/credits", show_credits),
]

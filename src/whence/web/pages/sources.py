"""Sources: outlets, who speaks in them, and who cites whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from whence.ledger.browse_actors import ActorFilter, ActorHead, ActorOrder
from whence.ledger.browse_reports import OutletHead
from whence.ledger.browser import Browser
from whence.linking.gazetteer import Entry, Gazetteer, load_gazetteer
from whence.records.extraction import SpeakerKind
from whence.records.links import Relay, Reuse
from whence.records.report import Report
from whence.records.verdict import Marks
from whence.views.graph import Citing, Graph, graph
from whence.views.places import DESK
from whence.views.story import SHARES
from whence.views.wording import around, published_on
from whence.web.desk import desk_of, ledger_of
from whence.web.paging import Chip, Paging, chip, page_number, paging
from whence.web.rendering import rendered

PAGE = 50
MOST_LINES = 25  # of who cites whom that stand beside the drawing; all have a page
MOST_PLACES = 100
ROOM = 90  # characters that a list shows on either side of a credit
MOST_CARRIED = 400  # characters of a carried passage that a list shows


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


def sources_page(browser: Browser, request: Request) -> SourcesPage:
    """Return outlets, speakers and who cites whom."""
    asked = request.query_params
    kind = next((k for k in SpeakerKind if k.value == asked.get("kind")), None)
    wanted = ActorFilter(speaks_as=kind, speakers=True, words=asked.get("q", "")[:200])
    skip = (page_number(request) - 1) * PAGE
    edges = citing(browser, request)
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
    edges = citing(browser, request)
    skip = (page_number(request) - 1) * PAGE
    return CitingPage(edges[skip : skip + PAGE], paging(request, len(edges), PAGE))


def citing(browser: Browser, request: Request) -> tuple[Citing, ...]:
    """Return who cites whom, the most frequent first."""
    gazetteer = load_gazetteer(desk_of(request).gazetteer)
    return desk_of(request).known("citing", browser, lambda: tuple(_all_citing(browser, gazetteer)))


def _names_of_the_cited(browser: Browser, gazetteer: Gazetteer) -> Callable[[str], str]:
    """Return how a cited medium is named: as its reports are here, else by its chief name.

    What a report calls "the Telegraph" and what is carried over from telegraph.co.uk is one.
    """
    read: dict[Entry, str] = {}
    for head in browser.outlets():
        entry = gazetteer.outlet(head.name)
        if entry is not None:
            read.setdefault(entry, head.name)

    def name_of(cited: str) -> str:
        entry = gazetteer.find(cited)
        if entry is None or entry.cited_kind is None:
            return cited
        return read.get(entry, entry.name)

    return name_of


def _all_citing(browser: Browser, gazetteer: Gazetteer) -> list[Citing]:
    shown = _names_of_the_cited(browser, gazetteer)
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
        found.append(
            Citing(credit.outlet, shown(credit.cites), kind, credit.reports, carried, href)
        )
    return found


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
    if "outlet" not in asked or "cites" not in asked:
        return RedirectResponse("/sources/citing", 303)  # the list from which one is chosen
    outlet, cites, carried = asked["outlet"], asked["cites"], "carried" in asked

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
    return CreditPlace(
        id=credit.id,
        outlet=report.name,
        published=published_on(report.published),
        words=around(report.text, start, end, ROOM),
        href=f"{DESK.report(report.id)}?words={span.start}-{span.end}#words",
        judged=credit.judged,
        rejected=credit.rejected,
    )


ROUTES = [
    Route("/sources", show_sources),
    Route("/sources/citing", show_citing),
    Route("/sources/credits", show_credits),
]

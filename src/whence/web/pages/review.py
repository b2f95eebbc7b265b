"""Reviewing: the queue of what most needs an eye, and the history of what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.judging import history
from whence.ledger.browse_points import PointFilter, PointOrder
from whence.ledger.browser import Browser
from whence.records.judgement import About, AttributionSeen, Judgement, PointSeen
from whence.views.places import DESK, MOST_ACCOUNTS, tail
from whence.views.points import PointView, point_view
from whence.web.desk import ledger_of
from whence.web.pages.points import index_of
from whence.web.paging import Paging, page_number, paging
from whence.web.rendering import rendered

PAGE = 50


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The next point to look at; `skip` leads on to the one after it."""

    item: PointView | None
    id: str
    href: str
    skip: str
    left: int
    skipped: int


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One decision: who took it, when, on what."""

    number: int
    by: str
    at: str
    verdict: str
    about: str
    what: str
    note: str
    href: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What the history shows."""

    entries: tuple[HistoryEntry, ...]
    paging: Paging


def queue_page(browser: Browser, skipped: int) -> QueuePage:
    """Return the next unchecked point after `skipped` ones; past the last it begins anew."""
    wanted = PointFilter(unchecked=True)
    left = browser.count_points(wanted)
    place = skipped % left if left else 0
    heads = browser.point_heads(wanted, PointOrder.DOUBT, place, 1)
    part = browser.part_of_point(heads[0].id, MOST_ACCOUNTS) if heads else None
    if part is None:
        return QueuePage(None, "", "", "", left, place)
    point = part.point
    view = point_view(point, index_of(browser, (point,)), part.numbers)
    skip = f"/queue?after={place + 1}"
    return QueuePage(view, tail(point.id), DESK.point(point.id), skip, left, place)


def history_page(browser: Browser, request: Request) -> HistoryPage:
    """Return a page of decisions, the last first."""
    skip = (page_number(request) - 1) * PAGE
    taken = browser.judgements(skip, PAGE)
    gone = browser.withdrawn([judgement.number for judgement in taken])
    entries = tuple(_entry(judgement, judgement.number in gone) for judgement in taken)
    return HistoryPage(entries, paging(request, browser.count_judgements(), PAGE))


def _entry(judgement: Judgement, taken_back: bool) -> HistoryEntry:
    return HistoryEntry(
        number=judgement.number,
        by=judgement.by,
        at=judgement.at.replace("T", " ").partition(".")[0].removesuffix("Z"),
        verdict=judgement.verdict.value,
        about=history.name_of(judgement) or f"{history.about(judgement)} {judgement.subject}",
        what=history.what(judgement),
        note=judgement.note or "",
        href=_href(judgement),
        taken_back=taken_back,
    )


def _href(judgement: Judgement) -> str:
    seen = judgement.seen
    if isinstance(seen, AttributionSeen):
        spans = seen.content or seen.cue
        words = f"?words={spans[0].start}-{spans[-1].end}#words" if spans else ""
        return f"{DESK.report(seen.report)}{words}"
    if isinstance(seen, PointSeen):
        return DESK.point(seen.id)
    if isinstance(judgement.change, About):
        return f"#decision-{judgement.change.number}"
    return DESK.actor(seen.id) if seen is not None else ""


def show_queue(request: Request) -> Response:
    """Answer with what most needs an eye."""
    after = request.query_params.get("after", "0")
    skipped = int(after) if after.isascii() and after.isdecimal() and len(after) < 10 else 0
    page = ledger_of(request).browse(lambda browser: queue_page(browser, skipped))
    return rendered(request, "queue.html", page=page)


def show_history(request: Request) -> Response:
    """Answer with what was decided."""
    page = ledger_of(request).browse(lambda browser: history_page(browser, request))
    return rendered(request, "history.html", page=page)


ROUTES = [Route("/queue", show_queue), Route("/history", show_history)]

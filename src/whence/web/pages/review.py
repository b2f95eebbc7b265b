"""Reviewing: the history of what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.deciding.losing import lost_decisions
from whence.judging import history
from whence.ledger.browser import Browser
from whence.records.judgement import (
    About,
    AttributionSeen,
    Judgement,
    PointSeen,
    RelaySeen,
    ReuseSeen,
)
from whence.views.places import DESK
from whence.web.desk import ledger_of
from whence.web.paging import Chip, Paging, chip, page_number, paging
from whence.web.rendering import rendered

PAGE = 50


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
    """What the history shows; `chips` leave only decisions on what is proposed no longer."""

    entries: tuple[HistoryEntry, ...]
    paging: Paging
    chips: tuple[Chip, ...]
    lost: bool


def history_page(browser: Browser, request: Request) -> HistoryPage:
    """Return a page of decisions, the last first.

    With `lost=1` in the query only those that find nothing any more of what they are on.
    """
    skip = (page_number(request) - 1) * PAGE
    chips = (chip(request, "no longer proposed", "lost"),)
    if request.query_params.get("lost") == "1":
        lost = ledger_of(request).look(lost_decisions)[::-1]
        listed = tuple(_entry(j, taken_back=False) for j in lost[skip : skip + PAGE])
        return HistoryPage(listed, paging(request, len(lost), PAGE), chips, lost=True)
    taken = browser.judgements(skip, PAGE)
    gone = browser.withdrawn([judgement.number for judgement in taken])
    entries = tuple(_entry(j, taken_back=j.number in gone) for j in taken)
    total = paging(request, browser.count_judgements(), PAGE)
    return HistoryPage(entries, total, chips, lost=False)


def _entry(judgement: Judgement, *, taken_back: bool) -> HistoryEntry:
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
    if isinstance(seen, RelaySeen | ReuseSeen):
        span = seen.span if isinstance(seen, RelaySeen) else seen.spans[0]
        return f"{DESK.report(seen.report)}?words={span.start}-{span.end}#words"
    if isinstance(seen, PointSeen):
        return DESK.point(seen.id)
    if isinstance(judgement.change, About):
        return f"#decision-{judgement.change.number}"
    return DESK.actor(seen.id) if seen is not None else ""


def show_history(request: Request) -> Response:
    """Answer with what was decided."""
    page = ledger_of(request).browse(lambda browser: history_page(browser, request))
    return rendered(request, "history.html", page=page)


ROUTES = [Route("/history", show_history)]

"""Finding: search by words and fields, and the story day by day."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.ledger.browse_points import PointHead
from whence.ledger.browse_reports import ReportFilter, ReportHead
from whence.ledger.browse_words import Asked, Found, take_apart
from whence.ledger.browser import Browser
from whence.ledger.search import Hit
from whence.views.answers import MOST_ANSWERS, answer_lines
from whence.views.places import DESK
from whence.views.points import SIGNS
from whence.views.timeline import Timeline, timeline
from whence.web.desk import desk_of, ledger_of
from whence.web.paging import Paging, page_number, paging, with_query
from whence.web.rendering import rendered

PAGE = 25
MOST_POINTS = 8
DAY_PAGE = 60


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search: what it is called, how many it leaves, where it leads."""

    label: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search shows."""

    typed: str
    asked: Asked
    found: Found
    points: tuple[PointHead, ...]
    answers: dict[str, str]
    outlets: tuple[Facet, ...]
    months: tuple[Facet, ...]
    fields: tuple[Facet, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class DayView:
    """One day: the reports published on it; `exact` says that of one no other day is possible."""

    day: str
    reports: tuple[ReportHead, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What the timeline shows; `shown` names the bar whose reports are listed, if only its are."""

    plot: Timeline | None
    days: tuple[DayView, ...]
    shown: str
    undated: int
    paging: Paging


def search_page(browser: Browser, request: Request) -> SearchPage:
    """Return what a search finds."""
    typed = request.query_params.get("q", "")[:500]
    asked = take_apart(typed)
    skip = (page_number(request) - 1) * PAGE
    found = browser.find(typed, skip, PAGE)
    bare = asked.words.replace('"', "").rstrip("*").strip()
    points = browser.points_with_words(bare, MOST_POINTS) if bare and not skip else []
    return SearchPage(
        typed=typed,
        asked=asked,
        found=found,
        points=tuple(points),
        answers=answer_lines(browser.answers([point.id for point in points], MOST_ANSWERS)),
        outlets=tuple(
            Facet(name, n, with_query(request, q=f'{typed} outlet:"{name}"'))
            for name, n in found.outlets
            if not asked.outlet
        ),
        months=tuple(
            Facet(month, n, with_query(request, q=f"{typed} after:{month} before:{month}"))
            for month, n in found.months
            if month[:1].isdigit() and not (asked.after or asked.before)
        )[:24],
        fields=tuple(_fields(request, asked)),
        paging=paging(request, found.total, PAGE),
    )


def _fields(request: Request, asked: Asked) -> list[Facet]:
    """Return the fields that narrow the search, each leading to it without them."""
    given = {"outlet": asked.outlet, "title": asked.title}
    given |= {"after": asked.after, "before": asked.before}
    chips = []
    for name, value in given.items():
        if value:
            rest = [f'{key}:"{kept}"' for key, kept in given.items() if kept and key != name]
            query = " ".join([asked.words, *rest]).strip()
            chips.append(Facet(f"{name}: {value}", 0, with_query(request, q=query)))
    return chips


def hit_href(hit: Hit) -> str:
    """Return the address of the words found."""
    page = DESK.report(hit.report)
    return f"{page}?words={hit.span.start}-{hit.span.end}#words" if hit.span else page


def timeline_page(browser: Browser, request: Request) -> TimelinePage:
    """Return the story day by day."""
    asked = request.query_params
    wanted = ReportFilter(since=asked.get("since") or None, until=asked.get("until") or None)
    skip = (page_number(request) - 1) * DAY_PAGE
    heads = browser.report_heads(wanted, skip, DAY_PAGE)
    plot = timeline(desk_of(request).known("days", browser, browser.days))
    days = groupby(heads, key=lambda head: head.published.value if head.published else "")
    return TimelinePage(
        plot=plot,
        days=tuple(_day_view(day, tuple(reports)) for day, reports in days),
        shown=_shown(plot, wanted.since or ""),
        undated=browser.count_reports(ReportFilter(undated=True)),
        paging=paging(request, browser.count_reports(wanted), DAY_PAGE),
    )


def _day_view(day: str, reports: tuple[ReportHead, ...]) -> DayView:
    dates = [head.published for head in reports if head.published]
    return DayView(day, reports, any(date.earliest == date.latest for date in dates))


def _shown(plot: Timeline | None, since: str) -> str:
    """Return what the days asked for are called."""
    bars = plot.bars if plot is not None and since else ()
    return next((bar.label for bar in bars if bar.since == since), since)


def show_search(request: Request) -> Response:
    """Answer with what a search finds."""
    page = ledger_of(request).browse(lambda browser: search_page(browser, request))
    signs = {relation.value: sign for relation, sign in SIGNS.items()}
    return rendered(request, "search.html", page=page, place=DESK, signs=signs, hit_href=hit_href)


def show_timeline(request: Request) -> Response:
    """Answer with the story day by day."""
    page = ledger_of(request).browse(lambda browser: timeline_page(browser, request))
    return rendered(request, "timeline.html", page=page, place=DESK)


ROUTES = [Route("/search", show_search), Route("/timeline", show_timeline)]

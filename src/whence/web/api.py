"""The same records as the pages show, and every decision, as JSON under /api with OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from whence.judging import history
from whence.judging.accuracy import StageAccuracy
from whence.ledger.browse_actors import ActorFilter, ActorHead, ActorOrder
from whence.ledger.browse_credits import Credit
from whence.ledger.browse_points import PointHead
from whence.ledger.browse_reports import OutletHead, ReportFilter, ReportHead
from whence.ledger.browse_words import Found
from whence.ledger.browser import Browser
from whence.records.extraction import Extraction
from whence.records.links import LinkedEntity, Point, Relay, Reuse
from whence.records.report import Report
from whence.records.team import Right
from whence.records.verdict import Standing, Verdict, standing_of
from whence.web.decisions import DECISIONS, Decision, taken
from whence.web.desk import desk_of, person_of
from whence.web.forms import Form, taking_form
from whence.web.openapi import described
from whence.web.pages.outlets import OutletPage, outlet_page
from whence.web.pages.points import wanted_of
from whence.web.pages.queue import QueuePage, queue_page
from whence.web.pages.reports import report_of
from whence.web.pages.review import HistoryPage, history_page
from whence.web.pages.story import StoryPage, story_page
from whence.web.paging import page_number
from whence.web.problems import API
from whence.web.schemas import Json, jsonable

PAGE = 100


@dataclass(frozen=True, slots=True)
class PointList:
    """A page of points: `size` at most, of `total`."""

    total: int
    page: int
    size: int
    items: tuple[PointHead, ...]


@dataclass(frozen=True, slots=True)
class ReportList:
    """A page of reports: `size` at most, of `total`, the earliest published first."""

    total: int
    page: int
    size: int
    items: tuple[ReportHead, ...]


@dataclass(frozen=True, slots=True)
class ActorList:
    """A page of actors: `size` at most, of `total`, those in most reports first."""

    total: int
    page: int
    size: int
    items: tuple[ActorHead, ...]


@dataclass(frozen=True, slots=True)
class PointData:
    """A point with its accounts, and how it stands after what people decided."""

    standing: Standing
    point: Point


@dataclass(frozen=True, slots=True)
class ReportData:
    """A report with all that was found in it, as people decided."""

    report: Report
    extraction: Extraction
    relays: tuple[Relay, ...]
    reuses: tuple[Reuse, ...]


@dataclass(frozen=True, slots=True)
class SourceData:
    """Outlets, and who credits whom or carries over whose words."""

    outlets: tuple[OutletHead, ...]
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that was just taken: its number in the log, what it is on and what it did."""

    number: int
    at: str
    by: str
    verdict: Verdict
    about: str
    subject: str
    name: str
    what: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Myself:
    """Who asks, and what they may do; `key` goes with every decision where it is not empty."""

    name: str
    role: Right
    may_judge: bool
    key: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One path of the API: what it gives, what may be asked, and the function that answers."""

    path: str
    summary: str
    gives: Any
    answer: Callable[[Browser, Request], Any]
    asks: tuple[tuple[str, str], ...] = ()


def _story(browser: Browser, request: Request) -> StoryPage:
    return story_page(browser, desk_of(request))


def _points(browser: Browser, request: Request) -> PointList:
    wanted, order = wanted_of(request)
    page = page_number(request)
    heads = browser.point_heads(wanted, order, (page - 1) * PAGE, PAGE)
    return PointList(browser.count_points(wanted), page, PAGE, tuple(heads))


def _point(browser: Browser, request: Request) -> PointData:
    found = browser.points([f"point:{request.path_params['key']}"])
    if not found:
        raise HTTPException(404, "there is no such point")
    return PointData(standing_of(found[0].judged), found[0])


def _reports(browser: Browser, request: Request) -> ReportList:
    asked = request.query_params
    wanted = ReportFilter(
        outlet=asked.get("outlet") or None,
        since=asked.get("since") or None,
        until=asked.get("until") or None,
    )
    page = page_number(request)
    heads = browser.report_heads(wanted, (page - 1) * PAGE, PAGE)
    return ReportList(browser.count_reports(wanted), page, PAGE, tuple(heads))


def _report(browser: Browser, request: Request) -> ReportData:
    report = report_of(browser, request)
    found = browser.extractions([report.id]).get(report.id, Extraction(report=report.id))
    relays, reuses = browser.credits_of([report.id])
    return ReportData(report, found, relays, reuses)


def _actors(browser: Browser, request: Request) -> ActorList:
    wanted = ActorFilter(words=request.query_params.get("q", "")[:200])
    page = page_number(request)
    heads = browser.actor_heads(wanted, ActorOrder.REPORTS, (page - 1) * PAGE, PAGE)
    return ActorList(browser.count_actors(wanted), page, PAGE, tuple(heads))


def _actor(browser: Browser, request: Request) -> LinkedEntity:
    actor = browser.actor(f"entity:{request.path_params['key']}")
    if actor is None:
        raise HTTPException(404, "there is no such actor")
    return actor


def _sources(browser: Browser, request: Request) -> SourceData:
    del request
    return SourceData(tuple(browser.outlets()), tuple(browser.credits(500)))


def _search(browser: Browser, request: Request) -> Found:
    page = page_number(request)
    return browser.find(request.query_params.get("q", "")[:500], (page - 1) * PAGE, PAGE)


def _accuracy(browser: Browser, request: Request) -> tuple[StageAccuracy, ...]:
    del request
    return browser.accuracy()


def _myself(browser: Browser, request: Request) -> Myself:
    del browser
    person = person_of(request)
    return Myself(person.name, person.role, person.may_judge, request.state.form_key)


PAGED = ("page", "which page of the list, from 1")
ENDPOINTS = (
    Endpoint("/api/story", "The story in short", StoryPage, _story),
    Endpoint(
        "/api/points",
        "Points on which two or more reports speak",
        PointList,
        _points,
        (
            PAGED,
            ("relation", "only points in this relation; may be given more than once"),
            ("kind", "only questions of this kind; may be given more than once"),
            ("parting", "1: only points on which accounts part"),
            ("one-origin", "1: only points that may rest on one origin"),
            ("unchecked", "1: only points nobody has checked"),
            ("outlet", "only points on which this outlet speaks"),
            ("q", "only questions that hold these words"),
            ("sort", "disagreement, fewest origins, most reports, least sure"),
        ),
    ),
    Endpoint("/api/points/{key}", "One point with its accounts", PointData, _point),
    Endpoint(
        "/api/reports",
        "Reports, the earliest published first",
        ReportList,
        _reports,
        (
            PAGED,
            ("outlet", "only this outlet's"),
            ("since", "published on this day or later"),
            ("until", "published on this day or earlier"),
        ),
    ),
    Endpoint("/api/reports/{key}", "One report with all found in it", ReportData, _report),
    Endpoint(
        "/api/actors",
        "Actors, those in most reports first",
        ActorList,
        _actors,
        (PAGED, ("q", "only names that hold these words")),
    ),
    Endpoint("/api/actors/{key}", "One actor across reports", LinkedEntity, _actor),
    Endpoint("/api/sources", "Outlets and who cites whom", SourceData, _sources),
    Endpoint(
        "/api/sources/outlet",
        "One outlet over time: its own voice, what it relays, where it keeps its distance",
        OutletPage,
        outlet_page,
        (
            ("outlet", "the outlet's name"),
            (
                "manner",
                "only claims in its own voice, relayed, or at a distance: own voice, "
                "relayed, distance",
            ),
            ("how", "only claims of this stance, tone or kind of distance"),
            ("since", "only claims of this day or later"),
            ("until", "only claims of this day or earlier"),
            ("undated", "1: only claims of reports without a date"),
            PAGED,
        ),
    ),
    Endpoint(
        "/api/search",
        "Reports by words, phrases, beginnings and fields",
        Found,
        _search,
        (("q", "what to search for"), PAGED),
    ),
    Endpoint(
        "/api/queue",
        "What most needs an eye: a point or a claim",
        QueuePage,
        queue_page,
        (
            ("after", "how many to pass over"),
            ("of", "only points, claims or disagreements"),
        ),
    ),
    Endpoint(
        "/api/history",
        "Decisions, the last first",
        HistoryPage,
        history_page,
        (PAGED, ("lost", "1: only those on what the machine proposes no longer")),
    ),
    Endpoint(
        "/api/accuracy",
        "How often the machine was right, by stage, by what people decided",
        tuple[StageAccuracy, ...],
        _accuracy,
    ),
    Endpoint("/api/me", "Who asks, and what they may do", Myself, _myself),
)


def _route(endpoint: Endpoint) -> Route:
    def handle(request: Request) -> Response:
        ledger = desk_of(request).ledger
        return JSONResponse(jsonable(ledger.browse(lambda b: endpoint.answer(b, request))))

    return Route(endpoint.path, handle)


def _taking(decision: Decision) -> Route:
    def handle(request: Request, form: Form) -> Response:
        told = taken(decision, request, form)
        if isinstance(told, Response):
            return told
        record = Taken(
            number=told.number,
            at=told.at,
            by=told.by,
            verdict=told.verdict,
            about=history.about(told),
            subject=told.subject,
            name=history.name_of(told),
            what=history.what(told),
            note=told.note,
        )
        return JSONResponse(jsonable(record))

    return Route(_path(decision), taking_form(handle, or_json=True), methods=["POST"])


def _path(decision: Decision) -> str:
    return f"{API}/judge/{decision.name}"


def openapi() -> Json:
    """Return the description of the API (OpenAPI 3.1)."""
    reading = {e.path: (e.summary, e.gives, e.asks) for e in ENDPOINTS}
    deciding = {_path(d): (d.what, Taken, d.asks) for d in DECISIONS}
    return described(reading, deciding)


def show_description(request: Request) -> Response:
    """Answer with the description of the API."""
    del request
    return JSONResponse(openapi())


def show_index(request: Request) -> Response:
    """Answer with the paths of the API, each with what it gives or does."""
    del request
    reading = {endpoint.path: endpoint.summary for endpoint in ENDPOINTS}
    return JSONResponse({**reading, **{f"POST {_path(d)}": d.what for d in DECISIONS}})


ROUTES: list[BaseRoute] = [
    Route("/api", show_index),
    Route("/api/openapi.json", show_description),
    *(_route(endpoint) for endpoint in ENDPOINTS),
    *(_taking(decision) for decision in DECISIONS),
]

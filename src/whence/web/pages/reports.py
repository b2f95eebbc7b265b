"""Reports: the list, one report with its words marked, and its original as it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from whence.ledger.browse_reports import OutletHead, ReportFilter, ReportHead
from whence.ledger.browser import Browser
from whence.records.extraction import Attribution, Extraction
from whence.records.links import Links, Point, Relay, Reuse
from whence.records.report import Refusal, Report
from whence.records.span import Span
from whence.records.story import Story
from whence.views.index import Placed, build_index
from whence.views.places import DESK, report_key, tail
from whence.views.reports import ReportView, report_view
from whence.views.story import RelayView, ReuseView, relay_views, reuse_views
from whence.web.desk import ledger_of
from whence.web.headers import ORIGINAL_POLICY
from whence.web.paging import Paging, page_number, paging
from whence.web.rendering import rendered

PAGE = 50
MOST_POINTS = 120
_WORDS = re.compile(r"(\d{1,9})-(\d{1,9})")
_KEY = re.compile(r"[0-9a-f]{4,64}")


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """What the list of reports shows."""

    reports: tuple[ReportHead, ...]
    outlets: tuple[OutletHead, ...]
    refusals: tuple[Refusal, ...]
    paging: Paging
    outlet: str | None
    not_analysed: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the page of one report shows; `key` names it in addresses.

    `claims` are its attributions by their ids, those that people struck with them, and `checked`
    counts on how many of those that stand somebody decided.
    """

    report: ReportView
    record: Report
    extraction: Extraction
    key: str
    credits: tuple[RelayView, ...]
    carried: tuple[ReuseView, ...]
    media_type: str
    beside: bool
    claims: dict[str, Attribution]
    checked: int


def reports_page(browser: Browser, request: Request) -> ReportsPage:
    """Return the page of the list that the query asks for."""
    asked = request.query_params
    wanted = ReportFilter(
        outlet=asked.get("outlet") or None,
        since=asked.get("since") or None,
        until=asked.get("until") or None,
        undated=asked.get("undated") == "1",
        not_analysed=asked.get("not-analysed") == "1",
    )
    skip = (page_number(request) - 1) * PAGE
    return ReportsPage(
        reports=tuple(browser.report_heads(wanted, skip, PAGE)),
        outlets=tuple(browser.outlets(40)),
        refusals=tuple(browser.refusals()[:PAGE]) if wanted == ReportFilter() and not skip else (),
        paging=paging(request, browser.count_reports(wanted), PAGE),
        outlet=wanted.outlet,
        not_analysed=wanted.not_analysed,
    )


def report_of(browser: Browser, request: Request) -> Report:
    """Return the report a path names. Raises 404 where there is none."""
    key = request.path_params["key"].lower()
    found = browser.report_by_key(key) if _KEY.fullmatch(key) else None
    if found is None:
        raise HTTPException(404, "there is no such report")
    return found


def report_page(browser: Browser, report: Report, words: str, beside: bool) -> ReportPage:
    """Return everything on one report; `words`, `start-end`, are shown where they fit."""
    extraction = browser.extractions([report.id]).get(report.id, Extraction(report=report.id))
    relays, reuses = browser.credits_of([report.id])
    number = browser.heads_by_id([report.id])[report.id].number
    standing = Links(
        relays=tuple(r for r in relays if not r.rejected),
        reuses=tuple(r for r in reuses if not r.rejected),
    )
    index = build_index(Story("", (report,), (extraction,), standing), DESK)
    placed = _placed(browser, number, index.anchors[report.id])
    index = replace(index, placed={report.id: placed})
    return ReportPage(
        report=report_view(report, extraction, index, _span(words, report)),
        record=report,
        extraction=extraction,
        key=report_key(report.id),
        credits=relay_views(relays, index),
        carried=_carried(browser, reuses, relays, report, extraction),
        media_type=report.media_type,
        beside=beside,
        claims={a.id: a for a in (*extraction.attributions, *extraction.struck)},
        checked=sum(bool(a.judged) for a in extraction.attributions),
    )


def _placed(browser: Browser, number: int, anchor: str) -> tuple[Placed, ...]:
    """Return what a report says on points, with the places it has there and in the report."""
    found = []
    for head, place, account in browser.points_of_report(number, MOST_POINTS):
        here = f"p-{tail(head.id)}-{place + 1}"
        point = Point(head.id, head.question, head.kind, (), (), head.relation, (), 0, 0)
        found.append(Placed(account, point, here, f"{anchor}-{here}"))
    return tuple(found)


def _carried(
    browser: Browser,
    reuses: tuple[Reuse, ...],
    relays: tuple[Relay, ...],
    report: Report,
    extraction: Extraction,
) -> tuple[ReuseView, ...]:
    """Return what a report carries over, with the outlets it comes from named."""
    sources = browser.reports([r.source_report for r in reuses if r.source_report])
    shown = {report.id: report, **sources}
    links = Links(relays=relays, reuses=reuses)
    found = (extraction, *(Extraction(report=r) for r in sources if r != report.id))
    return reuse_views(reuses, build_index(Story("", tuple(shown.values()), found, links), DESK))


def _span(words: str, report: Report) -> Span | None:
    found = _WORDS.fullmatch(words)
    if found is None:
        return None
    start, end = int(found[1]), int(found[2])
    return Span(start, end) if start < end <= len(report.text) else None


def show_all(request: Request) -> Response:
    """Answer with the list of reports."""
    page = ledger_of(request).browse(lambda browser: reports_page(browser, request))
    return rendered(request, "reports.html", page=page, place=DESK)


def show_one(request: Request) -> Response:
    """Answer with one report; an address with more of its hash leads to the short one."""

    def read(browser: Browser) -> ReportPage:
        asked = request.query_params
        report = report_of(browser, request)
        return report_page(browser, report, asked.get("words", ""), asked.get("beside") == "1")

    page = ledger_of(request).browse(read)
    if request.path_params["key"] != page.key:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/reports/{page.key}{query}", 303)
    return rendered(request, "report.html", page=page, report=page.report)


def show_original(request: Request) -> Response:
    """Answer with a report's bytes as they came in; nothing in them runs or is fetched."""

    def read(browser: Browser) -> tuple[Report, bytes]:
        report = report_of(browser, request)
        return report, browser.original(report.id)

    report, data = ledger_of(request).browse(read)
    is_page = report.media_type in ("text/html", "application/xhtml+xml")
    encoding = report.encoding or "utf-8"
    kind = f"text/html; charset={encoding}" if is_page else f"text/plain; charset={encoding}"
    headers = {"content-type": kind, "content-security-policy": ORIGINAL_POLICY}
    if request.query_params.get("download") == "1":
        name = re.sub(r"[^A-Za-z0-9._-]", "_", report.path.rpartition("/")[2])[-100:] or "original"
        headers["content-disposition"] = f'attachment; filename="{name}"'
        headers["content-type"] = "application/octet-stream"
    return Response(data, headers=headers)


ROUTES = [
    Route("/reports", show_all),
    Route("/reports/{key}", show_one),
    Route("/reports/{key}/original", show_original),
]

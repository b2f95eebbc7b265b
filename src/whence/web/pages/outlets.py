"""One outlet over time: what it reports in its own voice, what it relays, and with which stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from whence.ledger.browse_voices import Manner, ReportTellings, Telling, Told
from whence.ledger.browser import Browser
from whence.records.report import Report
from whence.records.span import cover, join_text
from whence.views.graph import Citing
from whence.views.places import DESK
from whence.views.timeline import parsed
from whence.views.voices import MANNERS, NO_DATE, Voices, telling_name, voices
from whence.views.wording import day, month, published_on, shortened
from whence.web.desk import desk_of, ledger_of
from whence.web.pages.sources import citing
from whence.web.paging import Paging, page_number, paging, with_query
from whence.web.rendering import rendered

CLAIMS = 30
MOST_CITING = 8
WORDS_LENGTH = 320


@dataclass(frozen=True, slots=True)
class OutletClaim:
    """One thing a report of the outlet puts forward: when, how, on whose word, in which words.

    `chain` names who speaks, nearest to the report first, and is empty for its own voice;
    `distance` are the words that keep the report's distance.
    """

    published: str
    manner: Manner
    how: str
    name: str
    chain: tuple[str, ...]
    words: str
    distance: str
    href: str
    score: float | None
    standing: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of the outlet's claims that is asked for, and the address without asking for it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class OutletPage:
    """What the page of an outlet shows: its claims counted over time, and a page of them."""

    outlet: str
    reports: int
    first: str | None
    last: str | None
    voices: Voices
    shown: tuple[Shown, ...]
    claims: tuple[OutletClaim, ...]
    paging: Paging
    cites: tuple[Citing, ...]
    cited_by: tuple[Citing, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which of an outlet's claims are asked for; days are ISO, inclusive.

    Where the outlet keeps its distance stands in its claims: listed only where it is asked for.
    """

    manner: Manner | None
    how: str
    since: str
    until: str
    undated: bool

    def is_of(self, telling: Telling) -> bool:
        if self.manner is None:
            return telling.manner is not Manner.DISTANCE
        return telling.manner is self.manner and self.how in ("", telling.how)

    def is_on(self, day: str | None) -> bool:
        found = parsed(day)
        if found is None or self.undated:
            return found is None and not self.since and not self.until
        # A month that is all that is known of a report stands on its first day, as in the plot.
        iso = found.isoformat()
        return self.since <= iso <= (self.until or "~")

    def number(self, report: ReportTellings) -> int:
        if not self.is_on(report.day):
            return 0
        return sum(n for telling, n in report.counts.items() if self.is_of(telling))


def _asked(request: Request) -> _Asked:
    asked = request.query_params
    return _Asked(
        manner=next((m for m in Manner if m.value == asked.get("manner")), None),
        how=asked.get("how", ""),
        since=asked.get("since", ""),
        until=asked.get("until", ""),
        undated="undated" in asked,
    )


def outlet_page(browser: Browser, request: Request) -> OutletPage:
    """Return the page of the outlet that the query names."""
    name = request.query_params.get("outlet", "")
    desk = desk_of(request)
    # Kept: who looks at an outlet goes from bar to bar.
    reports = desk.known(f"tellings of {name}", browser, lambda: browser.tellings(name))
    if not reports:
        raise HTTPException(404, "there is no report of such an outlet")
    asked = _asked(request)
    listed = paging(request, sum(map(asked.number, reports)), CLAIMS)
    edges = citing(browser, request)
    return OutletPage(
        outlet=name,
        reports=len(reports),
        first=min((r.earliest for r in reports if r.earliest), default=None),
        last=max((r.latest for r in reports if r.latest), default=None),
        voices=voices(reports),
        shown=tuple(_shown(request, asked)),
        claims=_claims(browser, reports, asked, (page_number(request) - 1) * CLAIMS),
        paging=listed,
        cites=tuple(edge for edge in edges if edge.outlet == name)[:MOST_CITING],
        cited_by=tuple(e for e in edges if e.cites == name != e.outlet)[:MOST_CITING],
    )


def _shown(request: Request, asked: _Asked) -> list[Shown]:
    """Return in words what part of the claims is asked for."""
    shown = []
    if asked.manner:
        how = telling_name(Telling(asked.manner, asked.how)) if asked.how else ""
        told = f"{MANNERS[asked.manner]}{': ' if how else ''}{how}"
        shown.append(Shown(told, with_query(request, manner=None, how=None)))
    if asked.since or asked.until:
        told = month(asked.since) if len(asked.since) < len("2019-09-19") else day(asked.since)
        shown.append(Shown(told or asked.until, with_query(request, since=None, until=None)))
    if asked.undated:
        shown.append(Shown(NO_DATE, with_query(request, undated=None)))
    return shown


def _claims(
    browser: Browser, reports: Sequence[ReportTellings], asked: _Asked, skip: int
) -> tuple[OutletClaim, ...]:
    """Return a page of the claims asked for: only the reports that hold them are read."""
    wanted: list[str] = []
    first = start = 0
    for report in reports:
        end = start + asked.number(report)
        if start < skip + CLAIMS and end > max(start, skip):
            first = first if wanted else start
            wanted.append(report.report)
        start = end
    told = browser.told_in(wanted)
    texts = browser.reports(wanted)
    found = [
        (texts[name], one) for name in wanted for one in told[name] if asked.is_of(one.telling)
    ]
    return tuple(_claim(report, one) for report, one in found[skip - first :][:CLAIMS])


def _claim(report: Report, told: Told) -> OutletClaim:
    href = DESK.report(report.id)
    marked = told.distance or (cover(told.words) if told.words else None)
    if marked:
        href = f"{href}?words={marked.start}-{marked.end}#words"
    return OutletClaim(
        published=published_on(report.published),
        manner=told.telling.manner,
        how=told.telling.how,
        name=telling_name(told.telling),
        chain=tuple(name for name, _ in groupby(told.chain)),
        words=shortened(join_text(told.words, report.text), WORDS_LENGTH),
        distance=told.distance.of(report.text) if told.distance else "",
        href=href,
        score=told.score,
        standing=told.standing.value,
    )


def show_outlet(request: Request) -> Response:
    """Answer with one outlet over time."""
    page = ledger_of(request).browse(lambda browser: outlet_page(browser, request))
    return rendered(request, "outlet.html", page=page, place=DESK, manners=MANNERS)


ROUTES = [Route("/sources/outlet", show_outlet)]

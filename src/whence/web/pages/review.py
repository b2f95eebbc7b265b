"""Reviewing: the history of what was decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from whence.records.report import Report
from whence.records.span import join_text
from whence.records.team import Right
from whence.views.places import DESK
from whence.views.wording import shortened
from whence.web.desk import ledger_of, person_of
from whence.web.paging import Chip, Paging, chip, page_number, paging
from whence.web.rendering import rendered

PAGE = 50
WORDS_LENGTH = 160
QUOTES = "“”‘’\"' "
KINDS = {"attribution": "claim"}
QUOTED = (AttributionSeen, RelaySeen, ReuseSeen)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One decision: who took it, when, on which `kind` of record, called what.

    `what` says what it did where the verdict does not, and `may_undo` that whoever looks may take
    it back, or let it stand again.
    """

    number: int
    by: str
    at: str
    verdict: str
    kind: str
    about: str
    what: str
    note: str
    href: str
    taken_back: bool
    may_undo: bool


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
        listed = _entries(browser, request, lost[skip : skip + PAGE], set())
        return HistoryPage(listed, paging(request, len(lost), PAGE), chips, lost=True)
    taken = browser.judgements(skip, PAGE)
    gone = browser.withdrawn([judgement.number for judgement in taken])
    entries = _entries(browser, request, taken, gone)
    total = paging(request, browser.count_judgements(), PAGE)
    return HistoryPage(entries, total, chips, lost=False)


def _entries(
    browser: Browser, request: Request, taken: Sequence[Judgement], gone: Collection[int]
) -> tuple[HistoryEntry, ...]:
    person = person_of(request)
    on = {j.number: _taken_back(browser, j) or j for j in taken}
    quoted = {j.seen.report for j in on.values() if isinstance(j.seen, QUOTED)}
    reports = browser.reports(quoted)
    return tuple(
        HistoryEntry(
            number=judgement.number,
            by=judgement.by,
            at=judgement.at[:16].replace("T", " "),
            verdict=judgement.verdict.value,
            kind=KINDS.get(kind := history.about(on[judgement.number]), kind),
            about=_about(on[judgement.number], reports) or judgement.subject,
            what="" if (what := history.what(judgement)) == judgement.verdict.value else what,
            note=judgement.note or "",
            href=_href(on[judgement.number]),
            taken_back=judgement.number in gone,
            may_undo=person.may_judge
            and not isinstance(judgement.change, About)
            and (judgement.by == person.name or person.role is Right.ADMIN),
        )
        for judgement in taken
    )


def _taken_back(browser: Browser, judgement: Judgement) -> Judgement | None:
    """Return the decision that one takes back or lets stand again, None where it is on a record."""
    change = judgement.change
    return browser.decision(change.number) if isinstance(change, About) else None


def _about(judgement: Judgement, reports: Mapping[str, Report]) -> str:
    """Return what a decision is on: its name, and of words in a report these words."""
    seen, name = judgement.seen, history.name_of(judgement)
    if not isinstance(seen, QUOTED) or seen.report not in reports:
        return name
    text = reports[seen.report].text
    if isinstance(seen, AttributionSeen):
        words, name = join_text(seen.content or seen.cue, text), seen.speaker_name or "nobody named"
    else:
        words = seen.span.of(text) if isinstance(seen, RelaySeen) else seen.spans[0].of(text)
    return f"{name}: “{shortened(words.strip(QUOTES), WORDS_LENGTH)}”"


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
    return DESK.actor(seen.id) if seen is not None else ""


def show_history(request: Request) -> Response:
    """Answer with what was decided."""
    page = ledger_of(request).browse(lambda browser: history_page(browser, request))
    return rendered(request, "history.html", page=page)


ROUTES = [Route("/history", show_history)]

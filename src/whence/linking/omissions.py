"""What is left out: how each outlet stands to a point, by the reports at hand.

An outlet that does not speak on a point may be silent, may have published before anyone told it,
or may not be judged, as where only part of its text is at hand, or where its words may tell it
though linking found no account there. Outlets whose reports do not touch the matter are not
listed: nobody is silent on another story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from whence.linking.maybe_told import Sentences, first_telling, stems_of
from whence.records.links import LinkedEntity, Point, Relation
from whence.records.report import Report, is_partial

SHARED_ACTORS = 3  # actors two reports must share to be on one matter, where no point joins them
REMEMBERED = 2_000  # reports whose sentences are remembered
SHOWN = 160  # characters of a sentence that may tell it
MAX_NAMED_IN = 500  # reports beyond which an actor says nothing of what a report is on


class Coverage(StrEnum):
    """How an outlet stands to a point."""

    SAYS_SO = "says so"
    SAYS_OTHERWISE = "says otherwise"
    SILENT = "silent"
    BEFORE_KNOWN = "published before it was known"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Publishing:
    """When an outlet's reports came out, as far as its saying nothing is judged by that.

    `last_start` is the first day on which the last of its reports at hand in full can have come
    out, `last` the last day of any; `dated` and `whole` say that all have a date, all their text.
    """

    last_start: str | None
    last: str | None
    dated: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Position:
    """One outlet's position on one point.

    `accounts` are the ids of its accounts on the point, `reports` the ids of the reports looked
    at, `why` the reason in words. `known` is the first day any report can have told it.
    """

    point: str
    outlet: str
    coverage: Coverage
    accounts: tuple[str, ...]
    reports: tuple[str, ...]
    known: str | None
    why: str


def find_positions(
    points: Sequence[Point],
    entities: Sequence[LinkedEntity],
    reports: Sequence[Report],
    outlets: Mapping[str, str],
) -> tuple[Position, ...]:
    """Return every outlet's position on every point its reports touch, point by point.

    `outlets` maps report ids to the name of who published them. "Says so" is giving the answer
    most accounts give, or one that differs only in detail. A report is on the matter of a point
    if it shares another point or `SHARED_ACTORS` actors with a report that speaks on it.
    """
    matters = _Matters(points, entities)
    texts = _Texts({report.id: report for report in reports})
    return tuple(
        position for point in points for position in _positions(point, matters, texts, outlets)
    )


class _Texts:
    """The reports, and the sentences of those last asked for: 2,000 reports' take some 85 MB."""

    def __init__(self, by_id: Mapping[str, Report]) -> None:
        self.by_id = by_id
        self._sentences = lru_cache(maxsize=REMEMBERED)(lambda name: Sentences(by_id[name]))

    def accounts(self, point: Point) -> list[frozenset[str]]:
        """Return the words of each account of a point."""
        told = (a for a in point.accounts if a.report in self.by_id)
        return list(dict.fromkeys(stems_of(a, self.by_id[a.report]) for a in told))

    def telling(self, listed: Sequence[Report], accounts: Sequence[frozenset[str]]) -> str | None:
        """Return words of these reports that may tell what one of the accounts says."""
        for report in listed:
            span = first_telling(self._sentences(report.id), accounts)
            if span is not None:
                return " ".join(span.of(report.text).split())
        return None


class _Matters:
    """Which reports are on one matter, by index."""

    def __init__(self, points: Sequence[Point], entities: Sequence[LinkedEntity]) -> None:
        self._points: dict[str, set[str]] = defaultdict(set)
        self._on: dict[str, set[str]] = {}
        for point in points:
            self._on[point.id] = {account.report for account in point.accounts}
            for report in self._on[point.id]:
                self._points[report].add(point.id)
        self._actors: dict[str, set[str]] = defaultdict(set)
        self._named_in: dict[str, set[str]] = {}
        for entity in entities:
            named_in = {report for report, _ in entity.members}
            if 1 < len(named_in) <= MAX_NAMED_IN:
                self._named_in[entity.id] = named_in
                for report in named_in:
                    self._actors[report].add(entity.id)

    def reports(self, point: Point) -> set[str]:
        """Return the reports on the matter of a point, those that speak on it among them."""
        speaking = self._on[point.id]
        found = set(speaking)
        for report in speaking:
            for other in self._points[report]:
                found |= self._on[other]
            shared: dict[str, int] = defaultdict(int)
            for actor in self._actors[report]:
                for named in self._named_in[actor]:
                    shared[named] += 1
            found |= {named for named, count in shared.items() if count >= SHARED_ACTORS}
        return found


def _positions(
    point: Point, matters: _Matters, texts: _Texts, outlets: Mapping[str, str]
) -> Iterator[Position]:
    by_id = texts.by_id
    said_in = texts.accounts(point)
    by_outlet: dict[str, list[Report]] = defaultdict(list)
    for name in sorted(matters.reports(point)):
        if name in by_id:
            by_outlet[outlets[name]].append(by_id[name])
    known = first_day(point, by_id)
    usual = _usual(point)
    common = most_tell(point, (r for listed in by_outlet.values() for r in listed), known)
    for outlet in sorted(by_outlet):
        listed = by_outlet[outlet]
        own = {report.id for report in listed}
        accounts = tuple(a.id for a in point.accounts if a.report in own)
        coverage, why = (
            _said(point, accounts, usual) if accounts else _not_said(listed, known, common)
        )
        if coverage in (Coverage.SILENT, Coverage.BEFORE_KNOWN):
            words = texts.telling(listed, said_in)
            if words is not None:
                coverage, why = Coverage.CANNOT_TELL, f"these words may tell it: {_short(words)}"
        yield Position(
            point=point.id,
            outlet=outlet,
            coverage=coverage,
            accounts=accounts,
            reports=tuple(sorted(own)),
            known=known,
            why=why,
        )


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else words[: words.rfind(" ", 0, SHOWN)] + " …"


def first_day(point: Point, by_id: Mapping[str, Report]) -> str | None:
    """Return the first day on which a report can have told it, None where no date is known."""
    told = [by_id[a.report].published for a in point.accounts if a.report in by_id]
    return min((p.earliest for p in told if p is not None), default=None)


def _usual(point: Point) -> set[str]:
    return set(sorted(point.groups, key=len, reverse=True)[0]) if point.groups else set()


def _said(point: Point, accounts: Iterable[str], usual: set[str]) -> tuple[Coverage, str]:
    if any(account in usual for account in accounts):
        return Coverage.SAYS_SO, "gives the answer most accounts give"
    if point.relation in (Relation.AGREE, Relation.DIFFER_IN_DETAIL):
        return Coverage.SAYS_SO, "gives the answer in other detail"
    if point.relation is Relation.DIFFER_IN_TIME:
        return Coverage.SAYS_OTHERWISE, "gives another answer, of another time"
    return Coverage.SAYS_OTHERWISE, "gives another answer"


def _not_said(listed: Sequence[Report], known: str | None, usual: bool) -> tuple[Coverage, str]:
    """Return why an outlet says nothing, by its reports on the matter."""
    return absence(publishing(listed), known, usual=usual)


def publishing(listed: Sequence[Report]) -> Publishing:
    """Return when these reports of one outlet came out."""
    whole = [report for report in listed if not is_partial(report)]
    dated = [report.published for report in listed if report.published is not None]
    in_full = [report.published for report in whole if report.published is not None]
    return Publishing(
        last_start=max((p.earliest for p in in_full), default=None),
        last=max((p.latest for p in dated), default=None),
        dated=len(dated) == len(listed),
        whole=len(whole) == len(listed),
    )


def absence(days: Publishing, known: str | None, *, usual: bool = False) -> tuple[Coverage, str]:
    """Return why an outlet says nothing on a point that was first told on the day `known`.

    The report that could have said it decides. Publication is known by the day only: a report of
    the very day on which it was first told may have come out before. It counts as silent where
    `usual`, most others of that day, told it.
    """
    start, last = days.last_start, days.last
    if known and start and start > known:
        return Coverage.SILENT, "its text came out after others told it, and does not"
    if known and usual and start == known:
        return Coverage.SILENT, "most of that day tell it, and its text does not"
    if known and days.dated and last and last < known:
        return Coverage.BEFORE_KNOWN, f"published by {last}, first told on {known}"
    if not days.whole:
        return Coverage.CANNOT_TELL, "only part of its text is at hand"
    if not days.dated:
        return Coverage.CANNOT_TELL, "when it was published is not known"
    return Coverage.CANNOT_TELL, "published on the day it was first told, maybe before"


def most_tell(point: Point, listed: Iterable[Report], known: str | None) -> bool:
    """Say whether most of these reports that came out on the first day, `known`, tell it."""
    speaking = {account.report for account in point.accounts}
    first = [r.id for r in listed if r.published and known and r.published.latest == known]
    return sum(name in speaking for name in first) * 2 > len(first)

"""How a figure moved: the accounts of one counted thing over time, clashes apart from updates.

Only figures of one thing move or clash: not those of a group or part with those of all, not one of
another time told for comparison, not measures whose clauses have nothing in common, and no toll
with one so much smaller that it must be another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whence.linking.counted_groups import behind_number, counts_deeds, group_of
from whence.linking.words import STOPWORDS, content_stems, plain_words, stem, words_of
from whence.records.days import days_of
from whence.records.links import Account, Point, PointKind
from whence.records.report import Report

RETROSPECTIVE = 60  # days before its report came out from which a figure is of another time
APART = 3  # times a count of the day or before must exceed another for that to be of others
FALLEN = 2  # times a later count may be below an earlier one to follow it
SHARED = 2  # words that two measures' clauses must share


LAST_WORDS = 30  # characters of a clause behind what tells its number to be of before
_EARLIER = re.compile(
    r"\b(?:earlier|previous|initial|first|preliminary) (?:[\w-]+ )?"
    r"(?:tolls?|counts?|figures?|numbers?|estimates?|tallies|tally|reports?) (?:of|that|at) "
    r"|\b(?:up|down|raised|revised|lowered|rose|risen|increased) from "
)


class DayKind(StrEnum):
    """Where an account's day comes from."""

    AS_OF = "as of"
    PUBLISHED = "published"


class Change(StrEnum):
    """How two figures of one counted thing stand to one another."""

    CLASH = "clash"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Count:
    """One account in time: its range, whose it is, and on which origin it rests.

    `day` is ISO, a day, month or year as told; None where nothing tells. `until` is the last day it
    may be where a report's day is only known within a range: it neither clashes nor moves then.
    `origin` is the place of the origin in the point's `origins`, from 1; None where it rests on
    none.
    """

    account: str
    report: str
    day: str | None
    day_kind: DayKind | None
    low: float | None
    high: float | None
    unit: str | None
    says: str
    speaker: str
    origin: int | None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Two accounts whose ranges exclude one another: a clash, or one an update of the other.

    Figures of one day clash, those of two days update one another; but nobody clashes with himself
    over a toll, and a toll that falls is no update of another speaker's.
    """

    change: Change
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Movement:
    """A counted thing: its accounts in the order of time, and where they part."""

    point: str
    question: str
    counts: tuple[Count, ...]
    moves: tuple[Move, ...]


def find_movements(
    points: Sequence[Point], reports: Iterable[Report], outlets: Mapping[str, str]
) -> tuple[Movement, ...]:
    """Return every point that counts something with its figures over time, in the points' order.

    An account's day is the day it speaks of ("as of Sunday"), else the day its report was
    published. `outlets` maps report ids to the name of who published them.
    """
    by_id = {report.id: report for report in reports}
    return tuple(
        _movement(point, by_id, outlets) for point in points if point.kind is PointKind.QUANTITY
    )


def _movement(point: Point, by_id: Mapping[str, Report], outlets: Mapping[str, str]) -> Movement:
    origins = {a: n for n, together in enumerate(point.origins, 1) for a in together}
    counts = [
        _count(account, by_id.get(account.report), outlets.get(account.report, ""), origins)
        for account in point.accounts
        if (account.low, account.high) != (None, None)
    ]
    ordered = sorted(
        counts,
        key=lambda c: (c.day is None, _in_order(c.day or ""), c.low or 0.0, c.account),
    )
    scopes = {a.id: _scope(a, by_id.get(a.report)) for a in point.accounts}
    ages = point.question.startswith("How old ")
    alike = _Alike(scopes, deeds=counts_deeds(point.question), ages=ages)
    return Movement(point.id, point.question, tuple(ordered), tuple(_moves(ordered, alike)))


@dataclass(frozen=True, slots=True)
class _Scope:
    """Of what a figure tells: group, the words of its clause, and its time where another."""

    group: frozenset[str]
    words: frozenset[str]
    time: date | None


def _scope(account: Account, report: Report | None) -> _Scope:
    if report is None:
        return _Scope(frozenset(), frozenset(), None)
    clause = " ".join(span.of(report.text) for span in account.spans)
    value = account.low if account.low is not None else account.high
    unit = (*plain_words(account.unit or ""), *behind_number(clause, value)[:1])
    words = frozenset(w for w in content_stems(words_of(clause)) if not w[:1].isdigit())
    words -= {stem(word.lower()) for word in unit}
    return _Scope(group_of(clause, value), words, _other_time(account, report))


def _other_time(account: Account, report: Report) -> date | None:
    """Return the day a figure is of where that is long before its report came out."""
    if account.as_of is None or report.published is None:
        return None
    day, out = _first_day(account.as_of), _first_day(report.published.earliest)
    return day if day and out and (out - day).days > RETROSPECTIVE else None


def _first_day(day: str) -> date | None:
    covered = days_of(day)
    return covered[0] if covered else None


@dataclass(frozen=True, slots=True)
class _Alike:
    """Which counts of a point are of one thing.

    `deeds` where it counts whom something befell, `ages` where it asks somebody's age.
    """

    scopes: Mapping[str, _Scope]
    deeds: bool
    ages: bool

    def out_of_line(self, count: Count, counts: Sequence[Count]) -> bool:
        """Say whether a count is so far below one of its day or before that it is of others."""
        told = (c for c in counts if c.day and count.day and c.day <= count.day)
        most = max((_foot(c) for c in told if self.of_one_thing(c, count)), default=0.0)
        return self.deeds and most >= APART * _top(count)

    def may_follow(self, first: Count, second: Count) -> bool:
        """Say whether a later count can be an earlier one's update."""
        fallen = self.deeds and _top(second) * FALLEN < _foot(first)
        return self.of_one_thing(first, second) and not fallen

    def update_within_a_day(self, one: Count, two: Count) -> bool:
        """Say whether two tolls of one day are one speaker's, who told it anew."""
        return self.deeds and _one_speaker(one, two)

    def falls_for_another(self, first: Count, second: Count) -> bool:
        """Say whether a later toll is below an earlier one of somebody else."""
        return self.deeds and not _one_speaker(first, second) and _top(second) < _foot(first)

    def of_one_thing(self, one: Count, two: Count) -> bool:
        """Say whether two counts are of one group, one time and one matter."""
        if self.ages:
            return True
        a, b = self.scopes[one.account], self.scopes[two.account]
        if a.group != b.group:
            return False
        if a.time is None or b.time is None:
            if a.time is not b.time:
                return False
        elif abs((a.time - b.time).days) > RETROSPECTIVE:
            return False
        return self.deeds or len(a.words & b.words) >= SHARED


def _one_speaker(one: Count, two: Count) -> bool:
    """Say whether one of two names holds the other: "the Health Ministry", "Orvale's ... "."""
    names = [set(plain_words(count.speaker)) - STOPWORDS for count in (one, two)]
    return all(names) and (names[0] <= names[1] or names[1] <= names[0])


def _is_earlier(clause: str) -> bool:
    """Say whether a figure is told as one of before: "raising an earlier toll of seven"."""
    found = _EARLIER.search(clause)
    return found is not None and len(clause) - found.end() <= LAST_WORDS


def _count(
    account: Account, report: Report | None, outlet: str, origins: Mapping[str, int]
) -> Count:
    published = report.published if report else None
    day, kind, until = account.as_of, DayKind.AS_OF, None
    earlier = report is not None and any(_is_earlier(s.of(report.text)) for s in account.spans)
    if day is None and published is not None and not earlier:
        day, kind = published.value, DayKind.PUBLISHED
        if published.earliest != published.latest:
            day, until = published.earliest, published.latest
    return Count(
        account=account.id,
        report=account.report,
        day=day,
        day_kind=kind if day else None,
        low=account.low,
        high=account.high,
        unit=account.unit,
        says=account.says,
        speaker=next((name for name in reversed(account.chain) if name), outlet),
        origin=origins.get(account.id),
        until=until,
    )


def _moves(counts: Sequence[Count], alike: _Alike) -> list[Move]:
    """Return clashes within a day and updates from one day that has a figure to the next.

    Equal figures of one day are told once: the first of each stands for them.
    """
    days: dict[str, list[Count]] = {}
    for count in counts:
        day = _whole_day(count)
        if day is not None and not alike.out_of_line(count, counts):
            told = days.setdefault(day, [])
            if all((c.low, c.high, c.unit) != (count.low, count.high, count.unit) for c in told):
                told.append(count)
    moves: list[Move] = []
    before: list[Count] = []
    last = ""
    for day in sorted(days, key=_in_order):
        told = days[day]
        # A count "this month" and one of a day of it are of one time.
        change = Change.CLASH if last and day.startswith(last) else Change.UPDATE
        moves += [
            _of_one_day(a, b, alike)
            for n, a in enumerate(told)
            for b in told[n + 1 :]
            if excludes(a, b) and alike.of_one_thing(a, b)
        ]
        moves += [
            Move(Change.CLASH if alike.falls_for_another(a, b) else change, a.account, b.account)
            for b in told
            for a in before
            if excludes(a, b) and alike.may_follow(a, b) and not any(_same(b, c) for c in before)
        ]
        before, last = told, day
    return moves


def _of_one_day(one: Count, two: Count, alike: _Alike) -> Move:
    within = alike.update_within_a_day(one, two)
    return Move(Change.UPDATE if within else Change.CLASH, one.account, two.account)


def _whole_day(count: Count) -> str | None:
    """Return the day of a count without its hour, None where it is known within a range only."""
    return count.day.partition("T")[0] if count.day and count.until is None else None


def _in_order(day: str) -> tuple[date, str]:
    """Return what puts days, months and seasons in the order of their first days."""
    return _first_day(day) or date.min, day


def excludes(one: Count, two: Count) -> bool:
    """Say whether no number is in both ranges; figures of two units never exclude one another."""
    if one.unit != two.unit:
        return False
    return _top(one) < _foot(two) or _top(two) < _foot(one)


def _same(one: Count, two: Count) -> bool:
    return (one.low, one.high, one.unit) == (two.low, two.high, two.unit)


def _foot(count: Count) -> float:
    return count.low if count.low is not None else 0.0


def _top(count: Count) -> float:
    return count.high if count.high is not None else float("inf")

"""How a figure moved: the accounts of one counted thing over time, clashes apart from updates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from whence.records.links import Account, Point, PointKind
from whence.records.report import Report


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

    `day` is ISO, a day, month or year as told; None where nothing tells. `origin` is the place of
    the origin in the point's `origins`, from 1; None where it rests on none.
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


@dataclass(frozen=True, slots=True)
class Move:
    """Two accounts whose ranges exclude one another: of one day a clash, of two an update."""

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
    ordered = sorted(counts, key=lambda c: (c.day is None, c.day or "", c.low or 0.0, c.account))
    return Movement(point.id, point.question, tuple(ordered), tuple(_moves(ordered)))


def _count(
    account: Account, report: Report | None, outlet: str, origins: Mapping[str, int]
) -> Count:
    published = report.published if report else None
    day, kind = account.as_of, DayKind.AS_OF
    if day is None and published is not None:
        day, kind = published.value, DayKind.PUBLISHED
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
    )


def _moves(counts: Sequence[Count]) -> list[Move]:
    """Return clashes within a day and updates from one day that has a figure to the next.

    Equal figures of one day are told once: the first of each stands for them.
    """
    days: dict[str, list[Count]] = {}
    for count in counts:
        if count.day is not None:
            told = days.setdefault(count.day, [])
            if all((c.low, c.high, c.unit) != (count.low, count.high, count.unit) for c in told):
                told.append(count)
    moves: list[Move] = []
    before: list[Count] = []
    for day in sorted(days):
        told = days[day]
        moves += [
            Move(Change.CLASH, a.account, b.account)
            for n, a in enumerate(told)
            for b in told[n + 1 :]
            if excludes(a, b)
        ]
        moves += [
            Move(Change.UPDATE, a.account, b.account)
            for b in told
            for a in before
            if excludes(a, b) and not any(_same(b, c) for c in before)
        ]
        before = told
    return moves


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

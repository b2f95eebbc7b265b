"""Policies on the way out: one row of figures for a point, by the rules of the field.

Nothing of it is stored: a point keeps every account's range. UCDP gives each event a low, a best
and a high estimate: the lowest and highest that reports give, and the likeliest (Sundberg and
Melander 2013; Högbladh, UCDP GED Codebook). It weighs how reliable sources are, which Whence does
not: here the best is the answer that most independent origins give, and among equals the lower,
as UCDP prefers the cautious figure. ACLED takes the most conservative figure where reports differ
or are vague, and corrects it when better information comes (ACLED, FAQs on fatality methodology):
here the lowest figure of the latest day for which any is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whence.records.days import days_of
from whence.records.links import Account, Point, PointKind
from whence.records.report import Report

Range = tuple[float | None, float | None]
MOST_DAYS = 31  # a report whose date is less exact than this has no day


class Policy(StrEnum):
    """By which rule a point's figures become one row."""

    UCDP = "ucdp"
    ACLED = "acled"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A point's figures by one policy.

    `accounts` are the ids of the accounts behind `best`; `high` is None where an account leaves
    the end open ("at least 25"); `why` is the rule in words.
    """

    policy: Policy
    low: float
    best: float
    high: float | None
    unit: str | None
    accounts: tuple[str, ...]
    why: str


def estimate(point: Point, policy: Policy, days: Mapping[str, str]) -> Estimate | None:
    """Return a point's figures by a policy; None where it has none, or counts in two units.

    `days` maps report ids to the day they were published, ISO; `ALL` gives UCDP's row.
    """
    figures = [a for a in point.accounts if (a.low, a.high) != (None, None)]
    if point.kind is not PointKind.QUANTITY or not figures or len({a.unit for a in figures}) > 1:
        return None
    if policy is Policy.ACLED:
        return _acled(figures, days)
    return _ucdp(point, figures)


def days_known(reports: Iterable[Report]) -> dict[str, str]:
    """Return by id the day each report came out, where it is known within `MOST_DAYS`.

    A day guessed from a range of years is no latest day.
    """
    known: dict[str, str] = {}
    for report in reports:
        published = report.published
        if published is None:
            continue
        covered = days_of(published.earliest), days_of(published.latest)
        if covered[0] and covered[1] and (covered[1][1] - covered[0][0]).days <= MOST_DAYS:
            known[report.id] = published.value
    return known


def _ucdp(point: Point, figures: list[Account]) -> Estimate:
    by_origin = {a: n for n, together in enumerate(point.origins) for a in together}
    answers: dict[Range, list[Account]] = {}
    for account in figures:
        answers.setdefault((account.low, account.high), []).append(account)
    best = min(
        answers.values(),
        key=lambda told: (-len({by_origin.get(a.id, a.id) for a in told}), floor(told[0])),
    )
    ends = [a.high if a.high is not None else a.low or 0.0 for a in figures]
    return Estimate(
        policy=Policy.UCDP,
        low=min(map(floor, figures)),
        best=floor(best[0]),
        high=None if any(a.high is None for a in figures) else max(ends),
        unit=figures[0].unit,
        accounts=tuple(a.id for a in best),
        why="lowest and highest of all accounts; best: the answer of most independent origins",
    )


def _acled(figures: list[Account], days: Mapping[str, str]) -> Estimate:
    def day(account: Account) -> date:
        covered = days_of(account.as_of or days.get(account.report, ""))
        return covered[0] if covered else date.min

    latest = max(map(day, figures))
    told = [a for a in figures if day(a) == latest]
    least = min(map(floor, told))
    return Estimate(
        policy=Policy.ACLED,
        low=least,
        best=least,
        high=least,
        unit=figures[0].unit,
        accounts=tuple(a.id for a in told if floor(a) == least),
        why="the most conservative figure of the latest day told"
        if latest > date.min
        else "the most conservative figure of all: no day is known",
    )


def floor(account: Account) -> float:
    """Return the least an account's figure allows: its low end, or 0 for "up to 25"."""
    return account.low if account.low is not None else 0.0

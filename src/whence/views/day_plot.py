"""Figures by day: each account of a number as a mark at the day it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whence.views.plots import range_plot
from whence.views.wording import MONTHS

MOST_TICKS = 7
DAYS_WITHOUT_YEAR = 300
# Marks that would cover one another stand side by side, so that each can be chosen: steps in
# percent of the width, from a distance in percent of the height.
STEP, MOST_STEPS, NEAR = 2.4, 4, 9.5


@dataclass(frozen=True, slots=True)
class DayTick:
    """A labelled day, in percent of the width."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class DayMark:
    """One account: its day in percent from the left, its range in percent from the foot."""

    at: float
    low: float
    high: float
    open_low: bool
    open_high: bool


@dataclass(frozen=True, slots=True)
class DayPlot:
    """Marks in the order of the accounts given, days along the foot, numbers up the side."""

    marks: tuple[DayMark | None, ...]
    days: tuple[DayTick, ...]
    numbers: tuple[DayTick, ...]


def day_plot(
    accounts: Sequence[tuple[str, float | None, float | None]],
) -> DayPlot | None:
    """Lay (ISO day, low, high) out; None where they do not span two days or carry no numbers."""
    days = [_day(iso) for iso, _, _ in accounts]
    known = sorted({found for found in days if found is not None})
    plot = range_plot([(low, high) for _, low, high in accounts])
    if len(known) < 2 or plot is None:
        return None
    first, last = known[0], known[-1]
    span = (last - first).days

    def across(found: date) -> float:
        return round(3 + 84 * (found - first).days / span, 2)

    taken: defaultdict[tuple[date, int], list[float]] = defaultdict(list)

    def beside(found: date, at: float) -> float:
        """Return how far a mark stands beside those of its day that it would cover."""
        step = 0
        while step < MOST_STEPS and any(abs(at - y) < NEAR for y in taken[found, step]):
            step += 1
        taken[found, step].append(at)
        return step * STEP

    marks = tuple(
        DayMark(
            across(found) + beside(found, bar.right if bar.open_left else bar.left),
            bar.left,
            bar.right,
            bar.open_left,
            bar.open_right,
        )
        if found is not None and bar is not None
        else None
        for found, bar in zip(days, plot.bars, strict=True)
    )
    step = max(1, -(-span // (MOST_TICKS - 1)))
    ticks = [first + timedelta(days=n) for n in range(0, span + 1, step)]
    return DayPlot(
        marks=marks,
        days=tuple(DayTick(across(tick), _label(tick, span)) for tick in ticks),
        numbers=tuple(DayTick(tick.at, tick.label) for tick in plot.ticks),
    )


def _label(day: date, span: int) -> str:
    """Return a day as the foot of the plot shows it, over more than a year by month and year."""
    month = MONTHS[day.month - 1]
    return f"{month} {day.year}" if span > DAYS_WITHOUT_YEAR else f"{day.day} {month}"


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None

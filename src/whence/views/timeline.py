"""Reports by day, to scale: a day without any leaves its place empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from whence.ledger.browse_reports import PublishedDay
from whence.views.wording import MONTHS, day, month

MOST_DAYS, MOST_MONTHS = 92, 120  # more stand by month, and more of these by year
MOST_TICKS = 5
MOST_NUMBERED = 31  # places in the width; with more, bars do not carry their number
WIDEST = 7.0  # percent of the width
NEAR_EDGE = 5.0  # percent of the width
SHARE = 0.76  # of a bar's place that it fills


@dataclass(frozen=True, slots=True)
class DateBar:
    """The reports of one day, month or year, in percent of the plot's width and height.

    `exact` are those of which no other day is possible; of the height they take `sure`.
    """

    label: str
    reports: int
    exact: int
    left: float
    width: float
    height: float
    sure: float
    since: str
    until: str

    @property
    def middle(self) -> float:
        """Return the middle of the bar, in percent of the width."""
        return round(self.left + self.width / 2, 3)


@dataclass(frozen=True, slots=True)
class DateTick:
    """A named place at the foot, in percent of the width; `anchor` keeps its name inside."""

    at: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars at their dates; `unit` is what one stands for, `numbered` says that bars have room."""

    bars: tuple[DateBar, ...]
    ticks: tuple[DateTick, ...]
    unit: str
    numbered: bool

    @property
    def inferred(self) -> int:
        """Return how many reports have no day that is sure."""
        return sum(bar.reports - bar.exact for bar in self.bars)


def timeline(days: Sequence[PublishedDay]) -> Timeline | None:
    """Lay out days, in order; None where there are none."""
    dated = [(found, day) for day in days if (found := _parsed(day.day)) is not None]
    if not dated:
        return None
    first, last = dated[0][0], dated[-1][0]
    unit, place, name = _scale(first, last)
    slots = place(last) - place(first) + 1
    counts: Counter[int] = Counter()
    exact: Counter[int] = Counter()
    for found, told in dated:
        counts[place(found) - place(first)] += told.reports
        exact[place(found) - place(first)] += told.exact
    names = {place(found) - place(first): name(found) for found, _ in dated}
    most, step = max(counts.values()), 100 / slots
    width = min(step * SHARE, WIDEST)
    bars = tuple(
        DateBar(
            label=day(names[slot]) if unit == "day" else month(names[slot]),
            reports=n,
            exact=exact[slot],
            left=round(step * (slot + 0.5) - width / 2, 3),
            width=round(width, 3),
            height=round(100 * n / most, 2),
            sure=round(100 * exact[slot] / most, 2),
            since=names[slot],
            # What is longer begins with these letters and comes before them with a tilde.
            until=names[slot] if unit == "day" else f"{names[slot]}~",
        )
        for slot, n in sorted(counts.items())
    )
    return Timeline(bars, _ticks(first, slots, unit), unit, slots <= MOST_NUMBERED)


def _scale(first: date, last: date) -> tuple[str, Callable[[date], int], Callable[[date], str]]:
    """Return what one bar stands for, the place of a day among such, and their names."""
    if (last - first).days < MOST_DAYS:
        return "day", date.toordinal, date.isoformat
    if _month(last) - _month(first) < MOST_MONTHS:
        return "month", _month, lambda found: found.isoformat()[:7]
    return "year", lambda found: found.year, lambda found: found.isoformat()[:4]


def _month(found: date) -> int:
    return found.year * 12 + found.month - 1


def _ticks(first: date, slots: int, unit: str) -> tuple[DateTick, ...]:
    step = max(1, -(-slots // MOST_TICKS))
    ticks = []
    for slot in range(0, slots, step):
        if unit == "day":
            at = date.fromordinal(first.toordinal() + slot)
            label = f"{at.day} {MONTHS[at.month - 1]}"
            label += f" {at.year}" if slot == 0 or at.year != first.year else ""
        elif unit == "month":
            label = month(f"{(_month(first) + slot) // 12}-{(_month(first) + slot) % 12 + 1:02}")
        else:
            label = str(first.year + slot)
        at_percent = round(100 * (slot + 0.5) / slots, 3)
        anchor = "start" if at_percent < NEAR_EDGE else "middle"
        anchor = "end" if at_percent > 100 - NEAR_EDGE else anchor
        ticks.append(DateTick(at_percent, label, anchor))
    return tuple(ticks)


def _parsed(iso: str) -> date | None:
    """Return a day, the first of a month or of a year that is all that is known."""
    try:
        return date.fromisoformat(f"{iso[:10]}-01-01"[:10])
    except ValueError:
        return None

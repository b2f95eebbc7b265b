"""Reports by day, to scale: a day without any leaves its place empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.ledger.browse_reports import PublishedDay
from whence.views.wording import MONTHS, day, month

MOST_DAYS, MOST_MONTHS = 92, 120  # more stand by month, and more of these by year
MOST_TICKS = 5
# Places in the width; with more, only the highest bar carries its number.
MOST_NUMBERED, MOST_NUMBERED_ON_A_PHONE = 31, 10
WIDEST = 7.0  # percent of the width
NEAR_EDGE = 5.0  # percent of the width
SHARE = 0.76  # of a bar's place that it fills


@dataclass(frozen=True, slots=True)
class DateBar:
    """How many in one day, month or year, in percent of the plot's width and height.

    `sure` are those of which no other day is possible; of the height they take `sure_height`.
    `numbered` says that the bar has room for its number, as the highest always has.
    """

    label: str
    number: int
    sure: int
    numbered: bool
    left: float
    width: float
    height: float
    sure_height: float
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
    """Bars at their dates; `unit` is what one stands for.

    `numbered` says that all bars have room for their number, `crowded` that on a phone none has
    but the highest.
    """

    bars: tuple[DateBar, ...]
    ticks: tuple[DateTick, ...]
    unit: str
    numbered: bool
    crowded: bool

    @property
    def inferred(self) -> int:
        """Return how many reports have no day that is sure."""
        return sum(bar.number - bar.sure for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Scale:
    """Places for bars in the width, one for each `unit` (day, month, year) from the first on."""

    unit: str
    first: date
    slots: int

    @property
    def step(self) -> float:
        """Return the width of a place, in percent of the whole."""
        return 100 / self.slots

    @property
    def bar_width(self) -> float:
        """Return the width of a bar, in percent of the whole."""
        return min(self.step * SHARE, WIDEST)

    @property
    def numbered(self) -> bool:
        """Say whether bars have room for their number."""
        return self.slots <= MOST_NUMBERED

    @property
    def crowded(self) -> bool:
        """Say whether on a phone they have not."""
        return self.slots > MOST_NUMBERED_ON_A_PHONE

    def slot(self, found: date) -> int:
        """Return the place of a day, from none."""
        return _place(self.unit, found) - _place(self.unit, self.first)

    def left(self, slot: int) -> float:
        """Return where the bar of a place begins, in percent of the width."""
        return round(self.step * (slot + 0.5) - self.bar_width / 2, 3)

    def since(self, found: date) -> str:
        """Return the first day, as far as the unit tells it, of what a bar stands for."""
        return found.isoformat()[: _LETTERS[self.unit]]

    def until(self, found: date) -> str:
        """Return the last; what is longer begins with these letters and comes before a tilde."""
        return self.since(found) + ("" if self.unit == "day" else "~")

    def label(self, found: date) -> str:
        """Return what a bar stands for, in words."""
        named = self.since(found)
        return day(named) if self.unit == "day" else month(named)

    def ticks(self) -> tuple[DateTick, ...]:
        """Return named places at the foot."""
        step = max(1, -(-self.slots // MOST_TICKS))
        return tuple(self._tick(slot) for slot in range(0, self.slots, step))

    def _tick(self, slot: int) -> DateTick:
        if self.unit == "day":
            at = date.fromordinal(self.first.toordinal() + slot)
            label = f"{at.day} {MONTHS[at.month - 1]}"
            label += f" {at.year}" if slot == 0 or at.year != self.first.year else ""
        elif self.unit == "month":
            since = _month(self.first) + slot
            label = month(f"{since // 12}-{since % 12 + 1:02}")
        else:
            label = str(self.first.year + slot)
        at_percent = round(100 * (slot + 0.5) / self.slots, 3)
        anchor = "start" if at_percent < NEAR_EDGE else "middle"
        anchor = "end" if at_percent > 100 - NEAR_EDGE else anchor
        return DateTick(at_percent, label, anchor)


_LETTERS = {"day": 10, "month": 7, "year": 4}


def scale_of(days: Iterable[date]) -> Scale | None:
    """Return places for all of these days; None where there are none."""
    listed = sorted(days)
    if not listed:
        return None
    first, last = listed[0], listed[-1]
    unit = "year"
    if (last - first).days < MOST_DAYS:
        unit = "day"
    elif _month(last) - _month(first) < MOST_MONTHS:
        unit = "month"
    return Scale(unit, first, _place(unit, last) - _place(unit, first) + 1)


def _place(unit: str, found: date) -> int:
    return {"day": found.toordinal(), "month": _month(found), "year": found.year}[unit]


def _month(found: date) -> int:
    return found.year * 12 + found.month - 1


def parsed(iso: str | None) -> date | None:
    """Return a day, the first of a month or of a year that is all that is known."""
    try:
        return date.fromisoformat(f"{(iso or '')[:10]}-01-01"[:10])
    except ValueError:
        return None


def timeline(days: Sequence[PublishedDay]) -> Timeline | None:
    """Lay out days, in order; None where there are none."""
    dated = [(found, day) for day in days if (found := parsed(day.day)) is not None]
    scale = scale_of(found for found, _ in dated)
    if scale is None:
        return None
    counts, sure = Counter[date](), Counter[date]()
    for found, told in dated:
        counts[found] += told.reports
        sure[found] += told.exact
    return Timeline(
        bars_of(counts, sure, scale), scale.ticks(), scale.unit, scale.numbered, scale.crowded
    )


def bars_of(
    counts: Mapping[date, int], sure: Mapping[date, int], scale: Scale
) -> tuple[DateBar, ...]:
    """Return a bar for each place of the scale that holds any of the days counted, in order.

    `sure` counts those of which no other day is possible.
    """
    numbers, surely = Counter[int](), Counter[int]()
    days: dict[int, date] = {}
    for found, number in counts.items():
        slot = scale.slot(found)
        numbers[slot] += number
        surely[slot] += sure.get(found, 0)
        days[slot] = found
    most = max(numbers.values(), default=0)
    highest = min((slot for slot, number in numbers.items() if number == most), default=0)
    return tuple(
        DateBar(
            label=scale.label(days[slot]),
            number=number,
            sure=surely[slot],
            numbered=scale.numbered or slot == highest,
            left=scale.left(slot),
            width=round(scale.bar_width, 3),
            height=round(100 * number / most, 2),
            sure_height=round(100 * surely[slot] / most, 2),
            since=scale.since(days[slot]),
            until=scale.until(days[slot]),
        )
        for slot, number in sorted(numbers.items())
    )

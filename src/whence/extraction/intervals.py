"""Arithmetic over the ranges that figures say, and what it proves.

A figure is taken as the closed range of values it allows. Words that leave the width open get one
here, the same for every figure: "about n" a tenth of n to either side, "nearly n" from nine tenths
of n to n; a factor ("doubled") a twentieth to either side, "nearly doubled" from three quarters on.
Round numbers from a hundred thousand on are taken as rounded to their last digit that is no zero,
which a comparison allows for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from whence.records.extraction import Bound, Outcome, Quantity

_ABOUT = 0.1
_NEARLY = 0.9
_FACTOR = 0.05
_FACTOR_ABOUT = 0.15
_FACTOR_NEARLY = 0.75
_ROUND_FROM = 1e5
_ROUNDED = 0.05
_OPEN_ABOVE = (Bound.AT_LEAST, Bound.MORE_THAN)
_OPEN_BELOW = (Bound.UP_TO, Bound.AT_MOST, Bound.LESS_THAN)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included; either may be infinite."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, other: Interval) -> Interval | None:
        """Return the ratios to a range above zero, None where the other is not."""
        if other.low <= 0 or self.low < 0:
            return None
        high = self.high / other.low
        return Interval(0.0 if other.high == inf else self.low / other.high, high)

    def times(self, factor: float) -> Interval:
        """Return the range times a number above zero."""
        return Interval(self.low * factor, self.high * factor)

    def widened(self, by: float) -> Interval:
        """Return the range with `by` more on either side."""
        return Interval(self.low - by, self.high + by)


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the sum of ranges."""
    return sum(intervals, Interval(0.0, 0.0))


def interval_of(quantity: Quantity) -> Interval:
    """Return the values a figure allows; see the module for the width of "about"."""
    low = quantity.low if quantity.low is not None else quantity.high or 0.0
    high = quantity.high if quantity.high is not None else low
    if quantity.bound in _OPEN_ABOVE:
        return Interval(low, inf)
    if quantity.bound in _OPEN_BELOW:
        return Interval(min(0.0, high), high)
    if quantity.bound is Bound.NEARLY:
        return Interval(min(high * _NEARLY, high), high)
    if quantity.bound is Bound.ABOUT and low == high:
        return Interval(low, high).widened(abs(low) * _ABOUT)
    return Interval(low, high)


def factor_of(quantity: Quantity) -> Interval:
    """Return the factors a word like "nearly doubled" allows."""
    value = quantity.low if quantity.low is not None else quantity.high or 0.0
    if quantity.bound in _OPEN_ABOVE:
        return Interval(value, inf)
    if quantity.bound is Bound.NEARLY:
        return Interval(value * _FACTOR_NEARLY, value)
    if quantity.bound in _OPEN_BELOW:
        return Interval(0.0, value)
    share = _FACTOR_ABOUT if quantity.bound is Bound.ABOUT else _FACTOR
    return Interval(value * (1 - share), value * (1 + share))


def percent_of(quantity: Quantity) -> Interval:
    """Return the percentages a share allows; one without decimals is rounded to the whole."""
    value = quantity.low if quantity.low is not None else quantity.high or 0.0
    if quantity.unit != "percent":  # a half, two thirds
        value = round(value * 100, 6)
        if quantity.bound is Bound.EXACT:
            return Interval(value, value).widened(1.0)
    if quantity.bound is not Bound.EXACT or quantity.low != quantity.high:
        return interval_of(quantity).times(1.0 if quantity.unit == "percent" else 100.0)
    whole = value == int(value)
    return Interval(value, value).widened(0.5 if whole else 0.05)


def slack_of(quantities: Iterable[Quantity]) -> float:
    """Return how far a sum of large round numbers may be off by their rounding alone."""
    return sum(_rounding(q.low) for q in quantities if q.low is not None and q.low == q.high)


def _rounding(value: float) -> float:
    """Return half a unit of the last digit that is no zero, at most a twentieth."""
    if not _ROUND_FROM <= abs(value) < 1e18 or value != int(value):
        return 0.0
    unit, rest = 1.0, int(abs(value))
    while rest % 10 == 0:
        rest, unit = rest // 10, unit * 10
    return min(unit / 2, abs(value) * _ROUNDED) if unit > 1 else 0.0


def equals(worked_out: Interval, said: Interval, slack: float = 0.0) -> Outcome:
    """Say whether what was worked out is what is said: surely, surely not, or either.

    `slack` is how far the two may lie apart by rounding.
    """
    said = said.widened(slack)
    if _least(worked_out.low, said.low) and _least(said.high, worked_out.high):
        return Outcome.HOLDS
    apart = not _least(worked_out.high, said.low) or not _least(said.high, worked_out.low)
    return Outcome.FAILS if apart else Outcome.OPEN


def no_more_than(part: Interval, whole: Interval) -> Outcome:
    """Say whether a part is no larger than the whole."""
    if _least(whole.low, part.high):
        return Outcome.HOLDS
    return Outcome.OPEN if _least(whole.high, part.low) else Outcome.FAILS


def _least(one: float, other: float) -> bool:
    """Say whether `one` is at least `other`, but for rounding of floats."""
    return one >= other or (other < inf and one > -inf and _close(one, other))


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(other))


def in_words(interval: Interval) -> str:
    """Return a range as people write it: `3,100`, `3,100 to 3,400`, `at least 25`."""
    if interval.high == inf:
        return f"at least {number(interval.low)}"
    if _close(interval.high, interval.low):
        return number(interval.low)
    if interval.low <= 0 < interval.high:
        return f"up to {number(interval.high)}"
    return f"{number(interval.low)} to {number(interval.high)}"


def number(value: float) -> str:
    """Return a number with its thousands apart and at most two decimals."""
    if abs(value - round(value)) < 1e-9 * max(1.0, abs(value)) and abs(value) < 1e18:
        return f"{round(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")

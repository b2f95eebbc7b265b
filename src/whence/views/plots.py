"""Range plots: where each account's low to high lies on one scale shared by a point's accounts.

Only the geometry is worked out here, in percent of the plot's width, so that the template can
draw an SVG that stretches with the page while its text keeps its size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Beyond this ratio of the largest to the smallest number a linear scale squeezes the small ones
# into the axis: 7 beside 400 is still told apart, 7 beside 40,000 is not.
LOG_RATIO = 60
SMALLEST = 1e-9  # no count and no measure of the news is smaller and not nought
# The scale leaves this much of its width free at the right for an arrow of an open end.
HEADROOM = 0.06
TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One account on the scale, in percent of the width; an open end runs to the edge."""

    left: float
    right: float
    open_left: bool
    open_right: bool

    @property
    def is_dot(self) -> bool:
        """Say whether low and high are one number."""
        return not (self.open_left or self.open_right) and self.right - self.left < 0.01


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on the axis, in percent of the width."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class RangePlot:
    """The bars in the order of the ranges given, and the axis."""

    bars: tuple[Bar | None, ...]
    ticks: tuple[Tick, ...]
    logarithmic: bool


def range_plot(ranges: Sequence[tuple[float | None, float | None]]) -> RangePlot | None:
    """Lay `(low, high)` ranges out on one scale; None stands for an end that is not known.

    Returns None when fewer than two ranges carry a number: there is nothing to compare. A range
    without any number gets no bar.
    """
    ranges = [(_drawable(low), _drawable(high)) for low, high in ranges]
    numbers = [n for pair in ranges for n in pair if n is not None and math.isfinite(n)]
    if sum(any(n is not None for n in pair) for pair in ranges) < 2 or not numbers:
        return None
    lowest, highest = min(numbers), max(numbers)
    logarithmic = lowest > 0 and highest / lowest > LOG_RATIO
    ticks = _log_ticks(lowest, highest) if logarithmic else _linear_ticks(lowest, highest)
    first, last = min(ticks[0], lowest), max(ticks[-1], highest)

    def place(number: float) -> float:
        a, b, n = (math.log(x) if logarithmic else x for x in (first, last, number))
        return round(100 * (1 - HEADROOM) * (n - a) / (b - a), 2) if b > a else 0.0

    return RangePlot(
        bars=tuple(_bar(low, high, place) for low, high in ranges),
        ticks=tuple(Tick(at=place(n), label=_short(n)) for n in ticks),
        logarithmic=logarithmic,
    )


def _drawable(number: float | None) -> float | None:
    """Return a number, or nought for one so small that its logarithm cannot be trusted."""
    return 0.0 if number is not None and abs(number) < SMALLEST else number


def _bar(low: float | None, high: float | None, place: Callable[[float], float]) -> Bar | None:
    if low is None and high is None:
        return None
    return Bar(
        left=place(low) if low is not None else 0.0,
        right=place(high) if high is not None else 100.0,
        open_left=low is None,
        open_right=high is None,
    )


def _linear_ticks(low: float, high: float) -> list[float]:
    """Return round numbers from at most `low` to at least `high`, about `TICKS` of them.

    Counts read best from nought, so the axis starts there unless the numbers lie close together
    and far from it (Heckbert's nice numbers, Graphics Gems 1990).
    """
    start = 0.0 if low >= 0 and high - low > low / 4 else low
    raw = (high - start) / (TICKS - 1) or max(abs(high), 1.0) / (TICKS - 1)
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= raw * 0.999)
    if start >= 0 and high >= TICKS - 1:
        step = max(step, 1.0)
    first = math.floor(start / step)
    last = math.ceil(high / step - 1e-9)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def _log_ticks(low: float, high: float) -> list[float]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high) - 1e-9) + 1)
    every = max(1, math.ceil(len(powers) / (TICKS + 1)))
    kept = list(powers)[::every]
    return [10.0**power for power in (kept if kept[-1] == powers[-1] else [*kept, powers[-1]])]


def _short(number: float) -> str:
    """Return a number as an axis shows it: 2,500 in full, 5 million in words."""
    for size, name in ((1e9, "bn"), (1e6, "m")):
        if abs(number) >= size:
            return f"{number / size:,.4g}{name}"
    return f"{number:,.4g}" if abs(number) < 1000 else f"{number:,.0f}"

"""The days a report may be of, and the curves that cues weigh them with.

A weight is a natural logarithm of a likelihood, one number a day of `DAYS`; only differences
between days matter.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]

FIRST = date(1900, 1, 1).toordinal()
LAST = date(2100, 12, 31).toordinal()
DAYS: NDArray[np.int64] = np.arange(FIRST, LAST + 1)
YEARS: NDArray[np.int64] = np.array([date.fromordinal(int(day)).year for day in DAYS])
YEAR = 365.25
# A curve is a mixture of exponentials: shares and mean days.
Curve = tuple[tuple[float, float], ...]
# How far on the wrong side of a misread date a report may lie.
_WRONG: Curve = ((0.4, 6.0), (0.4, 0.5 * YEAR), (0.2, 5 * YEAR))


def since(day: date, curve: Curve, misread: float) -> Weights:
    """Weigh the days from `day` on by how long after it they lie.

    `misread` is the probability that the report is older than `day` all the same.
    """
    gaps = DAYS - day.toordinal()
    right = (1 - misread) * density(np.maximum(gaps, 0), curve)
    wrong = misread * density(np.maximum(-gaps, 0), _WRONG)
    return np.asarray(np.log(np.where(gaps >= 0, right, wrong)), dtype=np.float64)


def within(stretches: list[tuple[date, date]], outside: float) -> Weights:
    """Weigh days outside all `stretches` with the likelihood `outside`, days inside with 1."""
    inside = np.zeros(len(DAYS), dtype=bool)
    for first, last in stretches:
        inside |= (first.toordinal() <= DAYS) & (last.toordinal() >= DAYS)
    return _floored(inside.astype(np.float64), outside)


def of_years(shares: dict[int, float], other: float) -> Weights:
    """Weigh the days of single years with `shares`, those of all others with `other`."""
    weights = np.full(len(DAYS), np.log(other))
    for year, share in shares.items():
        weights[year == YEARS] = np.log(share)
    return weights


def steps_before(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for every day how long ago the latest of `days` (sorted ordinals) was.

    Days before the first of them get the longest time there is.
    """
    at = np.searchsorted(days, DAYS, side="right") - 1
    return np.where(at >= 0, DAYS - days[np.maximum(at, 0)], LAST)


def steps_after(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for every day how long it is to the next of `days` (sorted ordinals)."""
    at = np.searchsorted(days, DAYS, side="left")
    return np.where(at < len(days), days[np.minimum(at, len(days) - 1)] - DAYS, LAST)


@cache
def yearly(month: int, day: int) -> NDArray[np.int64]:
    """Return the ordinals of a day of the year in every year that has it."""
    found = []
    for year in range(1898, 2103):
        try:
            found.append(date(year, month, day).toordinal())
        except ValueError:
            continue
    return np.array(found, dtype=np.int64)


def shaped(gaps: NDArray[np.int64], curve: Curve, floor: float) -> Weights:
    """Weigh gaps in days (at least 0) by a curve, nowhere less than `floor` beside a gap of 0."""
    return _floored(_curve(gaps, curve), floor)


def _curve(gaps: NDArray[np.int64], curve: Curve) -> Weights:
    peak = sum(share / mean for share, mean in curve)
    return density(gaps, curve) / peak


def density(gaps: NDArray[np.int64], curve: Curve) -> Weights:
    """Return the likelihoods of gaps in days (at least 0) under a curve."""
    total = np.zeros(len(gaps))
    for share, mean in curve:
        total += share / mean * np.exp(-gaps / mean)
    return total + 1e-300


def _floored(likelihood: Weights, floor: float) -> Weights:
    return np.asarray(np.log(np.maximum(likelihood, floor)), dtype=np.float64)

"""From cues to a range: the days that together carry nearly all of the likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.eras import load_table
from whence.extraction.dating.timeline import DAYS, YEAR, Weights

# Share of the likelihood that a range holds, and how far the cues are trusted to be independent
# (1: wholly). Chosen so that the range holds for 97 in 100 reports of one half of the story set.
HELD = 0.97
TRUST = 1.0
# A release is mostly given reports that are older than itself; later ones get rarer by this mean.
_FRESH = 300.0
# Of what was published before the web there is the less in digital form the older it is.
_WEB = date(1995, 1, 1).toordinal()
_FADING = 10 * YEAR
# Days of a range above which nothing is said: who does not know the decade knows nothing.
WIDEST = 4500
# Most cues told as reasons; one that narrows the range by less than this share goes untold.
_REASONS = 4
_TELLING = 0.04
# Days within which a range's first day is the one that a cue is the lower bound for.
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Range:
    """First, best and last day of a range, and the cues that made it, weightiest first."""

    earliest: date
    value: date
    latest: date
    reasons: tuple[Cue, ...]


def weigh(cues: Sequence[Cue]) -> Range | None:
    """Return the range of days that the cues leave, None where they leave too much.

    Cues are joined as independent but for a common discount; the range is the shortest that holds
    `HELD` of the likelihood. The best day is the one that halves it.
    """
    if not any(cue.years and cue.before for cue in cues):
        return None
    prior = _prior()
    total = prior + TRUST * np.sum([cue.weights for cue in cues], axis=0)
    low, middle, high = _bounds(total)
    if high - low > WIDEST:
        return None
    first, best, last = (date.fromordinal(day) for day in (low, middle, high))
    told = _reasons(cues, total, high - low)
    bounding = tuple(cue for cue in cues if cue not in told and _bounds_from_below(cue, first))
    return Range(first, best, last, (*told, *bounding[:1]))


def _bounds_from_below(cue: Cue, first: date) -> bool:
    return cue.before is not None and abs((date.fromisoformat(cue.before) - first).days) <= _NEAR


def _prior() -> Weights:
    """Return the weights of the days before anything is known of a report."""
    fresh = load_table().as_of.toordinal()
    late, old = np.maximum(DAYS - fresh, 0) / _FRESH, np.maximum(_WEB - DAYS, 0) / _FADING
    return np.asarray(-late - old, dtype=np.float64)


def _bounds(total: Weights) -> tuple[int, int, int]:
    """Return the ordinals of the ends of the shortest stretch that holds enough, and its median."""
    share = np.exp(total - total.max())
    summed = np.concatenate(([0.0], np.cumsum(share) / share.sum()))
    ends = np.searchsorted(summed, summed[:-1] + HELD)
    lengths = np.where(ends < len(summed), ends - np.arange(len(DAYS)), len(summed))
    low = int(np.argmin(lengths))
    high = min(int(ends[low]), len(DAYS)) - 1
    middle = int(np.searchsorted(summed, (summed[low] + summed[high + 1]) / 2)) - 1
    return int(DAYS[low]), int(DAYS[min(max(middle, low), high)]), int(DAYS[high])


def _reasons(cues: Sequence[Cue], total: Weights, width: int) -> tuple[Cue, ...]:
    """Return the cues without which the range would be wider, the most telling first."""
    gains = []
    for place, cue in enumerate(cues):
        low, _, high = _bounds(total - TRUST * cue.weights)
        gain = np.log((high - low + 1) / (width + 1))
        gains.append((-float(gain), place, cue))
    gains.sort(key=lambda entry: entry[:2])
    telling = [cue for gain, _, cue in gains if -gain >= _TELLING][:_REASONS]
    return tuple(telling or [cue for _, _, cue in gains[:1]])

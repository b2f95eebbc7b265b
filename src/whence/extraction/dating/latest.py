"""The cue of all dates that carry their year: a report lies after some and before the others.

Which of them are past is not known for certain, so every place between two dates next to each
other is weighed: that all before it have come and all behind it have not, how long after a past
date reports appear, and how long before one to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.explicit import Told
from whence.extraction.dating.timeline import DAYS, YEAR, Curve, Weights, density, since

# How long after the latest past date it names a report appears, by how exact that date is:
# mixtures of exponentials, in days, fitted on the quantiles of dated reports (see
# docs/accuracy.md). A report that names many years comes down to its own; one that names a single
# year may be a look back. A day with its year is fresh in captions, datelines and embedded posts,
# most of all beside its weekday, and often old where it is told.
_AFTER: dict[str, Curve] = {
    "weekday": ((0.86, 1.0), (0.06, 100.0), (0.08, 1500.0)),
    "day": ((0.58, 1.2), (0.14, 12.0), (0.18, 130.0), (0.07, 900.0), (0.03, 6000.0)),
    "day told": ((0.28, 1.5), (0.12, 60.0), (0.36, 450.0), (0.1, 1500.0), (0.14, 9000.0)),
    # (e^-x/a - e^-x/b) / (a - b): hardly ever of late, as a late month goes without its year.
    "month": ((0.1, 80.0), (0.86 * 1.75, 700.0), (-0.86 * 0.75, 300.0), (0.04, 4000.0)),
    "year of one": ((0.4, 1100.0), (0.4, 5000.0), (0.2, 12000.0)),
    "year of some": ((0.6, 1300.0), (0.3, 3500.0), (0.1, 10000.0)),
    "year of many": ((0.65, 900.0), (0.35, 2200.0)),
    "bare year of one": ((0.5, 600.0), (0.3, 5000.0), (0.2, 14000.0)),
    "bare year of some": ((0.6, 600.0), (0.3, 3000.0), (0.1, 10000.0)),
    "bare year of many": ((0.8, 450.0), (0.2, 1500.0)),
}
_MANY_YEARS = 4
# How long before the nearest date still to come, by how exact it is.
_BEFORE: dict[str, Curve] = {
    "day": ((0.4, 20.0), (0.4, 300.0), (0.2, 3000.0)),
    "month": ((0.9, 300.0), (0.1, 1000.0)),
    "year": ((0.55, 500.0), (0.45, 2500.0)),
}
# How far apart neighbouring dates of a text lie where the report is not between them.
_APART: Curve = ((0.15, 30.0), (0.45, 2.0 * YEAR), (0.4, 10.0 * YEAR))
# The same after the report's own date, and how often that is another's.
_OWN: Curve = ((1.0, 1.5),)
_OWN_BY_WEEKDAY: Curve = ((0.9, 2.0), (0.1, 400.0))
_OTHERS = 0.005
# The latest dates that are weighed; those before them say nothing new.
_MOST = 8
# Share of reports of any day whatever: pages carry words that are not the report's.
_STRAY = 0.004
# Datelines and captions run a day ahead of the publisher's clock across time zones.
_AHEAD = timedelta(days=1)
# Mentions of the date's weekday, at least half of all weekdays named, that make it the report's
# own day.
_WEEKDAYS_NEEDED = 2


def dated_cues(told: Sequence[Told], weekdays: Sequence[int]) -> Iterator[Cue]:
    """Yield the cue of the dates that carry their year, if there are any.

    `weekdays` are the weekdays (1 Monday) that the text names without a date.
    """
    own = max((one for one in told if one.use == "own"), key=_place, default=None)
    if own is not None:
        weights = since(own.first - _AHEAD, _OWN, _OTHERS)
        why = f"the text gives “{own.words}” as its own date"
        yield Cue("own", own.words, why, weights, before=own.first.isoformat())
        return
    dates = _distinct(told)[:_MOST]
    if dates:
        yield _cue(dates, len({one.first.year for one in told if one.past >= 0.5}), weekdays)


def _place(one: Told) -> tuple[object, ...]:
    return one.first, one.past, one.last


def _distinct(told: Sequence[Told]) -> list[Told]:
    """Return the dates, latest first, each once: as it is said where it is likeliest past.

    Of days that are listed the last stands for all.
    """
    best: dict[tuple[object, ...], Told] = {}
    listed = max((one.first for one in told if one.listed), default=None)
    for one in told:
        if one.listed and one.first != listed:
            continue
        known = best.get((one.first, one.last))
        if known is None or (one.past, one.fresh) > (known.past, known.fresh):
            best[one.first, one.last] = one
    return sorted(best.values(), key=_place, reverse=True)


def _cue(dates: Sequence[Told], years: int, weekdays: Sequence[int]) -> Cue:
    total = np.full(len(DAYS), _STRAY / len(DAYS))
    behind: Told | None = None
    left = 1.0
    for one in dates:
        curve = _OWN_BY_WEEKDAY if _named_again(one, weekdays) else _AFTER[_manner(one, years)]
        total += left * one.past * _after(one, curve) * _until(behind, one)
        left *= 1 - one.past
        behind = one
    total += left * _until(behind, None)
    return _told_cue(dates, weekdays, np.asarray(np.log(total), dtype=np.float64))


def _named_again(one: Told, weekdays: Sequence[int]) -> int:
    """Return how often a day's weekday is named alone, 0 where that is too seldom to matter."""
    named = list(weekdays).count(one.first.isoweekday()) if one.grain == "day" else 0
    return named if named >= _WEEKDAYS_NEEDED and 2 * named >= len(weekdays) else 0


def _after(one: Told, curve: Curve) -> Weights:
    """Weigh the days after a past date by how long after it they lie, those before it with 0."""
    first = one.first - _AHEAD if one.grain == "day" else one.first
    gaps = DAYS - first.toordinal()
    return np.where(gaps >= 0, density(np.maximum(gaps, 0), curve), 0.0)


def _until(ahead: Told | None, past: Told | None) -> Weights:
    """Weigh the days up to a date to come, beside how far it lies from the past one before it."""
    if ahead is None:
        return np.ones(len(DAYS))
    gaps = ahead.last.toordinal() - DAYS
    weights = np.where(gaps >= 0, density(np.maximum(gaps, 0), _BEFORE[ahead.grain]), 0.0)
    if past is None:
        return weights
    apart = np.array([max(0, (ahead.last - past.first).days)])
    return np.asarray(weights / density(apart, _APART), dtype=np.float64)


def _told_cue(dates: Sequence[Told], weekdays: Sequence[int], weights: Weights) -> Cue:
    past = next((one for one in dates if one.past >= 0.5), None)
    ahead = [one for one in dates if one.past < 0.5 and (past is None or one.last > past.last)]
    said = [] if past is None else [f"the latest past date in the text is “{past.words}”"]
    again = _named_again(past, weekdays) if past is not None else 0
    if again:
        said.append(f"it names that weekday {again} more times")
    if ahead:
        said.append(f"“{min(ahead, key=lambda one: one.last).words}” is still to come")
    named = past or ahead[-1]
    before = None if past is None else past.first.isoformat()
    return Cue("past", named.words, ", and ".join(said), weights, before=before)


def _manner(one: Told, years: int) -> str:
    if one.grain == "day":
        return "weekday" if one.weekday else "day" if one.fresh else "day told"
    if one.grain == "month":
        return "month"
    bare = "" if one.firm or one.use != "past" else "bare "
    return bare + "year of " + ("many" if years >= _MANY_YEARS else "some" if years > 1 else "one")

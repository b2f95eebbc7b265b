"""Cues without a year: months and days of the year, and the weekdays that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.spoken import Spoken
from whence.extraction.dating.timeline import (
    DAYS,
    Curve,
    Weights,
    shaped,
    steps_after,
    steps_before,
    yearly,
)
from whence.extraction.timex_calendar import narrow
from whence.extraction.timex_meaning import edge_part
from whence.extraction.timex_tense import Tense
from whence.extraction.timex_words import weekday_number

# How long after a past day or month without a year a report appears, how long before one to come,
# in days, from the day or the month's first; fitted on the quantiles of one half of the story set.
_BEHIND: dict[bool, Curve] = {
    True: ((0.55, 8.0), (0.45, 60.0)),
    False: ((0.85, 100.0), (0.15, 300.0)),
}
_AHEAD: dict[bool, Curve] = {True: ((0.8, 22.0), (0.2, 120.0)), False: ((1.0, 110.0),)}
_LAST_YEARS: Curve = ((1.0, 200.0),)
_FLOOR = 0.04
# How much the dates of one text repeat one another: each counts for its number to this power.
_OVERLAP = 0.75
# How often a date lies behind the report, by what its sentence tells; the rest lie ahead.
_SHARE_BEHIND = {"behind": 0.88, "either": 0.5, "ahead": 0.2}
# Likelihood that a weekday and the date beside it are not of one day: slips, and misreadings.
_SLIP = 0.02
_NOW: Curve = ((1.0, 0.7),)

_VALUE = re.compile(r"XXXX-(?P<month>[01]\d)(?:-(?P<day>[0-3]\d))?")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b")
_TODAY = re.compile(r"(?:today|yesterday|tonight|tomorrow|last night)\b", re.I)
_STEPS = {"today": 0, "tonight": 0, "yesterday": 1, "last night": 1, "tomorrow": -1}
_BESIDE = re.compile(r"[ ,(–—-]{1,4}(?:on |the )?")
# Sentences after a date with a year in which a month without one may be of that year.
_IN_ITS_SHADOW = 1


@dataclass(frozen=True, slots=True)
class Dated:
    """A day or month of some year, with the weekday beside it (1 Monday) where one stands."""

    time: Spoken
    month: int
    day: int | None
    weekday: int | None = None
    now: int | None = None


def yearless_dates(text: str, times: Sequence[Spoken]) -> list[Dated]:
    """Return the days and months that a text names without a year.

    Those that follow a date with a year in the same or the next sentence are left out, they are
    likely of that year; and those that the text names with a year elsewhere.
    """
    named = _named_with_a_year(times)
    found: list[Dated] = []
    shadow = -10
    previous: Spoken | None = None
    for time in times:
        match = _VALUE.fullmatch(time.day_value)
        if re.match(r"\d{4}", time.value):
            shadow = time.sentence
        elif match is not None and time.sentence - shadow > _IN_ITS_SHADOW:
            day = int(match["day"]) if match["day"] else None
            beside = _beside(text, previous, time)
            found.append(Dated(time, int(match["month"]), day, *beside))
        previous = time
    return [one for one in found if _exists(one) and (one.month, one.day) not in named]


def _named_with_a_year(times: Sequence[Spoken]) -> set[tuple[int, int | None]]:
    """Return the days and months that a text also names with a year: alone they mean the same."""
    dated = (re.match(r"\d{4}-(\d\d)(?:-(\d\d))?", time.day_value) for time in times)
    found: set[tuple[int, int | None]] = set()
    for match in dated:
        if match is not None:
            found |= {(int(match[1]), None), (int(match[1]), int(match[2]) if match[2] else None)}
    return found


def yearless_cues(dates: Sequence[Dated]) -> Iterator[Cue]:
    """Yield what days and months without a year tell of the day of the year.

    They are not independent of one another, so the more there are the less each counts.
    """
    seen: dict[tuple[int, int | None, str], Dated] = {}
    for one in dates:
        seen.setdefault((one.month, one.day, _way(one)), one)
    for one in seen.values():
        share = float(len(seen)) ** -_OVERLAP
        words = one.time.words
        yield Cue("season", words, _season_words(one), share * _season_weights(one), years=False)
        if one.weekday is not None and one.day is not None:
            name = _NAMES[one.weekday]
            why = f"“{words}” was a {name} only in some years"
            yield Cue("weekday", words, why, _weekday_weights(one), years=False)


_NAMES = {
    1: "Monday",
    2: "Tuesday",
    3: "Wednesday",
    4: "Thursday",
    5: "Friday",
    6: "Saturday",
    7: "Sunday",
}


def _exists(one: Dated) -> bool:
    return 1 <= one.month <= 12 and len(yearly(one.month, one.day or 1)) > 0


def _beside(text: str, previous: Spoken | None, time: Spoken) -> tuple[int | None, int | None]:
    """Return the weekday beside a date, and how many days before publication it says it is."""
    inside = _WEEKDAY.search(time.words)
    if inside is not None:
        return weekday_number(inside.group()), None
    if previous is None or not _BESIDE.fullmatch(text[previous.span.end : time.span.start]):
        return None, None
    match = re.match(r"XXXX-WXX-([1-7])", previous.value)
    if match is not None:
        return int(match[1]), None
    today = _TODAY.match(previous.words)
    return None, _STEPS.get(today.group().lower()) if today else None


def _way(one: Dated) -> str:
    """Return whether a date lies in the year before, behind, or ahead of the report."""
    words = one.time.words.lower()
    if "last year" in words:
        return "last year"
    if one.now is not None:
        return "now"
    if words.startswith(("next", "coming")):
        return "ahead"
    if words.startswith(("last", "this past")) or one.time.tense is Tense.PAST:
        return "behind"
    return "ahead" if one.time.tense is Tense.FUTURE else "either"


def _season_words(one: Dated) -> str:
    words = one.time.words
    told = {
        "last year": "lies in the year before",
        "now": "is told of as its own day, or one beside it",
        "ahead": "is told of as still to come",
        "behind": "is told of as past, without a year, so within twelve months",
        "either": "is named without a year, so it is near",
    }
    return f"“{words}” {told[_way(one)]}"


def _season_weights(one: Dated) -> Weights:
    way = _way(one)
    days = yearly(one.month, one.day or 1) if one.day else _month_days(one)
    if way == "now":
        return shaped(np.abs(_nearest(days) - (one.now or 0)), _NOW, _FLOOR)
    if way == "last year":
        return _last_year(days)
    behind = shaped(steps_before(days - 1), _BEHIND[one.day is not None], _FLOOR)
    ahead = shaped(steps_after(days - 1), _AHEAD[one.day is not None], _FLOOR)
    share = _SHARE_BEHIND[way]
    return np.asarray(np.logaddexp(np.log(share) + behind, np.log1p(-share) + ahead))


def _month_days(one: Dated) -> NDArray[np.int64]:
    """Return the first day of a month, or of its early, middle or late part, in every year."""
    part = edge_part(one.time.words)
    start = narrow((date(2001, one.month, 1), date(2001, one.month, 28)), part)[0]
    return yearly(one.month, start.day)


def _nearest(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many days the nearest of `days` lies before each day; negative: after it."""
    behind, ahead = steps_before(days), steps_after(days)
    return np.where(behind <= ahead, behind, -ahead)


def _last_year(days: NDArray[np.int64]) -> Weights:
    """Weigh days by how long after a date they lie that is of the calendar year before."""
    found = np.full(len(DAYS), np.inf)
    for day in days:
        year = date.fromordinal(int(day)).year + 1
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        inside = (first <= DAYS) & (last >= DAYS)
        found[inside] = DAYS[inside] - day
    gaps = np.where(np.isfinite(found), found, 1e6).astype(np.int64)
    return shaped(gaps, _LAST_YEARS, _FLOOR)


def _weekday_weights(one: Dated) -> Weights:
    """Weigh days by whether the date seen from them falls on the weekday that stands beside it."""
    days = yearly(one.month, one.day or 1)
    meant = DAYS - _nearest(days)
    if _way(one) == "behind":
        meant = DAYS - np.minimum(steps_before(days - 1) - 1, 366)
    fits = (meant - 1) % 7 + 1 == one.weekday
    return np.asarray(np.where(fits, 0.0, np.log(_SLIP)), dtype=np.float64)

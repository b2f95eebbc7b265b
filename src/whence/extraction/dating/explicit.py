"""Cues that carry their year: the latest date told of as past, the report's own, dates ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.spoken import Spoken
from whence.extraction.dating.timeline import LAST, YEAR, Curve, since, until, within
from whence.extraction.timex_calendar import days_of
from whence.extraction.timex_tense import Tense

# How long after the latest past date it names a report appears, by how exact that date is:
# mixtures of exponentials, in days, fitted on the quantiles of dated reports (one half of the
# story set, PolNeAR's training articles). A report that names many years comes down to its own;
# one that names a single year may be a look back. A day with its year is fresh in captions,
# datelines and embedded posts, and mostly old where it is told.
_AFTER: dict[str, Curve] = {
    "day": ((0.64, 1.5), (0.16, 40.0), (0.13, 500.0), (0.07, 1500.0)),
    "day told": ((0.25, 15.0), (0.3, 400.0), (0.45, 1500.0)),
    # (e^-x/a - e^-x/b) / (a - b): hardly ever of late, as a late month goes without its year.
    "month": ((0.05, 100.0), (0.94 * 1.75, 700.0), (-0.94 * 0.75, 300.0), (0.01, 6.0 * YEAR)),
    "year": ((0.35, 1.5 * YEAR), (0.65, 15.0 * YEAR)),
    "bare year": ((0.6, 1.2 * YEAR), (0.4, 11.0 * YEAR)),
    "year of many": ((0.6, 2.0 * YEAR), (0.4, 5.0 * YEAR)),
}
_MANY_YEARS = 4
# The same after the report's own date, and before a date still to come.
_OWN: Curve = ((1.0, 1.5),)
_OWN_BY_WEEKDAY: Curve = ((0.9, 2.0), (0.1, 400.0))
_BEFORE: Curve = ((0.7, 1.0 * YEAR), (0.3, 6.0 * YEAR))
# Likelihoods, beside the day itself, that a date was misread: of what is to come told as past, of
# a doubtful reading, of a date ahead that has passed.
_MISREAD = {"sure": 1e-6, "own": 0.002, "firm": 0.01, "told": 0.015, "doubtful": 0.25, "ahead": 0.3}
# Datelines and captions run a day ahead of the publisher's clock across time zones.
_AHEAD = timedelta(days=1)
# Mentions of the date's weekday, at least half of all weekdays named, that make it the report's
# own day.
_WEEKDAYS_NEEDED = 2

_STATING = re.compile(
    r"\b(?:publish|post|updat|issu|modif|creat|print|amend|correct|revis)(?:ed|ied)"
    r"[\s:|,–-]{0,4}(?:on |at )?$",
    re.I,
)
_SIGNED = re.compile(r"\(@\w{1,20}\)\s$")
_AHEAD_CUE = re.compile(
    r"\b(?:by|until|till|through|to|before|next|for|from|expected|due|scheduled|planned|targeted"
    r"|aiming|slated|as early as|as soon as|no later than)\s(?:at |in |for )?"
    r"(?:early |late |mid-?)?$",
    re.I,
)
_WILL = re.compile(r"\b(?:will|is set|are set|is due|are due|is scheduled|are scheduled)\b", re.I)
_EVENT_AHEAD = re.compile(
    r"[\s’'](?:s )?(?:world cup|olympic|election|presidential|budget|season|target|deadline"
    r"|edition|model|games|campaign|race|midterm|and beyond|or later|profit|winter|summer|draft)",
    re.I,
)
_SINCE = re.compile(r"\bsince (?:early |late |mid-)?$", re.I)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b")
_CAPTION = re.compile(r"[.)]?\s?(?:\(|[A-Z]{2,}[/ ]|Getty|Photo|\w+ \w+/)")
_PAST_CUE = re.compile(
    r"\b(?:in|since|of|from|during|on|between|after|early|late|mid|and|until|the)[\s-]$", re.I
)


@dataclass(frozen=True, slots=True)
class Told:
    """A date with its year that a text speaks of: its days, how exact it is, how it is used."""

    first: date
    last: date
    grain: str
    use: str
    words: str
    firm: bool
    sure: bool = False
    fresh: bool = False


def told_dates(text: str, times: Sequence[Spoken]) -> list[Told]:
    """Return the dates that carry their year. `use` is own, past, ahead, or
    open where it may be either.
    """
    found = (_told(text, time) for time in times)
    return [one for one in found if one is not None]


def explicit_cues(told: Sequence[Told], weekdays: Sequence[int]) -> Iterator[Cue]:
    """Yield the cues of dates that carry their year.

    `weekdays` are the weekdays (1 Monday) that the text names without a date.
    """
    latest = latest_past(told)
    if latest is not None:
        years = {one.first.year for one in told if one.use != "ahead"}
        yield _past_cue(latest, weekdays, _manner(latest, len(years)))
        yield from _firm_cue(told, latest)
    for one in _nearest_ahead(told, latest):
        weights = until(one.last, _BEFORE, _MISREAD["ahead"])
        yield Cue("ahead", one.words, f"“{one.words}” is still to come", weights)


def latest_past(told: Sequence[Told]) -> Told | None:
    """Return the latest date told of as past; the report's own before all others."""
    own = [one for one in told if one.use == "own"]
    past = own or [one for one in told if one.use == "past"]
    return max(past, key=lambda one: (one.first, one.firm, one.last), default=None)


def _firm_cue(told: Sequence[Told], latest: Told) -> Iterator[Cue]:
    """Yield the latest date that is surely past as a bound, where `latest` is doubtful."""
    firm = [one for one in told if one.use == "past" and one.firm]
    if latest.firm or not firm:
        return
    one = max(firm, key=lambda one: (one.first, one.last))
    open_end = date.fromordinal(LAST)
    weights = within([(one.first - _AHEAD, open_end)], _MISREAD["firm"])
    why = f"“{one.words}” is told of as past"
    yield Cue("past", one.words, why, weights, before=one.first.isoformat())


def _manner(latest: Told, years: int) -> str:
    if latest.grain == "year" and years >= _MANY_YEARS:
        return "year of many"
    if latest.grain == "year" and not latest.firm:
        return "bare year"
    if latest.grain == "day":
        return "day" if latest.fresh else "day told"
    return latest.grain


def _past_cue(latest: Told, weekdays: Sequence[int], manner: str) -> Cue:
    words, first = latest.words, latest.first
    curve, floor = _AFTER[manner], _MISREAD[_sureness(latest)]
    kind, why = "past", f"the latest past date in the text is “{words}”"
    named = list(weekdays).count(first.isoweekday()) if latest.grain == "day" else 0
    if latest.use == "own":
        kind, curve, floor = "own", _OWN, _MISREAD["own"]
        why = f"the text gives “{words}” as its own date"
    elif named >= _WEEKDAYS_NEEDED and 2 * named >= len(weekdays):
        kind, curve = "own", _OWN_BY_WEEKDAY
        why += f", and it names that weekday {named} more times"
    weights = since(first - _AHEAD if latest.grain == "day" else first, curve, floor)
    return Cue(kind, words, why, weights, before=first.isoformat())


def _sureness(told: Told) -> str:
    if told.grain == "day" and not told.fresh:
        return "told"
    return "sure" if told.sure else "firm" if told.firm else "doubtful"


def _nearest_ahead(told: Sequence[Told], latest: Told | None) -> list[Told]:
    """Return the nearest dates to come, one of a day or month and one of a year."""
    ahead = [
        one for one in told if one.use == "ahead" and (latest is None or one.last > latest.last)
    ]
    fine = [one for one in ahead if one.grain != "year"]
    coarse = [one for one in ahead if one.grain == "year"]
    return [min(some, key=lambda one: one.last) for some in (fine, coarse) if some]


def _told(text: str, time: Spoken) -> Told | None:
    value = time.day_value
    grain = {10: "day", 7: "month", 4: "year"}.get(len(value))
    days = days_of(value) if grain else None
    if days is None or grain is None or not 1900 <= days[0].year <= 2100:
        return None
    before = text[max(0, time.span.start - 40) : time.span.start]
    after = text[time.span.end : time.span.end + 20]
    words = time.words
    clocked = bool(re.search(r"T\d", time.value)) and time.tense is not Tense.PAST
    if grain == "day" and (_STATING.search(before) or clocked):
        return Told(*days, grain, "own", words, firm=True)
    if _SIGNED.search(before):
        return Told(*days, grain, "past", words, firm=True, fresh=True)
    if _AHEAD_CUE.search(before) or (grain == "year" and _EVENT_AHEAD.match(after)):
        ahead = time.tense is Tense.FUTURE or (grain != "year" and time.tense is Tense.UNKNOWN)
        return Told(*days, grain, "ahead" if ahead else "open", words, firm=False)
    if time.tense is Tense.FUTURE and (grain != "day" or _WILL.search(before)):
        use = "ahead" if grain != "year" or _PAST_CUE.search(before) else "open"
        return Told(*days, grain, use, words, firm=False)
    firm = grain == "day" or (time.tense is Tense.PAST and bool(_PAST_CUE.search(before)))
    sure = firm and bool(_SINCE.search(before))
    fresh = time.tense is not Tense.PAST or bool(_WEEKDAY.search(words) or _CAPTION.match(after))
    return Told(*days, grain, "past", words, firm=firm, sure=sure, fresh=fresh)

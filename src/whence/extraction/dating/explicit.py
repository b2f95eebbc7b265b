"""Dates that carry their year, and how likely each is past: what its sentence tells of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from whence.extraction.dating.spoken import Spoken
from whence.extraction.timex_tense import Tense
from whence.records.days import days_of

_STATING = re.compile(
    r"\b(?:(?:publish|post|updat|issu|modif|creat|print|amend|correct|revis)(?:ed|ied)"
    r"|originally appeared(?: on [\w.’' -]{1,40})?)[\s:|,–-]{0,4}(?:on |at )?$",
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


# Words before a date by which what it dates is planned, hoped for or feared.
_PLANNED = re.compile(
    r"\b(?:will|would|could|may|might|should|can|expect\w*|project(?:s|ed|ions?)|forecast\w*"
    r"|plan(?:s|ned|ning)?|outlook|target\w*|goals?|due|scheduled|deadline|matur\w+|expir\w+"
    r"|redeemable|ending|aims?|intends?|proposed|potential|hopes?|hoping|vision|pledg\w+"
    r"|commit\w*|next|to be|extend\w*|prolong\w*|postpon\w*|delay\w*)\b",
    re.I,
)
_CLAUSE_END = re.compile(r"[.;]\s")
# What a year names beforehand: "the 2016 race", "the 2010 World Cup".
_EVENT = re.compile(
    r"\W{0,3}(?:[A-Z][\w’.-]* |[a-z-]+ ){0,2}?(?:elections?|campaigns?|race|primar(?:y|ies)"
    r"|nominations?|hopefuls?|candidates?|ticket|bid|run|contest|re-?election|midterms?|vote|cycle"
    r"|olympics|games|world cup|season|draft|launch|landing|conference|summit|agenda)\b",
    re.I,
)
_BEFORE, _AFTER = 70, 50
_STATED_BEFORE = 80
# "By 2030" is a year to come but for looks back.
_BY = re.compile(r"\bby (?:the end of |early |late |mid-?|at least )?$", re.I)
# How often a date has come by the day of its report, by its use or, where its sentence ties it to
# the past ("firm"), whether it may be of the very day ("fresh"), and by the words around it
# (neither, planned, names an event): counted on dated reports, see docs/accuracy.md.
_PAST: dict[tuple[str, str], tuple[float, float, float]] = {
    ("day", "firm"): (0.995, 0.7, 0.9),
    ("day", "fresh"): (0.98, 0.7, 0.9),
    ("day", "open"): (0.8, 0.3, 0.6),
    ("day", "ahead"): (0.25, 0.03, 0.2),
    ("month", "firm"): (0.99, 0.65, 0.9),
    ("month", "past"): (0.93, 0.75, 0.6),
    ("month", "open"): (0.6, 0.15, 0.4),
    ("month", "ahead"): (0.6, 0.05, 0.3),
    ("year", "firm"): (0.985, 0.75, 0.9),
    ("year", "past"): (0.95, 0.45, 0.65),
    ("year", "open"): (0.75, 0.25, 0.85),
    ("year", "ahead"): (0.45, 0.2, 0.5),
    ("year", "by"): (0.15, 0.05, 0.2),
}
_SURE = 0.999
# From this many days on a text that tells of none of them lists other items of its page.
_LISTED = 6
_LISTED_PAST = 0.6


@dataclass(frozen=True, slots=True)
class Told:
    """A date with its year that a text speaks of: its days, how exact it is, how it is used.

    `past` is how likely it is that it had come when the report was published; days that are
    `listed` beside many others stand or fall together.
    """

    first: date
    last: date
    grain: str
    use: str
    words: str
    firm: bool
    sure: bool = False
    fresh: bool = False
    weekday: bool = False
    listed: bool = False
    past: float = 1.0


def told_dates(text: str, times: Sequence[Spoken]) -> list[Told]:
    """Return the dates that carry their year. `use` is own, past, ahead, or
    open where it may be either.
    """
    found = [one for time in times if (one := _told(text, time)) is not None]
    listed = {one.first for one in found if one.fresh and one.grain == "day"}
    if len(listed) < _LISTED:
        return found
    return [
        replace(one, past=_LISTED_PAST, listed=True) if one.first in listed else one
        for one in found
    ]


def _told(text: str, time: Spoken) -> Told | None:
    told = _used(text, time)
    if told is None or told.use == "own":
        return told
    before = _CLAUSE_END.split(text[max(0, time.span.start - _BEFORE) : time.span.start])[-1]
    after = text[time.span.end : time.span.end + _AFTER]
    way = 1 if _PLANNED.search(before) else 2 if _EVENT.match(after) else 0
    return replace(told, past=_SURE if told.sure else _PAST[told.grain, _kind(told, before)][way])


def _kind(told: Told, before: str) -> str:
    """Return the kind of use by which dates are counted as past or still to come."""
    if told.firm:
        return "fresh" if told.fresh and told.grain == "day" else "firm"
    by_then = told.grain == "year" and told.use != "past" and _BY.search(before)
    return "by" if by_then else told.use


def _used(text: str, time: Spoken) -> Told | None:
    value = time.day_value
    grain = {10: "day", 7: "month", 4: "year"}.get(len(value))
    days = days_of(value) if grain else None
    if days is None or grain is None or not 1900 <= days[0].year <= 2100:
        return None
    before = text[max(0, time.span.start - _STATED_BEFORE) : time.span.start]
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
    weekday = grain == "day" and bool(_WEEKDAY.search(words))
    fresh = weekday or time.tense is not Tense.PAST or bool(_CAPTION.match(after))
    return Told(*days, grain, "past", words, firm=firm, sure=sure, fresh=fresh, weekday=weekday)

"""When was an undated report published? A range, from the dates its own text speaks of.

A report speaks of the past: it cannot be older than the latest date it tells of. How long after
that date it appeared is a matter of experience, so the range runs from the latest past date on
for as long as nine in ten dated reports took (see `_REACH`). What the text says will
happen bounds the range from above. Nothing is said where the text names no year at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from whence.extraction.timex import find_times
from whence.extraction.timex_calendar import add_days, days_of
from whence.extraction.timex_tense import Tense, tense_near
from whence.records.extraction import Timex
from whence.records.report import DateOrigin, Published
from whence.records.span import Span

# Days from the latest past date a report names to its publication, by how exact that date is:
# so calibrated on the 335 dated reports of the story set (2016 to 2018) that the range holds for
# 66 of 70 with a day, 9 of 10 with a month, 82 of 91 with a year. A year alone tells little:
# reports that speak of an old war may name no later one.
_REACH = {"day": 1200, "month": 1200, "year": 7305}
# The same where the date is the report's own: stated as published, with a clock time, or its
# weekday named again and again ("on Friday", of a caption's "Friday, 29 December").
_OWN_REACH = 7
# Mentions of the date's weekday, at least half of all weekdays named, that make it the report's
# own day: right for 14 of 15 reports of that set; with one mention alone it fails too often.
_WEEKDAYS_NEEDED = 2
# Datelines and captions run a day ahead of the publisher's clock across time zones.
_AHEAD = 1

_STATING = re.compile(
    r"\b(?:publish|post|updat|issu|modif|creat|print)ed[\s:|,–-]{0,4}(?:on |at )?$", re.I
)
_SIGNED = re.compile(r"\(@\w{1,20}\)\s$")
_AHEAD_CUE = re.compile(
    r"\b(?:by|until|till|through|to|before|next|for|from|expected|due|scheduled)\s"
    r"(?:early |late |mid-?)?$",
    re.I,
)
_WILL = re.compile(r"\b(?:will|is set|are set|is due|are due|is scheduled|are scheduled)\b", re.I)
_EVENT_AHEAD = re.compile(
    r"\s(?:world cup|olympic|election|presidential|budget|season|target|deadline|edition|model"
    r"|games|campaign|race|midterm|and beyond|or later)",
    re.I,
)
_PAST_CUE = re.compile(r"\b(?:in|since|of|from|during|on|between|after|early|late|mid)[\s-]$", re.I)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """One date the text speaks of: the days it may mean, how exact it is, and how it is used."""

    first: date
    last: date
    grain: str
    tense: Tense
    words: str
    own: bool = False


def infer_published(text: str, sentences: Sequence[Span]) -> Published | None:
    """Return the range of days in which the text says, by its own dates, it was published.

    `sentences` are the half-open character spans of `text` in order. `value` is the best single
    day, `why` names the words that bound the range. None where no year is spoken of. Linear in
    the length of the text.
    """
    evidence: list[_Evidence] = []
    weekdays: Counter[int] = Counter()
    starts = [sentence.start for sentence in sentences]
    for time in find_times(text, sentences, published=None):
        if time.type == "SET" or time.anchor is not None:
            continue
        index = max(0, bisect_right(starts, time.span.start) - 1)
        sentence = sentences[index] if sentences else Span(0, len(text))
        found = _evidence(text, time, tense_near(text, time.span, sentence))
        if found is not None:
            evidence.append(found)
        elif re.match("XXXX-WXX-[1-7]", time.value):
            weekdays[int(time.value[9])] += 1
    latest = _latest_past(evidence)
    return None if latest is None else _published(latest, evidence, weekdays)


def _evidence(text: str, time: Timex, tense: Tense) -> _Evidence | None:
    value = time.value.partition("T")[0]
    grain = {10: "day", 7: "month", 4: "year"}.get(len(value))
    days = days_of(value) if time.type in {"DATE", "TIME"} and grain else None
    if days is None or grain is None or not 1900 <= days[0].year <= 2100:
        return None
    before = text[max(0, time.span.start - 40) : time.span.start]
    after = text[time.span.end : time.span.end + 20]
    words = " ".join(time.span.of(text).split())
    if grain == "day" and (_STATING.search(before) or re.search(r"T\d", time.value)):
        return _Evidence(*days, grain, Tense.PAST, words, own=True)
    if _SIGNED.search(before):
        tense = Tense.PAST
    elif (
        _AHEAD_CUE.search(before)
        or (grain == "year" and _EVENT_AHEAD.match(after))
        or (tense is Tense.FUTURE and _WILL.search(before))
    ):
        grain = f"{grain} ahead"
    elif grain == "year" and not _PAST_CUE.search(before):
        grain = "bare year"
    return _Evidence(*days, grain, tense, words)


def _latest_past(evidence: list[_Evidence]) -> _Evidence | None:
    """Return the latest date that is told of as past; firm ones before doubtful ones."""
    own = [one for one in evidence if one.own]
    if own:
        return max(own, key=lambda one: one.first)
    for grains, tenses in (
        ({"day"}, {Tense.PAST, Tense.UNKNOWN, Tense.FUTURE}),
        ({"month", "year"}, {Tense.PAST}),
        ({"month", "year", "bare year"}, {Tense.PAST, Tense.UNKNOWN}),
    ):
        fitting = [one for one in evidence if one.grain in grains and one.tense in tenses]
        if fitting:
            return max(fitting, key=lambda one: (one.first, one.last))
    return None


def _published(latest: _Evidence, evidence: list[_Evidence], weekdays: Counter[int]) -> Published:
    earliest = add_days(latest.first, -_AHEAD) if latest.grain == "day" else latest.first
    best = latest.first if latest.grain == "day" else latest.last
    named = weekdays[latest.first.isoweekday()] if latest.grain == "day" else 0
    if latest.own:
        end = add_days(latest.last, _OWN_REACH)
        why = f'the text gives "{latest.words}" as its own date'
    elif named >= _WEEKDAYS_NEEDED and 2 * named >= weekdays.total():
        end = add_days(latest.last, _OWN_REACH)
        why = (
            f'the latest past date in the text is "{latest.words}", '
            f"and it names that weekday {named} more times"
        )
    else:
        end = add_days(latest.last, _REACH[latest.grain.removeprefix("bare ")])
        why = (
            f'the latest past date in the text is "{latest.words}"; '
            f"nine in ten reports follow such a date by {end.isoformat()}"
        )
    bound = _coming(evidence, latest)
    if bound is not None and bound.last < end:
        end = bound.last
        why += f'; "{bound.words}" is still to come'
    return Published(
        earliest=earliest.isoformat(),
        latest=end.isoformat(),
        value=min(best, end).isoformat(),
        origin=DateOrigin.INFERRED,
        why=why,
    )


def _coming(evidence: list[_Evidence], latest: _Evidence) -> _Evidence | None:
    """Return the nearest date, exact to the day or month, that the text says is to come."""
    ahead = [
        one
        for one in evidence
        if one.tense is Tense.FUTURE
        and one.grain in {"day ahead", "month ahead"}
        and one.first > latest.last
    ]
    return min(ahead, key=lambda one: one.last, default=None)

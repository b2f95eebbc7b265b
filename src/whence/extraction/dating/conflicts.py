"""Dates that cannot be: what a text says against the day it is taken to be published on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from whence.extraction.dating.eras import certain_starts
from whence.extraction.dating.explicit import Told
from whence.extraction.dating.spoken import Spoken
from whence.extraction.timex_words import weekday_number

# A day of leeway for time zones; for what is told in months or years there is none to give.
_LEEWAY = timedelta(days=2)
_MOST = 5
# How likely a day must be past to speak against a date.
_SURELY = 0.9
_WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def conflicts(
    text: str, told: Sequence[Told], times: Sequence[Spoken], latest: date
) -> tuple[str, ...]:
    """Return in words what speaks against a report of `text` being from `latest` or before.

    That is: a later day told of as past, an office or a name that only came later, and, whatever
    the day, a weekday that the date beside it did not fall on. At most five.
    """
    found = [*_later(told, latest), *_unborn(text, latest), *_weekdays(times)]
    return tuple(dict.fromkeys(found))[:_MOST]


def _later(told: Sequence[Told], latest: date) -> Iterator[str]:
    for one in told:
        past = one.firm and one.past >= _SURELY and one.use in {"past", "own"}
        if past and one.grain != "year" and one.first > latest + _LEEWAY:
            yield f"the text tells of “{one.words}” as past, a later day"


def _unborn(text: str, latest: date) -> Iterator[str]:
    for why, _ in certain_starts(text, after=latest + _LEEWAY):
        yield why


def _weekdays(times: Sequence[Spoken]) -> Iterator[str]:
    for time in times:
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", time.day_value)
        weekday = _WEEKDAY.search(time.words)
        if day is None or weekday is None:
            continue
        fell = date.fromisoformat(time.day_value).isoweekday()
        if fell != weekday_number(weekday.group()):
            yield f"“{time.words}” cannot be: that day was a {_NAMES[fell - 1]}"

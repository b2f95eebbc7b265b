"""Cues from the ages of people whose birthday is known: one age gives the year between two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.eras import load_table
from whence.extraction.dating.timeline import within

# Likelihood of days outside the year that an age gives: ages of another day are told too, and
# others bear the name. Within a month of its ends the age is often a day or two behind.
_OUTSIDE = 0.0005
_NEAR = timedelta(days=20)
_NEAR_SHARE = 0.3
_AGES = range(16, 106)


def age_cues(text: str) -> Iterator[Cue]:
    """Yield a cue for everybody in the table of birthdays whose age a text tells.

    Somebody of whom it tells two ages is left out. Linear in the length of the text.
    """
    births = load_table().births
    told: dict[str, dict[int, str]] = {}
    for match in _told_ages().finditer(text):
        age = int(match["after"] or match["before"])
        if age in _AGES:
            words = " ".join(match.group().split())
            told.setdefault(match["name"] or match["named"], {}).setdefault(age, words)
    for name, ages in told.items():
        if len(ages) == 1:
            yield from (_cue(births[name], age, words) for age, words in ages.items())


@cache
def _told_ages() -> re.Pattern[str]:
    names = _names(load_table().births)
    return re.compile(
        rf"\b(?P<name>{names})(?:, (?:who is |aged |now )?| \(|, age )(?P<after>\d{{1,3}})"
        r"(?=[,).]| and| years? old)(?!, \d|\.\d)"
        rf"|\b(?P<before>\d{{1,3}})[- ]year[- ]old (?:[a-z-]+ ){{0,3}}(?P<named>{names})\b"
    )


def _names(births: Mapping[str, date]) -> str:
    return "|".join(re.escape(name) for name in sorted(births, key=len, reverse=True))


def _cue(born: date, age: int, words: str) -> Cue:
    first = born.replace(year=born.year + age)
    last = born.replace(year=born.year + age + 1)
    weights = within([(first, last)], _NEAR_SHARE)
    weights += within([(first - _NEAR, last + _NEAR)], _OUTSIDE / _NEAR_SHARE)
    why = f"“{words}”: that age runs from {first.isoformat()} to {last.isoformat()}"
    return Cue("count", words, why, weights, before=first.isoformat())

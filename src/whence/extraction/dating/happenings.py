"""Cues of what everybody calls by one name: events, things new in their day, games to come.

A report that names one is hardly older; how long after it reports still name it depends on its
kind, and on whether the report is about it or looks back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.literals import Known
from whence.extraction.dating.timeline import DAYS, Curve, Weights, shaped
from whence.extraction.timex_words import parse_number

# How reports that name something grow rarer after its day: a curve (shares, mean days), and what
# is left in the end beside the day itself; told: by a report that is about it.
_AFTER: dict[str, tuple[Curve, float]] = {
    "events": (((0.5, 700.0), (0.5, 4500.0)), 0.1),
    "events told": (((0.85, 60.0), (0.15, 2500.0)), 0.002),
    "things": (((0.8, 300.0), (0.2, 2000.0)), 0.004),
    "things told": (((0.9, 200.0), (0.1, 1500.0)), 0.002),
    "planned": (((0.6, 200.0), (0.4, 2000.0)), 0.006),
    "planned told": (((0.8, 120.0), (0.2, 1500.0)), 0.002),
}
# The same before its day: an event cannot be named, a thing is rumoured, games are prepared.
_BEFORE: dict[str, tuple[float, Curve]] = {
    "events": (0.0, ((1.0, 1.0),)),
    "things": (0.4, ((0.95, 100.0), (0.05, 1500.0))),
    "planned": (0.8, ((0.8, 250.0), (0.2, 1500.0))),
}
# From how long before its day on a report may name it.
_KNOWN_BEFORE = {"events": 0, "things": 330, "planned": 2500}
# Likelihood of a day on which the words can mean nothing of the kind, beside the average of the
# days after.
_MISREAD = 0.0016
# Characters of a text, from its start, that tell what it is about; and how often it names that.
_OPENING = 140
_OFTEN = 3

_COUNT = r"(?P<count>\d{1,3}|[A-Za-z]+(?:-[a-z]+)?)"
_ANNIVERSARY = re.compile(
    r"\b(?P<count>\d{1,3}(?=st|nd|rd|th)|[a-z]+)(?:st|nd|rd|th)?[- ](?:year )?anniversary of "
    r"(?:the )?(?:[a-z]+ ){0,3}$",
    re.I,
)
_YEARS_AFTER = re.compile(
    rf"\b{_COUNT} years (?:after|since|on from|following) (?:the )?(?:[a-z]+ ){{0,2}}$", re.I
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "fifteenth": 15, "twentieth": 20, "fiftieth": 50,
}  # fmt: skip
# How far from the day counted to a report lies, in days: an anniversary is told of beforehand.
_NEAR_ANNIVERSARY: Curve = ((0.8, 20.0), (0.2, 150.0))
_NEAR_COUNT: Curve = ((0.9, 120.0), (0.1, 500.0))
# How often such words count to something else, and over how many days that is spread.
_MISCOUNTED = 0.02
_SPREAD = 11000


@dataclass(frozen=True, slots=True)
class Happening:
    """What a pattern names: an event, a thing or games, with its day.

    `kind` is a section of the table; history is weighed where years are counted from it alone.
    """

    known: Known
    day: date
    kind: str


def happening_cues(text: str, table: Sequence[Happening]) -> Iterator[Cue]:
    """Yield the cue of the latest event, thing and games that a text calls by name.

    And that of every count of years from one of them. Linear in the length of the text.
    """
    latest: dict[str, tuple[date, str, bool]] = {}
    for one in table:
        if not one.known.may_match(text):
            continue
        matches = list(one.known.pattern.finditer(text))
        counts = [cue for match in matches for cue in _counted(text, match, one)]
        yield from counts
        if matches and not counts and one.kind in _BEFORE:
            known = latest.get(one.kind)
            if known is None or one.day > known[0]:
                words = " ".join(matches[0].group().split())
                about = matches[0].start() < _OPENING or len(matches) >= _OFTEN
                latest[one.kind] = (one.day, words, about)
    for kind, (day, words, about) in latest.items():
        yield _named(kind, day, words, about=about)


def _named(kind: str, day: date, words: str, *, about: bool) -> Cue:
    share, curve = _BEFORE[kind]
    after, floor = _AFTER[f"{kind} told" if about else kind]
    gaps = DAYS - day.toordinal()
    misread = _MISREAD * _mean_days(after) / _mean_days(_AFTER["events"][0])
    before = np.log(share * np.exp(shaped(np.maximum(-gaps, 0), curve, 1e-9)) + misread)
    weights = np.where(gaps >= -1, shaped(np.maximum(gaps, 0), after, floor), before)
    first = date.fromordinal(day.toordinal() - _KNOWN_BEFORE[kind])
    why = f"“{words}” was on {day.isoformat()}"
    if about:
        why += ", and the report is about it"
    return Cue("event", words, why, weights, before=first.isoformat(), certain=kind == "events")


def _mean_days(curve: Curve) -> float:
    """Return how many days as likely as the first hold as much as the whole curve."""
    return 1 / sum(share / mean for share, mean in curve)


def _counted(text: str, match: re.Match[str], one: Happening) -> Iterator[Cue]:
    """Yield the cue of years counted from a happening, where the words before it count them."""
    before = text[max(0, match.start() - 60) : match.start()]
    for pattern, curve in ((_ANNIVERSARY, _NEAR_ANNIVERSARY), (_YEARS_AFTER, _NEAR_COUNT)):
        found = pattern.search(before)
        count = _number(found["count"]) if found is not None else None
        if found is None or count is None:
            continue
        words = " ".join((found.group() + match.group()).split())
        year = one.day.year + count
        if year <= 2100:
            day = one.day.replace(year=year, day=min(one.day.day, 28))
            why = f"“{words}” counts to {day.isoformat()}"
            yield Cue("count", words, why, _near(day, curve), before=f"{year - 1}-07-01")


def _number(words: str) -> int | None:
    found = _ORDINALS.get(words.lower()) or parse_number(words.lower())
    return int(found) if found is not None and found == int(found) and 1 <= found <= 250 else None


def _near(day: date, curve: Curve) -> Weights:
    likely = shaped(np.abs(DAYS - day.toordinal()), curve, 1e-9)
    floor = _MISCOUNTED * 2 * _mean_days(curve) / _SPREAD
    return np.asarray(np.maximum(likely, np.log(floor)), dtype=np.float64)

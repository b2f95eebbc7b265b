"""Lengths of time told in a clause: "a 108-year wait", "for more than a century", "an hour later".

Extraction counts "five years" as a figure; a length that is hyphenated to a noun, that has an
article in place of a number, or that says how much later something came, it knows as a time only.
How long something took is a question on which reports part, so linking reads these as figures too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.linking.numerals import CARDINALS, alternatives, value_of
from whence.records.extraction import Bound, Quantity, Timex
from whence.records.span import Span

SEVERAL = 3.0  # the least that "several" says
_UNITS = {
    "Y": "year", "M": "month", "W": "week", "D": "day",
    "TH": "hour", "TM": "minute", "TS": "second",
}  # fmt: skip
_VALUE = re.compile(r"P(?P<clock>T?)(?P<number>\d+(?:\.\d+)?)(?P<unit>[YMWDHS])(?P<part>\d+M)?")
_OPEN_VALUE = re.compile(r"P(?P<clock>T?)X(?P<unit>[YMWDHS])")
_SIXTIETH = 60.0  # minutes, the part of an hour that a value gives behind its hours
_NUMBER = rf"(?:\d[\d.,]*|an?|half|{alternatives(CARDINALS)})"
_STARTS = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)
_LATER = re.compile(
    rf"\b(?P<number>{_NUMBER}) (?P<unit>year|month|week|day|hour|minute|second)s? "
    r"(?:later|earlier)$",
    re.IGNORECASE,
)
# "A day" and "a minute" name a moment more often than they measure it.
_LOOSE = re.compile(r"(?:an?|one) (?:day|night|moment|minute|second)\b", re.IGNORECASE)
_BEFORE = 16  # characters ahead of a length in which words that bound it stand
_BOUNDS = (
    (re.compile(r"\b(?:more than|over|longer than) $", re.IGNORECASE), Bound.MORE_THAN),
    (re.compile(r"\bat least $", re.IGNORECASE), Bound.AT_LEAST),
    (re.compile(r"\b(?:nearly|almost|close to|just under) $", re.IGNORECASE), Bound.NEARLY),
    (re.compile(r"\b(?:less than|under) $", re.IGNORECASE), Bound.LESS_THAN),
    (re.compile(r"\bup to $", re.IGNORECASE), Bound.UP_TO),
    (re.compile(r"\b(?:about|around|roughly|some) $", re.IGNORECASE), Bound.ABOUT),
)
_OR_SO = re.compile(r" or so\b")


def lengths_in(
    text: str, times: Sequence[Timex], figures: Sequence[Quantity]
) -> Iterator[Quantity]:
    """Yield the lengths of time that `times` of a clause tell, as figures.

    Those that hold one of `figures` are told already. A length that ends on the day of the report
    ("in the past year") says when, and not how long. Linear in the times.
    """
    for time in times:
        if not any(figure.span.overlaps(time.span) for figure in figures):
            length = _length(text, time)
            if length is not None:
                yield length


def _length(text: str, time: Timex) -> Quantity | None:
    written = time.span.of(text)
    if time.type != "DURATION":
        later = _LATER.search(written)
        return _told(text, time, value_of(later["number"]), later["unit"]) if later else None
    if time.anchor == "published" or _LOOSE.match(written):
        return None
    if found := _VALUE.fullmatch(time.value):
        number = float(found["number"])
        if found["part"]:
            number += float(found["part"][:-1]) / _SIXTIETH
        return _told(text, time, number, _UNITS[found["clock"] + found["unit"]])
    found = _OPEN_VALUE.fullmatch(time.value)
    if found and written.lower().startswith("several "):
        unit = _UNITS[found["clock"] + found["unit"]]
        return Quantity(time.span, SEVERAL, None, Bound.AT_LEAST, unit)
    return None


def _told(text: str, time: Timex, number: float, unit: str) -> Quantity:
    bound = _bound(text, time.span)
    low = None if bound in (Bound.NEARLY, Bound.LESS_THAN, Bound.UP_TO) else number
    high = None if bound in (Bound.MORE_THAN, Bound.AT_LEAST) else number
    return Quantity(time.span, low, high, bound, unit.lower())


def _bound(text: str, span: Span) -> Bound:
    """Return how the words right ahead of the number bound it."""
    number = _STARTS.search(text, span.start, span.end)
    end = number.start() if number else span.start
    ahead = " ".join(text[max(0, end - _BEFORE) : end].rsplit("\n", maxsplit=1)[-1].split()) + " "
    for pattern, bound in _BOUNDS:
        if pattern.search(ahead):
            return bound
    return Bound.ABOUT if _OR_SO.search(text, span.start, span.end + len(" or so")) else Bound.EXACT

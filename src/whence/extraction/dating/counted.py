"""Cues that count from a year: ages, anniversaries, "20 years ago, in 1997"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.timeline import of_years
from whence.extraction.timex_words import parse_number
from whence.records.span import Span

_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_COUNT = r"(?P<count>\d{1,3}|[A-Za-z]+(?:-[a-z]+)?)"
_PATTERNS = (
    ("ago", re.compile(rf"\b{_COUNT} years ago,? (?:in|on|back in)\b[^.;]{{0,20}}?\b{_YEAR}\b")),
    ("ago", re.compile(rf"\b(?:in|on) [^.;,]{{0,20}}?{_YEAR},? ?[—–(-]? ?{_COUNT} years ago\b")),
    (
        "anniversary",
        re.compile(
            rf"\b(?P<count>\d{{1,3}})(?:st|nd|rd|th)(?:[- ]year)? anniversary of"
            rf"[^.;]{{0,40}}?\b{_YEAR}\b"
        ),
    ),
    ("since", re.compile(rf"\b(?:in|for) (?:the )?{_COUNT} years since [^.;,]{{0,30}}?{_YEAR}\b")),
    (
        "war",
        re.compile(
            rf"\b{_COUNT}[- ]year(?:[- ](?:long|old))? (?:\w+ ){{0,2}}?(?:war|conflict|insurgency"
            rf"|crisis|siege|occupation|blockade|campaign|rule|marriage|dispute)\b"
            rf"[^.;]{{0,60}}?\b(?:began|begun|started|erupted|broke out|since|dating back)"
            rf"[^.;]{{0,16}}?{_YEAR}\b"
        ),
    ),
)
# Likelihood of the years beside the one counted to, and of all others.
_SHARES = {
    "ago": ({-1: 0.35, 0: 1.0, 1: 0.35}, 0.02),
    "anniversary": ({-1: 0.25, 0: 1.0, 1: 0.1}, 0.03),
    "since": ({-1: 0.35, 0: 1.0, 1: 0.35}, 0.1),
    "war": ({-1: 0.4, 0: 1.0, 1: 0.5}, 0.1),
    "age": ({0: 1.0, 1: 1.0}, 0.05),
}
_BORN = re.compile(rf"\b[Bb]orn (?:in|on) [^.;]{{0,24}}?{_YEAR}\b")
_AGE = re.compile(r"\b(?:aged |age )(\d{1,3})\b|, (\d{2}),|\b(\d{1,3})-year-old\b")


def counted_cues(text: str, sentences: Sequence[Span]) -> Iterator[Cue]:
    """Yield the cues that a count of years from a named year gives."""
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            count = parse_number(match["count"].lower())
            if count is not None and 1 <= count <= 250 and count == int(count):
                yield _cue(name, " ".join(match.group().split()), int(match["year"]), int(count))
    for sentence in sentences:
        words = sentence.of(text)
        born = _BORN.search(words)
        ages = [int(a or b or c) for a, b, c in _AGE.findall(words)] if born else []
        if born is not None and len(ages) == 1 and 10 <= ages[0] <= 110:
            yield _cue("age", f"{born.group()}, {ages[0]}", int(born["year"]), ages[0])


def _cue(name: str, words: str, year: int, count: int) -> Cue:
    shares, other = _SHARES[name]
    weights = of_years({year + count + step: share for step, share in shares.items()}, other)
    why = f"“{words}” counts to {year + count}"
    return Cue("count", words, why, weights)

"""Cues that count from a year: ages, anniversaries, "20 years ago, in 1997", "the 89th Oscars"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.extraction.dating.cues import Cue
from whence.extraction.dating.eras import load_table
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
# What has lasted or was last so for many years, and since when; told apart in one text.
_LASTED = re.compile(
    rf"\b{_COUNT}[- ]year (?:[a-z]+ )?(?:drought|wait|curse|streak|hiatus|absence)\b"
    r"|\b[Ff]irst (?:[\w’'-]+ ){1,5}?(?:in|for) (?P<first>\d{1,3}) years\b"
)
_SINCE = re.compile(rf"\bsince (?:the )?(?:[A-Z]\w+ )?{_YEAR}\b")
_SHORTEST = 5
# A war known by its place and its length.
_WAR = re.compile(
    rf"\b{_COUNT}[- ]year(?:[- ](?:long|old))? (?:[a-z]+ ){{0,2}}?(?:war|conflict|insurgency)"
    r" in (?P<place>(?:eastern )?[A-Z]\w+)"
    r"|\b(?P<of>(?!The\b|A\b|An\b|This\b)[A-Z]\w+)(?:’s|'s)? "
    r"(?P<counted>\d{1,2}|[a-z]+)[- ]year(?:[- ](?:long|old))? "
    r"(?:[a-z]+ ){0,2}?(?:war|conflict|insurgency)\b"
)
# Likelihood of the years beside the one counted to, and of all others.
_SHARES = {
    "ago": ({-1: 0.35, 0: 1.0, 1: 0.35}, 0.01),
    "anniversary": ({-1: 0.25, 0: 1.0, 1: 0.1}, 0.01),
    "since": ({-1: 0.35, 0: 1.0, 1: 0.35}, 0.1),
    "war": ({-1: 0.4, 0: 1.0, 1: 0.5}, 0.1),
    "age": ({0: 1.0, 1: 1.0}, 0.05),
    "lasted": ({-1: 0.2, 0: 1.0, 1: 0.3}, 0.002),
    "edition": ({-1: 0.3, 0: 1.0, 1: 0.15}, 0.0006),
    "title": ({-2: 0.05, -1: 0.5, 0: 1.0, 1: 0.12}, 0.008),
}
_BORN = re.compile(rf"\b[Bb]orn (?:in|on) [^.;]{{0,24}}?{_YEAR}\b")
_AGE = re.compile(r"\b(?:aged |age )(\d{1,3})\b|, (\d{2}),|\b(\d{1,3})-year-old\b")
# A year in a headline is mostly the report's own or the next; not one counted from or to.
_IN_TITLE = re.compile(
    rf"(?<!since )(?<!by )(?<!to )(?<!until )(?<!from )(?<![\d$£€.,-])\b{_YEAR}\b"
)
_TITLE = 150
_OLDEST_IN_TITLE = 1990


def counted_cues(text: str, sentences: Sequence[Span]) -> Iterator[Cue]:
    """Yield the cues that a count of years from a named year gives, each once."""
    seen: set[str] = set()
    for cues in (
        _pattern_cues(text),
        _birth_cues(text, sentences),
        _lasted_cues(text),
        _war_cues(text),
        _edition_cues(text),
        _title_cues(text),
    ):
        for cue in cues:
            if cue.words not in seen:
                seen.add(cue.words)
                yield cue


def _pattern_cues(text: str) -> Iterator[Cue]:
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            count = _number(match["count"])
            if count is not None:
                yield _cue(name, " ".join(match.group().split()), int(match["year"]) + count)


def _birth_cues(text: str, sentences: Sequence[Span]) -> Iterator[Cue]:
    for sentence in sentences:
        words = sentence.of(text)
        born = _BORN.search(words)
        ages = [int(a or b or c) for a, b, c in _AGE.findall(words)] if born else []
        if born is not None and len(ages) == 1 and 10 <= ages[0] <= 110:
            yield _cue("age", f"{born.group()}, {ages[0]}", int(born["year"]) + ages[0])


def _lasted_cues(text: str) -> Iterator[Cue]:
    """Yield the cue of the only count of years and the only year since when of a text."""
    spans: dict[int, str] = {}
    for match in _LASTED.finditer(text):
        count = _number(match["count"] or match["first"])
        if count is not None and count >= _SHORTEST:
            spans[count] = " ".join(match.group().split())
    since = {int(match["year"]) for match in _SINCE.finditer(text)}
    if len(spans) == len(since) == 1:
        count, words = spans.popitem()
        year = since.pop()
        yield _cue("lasted", f"{words} since {year}", year + count)


def _war_cues(text: str) -> Iterator[Cue]:
    wars = load_table().wars
    for match in _WAR.finditer(text):
        place = match["place"] or match["of"]
        count = _number(match["count"] or match["counted"])
        if place in wars and count is not None:
            yield _cue("war", " ".join(match.group().split()), wars[place].year + count)


def _edition_cues(text: str) -> Iterator[Cue]:
    for pattern, zero in load_table().editions:
        for match in pattern.finditer(text):
            yield _cue("edition", match.group(), zero + int(match["n"]))


def _title_cues(text: str) -> Iterator[Cue]:
    """Yield the cue of the latest year in a headline: the first line, where more follow."""
    title, _, rest = text.lstrip().partition("\n")
    if not rest.strip() or len(title) > _TITLE or title.rstrip().endswith((".", ":", ",")):
        return
    years = [int(match["year"]) for match in _IN_TITLE.finditer(title)]
    if years and max(years) >= _OLDEST_IN_TITLE:
        yield _cue("title", f"{max(years)} in the headline", max(years))


def _number(words: str | None) -> int | None:
    found = parse_number(words.lower()) if words else None
    return int(found) if found is not None and 1 <= found <= 250 and found == int(found) else None


def _cue(name: str, words: str, year: int) -> Cue:
    shares, other = _SHARES[name]
    weights = of_years({year + step: share for step, share in shares.items()}, other)
    return Cue("count", words, f"“{words}” counts to {year}", weights, before=f"{year - 1}-07-01")

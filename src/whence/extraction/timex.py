"""Time expressions of English news with TIMEX3 values, by a small grammar.

One alternation finds where an expression may begin (`timex_grammar`), a resolver says what it
means or refuses it (`timex_values`, `timex_relative`). Annotation follows TimeML 1.2.1 (Saurí et
al., 2006): the span leaves out a leading preposition and takes in modifiers ("about two years
ago", "the end of 2014"). Expressions that lean on another time are resolved against the day of
publication or, for "two days later" and the like, against the date last spoken of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from whence.extraction import timex_quarters, timex_relative, timex_spans, timex_values
from whence.extraction.timex_calendar import days_of, safe_date
from whence.extraction.timex_grammar import Candidate, next_start, readings
from whence.extraction.timex_meaning import Context, Meaning, Resolver, covered
from whence.records.extraction import Timex
from whence.records.report import Published
from whence.records.span import Span

_RESOLVERS: dict[str, Resolver] = {
    name.removeprefix("resolve_"): getattr(module, name)
    for module in (timex_values, timex_relative, timex_quarters, timex_spans)
    for name in vars(module)
    if name.startswith("resolve_")
}
# What may stand between a clock time and its day: "10 p.m. on Thursday", "noon, 3 June".
_CLOCK_JOIN = re.compile(r",?[ \n](?:on )?")
_DAY_RULES = frozenset({"date", "weekday", "relative_day", "feast", "iso"})
# "between 8 and 25 February" leaves its first day, "Feb 8 and 25" its second, to be read alone.
_DAY_AFTER = re.compile(
    r"(?:(?:\s?[-–—]\s?|\s(?:and|or|to|through|until)\s|,\s)(?=[0-9]))"
    r"(?P<day>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)?(?![0-9a-z]|[.,:/%][0-9]|\s?(?:per|%))"
    r"(?=\s*(?:[.,;:)\]–-]|$|on\b|in\b|at\b|for\b|with\b|when\b|and\b|as\b|by\b|to\b|after\b|[12][0-9]{3}\b))"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression with its meaning and the rule that found it."""

    rule: str
    span: Span
    meaning: Meaning


def find_times(
    text: str, sentences: Sequence[Span], *, published: Published | None
) -> tuple[Timex, ...]:
    """Return the time expressions of a text, in order, never overlapping.

    `sentences` are half-open character spans of `text` in order; expressions never run across
    a line's end between two of them. With `published` a range of days, values are those seen
    from its best day (where the range is wide: only what all of it agrees on), and `earliest` and
    `latest` take in the whole range. Without it, weekdays and yearless dates get values such as
    XXXX-WXX-6 and cover no days. Time is linear in the
    length of the text.
    """
    scan = _Scan(text, sentences)
    times = _timexes(scan, published.value if published else None)
    if published is None or published.earliest == published.latest:
        return times
    readings = [_timexes(scan, day) for day in (published.earliest, published.latest)]
    if _width(published) > SURE_WITHIN:
        readings.append(_timexes(scan, None))
    others = [{time.span: time for time in reading} for reading in readings]
    return tuple(_ranged(time, [other.get(time.span) for other in others]) for time in times)


# Days of publication, counted as a range, up to which "Saturday" is given a day at all: the best
# guess. Over a wider range it keeps the value of an undated report, XXXX-WXX-6.
SURE_WITHIN = 31


def _timexes(scan: _Scan, published: str | None) -> tuple[Timex, ...]:
    """Return the time expressions as read on one day of publication, or on none."""
    return tuple(_timex(item) for item in _find(scan, _day(published)))


def _width(published: Published) -> int:
    first, last = _day(published.earliest), _day(published.latest)
    return (last - first).days if first and last else 0


def _ranged(time: Timex, readings: Sequence[Timex | None]) -> Timex:
    """Widen a time by its readings from either end of a range, and doubt its value if asked to.

    `readings` are from the first and the last day and, where the range is wide, from none.
    """
    first, last, *undated = readings
    wide = _widened(_widened(time, first), last)
    agreed = first is not None and last is not None and first.value == last.value == time.value
    if agreed or not undated or undated[0] is None:
        return wide
    return replace(wide, value=undated[0].value)


def _day(iso: str | None) -> date | None:
    """Return the date of an ISO day, None where it is none or at the calendar's edge."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", iso or "")
    day = safe_date(int(match[1]), int(match[2]), int(match[3])) if match else None
    return day if day and 100 < day.year < 9000 else None


def _timex(item: _Found) -> Timex:
    days = covered(item.meaning)
    return Timex(
        span=item.span,
        type=item.meaning.type,
        value=item.meaning.value,
        anchor=item.meaning.anchor,
        earliest=days[0].isoformat() if days else None,
        latest=days[1].isoformat() if days else None,
    )


def _widened(time: Timex, other: Timex | None) -> Timex:
    """Take another reading's days into a time's bounds."""
    if other is None or not (time.earliest and time.latest and other.earliest and other.latest):
        return time
    return replace(
        time,
        earliest=min(time.earliest, other.earliest),
        latest=max(time.latest, other.latest),
    )


class _Scan:
    """A text being searched: its sentences, and where expressions may begin, found only once."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.text = text
        self.sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._ends = _line_ends(text, sentences)
        self._next: dict[int, tuple[int, int] | None] = {}

    def next_start(self, position: int) -> tuple[int, int] | None:
        """Return `timex_grammar.next_start` for a position."""
        if position not in self._next:
            self._next[position] = next_start(self.text, position)
        return self._next[position]

    def around(self, place: int) -> tuple[int, Span, int]:
        """Return the sentence's number, its span, and where an expression at `place` must end."""
        if not self.sentences:
            return 0, Span(0, len(self.text)), len(self.text)
        index = max(0, bisect_right(self._starts, place) - 1)
        limit = self._ends[index] if place < self._ends[index] else len(self.text)
        return index, self.sentences[index], limit


def _find(scan: _Scan, published: date | None) -> list[_Found]:
    text = scan.text
    found: list[_Found] = []
    focus = _Focus()
    position = 0
    while (start := scan.next_start(position)) is not None:
        place, rule = start
        index, sentence, limit = scan.around(place)
        context = Context(
            text, sentence, published, focus.value, focus.near(index), focus.quarter_near(index)
        )
        item = _read(text, (place, rule, limit), context)
        if item is None:
            position = place + 1
            continue
        pair = _extended(text, item, limit, context)
        for one in pair:
            _add(found, one)
        position = max(pair[-1].span.end, place + 1)
        focus.note(pair[-1], index)
    return found


def _line_ends(text: str, sentences: Sequence[Span]) -> list[int]:
    """Return for each sentence where an expression in it must end: at a line between sentences."""
    ends: list[int] = []
    for index in range(len(sentences) - 1, -1, -1):
        end = sentences[index].end
        following = sentences[index + 1].start if index + 1 < len(sentences) else len(text)
        broken = index + 1 == len(sentences) or "\n" in text[max(0, end - 1) : following]
        ends.append(end if broken else ends[-1])
    return ends[::-1]


# Sentences for which a quarter stays the one that "the quarter" and "a year earlier" lean on.
_QUARTER_REACH = 12
# Comparisons look back without moving the story there.
_COMPARING = frozenset({"year_ago", "ago"})


class _Focus:
    """The date and the quarter last spoken of, and in which sentence."""

    def __init__(self) -> None:
        self.value: str | None = None
        self._sentence = -10
        self._quarter: str | None = None
        self._quarter_sentence = 0

    def near(self, sentence: int) -> bool:
        """Say whether the date was spoken of in this sentence or the one before."""
        return sentence - self._sentence <= 1

    def quarter_near(self, sentence: int) -> str | None:
        """Return the quarter last spoken of, None when that was long ago."""
        recent = sentence - self._quarter_sentence <= _QUARTER_REACH
        return self._quarter if recent else None

    def note(self, item: _Found, sentence: int) -> None:
        """Take in a date that denotes days; vague and general ones leave the focus alone."""
        value, compares = item.meaning.value, item.rule in _COMPARING
        if item.meaning.type not in {"DATE", "TIME"} or days_of(value) is None:
            return
        if re.fullmatch(r"\d{4}-[QH]\d", value):
            if not compares:
                self._quarter, self._quarter_sentence = value, sentence
        elif not (compares and self._quarter):
            self.value, self._sentence = re.sub("T.*", "", value), sentence


def _read(text: str, place: tuple[int, int, int], context: Context) -> _Found | None:
    """Return the first reading at a place that a resolver accepts."""
    start, first, limit = place
    for candidate in readings(text, start, limit, first=first):
        item = _resolved(candidate, context)
        if item is not None:
            return item
    return None


def _resolved(candidate: Candidate, context: Context) -> _Found | None:
    meaning = _RESOLVERS[candidate.rule](candidate.match, context)
    if meaning is None:
        return None
    span = meaning.span or Span(candidate.match.start(), candidate.match.end())
    trimmed = span.of(context.text).rstrip(" \n\u00a0")
    return _Found(candidate.rule, Span(span.start, span.start + len(trimmed)), meaning)


def _extended(text: str, item: _Found, limit: int, context: Context) -> list[_Found]:
    """Join a clock time with the day after it, and read the second day of "Feb 8 and 25"."""
    if item.rule == "clock":
        return [_with_day(text, item, limit, context)]
    if item.rule == "date" and item.meaning.type == "DATE":
        return [item, *_days_after(text, item, limit)]
    return [item]


def _with_day(text: str, item: _Found, limit: int, context: Context) -> _Found:
    join = _CLOCK_JOIN.match(text, item.span.end, limit)
    if join is None:
        return item
    start = next_start(text, join.end())
    if start is None or start[0] != join.end():
        return item
    day = _read(text, (start[0], start[1], limit), context)
    if day is None or day.rule not in _DAY_RULES or "-" not in day.meaning.value:
        return item
    clock = item.meaning.value.partition("T")[2]
    value = f"{day.meaning.value.partition('T')[0]}T{clock}"
    meaning = Meaning("TIME", value, day.meaning.anchor)
    return _Found("clock", Span(item.span.start, day.span.end), meaning)


def _days_after(text: str, item: _Found, limit: int) -> list[_Found]:
    found: list[_Found] = []
    end, last = item.span.end, item.meaning
    while (match := _DAY_AFTER.match(text, end, limit)) is not None and len(found) < 10:
        value = f"{last.value[:-2]}{int(match['day']):02d}"
        if value <= last.value or (value[:4] != "XXXX" and days_of(value) is None):
            break
        last = Meaning("DATE", value, item.meaning.anchor)
        found.append(_Found("date", Span(match.start("day"), match.end()), last))
        end = match.end()
    return found


def _add(found: list[_Found], item: _Found) -> None:
    """Append an expression unless it is empty or overlaps the one before."""
    if len(item.span) and (not found or found[-1].span.end <= item.span.start):
        found.append(item)

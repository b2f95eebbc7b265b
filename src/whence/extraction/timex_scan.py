"""Going through a text for time expressions: where each may begin, what it leans on, what it joins.

The date and the quarter last spoken of are carried along, each with where it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from whence.extraction import (
    timex_beside,
    timex_clock,
    timex_counted,
    timex_holidays,
    timex_quarters,
    timex_relative,
    timex_spans,
    timex_values,
    timex_years,
)
from whence.extraction.timex_calendar import shift, unit_value
from whence.extraction.timex_events import event_after, is_within
from whence.extraction.timex_grammar import Candidate, next_start, readings
from whence.extraction.timex_meaning import Context, Meaning, Resolver
from whence.extraction.timex_tense import Tense
from whence.records.days import days_of
from whence.records.span import Span

_RESOLVERS: dict[str, Resolver] = {
    name.removeprefix("resolve_"): getattr(module, name)
    for module in (
        *(timex_values, timex_years, timex_holidays, timex_clock),
        *(timex_relative, timex_quarters),
        *(timex_spans, timex_beside, timex_counted),
    )
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
class Found:
    """One expression with its meaning, the rule that found it and the expression it leans on."""

    rule: str
    span: Span
    meaning: Meaning
    leans_on: Span | None = None


class Scan:
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


def scan_times(scan: Scan, published: date | None) -> list[Found]:
    """Return the expressions of a text as read on one day of publication, or on none."""
    text = scan.text
    found: list[Found] = []
    focus = _Focus()
    position = 0
    while (start := scan.next_start(position)) is not None:
        place, rule = start
        index, sentence, limit = scan.around(place)
        context = focus.context(text, sentence, published, index)
        item = _read(text, (place, rule, limit), context)
        if item is None:
            position = place + 1
            continue
        pair = _extended(text, item, limit, context)
        for one in pair:
            _add(found, one)
        position = max(pair[-1].span.end, place + 1)
        focus.note(pair[-1], index, published)
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
# Days between publication and a date of the text that its weekday alone will mean further on.
NAMED_WITHIN = 6
# Days between publication and what a report is about; clock times further on are of that day.
_STORY = 3
# Comparisons look back without moving the story there.
_COMPARING = frozenset({"year_ago", "ago"})


class _Focus:
    """The date and the quarter last spoken of, and in which sentence."""

    def __init__(self) -> None:
        self._value: str | None = None
        self._span: Span | None = None
        self._sentence = -10
        self._quarter: str | None = None
        self._quarter_span: Span | None = None
        self._quarter_sentence = 0
        self._story: tuple[date, Span] | None = None
        self._named: dict[int, tuple[date, Span]] = {}

    def context(self, text: str, sentence: Span, published: date | None, index: int) -> Context:
        """Return what an expression in the sentence of that number is resolved against.

        A date counts as near in the sentence it stands in and the next; a quarter is forgotten
        when it was long ago.
        """
        recent = index - self._quarter_sentence <= _QUARTER_REACH
        return Context(
            text,
            sentence,
            published,
            focus=self._value,
            focus_near=index - self._sentence <= 1,
            quarter=self._quarter if recent else None,
            focus_span=self._span,
            quarter_span=self._quarter_span if recent else None,
            story_day=self._story[0] if self._story else None,
            story_span=self._story[1] if self._story else None,
            named=self._named,
        )

    def note(self, item: Found, sentence: int, published: date | None) -> None:
        """Take in a date that denotes days; vague and general ones leave the focus alone."""
        value, compares = item.meaning.value, item.rule in _COMPARING
        if item.meaning.type not in {"DATE", "TIME"} or days_of(value) is None:
            return
        if re.fullmatch(r"\d{4}-[QH]\d", value):
            if not compares:
                self._quarter, self._quarter_sentence = value, sentence
                self._quarter_span = item.span
        elif not (compares and self._quarter):
            self._value, self._sentence = value.partition("T")[0], sentence
            self._span = item.span
            days = days_of(self._value)
            if published and days and len(value) > 9:
                self._note_day(days[0], item, published)

    def _note_day(self, day: date, item: Found, published: date) -> None:
        distance = abs((day - published).days)
        if distance <= _STORY:
            self._story = (day, item.span)
        if distance <= NAMED_WITHIN and item.rule in {"date", "iso"}:
            self._named[day.isoweekday()] = (day, item.span)


def _read(text: str, place: tuple[int, int, int], context: Context) -> Found | None:
    """Return the first reading at a place that a resolver accepts."""
    start, first, limit = place
    for candidate in readings(text, start, limit, first=first):
        item = _resolved(candidate, context)
        if item is not None:
            return item
    return None


def _resolved(candidate: Candidate, context: Context) -> Found | None:
    meaning = _RESOLVERS[candidate.rule](candidate.match, context)
    if meaning is None:
        return None
    span = meaning.span or Span(candidate.match.start(), candidate.match.end())
    trimmed = span.of(context.text).rstrip(" \n\u00a0")
    span = Span(span.start, span.start + len(trimmed))
    leans_on = {
        "text": context.focus_span,
        "quarter": context.quarter_span,
        "story": context.story_span,
        "named": meaning.leans_on,
    }.get(meaning.anchor or "")
    if meaning.anchor in {"text", "quarter"} and leans_on is None:
        meaning = replace(meaning, anchor="published")
    return Found(candidate.rule, span, _with_event(meaning, span, context), leans_on)


def _with_event(meaning: Meaning, span: Span, context: Context) -> Meaning:
    """Anchor a stretch of time on the event named behind it: "two days after the vote"."""
    if meaning.type != "DURATION" or meaning.anchor is not None:
        return meaning
    ahead = _ahead(meaning, span, context)
    if ahead is not None:
        return ahead
    within = is_within(context.before(span.start, 8))
    event = event_after(context.text, span.end, context.sentence.end, within=within)
    return meaning if event is None else replace(meaning, anchor="event", event=event)


_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def _ahead(meaning: Meaning, span: Span, context: Context) -> Meaning | None:
    """Count "in two weeks" from publication where the sentence looks ahead."""
    match = re.fullmatch(r"P([0-9]{1,4})([DWMY])", meaning.value)
    if match is None or context.published is None or context.before(span.start, 3) != "in ":
        return None
    if context.tense(span) is not Tense.FUTURE:
        return None
    unit = _UNITS[match[2]]
    days = days_of(unit_value(shift(context.published, unit, int(match[1])), unit))
    return replace(meaning, anchor="published", days=days)


def _extended(text: str, item: Found, limit: int, context: Context) -> list[Found]:
    """Join a clock time with the day after it, and read the second day of "Feb 8 and 25"."""
    if item.rule in {"clock", "mid_part"}:
        return [_with_day(text, item, limit, context)]
    if item.rule == "date" and item.meaning.type == "DATE":
        return _of_one_year(text, [item, *_days_after(text, item, limit)], limit)
    return [item]


def _with_day(text: str, item: Found, limit: int, context: Context) -> Found:
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
    return Found("clock", Span(item.span.start, day.span.end), meaning, day.leans_on)


def _days_after(text: str, item: Found, limit: int) -> list[Found]:
    found: list[Found] = []
    end, last = item.span.end, item.meaning
    while (match := _DAY_AFTER.match(text, end, limit)) is not None and len(found) < 10:
        value = f"{last.value[:-2]}{int(match['day']):02d}"
        if value <= last.value or (value[:4] != "XXXX" and days_of(value) is None):
            break
        last = Meaning("DATE", value, item.meaning.anchor)
        span = Span(match.start("day"), match.end())
        found.append(Found("date", span, last, item.leans_on))
        end = match.end()
    return found


# "May 3-5, 2015": the year that ends a run of days is that of all of them.
_YEAR_BEHIND = re.compile(r",?[ ](?P<year>(?:1[89]|20)[0-9]{2})(?![0-9]|[.,:/%-][0-9])")


def _of_one_year(text: str, run: list[Found], limit: int) -> list[Found]:
    """Give a run of days the year that stands behind its last, which takes it in."""
    match = _YEAR_BEHIND.match(text, run[-1].span.end, limit) if len(run) > 1 else None
    if match is None:
        return run
    values = [match["year"] + one.meaning.value[4:] for one in run]
    if any(days_of(value) is None for value in values):
        return run
    spans = [*(one.span for one in run[:-1]), Span(run[-1].span.start, match.end())]
    return [
        replace(one, span=span, leans_on=None, meaning=Meaning("DATE", value))
        for one, span, value in zip(run, spans, values, strict=True)
    ]


def _add(found: list[Found], item: Found) -> None:
    """Append an expression unless it is empty or overlaps the one before."""
    if len(item.span) and (not found or found[-1].span.end <= item.span.start):
        found.append(item)

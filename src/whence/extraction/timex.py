"""Time expressions of English news with TIMEX3 values, by a small grammar.

One alternation finds where an expression may begin (`timex_grammar`), a resolver says what it means
or refuses it (`timex_values`, `timex_years`, `timex_holidays`, `timex_clock`, `timex_relative`,
`timex_quarters`, `timex_spans`, `timex_beside`, `timex_counted`). Annotation follows TimeML 1.2.1
(Saurí et al., 2006): the span leaves out a leading preposition and takes in modifiers ("about two
years ago", "the end of 2014"). Every expression says what it leans on: the day of publication, the
date last spoken of ("two days later"), an event ("hours after the blast"), or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from whence.extraction.timex_calendar import precision_of, safe_date
from whence.extraction.timex_meaning import covered
from whence.extraction.timex_pairs import joined
from whence.extraction.timex_scan import Found, Scan, scan_times
from whence.records.extraction import Timex
from whence.records.report import Published
from whence.records.span import Span


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
    scan = Scan(text, sentences)
    times = _timexes(scan, published.value if published else None)
    if published is None or published.earliest == published.latest:
        return times
    readings = [_timexes(scan, day) for day in (published.earliest, published.latest)]
    if _width(published) > SURE_WITHIN:
        readings.append(_timexes(scan, None))
    others = [{time.span: time for time in reading} for reading in readings]
    wide = [_ranged(time, [other.get(time.span) for other in others]) for time in times]
    by_id = {time.id: time for time in wide}
    return tuple(_as_named(time, by_id.get(time.anchor_time or "")) for time in wide)


# Days of publication, counted as a range, up to which "Saturday" is given a day at all: the best
# guess. Over a wider range it keeps the value of an undated report, XXXX-WXX-6.
SURE_WITHIN = 31


def _timexes(scan: Scan, published: str | None) -> tuple[Timex, ...]:
    """Return the time expressions as read on one day of publication, or on none."""
    found = joined(scan.text, scan_times(scan, _day(published)))
    ids = {item.span: f"t{number}" for number, item in enumerate(found, start=1)}
    return tuple(_timex(item, ids) for item in found)


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
    return replace(wide, value=undated[0].value, precision=undated[0].precision)


def _as_named(time: Timex, other: Timex | None) -> Timex:
    """Give a time that repeats the one it leans on ("Sunday" after "29 December") its days."""
    if other is None or other.value != time.value:
        return time
    return replace(time, earliest=other.earliest, latest=other.latest)


def _day(iso: str | None) -> date | None:
    """Return the date of an ISO day, None where it is none or at the calendar's edge."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", iso or "")
    day = safe_date(int(match[1]), int(match[2]), int(match[3])) if match else None
    return day if day and 100 < day.year < 9000 else None


def _timex(item: Found, ids: dict[Span, str]) -> Timex:
    meaning = item.meaning
    days = covered(meaning)
    leans_on = ids.get(item.leans_on) if item.leans_on else None
    anchor = "text" if leans_on else meaning.anchor
    if anchor not in {None, "event"} and leans_on is None:
        anchor = "published"
    return Timex(
        span=item.span,
        type=meaning.type,
        value=meaning.value,
        anchor=anchor,
        earliest=days[0].isoformat() if days else None,
        latest=days[1].isoformat() if days else None,
        id=ids[item.span],
        anchor_time=leans_on,
        anchor_event=meaning.event,
        precision=precision_of(meaning.value) if meaning.type in {"DATE", "TIME"} else None,
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

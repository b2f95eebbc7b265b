"""What two expressions of a text tell of one another: ranges, and times counted from a date.

"28 February to 2 March 2015" gives its first day the year of its second, and the first covers the
days to the end of the range; "two days after Christmas" is counted from the date behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.extraction.timex_calendar import unit_value
from whence.extraction.timex_events import day_beside, days_beside, way_to
from whence.extraction.timex_meaning import covered
from whence.extraction.timex_scan import Found
from whence.records.days import days_of

_TO = re.compile(r"\s?[-–—]\s?|,?\s(?:to|and|or|until|till|through|'til)\s|,\s")
_NAMED_YEAR = re.compile(r"(?<![0-9])(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9])")


def joined(text: str, found: Sequence[Found]) -> list[Found]:
    """Return the expressions with what their neighbours tell of them."""
    items = list(found)
    for index in range(len(items) - 2, -1, -1):
        items[index] = _with_year(text, items[index], items[index + 1])
        items[index] = _counted_from(text, items[index], items[index + 1])
        items[index] = _not_after(text, items[index], items[index + 1])
        items[index] = _through(text, items[index], items[index + 1])
    return items


# "From 3 to 5 May", "March-June 2014"; "and" only after "between".
_THROUGH = re.compile(r"\s?[-–—]\s?|,?\s(?:to|until|till|through|'til)\s")
_BETWEEN = re.compile(r"\sand\s")
_BETWEEN_CUE = re.compile(r"\bbetween\s(?:the\s)?$", re.I)
_RANGED = frozenset({"date", "first_day", "month", "year", "weekday", "iso", "season", "feast"})


_FROM = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.I)


def _not_after(text: str, item: Found, following: Found) -> Found:
    """Take "from May to September" for a May before that September: a year less where need be."""
    if not {item.rule, following.rule} <= {"date", "month", "first_day"}:
        return item
    if item.meaning.anchor != "published" or following.meaning.anchor != "published":
        return item
    value = item.meaning.value
    if (
        not value[:4].isdigit()
        or value <= following.meaning.value
        or not _is_range(text, item, following)
    ):
        return item
    moved = f"{int(value[:4]) - 1:04d}{value[4:]}"
    if days_of(moved) is None or not _FROM.search(
        text, max(0, item.span.start - 14), item.span.start
    ):
        return item
    return replace(item, meaning=replace(item.meaning, value=moved))


def _is_range(text: str, item: Found, following: Found) -> bool:
    """Say whether the words between two dates, and before them, make them one range."""
    start, end = item.span.end, following.span.start
    if _THROUGH.fullmatch(text, start, end):
        return True
    before = _BETWEEN_CUE.search(text, max(0, item.span.start - 14), item.span.start)
    return bool(before and _BETWEEN.fullmatch(text, start, end))


def _through(text: str, item: Found, following: Found) -> Found:
    """Let the first of two dates told as one range cover all of its days."""
    if not {item.rule, following.rule} <= _RANGED or item.meaning.type != "DATE":
        return item
    first, last = covered(item.meaning), covered(following.meaning)
    if first is None or last is None or not first[0] <= last[0] or following.meaning.type != "DATE":
        return item
    if not _is_range(text, item, following):
        return item
    days = (first[0], max(first[1], last[1]))
    return replace(item, meaning=replace(item.meaning, days=days, part=None))


def _with_year(text: str, item: Found, following: Found) -> Found:
    """Give a day or month without a year that of the date it is joined to."""
    if item.rule not in {"date", "month"} or following.rule not in {"date", "month"}:
        return item
    if _NAMED_YEAR.search(item.span.of(text)) or item.meaning.type == "SET":
        return item
    if _TO.fullmatch(text, item.span.end, following.span.start) is None:
        return item
    named = _NAMED_YEAR.search(following.span.of(text))
    if named is None:
        return item
    value, later = item.meaning.value, following.meaning.value
    year = int(named["year"])
    if f"{year:04d}{value[4:]}"[: len(later)] > later:
        year -= 1
    moved = f"{year:04d}{value[4:]}"
    if days_of(moved) is None:
        return item
    return replace(item, meaning=replace(item.meaning, value=moved, anchor=None))


_LEAD = re.compile(r"(?:the|last|this|next|about|around)?\s?")


def _counted_from(text: str, item: Found, base: Found) -> Found:
    """Count "two days after" and "the day before" from the date that stands behind them."""
    event = item.meaning.event
    if event is None or not event.start <= base.span.start < event.end:
        return item
    if _LEAD.fullmatch(text[event.start : base.span.start].lower()) is None:
        return item
    days = base.meaning.days or days_of(base.meaning.value)
    if base.meaning.type not in {"DATE", "TIME"} or days is None:
        return item
    way = way_to(text, item.span.end, event)
    meaning = replace(item.meaning, event=None if event.end <= base.span.end else event)
    if item.meaning.type == "DURATION":
        counted = days_beside(item.meaning.value, way, days)
        return replace(item, meaning=replace(meaning, days=counted), leans_on=base.span)
    day = day_beside(way, days[0])
    if day is None or days[0] != days[1] or item.meaning.value != "XXXX-XX-XX":
        return replace(item, meaning=meaning, leans_on=base.span)
    return replace(item, meaning=replace(meaning, value=unit_value(day, "day")), leans_on=base.span)

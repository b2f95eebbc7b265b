"""When was an undated report published? A range with its reasons, from what its own text tells.

Every cue of the text weighs every day there is: the dates that carry their year, each past or
still to come, days and months without one, weekdays beside dates, counts of years, offices, names
and events that have their time (`dating`). The range is where the likelihood that is left lies, so
it narrows as more cues agree. Nothing is said where no cue tells the year, or where the range is
wider than twelve years.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from whence.extraction.dating.ages import age_cues
from whence.extraction.dating.conflicts import conflicts
from whence.extraction.dating.counted import counted_cues
from whence.extraction.dating.cues import Cue
from whence.extraction.dating.eras import era_cues
from whence.extraction.dating.explicit import Told, told_dates
from whence.extraction.dating.latest import dated_cues
from whence.extraction.dating.spoken import Spoken, spoken_times
from whence.extraction.dating.weighing import Range, weigh
from whence.extraction.dating.yearless import yearless_cues, yearless_dates
from whence.records.report import DateOrigin, Published
from whence.records.span import Span


def date_report(text: str, sentences: Sequence[Span], given: Published | None) -> Published | None:
    """Return when a report of `text` was published, with what speaks against it.

    `given` is the date that reading found, if any: it stands, and what the text says against it is
    added to its conflicts. Without one it is the range of days in which the text says, by its own
    words, it was published: `value` the best single day, `why` the cues that bound the range. None
    where nothing tells the year. `sentences` are the half-open character spans of `text` in order.
    Linear in the length of the text.
    """
    times = spoken_times(text, sentences)
    told = told_dates(text, times)
    found = given or _inferred(text, sentences, times, told)
    if found is None:
        return None
    against = conflicts(text, told, times, date.fromisoformat(found.latest[:10]))
    return replace(found, conflicts=tuple(dict.fromkeys((*found.conflicts, *against))))


def find_cues(
    text: str, sentences: Sequence[Span], times: Sequence[Spoken], told: Sequence[Told]
) -> list[Cue]:
    """Return every cue of a text to the day it was published."""
    return [
        *dated_cues(told, _weekdays(times)),
        *yearless_cues(yearless_dates(text, times)),
        *counted_cues(text, sentences),
        *age_cues(text),
        *era_cues(text),
    ]


def _inferred(
    text: str, sentences: Sequence[Span], times: Sequence[Spoken], told: Sequence[Told]
) -> Published | None:
    found = weigh(find_cues(text, sentences, times, told))
    return None if found is None else _published(found)


def _weekdays(times: Sequence[Spoken]) -> list[int]:
    """Return the weekdays (1 Monday) that are named without a date."""
    return [int(time.value[9]) for time in times if re.match("XXXX-WXX-[1-7]", time.value)]


def _published(found: Range) -> Published:
    return Published(
        earliest=found.earliest.isoformat(),
        latest=found.latest.isoformat(),
        value=found.value.isoformat(),
        origin=DateOrigin.INFERRED,
        why="; ".join(cue.why for cue in found.reasons),
    )

"""What a resolver is given and gives back, and what the resolvers share.

A resolver takes a match of its rule and the context it stands in and returns what it means, or
None where it is no time expression after all ("may" the verb, "2000" people).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from whence.extraction.timex_calendar import narrow, safe_date
from whence.extraction.timex_tense import Tense, tense_near
from whence.extraction.timex_words import PARTS_OF_DAY, SEASONS, WEEKDAYS, parse_year
from whence.records.days import days_of, month_length
from whence.records.span import Span

Match = re.Match[str]


@dataclass(slots=True)
class Context:
    """What an expression is resolved against.

    `published` is the day of publication if known. `focus` is the TIMEX3 value of the date last
    spoken of (with `focus_near`: in this sentence or the one before), None before the first,
    `focus_span` where it stands; `quarter` and `quarter_span` are the same of quarters,
    `story_day` and `story_span` of the last day spoken of that lies close to publication. `named`
    holds for each weekday (1 to 7) the date close to publication that the text has named.
    """

    text: str
    sentence: Span
    published: date | None
    focus: str | None = None
    focus_near: bool = False
    quarter: str | None = None
    focus_span: Span | None = None
    quarter_span: Span | None = None
    story_day: date | None = None
    story_span: Span | None = None
    named: Mapping[int, tuple[date, Span]] = field(default_factory=dict)

    def tense(self, span: Span) -> Tense:
        """Return the tense of the words around a span."""
        return tense_near(self.text, span, self.sentence)

    @property
    def focus_day(self) -> date | None:
        """Return the first day of the date last spoken of, if it denotes days."""
        days = days_of(self.focus) if self.focus else None
        return days[0] if days else None

    def focus_for(self, unit: str) -> date | None:
        """Return the first day of the date last spoken of if that is as fine as `unit`.

        After "in 2003" nobody knows which day "the next day" is, but "the same year" is clear.
        """
        fineness = {"day": 10, "night": 10, "week": 7, "weekend": 7, "month": 7, "quarter": 7}
        if self.focus is None or len(self.focus) < fineness.get(unit, 4):
            return None
        return self.focus_day

    def before(self, start: int, length: int = 24) -> str:
        """Return up to `length` characters of the sentence before `start`, in lower case."""
        return self.text[max(self.sentence.start, start - length) : start].lower()

    def after(self, end: int, length: int = 24) -> str:
        """Return up to `length` characters after `end`, in lower case."""
        return self.text[end : end + length].lower()


@dataclass(frozen=True, slots=True)
class Meaning:
    """A resolved expression; `part` ("early", "mid", "late") narrows the days it covers.

    `anchor` is what it leans on: `published`, `text` (the date last spoken of), `quarter` (the
    quarter last spoken of), `event` (the words in `event`), or None where it stands alone.
    """

    type: str
    value: str
    anchor: str | None = None
    part: str | None = None
    span: Span | None = None
    days: tuple[date, date] | None = None
    event: Span | None = None
    leans_on: Span | None = None


Resolver = Callable[[Match, Context], Meaning | None]

_EDGES = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "turn": "early",
    "first": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
    "close": "late",
    "last": "late",
    "latter": "late",
    "eve": "late",
}


def edge_part(words: str | None) -> str | None:
    """Return "early", "mid" or "late" for words like "the beginning of"."""
    for word in re.findall("[a-z]+", (words or "").lower()):
        if word in {"earlier", "later"}:
            return None
        if word in _EDGES:
            return _EDGES[word]
    return None


def span_of(match: Match) -> Span:
    """Return the span of a whole match."""
    return Span(match.start(), match.end())


def day_suffix(part: str | None) -> str:
    """Return what a part of the day adds to a date value: "night" gives TNI."""
    return PARTS_OF_DAY.get((part or "").strip().lower(), "")


def dated(day: date, part: str | None) -> tuple[str, str]:
    """Return TIMEX3 type and value of a day, or of a part of it."""
    suffix = day_suffix(part)
    return ("TIME" if suffix else "DATE"), day.isoformat() + suffix


def century_year(two_digits: int) -> int:
    """Return the year two digits mean: up to 49 of this century, from 50 of the last."""
    return two_digits + (2000 if two_digits < 50 else 1900)


def explicit_year(match: Match) -> int | None:
    """Return the year a match names itself, in digits or words."""
    groups = match.groupdict()
    for name in ("y", "early_year", "y2"):
        if groups.get(name):
            year = int(groups[name])
            return year if year >= 100 else century_year(year)
    if groups.get("yw"):
        return parse_year(groups["yw"])
    return century_year(int(groups["yy"])) if groups.get("yy") else None


def relative_year(match: Match, context: Context) -> tuple[int, str] | None:
    """Return the year that "last year", "that year" or "this month" after a date points to."""
    words = (match["rel_word"] or "").lower()
    if not words:
        return None
    if any(word in words for word in ("that", "same", "previous", "following")):
        day, anchor = context.focus_day or context.published, "text"
        step = -1 if "previous" in words else 1 if "following" in words else 0
    else:
        day, anchor = context.published, "published"
        step = -1 if "last" in words else 1 if "next" in words else 0
    return None if day is None else (day.year + step, anchor)


# How much nearer a date on the wrong side of the tense must be to be taken after all: "said the
# offer, effective 1 February" is past in form only. Chosen on TimeBank and AQUAINT.
WRONG_SIDE = 4.0


def nearest(stretches: list[tuple[date, date]], tense: Tense, published: date) -> int:
    """Return the index of the stretch of days that an expression without a year means.

    The nearest to publication, where the past counts for nearer in the past tense, and what is
    to come in the future tense. `stretches` are first and last days, at least one.
    """
    best, least = 0, float("inf")
    for index, (first, last) in enumerate(stretches):
        ahead, behind = (first - published).days, (published - last).days
        distance = float(max(ahead, behind, 0))
        if (tense is Tense.PAST and ahead > 1) or (tense is Tense.FUTURE and behind > 0):
            distance *= WRONG_SIDE
        if distance < least:
            best, least = index, distance
    return best


def choose_year(month: int, day: int | None, tense: Tense, published: date) -> int:
    """Return the year in which a yearless date or month stands; see `nearest`."""
    stretches = []
    for year in (published.year - 1, published.year, published.year + 1):
        first = safe_date(year, month, day or 1)
        if first is not None:
            last = first if day else date(year, month, month_length(year, month))
            stretches.append((first, last))
    if not stretches:
        return published.year
    return stretches[nearest(stretches, tense, published)][0].year


def covered(meaning: Meaning) -> tuple[date, date] | None:
    """Return the days a date or time covers, narrowed by "early" and the like."""
    if meaning.type not in {"DATE", "TIME"}:
        return meaning.days
    days = meaning.days or days_of(meaning.value)
    return narrow(days, meaning.part) if days else None


def weekday_value(weekday: int | str, part: str | None) -> str:
    """Return the TIMEX3 value of a weekday whose week is not known, XXXX-WXX-6."""
    number = WEEKDAYS[weekday[:3].lower()] if isinstance(weekday, str) else weekday
    return f"XXXX-WXX-{number}{day_suffix(part)}"


def season_value(year: int, season: str) -> str:
    """Return the TIMEX3 value of a season, 2016-SU."""
    return f"{year:04d}-{SEASONS[season.lower()]}"

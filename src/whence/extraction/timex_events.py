"""The event a time expression leans on: "two days after [the shooting]", "hours before [the vote]".

No parser is at hand here: the event is the words behind "after" and the like, up to the end of
their clause.
"""

from __future__ import annotations

import re
from datetime import date

from whence.extraction.timex_calendar import add_days, shift
from whence.records.span import Span

# Words of an event shown at most; more hardly help to tell which event it is.
MOST_WORDS = 12

_CONNECTOR = re.compile(
    r"(?:immediately |just |right )?"
    r"(?P<way>after|before|since|following|into|prior to|ahead of|leading up to|running up to)\s+",
    re.IGNORECASE,
)
# "within two weeks of his capture".
_WITHIN = re.compile(r"\bwithin\s$", re.IGNORECASE)
_OF = re.compile(r"(?P<way>of)\s+")
_TOKEN = re.compile(r"[^\s—–]+")
_CLAUSE_END = re.compile(r"[,;:!?)”\"…]+$|['’]{2}$")
_ABBREVIATED = re.compile(
    r"(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Aug|Sept?"
    r"|Oct|Nov|Dec)\."
)
_GOES_ON = frozenset(
    ["and", "but", "or", "while", "when", "as", "because", "which", "who", "where", "although"]
)
# What stands for something told before names no event itself.
_POINTS_BACK = frozenset(["that", "this", "then", "it", "which", "all", "him", "her", "them"])


def event_after(text: str, start: int, limit: int, *, within: bool = False) -> Span | None:
    """Return the event that "after", "before" and the like at `start` lead to, None without one.

    `limit` is the end of the sentence; with `within` "of" leads to one too.
    """
    place = start
    while place < limit and text[place] in " \n\u00a0":
        place += 1
    match = _CONNECTOR.match(text, place, limit)
    if match is None and within:
        match = _OF.match(text, place, limit)
    return None if match is None else _clause(text, match.end(), limit)


def is_within(before: str) -> bool:
    """Say whether "within" stands at the end of the words before an expression."""
    return _WITHIN.search(before) is not None


def _clause(text: str, start: int, limit: int) -> Span | None:
    end, count = start, 0
    for token in _TOKEN.finditer(text, start, limit):
        word = token.group()
        if count == MOST_WORDS or word.lower() in _GOES_ON:
            break
        if "\n" in text[end : token.start()] or "—" in text[end : token.start()]:
            break
        bare = _CLAUSE_END.sub("", word)
        closes = bare != word or (bare.endswith(".") and not _ABBREVIATED.fullmatch(bare))
        bare = bare.rstrip(".") if closes else bare
        end, count = token.start() + len(bare), count + 1
        if closes:
            break
    words = text[start:end]
    return Span(start, end) if words and words.lower() not in _POINTS_BACK else None


_COUNTED = re.compile(r"P(?P<count>[0-9]{1,4})(?P<unit>[DWMY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def days_beside(value: str, way: str, base: tuple[date, date]) -> tuple[date, date] | None:
    """Return the days that "two weeks after" (value P2W) means, beside the days of its anchor.

    None for durations without a number or of hours, and for ways other than after and before.
    """
    match = _COUNTED.fullmatch(value)
    sign = {"after": 1, "following": 1, "before": -1}.get(way.lower())
    if match is None or sign is None:
        return None
    unit, count = _UNITS[match["unit"]], sign * int(match["count"])
    return shift(base[0], unit, count), shift(base[1], unit, count)


def way_to(text: str, end: int, event: Span) -> str:
    """Return the word that leads from an expression's end to its event: "after"."""
    return text[end : event.start].strip().split(" ")[-1].lower() if end < event.start else ""


def day_beside(way: str, base: date) -> date | None:
    """Return the day before or after a day, None for another way."""
    step = {"after": 1, "following": 1, "before": -1}.get(way)
    return None if step is None else add_days(base, step)

"""What expressions mean that name an hour: "9:30 p.m.", "noon", "half past six"."""

from __future__ import annotations

import re

from whence.extraction.timex_calendar import add_days
from whence.extraction.timex_meaning import Context, Match, Meaning, span_of
from whence.extraction.timex_tense import Tense
from whence.extraction.timex_words import PARTS_OF_DAY, UTC_ZONES, parse_number

_CLOCK_CUE = re.compile(
    r"\b(?:at|by|around|about|until|till|from|to|before|after|since|between|and)\s$"
)


def resolve_clock(match: Match, context: Context) -> Meaning | None:
    """Resolve a clock time; its day is the one last spoken of nearby, else that of publication."""
    clock = clock_value(match)
    zone = match["zone"] or match["zone1"] or match["zone2"]
    if clock is None:
        return None
    if match["hour24"] and not zone and not _CLOCK_CUE.search(context.before(match.start())):
        return None
    dim = match["named"] and match["named"].lower() in _DIM
    if dim and not _DIM_CUE.search(context.before(match.start())):
        return None
    day, anchor = context.published, "published"
    if context.focus_near and context.focus and re.match(r"\d{4}-\d\d-\d\d", context.focus):
        day, anchor = context.focus_day, "text"
    elif day is not None and context.story_day is not None:
        day, anchor = context.story_day, "story"
    elif day is not None and clock >= _LATE and not zone and _is_told(match, context):
        day = add_days(day, -1)
    suffix = "Z" if (zone or "").upper() in UTC_ZONES else ""
    if day is None:
        return Meaning("TIME", f"XXXX-XX-XXT{clock}{suffix}")
    return Meaning("TIME", f"{day.isoformat()}T{clock}{suffix}", anchor)


# From this hour on what has happened by publication was the night before.
_LATE = "22:00"


def _is_told(match: Match, context: Context) -> bool:
    return context.tense(span_of(match)) is Tense.PAST


_DIM_CUE = re.compile(r"\b(?:at|by|around|about|until|till|from|before|since)\s$")
# What the light tells; alone it is no time ("dawn broke").
_DIM = frozenset({"dawn", "daybreak", "dusk", "nightfall"})


def clock_value(match: Match) -> str | None:
    """Return hh:mm for a clock match (24:00 for midnight), None where it is none."""
    if match["half_past"]:
        return f"{int(parse_number(match['half_past']) or 0):02d}:30"
    if match["named"]:
        return PARTS_OF_DAY[match["named"].lower()][1:]
    if match["military"]:
        return f"{match['military'][:2]}:{match['military'][2:]}"
    if match["hour24"]:
        return f"{int(match['hour24']):02d}:{match['minute24']}"
    half = (match["half"] or "").lower()[:1]
    part = (match["clock_part"] or "").lower()
    number = parse_number(match["hour"] or match["oclock"] or match["in_part"])
    hour = int(number or 0)
    if not 0 <= hour <= 24 or (half and not 1 <= hour <= 12):
        return None
    if half == "p" or part in {"afternoon", "evening"} or (part == "night" and 6 <= hour < 12):
        hour += 12 if hour < 12 else 0
    elif hour == 12 and (half == "a" or part == "night"):
        hour = 0
    return f"{hour:02d}:{match['minute'] or '00'}"

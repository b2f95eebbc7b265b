"""Days: what a TIMEX3 date or time value covers of the calendar."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
_VALUE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:W(?P<week>[0-9]{2})(?P<we>-WE)?|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?"
    r"(?:T.*)?"
)


def month_length(year: int, month: int) -> int:
    """Return the number of days in a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


@lru_cache(maxsize=2048)
def days_of(value: str) -> tuple[date, date] | None:
    """Return the first and last day a TIMEX3 date or time value covers; None where it has none.

    Seasons are the northern ones by whole months; "winter 2016" covers both winters that touch
    2016, as English means either. Three digits are a decade, two a century.
    """
    if re.fullmatch("[0-9]{3}", value) and int(value) > 0:
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
    if re.fullmatch("[0-9]{2}", value) and int(value) > 0:
        return date(int(value) * 100, 1, 1), date(int(value) * 100 + 99, 12, 31)
    match = _VALUE.fullmatch(value)
    if match is None or not 1 < int(match["year"]) < MAXYEAR:
        return None
    try:
        return _covered(match, int(match["year"]))
    except ValueError:
        return None


def _covered(match: re.Match[str], year: int) -> tuple[date, date]:
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return monday + timedelta(days=5 if match["we"] else 0), monday + timedelta(days=6)
    if match["season"] == "WI":
        return date(year - 1, 12, 1), date(year + 1, 2, month_length(year + 1, 2))
    low, high = 1, 12
    if match["month"]:
        low = high = int(match["month"])
    elif match["quarter"]:
        low, high = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
    elif match["half"]:
        low, high = 6 * int(match["half"]) - 5, 6 * int(match["half"])
    elif match["season"]:
        low, high = SEASON_MONTHS[match["season"]]
    return date(year, low, 1), date(year, high, month_length(year, high))

"""Calendar arithmetic on TIMEX3 date values: shifting them, their precision, feasts."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from whence.extraction.timex_feasts import MOVING_FEASTS
from whence.records.days import SEASON_MONTHS, month_length


def add_months(day: date, months: int) -> date:
    """Return `day` moved by whole months, its day of the month cut to the month's length."""
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, 1), MAXYEAR - 1), index % 12 + 1
    return date(year, month, min(day.day, month_length(year, month)))


def add_days(day: date, days: int) -> date:
    """Return `day` moved by days, held within the calendar's range."""
    ordinal = day.toordinal() + max(-4_000_000, min(4_000_000, days))
    return date.fromordinal(max(366, min(date(MAXYEAR - 1, 12, 31).toordinal(), ordinal)))


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week_value(day: date) -> str:
    """Return the ISO week of a day as TIMEX3 writes it, `2016-W12`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_value(day: date) -> str:
    """Return the quarter of a day, `2016-Q1`."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def season_of(day: date) -> str:
    """Return the northern season's letters for a day: SP, SU, FA or WI."""
    return next(
        (name for name, (low, high) in SEASON_MONTHS.items() if low <= day.month <= high), "WI"
    )


_PRECISIONS = (
    ("clock time", re.compile(r".*T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?")),
    ("part of day", re.compile(".*T(?:MO|MI|AF|EV|NI|[0-9]{2})Z?")),
    ("weekend", re.compile(".*-WE")),
    ("day", re.compile(r"[0-9X]{4}-[0-9X]{2}-[0-9X]{2}|[0-9X]{4}-W[0-9X]{2}-[1-7]")),
    ("week", re.compile("[0-9X]{4}-W[0-9X]{2}")),
    ("month", re.compile("[0-9X]{4}-[0-9X]{2}")),
    ("quarter", re.compile("[0-9X]{4}-Q[0-9X]")),
    ("half-year", re.compile("[0-9X]{4}-H[0-9X]")),
    ("season", re.compile("[0-9X]{4}-(?:SP|SU|FA|WI)")),
    ("year", re.compile("(?:FY)?[0-9X]{4}")),
    ("decade", re.compile("[0-9X]{3}")),
    ("century", re.compile("[0-9X]{2}")),
)


@lru_cache(maxsize=1024)
def precision_of(value: str) -> str | None:
    """Return how fine a TIMEX3 date or time is ("day", "month", ...), None for other values."""
    return next((name for name, form in _PRECISIONS if form.fullmatch(value)), None)


def narrow(days: tuple[date, date], part: str | None) -> tuple[date, date]:
    """Return the days of the early, middle or late part of a stretch.

    The parts overlap on purpose (0 to 40, 30 to 70, 60 to 100 percent): "early June" may well
    be said of the 11th. Bounds should hold, not be tight.
    """
    if part not in {"early", "mid", "late"}:
        return days
    low, high = {"early": (0.0, 0.4), "mid": (0.3, 0.7), "late": (0.6, 1.0)}[part]
    length = (days[1] - days[0]).days
    return (
        days[0] + timedelta(days=int(low * length)),
        days[0] + timedelta(days=-int(-high * length)),
    )


def unit_value(day: date, unit: str) -> str:
    """Return the TIMEX3 value of the unit ("day", "week", "year", ...) a day lies in."""
    if unit in {"day", "night", "hour", "minute", "second"}:
        return day.isoformat()
    if unit in {"week", "fortnight"}:
        return week_value(day)
    if unit == "weekend":
        return week_value(day) + "-WE"
    if unit == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "quarter":
        return quarter_value(day)
    if unit == "decade":
        return f"{day.year // 10:03d}"
    if unit == "century":
        return f"{day.year // 100:02d}"
    return f"{day.year:04d}"


def shift(day: date, unit: str, count: float) -> date:
    """Return `day` moved by `count` units (negative: back)."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    count = max(-1e5, min(1e5, count))
    if unit in months:
        return add_months(day, int(count * months[unit]))
    days = {"day": 1.0, "night": 1.0, "week": 7.0, "weekend": 7.0, "fortnight": 14.0}
    return add_days(day, int(count * days.get(unit, 0.0)))


def easter(year: int) -> date:
    """Return Western Easter Sunday by the anonymous Gregorian computus (Meeus, 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """Return the n-th weekday (1 Monday to 7) of a month; n = -1 is the last."""
    if n < 0:
        last = date(year, month, month_length(year, month))
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))


FIXED_FEASTS = {
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "may day": (5, 1),
    "juneteenth": (6, 19),
    "canada day": (7, 1),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "guy fawkes night": (11, 5),
    "armistice day": (11, 11),
    "veterans day": (11, 11),
    "orthodox christmas": (1, 7),
    "australia day": (1, 26),
    "anzac day": (4, 25),
    "all saints' day": (11, 1),
    "remembrance day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
EASTER_FEASTS = {
    "shrove tuesday": -47,
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter": 0,
    "easter monday": 1,
    "ascension day": 39,
    "pentecost": 49,
    "whit monday": 50,
}
WEEKDAY_FEASTS = {
    "martin luther king day": (1, 1, 3),
    "presidents day": (2, 1, 3),
    "mother's day": (5, 7, 2),
    "memorial day": (5, 1, -1),
    "father's day": (6, 7, 3),
    "labor day": (9, 1, 1),
    "columbus day": (10, 1, 2),
    "thanksgiving day": (11, 4, 4),
    "thanksgiving": (11, 4, 4),
    "remembrance sunday": (11, 7, 2),
}
# Days told from another feast by so many days.
_BESIDE_FEASTS = {"black friday": ("thanksgiving", 1), "cyber monday": ("thanksgiving", 4)}
FEASTS = (
    *(*_BESIDE_FEASTS, *FIXED_FEASTS, *EASTER_FEASTS, *WEEKDAY_FEASTS, *MOVING_FEASTS),
    "election day",
)


def feast_day(name: str, year: int) -> date:
    """Return the day of a feast in a year, by its lower-case name in `FEASTS`."""
    if name in _BESIDE_FEASTS:
        other, step = _BESIDE_FEASTS[name]
        return add_days(feast_day(other, year), step)
    if name in FIXED_FEASTS:
        return date(year, *FIXED_FEASTS[name])
    if name in EASTER_FEASTS:
        return add_days(easter(year), EASTER_FEASTS[name])
    if name in WEEKDAY_FEASTS:
        month, weekday, n = WEEKDAY_FEASTS[name]
        return nth_weekday(year, month, weekday, n)
    return nth_weekday(year, 11, 1, 1) + timedelta(days=1)

"""Feasts that move by another calendar: Ramadan, Passover, Lunar New Year, Diwali, Orthodox Easter.

Hebrew dates follow the fixed arithmetic of the molad (Reingold and Dershowitz, *Calendrical
Calculations*), Muslim ones the tabular calendar, which is within a day of what is proclaimed, so
their days are told with a day to either side. New moons of China and India are looked up.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
# Ordinals of the days before 1 Muharram of the year 1 (16 July 622, Julian) and 1 Tishri.
_HIJRA = 227014
_CREATION = -1373427

# Month and day of the Muslim year, and for how many days.
_MUSLIM = {
    "ramadan": (9, 1, 30),
    "eid al-fitr": (10, 1, 1),
    "eid al-adha": (12, 10, 1),
    "ashura": (1, 10, 1),
}
# Days after the Hebrew new year (1 Tishri); or, of spring, before the next one.
_HEBREW = {
    "rosh hashanah": (0, 2),
    "yom kippur": (9, 1),
    "sukkot": (14, 7),
    "hanukkah": (None, 8),
    "purim": (-193, 1),
    "passover": (-163, 8),
}
# Month and day, year by year from the first.
_LUNAR_NEW_YEAR = (
    1990,
    "0127 0215 0204 0123 0210 0131 0219 0207 0128 0216 0205 0124 0212 0201 0122 0209 0129 0218 0207"
    " 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217"
    " 0206 0126 0213 0203",
)
_DIWALI = (
    1998,
    "1019 1107 1026 1114 1104 1025 1112 1101 1021 1109 1028 1017 1105 1026 1113 1103 1023 1111 1030"
    " 1019 1107 1027 1114 1104 1024 1112 1031 1020 1108",
)
_LISTED = {"lunar new year": _LUNAR_NEW_YEAR, "diwali": _DIWALI}
_SPELLINGS = {
    "eid ul-fitr": "eid al-fitr",
    "eid ul-adha": "eid al-adha",
    "chanukah": "hanukkah",
    "chinese new year": "lunar new year",
    "orthodox easter sunday": "orthodox easter",
    "norouz": "nowruz",
    "newroz": "nowruz",
}
MOVING_FEASTS = (*_MUSLIM, *_HEBREW, *_LISTED, *_SPELLINGS, "nowruz", "orthodox easter", "eid")
# Names that people bear too: "Tariq Ramadan".
ALSO_NAMES = frozenset({"ramadan", "eid", "purim"})
# Feasts of a month, whose TIMEX3 value is no single day.
LONG_FEASTS = frozenset({"ramadan"})


@lru_cache(maxsize=512)
def moving_feast(name: str, year: int) -> tuple[tuple[date, date], ...]:
    """Return the first and last days of a feast in a year, by its lower-case name.

    A Muslim feast may fall into one year twice. Empty where the year is not known.
    """
    name = _SPELLINGS.get(name, name)
    if not 1900 <= year <= 2100:
        return ()
    if name == "eid":
        return tuple(sorted((*_muslim("eid al-fitr", year), *_muslim("eid al-adha", year))))
    if name in _MUSLIM:
        return _muslim(name, year)
    if name in _HEBREW:
        return (_hebrew(name, year),)
    if name == "nowruz":
        return ((date(year, 3, 20), date(year, 3, 21)),)
    if name == "orthodox easter":
        day = _orthodox_easter(year)
        return ((day, day),)
    return _listed(name, year)


def _muslim(name: str, year: int) -> tuple[tuple[date, date], ...]:
    month, number, length = _MUSLIM[name]
    near = int((year - 622) * 33 / 32)
    found = []
    for muslim_year in range(near - 1, near + 3):
        months = (month - 1) * 29 + month // 2
        leap = (3 + 11 * muslim_year) // 30
        first = _HIJRA + (muslim_year - 1) * 354 + leap + months + number
        day = date.fromordinal(first)
        if day.year == year:
            found.append((day, day + (length - 1) * _DAY))
    return tuple(found)


def _hebrew(name: str, year: int) -> tuple[date, date]:
    start, length = _HEBREW[name]
    autumn = _new_year(year + 3761)
    if start is None:
        # 25 Kislev: Heshvan, before it, has 30 days in full years only.
        full = _new_year(year + 3762) - autumn in {355, 385}
        start = 84 if full else 83
    first = date.fromordinal(autumn + start)
    return first, first + (length - 1) * _DAY


def _new_year(hebrew_year: int) -> int:
    """Return the ordinal of 1 Tishri, moved where a year beside it would be too long or short."""
    before, day, after = (_elapsed(hebrew_year + step) for step in (-1, 0, 1))
    delay = 2 if after - day == 356 else 1 if day - before == 382 else 0
    return _CREATION + day + delay


def _elapsed(hebrew_year: int) -> int:
    """Return the days from the creation to the new moon of 1 Tishri, off forbidden weekdays."""
    months = (235 * hebrew_year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _orthodox_easter(year: int) -> date:
    """Return Easter by the Julian calendar (Meeus, 1991), as the Gregorian day from 1900 on."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + (13 if year < 2100 else 14) * _DAY


def _listed(name: str, year: int) -> tuple[tuple[date, date], ...]:
    first, written = _LISTED[name]
    days = written.split()
    if not first <= year < first + len(days):
        return ()
    found = date(year, int(days[year - first][:2]), int(days[year - first][2:]))
    return ((found, found),)


def told_days(name: str, days: tuple[date, date]) -> tuple[date, date]:
    """Return the days a feast may be told of: with the eve it begins on, or with a day about."""
    name = _SPELLINGS.get(name, name)
    first, last = days
    if name in _HEBREW:
        return first - _DAY, last
    return (first - _DAY, last + _DAY) if name in _MUSLIM or name == "eid" else days

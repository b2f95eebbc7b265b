"""Publication dates: from metadata fields, from a date line of the text, from the address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from whence.records.report import DateOrigin, Published

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^(?P<year>(?:19|20)\d\d)(?P<number>\d\d)(?P<day>\d\d)(?:T?\d{4,6}Z?)?$")
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? ?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}[ -,]{{1,2}}(?P<year>(?:19|"
    rf"20)\d\d)\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b")
_NAMED = (_ISO, _MONTH_FIRST, _DAY_FIRST)

_URL_DATE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?=[/_-]|$)", re.I
)
_URL_COMPACT = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?=[/_.-]|$)"
)
# What may stand beside the date in a line that only says when (and where, by whom).
_DATE_LINE_WORDS = re.compile(
    r"\b(?:first|last|published|posted|updated|modified|created|issued|released|date|time|on|at|in|"
    r"by|of|story|article|report|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"am|pm|a\.m|p\.m|et|est|edt|pt|pst|pdt|ct|gmt|bst|cet|cest|utc|ist|msk|local|hours?|hrs?|h|"
    r"\d{1,2}(?:[:.]\d\d){1,2}|\d{1,2})\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"^Screen ?shot|\.(?:png|jpe?g|gif|webp)$", re.IGNORECASE)
PICTURE_REACH_DAYS = 14
"""How long after its latest dated picture a report is taken to be published: a judgement, wide
enough for a weekly, narrow enough that weekdays still mean one week or the next."""
_LONGEST_DATE_LINE = 120
_UPDATE = re.compile(r"^\W{0,3}(?:last )?(?:updated|modified)\b", re.IGNORECASE)


def parse_day(value: object) -> date | None:
    """Return the day a metadata value names, or None.

    Reads ISO 8601 dates and times, compact digits, RFC 822 dates, English month names, epoch
    seconds or milliseconds. The day is taken as written, not carried to another time zone.
    Numeric dates whose order of day and month cannot be told are not read.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _from_epoch(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()[:80]
    compact = _COMPACT.match(text)
    if compact:
        return _day(compact)
    for pattern in _NAMED:
        match = pattern.search(text)
        if match:
            return _day(match)
    days = _slashed(text)
    if len(days) == 1:
        return days[0]
    return _from_rfc822(text)


def in_metadata(day: date, field: str) -> Published:
    """Return a date that the metadata field `field` names, as `Published`."""
    text = day.isoformat()
    return Published(text, text, text, DateOrigin.METADATA, f"the field {field} says {text}")


def in_page(day: date) -> Published:
    """Return a date that htmldate found in a page's text or code."""
    text = day.isoformat()
    why = f"the page's own text or code gives {text} (found by htmldate)"
    return Published(text, text, text, DateOrigin.STATED, why)


def stands_in(day: date, source: str) -> bool:
    """Say whether a day is written out in a page, in digits or with an English month's name."""
    year, month, number = f"{day.year}", f"0?{day.month}", f"0?{day.day}"
    short = rf"(?:{year}|{year[2:]})(?!\d)"
    name = _month_names(day)
    ways = (
        rf"{year}\D{month}\D{number}(?!\d)",
        day.strftime("%Y%m%d"),
        rf"(?<!\d){number}\D{month}\D{short}",
        rf"(?<!\d){month}\D{number}\D{short}",
        rf"(?<!\d){number}(?:st|\.)? (?:of )?{name}\.?,? {year}",
        rf"{name}\.? {number}(?:st)?,? {year}",
    )
    return re.search("|".join(ways), source, re.IGNORECASE) is not None


def _month_names(day: date) -> str:
    return "(?:" + "|".join(name for name, of in _MONTHS.items() if of == day.month) + ")"


def in_page_by_month(day: date, source: str) -> Published:
    """Return the month, or only the year, that a page gives where its first day is not in it."""
    year, month = f"{day.year}", f"0?{day.month}"
    ways = (
        rf"{year}[-/]{month}(?!\d)",
        rf"(?<!\d){month}[-/.]{year}",
        rf"{_month_names(day)}\.?,? {year}",
    )
    last = date(day.year, 12, 31)
    if day.month > 1 or re.search("|".join(ways), source, re.IGNORECASE):
        last = (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    what = day.isoformat()[:7] if last.month == day.month else str(day.year)
    why = f"the page's own text or code gives {what} without a day (found by htmldate)"
    first = day.isoformat()
    return Published(first, last.isoformat(), first, DateOrigin.STATED, why)


def from_field(value: object, field: str) -> Published | None:
    """Return the date a metadata field holds, or None when it holds none."""
    day = parse_day(value)
    return in_metadata(day, field) if day else None


def not_after(value: object, what: str) -> Published | None:
    """Return a date known only as an upper bound, such as when a page was fetched."""
    day = parse_day(value)
    if day is None:
        return None
    text = day.isoformat()
    earliest = date(day.year - 1, day.month, min(day.day, 28)).isoformat()
    why = f"{what} on {text}, so it was published then or earlier; no date was found in it"
    return Published(earliest, text, text, DateOrigin.INFERRED, why)


def from_url(url: str | None) -> Published | None:
    """Return the day a web address carries, as in `/2016/03/22/`, or None."""
    if not url:
        return None
    match = _URL_DATE.search(url[:1000]) or _URL_COMPACT.search(url[:1000])
    if match is None:
        return None
    month = match["month"].lower()
    day = _build(match["year"], str(_MONTHS.get(month, month)), match["day"])
    if day is None:
        return None
    text = day.isoformat()
    return Published(text, text, text, DateOrigin.STATED, f"its web address carries {text}")


def settled(first: Published | None, *others: Published | None) -> Published | None:
    """Return the first date there is; what the others say against it goes to its conflicts.

    The most reliable come first. Dates a day apart agree (time zones); only exact ones that a
    report gives itself are held against each other.
    """
    given = [one for one in (first, *others) if one is not None]
    if not given:
        return None
    best, *rest = given
    against = [f"{other.why}" for other in rest if _apart(best, other)]
    return replace(best, conflicts=(*best.conflicts, *dict.fromkeys(against)))


def _apart(one: Published, other: Published) -> bool:
    if DateOrigin.INFERRED in {one.origin, other.origin}:
        return False
    first, last = (date.fromisoformat(day) for day in (one.earliest, one.latest))
    low, high = (date.fromisoformat(day) for day in (other.earliest, other.latest))
    return low > last + timedelta(days=1) or high < first - timedelta(days=1)


def is_dated(line: str) -> bool:
    """Say whether a line holds a date that can be read."""
    return bool(_days_in(line))


def dated_remainder(line: str) -> str | None:
    """Return what a line says beside its date (a name, an outlet), None if it has no date."""
    if len(line) > _LONGEST_DATE_LINE or not _days_in(line):
        return None
    return _rest_of_date_line(line)


def from_date_lines(lines: Iterable[str]) -> Published | None:
    """Return the date that date lines at the top of a text state; "updated" lines come last."""
    stated = [(bool(_UPDATE.search(line)), _days_in(line), line) for line in lines]
    ranked = sorted((entry for entry in stated if entry[1]), key=lambda entry: entry[0])
    if not ranked:
        return None
    _, days, line = ranked[0]
    texts = sorted(day.isoformat() for day in days)
    why = f"its date line “{line}”"
    if len(texts) > 1:
        why += ", in which day and month may be the other way round"
    return Published(texts[0], texts[-1], days[0].isoformat(), DateOrigin.STATED, why)


def from_picture_names(lines: Iterable[str]) -> Published | None:
    """Return when a report went out by the latest date in the file names of its pictures.

    A page saved as text keeps the names of its pictures, and screenshots are named by the day
    they were taken: the report is not older than that and seldom much younger.
    """
    named = [(day, line) for line in lines if _PICTURE.search(line) for day in _iso_days(line)]
    if not named:
        return None
    day, line = max(named)
    latest = day + timedelta(days=PICTURE_REACH_DAYS)
    why = (
        f"a picture on the page is named “{line[:80]}”, so it was published on {day} or later, "
        f"taken to be within {PICTURE_REACH_DAYS} days"
    )
    first = day.isoformat()
    return Published(first, latest.isoformat(), first, DateOrigin.INFERRED, why)


def _iso_days(line: str) -> list[date]:
    return [day for match in _ISO.finditer(line.replace("_", " ")) if (day := _day(match))]


def _days_in(line: str) -> list[date]:
    for pattern in _NAMED:
        match = pattern.search(line)
        if match:
            day = _day(match)
            return [day] if day else []
    return _slashed(line)


def _slashed(line: str) -> list[date]:
    """Return the readings of a numeric date, month first before day first."""
    match = _SLASHED.search(line)
    if match is None:
        return []
    orders = ((match["a"], match["b"]), (match["b"], match["a"]))
    days = [_build(match["year"], month, day) for month, day in orders]
    return list(dict.fromkeys(day for day in days if day))


def _rest_of_date_line(line: str) -> str:
    rest = line
    for pattern in (*_NAMED, _SLASHED):
        rest = pattern.sub(" ", rest)
    rest = _DATE_LINE_WORDS.sub(" ", rest)
    return re.sub(r"[\s|,.:;()\[\]/•·–—-]+", " ", rest).strip()


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month = parts.get("number") or str(_MONTHS[parts["month"].lower()])
    return _build(parts["year"], month, parts["day"])


def _build(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _from_epoch(seconds: float) -> date | None:
    if seconds > 1e11:
        seconds /= 1000
    if not 0 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


def _from_rfc822(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None

"""What days and weeks mean that are told by their number: "the 18th", "the last week of January".

Resolvers as in `timex_relative`.
"""

from __future__ import annotations

from datetime import date, timedelta

from whence.extraction.timex_calendar import (
    add_days,
    add_months,
    nth_weekday,
    safe_date,
    week_value,
)
from whence.extraction.timex_meaning import (
    Context,
    Match,
    Meaning,
    choose_year,
    dated,
    nearest,
    span_of,
)
from whence.extraction.timex_values import is_month_name
from whence.extraction.timex_words import ORDINALS, WEEKDAYS, month_number, weekday_number
from whence.records.days import month_length
from whence.records.span import Span


def resolve_first_day(match: Match, context: Context) -> Meaning | None:
    """Resolve the "3" of "from 3 to 5 May": a day of the month that the second day names."""
    if not is_month_name(match["month"]) or int(match["day"]) >= int(match["last"]):
        return None
    month, day = month_number(match["month"]), int(match["day"])
    if match["y"]:
        year, anchor = int(match["y"]), None
    elif context.published is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}")
    else:
        tense = context.tense(Span(match.start(), match.end("month")))
        year = choose_year(month, int(match["last"]), tense, context.published)
        anchor = "published"
    found = safe_date(year, month, day)
    return None if found is None else Meaning("DATE", found.isoformat(), anchor)


# Months to either side of publication in which "Tuesday 5th" and "the 5th" are looked for.
_MONTHS = 7


def resolve_numbered_weekday(match: Match, context: Context) -> Meaning | None:
    """Resolve "Tuesday 5th": the day of that number nearest to publication on such a weekday."""
    number = weekday_number(match["weekday"])
    if context.published is None:
        return Meaning("DATE", f"XXXX-WXX-{number}")
    days = [d for d in _days_numbered(int(match["day"]), _MONTHS, context.published) if d]
    fitting = [d for d in days if d.isoweekday() == number]
    if not fitting:
        return None
    tense = context.tense(span_of(match))
    found = fitting[nearest([(d, d) for d in fitting], tense, context.published)]
    return Meaning("DATE", found.isoformat(), "published")


def _days_numbered(day: int, reach: int, published: date) -> list[date | None]:
    first = published.replace(day=1)
    months = [add_months(first, step) for step in range(-reach, reach + 1)]
    return [safe_date(month.year, month.month, day) for month in months]


def resolve_numbered_day(match: Match, context: Context) -> Meaning | None:
    """Resolve "the 18th of this month", and "on the 18th" where a preposition stands before."""
    which = (match["which"] or "").lower()
    if match["bare"] and not context.before(match.start(), 8).endswith(
        ("on ", "by ", "until ", "till ", "since ", "from ", "before ", "after ", "around ")
    ):
        return None
    day = int(match["day"] or match["bare"])
    if which in {"that", "the same"} and context.focus_for("month") is not None:
        return _day_of(context.focus_for("month"), day, "text")
    if context.published is None:
        return Meaning("DATE", f"XXXX-XX-{day:02d}")
    if which:
        step = {"last": -1, "next": 1}.get(which, 0)
        return _day_of(add_months(context.published.replace(day=1), step), day, "published")
    days = [d for d in _days_numbered(day, 1, context.published) if d]
    tense = context.tense(span_of(match))
    found = days[nearest([(d, d) for d in days], tense, context.published)]
    return Meaning("DATE", found.isoformat(), "published")


def _day_of(month: date | None, day: int, anchor: str) -> Meaning | None:
    found = safe_date(month.year, month.month, day) if month else None
    return None if found is None else Meaning("DATE", found.isoformat(), anchor)


def resolve_nth_of(match: Match, context: Context) -> Meaning | None:
    """Resolve "the first Monday of April", "the last week of January", "the last day of 2015"."""
    stretch = _named_stretch(match, context)
    if stretch is None:
        return None
    first, last, anchor = stretch
    word = match["nth"].lower()
    count = -1 if word in {"last", "final"} else ORDINALS.get(word) or int(word[0])
    unit = match["unit"].lower()
    if unit[:3] in WEEKDAYS and unit.endswith("day") and unit != "day":
        day = _nth_weekday(first, last, weekday_number(unit), count)
        return None if day is None else Meaning("DATE", day.isoformat(), anchor)
    if unit == "day":
        day = add_days(first, count - 1) if count > 0 else last
        return Meaning("DATE", dated(day, None)[1], anchor)
    return _nth_week(first, last, count, unit == "weekend", anchor)


def _nth_weekday(first: date, last: date, weekday: int, count: int) -> date | None:
    if (last - first).days > 31:
        return None
    day = nth_weekday(first.year, first.month, weekday, count)
    return day if first <= day <= last else None


def _nth_week(first: date, last: date, count: int, weekend: bool, anchor: str | None) -> Meaning:
    """Return the n-th week whose greater part lies in the stretch."""
    monday = first - timedelta(days=first.isoweekday() - 1)
    if first.isoweekday() > 4:
        monday = add_days(monday, 7)
    final = last - timedelta(days=last.isoweekday() - 1)
    if last.isoweekday() < 4:
        final = add_days(final, -7)
    chosen = add_days(monday, 7 * (count - 1)) if count > 0 else final
    return Meaning("DATE", week_value(chosen) + ("-WE" if weekend else ""), anchor)


def _named_stretch(match: Match, context: Context) -> tuple[date, date, str | None] | None:
    """Return the first and last day of the month or year an expression names, and its anchor."""
    if match["y2"]:
        return date(int(match["y2"]), 1, 1), date(int(match["y2"]), 12, 31), None
    if match["month"]:
        return _named_month(match, context)
    unit = (match["same"] or match["rel_of"] or "").lower()
    if context.published is None or not unit:
        return None
    step = {"last": -1, "next": 1}.get((match["rel"] or "").lower(), 0)
    if unit == "year":
        year = context.published.year + step
        return date(year, 1, 1), date(year, 12, 31), "published"
    first = add_months(context.published.replace(day=1), step)
    return first, first.replace(day=month_length(first.year, first.month)), "published"


def _named_month(match: Match, context: Context) -> tuple[date, date, str | None] | None:
    if not is_month_name(match["month"]):
        return None
    month, anchor = month_number(match["month"]), None
    if match["y"]:
        year = int(match["y"])
    elif context.published is None:
        return None
    else:
        tense = context.tense(span_of(match))
        year, anchor = choose_year(month, None, tense, context.published), "published"
    return date(year, month, 1), date(year, month, month_length(year, month)), anchor


def resolve_nine_eleven(match: Match, context: Context) -> Meaning | None:
    """Resolve "9/11", the attacks of 2001, and the London "7/7 bombings" of 2005."""
    day = date(2001, 9, 11) if match.group().startswith("9") else date(2005, 7, 7)
    if context.published is None or context.published < day:
        return None
    return Meaning("DATE", day.isoformat())


def resolve_week_set(match: Match, context: Context) -> Meaning | None:
    """Resolve "on weekdays", "at weekends"."""
    if not context.before(match.start(), 8).endswith(("on ", "at ", "during ", "over ")):
        return None
    return Meaning("SET", "XXXX-WXX-WE" if match["days"].lower() == "weekends" else "XXXX-WXX")


def resolve_mid_part(match: Match, context: Context) -> Meaning | None:
    """Resolve "mid-afternoon" of the day last spoken of nearby, else of publication."""
    day, anchor = context.published, "published"
    if context.focus_near and context.focus_for("day") is not None:
        day, anchor = context.focus_for("day"), "text"
    if day is None:
        return Meaning("TIME", f"XXXX-XX-XX{'TMO' if 'm' in match['part'][:1] else 'TAF'}")
    kind, value = dated(day, match["part"])
    return Meaning(kind, value, anchor)


def resolve_fy(match: Match, _context: Context) -> Meaning | None:
    """Resolve "FY2016"."""
    if not match.group().startswith("FY"):
        return None
    year = int(match["y"])
    return Meaning("DATE", f"FY{year if year > 99 else 2000 + year}")

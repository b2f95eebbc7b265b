"""What expressions mean that lean on another time: weekdays, "last month", "two days later", spans.

Each resolver takes a match and its context (see `timex_meaning`) and says what it leaned on:
`published`, or `text` for the date last spoken of.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from whence.extraction.timex_calendar import (
    add_days,
    add_months,
    quarter_value,
    shift,
    unit_value,
    week_value,
)
from whence.extraction.timex_meaning import (
    Context,
    Match,
    Meaning,
    dated,
    day_suffix,
    edge_part,
    explicit_year,
    season_value,
    span_of,
    weekday_value,
)
from whence.extraction.timex_quarters import season_year, year_back
from whence.extraction.timex_spans import is_title, span_meaning, stretch
from whence.extraction.timex_tense import Tense
from whence.extraction.timex_words import (
    SEASONS,
    parse_number,
    unit_name,
    weekday_number,
)
from whence.records.days import days_of
from whence.records.span import Span

Days = tuple[date, date]

# --- days


def resolve_weekday_set(match: Match, _context: Context) -> Meaning | None:
    """Resolve "every Tuesday", "Tuesdays", "Tuesday nights"."""
    if not (match["each"] or match["plural"] or match["parts"]):
        return None
    return Meaning("SET", weekday_value(match["weekday"], match["parts"] or match["part"]))


_NAMED_DAY = re.compile(
    r"\b(?:black|bloody|super|cyber|super bowl|good|holy|giving|ruby|sheffield|casual|freaky)\s$"
)


_PAPER = re.compile(
    r" (?:Times|Telegraph|Express|Mirror|Herald|People|Sport|Mail|Post|Independent|World|Mass"
    r"|Star|Age|Night Live|Night Football|Night Raw|Morning)\b"
)


# "Friday's attack": what has a name has mostly been.
_OF_WHAT_WAS = re.compile(r"['’]s\b")


def resolve_weekday(match: Match, context: Context) -> Meaning | None:
    """Resolve a weekday: the last or the next one, as the tense around it says."""
    if _is_named_day(match, context):
        return None
    which = (match["which"] or match["of_week"] or "").lower()
    span = None
    if which == "the" or (match["edge"] or "").lower() in {"earlier", "later"}:
        span = Span(match.start("which" if which and which != "the" else "weekday"), match.end())
    number = weekday_number(match["weekday"])
    base, anchor = context.published, "published"
    textual = which in {"the previous", "the following", "the next", "the same", "that"}
    if textual and context.focus_for("day") is not None:
        base, anchor = context.focus_for("day"), "text"
    if base is None:
        kind = "TIME" if day_suffix(match["part"]) else "DATE"
        return Meaning(kind, weekday_value(number, match["part"]), None, span=span)
    if number in context.named and not which and not match["of_week"] and not match["hence"]:
        named, where = context.named[number]
        kind, value = dated(named, match["part"])
        return Meaning(kind, value, "named", span=span, leans_on=where)
    tense = context.tense(span_of(match))
    day = _weekday_day(which, number, base, tense)
    if not which and tense is Tense.PAST and _OF_WHAT_WAS.match(context.text, match.end()):
        day = min(day, add_days(base, -((base.isoweekday() - number) % 7)))
    if day > base and day_suffix(match["part"]) in _LATE and not which:
        tense = context.tense(span_of(match))
        day = day if tense is Tense.FUTURE else add_days(day, -7)
    if match["of_week"]:
        ahead = "next" in which or "following" in which
        back = "last" in which or "previous" in which
        day = add_days(base, number - base.isoweekday() + 7 * (ahead - back))
    if match["hence"]:
        day = add_days(base, (number - base.isoweekday()) % 7 + 7)
    kind, value = dated(day, match["part"])
    return Meaning(kind, value, anchor, span=span)


def _is_named_day(match: Match, context: Context) -> bool:
    """Say whether a weekday is part of a name: "Bloody Sunday", "Sunday Times"."""
    before = context.before(match.start())
    return bool(
        _NAMED_DAY.search(before)
        or _PAPER.match(context.text, match.end())
        or (context.text[max(0, match.start() - 8) : match.start()] == "Mail on ")
    )


def _weekday_day(which: str, number: int, base: date, tense: Tense) -> date:
    back = (base.isoweekday() - number) % 7
    ahead = (number - base.isoweekday()) % 7
    if which in {"last", "this past", "the previous", "previous"}:
        return add_days(base, -(back or 7))
    if which in {"next", "this coming", "coming", "the following", "following", "the next"}:
        return add_days(base, ahead or 7)
    if which in {"that", "the same"}:
        return add_days(base, -back if back <= ahead else ahead)
    if tense is Tense.FUTURE or (which == "this" and tense is Tense.UNKNOWN):
        return add_days(base, ahead)
    # Six days ago is "last Tuesday"; a bare one is tomorrow's, seen from another time zone.
    return add_days(base, 1 if ahead == 1 else -back)


_DAY_STEPS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}


# Parts of a day that no time zone brings forward into the day before.
_LATE = frozenset({"TAF", "TEV", "TNI"})

# "Russia Today", "The Tonight Show": a capital after a capital makes a name of it.
_NAME_BEFORE = re.compile(r"\b[A-Z][A-Za-z]+ $")


def resolve_relative_day(match: Match, context: Context) -> Meaning | None:
    """Resolve yesterday, today, tonight, tomorrow, last night, with parts of the day."""
    word = re.sub(r"\s+", " ", match["day"].lower())
    if match["day"][0].isupper() and _NAME_BEFORE.search(
        context.text[max(context.sentence.start, match.start() - 24) : match.start()]
    ):
        return None
    part = match["part"] or match["before"] or ("night" if "night" in word else None)
    if context.published is None:
        kind = "TIME" if part else "DATE"
        return Meaning(kind, "XXXX-XX-XX" + day_suffix(part))
    kind, value = dated(add_days(context.published, _DAY_STEPS[word]), part)
    return Meaning(kind, value, "published")


def resolve_part_of_day(match: Match, context: Context) -> Meaning | None:
    """Resolve "this morning", "the next morning", "the evening"."""
    which = re.sub(r"\s+", " ", match["which"].lower())
    if which == "the" and re.match(
        r"\s(?:of|the|before|after|when|that|he|she|they|we|i|shift|sky|club)\b",
        context.after(match.end()),
    ):
        return None
    day, anchor = context.published, "published"
    if which not in {"this", "yesterday"} and context.focus_near and context.focus_for("day"):
        day, anchor = context.focus_for("day"), "text"
    if day is None:
        return Meaning("TIME", "XXXX-XX-XX" + day_suffix(match["part"]))
    step = {"the next": 1, "the following": 1, "the previous": -1, "yesterday": -1}.get(which, 0)
    kind, value = dated(add_days(day, step), match["part"])
    return Meaning(kind, value, anchor)


def resolve_overnight(match: Match, context: Context) -> Meaning | None:
    """Resolve "overnight": the night before publication, or the night last spoken of."""
    if re.match(r"\s(?:success|sensation|stay|bag|flight|train)", context.after(match.end())):
        return None
    focus = context.focus_for("day")
    if context.focus_near and focus is not None:
        return Meaning("TIME", focus.isoformat() + "TNI", "text")
    if context.published is None:
        return Meaning("TIME", "XXXX-XX-XXTNI")
    return Meaning("TIME", add_days(context.published, -1).isoformat() + "TNI", "published")


# --- so long ago, so long after


def resolve_ago(match: Match, context: Context) -> Meaning | None:
    """Resolve "two days ago" from publication and "two days later" from the date last spoken of."""
    unit = unit_name(match["unit"])
    count = parse_number(match["count"])
    if match["count"].lower() == "the" or (unit in {"second", "quarter"} and count in {None, 1}):
        return None
    way = match["way"].lower()
    back = way in {"ago", "earlier", "before"}
    if count is None:
        return Meaning("DATE", "PAST_REF" if way == "ago" or back else "FUTURE_REF")
    halved = match["half"] is not None
    count += 0.5 * halved
    if unit == "year" and count == 1 and back and context.quarter:
        value = year_back(context)
        return Meaning("DATE", value[0], value[1]) if value else None
    base, anchor = context.published, "published"
    if way in {"earlier", "later", "before", "after"} and context.focus is not None:
        base, anchor = context.focus_for(unit), "text"
    if base is None:
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF")
    moved = shift(base, unit, -count if back else count)
    grain = "year" if unit in {"decade", "century"} else unit
    grain = {"year": "month", "week": "day"}.get(unit, grain) if halved else grain
    days = (moved, base) if back and (match["approx"] or "").lower() in _LESS else None
    return Meaning("DATE", unit_value(moved, grain), anchor, days=days)


# "Less than two weeks ago" is any day since.
_LESS = frozenset({"less than", "fewer than", "under", "just under"})


def resolve_bare_ago(match: Match, _context: Context) -> Meaning | None:
    """Resolve "years ago", "weeks later"."""
    past = match["way"].lower() != "later"
    return Meaning("DATE", "PAST_REF" if past else "FUTURE_REF")


# --- this, last and next unit


_RECENT = frozenset({"last", "this past", "previous", "preceding", "past"})
_COMING = frozenset({"next", "this coming", "coming", "upcoming", "following"})
_TEXTUAL = frozenset({"previous", "preceding", "following", "same", "that same", "that"})


def resolve_this_unit(match: Match, context: Context) -> Meaning | None:
    """Resolve "last month", "the current year", "that week", "the following day", "this summer"."""
    if is_title(match["unit"], context.text[match.start()]):
        return None
    which = re.sub(r"\s+", " ", match["which"].lower())
    definite = which.startswith("the ")
    which = which.removeprefix("the ")
    unit = match["unit"].lower()
    if match["of_unit"]:
        return _last_years_quarter(context)
    if unit == "period" or "year-" in which or which == "corresponding":
        return _that_period(which, context)
    if unit in SEASONS:
        return _this_season(which, match, context)
    if which == "past" and not match["edge"] and unit != "weekend":
        return stretch(which, 1, unit, context)
    if unit in {"minute", "hour", "fortnight", "night"} or which in {"these", "present"}:
        return None
    if unit == "day" and not (which in _TEXTUAL or which in {"next"}):
        return None
    return _stepped_unit(which, unit, match, context, definite=definite)


def _stepped_unit(
    which: str, unit: str, match: Match, context: Context, *, definite: bool
) -> Meaning | None:
    textual = which in _TEXTUAL or (unit == "day") or (definite and which == "next")
    base, anchor = context.published, "published"
    if textual and context.focus is not None:
        base, anchor = context.focus_for(unit), "text"
    if base is None:
        return Meaning("DATE", _unknown_unit(unit), None, edge_part(match["edge"]))
    step = -1 if which in _RECENT else 1 if which in _COMING else 0
    if unit == "weekend":
        return _weekend(step, base, anchor, match, context)
    if unit == "quarter" and which == "latest":
        return _latest_quarter(context)
    value = unit_value(shift(base, unit, step), unit)
    if match["fiscal"]:
        value = "FY" + value if re.fullmatch(r"\d{4}", value) else value
    days = _before_or_after_now(value, match["edge"], context) if anchor == "published" else None
    return Meaning("DATE", value, anchor, edge_part(match["edge"]), days=days)


def _before_or_after_now(value: str, edge: str | None, context: Context) -> Days | None:
    """Return the days of "earlier this month", up to publication, and of "later this year"."""
    days, now = days_of(value), context.published
    if days is None or now is None or not days[0] <= now <= days[1]:
        return None
    if (edge or "").lower().startswith("earlier"):
        return days[0], now
    return (now, days[1]) if (edge or "").lower().startswith("later") else None


def _unknown_unit(unit: str) -> str:
    """Return the value of a unit at an unknown place in time."""
    known = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE"}
    known |= {"month": "XXXX-XX", "quarter": "XXXX-QX", "decade": "XXX", "century": "XX"}
    return known.get(unit, "XXXX")


def _weekend(step: int, base: date, anchor: str | None, match: Match, context: Context) -> Meaning:
    """Saturday and Sunday of the week; "last weekend" is the one that ended before today."""
    this_week = base - timedelta(days=base.isoweekday() - 1)
    if step == 0:
        past = context.tense(span_of(match)) is not Tense.FUTURE
        step = -1 if past and base.isoweekday() <= 4 else 0
    value = week_value(add_days(this_week, 7 * step)) + "-WE"
    return Meaning("DATE", value, anchor, edge_part(match["edge"]))


def _latest_quarter(context: Context) -> Meaning | None:
    if context.quarter:
        return Meaning("DATE", context.quarter, "quarter")
    if context.published is None:
        return None
    return Meaning("DATE", quarter_value(add_months(context.published, -3)), "published")


def _that_period(which: str, context: Context) -> Meaning | None:
    if which in {"latest", "current"}:
        return _latest_quarter(context)
    if "year-" in which or which == "corresponding":
        value = year_back(context)
        return Meaning("DATE", value[0], value[1]) if value else None
    return None


def _last_years_quarter(context: Context) -> Meaning | None:
    value = year_back(context)
    return Meaning("DATE", value[0], value[1]) if value else None


def _this_season(which: str, match: Match, context: Context) -> Meaning | None:
    if which in _TEXTUAL and context.focus_day is not None:
        step = -1 if which in _RECENT else 0
        return Meaning("DATE", season_value(context.focus_day.year + step, match["unit"]), "text")
    if context.published is None:
        return Meaning("DATE", f"XXXX-{SEASONS[match['unit'].lower()]}")
    sense = {"last": "last", "next": "next", "coming": "next", "this coming": "next"}
    sense |= {"this": "this", "current": "this", "this past": "past", "past": "past"}
    if sense.get(which) is None:
        return None
    tense = context.tense(span_of(match))
    meaning = sense[which]
    year = season_year(match["unit"], meaning, match, context)
    if meaning == "this" and tense is Tense.FUTURE and year < context.published.year:
        year = context.published.year
    return Meaning("DATE", season_value(year, match["unit"]), "published", edge_part(match["edge"]))


def resolve_the_unit(match: Match, context: Context) -> Meaning | None:
    """Resolve "the year", "the weekend", "the end of the month", "the 1988 quarter"."""
    unit, det = match["unit"].lower(), match["det"].lower()
    if match["early_year"]:
        return _year_and_period(match, unit, context)
    if unit == "period" or (unit == "day" and not match["edge"]):
        return None
    if unit == "year" and re.match(r"\s(?:ended|ending|to)\b", context.after(match.end())):
        return span_meaning(1, unit)
    if det == "all" or (unit == "year" and match["fiscal"] and not match["edge"]):
        return span_meaning(1, unit)
    if re.match(r"\s(?:of|that|when|in which|before|after)\b", context.after(match.end())):
        return None
    base, anchor = context.published, "published"
    if unit == "day" and context.focus_for(unit) is not None:
        base, anchor = context.focus_for(unit), "text"
    if unit == "quarter" and context.published is not None:
        return _latest_quarter(context)
    if base is None:
        return Meaning("DATE", _unknown_unit(unit), None, edge_part(match["edge"]))
    if unit == "weekend":
        return _weekend(0, base, anchor, match, context)
    value = unit_value(base, unit)
    days = _before_or_after_now(value, match["edge"], context)
    return Meaning("DATE", value, anchor, edge_part(match["edge"]), days=days)


def _year_and_period(match: Match, unit: str, context: Context) -> Meaning | None:
    year = match["early_year"]
    if unit not in {"quarter", "period"}:
        return None
    if context.quarter:
        return Meaning("DATE", f"{year}{context.quarter[4:]}", "quarter")
    return Meaning("DATE", f"{year}-QX" if unit == "quarter" else year)


def resolve_year_end(match: Match, context: Context) -> Meaning | None:
    """Resolve "year-end": 31 December of the year named, or of the one the tense points to."""
    year, anchor = explicit_year(match), None
    if year is None:
        if context.published is None:
            return Meaning("DATE", "XXXX-12-31")
        past = context.tense(span_of(match)) is Tense.PAST
        year, anchor = context.published.year - past, "published"
    return Meaning("DATE", f"{year:04d}-12-31", anchor)


def resolve_anaphor(match: Match, context: Context) -> Meaning | None:
    """Resolve "the day before", "the day after", "the next day" from the date last spoken of."""
    which, unit = re.sub(r"\s+", " ", match["which"].lower()), match["unit"].lower()
    what = which.removeprefix("the ")
    if unit not in {"before", "after"} or what not in {"day", "night", "week", "month", "year"}:
        return None
    base, step = context.focus_for(what), -1 if unit == "before" else 1
    part = "TNI" if what == "night" else ""
    kind = "TIME" if part else "DATE"
    if base is None:
        return Meaning(kind, _unknown_unit("day" if part else what) + part)
    return Meaning(kind, unit_value(shift(base, what, step), what) + part, "text")

"""What expressions mean that name their time themselves: days and months.

Years stand in `timex_years`, feasts in `timex_holidays`, clock times in `timex_clock`. The
resolvers of expressions that lean on another time stand in `timex_relative`, those of spans of time
in `timex_spans`.
"""

from __future__ import annotations

import re
from datetime import date

from whence.extraction.timex_calendar import add_months, safe_date, week_value
from whence.extraction.timex_meaning import (
    Context,
    Match,
    Meaning,
    century_year,
    choose_year,
    dated,
    day_suffix,
    edge_part,
    explicit_year,
    relative_year,
    span_of,
)
from whence.extraction.timex_tense import Tense
from whence.extraction.timex_words import MONTH, ORDINALS, month_number, weekday_number
from whence.records.days import month_length


def _numbers_to_day(year: int, month: int, day: int) -> Meaning | None:
    found = safe_date(year, month, day)
    return None if found is None else Meaning("DATE", found.isoformat())


def resolve_iso(match: Match, _context: Context) -> Meaning | None:
    """Resolve 2016-03-20, with or without a clock time."""
    found = _numbers_to_day(int(match["y"]), int(match["m"]), int(match["d"]))
    if found is not None and match["clock"]:
        return Meaning("TIME", f"{found.value}T{match['clock']}")
    return found


def resolve_year_first(match: Match, _context: Context) -> Meaning | None:
    """Resolve 2016/03/20."""
    return _numbers_to_day(int(match["y"]), int(match["m"]), int(match["d"]))


def resolve_slashes(match: Match, _context: Context) -> Meaning | None:
    """Resolve 20/03/2016 and 3/20/2016; month first where both would do, unless dots divide."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    year = year if year >= 100 else century_year(year)
    if len(match["y"]) == 2 and match["sep"] == ".":
        return None
    month_first = match["sep"] == "/" and first <= 12
    orders = [(first, second), (second, first)]
    for month, day in orders if month_first else reversed(orders):
        found = _numbers_to_day(year, month, day)
        if found is not None:
            return found
    return None


def resolve_date(match: Match, context: Context) -> Meaning | None:
    """Resolve a day of a month in any written form, with what stands around it."""
    month_word = match["month"] or match["month2"] or match["month3"]
    if match["month"] and not is_month_name(month_word):
        return None
    month = month_number(month_word)
    day_word = match["day_word"] or match["day_word2"]
    day = day_ordinal(day_word) if day_word else int(match["day"] or match["day2"])
    if not 1 <= day <= month_length(2000, month):
        return None
    year, anchor = _year_of(match, month, day, context)
    if (
        anchor == "published"
        and (month, day) == (9, 11)
        and _ATTACKS.match(context.text, match.end())
    ):
        year, anchor = 2001, None
    if year is None:
        return _without_year(match, month, day)
    found = safe_date(year, month, day)
    if found is None:
        return None
    if match["week"]:
        weekend = "-WE" if match["week"].lower().split()[1] == "weekend" else ""
        return Meaning("DATE", week_value(found) + weekend, anchor)
    kind, value = dated(found, match["part"] or match["early_part"])
    return Meaning(kind, value, anchor)


# "The September 11 attacks" are those of 2001.
_ATTACKS = re.compile(
    r"[,]?\s(?:terror|attack|hijack|suicide|strikes|bomb|commission)", re.IGNORECASE
)
# Names of months that in small letters are words of their own.
_WORDS_TOO = frozenset({"may", "march", "mar", "august", "sept", "sep", "dec", "jan", "apr", "jun"})


def is_month_name(word: str) -> bool:
    """Say whether a word may be a month's name as it is written: "May", "june", not "may"."""
    return word[0].isupper() or word.lower().rstrip(".") not in _WORDS_TOO


def _without_year(match: Match, month: int, day: int) -> Meaning:
    suffix = day_suffix(match["part"] or match["early_part"])
    return Meaning("TIME" if suffix else "DATE", f"XXXX-{month:02d}-{day:02d}{suffix}")


def day_ordinal(word: str) -> int:
    """Return the number of an ordinal in words, "twenty-first"; over 31 where it is none."""
    lower = word.lower()
    if lower in ORDINALS:
        return ORDINALS[lower]
    tens, _, ones = lower.partition("-")
    if lower == "thirtieth":
        return 30
    return {"twenty": 20, "thirty": 30}.get(tens, 0) + ORDINALS.get(ones, 40)


def _year_of(
    match: Match, month: int, day: int | None, context: Context
) -> tuple[int | None, str | None]:
    year = explicit_year(match)
    if year is not None:
        return year, None
    if match["rel_word"]:
        relative = relative_year(match, context)
        if relative and _still_to_come(relative[0], month, match, context):
            return relative[0] - 1, relative[1]
        return relative if relative else (None, None)
    if context.published is None:
        return None, None
    tense = tense_with_lead(match, context)
    weekday = match.groupdict().get("weekday")
    if weekday and day:
        return _year_by_weekday(month, day, weekday_number(weekday), context), "published"
    return choose_year(month, day, tense, context.published), "published"


def _still_to_come(year: int, month: int, match: Match, context: Context) -> bool:
    """Say whether "July this year", told in the past tense, would lie ahead of publication.

    Then the words are older than the date of publication, as when a January report runs on copy
    of December.
    """
    if "this" not in match["rel_word"].lower() or context.published is None:
        return False
    ahead = (year, month) > (context.published.year, context.published.month)
    return ahead and context.tense(span_of(match)) is Tense.PAST


def tense_with_lead(match: Match, context: Context) -> Tense:
    """Return which way a time lies: as "last" or "next" before it says, else as the verb does."""
    groups = match.groupdict()
    lead = (groups.get("lead") or groups.get("which") or "").lower()
    if lead in {"last", "this past"}:
        return Tense.PAST
    if lead in {"next", "this coming"}:
        return Tense.FUTURE
    return context.tense(span_of(match))


def _year_by_weekday(month: int, day: int, weekday: int, context: Context) -> int:
    """Return the year nearest to publication in which the date falls on that weekday."""
    published = context.published or date.today()
    for distance in (0, 1, 2, 3, 4, 5):
        for year in (published.year - distance, published.year + distance):
            found = safe_date(year, month, day)
            if found is not None and found.isoweekday() == weekday:
                return year
    return choose_year(month, day, Tense.UNKNOWN, published)


_MONTH_CUES = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|of|through|during|before|after|for|between|and|or"
    r"|late|early|mid|last|next|this|every|each)[\s-]|[-–/(,])\s?$"
)


def resolve_month(match: Match, context: Context) -> Meaning | None:
    """Resolve a month, with or without its year; "May", "March" and "Jan" must prove themselves."""
    word = match["month"]
    if not is_month_name(word) or not _is_month(match, word, context):
        return None
    month = month_number(word)
    which = (match["which"] or "").lower()
    if which in {"each", "every"}:
        return Meaning("SET", f"XXXX-{month:02d}")
    part = edge_part(match["edge"])
    year, anchor = _year_of(match, month, None, context)
    if which.startswith("the ") and which != "the month of":
        year, anchor = _month_from_focus(which, month, context)
    elif which in {"last", "this past"} and context.published and anchor == "published":
        latest = add_months(context.published, -1)
        year = latest.year - (month > latest.month)
    value = f"XXXX-{month:02d}" if year is None else f"{year:04d}-{month:02d}"
    return Meaning("DATE", value, anchor, part)


def _month_from_focus(which: str, month: int, context: Context) -> tuple[int | None, str | None]:
    base = context.focus_day or context.published
    if base is None:
        return None, None
    if "same" in which:
        return base.year, "text"
    step = 1 if month <= base.month and "following" in which else 0
    return base.year + step - (month >= base.month and "previous" in which), "text"


_FIRM_MONTH_CUES = re.compile(
    r"\b(?:in|since|by|until|till|during|late|early|mid|last|next|this|every|each)[\s-]$"
)


_MONTH_BEHIND = re.compile(rf"-{MONTH}(?![\w-])", re.I)


# "A June agreement", "the March accession"; not "the March on Rome".
_AS_ADJECTIVE = re.compile(r"\b(?:an?|the|its|their|his|her)\s$")
_NOUN_NEXT = re.compile(
    r"\s(?!(?:on|of|for|in|to|and|or|is|was|has|had|will|at|by|from|as)\b)[a-z]{3}"
)


def _is_month(match: Match, word: str, context: Context) -> bool:
    if match["edge"] or match["which"] or explicit_year(match) or match["rel_word"]:
        return True
    cued = bool(_MONTH_CUES.search(context.before(match.start())))
    following = context.text[match.end() : match.end() + 2]
    firm = bool(_FIRM_MONTH_CUES.search(context.before(match.start())))
    if re.match(r"[ \-][A-Z]", following) and not firm:
        # A person, "April Smith", "June Jones"; but "June-August 1992" is none.
        return _MONTH_BEHIND.match(context.text, match.end()) is not None
    if _AS_ADJECTIVE.search(context.before(match.start())) and _NOUN_NEXT.match(
        context.text, match.end()
    ):
        return word.lower() not in {"may", "mar", "jan"}
    if len(word.rstrip(".")) <= 4 and word.lower() not in {"june", "july"}:
        return cued and not re.match(r"[ ][A-Z]", following)
    return cued or word.lower() not in {"march", "april", "june", "august"} or word.isupper()

"""What expressions mean that name their time themselves: dates, years, feasts, clock times.

The resolvers of expressions that lean on another time stand in `timex_relative`, those of spans
of time in `timex_spans`.
"""

from __future__ import annotations

import re
from datetime import date

from whence.extraction.timex_calendar import (
    FEASTS,
    add_days,
    add_months,
    feast_day,
    month_length,
    safe_date,
    week_value,
)
from whence.extraction.timex_feasts import (
    ALSO_NAMES,
    LONG_FEASTS,
    MOVING_FEASTS,
    moving_feast,
    told_days,
)
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
    nearest,
    relative_year,
    span_of,
)
from whence.extraction.timex_tense import Tense
from whence.extraction.timex_words import (
    MONTH,
    ORDINALS,
    PARTS_OF_DAY,
    UTC_ZONES,
    month_number,
    parse_number,
    parse_year,
    weekday_number,
)
from whence.records.span import Span


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
    day = _day_ordinal(day_word) if day_word else int(match["day"] or match["day2"])
    if day is None or not 1 <= day <= month_length(2000, month):
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


def _day_ordinal(word: str) -> int | None:
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
    tense = _tense_with_lead(match, context)
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


def _tense_with_lead(match: Match, context: Context) -> Tense:
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


def resolve_year(match: Match, context: Context) -> Meaning | None:
    """Resolve a bare year; amounts, counts and numbers of things are refused."""
    year = int(match["y"])
    before, after = context.before(match.start(), 20), context.after(match.end(), 16)
    if _NUMBERED.search(before):
        return None
    framed = bool(match["edge"]) or match.group().lower().startswith("the year")
    if not 1900 <= year <= 2049 and not framed and not _cued_year(before, after):
        return None
    if re.search(
        r"\b(?:about|nearly|almost|some|than|least|over|roughly|under|to about)\s$", before
    ):
        return None
    if _COUNTED.match(after):
        return None
    span = None
    days = None
    if match["short_end"] and not match["open"]:
        end = year // 100 * 100 + int(match["short_end"])
        if end <= year:
            span = Span(match.start(), match.end("y"))
        else:
            days = (date(year, 1, 1), date(end, 12, 31))
    return Meaning("DATE", f"{year:04d}", None, edge_part(match["edge"]), span, days)


# A sum, a longer number (but "2003-2006" is a range of years), or the number of a thing.
_NUMBERED = re.compile(
    r"[$£€#+*=][ ]?$|(?<![0-9]{4})[.,:/-](?<=[0-9].)$"
    r"|\b(?:no|nos|page|flight|room|route|highway)\.? $"
)
_YEAR_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|of|through|during|before|after|between|early|late|mid)\s$"
)


def _cued_year(before: str, after: str) -> bool:
    """Say whether the words around four digits outside 1900 to 2049 make them a year."""
    follows = re.match(r"\s+[a-z]", after) is None or _PLAIN.match(after) is not None
    return bool(_YEAR_CUE.search(before)) and follows


_COUNTED = re.compile(
    r"\s(?:people|troops|soldiers|men|women|children|others|civilians|fighters|miles|kilomet"
    r"|km\b|metres|meters|feet|pounds|dollars|euros|tons|tonnes|jobs|words|points|votes|more\b"
    r"|percent|per cent|%|acres|hectares|homes|houses|prisoners|refugees|migrants|square|local time"
    r"|hours|workers|students|shares|families|barrels|cases|deaths|seats|employees|officers)"
)
_PLAIN = re.compile(
    r"\s+(?:and|or|to|by|when|as|at|in|on|the|that|with|but|for|after|he|it|she|they|a)\b"
)


def resolve_year_words(match: Match, _context: Context) -> Meaning | None:
    """Resolve "nineteen ninety-six", as broadcasters' transcripts write years."""
    lower = match["yw"].lower()
    if lower == "two thousand":
        if not match.group().lower().startswith("the year"):
            return None
        return Meaning("DATE", "2000", None, edge_part(match["edge"]))
    year = parse_year(lower)
    return None if year is None else Meaning("DATE", f"{year:04d}", None, edge_part(match["edge"]))


_DECADE_WORDS = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
    "noughties": 0,
}


def resolve_decade(match: Match, context: Context) -> Meaning | None:
    """Resolve "the 1990s", "the late '80s", "the nineties"; not "in his 30s"."""
    part = edge_part(match["edge"] or match["the"])
    if match["decade"]:
        return Meaning("DATE", match["decade"][:3], None, part)
    if re.search(
        r"\b(?:his|her|their|my|your|our)\s(?:early |late |mid-?)?$", context.before(match.start())
    ):
        return None
    if not (match["the"] or match["short"]) or re.match(
        r"['’]?s?\s?(?:percent|%|f\b)", context.after(match.end())
    ):
        return None
    digits = match["short"] or match["bare"]
    tens = (
        int(digits) // 10
        if digits
        else _DECADE_WORDS[re.split(r"[-\s]", match["word"].lower())[-1]]
    )
    return Meaning("DATE", f"{20 if tens < 2 else 19}{tens}", None, part)


def resolve_century(match: Match, _context: Context) -> Meaning | None:
    """Resolve "the 20th century"; TIMEX3 writes it by its first two digits, 19."""
    word = match["century"]
    digits = re.match("[0-9]+", word)
    number = int(digits.group()) if digits else _day_ordinal(word)
    if number is None or not 1 <= number <= 40:
        return None
    return Meaning("DATE", f"{number - 1:02d}", None, edge_part(match["edge"]))


def resolve_fiscal(match: Match, _context: Context) -> Meaning | None:
    """Resolve "fiscal 2016"; whose fiscal year is not known, so it covers no certain days."""
    return Meaning("DATE", f"FY{explicit_year(match)}")


def resolve_feast(match: Match, context: Context) -> Meaning | None:
    """Resolve a feast day: in the year named, or the one that publication and tense point to."""
    if not match["feast"][0].isupper() or _is_festive(match, context):
        return None
    name = match["feast"].lower().replace("’", "'")
    if name not in FEASTS:
        name = next(f for f in FEASTS if f.replace("'", "") == name.replace("'", ""))
    year, anchor = explicit_year(match), None
    if year is None and match["rel_word"]:
        relative = relative_year(match, context)
        year, anchor = relative if relative else (None, None)
    if name in MOVING_FEASTS:
        return _moving_feast(name, match, context, year)
    if year is None and context.published is not None:
        year, anchor = _feast_year(name, match, context), "published"
    if year is None or not 1 < year < 4000:
        return Meaning("DATE", _undated_feast(name))
    day = feast_day(name, year)
    if match["span_of"]:
        weekend = match["span_of"].strip().lower() == "weekend"
        return Meaning("DATE", week_value(day) + ("-WE" if weekend else ""), anchor)
    return Meaning("DATE", day.isoformat(), anchor)


def _moving_feast(name: str, match: Match, context: Context, year: int | None) -> Meaning | None:
    """Resolve a feast of another calendar: the one of its year, or the nearest to publication."""
    if name in ALSO_NAMES and _is_somebody(match, context):
        return None
    near = [context.published.year + step for step in (-1, 0, 1)] if context.published else []
    found = [days for y in ([year] if year else near) for days in moving_feast(name, y)]
    if not found:
        return Meaning("DATE", "XXXX-XX-XX" if year is None else f"{year:04d}")
    chosen = 0
    if year is None and context.published is not None:
        chosen = nearest(found, _tense_with_lead(match, context), context.published)
    first, last = found[chosen]
    middle = first + (last - first) / 2
    value = f"{middle:%Y-%m}" if name in LONG_FEASTS else first.isoformat()
    anchor = None if explicit_year(match) else "published"
    return Meaning("DATE", value, anchor, days=told_days(name, (first, last)))


def _is_somebody(match: Match, context: Context) -> bool:
    """Say whether a feast's name is a person's: "Tariq Ramadan", "Ramadan Abdullah"."""
    before = context.text[max(context.sentence.start, match.start() - 20) : match.start()]
    after = context.text[match.end() : match.end() + 3]
    return bool(re.search(r"\w[^.]* [A-Z][\w’'-]+ $|^[A-Z][a-z]+ $", before)) or bool(
        re.match(r" [A-Z][a-z]", after)
    )


def _is_festive(match: Match, context: Context) -> bool:
    """Say whether "Christmas" only describes a thing: "a Christmas party", "Easter eggs"."""
    if match["feast"].lower().endswith(("year's", "year’s", "years")):
        # "New Year's" is the day only where it stands alone: not "a New Year's message".
        return re.match(r"\s+[a-z]", context.text[match.end() : match.end() + 3]) is not None
    if match["feast"].lower().endswith(("day", "eve", "sunday", "monday", "friday")):
        return False
    things = (
        r"\s(?:part|tree|market|card|gift|present|shop|island|light|carol|dinner|egg|bunny|office"
    )
    things += r"|sale|jumper|song|meal|special|rising|candy|costume|message|single|decoration)"
    article = re.search(r"\ban?\s$", context.before(match.start(), 4))
    return bool(article or re.match(things, context.after(match.end())))


def _undated_feast(name: str) -> str:
    first, second = feast_day(name, 2001), feast_day(name, 2002)
    same = (first.month, first.day) == (second.month, second.day)
    return f"XXXX-{first.month:02d}-{first.day:02d}" if same else "XXXX-XX-XX"


def _feast_year(name: str, match: Match, context: Context) -> int:
    published = context.published or date.today()
    days = [feast_day(name, published.year + step) for step in (-1, 0, 1)]
    found = nearest([(day, day) for day in days], _tense_with_lead(match, context), published)
    return days[found].year


# --- clock times


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

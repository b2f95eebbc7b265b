"""What expressions mean that name a feast: "Christmas", "Thanksgiving weekend", "Ramadan"."""

from __future__ import annotations

import re
from datetime import date

from whence.extraction.timex_calendar import FEASTS, feast_day, week_value
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
    explicit_year,
    nearest,
    relative_year,
)
from whence.extraction.timex_values import tense_with_lead


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
        chosen = nearest(found, tense_with_lead(match, context), context.published)
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
    found = nearest([(day, day) for day in days], tense_with_lead(match, context), published)
    return days[found].year

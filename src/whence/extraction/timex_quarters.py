"""What quarters and seasons mean: "the third quarter", "the year-earlier period", "in summer".

Resolvers as in `timex_relative`.
"""

from __future__ import annotations

import re
from datetime import date

from whence.extraction.timex_calendar import season_of
from whence.extraction.timex_meaning import (
    Context,
    Match,
    Meaning,
    edge_part,
    explicit_year,
    relative_year,
    season_value,
    span_of,
)
from whence.extraction.timex_tense import Tense
from whence.extraction.timex_words import ORDINALS, SEASONS
from whence.records.span import Span


def _ordinal(word: str) -> int:
    lower = word.lower()
    return int(lower[0]) if lower[0].isdigit() else ORDINALS[lower]


# A match has quarters too.
_SPORT = re.compile(
    r"\b(?:touchdowns?|yards?|quarterback|field goals?|fumbles?|rebounds?|intercept\w*|NFL|NBA"
    r"|halftime|half-time|punts?|scoreless|sacked|knee|kick|coach)\b"
)


def resolve_quarter(match: Match, context: Context) -> Meaning | None:
    """Resolve "the third quarter", "Q3 2016", "the first half of 2016"."""
    letters = match["q"].upper() if match["q"] else ""
    if not letters:
        letters = ("Q" if match["kind"].lower() == "quarter" else "H") + str(_ordinal(match["nth"]))
    which = re.sub(r"\s+", " ", (match["which"] or "").lower())
    year, anchor = explicit_year(match), None
    if year is None and _SPORT.search(
        context.text[max(0, match.start() - 120) : match.end() + 120]
    ):
        return None
    if year is None and match["rel_word"]:
        relative = relative_year(match, context)
        year, anchor = relative if relative else (None, None)
    in_a_year = year is not None or match["of_year"]
    if letters[0] == "H" and (not in_a_year or letters not in {"H1", "H2"}):
        return None
    if year is None and context.published is not None:
        year, anchor = _quarter_year(which, letters, match, context), "published"
    span = _quarter_span(match, which)
    if year is None:
        return Meaning("DATE", f"XXXX-{letters}", span=span)
    return Meaning("DATE", f"{year:04d}-{letters}", anchor, span=span)


def _quarter_span(match: Match, which: str) -> Span | None:
    """Leave out "its" and the like, and any article before "third-quarter" as an adjective."""
    adjective = bool(match["nth"]) and match.group()[match.end("nth") - match.start()] == "-"
    if which in {"its", "their", "his"} or (adjective and which in {"the", "that"}):
        start = match.end("which")
        gap = len(match.group()[start - match.start() :]) - len(
            match.group()[start - match.start() :].lstrip()
        )
        return Span(start + gap, match.end())
    return None


def _quarter_year(which: str, letters: str, match: Match, context: Context) -> int:
    published = context.published or date.today()
    if "next year" in which:
        return published.year + 1
    if "last year" in which:
        return published.year - 1
    if "this year" in which:
        return published.year
    number, months = int(letters[1]), 3 if letters[0] == "Q" else 6
    begun = published.month > months * (number - 1)
    since_end = published.month - months * number
    tense = context.tense(span_of(match))
    if "year-" in which:
        return published.year - (1 if begun else 2)
    if match["of_year"]:
        return published.year
    if which == "next" or (tense is Tense.FUTURE and which != "last"):
        return published.year + (since_end > QUARTER_STAYS or (which == "next" and since_end > 0))
    return published.year - (not begun)


# Months for which a quarter that is over stays the one meant even in the future tense: companies
# "expect to report third-quarter earnings" in the fourth. Chosen on TimeBank.
QUARTER_STAYS = 4


def resolve_year_ago(match: Match, context: Context) -> Meaning | None:
    """Resolve "the year-earlier quarter": a year before the quarter last spoken of."""
    what = (match["what"] or "").lower()
    if what.endswith("months"):
        count = {"nine months": 9, "six months": 6}.get(what)
        return Meaning("DURATION", f"P{count}M") if count else None
    if match["nth"] and context.published:
        number = _ordinal(match["nth"])
        year = context.focus_day.year if context.focus_day else context.published.year
        return Meaning("DATE", f"{year - 1:04d}-Q{number}", "text")
    value = year_back(context)
    if value is None:
        return None
    span = None
    if what in {"figure", "level"}:
        span = Span(match.start(), match.start("adjective"))
    elif not what and match["det"]:
        span = Span(match.start("year_ago"), match.end())
    return Meaning("DATE", value[0], value[1], span=span)


def year_back(context: Context) -> tuple[str, str] | None:
    """Return the value a year before the quarter last spoken of, else before publication."""
    if context.quarter:
        return f"{int(context.quarter[:4]) - 1:04d}{context.quarter[4:]}", "quarter"
    if context.published is None:
        return None
    return f"{context.published.year - 1:04d}", "published"


def resolve_season(match: Match, context: Context) -> Meaning | None:
    """Resolve a season that stands for a time: "the winter of 2015", "in summer"."""
    year = explicit_year(match)
    part = edge_part(match["edge"] or match["edge2"])
    anchor: str | None = None
    cued = re.search(r"\b(?:in|since|by|until|during|of|that)\s$", context.before(match.start()))
    noun = re.match(
        r"[-\s](?:of the|water|board|time|guy|from|in the|into|back)", context.after(match.end())
    )
    if year is None and match["rel_word"]:
        relative = relative_year(match, context)
        year, anchor = relative if relative else (None, None)
    elif year is None:
        word = match["season"].lower()
        firm = match["edge"] or (word not in {"fall", "spring"} and (match["the"] or cued))
        if not firm or noun or re.match(r"\s+[A-Z]", context.text[match.end() : match.end() + 3]):
            return None
        if re.match(r"\s+(?:olympic|games|palace|school|camp)", context.after(match.end())):
            return None
    if year is None and context.published is not None:
        year, anchor = season_year(match["season"], "", match, context), "published"
    if year is None:
        return Meaning("DATE", f"XXXX-{SEASONS[match['season'].lower()]}", None, part)
    return Meaning("DATE", season_value(year, match["season"]), anchor, part)


def season_year(season: str, which: str, match: Match, context: Context) -> int:
    """Return the year of a season: "last", "next", "this", "past", or "" for the tense to say."""
    published = context.published or date.today()
    letters = SEASONS[season.lower()]
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[letters]
    year = published.year
    now = season_of(published) == letters
    begun = now or published.month >= start
    if which == "last":
        if letters == "WI":
            return year - 1
        return year if begun and not now else year - 1
    if which == "next":
        return year if not begun else year + 1
    if which == "this" or now:
        return year - 1 if letters == "WI" and published.month <= 2 else year
    if which == "past" or context.tense(span_of(match)) is not Tense.FUTURE:
        return year if begun else year - 1
    return year + 1 if begun else year


def resolve_past_season(match: Match, _context: Context) -> Meaning | None:
    """Resolve "the past three summers"."""
    return Meaning("SET", f"XXXX-{SEASONS[match['season'].lower()]}")

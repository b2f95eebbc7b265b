"""What expressions mean that name a year, a decade or a century."""

from __future__ import annotations

import re
from datetime import date

from whence.extraction.timex_meaning import Context, Match, Meaning, edge_part, explicit_year
from whence.extraction.timex_values import day_ordinal
from whence.extraction.timex_words import parse_year
from whence.records.span import Span


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
    number = int(digits.group()) if digits else day_ordinal(word)
    if not 1 <= number <= 40:
        return None
    return Meaning("DATE", f"{number - 1:02d}", None, edge_part(match["edge"]))


def resolve_fiscal(match: Match, _context: Context) -> Meaning | None:
    """Resolve "fiscal 2016"; whose fiscal year is not known, so it covers no certain days."""
    return Meaning("DATE", f"FY{explicit_year(match)}")

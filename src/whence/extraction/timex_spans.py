"""What spans of time, sets and vague expressions mean: "two weeks", "every Friday", "recently".

Each resolver takes a match and its context (see `timex_meaning`); none leans on another time.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from whence.extraction.timex_calendar import shift
from whence.extraction.timex_meaning import Context, Match, Meaning, day_suffix
from whence.extraction.timex_words import (
    CLOCK_UNITS,
    SEASONS,
    UNIT_LETTERS,
    month_number,
    parse_number,
    unit_name,
)
from whence.records.span import Span


def is_title(unit: str, first: str) -> bool:
    """Say whether capitals mark the name of a programme or film: "This Week", "60 Minutes"."""
    return unit[0].isupper() and not unit.isupper() and not first.islower()


# --- spans of time


def span_meaning(count: float | None, unit: str) -> Meaning:
    """Return a span of so many units (None: not said how many) as a meaning."""
    return Meaning("DURATION", duration_value(count, unit))


_HALVES = {"year": "6M", "minute": "30S", "hour": "30M", "decade": ""}


def duration_value(count: float | None, unit: str) -> str:
    """Return TIMEX3 for so many units: P2W, PT30M, P2Y6M, PXD where the number is not said."""
    prefix = "PT" if unit in CLOCK_UNITS else "P"
    letter = UNIT_LETTERS[unit]
    if count is None:
        return f"{prefix}X{letter}"
    scale = {"decade": (10, "Y"), "fortnight": (2, "W"), "century": (100, "Y")}
    factor, letter = scale.get(unit, (1, letter))
    amount = count * factor
    whole = int(amount)
    if amount == whole:
        return f"{prefix}{whole}{letter}"
    if amount - whole == 0.5 and unit in {"year", "minute", "hour"}:
        return prefix + (f"{whole}{letter}" if whole else "") + _HALVES[unit]
    return f"{prefix}{amount:g}{letter}"


_BACK = frozenset({"past", "last", "previous", "preceding", "recent", "latest"})
_AHEAD = frozenset({"next", "coming", "upcoming", "following", "ensuing"})
_FROM_FOCUS = frozenset({"previous", "preceding", "following", "ensuing"})


def stretch(which: str, count: float | None, unit: str, context: Context) -> Meaning:
    """Return so many units up to, or from, the day they lean on ("the past two weeks").

    That day is the one of publication, for "the previous" and "the following" the one last
    spoken of. Where nothing tells the number or the side, the meaning is a bare duration.
    """
    meaning = span_meaning(count, unit)
    side = -1 if which in _BACK else 1 if which in _AHEAD else 0
    if side == 0:
        return meaning
    base, anchor = context.published, "published"
    if which in _FROM_FOCUS and context.focus_for(unit) is not None:
        base, anchor = context.focus_for(unit), "text"
    if base is None:
        return meaning
    if count is None:
        return replace(meaning, anchor=anchor)
    if unit in CLOCK_UNITS:
        hours = count / {"second": 3600, "minute": 60, "hour": 1}[unit]
        unit, count = "day", math.ceil(min(hours, 1e7) / 24)
    moved = shift(base, unit, side * count)
    return replace(meaning, anchor=anchor, days=(min(base, moved), max(base, moved)))


def resolve_past_span(match: Match, context: Context) -> Meaning | None:
    """Resolve "the past two weeks", "the first 42 months", "the next few days"."""
    unit = unit_name(match["unit"])
    if unit == "second" and not match["unit"].lower().endswith("s"):
        return None
    which = match["which"].lower()
    if match["count2"] and match["count2"] != match["count"]:
        return stretch(which, None, unit, context)
    count = parse_number(match["count"])
    if "year-" in which and count is None:
        return None
    return stretch(which, count, unit, context)


def resolve_vague_span(match: Match, context: Context) -> Meaning | None:
    """Resolve "recent weeks", "the coming days"."""
    which, unit = match["which"].lower(), unit_name(match["unit"])
    if which == "early" and unit in {"hour", "minute"}:
        return None  # "the early hours of Sunday": the part is told by what follows
    if which in {"early", "following"} and not match.group().lower().startswith("the"):
        return None
    if match["both"]:
        return Meaning("DATE", "PAST_REF" if which in {"recent", "past", "last"} else "FUTURE_REF")
    return stretch(which, None, unit, context)


def resolve_duration(match: Match, context: Context) -> Meaning | None:
    """Resolve "two weeks", "10-year", "several months", "an hour and a half"; ages are refused."""
    unit, written = unit_name(match["unit"]), match["unit"].lower()
    count_words = match["count"].lower().replace("-and-a-half", " and a half")
    tail = (match["tail"] or "").strip().lower()
    if is_title(match["unit"], context.text[match.start()]):
        return None
    if tail in {"old", "-old", "of age"} and unit == "year" and not _is_thing(match, context):
        return None
    if not _counts_time(match, unit, written, context):
        return None
    count = (
        0.5
        if count_words.startswith("half ")
        else parse_number(count_words.replace(" and a half", ""))
    )
    if count is not None and count_words.endswith(" and a half"):
        count += 0.5
    if count is None and count_words.replace(",", "").isdigit():
        return None
    span = _without_lead(match, context)
    if tail == "-long" and count_words in {"a", "an"}:
        span = Span(match.start("unit"), match.end())
    value = duration_value(count, unit)
    if match["count3"] and match["unit3"]:
        extra, extra_unit = parse_number(match["count3"]), unit_name(match["unit3"])
        smaller = extra is not None and _is_smaller(extra_unit, unit)
        if smaller:
            value += (
                duration_value(extra, extra_unit).lstrip("P").lstrip("T" if "T" in value else "")
            )
        else:
            span = Span(match.start(), match.start("count3") - 1)
            span = Span(
                span.start, match.start() + len(context.text[span.start : span.end].rstrip(" ,"))
            )
            if context.text[span.start : span.end].lower().endswith(" and"):
                span = Span(span.start, span.end - 4)
    return Meaning("DURATION", value, span=span)


# "over three years" is said of what goes on through them, unless one of these stands before it.
_MORE_THAN = re.compile(r"\b(?:for|in|after|within|than|last(?:s|ed|ing)?|took|of|from)\s$")


_THING = re.compile(
    r"\s(?:\w+\s){0,2}?(?:war|conflict|ceasefire|truce|deal|agreement|accord|treaty|law|ban|siege"
    r"|blockade|dispute|insurgency|rebellion|uprising|revolt|strike|crisis|feud|company|firm|state"
    r"|government|coalition|embargo|campaign|case|investigation|building|bridge|plan|policy)\b"
)


def _is_thing(match: Match, context: Context) -> bool:
    """Say whether it is a thing that is so old, not a person: "the two-year-old war"."""
    hyphen = match["tail"].lower() == "-old" and match["join"] == "-"
    return hyphen and _THING.match(context.after(match.end(), 40)) is not None


def _without_lead(match: Match, context: Context) -> Span | None:
    """Leave out "over" where it only says that something went on, "the" where a noun follows."""
    start = match.start()
    if match["the"] and (match["join"] != " " or not match["unit"].lower().endswith("s")):
        start = match.end("the")
    over = (match["approx"] or "").lower() == "over"
    if over and not _MORE_THAN.search(context.before(match.start())):
        start = match.start("count")
    return None if start == match.start() else Span(start, match.end())


_ORDER = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century")


def _is_smaller(unit: str, other: str) -> bool:
    return unit in _ORDER and other in _ORDER and _ORDER.index(unit) < _ORDER.index(other)


def _counts_time(match: Match, unit: str, written: str, context: Context) -> bool:
    """Refuse "a second", "three quarters of", "a day" that is no span, "aged 30 years"."""
    count = match["count"].lower()
    plural = written.endswith("s") or written == "millennia"
    if unit in {"second", "quarter"} and (not plural or count in {"a", "an", "one"}):
        return False
    after = context.after(match.end())
    if unit == "quarter" and count != "several" and re.match(r"\s(?:of|the)\b", after):
        return False
    if re.match(r"['’]?\s?(?:old\b|of age\b|younger\b|older\b|his junior|her junior)", after):
        return unit in {"day", "week", "month"}
    if count in {"some", "many", "few", "tens of"} and not plural:
        return False
    if re.search(r"\baged?\s$", context.before(match.start())):
        return False
    single = count in {"a", "an"} and match["join"] == " "
    return not (single and plural)


def resolve_minute_and_half(match: Match, _context: Context) -> Meaning | None:
    """Resolve "a year and a half"."""
    return span_meaning(1.5, unit_name(match["unit"]))


def resolve_half_past(match: Match, _context: Context) -> Meaning | None:
    """Resolve "half an hour", "half a century"."""
    unit = unit_name(match["unit"])
    if unit == "day" and not match["det"]:
        return None
    if unit == "day":
        return Meaning("DURATION", "PT12H")
    return span_meaning(0.5, unit)


def resolve_long(match: Match, _context: Context) -> Meaning | None:
    """Resolve "year-long", "decades-old"."""
    written = match["unit"].lower()
    if match["tail"].lower() == "old" and not written.endswith("s") and written == "year":
        return None
    unit = unit_name(written)
    return span_meaning(None if written.endswith("s") else 1, unit)


def resolve_bare_span(match: Match, context: Context) -> Meaning | None:
    """Resolve "for years", "within hours"."""
    after = context.after(match.end(), 10)
    cue = r"\b(?:for|in|within|after|over|took|takes?|taken|last(?:ed)?|spent|many|of|before"
    cue += r"|follow(?:s|ed|ing)?|despite)\s$"
    if not re.search(cue, context.before(match.start())):
        return None
    unit = unit_name(match["unit"])
    if unit in {"second", "quarter", "night"}:
        return None
    if match["det"] and re.match(r"\s(?:of|since|that|in|when|before|after)\b", after):
        followed = re.match(r"\s(?:that|which) followed", context.after(match.end()))
        if followed is None:
            return None
    return span_meaning(None, unit)


# --- sets


def resolve_each(match: Match, _context: Context) -> Meaning | None:
    """Resolve "every week", "each July", "every other day", "per year"."""
    if match["month"]:
        if not match["month"][0].isupper():
            return None
        return Meaning("SET", f"XXXX-{month_number(match['month']):02d}")
    if match["season"]:
        return Meaning("SET", f"XXXX-{SEASONS[match['season'].lower()]}")
    if match["weekday"]:
        return Meaning("SET", "XXXX-WXX")
    if match["part"] and not match["unit"]:
        return Meaning("SET", "XXXX-XX-XX" + day_suffix(match["part"]))
    unit = unit_name(match["unit"])
    if unit in {"quarter", *CLOCK_UNITS} and match["each"].lower() == "per":
        return None  # a speed, a wage
    other = (match["other"] or "").lower()
    count = {"other": 2.0, "second": 2.0, "third": 3.0, "": 1.0}.get(other)
    if count is None:
        count = parse_number(other)
    return Meaning("SET", duration_value(count, unit))


_ADVERBS = {
    "daily": "P1D",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
}


def resolve_adverb_set(match: Match, context: Context) -> Meaning | None:
    """Resolve "daily", "weekly", "annually"; not the names of newspapers."""
    word = match["word"].lower()
    if match["word"][0].isupper() and match.start() > context.sentence.start:
        return None
    if re.match(r"\s[A-Z]", context.text[match.end() : match.end() + 2]):
        return None
    if context.before(match.start()).endswith("average "):
        return None  # a rate, not how often something happens
    base = re.sub(r"^(?:twice-|bi-?|semi-?)", "", word)
    if base == "quarterly":
        return None
    return Meaning("SET", _ADVERBS[base])


def resolve_rate(match: Match, _context: Context) -> Meaning | None:
    """Resolve "twice a week"."""
    return Meaning("SET", duration_value(1, unit_name(match["unit"])))


# --- vague


def resolve_vague_past(match: Match, context: Context) -> Meaning | None:
    """Resolve "recently", "the past"."""
    if match.group().lower() == "recent" and re.search(
        r"\b(?:most|more)\s$", context.before(match.start())
    ):
        return None
    if match.group().lower() == "the past" and not re.search(
        r"\bin\s$", context.before(match.start())
    ):
        return None
    return Meaning("DATE", "PAST_REF", _now(context), span=_bare(match))


def resolve_vague_now(match: Match, context: Context) -> Meaning | None:
    """Resolve "now", "currently", "these days"."""
    opens = match.start() == context.sentence.start or match.group()[0].isupper()
    if match.group().lower() == "now" and opens and context.after(match.end(), 1) == ",":
        return None  # in speech it only opens the sentence: "Now, you say"
    if match.group() == "Now" and re.search(r"[\w,][ ]$", context.before(match.start(), 2)):
        return None  # a name: "Justice Now"
    if match.group().lower() == "now" and re.match(r"[\s-]defunct", context.after(match.end())):
        return None
    if match.group().lower() == "this point" and not context.before(match.start()).endswith("at "):
        return None  # "by this point" tells of another time
    return Meaning("DATE", "PRESENT_REF", _now(context), span=_bare(match))


def resolve_vague_future(match: Match, context: Context) -> Meaning | None:
    """Resolve "soon", "the near future"; not "as soon as" and "soon after"."""
    word = match.group().lower()
    if "Future" in match.group():
        return None  # a title: "Back to the Future"
    if word.endswith("soon"):
        before, after = context.before(match.start(), 8), context.after(match.end(), 10)
        if before.endswith(("too ", "as ")) or re.match(r"\s(?:as|after|there|became|bec)", after):
            return None
    return Meaning("DATE", "FUTURE_REF", _now(context), span=_bare(match))


def _now(context: Context) -> str | None:
    """Return what "now", "recently" and "soon" lean on: publication, where it is known."""
    return "published" if context.published else None


def _bare(match: Match) -> Span | None:
    """Return the span without a leading preposition that the pattern needed to see."""
    lead = re.match(r"(?:in|at|as)\s", match.group(), re.IGNORECASE)
    if lead is None or match.group().lower().startswith("as soon"):
        return None
    return Span(match.start() + lead.end(), match.end())

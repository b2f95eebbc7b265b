"""The words of English time expressions: patterns for the grammar and what they stand for.

All patterns are strings without capturing groups, to be set into the grammar's rules; every
repetition in them is bounded, so that matching is linear in the length of the text.
"""

from __future__ import annotations

import re


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "twenty-first"
)

MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)}
WEEKDAYS = {name[:3]: number for number, name in enumerate(_DAY_NAMES, start=1)}
NUMBERS = {word: value for value, word in enumerate(_ONES)}
NUMBERS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, start=1)}

# TIMEX3 letters of units; those below a day take the prefix PT, half a day none at all.
UNIT_LETTERS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "WE",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "centurie": "C",
    "millennium": "L",
    "millennia": "L",
}
CLOCK_UNITS = frozenset({"second", "minute", "hour"})
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS_OF_DAY = {
    "morning": "TMO",
    "dawn": "TMO",
    "daybreak": "TMO",
    "noon": "T12:00",
    "midday": "T12:00",
    "lunchtime": "TMI",
    "afternoon": "TAF",
    "dusk": "TEV",
    "evening": "TEV",
    "night": "TNI",
    "overnight": "TNI",
    "midnight": "T24:00",
    "nightfall": "TEV",
}

# Weekdays and months: full names, and the abbreviations newspapers use.
MONTH_FULL = "|".join(_MONTH_NAMES)
MONTH = (
    f"(?:{MONTH_FULL}|jan\\.?|feb\\.?|mar\\.?|apr\\.?|jun\\.?|jul\\.?|aug\\.?|sept?\\.?|oct\\.?"
    "|nov\\.?|dec\\.?)"
)
WEEKDAY = "(?:" + "|".join(_DAY_NAMES) + ")"
WEEKDAY_ANY = (
    "(?:" + "|".join(_DAY_NAMES) + r"|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:\.|(?=,? )))"
)
DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
SUFFIX = "(?:st|nd|rd|th)"
DAY_WORD = (
    "(?:(?:twenty|thirty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    "|thirtieth|" + "|".join(sorted(_ORDINALS[:-1], key=len, reverse=True)) + ")"
)
YEAR = "(?:1[0-9]{3}|20[0-9]{2})"
_TENS_AND_ONES = f"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?"
_SMALL = "(?:" + "|".join(sorted(_ONES[1:], key=len, reverse=True)) + ")"
YEAR_WORDS = (
    "(?:nineteen[- ](?:hundred(?: and)? )?(?:"
    f"{_TENS_AND_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|oh[- ][a-z]{3,5})"
    f"|two thousand(?: and)? (?:{_SMALL})|twenty[- ](?:ten|eleven|twelve|thirteen|fourteen"
    f"|fifteen|sixteen|seventeen|eighteen|nineteen|{_TENS_AND_ONES}))"
)
NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,6}(?:\.[0-9]{1,2}| [13]/[0-9])?"
    f"|(?:(?:a|{_TENS_AND_ONES}|{_SMALL}) (?:hundred|thousand)(?: and)?"
    f"(?: (?:{_TENS_AND_ONES}|{_SMALL}))?)|{_TENS_AND_ONES}|{_SMALL})"
)
VAGUE_NUMBER = (
    "(?:(?:a )?(?:couple|number|handful|dozen|few|matter)(?: of)?(?: more)?|several|many|some"
    "|few|countless|untold|dozens of|hundreds of|thousands of|tens of)"
)
UNIT_PLURAL = (
    "(?:seconds|minutes|hours|days|nights|weeks|weekends|fortnights|months|quarters|years"
    "|decades|centuries|millennia)"
)
UNIT_SINGULAR = "(?:minute|hour|day|night|week|weekend|fortnight|month|year|decade|century)"
UNIT = f"(?:{UNIT_PLURAL}|{UNIT_SINGULAR}|second|quarter|millennium)"
SEASON = "(?:spring|summer|autumn|fall|winter)"
PART = "(?:morning|afternoon|evening|night)"
APPROX = (
    "(?:about|around|approximately|roughly|some|nearly|almost|more than|less than|fewer than"
    "|over|under|at least|at most|up to|no more than|no less than|not more than|as long as"
    "|just over|just under|well over|a little over|an estimated|only about|a good|a full|a whole)"
)
ZONE = (
    "(?:(?:local|eastern|central|pacific|mountain|british|london|new york|moscow|beijing|uk|us"
    "|hawaii)(?: standard| summer| daylight)? time|GMT|UTC|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST"
    "|PDT|PT|BST|CET|CEST|IST|JST|AEST|AEDT|MSK|HKT|KST)"
)
UTC_ZONES = frozenset({"GMT", "UTC"})


def month_number(word: str) -> int:
    """Return 1 to 12 for an English month name or abbreviation."""
    return MONTHS[word[:3].lower()]


def weekday_number(word: str) -> int:
    """Return 1 (Monday) to 7 for an English weekday name or abbreviation."""
    return WEEKDAYS[word[:3].lower()]


def unit_name(word: str) -> str:
    """Return a unit's singular: "weeks" gives "week", "centuries" "century"."""
    lower = word.lower()
    if lower == "centuries":
        return "century"
    return lower if lower in UNIT_LETTERS else lower.removesuffix("s")


def parse_number(words: str) -> float | None:
    """Return the number that digits or number words name, None for "several" and the like.

    Knows "a" and "an" (1), "a couple of" and "a dozen", "2 1/2", "two hundred and six".
    """
    lower = words.lower().strip()
    fixed: dict[str, float] = {"half a": 0.5, "half an": 0.5}
    fixed |= {"a": 1, "an": 1, "the": 1, "a couple of": 2, "couple of": 2, "a couple": 2}
    if lower in fixed:
        return fixed[lower]
    if lower in {"a dozen", "dozen"}:
        return 12
    if lower[:1].isdigit():
        return _parse_digits(lower)
    return _parse_words(lower)


def _parse_digits(digits: str) -> float:
    whole, _, fraction = digits.replace(",", "").partition(" ")
    if not fraction:
        return float(whole)
    above, _, below = fraction.partition("/")
    return float(whole) + int(above) / max(1, int(below))


def _parse_words(words: str) -> float | None:
    total, current, known = 0, 0, False
    for word in re.split(r"[-\s]+", words):
        if word in NUMBERS:
            current += NUMBERS[word]
        elif word == "a":
            current = max(current, 1)
            continue
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif word != "and":
            return None
        known = True
    return float(total + current) if known else None


def parse_year(words: str) -> int | None:
    """Return the year that four digits or words ("nineteen ninety-six") name."""
    lower = words.lower()
    if lower.isdigit():
        return int(lower)
    head, _, tail = lower.replace("-", " ").partition(" ")
    if lower.startswith("two thousand"):
        return int(_parse_words(lower) or 0) or None
    base = {"nineteen": 1900, "twenty": 2000}.get(head)
    rest = _parse_words(
        tail.replace("hundred and ", "").replace("hundred ", "").removeprefix("oh ")
    )
    return None if base is None or rest is None else base + int(rest)

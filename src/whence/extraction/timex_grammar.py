"""The grammar of time expressions: one rule a kind, all in one alternation.

A rule's pattern says what is an expression and names its parts; `timex_values` says what it
means. The order of `RULES` matters: of two rules that match at one place the first wins, so
fuller forms stand before their parts. Patterns begin at a word's start, hold no nested
unbounded repetition, and are matched without regard to case (guards look at capitals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whence.extraction.scanning import lowered
from whence.extraction.timex_calendar import FEASTS
from whence.extraction.timex_triggers import triggers
from whence.extraction.timex_words import (
    APPROX,
    DAY,
    DAY_WORD,
    MONTH,
    MONTH_FULL,
    NUMBER,
    PART,
    SEASON,
    SUFFIX,
    UNIT,
    UNIT_PLURAL,
    UNIT_SINGULAR,
    VAGUE_NUMBER,
    WEEKDAY,
    WEEKDAY_ANY,
    YEAR,
    YEAR_WORDS,
    ZONE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of expression: its name (also its resolver's) and its pattern."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the text that a rule matched, with the rule's named parts."""

    rule: str
    match: re.Match[str]


# One gap between words of an expression: a blank or two, or one line's end.
_GAP = r"(?:[ \u00a0]{1,2}|[ ]?\n[ ]?)"
_WHICH = (
    "(?:last|next|this past|this coming|this|these|past|previous|preceding|following|coming"
    "|upcoming|current|present|same|that same|that|then-current|latest|the past)"
)
_RELATIVE = (
    "(?P<rel_word>last|next|this past|this coming|this|the previous|the following|the next"
    "|the same|that|the past|the last|of last|of this|of next|of that|of the same"
    "|of the previous|of the following) (?P<rel_unit>year|month)"
)
_EDGE = (
    "(?P<edge>early(?: in| on)?|late(?: in| on)?|earlier(?: in| on)?|later(?: in| on)?|mid-?"
    "|middle of|(?:the )?(?:very )?(?:beginning|start|middle|end|close|turn|early part|latter part"
    "|first part|last part|latter half|first half|second half|last half|rest|remainder|course)"
    " of|(?:around )?the eve of)"
)
_QUANTITY = f"(?P<count>{NUMBER}|half an?|an?|the|{VAGUE_NUMBER})"
_KIND = (
    "(?:(?:more|additional|consecutive|straight|further|full|whole|extra|long|entire|short"
    "|trading|business|working|calendar|fiscal|other|solid|successive|crucial|critical)[ ])?"
)
_UNIT = f"(?P<unit>{UNIT})"
_AT_LEAST = f"(?:(?P<approx>{APPROX})[ ])?"
_NTH = "(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
_CLOCK = (
    "(?:(?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9])(?::[0-5][0-9])?)?[ ]?"
    r"(?P<half>[ap]\.?m\b\.?)"
    r"|(?P<hour24>[01]?[0-9]|2[0-4]):(?P<minute24>[0-5][0-9])(?::[0-5][0-9])?(?![:0-9])"
    r"(?:[ ]?(?:hours|hrs)\b)?"
    f"|(?P<military>[01][0-9][0-5][0-9]|2[0-3][0-5][0-9])(?=[ ](?:{ZONE}|hours|hrs))"
    "(?:[ ](?:hours|hrs))?"
    "|(?P<oclock>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    "[ ]o['’]clock"
    f"|(?P<in_part>[0-9]{{1,2}})(?=[ ](?:in the (?:morning|afternoon|evening)|at night)\\b)"
    r"|(?P<named>noon|midday|midnight|dawn|daybreak|dusk|nightfall|half past"
    r"[ ](?P<half_past>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\b)"
)
_ZONE = f"(?:,?[ ](?P<zone>{ZONE})\\b|[ ]\\((?P<zone1>{ZONE})\\))?"
_TIME_OF = f"(?:(?:[ ](?:in the|on the)|[ ]at)[ ](?P<clock_part>{PART})\\b)?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "iso",
        r"(?P<y>[12][0-9]{3})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3][0-9])"
        r"(?:[T ](?P<clock>[0-2][0-9]:[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
        r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![0-9-])",
    ),
    (
        "slashes",
        r"(?P<a>[0-9]{1,2})(?P<sep>[/.])(?P<b>[0-9]{1,2})(?P=sep)"
        r"(?P<y>[12][0-9]{3}|[0-9]{2})(?![0-9/])(?!\.[0-9])",
    ),
    ("year_first", r"(?P<y>(?:19|20)[0-9]{2})/(?P<m>0?[1-9]|1[0-2])/(?P<d>[0-3]?[0-9])(?![0-9/])"),
    (
        "clock",
        f"(?:(?P<approx>{APPROX}|early|late|exactly|precisely)[ ])?{_CLOCK}{_ZONE}{_TIME_OF}"
        f"(?:,?[ ](?P<zone2>{ZONE})\\b)?",
    ),
    (
        "date",
        "(?:(?P<week>the week(?:end)? of) )?"
        "(?:(?P<lead>early|late|earlier|later|this|next|last|this coming|this past)[ ])?"
        f"(?:(?P<weekday>{WEEKDAY_ANY})(?:,? (?P<early_part>{PART}))?(?:,?[ ]the|,)?[ ])?"
        f"(?:(?P<month>{MONTH})[ ](?:the[ ])?(?:(?P<day>{DAY}){SUFFIX}?(?![0-9])(?![.,:][0-9])"
        f"(?!{SUFFIX})|(?P<day_word>{DAY_WORD}))"
        f"|(?:the[ ])?(?P<day2>{DAY}){SUFFIX}?[ -](?:of[ ])?(?P<month2>{MONTH})"
        f"|(?:the[ ])?(?P<day_word2>{DAY_WORD})[ ]of[ ](?P<month3>{MONTH}))"
        rf"(?!\w)(?:[ ]?,?[ -](?:of[ ]|in[ ])?(?P<y>{YEAR})(?![0-9]|[.,][0-9])"
        rf"|,?[ ](?P<yw>{YEAR_WORDS})\b|,?[ ]{_RELATIVE}\b)?"
        rf"(?:,?[ ](?P<part>{PART})\b)?",
    ),
    (
        "first_day",
        f"(?:the[ ])?(?P<day>{DAY}){SUFFIX}?(?=(?:[ ]?[-–—][ ]?|[ ](?:to|and|or|until|through)[ ]"
        f"|,[ ])(?:the[ ])?(?P<last>{DAY}){SUFFIX}?[ ](?:of[ ])?(?P<month>{MONTH})(?!\\w)"
        f"(?:,?[ ](?P<y>{YEAR})(?![0-9]|[.,][0-9]))?)",
    ),
    (
        "numbered_weekday",
        f"(?P<weekday>{WEEKDAY})(?:,?[ ]the)?[ ](?P<day>{DAY})(?:{SUFFIX}\\b|(?=[.;:!?)]|,[ ]|$))"
        r"(?![.,:/-][0-9]|[ ](?:of[ ]|million|per[ ]))",
    ),
    (
        "numbered_day",
        f"(?P<the>the[ ])(?P<day>{DAY}){SUFFIX}"
        r"(?:[ ]of[ ]|[ ])(?P<which>this|last|next|the same|that) month\b"
        f"|the[ ](?P<bare>{DAY}){SUFFIX}(?=[.,;:!?)]|$)",
    ),
    (
        "nth_of",
        "(?:the[ ])?(?:very[ ])?"
        f"(?P<nth>last|final|first|second|third|fourth|fifth|[1-5]{SUFFIX})[ ]"
        f"(?P<unit>{WEEKDAY}|day|week|weekend)[ ](?:of|in)[ ](?:the month of[ ]"
        rf"|the[ ](?P<same>month|year)\b|(?P<rel>this|last|next)[ ](?P<rel_of>month|year)\b"
        rf"|(?P<month>{MONTH})(?!\w)"
        rf"(?:,?[ ](?:of[ ])?(?P<y>{YEAR})(?![0-9]))?|(?P<y2>{YEAR})(?![0-9]))",
    ),
    ("nine_eleven", r"9/11(?![/0-9-])|7/7(?=[ ](?:bomb|attack|terror|suicide))"),
    (
        "anniversary",
        rf"(?:the|its|his|her|their)[ ](?:{DAY_WORD}|[0-9]{{1,3}}{SUFFIX}|fiftieth|hundredth"
        r"|centenary|golden|silver)?[ ]?anniversary of(?=[ ])",
    ),
    ("week_set", r"(?P<days>weekdays|weekends)\b"),
    ("mid_part", r"mid(?:-|[ ])?(?P<part>morning|afternoon)\b"),
    ("fy", r"FY[ ]?(?P<y>20[0-9]{2}|[0-9]{2})(?![0-9])"),
    (
        "month",
        f"(?:{_EDGE}[ ]?|(?P<which>the month of|last|next|this past|this coming|this|each|every"
        f"|the following|the previous|the same)[ ])?(?P<month>{MONTH})(?!\\w)"
        rf"(?:,?[ ](?:of[ ])?(?P<y>{YEAR})(?![0-9]|[.,][0-9])|[ ](?:of[ ])?(?P<yw>{YEAR_WORDS})\b"
        rf"|[ ]?['’](?P<yy>[0-9]{{2}})(?![0-9])|,?[ ]{_RELATIVE}\b)?",
    ),
    (
        "weekday_set",
        f"(?:(?P<each>each|every)(?P<other>[ ]other)?[ ])?(?P<weekday>{WEEKDAY})"
        rf"(?:(?P<plural>s)\b|[ ](?P<parts>{PART})s\b|(?:[ ](?P<part>{PART}))?\b)",
    ),
    (
        "weekday",
        f"(?:(?P<edge>early|late|earlier|later)(?:[ ]on)?[ ])?(?:(?P<which>last|next|this past"
        f"|this coming|this|the previous|the following|the next|the same|that|coming|previous"
        f"|following|the)[ ])?"
        f"(?P<weekday>{WEEKDAY})\\b(?![-])"
        rf"(?:,?[ ](?P<part_edge>early |late |mid-?)?(?P<part>{PART}|lunchtime)\b)?"
        r"(?:[ ](?:of )?(?P<of_week>last|this|next|that|the following|the previous) week\b"
        r"|[ ](?P<hence>week)(?=[.,;]|$))?",
    ),
    (
        "feast",
        f"(?:(?P<which>last|next|this|this past|this coming)[ ])?(?:(?P<early_year>{YEAR})[ ])?"
        "(?P<feast>"
        + "|".join(f.replace("'", "['’]?") for f in sorted(FEASTS, key=len, reverse=True))
        + rf")(?!\w)(?P<span_of>[ ](?:week|weekend)\b)?(?:,?[ ](?P<y>{YEAR})(?![0-9])"
        rf"|,?[ ]{_RELATIVE}\b)?",
    ),
    (
        "relative_day",
        "(?:(?P<edge>early|late|earlier|later|mid-?)[ ]?)?(?:(?P<edge_part>early |late |mid-?)?"
        f"(?P<before>{PART})[ ])?(?P<day>the day before yesterday|the day after tomorrow|yesterday"
        f"|today|tomorrow|tonight|last night)\\b(?:[ ](?P<part_edge>early |late |mid-?)?"
        f"(?P<part>{PART})\\b)?",
    ),
    (
        "part_of_day",
        f"(?:(?P<edge>early|late|earlier|later|mid-?)[ ]?)?(?P<which>this|that|the same|that same"
        f"|the next|the following|the previous|the|all|yesterday)[ ](?P<part_edge>early |late "
        f"|mid-?)?(?P<part>{PART})\\b",
    ),
    ("overnight", r"overnight\b"),
    (
        "quarter",
        f"(?:(?P<which>the|its|their|his|last|this|next|that|last year['’]s|this year['’]s"
        "|next year['’]s|the current|the latest|the recent|the just-ended|a flat|a weak|a strong"
        "|the year-earlier|the year-ago|(?:the[ ])?comparable)[ ])?"
        f"(?:(?P<early_year>{YEAR})(?:['’]s)?[ ])?(?P<fiscal>fiscal[- ](?:year )?)?"
        f"(?:{_NTH}[- ](?P<kind>quarter|half)|(?P<q>Q[1-4]|H[12]))\\b(?!s|-?final|back|-hour)"
        rf"(?:,?[ ](?:of[ ])?(?:fiscal[ ](?:year[ ])?)?(?P<y>{YEAR})(?![0-9]|[.,][0-9])"
        rf"|,?[ ]{_RELATIVE}\b|[ ]of the (?P<of_year>year)\b)?",
    ),
    (
        "year_ago",
        f"(?:(?P<det>the|its|comparable|the comparable|the same|the corresponding)[ ])?"
        f"(?P<year_ago>year-(?:ago|earlier))(?P<adjective>[ ](?:{_NTH}[- ])?"
        f"(?P<what>quarter|period|half|months?|nine months|six months|figure|level))?\\b",
    ),
    (
        "ago",
        f"(?:(?P<edge>just|only|as recently as|as long)[ ])?{_AT_LEAST}{_QUANTITY}[ -]"
        f"{_KIND}{_UNIT}"
        rf"(?P<or_so>[ ]or (?:so|more|two))?(?P<half>[ ]and a half)?[ ]"
        r"(?P<way>ago|earlier|later|hence|from now|(?:before|after)(?=[.,;]))"
        r"(?:[ ](?P<base>today|yesterday|last night))?",
    ),
    (
        "bare_ago",
        rf"(?:(?P<count>many|some|several)[ ])?(?P<unit>{UNIT_PLURAL})[ ]"
        r"(?P<way>ago|later|earlier)\b",
    ),
    (
        "past_span",
        "(?:(?:at least|more than|about|nearly|almost)[ ])?"
        f"(?:(?:the|its|his|her|their|these|those)[ ])?(?P<which>past|last|next|first"
        f"|coming|previous|preceding|following|final|latest|recent|initial|opening|same|ensuing"
        f"|intervening|remaining|upcoming|closing|year-earlier|year-ago)[ ]"
        f"(?P<count>{NUMBER}|{VAGUE_NUMBER})"
        rf"(?:(?:[ ]to[ ]|-|[ ]or[ ])(?P<count2>{NUMBER}))?[ -]{_KIND}{_UNIT}\b"
        r"(?P<or_so>[ ]or so\b)?",
    ),
    (
        "past_season",
        f"the (?:past|last|next) (?:{NUMBER}|{VAGUE_NUMBER}) (?P<season>{SEASON})s\\b",
    ),
    (
        "vague_span",
        "(?:(?:the|these|those)[ ])?(?P<which>recent|coming|past|upcoming|future|early|last|next"
        f"|following|intervening|ensuing)[ ](?P<unit>{UNIT_PLURAL})"
        f"(?P<both>[ ](?:and|or)[ ](?:{UNIT_PLURAL}))?\\b",
    ),
    (
        "this_unit",
        f"(?:{_EDGE}[ ]?)?(?P<which>{_WHICH}|the {_WHICH}|the year-ago|the year-earlier"
        "|the comparable year-ago|the corresponding"
        f")[ ](?P<fiscal>fiscal[ ])?(?P<unit>{UNIT_SINGULAR}|quarter|period|millennium|{SEASON})\\b"
        rf"(?:['’]s (?P<of_unit>quarter|period)\b)?(?P<or_so>[ ]or so\b)?",
    ),
    (
        "fiscal",
        rf"(?:{_EDGE}[ ])?(?P<det>the[ ]|its[ ])?(?:(?:fiscal|financial)(?:[ ]year)?)"
        rf"[ ](?P<y>{YEAR}|[12][0-9](?![0-9]))(?![0-9]|[.,][0-9])",
    ),
    (
        "the_unit",
        rf"(?:{_EDGE}[ ])?(?P<det>the|all|a full|the full|the whole|the entire)[ ]"
        rf"(?:(?P<early_year>{YEAR})[ ])?(?P<fiscal>fiscal[ ]|calendar[ ])?"
        rf"(?P<unit>day|week|weekend|month|quarter|year|period)\b"
        r"(?!-|[ ](?:ago|earlier|later|before|end|two thousand|[12][0-9]{3})\b)",
    ),
    (
        "year_end",
        rf"(?:around[ ])?(?:the[ ])?(?:(?P<y>{YEAR})[ ])?year(?:-|[ ]|['’]s[ ])end\b"
        rf"(?:[ ](?P<y2>{YEAR})(?![0-9]))?",
    ),
    (
        "century",
        f"(?:the[ ])?(?:{_EDGE}[ ]?)?(?P<century>[1-9][0-9]?{SUFFIX}|{DAY_WORD})"
        r"[- ]century\b",
    ),
    (
        "decade",
        rf"(?:(?P<the>the|{_EDGE}(?: the)?|the (?:early|late|mid-?|middle|early to mid-?))[ -]?)?"
        rf"(?:(?P<decade>(?:1[0-9]|20)[0-9]0)['’]?s\b|['’‘](?P<short>[0-9]0)s\b|(?<=[-\s])(?P<bare>[2-9]0)s\b"
        rf"|(?P<word>(?:nineteen[- ])?(?:twenties|thirties|forties|fifties|sixties|seventies"
        rf"|eighties|nineties)|noughties)\b)",
    ),
    (
        "season",
        f"(?:{_EDGE}[ ]?|(?P<the>the)[ ](?:(?P<edge2>early|late|mid-?)[ ]?)?)?"
        rf"(?P<season>{SEASON})\b(?:,?[ ](?:of[ ])?(?:(?P<y>{YEAR})(?![0-9]|[.,][0-9])"
        rf"|(?P<yw>{YEAR_WORDS})\b)|,?[ ]{_RELATIVE}\b)?",
    ),
    (
        "each",
        f"(?P<each>each|every|per)[ ](?:(?P<other>other|second|third|{NUMBER}|few)[ ])?"
        f"(?:(?P<unit>{UNIT})|(?P<month>{MONTH_FULL})|(?P<season>{SEASON})|(?P<part>{PART})"
        r"|(?P<weekday>weekday))\b",
    ),
    (
        "adverb_set",
        r"(?P<word>(?:twice-|bi-?|semi-?)?(?:daily|weekly|monthly|annually|yearly|quarterly|hourly|nightly"
        r"|fortnightly))\b",
    ),
    (
        "rate",
        rf"(?P<times>once|twice|(?:{NUMBER}) times)[ ](?P<each>an?|each|every|per)[ ]"
        rf"(?P<unit>{UNIT_SINGULAR})\b",
    ),
    (
        "minute_and_half",
        rf"{_AT_LEAST}(?P<count>an?|one)[ ](?P<unit>{UNIT_SINGULAR}) and a half\b",
    ),
    (
        "duration",
        f"(?P<the>the[ ](?={NUMBER}|couple|few))?"
        f"{_AT_LEAST}(?P<count>half an?|{NUMBER}(?:[- ]and[- ]a[- ]half)?|an?|{VAGUE_NUMBER})"
        rf"(?:(?:[ ]to[ ]|[-–][ ]?|[ ]or[ ])(?P<count2>{NUMBER}))?(?P<join>[ -]|-[ ])"
        rf"{_KIND}{_UNIT}\b(?!-(?:ago|earlier|end))(?P<tail>-long|-old|[ ]old|[ ]of age)?"
        rf"(?P<or_so>[ ]or (?:so|two|more|longer)\b)?"
        rf"(?:,?[ ](?:and[ ])?(?P<count3>{NUMBER})[ ](?P<unit3>{UNIT}))?",
    ),
    (
        "long",
        r"(?P<unit>(?:hour|day|week|month|year|decade|century|decades|years|months|weeks)s?)"
        r"-?(?P<tail>long|old)\b",
    ),
    (
        "half_past",
        rf"{_AT_LEAST}half[- ](?P<det>an?[ ])?(?P<unit>hour|day|century|decade|year)\b",
    ),
    (
        "beside",
        rf"(?P<the>the[ ])?(?:very[ ])?(?P<unit>{UNIT_PLURAL}|day|night|morning|evening|weekend"
        r"|week|month|year)"
        r"[ ](?P<way>before|after|following|since|leading up to|running up to|prior to)(?=[ ])",
    ),
    (
        "bare_span",
        rf"(?P<det>the )?(?P<unit>{UNIT_PLURAL})(?P<both>[ ](?:and|or)[ ](?:{UNIT_PLURAL}))?\b",
    ),
    (
        "anaphor",
        r"(?P<which>the next|the following|the previous|the same|that same|that|the day|the night"
        r"|the week|the month|the year|the very same)[ ]"
        r"(?P<unit>day|before|after|week|month|year)\b",
    ),
    (
        "vague_past",
        r"(?:more |most |just |very )?recently\b|recent(?= [a-z])|the (?:recent|distant"
        r"|not-too-distant) past\b|the past(?! (?:few|{NUMBER})\b)|lately\b"
        r"|the other (?:day|week|night|month)\b|long ago\b|once upon a time\b",
    ),
    (
        "vague_now",
        r"right now\b|just now\b|now(?:adays)?\b|currently\b|current(?= [a-z])|these days\b"
        r"|at present\b"
        r"|at the moment\b|this (?:moment|point|crucial moment)\b|the present (?:moment|time)\b",
    ),
    (
        "vague_future",
        r"(?:the )?(?:near|foreseeable|immediate|distant)[ ](?:future|term)\b|the future\b"
        r"|future(?=[.,;])"
        r"|(?:very |as )?soon(?: as possible)?\b|the (?:near|short|long)[ ]term\b|in due course\b"
        r"|the (?:weeks|months|years|days|hours) (?:ahead|to come)\b|a later date\b"
        r"|(?:some day|someday)\b",
    ),
    (
        "year",
        rf"(?:{_EDGE}[ ]?)?(?:the year[ ])?(?P<y>{YEAR})(?:(?P<open>[ ]and beyond|[ ]or later)"
        rf"|(?:[-–/](?P<short_end>[0-9]{{2}})(?![0-9-])))?(?![0-9a-z%°]|[.,:/][0-9]|['’]s\d)(?!-(?:[a-z]{{3,}}))",
    ),
    ("year_words", rf"(?:{_EDGE}[ ])?(?:the year[ ])?(?P<yw>{YEAR_WORDS}|two thousand)\b"),
)


def _spaced(pattern: str) -> str:
    """Let each blank of a pattern be any single gap between words, a line's end too."""
    pattern = re.sub(r"\[- \]|\[ -\]", "(?:-|\x00)", pattern).replace("[ ]?", "\x01")
    pattern = re.sub(r"\[ \]|(?<!\[) (?!\])", "\x00", pattern)
    return pattern.replace("\x00", _GAP).replace("\x01", "[ ]?")


def _unnamed(pattern: str) -> str:
    # One alternation may name a group only once, so rules stand in it without names; the one
    # back-reference is opened up.
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=sep)", "[/.]")


def _lowered(pattern: str) -> str:
    # Escapes and the names of groups keep their capitals: there they mean something else.
    return re.sub(r"(\\.|\(\?P<\w+>)|([A-Z])", lambda found: found[1] or found[2].lower(), pattern)


RULES = tuple(
    Rule(name, re.compile(r"(?<!\w)" + _spaced(pattern), re.IGNORECASE))
    for name, pattern in _PATTERNS
)
_ORDER = {name: index for index, (name, _) in enumerate(_PATTERNS)}
_SCANNER = re.compile(
    _lowered(
        r"(?<!\w)(?:"
        + "|".join(f"(?P<{name}>{_unnamed(_spaced(pattern))})" for name, pattern in _PATTERNS)
        + ")"
    )
)
_TRIGGERS = triggers(_lowered(_unnamed(_spaced(pattern))) for _, pattern in _PATTERNS)


def next_start(text: str, position: int) -> tuple[int, int] | None:
    """Return where the next candidate begins and the index of the first rule that matches it.

    None when there is none from `position` on. Linear: no rule looks farther than a few words.
    """
    lower = lowered(text)
    for place in _TRIGGERS.finditer(lower, position):
        match = _SCANNER.match(lower, place.start())
        if match is not None and match.lastgroup is not None:
            return match.start(), _ORDER[match.lastgroup]
    return None


def readings(text: str, start: int, end: int, *, first: int) -> Iterator[Candidate]:
    """Yield every rule's match at `start` that ends by `end`, from rule number `first` on."""
    for rule in RULES[first:]:
        match = rule.pattern.match(text, start, end)
        if match is not None and match.end() > start:
            yield Candidate(rule.name, match)

"""The words a time expression can begin with, as one quick pattern.

Trying every rule at every word takes nearly all the time of a search. Most words begin none: the
quick pattern finds those that may, read off the rules themselves, and only there are they tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from whence.extraction.scanning import any_of
from whence.extraction.timex_words import NUMBERS


def _set_of(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words that may be all of an expression, or be followed by something else than a word of the rules.
_ALONE = _set_of(
    """
    annually bi century christmas current currently daily dawn daybreak decade dusk easter fall
    fortnightly future fy h halloween hourly juneteenth lately mid midday midnight monthly
    nightfall nightly noon now nowadays overnight pentecost q quarterly recent recently semi
    someday soon spring summer autumn winter thanksgiving today tomorrow tonight twenties
    thirties forties fifties sixties seventies eighties nineties noughties twice weekdays
    weekends weekly year yearly yesterday seconds minutes hours days nights weeks fortnights
    months quarters years decades centuries millennia january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur
    thurs fri sat sun ashura chanukah diwali eid hanukkah newroz norouz nowruz passover purim
    ramadan sukkot
    """
)
# Words of the rules that stand first in none.
_NEVER_FIRST = _set_of(
    """
    after and attack back before bomb business come d father from leading m million mother nd o
    of on or p part r rd rs s since th than through time times to trading until us york z
    """
)
# Frequent words that few rules begin with, and what stands behind them there.
_BEFORE_FEW = {
    "as": "long|recently|soon",
    "at": r"least|most|present|the\s+moment",
    "in": "due",
    "new": "year",
    "right": "now",
    "up": "to",
    "well": "over",
}
# What "of" stands behind, "a" and "an", "in" and "on".
_BEFORE_OF = _set_of(
    """
    beginning close couple course dozens end first handful hundreds last latter matter middle number
    remainder rest second start tens thousands third fourth fifth sixth seventh eighth ninth tenth
    eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    twentieth thirtieth turn
    """
)
_BEFORE_A = _set_of(
    """
    about almost approximately around full good half just least less little long many more most
    nearly only once over roughly some than times under whole
    """
)
_NUMBERS = frozenset(NUMBERS)
_BEFORE_IN = _set_of("early late earlier later")
# Words that stand second only where the lists above say so, or in names of zones.
_NEVER_SECOND = _set_of(
    """
    a an and as at attack back bomb british central come d eastern father from her his in its
    king m million moscow mother mountain not of on or p pacific s that the their to us york
    """
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GLUED = (
    *(f"{day}s" for day in _WEEKDAYS),
    *(
        f"{unit}{end}"
        for unit in ("hour", "day", "week", "month", "year", "decade", "century")
        for end in ("long", "old", "slong", "sold")
    ),
    *(
        f"{twice}{often}"
        for twice in ("bi", "semi")
        for often in ("weekly", "monthly", "annually", "yearly", "daily", "quarterly", "hourly")
    ),
)
_GAP = r"(?:[ \u00a0]{1,2}|[ ]?\n[ ]?|-[ ]?)"


def triggers(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern, for text in small letters, that matches where a rule's may.

    `patterns` are the rules' in small letters. It matches at every place where one of them does
    and at few others.
    """
    words = {word for pattern in patterns for word in words_of(pattern)} | set(_GLUED)
    alone = (words & _ALONE) | set(_GLUED)
    leading = words - alone - _NEVER_FIRST - set(_BEFORE_FEW)
    second = rf"{any_of(words - _NEVER_SECOND)}(?![a-z])"
    few = "|".join(f"{word}(?={_GAP}(?:{after}))" for word, after in _BEFORE_FEW.items())
    numbered = (
        r"[12][0-9]{3}(?![0-9])|[0-9](?=[0-9,]{0,16}"
        rf"(?:[:/.–—-][0-9]|[ap]\.?m|{_GAP}[0-9ap]|['’]?s\b"
        rf"|(?:{_GAP}|[-–—][ ]?)?{any_of(words - {'million'})}(?![a-z])))"
    )
    return re.compile(
        rf"(?<!\w)(?:{numbered}|['’‘](?=[0-9])|{any_of(alone)}(?![a-z])|{few}"
        rf"|{any_of(leading)}(?=['’]s|{_GAP}(?:[0-9'’‘]|{second}))"
        rf"|{any_of(leading & _BEFORE_OF)}(?={_GAP}of{_GAP})"
        rf"|{any_of(leading & _BEFORE_A)}(?={_GAP}an?{_GAP})"
        rf"|{any_of(leading & _BEFORE_IN)}(?={_GAP}(?:in|on|that){_GAP})"
        rf"|{any_of(leading & _NUMBERS)}(?={_GAP}(?:to|and|or){_GAP}))"
    )


_GROUP = re.compile(r"\(\?P<\w+>|\(\?(?:[:=!]|<[=!])|\\[a-z0-9]|\[[^\]]*\]")
_LETTERS = re.compile(r"(?P<word>[a-z]+)(?P<open>\?)?")


def words_of(pattern: str) -> set[str]:
    """Return the words written out in a pattern; of "tues?" both "tues" and "tue"."""
    words: set[str] = set()
    for match in _LETTERS.finditer(_GROUP.sub(" ", pattern)):
        words.add(match["word"])
        if match["open"] and len(match["word"]) > 1:
            words.add(match["word"][:-1])
    return words

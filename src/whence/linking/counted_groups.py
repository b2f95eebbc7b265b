"""Of whom or what a figure tells, by the words of its clause: all, or a group or part apart.

"Two children" and "the 84 dead" count two groups of one toll, and "18 are critically hurt" a part
of the hurt: such figures neither clash nor follow one another. Word lists and the words right
behind the number tell; a clause with no such word counts all.
"""

from __future__ import annotations

import re

from whence.linking.lexicon import word_set
from whence.linking.words import plain_words, stem

BEHIND = 5  # words behind a number that say what it counts

_GROUPS = word_set("groups_counted")
_GRADES = word_set("grades_of_harm")
_TIMES = word_set("time_words")
_PART = re.compile(
    r"\b(?:including|among (?:them|those|whom)|of (?:them|those|whom|these))\b", re.IGNORECASE
)
_DEEDS = re.compile(
    r"How many (?:people (?:were|are) (?!there\b|spoken\b|deployed\b)|[^?]{3,40}? (?:were|are) "
    r"(?:still )?(?:killed|wounded|missing|detained|held|displaced|trapped|in hospital|"
    r"taken to hospital))"
)
_WORD = re.compile(r"[ -]?([\w’']+(?:-[\w’']+)*)")
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def counts_deeds(question: str) -> bool:
    """Say whether a question asks how many people something befell."""
    return bool(_DEEDS.match(question))


def group_of(clause: str, value: float | None) -> frozenset[str]:
    """Return the words by which a figure counts a group or part apart, empty where it counts all.

    Nationalities, words with a capital right behind the number, tell groups too.
    """
    where = _number_in(clause, value)
    behind = behind_number(clause, value)
    found = {word.lower() for word in behind} & _GROUPS | set(plain_words(clause)) & _GRADES
    found |= {word.lower() for word in behind[:2] if word[:1].isupper()} - _TIMES
    if where and (_PART.search(clause, 0, where[0]) or _PART.match(clause[where[1] :].lstrip())):
        found.add("a part")
    return frozenset(map(stem, found))


def behind_number(clause: str, value: float | None) -> list[str]:
    """Return the next few words behind a number, up to a comma or other mark."""
    where = _number_in(clause, value)
    found: list[str] = []
    at = where[1] if where else len(clause)
    while len(found) < BEHIND and (match := _WORD.match(clause, at)):
        found.append(match[1])
        at = match.end()
    return found


def _number_in(clause: str, value: float | None) -> tuple[int, int] | None:
    """Return where a whole number stands in a clause, None where it is not found."""
    if value is None or value != int(value):
        return None
    for form in _forms(int(value)):
        match = re.search(rf"(?<![\w,.]){re.escape(form)}(?!\w|[,.]\d)", clause, re.IGNORECASE)
        if match:
            return match.span()
    return None


def _forms(number: int) -> list[str]:
    written = [f"{number:,}", str(number)]
    if number < len(_ONES):
        written.append(_ONES[number])
    elif number < 100:
        tens, ones = _TENS[number // 10 - 2], number % 10
        written.append(f"{tens}-{_ONES[ones]}" if ones else tens)
    return written

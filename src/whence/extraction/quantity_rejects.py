"""Numbers that are no quantities: dates, ages, names, scores, numbering and the like.

Each test looks at a few tokens around the number and is named after what it finds.
"""

from __future__ import annotations

from functools import cache

from whence.extraction.lexicon import word_sets
from whence.extraction.quantity_counted import is_plural
from whence.extraction.quantity_scales import Number
from whence.extraction.quantity_tokens import Token, Tokens
from whence.extraction.quantity_words import ONES, PARTS

_HYPHENS = frozenset(["-", "‑", "–"])
_SIGNED_WORDS = frozenset(["minus", "sub", "plus", "to", "and", "the", "a", "non", "pre", "y"])
_OTHER_WORDS = frozenset(["may", "march", "mar", "jun", "august"])  # that are months too
_PRONOUN_BEFORE = frozenset(
    [
        "the",
        "this",
        "that",
        "no",
        "any",
        "every",
        "each",
        "another",
        "which",
        "last",
        "first",
        "next",
        "big",
        "other",
        "lesser",
        "someone",
        "not",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "number",
        "is",
        "was",
        "for",
        "as",
    ]
)
# Before "one" and a noun these count: "big enough for one guard".
_PREPOSITIONS = frozenset(["for", "as"])
_AGE_UNITS = frozenset(
    ["year", "years", "month", "months", "week", "weeks", "day", "days", "yr", "yrs", "y"]
)
_CLOCK_WORDS = frozenset(["am", "pm", "a.m", "p.m", "o'clock", "gmt", "noon", "bst"])
_OLDEST = 115.0  # years: a number in an age's place above this is the age of a thing


@cache
def _words(name: str) -> frozenset[str]:
    return word_sets("quantities")[name]


def is_name_part(tokens: Tokens, number: Number) -> bool:
    """F-16, AK-47, S22, COVID-19, G7: letters on the left of a number that is glued to them."""
    before = tokens[number.first - 1]
    if before.is_word:
        return True
    prior = tokens[number.first - 2]
    if before.text in _HYPHENS and prior.text.isupper() and len(prior.text) > 1:
        return True  # "COVID -19"
    if before.text in _HYPHENS and before.glued:
        if prior.is_number and prior.glued and tokens[number.first - 3].is_word:
            return True  # "scp2-173"
        return prior.is_word and prior.lower not in _SIGNED_WORDS and not _number_word(prior.lower)
    return before.text in "#@_/\\:&°" or (before.text == "." and before.glued)


def _number_word(word: str) -> bool:
    return word in ONES or word in PARTS


def has_name_suffix(tokens: Tokens, number: Number) -> bool:
    """3D, 747s, 20th, 1990s, 5G: letters glued on the right that are no unit."""
    after = tokens[number.last]
    if after.text in ("'", "’") and tokens.glued(number.last + 1, "s"):
        return True  # "the under 17's"
    return after.glued and (after.is_word or after.is_number)


def is_before_code(tokens: Tokens, number: Number) -> bool:
    """24703 L-202, 24703 m212: a short name with digits behind, as codes have it."""
    name, sign = tokens[number.last], tokens[number.last + 1]
    if not name.is_word or len(name.text) > 2 or not sign.glued:
        return False
    return sign.is_number or (sign.text in _HYPHENS and tokens[number.last + 2].is_number)


def is_clock_or_ratio(tokens: Tokens, number: Number) -> bool:
    """10:30, 9/11, 24/7, 5 p.m., 3 o'clock, 1.2.3."""
    after = tokens[number.last]
    if after.text in (":", "/", "⁄") and after.glued and tokens[number.last + 1].glued:
        return tokens[number.last + 1].is_number
    if tokens[number.first - 1].lower == "at" and _dotted_time(tokens, number):
        return True
    return after.is_word and after.lower.strip(".") in _CLOCK_WORDS


def _dotted_time(tokens: Tokens, number: Number) -> bool:
    """Called at 6.10: hours and minutes with a dot, as British papers write them."""
    hours, dot, minutes = tokens[number.first].text.partition(".")
    clock = dot and hours.isdigit() and len(minutes) == 2 and minutes.isdigit()
    if not clock or int(hours) > 23 or int(minutes) > 59 or number.last != number.first + 1:
        return False
    after = tokens[number.last]
    ends = not after.is_word or after.lower in ("and", "to", "on", "after", "when", "in", "but")
    return ends and tokens[number.first - 2].lower not in _words("quoted_at")


def is_date(tokens: Tokens, number: Number) -> bool:
    """29 March, March 29, May 5, 2016, and years."""
    first, last, months = number.first, number.last, _words("months")
    near = (
        tokens[last].lower in months
        or tokens[first - 1].lower in months
        or tokens[first - 2].lower in months
        or tokens[first - 3].lower in months
        or tokens[first - 4].lower in months
    )
    if not near:
        return _is_year(tokens, number)
    before, after = tokens[first - 1], tokens[last]
    day = number.digits and number.high is not None and number.high < 32
    if day and (_month_before(tokens, number.first) or _month(after.text)):
        return True
    if day and (_small_month(tokens, number.first, -1) or _small_month(tokens, number.last, 1)):
        return True
    if before.text == "," and _month(tokens[number.first - 3].text):
        return True
    joined = before.lower in ("and", "to", "or", ",", "-", "–") and number.low < 32
    if joined and tokens[number.first - 2].is_number and _month_before(tokens, number.first - 2):
        return True  # "between Feb. 8 and 25"
    return _is_year(tokens, number)


def _small_month(tokens: Tokens, at: int, step: int) -> bool:
    """Say whether "may" or "march" in small letters is a month: "on 1 may", "on may 19"."""
    month, opener = (tokens[at], tokens[at - 2]) if step > 0 else (tokens[at - 1], tokens[at - 2])
    return month.text in _OTHER_WORDS and opener.lower in ("on", "of", "since", "until", "by")


def _month_before(tokens: Tokens, at: int) -> bool:
    before = tokens[at - 1]
    return _month(tokens[at - 2].text if before.text == "." and before.glued else before.text)


def _month(word: str) -> bool:
    """Say whether a word is a month; in small letters only where it is no other word."""
    lower = word.lower()
    return lower in _words("months") and (word[:1].isupper() or lower not in _OTHER_WORDS)


def _is_year(tokens: Tokens, number: Number) -> bool:
    text = tokens[number.first].text
    if number.last != number.first + 1 or len(text) != 4 or not text.isdigit():
        return False
    if not 1000 <= number.low < 2200:
        return False
    after = tokens[number.last].lower
    if after in _words("people"):
        return False
    if number.low < 1900 or number.low >= 2100:
        return tokens[number.first - 1].lower in _words("year_before")
    return True


def is_numbered_name(tokens: Tokens, number: Number) -> bool:
    """Article 5, Flight 103, No. 10, category 4, Resolution 2254."""
    at = number.first - 1
    if tokens[at].text == "." and tokens[at].glued:
        at -= 1
    before = tokens[at]
    if before.text == "#":
        return True
    if before.lower not in _words("numbered"):
        return False
    # "no 3 people", "a unit 5 times": in small letters the word must not end a clause of its own
    return before.lower != "no" or before.capital or tokens[at + 1].text == "."


def is_title_number(tokens: Tokens, number: Number, *, counts: bool, people: bool) -> bool:
    """Boeing 737, FTSE 100, Big 12: a bare integer right behind a capitalized name."""
    before, after = tokens[number.first - 1], tokens[number.last]
    if after.lower == "times" or before.lower.endswith(("'s", "s'")):
        return False  # "called Anna 3 times", "the Heron's 27 engines"
    named = before.capital and (after.capital or not people) and number.first > 1
    if before.text[1:].lower() != before.text[1:] and not before.text.isupper():
        named = True  # "iPhone", "MacBook"
    if (
        not number.digits
        or not before.is_word
        or (counts and not named)
        or number.scale != 1.0
        or not before.is_word
    ):
        return False
    if named and not before.capital:
        return True
    if not tokens[number.first].text.isdigit() or len(tokens[number.first].text) > 4:
        return False
    if not before.capital:
        return False
    return number.first > 1 or before.lower not in _words("np_end")


def is_capitalized_word(tokens: Tokens, number: Number) -> bool:
    """Fantastic Four, Seven Sisters, One Direction: number words written as names."""
    token = tokens[number.first]
    if number.digits or not token.capital or number.first == 0:
        return False
    before, after = tokens[number.first - 1], tokens[number.last]
    opens = not before.is_word and not before.is_number
    if opens:
        return token.text.isupper() and len(token.text) < 4
    return before.capital or (after.capital and not token.text.isupper())


def is_age(tokens: Tokens, number: Number) -> bool:
    """The 25-year-old, aged 25, ages 6 and 7, John Smith, 53, and (53)."""
    if number.low > _OLDEST or not number.low.is_integer() or number.scale != 1.0:
        return False
    if _year_old(tokens, number.last):
        return True
    before = tokens[number.first - 1].lower
    if before in ("aged", "age", "ages", "aging", "turned", "turning"):
        return True
    prior = tokens[number.first - 2].lower
    if before in ("is", "was", "be", "turn", "turns") and prior in ("he", "she", "who", "will"):
        return not tokens[number.last].is_word or tokens[number.last].lower in ("and", "but", "by")
    if before in ("and", "between", "to", "from", "or", "of", "over", "under"):
        near = {tokens[i].lower for i in range(number.first - 5, number.first - 1)}
        if near & {"aged", "ages", "age"}:
            return True
    return number.digits and (_after_name(tokens, number) or _in_brackets(tokens, number))


def _year_old(tokens: Tokens, at: int) -> bool:
    first = at if tokens[at].is_word or not tokens[at + 1].is_word else at + 1
    if tokens[first].is_word and tokens[first].lower not in _AGE_UNITS:
        return False
    words = [tokens[i].lower for i in range(at, at + 5) if tokens[i].is_word]
    if len(words) < 2 or words[0] not in _AGE_UNITS:
        return False
    return words[1] in ("old", "olds") or words[1:3] == ["of", "age"]


def _after_name(tokens: Tokens, number: Number) -> bool:
    named = tokens[number.first - 2]
    if tokens[number.first - 1].text != ",":
        return False
    # "the film star, 36, said": a bare number of two digits between commas behind a noun
    between = tokens[number.last].text == "," and 10 <= number.low < 100
    if between and named.is_word and named.lower not in _words("np_end"):
        return True
    if not named.capital and named.lower not in _words("people"):
        return False
    return number.low >= 1 and tokens[number.last].text in (",", ".", ";", ")", "")


def _in_brackets(tokens: Tokens, number: Number) -> bool:
    opened = tokens[number.first - 1].text == "(" and tokens[number.last].text == ")"
    return opened and tokens[number.first - 2].capital


def is_thing_age(tokens: Tokens, number: Number) -> int | None:
    """Return the token after "-year-old" behind an age no person has, or None."""
    if number.low <= _OLDEST or not _year_old(tokens, number.last):
        return None
    at = number.last
    while tokens[at].lower not in ("old", "olds", "age"):
        at += 1
    return at + 1


def is_score(tokens: Tokens, number: Number) -> bool:
    """2-0, 89-89, 555-0199, 4-4-2: numbers tied by hyphens that count nothing."""
    before, after = tokens[number.first - 1].text, tokens[number.last].text
    return (before in _HYPHENS and _tied(tokens, number.first, -1)) or (
        after in _HYPHENS and _tied(tokens, number.last - 1, 1)
    )


def _tied(tokens: Tokens, at: int, step: int) -> bool:
    sign, other = tokens[at + step], tokens[at + 2 * step]
    glued = (sign.glued and other.glued) if step > 0 else (sign.glued and tokens[at].glued)
    return glued and other.is_number


def is_numbering(tokens: Tokens, number: Number) -> bool:
    """1. First item, (2) Second item, at the head of a sentence."""
    after = tokens[number.last]
    if number.first == 0 and number.digits and number.low < 100:
        return after.text in (")", ".", ":", "") or (after.text == "]")
    if number.digits and number.low < 20 and after.text == ")":  # "firstly 1) the roof"
        near = {tokens[at].text for at in range(number.first - 10, number.first)}
        if "(" not in near:
            return True
    bracketed = tokens[number.first - 1].text in ("(", "[") and after.text in (")", "]")
    return bracketed and number.digits and number.low < 20 and number.first == 1


def is_address(tokens: Tokens, number: Number) -> bool:
    """22 High Street, 358 El Camino Way."""
    if not number.digits or not tokens[number.last].capital:
        return False
    for at in range(number.last, number.last + 4):
        token = tokens[at]
        if not token.is_word or not token.capital:
            return False
        if at > number.last and token.lower in _words("street"):
            return True
    return False


def is_pronoun_one(tokens: Tokens, number: Number) -> bool:
    """One of the, one another, the one, no one, one's, one day."""
    if tokens[number.first].lower != "one" or number.last != number.first + 1:
        return False
    before, after = tokens[number.first - 1].lower, tokens[number.last]
    if before in _PREPOSITIONS and _is_noun(after):
        return after.lower in _words("idle_nouns")
    if (after.text == "-" and after.glued) or (before == "on" and after.lower == "hand"):
        return True
    if before in _PRONOUN_BEFORE or after.lower in (
        "of",
        "with",
        "another",
        "who",
        "that",
        "which",
    ):
        return True
    more = tokens[number.last + 1] if after.lower == "more" else after
    return more.lower in _words("idle_nouns") or not after.is_word


def is_idle(noun: str) -> bool:
    """Say whether a noun is one of those that turns of phrase count: "one way", "one reason"."""
    return noun in _words("idle_nouns")


def is_model(tokens: Tokens, number: Number, end: int) -> bool:
    """The 8088 chip, a 737 jet: bare digits before a noun in the singular that ends the phrase."""
    text = tokens[number.first].text
    if number.last != number.first + 1 or not text.isdigit():
        return False
    return is_before_code(tokens, number) or (3 <= len(text) <= 4 and end == number.last + 1)


def is_definite(tokens: Tokens, number: Number) -> bool:
    """The 486 is, the 747 was: a thing called by its number."""
    text, after = tokens[number.first].text, tokens[number.last].lower
    before = tokens[number.first - 1].lower
    return text.isdigit() and number.low > 1 and before == "the" and after in ("is", "was", "has")


def _is_noun(token: Token) -> bool:
    return token.is_word and token.lower not in _words("np_end") and token.lower != "more"


def is_emergency(tokens: Tokens, number: Number) -> bool:
    """Say whether it is a number to call in need: "dial 999", "a 911 operator"."""
    if tokens[number.first].text not in ("911", "999", "112"):
        return False
    before, after = tokens[number.first - 1], tokens[number.last]
    called = before.lower in _words("calling") and not is_plural(after)
    return called or after.lower in _words("calling")


def is_page_of(tokens: Tokens, number: Number) -> bool:
    """Photo 3 of 30: two bare numbers with "of" between them."""
    before, prior = tokens[number.first - 1], tokens[number.first - 2]
    if tokens.phrase(number.last, number.last + 2) == "show all":  # the head of a gallery
        return True
    if number.digits and before.lower == "of" and prior.is_number:
        return not tokens[number.last].is_word or tokens[number.last].capital
    after, second = tokens[number.last], tokens[number.last + 1]
    if number.digits and (after.text == "/" or before.text == "/"):
        return second.is_number or prior.is_number  # "1 / 22"
    if not number.digits or after.lower != "of" or not second.is_number:
        return False
    return not tokens[number.last + 2].is_word or tokens[number.last + 2].capital


def is_phone(tokens: Tokens, number: Number) -> bool:
    """0207 946 0000, +44 20 7946 0000: a leading zero, or bare runs of digits in a row."""
    text = tokens[number.first].text
    if len(text) > 1 and text[0] == "0" and text.isdigit():
        return True
    before, after = tokens[number.first - 1], tokens[number.last]
    if before.text == "+" and tokens[number.first].glued:
        return number.digits and (after.is_number or after.text in _HYPHENS)
    return number.digits and (
        (before.is_number and len(text) > 2) or (after.is_number and len(after.text) > 2)
    )


def is_turn_of_phrase(tokens: Tokens, number: Number) -> bool:
    """Three times, two ways, the two, a hundred percent sure: written numbers that count little."""
    if number.digits or number.vague or number.fraction:
        return False
    after = tokens[number.last].lower
    following = tokens[number.last + 1]
    if after == "-" and following.glued and following.lower == "time":  # "a four-time champion"
        return True
    return after in ("times", "fold", "ways", "things") and number.low < 10

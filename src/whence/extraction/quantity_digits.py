"""Numbers in digits: grouping in its several national forms, scales, fractions, powers of ten."""

from __future__ import annotations

import re
from functools import lru_cache

from whence.extraction.quantity_scales import (
    SHORT_SCALES,
    Number,
    is_and_half,
    scaled,
    share,
)
from whence.extraction.quantity_tokens import Tokens
from whence.extraction.quantity_words import SCALES, VULGAR

_SIMPLE_PARTS = {"2": "1", "3": "12", "4": "13", "8": "1357"}  # denominator: numerators
# Words that may go on with a number in digits: any other ends it.
_GO_ON = SCALES.keys() | SHORT_SCALES.keys() | VULGAR.keys() | {"x", "and"}
_ENDS = frozenset(["%", ".", ")", "", ";", ":", "”", '"'])
_MAY_END = frozenset([",", "-"])  # unless a number or a scale follows
_MAX_DIGITS = 18
_MAX_EXPONENT = 40
_MAX_GROUPS = 4  # of three digits parted by spaces
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")


@lru_cache(maxsize=4096)
def digits_value(text: str) -> float | None:
    """Return the value of a run of digits with its separators, or None when it is no number.

    Reads "1,234.5", "1,50,000" (Indian grouping), "1.234.567" and "12,5" (decimal comma).
    """
    if sum(c.isdigit() for c in text) > _MAX_DIGITS:
        return None
    if _PLAIN.fullmatch(text):
        return float(text)
    if _GROUPED.fullmatch(text) or _INDIAN.fullmatch(text):
        return float(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return float(text.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return None


def read_digits(tokens: Tokens, at: int) -> Number | None:
    """Return the number whose digits stand at token `at`, with all that belongs to it."""
    value = digits_value(tokens[at].text)
    if value is None:
        return None
    following = tokens[at + 1]
    ends = following.lower not in _GO_ON if following.is_word else following.lower in _ENDS
    if ends or (following.text in _MAY_END and tokens[at + 2].opens is False):
        return Number(at, at + 1, value, value, value, digits=True)  # as nearly all do
    ratio = _slashed(tokens, at, value)
    if ratio is not None:
        return ratio
    small = _simple_fraction(tokens, at + 1)
    if small is not None and tokens[at].text.isdigit():  # "10 1/2 miles"
        return scaled(tokens, at, at + 4, value + small, digits=True)
    power = _power_of_ten(tokens, at + 1)
    if power is not None:
        factor, last = power
        return Number(at, last, value * factor, value * factor, value, factor, digits=True)
    value, last = _spaced_groups(tokens, at, value)
    part = VULGAR.get(tokens[last].text)
    if part is not None:
        value, last = value + part, last + 1
    elif is_and_half(tokens, last):
        value, last = value + 0.5, last + 3
    return scaled(tokens, at, last, value, digits=True)


def _slashed(tokens: Tokens, at: int, value: float) -> Number | None:
    """Read "1/16 of", "1⁄3 of": larger ones only before "of", as 9/11 is none."""
    if tokens[at + 1].text not in ("/", "⁄") or not tokens[at + 1].glued:
        return None
    below = digits_value(tokens[at + 2].text) if tokens[at + 2].is_number else None
    if not below or value >= below:
        return None
    if tokens[at + 3].lower != "of":
        small = _simple_fraction(tokens, at)
        return None if small is None else share(at, at + 3, small)
    last = at + 5 if tokens[at + 4].lower in ("a", "an") else at + 3
    return share(at, last, value / below)


def _simple_fraction(tokens: Tokens, at: int) -> float | None:
    """Read "1/2", "3/4": only what cooks and carpenters use, as 9/11 is a date."""
    if tokens[at + 1].text != "/" or not (tokens[at + 1].glued and tokens[at + 2].glued):
        return None
    above, below = tokens[at].text, tokens[at + 2].text
    if below not in _SIMPLE_PARTS or above not in _SIMPLE_PARTS[below]:
        return None
    after = tokens[at + 3]
    if after.is_word and after.capital and not tokens[at - 1].is_number:
        return None  # "3/8 Fire crews at the scene": a picture's place in a row
    return int(above) / int(below) if tokens[at + 3].text != "/" else None


def _power_of_ten(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """Read "×10−30", "x 10^6" behind a number; return the factor and the token after it."""
    if tokens[at].text not in ("×", "x", "*") or tokens[at + 1].text != "10":
        return None
    at += 2
    at += tokens[at].text == "^"
    negative = tokens[at].text in ("-", "−", "–") and tokens[at].glued
    at += negative
    digits = tokens[at].text
    if not tokens[at].glued or not digits.isdecimal() or int(digits[:4]) > _MAX_EXPONENT:
        return None
    return 10.0 ** (-int(digits) if negative else int(digits)), at + 1


def _spaced_groups(tokens: Tokens, at: int, value: float) -> tuple[float, int]:
    """Read "816 000": groups of three parted by spaces, as many presses write thousands."""
    last, first = at + 1, tokens[at].text
    if not first.isdigit() or len(first) > 3 or first.startswith("0"):
        return value, last
    groups = 0
    while tokens[last].is_number and len(tokens[last].text) == 3 and tokens[last].text.isdigit():
        if tokens[last].gap != 1 or groups == _MAX_GROUPS:
            break
        value = value * 1000 + float(tokens[last].text)
        last, groups = last + 1, groups + 1
    while _parted_group(tokens, last) and groups < _MAX_GROUPS:
        value = value * 1000 + float(tokens[last + 1].text)
        last, groups = last + 2, groups + 1
    return value, last


def _parted_group(tokens: Tokens, at: int) -> bool:
    """Say whether ", 000" goes on with the number: no number of its own opens with a zero."""
    comma, group = tokens[at], tokens[at + 1]
    opens = comma.text == "," and comma.glued and group.text.isdigit() and len(group.text) == 3
    if not opens or group.gap != 1:
        return False
    # Where a text writes one group so, its others are no lists either: "1, 118 of 10, 000".
    return group.text.startswith("0") or tokens.parted_groups

"""What a number is, and the scales that multiply it: hundred, million, m, bn, dozen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.extraction.quantity_tokens import Tokens
from whence.extraction.quantity_words import SCALES

# Written right after digits; one letter counts only glued to them.
SHORT_SCALES = {
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "k": 1e3,
    "b": 1e9,
}
_SURE = 15  # digits that a number of double precision holds for sure
_LARGEST = 1e15  # beyond this a run of scales is no number anyone wrote in earnest
_MONEY_SIGNS = frozenset("$£€¥₹₽₪₩₺=")
_VERBS_IN_S = frozenset(["is", "was", "has", "as", "its", "this", "plus"])


@dataclass(slots=True, eq=False)
class Number:
    """A number over tokens `[first, last)`.

    Nothing changes one once it is made. It is not frozen, nor are the grammar's other records of
    its kind: a frozen one takes five times as long to make, a named tuple thrice as long to read,
    which is a twelfth of all the time that figures take.

    `low` and `high` are the range it says (equal where it is exact; `high` None where open).
    `mantissa` and `scale` are kept apart so that "10 to 15 million" can share the scale.
    """

    first: int
    last: int
    low: float
    high: float | None
    mantissa: float
    scale: float = 1.0
    digits: bool = False
    vague: bool = False
    fraction: bool = False


def plain(first: int, last: int, value: float) -> Number:
    """Return an exact written number."""
    return Number(first, last, value, value, value)


def times(number: Number, scale: float) -> Number:
    """Return a number a scale that stands apart from it multiplies: "75 USD million"."""
    if scale == 1.0:
        return number
    high = None if number.high is None else _scaled(number.high, scale)
    return replace(number, low=_scaled(number.low, scale), high=high, scale=number.scale * scale)


def share(first: int, last: int, value: float) -> Number:
    """Return a fraction of something."""
    return Number(first, last, value, value, value, fraction=True)


def is_and_half(tokens: Tokens, at: int) -> bool:
    """Say whether "and a half" stands at token `at`."""
    return tokens[at].lower == "and" and tokens.phrase(at, at + 3) == "and a half"


def scaled(tokens: Tokens, first: int, last: int, value: float, *, digits: bool) -> Number:
    """Return the number over `[first, last)` with the scales that follow it multiplied in."""
    scale = 1.0
    while True:
        step, after = scale_at(tokens, last, digits=digits and scale == 1.0)
        if step is None or scale * step > _LARGEST:
            break
        scale, last = scale * step, after
        if step >= 1e3 and is_and_half(tokens, last):
            value, last = value + 0.5, last + 3
    total = _scaled(value, scale)
    return Number(first, last, total, total, value, scale, digits=digits)


def _scaled(value: float, scale: float) -> float:
    """Return a product without the dust of binary fractions: 2.07 billion is 2,070,000,000."""
    total = float(value * scale)
    return total if scale == 1.0 else float(f"{total:.{_SURE}g}")


def scale_at(tokens: Tokens, at: int, *, digits: bool) -> tuple[float | None, int]:
    """Return the scale at token `at` (None where there is none) and the token after it."""
    token = tokens[at]
    if token.lower in SCALES:
        return SCALES[token.lower], at + 1
    if token.text == "-" and token.glued and tokens[at + 1].glued:  # "1.8-million"
        following = tokens[at + 1].lower
        return (SCALES[following], at + 2) if following in SCALES else (None, at)
    if not digits or token.lower not in SHORT_SCALES or tokens.glued(at + 1, "/"):
        return None, at
    if token.glued or len(token.lower) > 1:
        return _short_scale(tokens, at), at + 1
    return None, at


def _short_scale(tokens: Tokens, at: int) -> float | None:
    """Tell "5m people" and "$5m" from "5m long": a lone letter scales only money and counts."""
    token = tokens[at]
    if len(token.text) > 1 or token.text in "MKk":
        return SHORT_SCALES[token.lower]
    if token.text in "Bb":
        return SHORT_SCALES["b"] if _money_before(tokens, at) or token.text == "B" else None
    following = tokens[at + 1]
    counts = following.is_word and not following.glued and following.lower.endswith("s")
    counts = counts and following.lower not in _VERBS_IN_S
    counts = counts or following.lower in ("people", "or", "a", "per", "euro", "dollar")
    return SHORT_SCALES["m"] if _money_before(tokens, at) or counts else None


def _money_before(tokens: Tokens, at: int) -> bool:
    """Say whether a currency sign or code stands before the digits that end at `at`."""
    before = tokens[at - 2]
    return before.text in _MONEY_SIGNS or (before.is_word and tokens[at - 1].glued)

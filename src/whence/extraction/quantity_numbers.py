"""Numbers in words, and the entry to all numbers: a small grammar over tokens.

    number   = vague | fraction | mantissa scale*
    mantissa = digits, written cardinal, "a" before a scale, "half a", "two and a half"
    scale    = hundred | thousand | million | ... | dozen | m | bn | k ...
    vague    = several [scale] | dozens | hundreds of thousands | a handful ...

What cannot be one number (an IP address, a version, a phone number) gives none.
"""

from __future__ import annotations

from whence.extraction.quantity_digits import digits_value, read_digits
from whence.extraction.quantity_scales import (
    Number,
    is_and_half,
    plain,
    scale_at,
    scaled,
    share,
)
from whence.extraction.quantity_tokens import Tokens
from whence.extraction.quantity_units import unit_after
from whence.extraction.quantity_words import ONES, PARTS, SCALES, TENS, VAGUE, VULGAR

# "tens of thousands": how many of the inner scale.
_TENS_OF: dict[str, tuple[float, float | None]] = {
    "tens": (20.0, 99.0),
    "dozens": (24.0, None),
    "scores": (40.0, None),
    "hundreds": (200.0, 999.0),
}
_PLURAL_SCALES = {"hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
_MAY_BE_VAGUE = VAGUE.keys() | {"several", "few", "a"}
SEVERAL = 3.0  # the least that "several" and "a few" say
_HANDFUL = (3.0, 9.0)
_LARGEST_WHOLE = 1e6  # in "one in a million"
# "the second half of the year" is a stretch of it, no share.
_ORDINALS_OF_HALVES = frozenset(["first", "second", "latter", "opening", "final", "closing"])
_VERBS = frozenset(["were", "are", "was", "is", "have", "had", "has", "did", "do", "said", "came"])
_BOUNDING = frozenset(["than", "about", "nearly", "almost", "over", "least", "around", "roughly"])
_TIME_WORDS = frozenset(["years", "year", "months", "month", "weeks", "days", "hours", "minutes"])


def read_number(tokens: Tokens, at: int) -> Number | None:
    """Return the longest number that starts at token `at`, or None."""
    token = tokens[at]
    if token.is_number:
        number = read_digits(tokens, at)
    elif token.text in VULGAR:
        number = share(at, at + 1, VULGAR[token.text])
    elif token.is_word:
        number = _vague(tokens, at) or _fraction(tokens, at) or _written(tokens, at)
    else:
        return None
    if number is None or number.last != at + 1 or tokens[at + 1].lower not in ("out", "in"):
        return number
    return _out_of(tokens, number) or number


def _out_of(tokens: Tokens, number: Number) -> Number | None:
    """Read "one in three", "nine out of 10" as the share they say."""
    last = number.last
    if tokens[last].lower == "out" and tokens[last + 1].lower == "of":
        after = last + 2
    elif tokens[last].lower == "in" and number.low == 1:
        after = last + 1
    else:
        return None
    whole, end = _whole(tokens, after)
    if whole is None or not number.low < whole <= _LARGEST_WHOLE:
        return None
    if tokens[end].lower in _TIME_WORDS:
        return None  # "one in two years" is no share
    return share(number.first, end, number.low / whole)


def _whole(tokens: Tokens, at: int) -> tuple[float | None, int]:
    token = tokens[at]
    if token.is_number:
        year = len(token.text) == 4 and token.text.isdigit()
        return (None if year else digits_value(token.text)), at + 1
    return _below_hundred(tokens, at)


def _vague(tokens: Tokens, at: int) -> Number | None:
    word, following = tokens[at].lower, tokens[at + 1].lower
    if word not in _MAY_BE_VAGUE:
        return None
    if word in ("several", "few"):
        return _several(tokens, at, at + 1)
    if word == "a" and following == "few":
        return _several(tokens, at, at + 2)
    if word == "a" and following == "handful":
        low, high = _HANDFUL
        return Number(at, at + 2, low, high, low, vague=True)
    if word == "a" and following == "couple" and tokens[at + 2].lower == "of":
        return _couple(tokens, at)
    return _plural_scale(tokens, at) if word in VAGUE else None


def _several(tokens: Tokens, at: int, last: int) -> Number | None:
    scale, last = scale_at(tokens, last, digits=False)
    product = 1.0
    while scale is not None and product <= 1e12:
        product *= scale
        scale, last = scale_at(tokens, last, digits=False)
    if product == 1.0 and tokens[at].lower != "several":
        return None  # "a few" alone is no figure
    return Number(at, last, SEVERAL * product, None, SEVERAL, product, vague=True)


def _couple(tokens: Tokens, at: int) -> Number:
    scale, last = scale_at(tokens, at + 3, digits=False)
    if scale is None:
        return Number(at, at + 2, 2.0, 2.0, 2.0, vague=True)
    return Number(at, last, 2 * scale, 2 * scale, 2.0, scale, vague=True)


def _plural_scale(tokens: Tokens, at: int) -> Number | None:
    """Read "thousands", "tens of thousands", "hundreds of thousands"."""
    word = tokens[at].lower
    inner = _PLURAL_SCALES.get(tokens[at + 2].lower) if tokens[at + 1].lower == "of" else None
    if inner is not None and word in _TENS_OF and inner > _TENS_OF[word][0]:
        low, high = _TENS_OF[word]
        top = None if high is None else (high + 1) * inner - 1
        return Number(at, at + 3, low * inner, top, low, inner, vague=True)
    if word in ("tens", "scores") and tokens[at + 1].lower != "of":
        return None  # a verb, or "in the tens"
    low, high = VAGUE[word]
    return Number(at, at + 1, low, high, low, vague=True)


def _fraction(tokens: Tokens, at: int) -> Number | None:
    """Read "half of", "a third of", "two-thirds", "three quarters of the"."""
    word, following = tokens[at].lower, tokens[at + 1]
    if word == "half":
        return _half(tokens, at)
    if word == "quarter":
        return _part(tokens, at, 1, at + 1) if following.lower in SCALES else None
    if word in ("a", "one") and following.lower in PARTS and tokens[at + 2].lower == "of":
        return _part(tokens, at, 1, at + 2)
    count = ONES.get(word, 0)
    if not 1 <= count <= 9:
        return None
    hyphen = following.text == "-" and following.glued
    part = tokens[at + 2] if hyphen else following
    spoken = part.lower.endswith(("rds", "hs")) and count > 1  # "two thirds", "five eighths"
    if part.lower in PARTS and (
        hyphen or spoken or tokens[at + 2].lower == "of" or tokens[at + 2].lower in SCALES
    ):
        return _part(tokens, at, count, at + (3 if hyphen else 2))
    return None


def _half(tokens: Tokens, at: int) -> Number | None:
    """Read "half of", "half the", "half a million", "half-million", "half a dozen"."""
    following = tokens[at + 1]
    if tokens[at - 1].lower in _ORDINALS_OF_HALVES:
        return None
    if following.lower in ("of", "the", "its", "their"):
        return share(at, at + 1, 0.5)
    if following.lower in _VERBS and tokens[at - 1].lower in _BOUNDING:
        return share(at, at + 1, 0.5)  # "more than half were children"
    article = following.lower in ("a", "an")
    last = at + 2 if article or following.text == "-" else at + 1
    scale, end = scale_at(tokens, last, digits=False)
    if scale is None:
        measured = (article or tokens[at - 1].lower == "a") and unit_after(tokens, last)
        return plain(at, last, 0.5) if measured else None  # "half an hour", "a half mile"
    return Number(at, end, 0.5 * scale, 0.5 * scale, 0.5, scale)


def _part(tokens: Tokens, at: int, count: int, last: int) -> Number | None:
    value = count / PARTS[tokens[last - 1].lower]
    if value >= 1:
        return None
    end = last + 2 if tokens.phrase(last, last + 2) == "of a" else last
    scale = SCALES.get(tokens[end].lower)
    if scale is not None:  # "a quarter of a million", "three quarters billion"
        return Number(at, end + 1, value * scale, value * scale, value, scale)
    return share(at, last, value)


def _written(tokens: Tokens, at: int) -> Number | None:
    word, following = tokens[at].lower, tokens[at + 1].lower
    if word in ("a", "an"):
        return _with_article(tokens, at)
    if word in SCALES:
        return scaled(tokens, at, at, 1, digits=False) if word != "dozen" else None
    if word not in ONES and word not in TENS:
        return None
    total, last, scale = _cardinal(tokens, at)
    if is_and_half(tokens, last):
        return scaled(tokens, at, last + 3, total + 0.5, digits=False)
    if following == "dozen":
        return scaled(tokens, at, last, total, digits=False)
    return Number(at, last, total, total, total / scale, scale)


def _with_article(tokens: Tokens, at: int) -> Number | None:
    """Read "a million", "a half million", "a dozen", "a single"."""
    following = tokens[at + 1].lower
    if following in SCALES:
        return scaled(tokens, at, at + 1, 1, digits=False)
    if following in ("half", "quarter") and tokens[at + 2].lower in SCALES:
        return scaled(tokens, at, at + 2, 1 / PARTS[following], digits=False)
    if following == "single" and tokens[at - 1].lower != "not":
        return plain(at, at + 2, 1.0)
    return None


def _cardinal(tokens: Tokens, at: int) -> tuple[float, int, float]:
    """Read a written cardinal; return its value, the token after it and its last scale."""
    total, group, last, scale = 0.0, 0.0, at, 1.0
    while total < 1e15:
        small, after = _below_hundred(tokens, last)
        if small is None:
            break
        group, last = group + small, after
        if tokens[last].lower == "hundred":
            group, last, scale = group * 100, last + 1, 1e2
        step = SCALES.get(tokens[last].lower, 0)
        if step >= 1e3:
            total, group, scale, last = total + group * step, 0.0, step, last + 1
        joined = tokens[last].lower == "and"
        if scale == 1.0 or not _continues(tokens, last + joined, scale):
            break
        last += joined
    return total + group, last, scale


def _continues(tokens: Tokens, at: int, scale: float) -> bool:
    """Say whether what follows is smaller than the scale before: "two hundred and five"."""
    small, after = _below_hundred(tokens, at)
    if scale == 1e2:  # "two hundred and two thousand" goes on to be scaled as a whole
        return small is not None and tokens[after].lower != "hundred"
    if tokens[after].lower == "hundred":
        small, after = (small or 0) * 100, after + 1
    following = SCALES.get(tokens[after].lower, 1.0)
    return small is not None and small * following < scale


def _below_hundred(tokens: Tokens, at: int) -> tuple[float | None, int]:
    word = tokens[at].lower
    if word in ONES:
        return float(ONES[word]), at + 1
    if word not in TENS:
        return None, at
    after = at + 1
    if tokens[after].text in ("-", "‑") and tokens[after].glued:
        after += 1
    if 1 <= ONES.get(tokens[after].lower, 0) <= 9:
        return float(TENS[word] + ONES[tokens[after].lower]), after + 1
    return float(TENS[word]), at + 1

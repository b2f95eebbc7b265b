"""Words of numbers, as the clauses that linking reads write them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_COUNTED = dict(zip(_ONES, range(1, 20), strict=True))
_COUNTED |= {word: 10 * place for place, word in enumerate(_TENS, 2)}
_COUNTED |= {
    f"{tens}-{ones}": 10 * place + one
    for place, tens in enumerate(_TENS, 2)
    for one, ones in enumerate(_ONES[:9], 1)
}
CARDINALS: Mapping[str, int] = MappingProxyType(_COUNTED)
"""Numbers from one to ninety-nine by their words."""

_RANKED = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
RANKS: Mapping[str, int] = MappingProxyType({word: n for n, word in enumerate(_RANKED, 1)})
"""Places in an order, from first to twentieth, by their words."""


def alternatives(words: Mapping[str, int]) -> str:
    """Return words as one choice of a pattern, the longest first: no word hides a longer one."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def value_of(written: str) -> float:
    """Return the number that digits or words write: "12", "twelve", "twelfth", "12th", "a"."""
    word = written.lower()
    if word in ("a", "an"):
        return 1.0
    if word[:1].isdigit():
        return float("".join(c for c in word if c.isdigit() or c == "."))
    return float(CARDINALS.get(word) or RANKS[word])

"""Words as search sees them: folded, with their places in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Marks of scripts whose vowels and accents are written as characters of their own.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
MOST_CHARACTERS = 200  # of a folded word: no longer word is told apart, and every index takes it


def words_of(text: str) -> list[str]:
    """Return the folded words of a text in order."""
    if text.isascii():
        return [word[:MOST_CHARACTERS] for word in _WORD.findall(text.lower())]
    return [folded for word in _WORD.findall(text) if (folded := fold(word))]


def placed_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each folded word with its half-open place in the text."""
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        if folded:
            yield folded, match.start(), match.end()


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word without case, accents and compatibility forms; letters and digits only."""
    if word.isascii():
        return word.lower()[:MOST_CHARACTERS]
    spread = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in spread if c.isalnum())[:MOST_CHARACTERS]

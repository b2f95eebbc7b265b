"""What quick looks over a whole text share: its small letters, and patterns for many words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LOWER = str.maketrans({chr(upper): chr(upper).lower() for upper in range(ord("A"), ord("Z") + 1)})


@lru_cache(maxsize=2)
def lowered(text: str) -> str:
    """Return a text in small letters, letter for letter, so that offsets hold.

    Searching it takes half the time of a search that ignores case. Where small letters would
    take more room (the Turkish capital dotted I), only A to Z are made small.
    """
    lower = text.lower()
    return lower if len(lower) == len(text) else text.translate(_LOWER)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, given in small letters, that branches by letter."""
    branches: dict[str, list[str]] = {}
    ends = False
    for word in sorted(set(words)):
        if word:
            branches.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    if not branches:
        return ""
    inner = "|".join(letter + any_of(rest) for letter, rest in branches.items())
    if len(branches) == 1 and not ends:
        return inner
    return f"(?:{inner})?" if ends else f"(?:{inner})"

"""Words as the reader of clauses takes them: cut as its treebanks cut, and what each looks like."""

from __future__ import annotations

import re

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_DIGIT = re.compile(r"\d")
CUT = re.compile(
    # Most words are plain ones: found first, as to try all else on each takes three times as long.
    r"(?!cannot\b)[^\W\d_]+(?=[\s,])|"
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sgt|Gov|Sen|Rep|Rev|Capt|Maj|Prof|Jr|Sr|Inc|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|vs|[ap]\.m)\.|\d[\d,.:]*\d(?:st|nd|rd|th)?|"
    r"can(?=not\b)|[^\W_]+(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b|[^\W_]+|…|\S",
    re.IGNORECASE,
)
SHAPES = 16


def plain(word: str) -> str:
    """Return a word in lower case with plain marks and every digit 0."""
    return _DIGIT.sub("0", word.translate(_PLAIN).lower())


def shape_of(word: str, place: int) -> int:
    """Return a number for how a word is written, and whether it stands first."""
    if word.islower():
        shape = 1
    elif any(c.isdigit() for c in word):
        shape = 2
    elif not any(c.isalpha() for c in word):
        shape = 3
    elif word.isupper():
        shape = 4 if len(word) > 1 else 5
    elif word[:1].isupper():
        shape = 6
    else:
        shape = 7
    return shape + 8 * (place == 0)

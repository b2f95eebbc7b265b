"""Words of a text with their places: the one way linking cuts text into words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.linking.lexicon import word_set
from whence.records.span import Span

_WORD = re.compile(r"\w+")
_NUMBER_TAIL = re.compile(r"\d")

STOPWORDS = word_set("stopwords")
TEXTS = 128  # whose words are remembered: some 20 MB
PARTS = 1024  # clauses whose words are remembered
SHORT = 400  # characters up to which a text is cut anew: a name or phrase is read once

_SUFFIXES = (
    ("ational", "ate"),
    ("ization", "ize"),
    ("isation", "ize"),
    ("fulness", "ful"),
    ("iveness", "ive"),
    ("ingly", ""),
    ("edly", ""),
    ("ments", ""),
    ("ment", ""),
    ("ations", ""),
    ("ation", ""),
    ("ities", ""),
    ("ity", ""),
    ("ness", ""),
    ("ings", ""),
    ("ing", ""),
    ("ions", ""),
    ("ion", ""),
    ("ives", ""),
    ("ive", ""),
    ("iers", "y"),
    ("ies", "y"),
    ("ied", "y"),
    ("ers", ""),
    ("er", ""),
    ("ors", ""),
    ("or", ""),
    ("ed", ""),
    ("ly", ""),
    ("es", ""),
    ("s", ""),
    ("e", ""),
)

_IRREGULAR = {
    "died": "die", "dies": "die", "dead": "die", "death": "die", "deaths": "die", "dying": "die",
    "shot": "shoot", "shots": "shoot", "fought": "fight", "struck": "strike", "fled": "flee",
    "fell": "fall", "fallen": "fall", "held": "hold", "sent": "send", "led": "lead",
    "men": "man", "women": "woman", "children": "child", "people": "person", "persons": "person",
    "wives": "wife", "lives": "life", "took": "take", "taken": "take", "gave": "give",
    "given": "give", "went": "go", "gone": "go", "came": "come", "brought": "bring",
    "caught": "catch", "found": "find", "left": "leave", "lost": "lose", "met": "meet",
    "paid": "pay", "rose": "rise", "risen": "rise", "ran": "run", "saw": "see", "seen": "see",
    "spoke": "speak", "spoken": "speak", "began": "begin", "begun": "begin", "blew": "blow",
    "blown": "blow", "broke": "break", "broken": "break", "drove": "drive", "driven": "drive",
    "flew": "fly", "flown": "fly", "hurt": "injur", "hurts": "injur", "won": "win",
    "wounded": "wound", "wounding": "wound", "wounds": "wound", "injured": "injur",
    "injuries": "injur", "injury": "injur", "injuring": "injur", "killed": "kill",
    "killing": "kill", "killings": "kill", "kills": "kill",
    # No forms of what their letters come from: a mission is not missing, a station no state.
    "mission": "mission", "missions": "mission", "station": "station", "stations": "station",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as written, its place, and its stem (lower case, suffix removed)."""

    text: str
    span: Span
    stem: str


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a crude stem that makes inflected forms of one word equal.

    A suffix comes off where at least three letters stay; a doubled last consonant is undone.
    Good enough to compare words of two reports, not for showing.
    """
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(low) < 4 or _NUMBER_TAIL.search(low):
        return low
    for suffix, put in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) + len(put) >= 3:
            return _undouble(low[: len(low) - len(suffix)] + put)
    return low


def _undouble(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    return word


def words_of(text: str, span: Span | None = None) -> list[Word]:
    """Return the words of `text`, or of the part in `span`, in order. Linear.

    The words of the texts last asked for are remembered: linking reads each of them many times,
    clause by clause.
    """
    if span is None and len(text) < SHORT:
        return _cut(text, 0, len(text))
    words, starts = _words_of(text)
    if span is None:
        return list(words)
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    # A span that begins or ends inside a word has a part of it.
    if (first and words[first - 1].span.end > span.start) or (
        last and words[last - 1].span.end > span.end
    ):
        return _cut(text, span.start, span.end)
    return list(words[first:last])


@lru_cache(maxsize=PARTS)
def words_in(text: str, span: Span) -> tuple[Word, ...]:
    """Return `words_of` a short part of a text that is read for this part alone.

    Points speak from texts in no order: of most only a clause is wanted.
    """
    return tuple(_cut(text, span.start, span.end))


def word_spans(text: str, span: Span) -> list[Span]:
    """Return where the words of a part of `text` stand, and no more told of them."""
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text, span.start, span.end)]


def low_words(text: str, span: Span) -> list[str]:
    """Return the words of a part of `text` in lower case: those of `words_of` and no more told."""
    return [word.lower() for word in _WORD.findall(text, span.start, span.end)]


@lru_cache(maxsize=TEXTS)
def _words_of(text: str) -> tuple[tuple[Word, ...], list[int]]:
    words = tuple(_cut(text, 0, len(text)))
    return words, [word.span.start for word in words]


def _cut(text: str, start: int, end: int) -> list[Word]:
    return [
        Word(m.group(), Span(m.start(), m.end()), stem(m.group()))
        for m in _WORD.finditer(text, start, end)
    ]


def content_stems(words: Iterable[Word]) -> list[str]:
    """Return the stems of the words that carry meaning: no function or reporting words."""
    return [w.stem for w in words if w.text.lower() not in STOPWORDS and len(w.text) > 1]


def plain_words(text: str) -> tuple[str, ...]:
    """Return the lower-case words of a name or phrase, for exact comparison."""
    return tuple(m.group().lower() for m in _WORD.finditer(text))


def window(words: Sequence[Word], at: int, before: int, after: int) -> tuple[list[str], list[str]]:
    """Return the lower-case words just before and just after place `at`."""
    left = [w.text.lower() for w in words[max(0, at - before) : at]]
    right = [w.text.lower() for w in words[at + 1 : at + 1 + after]]
    return left, right

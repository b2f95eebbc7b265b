"""The words of stories that are told again: what each may give way to, and which stay."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import families, word_set
from whence.records.extraction import Extraction
from whence.records.report import Report

Found = tuple[Report, Extraction]

WORD = re.compile(r"\w+")
_ENDINGS = ("ing", "ed", "ly", "s")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
MONTH_OF = {name[:size]: n for n, name in enumerate(MONTHS, 1) for size in (3, len(name))}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBER_WORDS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
VALUES = {word: value for value, word in enumerate(_NUMBER_WORDS, 2)}
_JOINING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "into",
        "onto",
        "upon",
        "as",
        "and",
        "or",
        "but",
        "if",
        "so",
        "than",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "what",
        "when",
        "where",
        "this",
        "these",
        "those",
        "there",
        "he",
        "she",
        "it",
        "we",
        "they",
        "him",
        "her",
        "them",
        "his",
        "hers",
        "its",
        "our",
        "their",
        "me",
        "my",
        "i",
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "having",
        "do",
        "does",
        "did",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "also",
        "again",
        "still",
        "then",
        "now",
        "here",
        "just",
    ]
)
_KEPT_LISTS = ("stopwords", "say", "media_nouns", "titles", "say_before")


class Vocabulary:
    """The words of some stories: what they may give way to, and which stay."""

    def __init__(self, stories: Iterable[Sequence[Found]], gazetteer: Gazetteer) -> None:
        listed = [pair for story in stories for pair in story]
        self._actor = gazetteer.actor
        self._kept = _kept_words(listed)
        self._media = {
            word
            for item in gazetteer.listed()
            if item.entry.cited_kind is not None
            for name in (item.entry.name, *item.names)
            for word in WORD.findall(name)
        }
        counts = Counter(word for report, _ in listed for word in WORD.findall(report.text))
        self._plain: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._names: dict[tuple[int, bool], list[str]] = defaultdict(list)
        self._lower = {w for w, n in counts.items() if w.islower() and n > counts[w.capitalize()]}
        self._joining: dict[int, list[str]] = defaultdict(list)
        for word in sorted(counts):
            if word in _JOINING:
                self._joining[len(word)] += [word] * counts[word]
            if not self.changes(word):
                continue
            if self.is_name(word):
                self._names[len(word), self._is_state(word)].append(word)
            else:
                self._plain[_class_of(word)] += [word.lower()] * counts[word]

    def changes(self, word: str) -> bool:
        """Say whether a word is told otherwise in another story."""
        if not word.isalpha() or len(word) < 4 or word.lower() in self._kept:
            return False
        return word not in self._media

    def is_name(self, word: str) -> bool:
        """Say whether a word is part of a name and not just the first of a sentence."""
        return word[0].isupper() and word.lower() not in self._lower

    def _is_state(self, word: str) -> bool:
        return self._actor(word) is not None

    def joining(self, word: str) -> Sequence[str]:
        """Return words as "of" and "which" of the same length, each as often as stories have it."""
        return self._joining.get(len(word), ()) if word in _JOINING else ()

    def plain(self, word: str) -> Sequence[str]:
        """Return words of the same length and ending, each as often as the stories have it."""
        return self._plain.get(_class_of(word), (word.lower(),))

    def names(self, word: str) -> Sequence[str]:
        """Return other names of the same length; for a state, states."""
        return self._names.get((len(word), self._is_state(word)), (word,))

    def may_be_made_up(self, word: str) -> bool:
        """Say whether a name may give way to one that nobody bears."""
        return not self._is_state(word) and not word.isupper()


def _kept_words(listed: Iterable[Found]) -> frozenset[str]:
    kept = {word for words in families().values() for word in words}
    kept |= {word.lower() for word in (*MONTHS, *_DAYS, *VALUES)}
    for name in _KEPT_LISTS:
        kept |= word_set(name)
    for _, extraction in listed:
        for quantity in extraction.quantities:
            kept.update(WORD.findall((quantity.unit_text or "").lower()))
    return frozenset(kept)


def _class_of(word: str) -> tuple[int, str]:
    low = word.lower()
    return len(low), next((e for e in _ENDINGS if low.endswith(e)), "")

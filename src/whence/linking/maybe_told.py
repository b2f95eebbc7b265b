"""Whether a text may tell what an account says, though linking found no account of it there.

Nobody is called silent whose words may say it: a sentence that holds most of what an account's
words weigh, each by its rarity, is shown to the reader in its place. An index from words to
sentences keeps the cost at what they share.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from whence.linking.background import rarity
from whence.linking.words import content_stems, words_in
from whence.records.links import Account
from whence.records.report import Report
from whence.records.span import Span

SHARE = 0.55  # of the weight of an account's words that a sentence must hold
FEWEST = 2  # words they must share

_SENTENCE = re.compile(r"[^.!?\n]+")


class Sentences:
    """The sentences of one report by their words; making it reads the text once."""

    def __init__(self, report: Report) -> None:
        self._spans: list[Span] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for paragraph in report.paragraphs:
            for match in _SENTENCE.finditer(report.text, paragraph.start, paragraph.end):
                span = Span(*match.span())
                for word in set(content_stems(words_in(report.text, span))):
                    self._holding[word].append(len(self._spans))
                self._spans.append(span)

    def telling(self, stems: frozenset[str]) -> Span | None:
        """Return the sentence that holds most of these words, None where none holds enough."""
        weight: defaultdict[int, float] = defaultdict(float)
        count: Counter[int] = Counter()
        for word in stems:
            for place in self._holding.get(word, ()):
                weight[place] += rarity(word)
                count[place] += 1
        enough = SHARE * sum(map(rarity, stems))
        told = [n for n in weight if count[n] >= FEWEST and weight[n] >= enough]
        best = max(told, key=lambda n: (weight[n], -n), default=None)
        return None if best is None else self._spans[best]


def stems_of(account: Account, report: Report) -> frozenset[str]:
    """Return the words of an account that carry meaning."""
    return frozenset(
        word for span in account.spans for word in content_stems(words_in(report.text, span))
    )


def first_telling(sentences: Sentences, accounts: Iterable[frozenset[str]]) -> Span | None:
    """Return a sentence that may tell what one of the accounts says."""
    return next((span for stems in accounts if (span := sentences.telling(stems))), None)

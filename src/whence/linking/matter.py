"""What a report is about, as its most telling words: whether two reports are on one matter.

Words are weighed by how often the report has them and how rare they are in news (tf-idf, Salton
and Buckley 1988), against the frequencies of the language, so that nothing is measured over the
pile. Of pairs of reports of one story 98 in 100 are nearer than `ON_ONE_MATTER`, of pairs of two
stories 1 in 100 (docs/accuracy.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from whence.linking.background import rarity
from whence.linking.words import STOPWORDS, words_of
from whence.records.report import Report

TELLING = 32  # words by which a matter is told
DECIMALS = 4  # of how much a word tells
FIRST = 4  # words by which reports on one matter find one another
SOON = 10  # telling words from which a word's first place begins to count against it
LATE = 0.3  # how much
ON_OTHERS = 0.04  # cosine up to which two reports are on other matters
ON_ONE_MATTER = 0.1  # ... and from which they are on one


@dataclass(frozen=True, slots=True)
class Matter:
    """What a report is about.

    `words` are stems and how much each tells; the squares add up to 1. `first` are the few that
    others on the matter most likely have among theirs.
    """

    words: Mapping[str, float] = field(default_factory=dict)
    first: tuple[str, ...] = ()


def matter_of(report: Report) -> Matter:
    """Return what a report is about. Linear in its words."""
    counts, begins = Counter[str](), dict[str, int]()
    for place, stem in enumerate(_telling_stems(report)):
        counts[stem] += 1
        begins.setdefault(stem, place)
    told = {stem: (1 + math.log(n)) * rarity(stem) for stem, n in counts.items()}
    kept = sorted(told, key=lambda stem: (-told[stem], stem))[:TELLING]
    length = math.sqrt(math.fsum(told[stem] ** 2 for stem in kept))
    if not length:
        return Matter()
    # What is told at once is what a report is on; what comes late is its own.
    early = {stem: told[stem] / (1 + LATE * math.log1p(begins[stem] / SOON)) for stem in told}
    first = sorted(early, key=lambda stem: (-early[stem], stem))[:FIRST]
    return Matter({stem: round(told[stem] / length, DECIMALS) for stem in kept}, tuple(first))


def _telling_stems(report: Report) -> Iterator[str]:
    for paragraph in report.paragraphs:
        for word in words_of(report.text, paragraph):
            if _tells(word.text.lower(), word.stem):
                yield word.stem


def _tells(word: str, stem: str) -> bool:
    stops = word in STOPWORDS or stem in STOPWORDS
    return len(word) > 1 and not stops and not word.isdigit()

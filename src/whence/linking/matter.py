"""What a report is about, as its most telling words: whether two reports are on one matter.

Words are weighed by how often the report has them and how rare they are in news (tf-idf, Salton
and Buckley 1988), against the frequencies of the language, so that nothing is measured over the
pile. Of pairs of reports of one story 98 in 100 are nearer than `ON_ONE_MATTER`, of pairs of two
stories 1 in 100 (docs/accuracy.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from whence.linking.background import rarity
from whence.linking.words import STOPWORDS, words_of
from whence.records.report import Report

TELLING = 32  # words by which a matter is told
DECIMALS = 4  # of how much a word tells
ON_OTHERS = 0.04  # cosine up to which two reports are on other matters
ON_ONE_MATTER = 0.1  # ... and from which they are on one

Matter = Mapping[str, float]
"""Stems and how much each tells; the squares add up to 1."""


def matter_of(report: Report) -> Matter:
    """Return what a report is about. Linear in its words."""
    counts = Counter(
        word.stem
        for paragraph in report.paragraphs
        for word in words_of(report.text, paragraph)
        if _tells(word.text.lower(), word.stem)
    )
    told = {stem: (1 + math.log(n)) * rarity(stem) for stem, n in counts.items()}
    kept = sorted(told, key=lambda stem: (-told[stem], stem))[:TELLING]
    length = math.sqrt(math.fsum(told[stem] ** 2 for stem in kept))
    return {stem: round(told[stem] / length, DECIMALS) for stem in kept} if length else {}


def _tells(word: str, stem: str) -> bool:
    stops = word in STOPWORDS or stem in STOPWORDS
    return len(word) > 1 and not stops and not word.isdigit()

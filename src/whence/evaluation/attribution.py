"""Scoring attributions, nested ones included.

Spans are compared as sets of words (runs of letters and digits), so that punctuation at an edge
counts nothing; a found attribution is paired with the gold one whose cue shares most words with
its cue, each at most once. This follows how PARC and PolNeAR are scored, with nesting added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from whence.evaluation.counts import Counts
from whence.evaluation.gold import GoldAttribution, GoldReport
from whence.records.extraction import Attribution, Extraction
from whence.records.span import Spans

Words = frozenset[int]

_WORD = re.compile(r"\w+")
_TITLES = frozenset({"the", "a", "an", "s", "their", "its", "his", "her", "of", "who"})


@dataclass(frozen=True, slots=True)
class AttributionScore:
    """Exact spans by role; `whole`: all three; the rest counts pairs whose cues meet."""

    cue: Counts = field(default_factory=Counts)
    source: Counts = field(default_factory=Counts)
    content: Counts = field(default_factory=Counts)
    whole: Counts = field(default_factory=Counts)
    paired: Counts = field(default_factory=Counts)
    content_words: Counts = field(default_factory=Counts)
    nesting: Counts = field(default_factory=Counts)
    speaker: Counts = field(default_factory=Counts)
    stance: Counts = field(default_factory=Counts)
    quote: Counts = field(default_factory=Counts)

    def __add__(self, other: AttributionScore) -> AttributionScore:
        return AttributionScore(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__slots__}
        )


def score_attributions(extraction: Extraction, gold: GoldReport) -> AttributionScore:
    """Score the attributions found in one report.

    `speaker`, `stance` and `quote` are shares of the gold attributions; a speaker is right when
    its name shares a telling word with the gold one. `nesting` counts attributions inside
    another: a hit has the right parent.
    """
    pairs = _pair(extraction.attributions, gold)
    spans = {role: _role_counts(role, pairs, extraction, gold) for role in _ROLES}
    size = (len(extraction.attributions), len(gold.attributions))
    right = [_right(found, wanted, gold.text) for found, wanted in pairs]
    return AttributionScore(
        **spans,
        whole=Counts(sum(all(r.values()) for r in right), *size),
        paired=Counts(len(pairs), *size),
        content_words=_content_words(pairs, extraction, gold),
        nesting=_nesting(pairs, extraction, gold),
        speaker=Counts(sum(_same_speaker(f, g) for f, g in pairs), *size),
        stance=Counts(sum(f.stance is g.stance for f, g in pairs), *size),
        quote=Counts(sum(f.quote is g.quote for f, g in pairs), *size),
    )


_ROLES = ("cue", "source", "content")
Pair = tuple[Attribution, GoldAttribution]


def words_in(spans: Spans, text: str) -> Words:
    """Return the offsets of the words of `text` that begin in `spans`."""
    return frozenset(
        span.start + match.start() for span in spans for match in _WORD.finditer(span.of(text))
    )


def _pair(found: Sequence[Attribution], gold: GoldReport) -> list[Pair]:
    """Pair by most words shared by the cues, then by those shared by the contents."""
    scored = []
    for f, one in enumerate(found):
        for g, other in enumerate(gold.attributions):
            cue = len(words_in(one.cue, gold.text) & words_in(other.cue, gold.text))
            if cue:
                content = words_in(one.content, gold.text) & words_in(other.content, gold.text)
                scored.append((-cue, -len(content), f, g))
    pairs: dict[int, int] = {}
    for _, _, f, g in sorted(scored):
        if f not in pairs and g not in pairs.values():
            pairs[f] = g
    return [(found[f], gold.attributions[g]) for f, g in sorted(pairs.items())]


def _right(found: Attribution, wanted: GoldAttribution, text: str) -> dict[str, bool]:
    return {
        role: words_in(getattr(found, role), text) == words_in(getattr(wanted, role), text)
        for role in _ROLES
    }


def _role_counts(
    role: str, pairs: Sequence[Pair], extraction: Extraction, gold: GoldReport
) -> Counts:
    hits = sum(
        bool(getattr(wanted, role)) and _right(found, wanted, gold.text)[role]
        for found, wanted in pairs
    )
    return Counts(
        hits,
        sum(bool(getattr(a, role)) for a in extraction.attributions),
        sum(bool(getattr(a, role)) for a in gold.attributions),
    )


def _content_words(pairs: Sequence[Pair], extraction: Extraction, gold: GoldReport) -> Counts:
    text = gold.text
    hit = sum(len(words_in(f.content, text) & words_in(g.content, text)) for f, g in pairs)
    return Counts(
        hit,
        sum(len(words_in(a.content, text)) for a in extraction.attributions),
        sum(len(words_in(a.content, text)) for a in gold.attributions),
    )


def _nesting(pairs: Sequence[Pair], extraction: Extraction, gold: GoldReport) -> Counts:
    counterpart = {found.id: wanted.id for found, wanted in pairs}
    hit = sum(
        wanted.parent is not None
        and found.parent is not None
        and counterpart.get(found.parent) == wanted.parent
        for found, wanted in pairs
    )
    return Counts(
        hit,
        sum(a.parent is not None for a in extraction.attributions),
        sum(a.parent is not None for a in gold.attributions),
    )


def _same_speaker(found: Attribution, wanted: GoldAttribution) -> bool:
    one, other = (_telling(name) for name in (found.speaker_name, wanted.speaker))
    return bool(one & other) and len(one & other) * 2 >= min(len(one), len(other))


def _telling(name: str | None) -> set[str]:
    words = {word.casefold() for word in _WORD.findall(name or "")}
    return words - _TITLES or words

"""Words of distance and of opinion: their marks in a text, and what the margin says of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from whence.records.extraction import Extraction, Statement, Tone
from whence.records.span import Span
from whence.views.marking import Layer
from whence.views.wording import shortened, sub_anchor, who_keeps

# Longer words are shortened in the margin: they stand in the text in full.
WORDS_LENGTH = 60


@dataclass(frozen=True, slots=True)
class WordsView:
    """Words a note points to: what they show, the words, the place where they stand."""

    shows: str
    words: str
    kind: str
    href: str


def word_layers(text: str, extraction: Extraction, anchor: str) -> list[Layer]:
    """Return the marks of words that keep a distance and of words that show an opinion."""
    by_id = {a.id: a for a in extraction.attributions}
    layers = [
        Layer(
            distance.span,
            "distance",
            sub_anchor(anchor, f"d{number}"),
            title=f"{distance.kind}: distance kept by {who_keeps(distance, by_id)}",
        )
        for number, distance in enumerate(extraction.distances, 1)
    ]
    for number, statement in _opinions(extraction):
        layers += _opinion_layers(text, statement, sub_anchor(anchor, f"o{number}"))
    return layers


def distances_of_speakers(
    text: str, extraction: Extraction, anchor: str
) -> dict[str, tuple[WordsView, ...]]:
    """Return the words by which each speaker keeps a distance, by the attribution's id."""
    found: defaultdict[str, list[WordsView]] = defaultdict(list)
    for _, by, view in _distances(text, extraction, anchor):
        if by is not None:
            found[by].append(view)
    return {by: tuple(views) for by, views in found.items()}


def own_words(text: str, extraction: Extraction, anchor: str) -> list[tuple[int, WordsView]]:
    """Return the report's own words of distance and opinion, each with its offset."""
    found = [
        (start, view) for start, by, view in _distances(text, extraction, anchor) if by is None
    ]
    for number, statement in _opinions(extraction):
        words = shortened(statement.why or "", WORDS_LENGTH)
        href = f"#{sub_anchor(anchor, f'o{number}')}"
        found.append((statement.span.start, WordsView("opinion", words, "opinion", href)))
    return sorted(found, key=lambda pair: pair[0])


def _distances(
    text: str, extraction: Extraction, anchor: str
) -> Iterator[tuple[int, str | None, WordsView]]:
    """Yield each word of distance with its offset and the attribution whose speaker keeps it."""
    known = {a.id for a in extraction.attributions}
    for number, distance in enumerate(extraction.distances, 1):
        view = WordsView(
            shows=f"distance, {distance.kind}",
            words=shortened(distance.span.of(text), WORDS_LENGTH),
            kind="distance",
            href=f"#{sub_anchor(anchor, f'd{number}')}",
        )
        yield distance.span.start, distance.by if distance.by in known else None, view


def _opinions(extraction: Extraction) -> list[tuple[int, Statement]]:
    opinions = [s for s in extraction.statements if s.tone is Tone.OPINION]
    return list(enumerate(opinions, 1))


def _opinion_layers(text: str, statement: Statement, anchor: str) -> list[Layer]:
    """Return the marks of the words that show an opinion; the anchor stands at the first.

    Where none is found, the anchor stands at the sentence and nothing is marked.
    """
    start = statement.span.start
    spans = _shown_by(text, statement) or [Span(start, start)]
    title = "opinion, in the report's own voice"
    return [
        Layer(span, "opinion", None if number else anchor, title=title)
        for number, span in enumerate(spans)
    ]


def _shown_by(text: str, statement: Statement) -> list[Span]:
    """Return where the words stand that show the opinion; `why` parts them by commas."""
    sentence, start = statement.span.of(text), statement.span.start
    found = (_pattern(words).search(sentence) for words in (statement.why or "").split(", "))
    return sorted(Span(start + m.start(), start + m.end()) for m in found if m and m.group())


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds `words` as whole words, in any case; an ellipsis stands for any others."""
    parts = (r"\s+".join(map(re.escape, part.split())) for part in words.split("…"))
    spaced = ".*?".join(parts)
    before, after = r"(?<!\w)" * words[:1].isalnum(), r"(?!\w)" * words[-1:].isalnum()
    return re.compile(f"{before}{spaced}{after}", re.IGNORECASE | re.DOTALL)

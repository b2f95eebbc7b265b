"""Helpers: spans of words in invented texts, names and casts made by hand."""

from __future__ import annotations

from whence.extraction.cast import Cast
from whence.extraction.coreference import join_names
from whence.extraction.names import Name
from whence.extraction.people import People
from whence.extraction.sentences import split_sentences
from whence.records.extraction import EntityType
from whence.records.span import Span

KINDS = {
    "P": EntityType.PERSON,
    "O": EntityType.ORGANIZATION,
    "L": EntityType.PLACE,
    "G": EntityType.GROUP,
}


def at(text: str, words: str, number: int = 0) -> Span:
    """Return the span of the `number`-th occurrence of `words`."""
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def paragraphs_of(text: str) -> tuple[Span, ...]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


def names_of(text: str, **kinds: list[str]) -> tuple[Name, ...]:
    """Return every occurrence of the given names, keyed by the letter of their type."""
    found: dict[Span, Name] = {}
    for letter, words in kinds.items():
        for name in sorted(words, key=len, reverse=True):
            for number in range(text.count(name)):
                span = at(text, name, number)
                if not any(span.overlaps(other) for other in found):
                    found[span] = Name(span, KINDS[letter], 1.0)
    return tuple(found[span] for span in sorted(found))


def cast_of(text: str, author: str | None = None, **kinds: list[str]) -> Cast:
    mentions, entities = join_names(text, names_of(text, **kinds))
    return Cast(
        text=text,
        sentences=split_sentences(text, paragraphs_of(text)),
        mentions=mentions,
        entities={entity.id: entity for entity in entities},
        people=People(text, mentions, entities),
        author=author,
    )

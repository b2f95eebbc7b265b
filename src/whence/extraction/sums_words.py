"""A report's figures by sentence, and the words between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from whence.records.extraction import Quantity
from whence.records.span import Span, Spans


class Figures:
    """The figures of one report in order, ready for asking what stands where."""

    def __init__(self, text: str, sentences: Spans, quantities: Sequence[Quantity]) -> None:
        self.text = text
        self.quantities = sorted(quantities, key=lambda quantity: quantity.span)
        self._starts = [quantity.span.start for quantity in self.quantities]
        self._sentences = sentences
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._by_span = {quantity.span: quantity for quantity in self.quantities}

    @property
    def sentence_count(self) -> int:
        """Return how many sentences there are."""
        return len(self._sentences)

    def at(self, span: Span | None) -> Quantity | None:
        """Return the figure with this very span."""
        return self._by_span.get(span) if span is not None else None

    def after(self, position: int) -> Quantity | None:
        """Return the first figure that begins at `position` or behind it."""
        place = bisect_left(self._starts, position)
        return self.quantities[place] if place < len(self.quantities) else None

    def following(self, position: int, most: int) -> Sequence[Quantity]:
        """Return the next few figures that begin at `position` or behind it."""
        place = bisect_left(self._starts, position)
        return self.quantities[place : place + most]

    def sentence(self, number: int) -> Span:
        """Return a sentence; one beyond the last is empty."""
        return self._sentences[number] if 0 <= number < len(self._sentences) else Span(0, 0)

    def number_of(self, quantity: Quantity) -> int:
        """Return which sentence a figure stands in."""
        return max(0, bisect_right(self._sentence_starts, quantity.span.start) - 1)

    def inside(self, number: int) -> list[Quantity]:
        """Return the figures of a sentence, in order."""
        home = self.sentence(number)
        first = bisect_left(self._starts, home.start)
        return self.quantities[first : bisect_left(self._starts, home.end)]


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def words_between(text: str, start: int, end: int, pattern: str) -> Spans:
    """Return the span of the first whole words between two places that match, or nothing."""
    return signs_between(text, start, end, rf"(?<!\w)(?:{pattern})(?!\w)")


def signs_between(text: str, start: int, end: int, pattern: str) -> Spans:
    """Return the span of the first match between two places, or nothing."""
    found = _pattern(pattern).search(text, start, max(start, end))
    return (Span(*found.span()),) if found is not None and found.end() > found.start() else ()


def words_before(text: str, position: int, reach: int, pattern: str) -> Spans:
    """Return the span of words that end right before a place, articles and bounds between."""
    filler = r"(?:\W+(?:the|some|about|a|an|its|their|his|those|these|over|nearly))*\W*$"
    found = _pattern(rf"\b({pattern})\b{filler}").search(text, max(0, position - reach), position)
    return (Span(*found.span(1)),) if found is not None else ()


def words_in(gap: str, pattern: str) -> bool:
    """Say whether a stretch of text is nothing but a pattern."""
    return any(_pattern(pattern).fullmatch(gap.strip(" ") + end) for end in (" ", ""))


def said(text: str, quantity: Quantity) -> str:
    """Return a figure as written, on one line."""
    return " ".join(quantity.span.of(text).split())

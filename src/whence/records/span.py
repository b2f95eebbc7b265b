"""Half-open character ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of characters; `0 <= start <= end`.

    Two spans are equal when both ends are; they sort by start, then end.
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` in this range."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """Return the range moved by `by` characters."""
        return Span(self.start + by, self.end + by)

    def pair(self) -> list[int]:
        """Return `[start, end]`, the form spans take in JSON."""
        return [self.start, self.end]


Spans = tuple[Span, ...]


def cover(spans: Iterable[Span]) -> Span:
    """Return the smallest span that holds all of `spans` (at least one).

    Raises `ValueError` when there are none.
    """
    listed = list(spans)
    if not listed:
        raise ValueError("cover() needs at least one span")
    return Span(min(s.start for s in listed), max(s.end for s in listed))


def join_text(spans: Iterable[Span], text: str) -> str:
    """Return the words of several spans, in order, joined by ` … ` where they part."""
    return " … ".join(span.of(text) for span in spans)

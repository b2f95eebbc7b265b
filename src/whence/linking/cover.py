"""Spans with what they stand for, to find those in or across a range."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from whence.records.span import Span

T = TypeVar("T")


class Cover(Generic[T]):
    """An index over spans. Building sorts them; a question costs what it finds."""

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [span.start for span, _ in self._items]
        self._reach: list[int] = []
        for span, _ in self._items:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def inside(self, span: Span) -> Iterator[T]:
        """Yield what lies wholly inside `span`, in order."""
        at = bisect_right(self._starts, span.start - 1)
        while at < len(self._items) and self._items[at][0].start < span.end:
            if span.contains(self._items[at][0]):
                yield self._items[at][1]
            at += 1

    def touching(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Yield what overlaps `span`, walking back while an earlier span still reaches it."""
        at = bisect_right(self._starts, span.end - 1) - 1
        while at >= 0 and self._reach[at] > span.start:
            if self._items[at][0].overlaps(span):
                yield self._items[at]
            at -= 1

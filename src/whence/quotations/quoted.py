"""How much of a stretch of text is quoted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from whence.quotations.finding import Quote
from whence.records.span import Span, Spans


class QuotedText:
    """Which characters of a text stand inside quotation marks."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._outer = [quote.outer for quote in outermost_quotes(quotes)]
        self._starts = [span.start for span in self._outer]
        self._before = [0, *accumulate(len(span) for span in self._outer)]

    def count(self, spans: Spans) -> int:
        """Return how many characters of `spans` are quoted, marks included."""
        return sum(self._up_to(span.end) - self._up_to(span.start) for span in spans)

    def holds(self, span: Span) -> bool:
        """Say whether every character of `span` is quoted."""
        return self.count((span,)) >= len(span)

    def _up_to(self, place: int) -> int:
        index = bisect_right(self._starts, place)
        if not index:
            return 0
        last = self._outer[index - 1]
        return self._before[index - 1] + min(place, last.end) - last.start


def outermost_quotes(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotations that lie in no other, in order."""
    return tuple(quote for quote in quotes if quote.depth == 0)

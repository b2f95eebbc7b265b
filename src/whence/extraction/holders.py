"""Holders: which attribution's content a place in the text lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from whence.records.extraction import Attribution
from whence.records.span import Span

_LOOKED_AT = 60
"""Contents that begin before a place and are looked at: no report nests so deep."""


class Holders:
    """The contents of one report's attributions, ready for asking what holds a span."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        held = sorted(
            ((span, sum(map(len, a.content)), a) for a in attributions for span in a.content),
            key=lambda one: (one[0], one[1], one[2].id),
        )
        self._held = held
        self._starts = [span.start for span, _, _ in held]
        self._reach = list(accumulate((span.end for span, _, _ in held), max))

    def around(self, span: Span) -> Sequence[Attribution]:
        """Return the attributions that hold all of `span` in one content span, innermost first."""
        found: list[tuple[int, str, Attribution]] = []
        last = bisect_right(self._starts, span.start) - 1
        for index in range(last, max(-1, last - _LOOKED_AT), -1):
            if self._reach[index] < span.end:
                break
            content, size, attribution = self._held[index]
            if content.contains(span):
                found.append((size, attribution.id, attribution))
        return [attribution for _, _, attribution in sorted(found, key=lambda one: one[:2])]

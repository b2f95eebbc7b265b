"""Pairing found spans with gold ones."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records.span import Span


def shared(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def pair_spans(found: Sequence[Span], gold: Sequence[Span]) -> list[tuple[int, int]]:
    """Pair overlapping spans, the largest overlap first, each span at most once.

    Returns (index in `found`, index in `gold`) pairs in the order of `found`.
    """
    scored = sorted(
        (-shared(one, other), f, g)
        for f, one in enumerate(found)
        for g, other in enumerate(gold)
        if one.overlaps(other)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, f, g in scored:
        if f not in pairs and g not in taken:
            pairs[f] = g
            taken.add(g)
    return sorted(pairs.items())

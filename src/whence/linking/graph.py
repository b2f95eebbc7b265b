"""Which statements are clustered together: pieces of the graph of likely pairs, bounded in size.

A piece is what hangs together at the bar. Where that is too large to be clustered at once, the
bar is raised step by step until what holds the statement is small enough. A piece is found from
any of its statements alone, by walking at most `MAX_TOGETHER` of them a step, so that an addition
touches its own pieces and no others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from whence.linking.features import SUREST

MAX_TOGETHER = 128  # most statements clustered at once
FIRST_STEP = 0.05  # by which the bar is first raised; later steps are longer
FREE_BITS = 3  # at the end of a statement's number, the same in all of them
STEPS = 48  # raises of the bar before a piece is parted by the statements' numbers


class Graph(Protocol):
    """Which statements are likely paired."""

    def fetch_edges(self, numbers: Collection[int]) -> None:
        """Say whose pairs are asked for next, so that they can be read together."""
        ...

    def edges(self, number: int) -> Mapping[int, float]:
        """Return what one statement is likely paired with, and the scores."""
        ...


def piece_of(node: int, graph: Graph, bar: float, crowded: dict[int, int]) -> list[int]:
    """Return the piece that holds `node`, sorted; `graph` has the pairs that reach the bar.

    `crowded` notes for nodes the first step at which their piece may be small enough: what is too
    much for one is too much for all that was found with it. Give the same to every call while the
    graph stays as it is.
    """
    step = crowded.get(node, 0)
    while True:
        found = _walk(node, graph, step, bar)
        if len(found) <= MAX_TOGETHER:
            return sorted(found)
        step += 1
        crowded.update((other, step) for other in found if crowded.get(other, 0) < step)


def _walk(start: int, graph: Graph, step: int, bar: float) -> set[int]:
    """Return what hangs together with `start` at a step, not all of it where that is too much."""
    raised = min(step, STEPS)
    floor = min(bar + FIRST_STEP * raised * (1 + raised / 16), SUREST)
    # Even at the highest bar too many may hang together, as near copies of one sentence do. They
    # are parted by number, one binary digit a step.
    digits = ((1 << max(0, step - STEPS)) - 1) << FREE_BITS
    found, front = {start}, [start]
    while front and len(found) <= MAX_TOGETHER:
        graph.fetch_edges(front)
        ahead = []
        for node in front:
            for other, score in graph.edges(node).items():
                if score >= floor and other not in found and not (node ^ other) & digits:
                    found.add(other)
                    ahead.append(other)
            if len(found) > MAX_TOGETHER:
                break
        front = ahead
    return found

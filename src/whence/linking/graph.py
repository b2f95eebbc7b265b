"""Which statements are clustered together: pieces of the graph of likely pairs, bounded in size.

A piece is what hangs together at the bar. Where that is too large to be clustered at once, the
bar is raised step by step until what holds the statement is small enough. A piece is found from
any of its statements alone, by walking at most `MAX_TOGETHER` of them a step, so that an addition
touches its own pieces and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from whence.linking.features import SUREST

MAX_TOGETHER = 128  # most statements clustered at once
FIRST_STEP = 0.05  # by which the bar is first raised; later steps are longer
STEPS = 48  # raises of the bar before a piece is parted by the statements' numbers

Edges = Mapping[int, float]
"""What one statement is likely paired with, and the score."""


def piece_of(node: int, edges_of: Callable[[int], Edges], bar: float) -> list[int]:
    """Return the piece that holds `node`, sorted; `edges_of` gives a node's pairs at the bar."""
    step = 0
    while True:
        found = _walk(node, edges_of, step, bar)
        if found is not None:
            return sorted(found)
        step += 1


def _walk(start: int, edges_of: Callable[[int], Edges], step: int, bar: float) -> set[int] | None:
    """Return what hangs together with `start` at a step, None where that is too much."""
    raised = min(step, STEPS)
    floor = min(bar + FIRST_STEP * raised * (1 + raised / 16), SUREST)
    # Even at the highest bar too many may hang together, as near copies of one sentence do. They
    # are parted by number, one binary digit a step.
    digits = (1 << max(0, step - STEPS)) - 1
    found, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for other, score in edges_of(node).items():
            if score >= floor and other not in found and not (node ^ other) & digits:
                found.add(other)
                waiting.append(other)
        if len(found) > MAX_TOGETHER:
            return None
    return found


def pieces(edges: Mapping[tuple[int, int], float], bar: float) -> Iterable[list[int]]:
    """Yield all pieces of a graph in memory, each once, by their smallest items."""
    beside: dict[int, dict[int, float]] = {}
    for (a, b), score in edges.items():
        beside.setdefault(a, {})[b] = score
        beside.setdefault(b, {})[a] = score
    seen: set[int] = set()
    for node in sorted(beside):
        if node not in seen:
            found = piece_of(node, lambda n: beside[n], bar)
            seen.update(found)
            yield found

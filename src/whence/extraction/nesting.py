"""Nesting: which attribution lies in another's content."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records.span import Span, Spans, cover

_HELD_SHARE = 0.5
"""An attribution nests where at least this share of its content lies in the other's."""

_MOST_HOLDERS = 60
"""Contents open at one place beyond this many are not looked at: no report nests so deep."""


_CITINGS = ("citing", "quoting")


def find_parents(cues: Sequence[Spans], contents: Sequence[Spans]) -> list[int | None]:
    """Return for each attribution the index of the one whose content holds it, or None.

    An attribution lies in another when its cue stands in one of the other's content spans, most
    of its content does, and it does not itself hold the other's cue. Of several holders the one
    with the shortest content wins. Holders are swept in text order, so the work grows with depth,
    not with length squared.
    """
    holders = sorted(
        (span.start, span.end, index) for index, spans in enumerate(contents) for span in spans
    )
    order = sorted((_place(spans), index) for index, spans in enumerate(cues) if spans)
    sizes = [sum(len(span) for span in spans) for spans in contents]
    parents: list[int | None] = [None] * len(cues)
    active: list[tuple[int, int]] = []
    upcoming = 0
    for place, index in order:
        while upcoming < len(holders) and holders[upcoming][0] <= place.start:
            active.append((holders[upcoming][1], holders[upcoming][2]))
            upcoming += 1
        active = [(end, holder) for end, holder in active if end > place.start][-_MOST_HOLDERS:]
        fitting = [
            holder
            for end, holder in active
            if holder != index
            and end >= place.end
            and not _holds(contents[index], cues[holder])
            and _share(contents[index], contents[holder]) >= _HELD_SHARE
        ]
        if fitting:
            parents[index] = min(fitting, key=lambda holder: (sizes[holder], holder))
    return _without_cycles(parents)


def lay_citings(
    text: str, cues: Sequence[Spans], contents: Sequence[Spans], parents: Sequence[int | None]
) -> list[int | None]:
    """Return `parents` with every citing laid in the attribution whose content it shares.

    In "the Post, citing two officials, reported that X" the cue "citing" stands outside X, and
    still the officials' word reaches the reader by way of the Post (see `citing`).
    """
    reported: dict[Spans, int] = {}
    for index, (cue, content) in enumerate(zip(cues, contents, strict=True)):
        if content and not is_citing(text, cue):
            reported.setdefault(content, index)
    return [
        reported.get(content, parent) if is_citing(text, cue) else parent
        for cue, content, parent in zip(cues, contents, parents, strict=True)
    ]


def is_citing(text: str, cue: Spans) -> bool:
    """Say whether a cue is "citing" or "quoting" and nothing else."""
    return len(cue) == 1 and cue[0].of(text).lower() in _CITINGS


def _share(inner: Spans, outer: Spans) -> float:
    """Return how much of `inner` lies in `outer`; all of it where `inner` is empty."""
    total = sum(len(span) for span in inner)
    held = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in inner for b in outer)
    return held / total if total else 1.0


def _place(cue: Spans) -> Span:
    return cover(cue)


def _holds(content: Spans, cue: Spans) -> bool:
    return bool(cue) and any(span.contains(cue[0]) for span in content)


def _without_cycles(parents: list[int | None]) -> list[int | None]:
    """Cut the link that would close a ring (two attributions that hold each other)."""
    settled: set[int] = set()
    for begin in range(len(parents)):
        path: list[int] = []
        on_path: set[int] = set()
        at: int | None = begin
        while at is not None and at not in settled and at not in on_path:
            path.append(at)
            on_path.add(at)
            at = parents[at]
        if at is not None and at in on_path:
            parents[path[-1]] = None
        settled |= on_path
    return parents

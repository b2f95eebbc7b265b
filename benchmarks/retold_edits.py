"""Texts with parts of them put otherwise, and what was found in them carried along."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass, replace
from functools import lru_cache
from typing import Any

from whence.records.extraction import Extraction
from whence.records.span import Span

Edit = tuple[int, int, str]
"""Characters `[start, end)` of a text, and what stands in their place."""

_PLAIN = frozenset((str, bytes, int, float, bool, type(None)))


class Edited:
    """A text with parts of it put otherwise, and where its places went."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        """Take edits in order of place, none overlapping."""
        self._starts = [start for start, _, _ in edits]
        self._ends = [end for _, end, _ in edits]
        self._moves, moved, parts, at = [0], 0, list[str](), 0
        for start, end, put in edits:
            parts += (text[at:start], put)
            moved += len(put) - (end - start)
            self._moves.append(moved)
            at = end
        self.text = "".join([*parts, text[at:]])

    def span(self, span: Span) -> Span:
        """Return where a span stands now."""
        first = bisect_right(self._ends, span.start)  # edits that end before it
        start = span.start
        if first < len(self._starts) and self._starts[first] < start:
            start = self._starts[first]
        last = bisect_left(self._starts, span.end)  # edits that begin before its end
        end = span.end
        if last and self._ends[last - 1] > end:
            end = self._ends[last - 1]
        start += self._moves[first]
        return Span(start, max(start, end + self._moves[last]))

    def carried(self, value: Any) -> Any:
        """Return a record, or records, with every span carried over."""
        if type(value) is Span:
            return self.span(value)
        if type(value) is tuple:
            return tuple(map(self.carried, value))
        names = _fields(type(value))  # type: ignore[arg-type]
        if not names:
            return value
        held = {name: getattr(value, name) for name in names}
        moved = {n: self.carried(part) for n, part in held.items() if type(part) not in _PLAIN}
        return type(value)(**(held | moved))


@lru_cache(maxsize=64)
def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind)) if is_dataclass(kind) else ()


@dataclass
class Taken:
    """Edits none of which may overlap another: the first of those that do stands."""

    edits: list[Edit]

    def __post_init__(self) -> None:
        kept: list[Edit] = []
        for edit in self.edits:
            if not any(edit[0] < end and start < edit[1] for start, end, _ in kept):
                kept.append(edit)
        self.edits = sorted(kept)
        self._starts = [start for start, _, _ in self.edits]

    def touches(self, start: int, end: int) -> bool:
        """Say whether one of the edits touches these characters."""
        before = bisect_left(self._starts, end)
        return before > 0 and self.edits[before - 1][1] > start


def without(found: Extraction, lost: Sequence[Span]) -> Extraction:
    """Leave out all that was found in sentences that a report loses."""
    if not lost:
        return replace(found, sums=())

    def stays(span: Span) -> bool:
        return not any(span.overlaps(gone) for gone in lost)

    kept = [a for a in found.attributions if all(map(stays, (*a.source, *a.cue, *a.content)))]
    held = {a.id for a in kept}
    mentions = tuple(m for m in found.mentions if stays(m.span))
    named = {m.entity for m in mentions} | {a.speaker for a in kept}
    quantities = tuple(q for q in found.quantities if stays(q.span))
    return replace(
        found,
        sentences=tuple(s for s in found.sentences if stays(s.span)),
        attributions=tuple(replace(a, parent=a.parent if a.parent in held else None) for a in kept),
        mentions=mentions,
        entities=tuple(e for e in found.entities if e.id in named),
        times=tuple(t for t in found.times if stays(t.span)),
        quantities=tuple(replace(q, by=q.by if q.by in held else None) for q in quantities),
        sums=(),
        distances=tuple(d for d in found.distances if stays(d.span) and (d.by in held or not d.by)),
        statements=tuple(s for s in found.statements if stays(s.span)),
    )

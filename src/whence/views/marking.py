"""Marking a text with layers that may nest, cross and repeat, as a flat row of segments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.records.span import Span


@dataclass(frozen=True, slots=True)
class Layer:
    """One range to mark. `kind` is what it is marked as.

    `anchor` is the id links land on, at its start; `note` the number of its note, shown at its
    end; `title` says of its words what their mark alone does not.
    """

    span: Span
    kind: str
    anchor: str | None = None
    note: int | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text in which nothing begins or ends.

    `kinds` are the kinds of the layers over it, sorted, `titles` what they say, sorted; `anchors`
    those that begin here; `notes` the numbers of those that end here.
    """

    span: Span
    text: str
    kinds: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()


def mark(text: str, layers: Iterable[Layer], cuts: Iterable[int] = ()) -> list[Segment]:
    """Cut `text` at every layer's ends and at every offset of `cuts`.

    Layers are clipped to the text; an empty one marks nothing but keeps its anchor and its note.
    The segments' texts joined are the text; an empty segment stands at the end only where an
    anchor has no character to sit on. One sweep over the boundaries, O(n log n) in the layers.
    """
    clipped = [(_clip(layer.span, len(text)), layer) for layer in layers]
    begins: defaultdict[int, list[Layer]] = defaultdict(list)
    ends: defaultdict[int, list[Layer]] = defaultdict(list)
    for span, layer in clipped:
        begins[span.start].append(layer)
        ends[span.end].append(layer)
    inner = {cut for cut in cuts if 0 < cut < len(text)}
    bounds = sorted({0, len(text), *begins, *ends} | inner)
    segments: list[Segment] = []
    kinds: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for start, end in pairwise(bounds):
        _pass(kinds, titles, begins[start], ends[start])
        segments.append(
            Segment(
                span=Span(start, end),
                text=text[start:end],
                kinds=_over(kinds),
                anchors=_anchors(begins[start]),
                notes=_notes(ends[end]),
                titles=_over(titles),
            )
        )
    return segments + _without_room(text, begins[len(text)], segments)


def _pass(
    kinds: Counter[str], titles: Counter[str], begin: Sequence[Layer], end: Sequence[Layer]
) -> None:
    """Bring what lies over the text up to date where layers end and begin."""
    kinds.subtract(layer.kind for layer in end)
    kinds.update(layer.kind for layer in begin)
    titles.update(layer.title for layer in begin if layer.title)
    for layer in end:
        if layer.title:
            titles[layer.title] -= 1
            # There may be many different ones: none is carried along once it is past.
            if not titles[layer.title]:
                del titles[layer.title]


def _over(active: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name, count in active.items() if count > 0))


def _clip(span: Span, length: int) -> Span:
    start = min(max(span.start, 0), length)
    return Span(start, min(max(span.end, start), length))


def _anchors(layers: Sequence[Layer]) -> tuple[str, ...]:
    return tuple(layer.anchor for layer in layers if layer.anchor is not None)


def _notes(layers: Sequence[Layer]) -> tuple[int, ...]:
    return tuple(sorted(layer.note for layer in layers if layer.note is not None))


def _without_room(text: str, late: Sequence[Layer], segments: list[Segment]) -> list[Segment]:
    """Return an empty last segment for anchors that stand at or after the end of the text."""
    anchors = _anchors(late)
    if not anchors:
        return []
    notes = () if segments else _notes(late)
    return [Segment(span=Span(len(text), len(text)), text="", anchors=anchors, notes=notes)]

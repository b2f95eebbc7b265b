"""Names read as one that are two: two places, a player and the team."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from whence.extraction.names import Name, drop_leading
from whence.records.extraction import EntityType
from whence.records.span import Span

_TWO_PLACES = re.compile(r"(.+?)(?: and |, )([A-Z].+)", re.DOTALL)


def part_places(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with two places read as one parted: "Harn and Port Ella", "Ella, Harn".

    Only where the text names one of the two by itself.
    """
    alone = {name.span.of(text) for name in names}
    return tuple(part for name in names for part in _parted(text, name, alone))


def _parted(text: str, name: Name, alone: Container[str]) -> Iterator[Name]:
    parts = _TWO_PLACES.fullmatch(name.span.of(text)) if name.type is EntityType.PLACE else None
    if parts and (parts[1] in alone or parts[2] in alone):
        yield replace(name, span=Span(name.span.start, name.span.start + parts.end(1)))
        yield replace(name, span=Span(name.span.start + parts.start(2), name.span.end))
    else:
        yield name


def part_from_bodies(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with persons bare of the body they are of: "Rovers Jamal Bell".

    Only where what is left is a name of two words, and the text names that body by itself.
    """
    persons = {name.span.of(text) for name in names if name.type is EntityType.PERSON}
    bodies = {
        words.split()[-1]
        for name in names
        if name.type is not EntityType.PERSON and (words := name.span.of(text))
    } - persons
    return tuple(
        replace(name, span=_without_body(text, name.span, bodies))
        if name.type is EntityType.PERSON
        else name
        for name in names
    )


def _without_body(text: str, span: Span, bodies: Container[str]) -> Span:
    first, _, rest = span.of(text).partition(" ")
    if first not in bodies or " " not in rest:
        return span
    return Span(*drop_leading(text, span.end - len(rest), span.end, EntityType.PERSON))

"""Names read as one that are two, or with words beside them: two places, a player and the team."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from whence.extraction.lexicon import word_sets
from whence.extraction.names import Name, drop_leading, without_overlaps
from whence.extraction.shapes import is_headline
from whence.records.extraction import EntityType
from whence.records.span import Span

_TWO_PLACES = re.compile(r"(.+?)(?: and |, )([A-Z].+)", re.DOTALL)


_PIECE = re.compile(r"\S+")
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


def part_from_neighbours(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` without the words around them that were read with them.

    Lower-case words and days at either end ("Harn Rail strike", "Harn Rail Monday") and, in a
    headline, what has a capital behind two words ("Ada Bell Checks Out"). Only where the text has
    what is left as a name elsewhere, and in a headline nowhere what was read.
    """
    known = Counter(name.span.of(text) for name in names)
    return without_overlaps(
        replace(name, span=_without_neighbours(text, name, known)) for name in names
    )


def _without_neighbours(text: str, name: Name, known: Counter[str]) -> Span:
    span = name.span
    pieces = [Span(*m.span()) for m in _PIECE.finditer(text, span.start, span.end)]
    if len(pieces) < 2 or name.type is EntityType.EVENT:
        return span
    first, last = 0, len(pieces)
    while last > 1 and _is_beside(pieces[last - 1].of(text)):
        last -= 1
    while first < last - 1 and _is_plain(pieces[first].of(text)):
        first += 1
    bare = Span(pieces[first].start, pieces[last - 1].end)
    if bare != span:
        return bare if bare.of(text) in known else span
    if not is_headline(_line_of(text, span)) or text.lower().count(span.of(text).lower()) > 1:
        return span
    parts = (Span(span.start, piece.end) for piece in pieces[-2:0:-1])
    return next((part for part in parts if part.of(text) in known), span)


def _is_beside(word: str) -> bool:
    """Say whether a word says of a name what it is not: no body of it and no place."""
    heads = word_sets("state_bodies")["heads"]
    return (_is_plain(word) and word not in heads) or _DAY.fullmatch(word) is not None


def _is_plain(word: str) -> bool:
    return word.isalpha() and word.islower()


def _line_of(text: str, span: Span) -> str:
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)]


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

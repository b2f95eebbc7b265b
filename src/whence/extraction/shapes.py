"""Names a reader knows by their shape: "Mount Cook", "Gulf of Aden", "Harn Distributors Ltd.".

They are added where the network marks none. In a line set in capitals like a headline every word
looks like a name, so nothing is added there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.extraction.names import Name, without_overlaps
from whence.records.extraction import EntityType
from whence.records.span import Span

_SCORE = 0.8
_NO_WORD = r"(?!(?:The|This|In|On|At|But|And|His|Her|Its|When|While|After|For)\b)"
_WORD = rf"{_NO_WORD}[A-Z][a-z][\w-]*"
_RUN = rf"{_WORD}(?: (?:and |of |for |of the )?{_WORD}){{0,3}}"
_SHAPES = (
    (EntityType.PLACE, re.compile(rf"\b(?:Mount|Mt\.?|Lake|Cape|Fort|Camp) {_WORD}")),
    (EntityType.PLACE, re.compile(rf"\b(?:Gulf|Straits?|Bay|Sea|Horn) of {_WORD}")),
    (
        EntityType.PLACE,
        re.compile(
            rf"\b{_WORD}(?: {_WORD})? (?:River|Valley|Mountains|Glacier|Street|Avenue|Highway|"
            r"Bridge|Airport|Province|County|Islands?|Bay)\b"
        ),
    ),
    (EntityType.ORGANIZATION, re.compile(rf"\b{_RUN} (?:Ltd|Inc|Corp|LLC|PLC|GmbH)\b\.?")),
    (
        EntityType.ORGANIZATION,
        re.compile(
            rf"\b{_RUN} (?:Ministry|Department|Agency|Committee|Commission|Council|Command|Party|"
            r"Movement|Brigade|Association|Federation|Union|Institute|University|Hospital|Bureau|"
            r"Court|Army|Navy|Enforcement|Authority|Foundation)\b"
        ),
    ),
)  # fmt: skip
_OPENERS = re.compile(
    r"(?:The|A|An|This|That|These|In|On|At|By|From|For|To|Of|And|But|As|His|Her|Its|Their|Our|"
    r"When|While|After|Before|Since|If|Near|With|Under|Mr|Mrs|Ms|Dr|President) "
)
_OF = re.compile(r" (?:of|for|and) ")
_LOWER = re.compile(r"(?<![\w’'-])[a-z]\w{2,}")
_UPPER = re.compile(r"(?<![\w’'-])[A-Z]\w{2,}")


def add_shapes(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return `names` with those added that are names by their shape, where none is marked."""
    lines = [line for line in re.finditer(r"[^\n]+", text) if not is_headline(line.group())]
    added = [
        Name(span, kind, _SCORE)
        for line in lines
        for kind, shape in _SHAPES
        for match in shape.finditer(text, line.start(), line.end())
        if (span := _bare(text, Span(*match.span()))) is not None
    ]
    return without_overlaps([*names, *_untouched(text, sorted(added, key=lambda n: n.span), names)])


def is_headline(line: str) -> bool:
    """Say whether a line is set in capitals like a headline."""
    return len(_UPPER.findall(line)) > 2 * len(_LOWER.findall(line))


def _bare(text: str, span: Span) -> Span | None:
    """Return the name without the words that only open its sentence; None if one word is left."""
    while opener := _OPENERS.match(text, span.start, span.end):
        span = Span(opener.end(), span.end)
    return span if " " in span.of(text) else None


def _untouched(text: str, added: Sequence[Name], names: Sequence[Name]) -> Iterator[Name]:
    """Yield those of `added` that cross no name, or hold whole what is marked.

    A person in it who is of what follows is one alone: "Ada Bell of Harn University".
    """
    at = 0
    for one in added:
        while at < len(names) and names[at].span.end <= one.span.start:
            at += 1
        inside = [n.span for n in names[at : at + 4] if n.span.start < one.span.end]
        of = names[at : at + 1] and _OF.match(text, names[at].span.end, one.span.end)
        person = bool(of) and names[at].type is EntityType.PERSON and " " in names[at].span.of(text)
        if all(_is_taken_in(one, span) for span in inside) and not person:
            yield one


def _is_taken_in(one: Name, span: Span) -> bool:
    """Say whether a name gives way: it lies in the other, or a place ends where it begins."""
    ends_in = (
        one.type is EntityType.PLACE and one.span.start < span.start and len(one.span) > len(span)
    )
    return one.span.contains(span) or ends_in

"""From words as a person writes them, or places as a page sends them, to spans of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whence.errors import UsageError
from whence.records.span import Span, Spans

GAP = " … "  # between the words of two spans, as `join_text` writes them
_PLACE = re.compile(r"(\d{1,9})[-:](\d{1,9})")


def placed(text: str, words: str, places: str = "", near: Spans = ()) -> Spans:
    """Return the spans that a person means.

    `places` ("120-180 190-200", characters of the text) wins where it says the same as `words`.
    Words are looked up in the text, white space aside, parts told apart by " … "; of several
    places where they stand, the one nearest to `near` is meant, and with nothing to be near to
    they must stand in the text once.

    Raises `UsageError` for words the text does not hold, or holds more than once.
    """
    if places.strip():
        return tuple(_bare(_span(part), text) for part in places.split())
    spans: list[Span] = []
    for part in words.split(GAP.strip()):
        if part.strip():
            spans.append(_found(text, part.strip(), near or tuple(spans)))
    return tuple(spans)


def _span(part: str) -> Span:
    found = _PLACE.fullmatch(part)
    if found is None or int(found[1]) >= int(found[2]):
        raise UsageError(f"{part!r} is no place", remedy="write START-END")
    return Span(int(found[1]), int(found[2]))


def _bare(span: Span, text: str) -> Span:
    """Return a place without the white space at its ends, as a selection often has it."""
    words = span.of(text)
    if not words.strip():
        return span
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _found(text: str, words: str, near: Spans) -> Span:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [Span(*match.span()) for match in re.finditer(pattern, text)]
    if not found:
        raise UsageError(f"the report does not hold the words {words!r}")
    if len(found) > 1 and not near:
        raise UsageError(
            f"the words {words!r} stand in the report more than once", remedy="give more words"
        )
    return min(found, key=lambda span: _distance(span, near))


def _distance(span: Span, near: Iterable[Span]) -> int:
    return min((abs(span.start - other.start) for other in near), default=0)

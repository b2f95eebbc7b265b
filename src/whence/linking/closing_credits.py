"""Credits to media that stand for a whole text: who had part in it, whose it is, who signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.linking.credits import Credit
from whence.linking.gazetteer import Entry, Gazetteer
from whence.linking.words import words_of
from whence.records.links import CitedKind
from whence.records.span import Span

# Words about the whole text that name media: "X contributed to this report", "Copyright 2031 X".
_CLOSING = (
    re.compile(
        r"(?P<who>[^.\n]{2,120}?) contributed (?:reporting )?to this (?:report|story|article|post)"
    ),
    re.compile(r"(?:\b[Cc]opyright\b|©)(?: ?©)? ?\d{4},? (?:by )?(?P<who>[^.\n]{2,60})"),
    re.compile(
        r"\b(?:[Ww]ith|[Aa]dditional) (?:reporting|files?|material|information|inputs?) "
        r"(?:from|by) (?P<who>[^.\n]{2,80})"
    ),
    re.compile(r"^More from (?P<who>[^.:\n]{2,60}):", re.MULTILINE),
)
_SIGNED = r"[A-Z][\w’'-]*"
_BETWEEN = r"(?: ?[,/&–—-] ?| and | )"
_SIGN_OFF = re.compile(rf"{_SIGNED}(?:{_BETWEEN}{_SIGNED}){{0,5}}{_BETWEEN}?")
# One of these stands in whatever the patterns above match: a cheap first look.
_CLOSES = re.compile(
    r"contributed|opyright|©|(?:ith|dditional) (?:report|file|mater|info|input)|^More from"
)


def closing_credits(
    text: str, sentence: Span, gazetteer: Gazetteer, own: Entry | None
) -> Iterator[Credit]:
    """Yield credits to media a report names as having part in its text."""
    if signed := _signed(text, sentence):
        names = words_of(text, signed)
        for found in gazetteer.media_in(names):
            if found.entry.cited_kind is CitedKind.AGENCY and found.entry != own:
                name = Span(names[found.first].span.start, names[found.last - 1].span.end)
                yield Credit(name, found.entry.label, CitedKind.AGENCY, name)
    if not _CLOSES.search(sentence.of(text)):
        return
    for pattern in _CLOSING:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            names = words_of(text, Span(*match.span("who")))
            for found in gazetteer.media_in(names):
                kind = found.entry.cited_kind
                if kind is not None and kind is not CitedKind.SOCIAL and found.entry != own:
                    name = Span(names[found.first].span.start, names[found.last - 1].span.end)
                    yield Credit(Span(*match.span()), found.entry.label, kind, name)


def _signed(text: str, sentence: Span) -> Span | None:
    """Return the line that ends a text where it is but names: "PA", "AP - AFP"."""
    end = len(text.rstrip())
    line = Span(text.rfind("\n", 0, end) + 1, end)
    if sentence.start < line.start or sentence.end < end or not line.start:
        return None
    return line if _SIGN_OFF.fullmatch(line.of(text)) else None

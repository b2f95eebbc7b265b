"""What an HTML source shows, character by character, with the place of each in the source.

One linear scan without a parser: tags, comments, scripts and styles are skipped, entities become
the character they name. White space is left out, so that text laid out in any way can be found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<skip>script|style|template)\b[^>]*>.*?(?:</(?P=skip)\s*>|\Z)"
    r"|<[!/?a-zA-Z][^>]*(?:>|\Z)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?)",
    re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\u00ad\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible characters of a source, white space left out.

    `text[starts[i]:starts[i + 1]]` stands at `source[places[i]:...]` unbroken; an entity is a
    piece of its own, placed at its ampersand.
    """

    text: str
    starts: list[int]
    places: list[int]

    def place(self, offset: int) -> int:
        """Return where in the source the visible character at `offset` stands."""
        piece = bisect_right(self.starts, offset) - 1
        return self.places[piece] + offset - self.starts[piece]


def visible(source: str) -> Visible:
    """Return the visible characters of an HTML source. Linear in its length."""
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length, at = 0, 0
    for token in _TOKEN.finditer(source):
        length = _add_words(source, at, token.start(), (parts, starts, places), length)
        if token["entity"]:
            shown = unescape(token["entity"])
            if shown.strip("\u00ad\u200b\ufeff").strip():
                parts.append(shown)
                starts.append(length)
                places.append(token.start())
                length += len(shown)
        at = token.end()
    _add_words(source, at, len(source), (parts, starts, places), length)
    return Visible("".join(parts), starts, places)


def _add_words(
    source: str, start: int, end: int, into: tuple[list[str], list[int], list[int]], length: int
) -> int:
    parts, starts, places = into
    for word in _WORD.finditer(source, start, end):
        parts.append(word.group())
        starts.append(length)
        places.append(word.start())
        length += len(word.group())
    return length

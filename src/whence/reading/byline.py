"""Bylines: who wrote a report, from a line of the text or from a crawler's author list."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = r"[A-Z][\w.'’-]{0,24}"
_NAMES = rf"{_NAME}(?: (?:{_NAME}|de|del|von|van|der|al|bin|ibn|da|la|el)){{0,5}}"
_BYLINE = re.compile(
    rf"(?:(?:Written |Posted |Published |Reported )?[Bb]y:?|BY|Author:|Reporter:) (?P<who>{_NAMES}"
    rf"(?:(?:,| and| &) {_NAMES}){{0,4}})(?:,? (?:in|for|of|at) (?:the )?[A-Z][\w. ]{{1,40}})?"
    r"(?:\s?[|,•·–-]\s?[\w @./|'’&-]{0,80})?",
)
# What crawlers put into author lists that is no author.
_NOT_A_NAME = re.compile(
    r"(?:https?:|www\.|@)|\.(?:com|co|org|net|de|uk|cn)\b(?!$)|\d{2}|"
    r"^(?:author|image|images|photo|video|getty(?: images)?|written by|min read|published|updated|"
    r"by|editor|staff|admin|posted|follow|more|view|share|news|contributor|reporter|correspondent|"
    r"special correspondent|technology correspondent|writer|show more|read more|about)$|"
    r"^(?:published|updated|posted|follow|more|view|by the|about|www)\b|min read$",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"(?:,? (?:[Ff]or|at) (?:the )?\w+(?:\.[Cc]om| ?[Oo]nline)\b.*| Editorial)$")
# From here on a list of authors holds picture credits.
_PICTURES = {"Image", "Images", "Photo", "Photos", "Getty", "Getty Images"}
_MOST_AUTHORS = 8
_LONGEST = 160


def is_byline(line: str) -> bool:
    """Say whether a line says nothing but who wrote the report."""
    return len(line) <= _LONGEST and _BYLINE.fullmatch(line) is not None


def byline_in(line: str) -> str | None:
    """Return the names a byline gives, without the "By", or None."""
    match = _BYLINE.search(line) if len(line) <= _LONGEST else None
    return match["who"].strip() if match and match.start() <= 1 else None


def byline_of(authors: Iterable[str]) -> str | None:
    """Return the authors a crawler lists as one line, what is no name left out."""
    listed = list(authors)
    pictures = [at for at, author in enumerate(listed) if author.strip() in _PICTURES]
    listed = listed[: pictures[0]] if pictures else listed
    names = [_TRAIL.sub("", " ".join(author.split())) for author in listed]
    good = [n for n in names if n and len(n) <= 80 and not _NOT_A_NAME.search(n)]
    return ", ".join(dict.fromkeys(good[:_MOST_AUTHORS])) or None

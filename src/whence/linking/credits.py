"""A credit: words by which a report says where something comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whence.records.links import CitedKind
from whence.records.span import Span

REACH = 8  # words between a name and the word that credits it


@dataclass(frozen=True, slots=True)
class Credit:
    """The crediting words with the name (`span`), whom they credit, and what sort that is.

    `name` is where a medium's name stands in them.
    """

    span: Span
    cites: str
    kind: CitedKind
    name: Span | None = None


def bare_name(name: str) -> str:
    """Return a name without its article and possessive."""
    return re.sub(r"['’]s$", "", re.sub(r"^(?:The|A|An|In|According) ", "", name)).strip(" .")


def breaks(text: str, start: int, end: int) -> bool:
    """Say whether a clause ends between two words."""
    return any(c in '.,;:!?()"“”\n' for c in text[start:end])

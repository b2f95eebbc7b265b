"""What an actor is called for what befell or was done: who was arrested is a suspect.

Read off the words right beside a name, so that "the suspect" may take that name up later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ASIDE = r"(?:, (?:aged )?\d{1,3},?)?(?:,? (?:of|from) (?:[\w’'-]+,? ){1,4})?"
_BE = r"(?: (?:who|he|she))?,? ?(?:was|is|has been|had been|being)(?: \w+ly| later| also| since)? "
_HELD = (
    r"(?:arrested|charged|detained|indicted|booked|apprehended|convicted|arraigned|"
    r"taken into custody|in custody|accused|suspected)"
)
_SUSPECTED = (
    re.compile(rf"{_ASIDE}(?: {_BE.lstrip()}){_HELD}\b"),
    re.compile(r"\b(?:arrested|detained|indicted|apprehended|charged) (?:suspect )?$"),
)
_LOST = (
    r"(?:killed|murdered|slain|shot dead|stabbed to death|beaten to death|struck and killed|"
    r"fatally \w+|found dead|pronounced dead)"
)
_FELL = (
    re.compile(rf"{_ASIDE}(?: {_BE.lstrip()}){_LOST}\b"),
    re.compile(r"\b(?:killed|murdered|shot dead|killing of|murder of) $"),
)
_DROVE = re.compile(
    rf"{_ASIDE},? (?:(?:who )?(?:was|had been) driving|was (?:allegedly )?behind the wheel)"
)
_NEAR = 40  # characters before a name that are read


def called_for_deeds(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the nouns for a person named from `start` to `end` that what is told there gives."""
    before = text[max(0, start - _NEAR) : start]
    for (behind, ahead), nouns in (
        (_SUSPECTED, ("suspect", "accused", "defendant")),
        (_FELL, ("victim",)),
    ):
        if behind.match(text, end) or ahead.search(before):
            yield from nouns
    if _DROVE.match(text, end):
        yield "driver"

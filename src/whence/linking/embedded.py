"""Messages shown whole in a report, as "The dam holds. — Ana Roe (@anaroe) May 2, 2031"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.records.span import Span

_SIGNED = re.compile(
    r"[—–-] ?[^()\n—–]{2,60} ?\(@\w{2,20}\) ?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d{1,2}, \d{4}"
)


def embedded_messages(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Return where messages stand in a text: the paragraph their sign ends, or the one before.

    What stands between two signs of one paragraph is the second message.
    """
    found: list[Span] = []
    for at, paragraph in enumerate(paragraphs):
        start = paragraph.start
        for sign in _SIGNED.finditer(text, paragraph.start, paragraph.end):
            alone = sign.start() == paragraph.start and at > 0
            found.append(Span(paragraphs[at - 1].start if alone else start, sign.end()))
            start = sign.end()
    return tuple(found)

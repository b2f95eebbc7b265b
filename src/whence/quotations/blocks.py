"""Block quotations: a line that introduces the next paragraph, with or without quote marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.quotations.marks import opening_mark
from whence.records.span import Span

_INTRODUCES = re.compile(r"(?:::?|：|,)\s*$")
_INTRODUCTION_LIMIT = 300


def introduces_block(text: str, paragraph: Span) -> bool:
    """Say whether a short paragraph ends as if to introduce the next: a colon or a comma."""
    if len(paragraph) > _INTRODUCTION_LIMIT:
        return False
    tail = text[max(paragraph.start, paragraph.end - 8) : paragraph.end]
    return bool(_INTRODUCES.search(tail))


def blocks_after(text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield (introduction, block) as paragraph numbers wherever a line introduces the next."""
    for index in range(len(paragraphs) - 1):
        if introduces_block(text, paragraphs[index]):
            yield index, index + 1


def paragraph_opens_quoted(text: str, paragraph: Span) -> bool:
    """Say whether the first thing in the paragraph, brackets aside, is an opening quote mark."""
    return opening_mark(text, paragraph) is not None

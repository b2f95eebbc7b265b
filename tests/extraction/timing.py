"""Helpers: the times of invented texts, read on one day of publication."""

from __future__ import annotations

from whence.extraction.timex import find_times
from whence.records.extraction import Timex
from whence.records.report import DateOrigin, Published
from whence.records.span import Span

PUBLISHED = Published("2016-03-16", "2016-03-16", "2016-03-16", DateOrigin.STATED, "given")


def sentences_of(text: str) -> tuple[Span, ...]:
    """Split plainly after ". " and at line ends: enough for texts written here."""
    spans, start = [], 0
    for index, char in enumerate(text):
        if char == "\n" or text[index : index + 2] == ". ":
            spans.append(Span(start, index + 1))
            start = index + 1
    return (*spans, Span(start, len(text))) if start < len(text) else tuple(spans)


def times(text: str, published: Published | None = PUBLISHED) -> tuple[Timex, ...]:
    return find_times(text, sentences_of(text), published=published)


def pairs(text: str, published: Published | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(time.span.of(text), time.value) for time in times(text, published)]

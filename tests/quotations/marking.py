"""Paragraphs of a test's text, and what is quoted in it."""

from __future__ import annotations

from whence.quotations import Quote, find_quotes
from whence.records.span import Span


def paragraphs_of(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def quotes_of(text: str) -> tuple[Quote, ...]:
    return find_quotes(text, paragraphs_of(text))


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in quotes_of(text)]

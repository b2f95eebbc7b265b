"""Quotations on invented texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.extraction.quotes import (
    QuotedText,
    blocks_after,
    find_quotes,
    paragraph_opens_quoted,
)
from whence.records.span import Span


def paragraphs_of(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in find_quotes(text, paragraphs_of(text))]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We will go,” she said.", ["We will go,"]),
        ('"We will go," she said, "and soon."', ["We will go,", "and soon."]),
        ("‘We will go,’ she said.", ["We will go,"]),
        ("'We won't go,' she said.", ["We won't go,"]),
        ("‘The miners’ pay was late,’ she said.", ["The miners’ pay was late,"]),
        ("She wrote: ‘The bridge is gone.”", ["The bridge is gone."]),
        ("“He told me ‘never’ twice,” she said.", ["He told me ‘never’ twice,", "never"]),
        ("The mayor's aides' cars weren't there.", []),
        ("It was the ’90s and rock ’n’ roll.", []),
        ("A so-called “reform was never meant.", []),
        ("«Nous partons», he said.", ["Nous partons"]),
        ("(“Ready?”) he asked.", ["Ready?"]),
        ('The "clean" coal', ["clean"]),
        ('"It broke. "Then it fell," he said.', ["It broke.", "Then it fell,"]),
    ],
)
def test_finds_what_stands_in_quotes(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_runs_over_paragraphs_only_when_the_next_one_opens_too() -> None:
    text = "“The dam broke.\n“Then the town went.”\nNo more."
    assert inner(text) == ["The dam broke.", "Then the town went."]
    assert inner("“The dam broke.\nThen the town went.”") == []


def test_counts_the_quoted_characters() -> None:
    text = "He called it “a dark day” for all."
    quoted = QuotedText(find_quotes(text, paragraphs_of(text)))
    assert quoted.count((Span(10, 12), Span(14, len(text)))) == len("a dark day”")


def test_a_line_ending_in_a_colon_introduces_the_next() -> None:
    text = "The Herald reports:\nThe dam broke.\nIt rained."
    assert list(blocks_after(text, paragraphs_of(text))) == [(0, 1)]
    assert paragraph_opens_quoted("“So it is.”", Span(0, 11))
    assert not paragraph_opens_quoted("So it is.", Span(0, 9))


@given(st.text(alphabet="aBs .,!?\"'“”‘’«»\n`", max_size=150))
def test_never_fails_and_stays_inside(text: str) -> None:
    paragraphs = paragraphs_of(text)
    for quote in find_quotes(text, paragraphs):
        assert 0 <= quote.outer.start < quote.inner.start <= quote.inner.end <= quote.outer.end
        assert any(p.contains(quote.outer) for p in paragraphs)


@pytest.mark.parametrize("unit", ["‘a ", "a’s ", '"', "“‘", "s’ a"])
def test_is_linear(unit: str) -> None:
    text = unit * 50_000
    begin = time.process_time()
    find_quotes(text, [Span(0, len(text))])
    assert time.process_time() - begin < 5

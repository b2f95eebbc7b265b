"""Sentence boundaries on invented texts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.extraction.sentences import split_sentences
from whence.records.span import Span


def sentences(text: str) -> list[str]:
    return [s.of(text) for s in split_sentences(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    "pieces",
    [
        ["The dam broke.", "Nobody was hurt."],
        ["Gen. Ada Bell met Mr. Orr in the U.S. embassy.", "She left at 9 a.m. Monday."],
        ["He moved to the U.S.", "The visit was short."],
        ["J. R. Moss paid $3.5 million for 4.5 acres.", "It rained."],
        ["“We are ready.”", "He left."],
        ["“Are you ready?” Ines Moss asked.", "No reply came."],
        ["“Stop!” she cried.", "They stopped."],
        ["He waited ... and then it ended.", "So it goes."],
        ["It ended...", "Nobody clapped."],
        ["Harbour Works Inc. Chairman Lee resigned.", "(He was tired.)", "Shares fell."],
        ["On Jan. 5 it snowed.", "No. 7 won."],
        ["It failed.", "‘Never again,’ he wrote."],
        ["1. The first item is long.", "2. The second is not."],
    ],
)
def test_splits_where_a_reader_would(pieces: list[str]) -> None:
    assert sentences(" ".join(pieces)) == pieces


def test_never_crosses_a_paragraph() -> None:
    text = "A headline without a stop\nThe first line. And more"
    spans = split_sentences(text, [Span(0, 25), Span(26, len(text))])
    assert [s.of(text) for s in spans] == [
        "A headline without a stop",
        "The first line.",
        "And more",
    ]


def test_splits_where_the_space_is_missing() -> None:
    assert sentences("It ended badly.The mayor left.") == ["It ended badly.", "The mayor left."]


@given(st.text(alphabet="aB .!?\"'“”‘’\n1(", max_size=200))
def test_spans_are_ordered_inside_and_cover_every_letter(text: str) -> None:
    spans = split_sentences(text, [Span(0, len(text))])
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert all(c.isspace() or i in covered for i, c in enumerate(text))

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from whence.clauses import MAX_CLAUSES, clauses_of
from whence.records.span import Span


def cut(text: str) -> list[str]:
    return [c.of(text) for c in clauses_of(text, Span(0, len(text)))]


def test_a_sentence_is_cut_where_a_new_statement_begins() -> None:
    assert cut("The ferry struck a bank, killing four people and wounding nine others.") == [
        "The ferry struck a bank",
        "killing four people",
        "and wounding nine others.",
    ]


def test_relative_clauses_keep_their_preposition() -> None:
    assert cut("He named the night in which the ferry sank.") == [
        "He named the night",
        "in which the ferry sank.",
    ]


def test_short_pieces_stay_with_their_neighbour() -> None:
    assert cut("No, she said.") == ["No, she said."]


def test_quotation_marks_are_left_out_at_the_edges() -> None:
    assert cut("The master said: “We never saw the bank.”") == [
        "The master said: “We never saw the bank."
    ] or cut("The master said: “We never saw the bank.”")[-1].startswith("We never")


@given(st.text(alphabet="the ferry,and which;: killing“”\n-…after.", max_size=400))
def test_clauses_lie_in_order_inside_the_sentence(text: str) -> None:
    spans = clauses_of(text, Span(0, len(text)))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert len(spans) <= MAX_CLAUSES + 1
    assert bool(spans) == any(c.isalnum() for c in text)

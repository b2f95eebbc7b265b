"""What holds of quantities in any text whatever."""

from __future__ import annotations

import math
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from whence.extraction.quantity import find_quantities
from whence.extraction.quantity_digits import digits_value
from whence.extraction.quantity_numbers import NUMBER_WORDS
from whence.records.span import Span

_SIGNS = """
$ £ US$ € % 5 12 1,000 3.5 816 000 2019 1.2.3 .5 ½ bn m k million of a the and to or from between
at least more than about up nearly people men troops were killed wounded left in - – / ( ) , . :
per day year old March km mph one single half third -old × 10 − + ~ No. Article several
"""
_PIECES = [*sorted(NUMBER_WORDS), *_SIGNS.split()]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(0, 200))
def test_spans_are_sorted_apart_and_inside_their_sentence(text: str, cut: int) -> None:
    cut = min(cut, len(text))
    sentences = [Span(0, cut), Span(cut, len(text))]
    found = find_quantities(text, sentences)
    end = 0
    for quantity in found:
        assert end <= quantity.span.start < quantity.span.end
        assert any(s.contains(quantity.span) for s in sentences)
        end = quantity.span.end


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_values_are_finite_and_in_order(text: str) -> None:
    for quantity in find_quantities(text, [Span(0, len(text))]):
        assert quantity.low is not None or quantity.high is not None
        for value in (quantity.low, quantity.high):
            assert value is None or math.isfinite(value)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        assert quantity.role


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_wholes_and_restated_figures_are_among_those_found(text: str) -> None:
    found = find_quantities(text, [Span(0, len(text))])
    spans = {quantity.span for quantity in found}
    for quantity in found:
        named = {quantity.part_of, quantity.restates} - {None}
        assert named <= spans
        assert quantity.span not in named


@given(st.integers(0, 10**15))
def test_grouped_digits_read_back(value: int) -> None:
    assert digits_value(f"{value:,}") == value
    assert digits_value(str(value)) == value


def _seconds(text: str) -> float:
    start = time.process_time()
    find_quantities(text, [Span(0, len(text))])
    return time.process_time() - start


def test_time_grows_with_length_alone() -> None:
    for piece in (
        "12 people and ",
        "two hundred and ",
        "1,",
        "million ",
        "- 5 -",
        "from 3 to ",
        "9",
    ):
        small, large = piece * 400, piece * 4000
        _seconds(small)
        quick = max(min(_seconds(small) for _ in range(3)), 1e-3)
        assert min(_seconds(large) for _ in range(2)) < 40 * quick, piece


def test_empty_text_has_none() -> None:
    assert find_quantities("", []) == ()
    assert find_quantities("", [Span(0, 0)]) == ()

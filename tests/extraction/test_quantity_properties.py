"""What holds of quantities in any text whatever."""

from __future__ import annotations

import math
import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from whence.extraction.quantity import find_quantities
from whence.extraction.quantity_change import factor_at
from whence.extraction.quantity_digits import digits_value
from whence.extraction.quantity_hints import starts, with_numbers
from whence.extraction.quantity_numbers import read_number
from whence.extraction.quantity_tokens import END, tokenize
from whence.extraction.quantity_words import NUMBER_WORDS
from whence.records.span import Span

_SIGNS = """
$ £ US$ € % 5 12 1,000 3.5 816 000 2019 1.2.3 .5 ½ bn m k million of a the and to or from between
at least more than about up nearly people men troops were killed wounded left in - – / ( ) , . :
per day year old March km mph one single half third -old × 10 − + ~ No. Article several
few handful couple quarter sixth fifths doubled twofold A One é ’s İ _
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


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_nothing_is_passed_over_that_the_grammar_would_read(text: str) -> None:
    whole = Span(0, len(text))
    tokens = tokenize(text, whole)
    readable = {
        at
        for at in range(tokens.size)
        if read_number(tokens, at) is not None or factor_at(tokens, at) is not None
    }
    assert readable <= set(starts(tokens))
    assert not readable or list(with_numbers(text, [whole])) == [whole]


def test_sentences_without_a_number_are_passed_over() -> None:
    text = "Nobody spoke. A soldier left. A single soldier stayed. It was 5 o'clock."
    ends = [0, 13, 29, 54, len(text)]
    sentences = [Span(start, end) for start, end in pairwise(ends)]
    assert list(with_numbers(text, sentences)) == sentences[2:]


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_tokens_are_all_that_is_written_but_blanks(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    tokens = tokenize(text, span)
    spans = [tokens.span(at, at + 1) for at in range(tokens.size)]
    assert [one.of(text) for one in spans] == [token.text for token in tokens.own()]
    written = "".join(token.text for token in tokens.own())
    assert written == "".join(span.of(text).split())


@given(st.lists(st.sampled_from([*_PIECES, "\n", "\xa0", "", "so\n\nthen"]), max_size=20))
def test_tokens_are_the_same_whatever_blanks_part_them(pieces: list[str]) -> None:
    text, wide = " ".join(pieces), "  ".join(pieces)
    tokens, same = (tokenize(one, Span(0, len(one))).own() for one in (text, wide))
    assert [token.text for token in tokens] == [token.text for token in same]
    assert [token.glued for token in tokens] == [token.glued for token in same]


def test_reading_past_either_end_gives_nothing() -> None:
    for text in ("", " ", "\n ", "one"):
        tokens = tokenize(text, Span(0, len(text)))
        assert {tokens[-1], tokens[-30], tokens[tokens.size], tokens[tokens.size + 30]} == {END}


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

"""Half-open spans, and carrying them back to the input they were read from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.records.report import RawRun, raw_offset, raw_span
from whence.records.span import Span, cover, join_text


def test_spans_are_half_open() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 5).contains(Span(3, 5))
    assert not Span(0, 4).contains(Span(3, 5))
    assert Span(2, 5).of("abcdefg") == "cde"
    assert len(Span(2, 5)) == 3
    assert Span(2, 5).shift(-2).pair() == [0, 3]


def test_cover_holds_every_span_and_refuses_none() -> None:
    assert cover([Span(4, 6), Span(1, 2)]) == Span(1, 6)
    with pytest.raises(ValueError, match="at least one"):
        cover([])


def test_words_of_parted_spans_are_joined_with_an_ellipsis() -> None:
    assert join_text([Span(0, 3), Span(8, 11)], "one two six") == "one … six"


RUNS = (RawRun(0, None, 5), RawRun(7, 10, 4), RawRun(11, 20, 3))


@pytest.mark.parametrize(
    ("offset", "raw"),
    [(0, None), (4, None), (5, None), (6, None), (7, 10), (10, 13), (11, 20), (13, 22), (14, None)],
)
def test_offsets_go_back_to_the_input_where_they_stand_in_it(offset: int, raw: int | None) -> None:
    assert raw_offset(RUNS, offset) == raw


def test_a_span_over_two_runs_covers_what_lies_between_in_the_input() -> None:
    assert raw_span(RUNS, Span(9, 12)) == Span(12, 21)
    assert raw_span(RUNS, Span(3, 8)) is None
    assert raw_span(RUNS, Span(8, 8)) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 9)), max_size=30))
def test_every_offset_of_every_run_is_found(gaps: list[tuple[int, int, int]]) -> None:
    runs: list[RawRun] = []
    text = raw = 0
    for gap_text, gap_raw, length in gaps:
        runs.append(RawRun(text + gap_text, raw + gap_raw, length))
        text, raw = text + gap_text + length, raw + gap_raw + length
    for run in runs:
        for i in range(run.length):
            assert raw_offset(tuple(runs), run.text + i) == (run.raw or 0) + i

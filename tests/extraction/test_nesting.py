"""Which attribution holds which."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whence.extraction.nesting import find_parents
from whence.records.span import Span


def spans(*pairs: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def test_the_smallest_holder_is_the_parent() -> None:
    cues = [spans((0, 2)), spans((12, 14)), spans((22, 24))]
    contents = [spans((5, 60)), spans((15, 40)), spans((25, 30))]
    assert find_parents(cues, contents) == [None, 0, 1]


def test_two_that_hold_each_other_make_no_ring() -> None:
    assert find_parents([spans((0, 2)), spans((10, 12))], [spans((5, 20)), spans((0, 4))]) == [
        None,
        None,
    ]


span = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(st.tuples(span, span), max_size=12))
def test_parents_form_a_forest(pairs: list[tuple[Span, Span]]) -> None:
    parents = find_parents([(cue,) for cue, _ in pairs], [(content,) for _, content in pairs])
    for index in range(len(parents)):
        seen = {index}
        at = parents[index]
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]

"""Words of a part of a text are those that a cut of that part alone gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whence.linking import words
from whence.linking.words import low_words, stem, word_spans, words_in, words_of
from whence.records.span import Span

TEXT = "The harbour-master’s 3 boats, he said, sank near Port Ella on 5 May. " * 8


@given(st.integers(0, len(TEXT)), st.integers(0, 40))
def test_a_part_is_cut_as_if_it_stood_alone(start: int, length: int) -> None:
    span = Span(start, min(len(TEXT), start + length))
    alone = [(w.text, w.stem, w.span.start + start) for w in words._cut(span.of(TEXT), 0, length)]
    assert [(w.text, w.stem, w.span.start) for w in words_of(TEXT, span)] == alone


def test_words_given_out_may_be_changed_by_who_asked() -> None:
    words_of(TEXT).clear()
    assert len(words_of(TEXT)) == len(words_of(TEXT, Span(0, len(TEXT)))) > 0


@given(
    text=st.text(alphabet="aÉ 1-.’", max_size=40), start=st.integers(0, 20), end=st.integers(0, 40)
)
def test_words_of_a_part_are_the_same_however_asked(text: str, start: int, end: int) -> None:
    part = Span(start, max(start, end))
    listed = words_of(text, part)
    assert low_words(text, part) == [word.text.lower() for word in listed]
    assert word_spans(text, part) == [word.span for word in listed]
    assert words_in(text, part) == tuple(listed)


def test_no_form_of_a_word_is_another_of_the_same_letters() -> None:
    assert stem("missions") == stem("mission") != stem("missing") == stem("missed")
    assert stem("stations") == stem("station") != stem("states") == stem("state")

"""Times in any text: spans are sound, the quick search misses nothing, time grows with length."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.timing import PUBLISHED, times
from whence.extraction.timex import find_times
from whence.extraction.timex_grammar import RULES, next_start, readings
from whence.extraction.timex_triggers import words_of
from whence.records.extraction import Timex
from whence.records.report import DateOrigin, Published
from whence.records.span import Span

_WORDS = st.sampled_from(
    [
        "on",
        "in",
        "the",
        "last",
        "next",
        "this",
        "Monday",
        "may",
        "May",
        "31",
        "february",
        "30",
        "2016",
        "1999",
        "12:30",
        "a.m.",
        "p.m.",
        "two",
        "three",
        "hundred",
        "a",
        "few",
        "years",
        "year-old",
        "ago",
        "later",
        "earlier",
        "week",
        "weekend",
        "month",
        "quarter",
        "first",
        "half",
        "century",
        "1990s",
        "'80s",
        "Christmas",
        "Easter",
        "of",
        "and",
        "to",
        "-",
        ",",
        ".",
        "\n",
        "early",
        "late",
        "mid-",
        "every",
        "daily",
        "now",
        "soon",
        "9/11",
        "0000-00-00",
        "99/99/9999",
        "24:00",
        "February",
        "thirty-first",
        "nineteen",
        "ninety",
        "million",
        "9999",
        "0001",
        "will",
        "said",
        "to",
        "that",
        "the",
        "day",
        "after",
        "before",
        "night",
        "morning",
        "GMT",
        "Q3",
        "fiscal",
        "noon",
        "9/11",
        "5th",
        "weekdays",
        "anniversary",
        "dawn",
        "half past",
        "between",
        "within",
        "following",
        "past",
        "U.S.",
        "the blast",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=40), st.booleans())
def test_any_order_of_time_words_gives_sound_spans(words: list[str], dated: bool) -> None:
    text = " ".join(words)
    _check_sound(text, times(text, PUBLISHED if dated else None))


_RULE_WORDS = sorted({word for rule in RULES for word in words_of(rule.pattern.pattern.lower())})


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*_RULE_WORDS, "1", "12", "1990s", "2,000", "12:30", "5th", "'80s"]),
            st.sampled_from([" ", " ", "s ", "-", ", ", "\n", "’s "]),
        ),
        max_size=30,
    )
)
def test_no_rule_begins_where_the_quick_search_does_not_look(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in parts)
    for place in (match.start() for match in re.finditer(r"(?<!\w)\S", text)):
        if any(readings(text, place, len(text), first=0)):
            start = next_start(text, place)
            assert start is not None
            assert start[0] == place, text[place:]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_sound_spans(text: str) -> None:
    _check_sound(text, times(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=20), st.dates())
def test_any_day_of_publication(words: list[str], day: object) -> None:
    iso = str(day)
    published = Published(iso, iso, iso, DateOrigin.STATED, "given")
    _check_sound(" ".join(words), times(" ".join(words), published))


def _check_sound(text: str, found: tuple[Timex, ...]) -> None:
    end = 0
    ids = {item.id for item in found}
    assert len(ids) == len(found)
    for item in found:
        assert end <= item.span.start < item.span.end <= len(text)
        end = item.span.end
        assert item.value
        assert item.type in {"DATE", "TIME", "DURATION", "SET"}
        assert (item.earliest is None) == (item.latest is None)
        assert item.earliest is None or item.latest is None or item.earliest <= item.latest
        if item.anchor_event is not None:
            assert 0 <= item.anchor_event.start < item.anchor_event.end <= len(text)
        assert item.anchor_time is None or item.anchor_time in ids
        assert (item.anchor_time is not None) == (item.anchor == "text")


@pytest.mark.parametrize(
    "unit",
    [
        "He left on Saturday and will be back in two weeks, officials said last month. ",
        "twenty " * 20,
        "1 " * 40,
        "the the the early late mid- ",
        "1,000,000,000,000,",
        "Monday Monday, ",
        "a" * 80,
    ],
)
def test_time_is_linear_in_length(unit: str) -> None:
    def seconds(text: str) -> float:
        spans = (Span(0, len(text)),)
        start = time.perf_counter()
        find_times(text, spans, published=PUBLISHED)
        return time.perf_counter() - start

    small, large = unit * (8_000 // len(unit)), unit * (64_000 // len(unit))
    # Eight times the text: a quadratic method would need 64 times as long.
    assert min(seconds(large) for _ in range(2)) < 30 * min(seconds(small) for _ in range(3)) + 0.1

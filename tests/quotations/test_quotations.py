"""What holds of quotations in any text, and what is counted and introduced by them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quotations.marking import paragraphs_of, quotes_of
from whence.quotations import (
    QuotedText,
    blocks_after,
    find_quotes,
    outermost_quotes,
    paragraph_opens_quoted,
)
from whence.records.span import Span

MARKS = "\"'“”„‟«»‹›‘’‚‛`´「」『』〝〞〟＂＇❝❞❛❜｢｣"
PROSE = st.text(alphabet=MARKS + "aBs n19.,!?:-()\n \xa0\u202f水", max_size=120)
ANY = st.one_of(st.text(max_size=80), st.text(alphabet=MARKS, max_size=80), PROSE)


def test_counts_the_quoted_characters() -> None:
    text = "He called it “a dark day” for all."
    quoted = QuotedText(find_quotes(text, paragraphs_of(text)))
    assert quoted.count((Span(10, 12), Span(14, len(text)))) == len("a dark day”")
    assert quoted.count((Span(0, 5), Span(30, len(text)))) == 0
    assert quoted.holds(Span(13, 25))
    assert not quoted.holds(Span(12, 25))


@pytest.mark.parametrize("colon", [":", "::", ",", "："])
def test_a_line_ending_in_a_colon_introduces_the_next(colon: str) -> None:
    text = f"The Herald reports{colon}\nThe dam broke.\nIt rained."
    assert list(blocks_after(text, paragraphs_of(text))) == [(0, 1)]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("“So it is.”", True),
        ("(„So ist es.“", True),
        (" 「そうだ」", True),
        ("« C’est ça »", True),
        ("``So it is.''", True),
        ("So it is.", False),
        ("’90s music", False),
        ("'Tis so.", False),
        ("", False),
        ("“", False),
    ],
)
def test_a_paragraph_may_open_with_a_quotation(text: str, opens: bool) -> None:
    assert paragraph_opens_quoted(text, Span(0, len(text))) is opens


@given(ANY)
def test_never_fails_and_stays_inside(text: str) -> None:
    paragraphs = paragraphs_of(text)
    for quote in find_quotes(text, paragraphs):
        assert 0 <= quote.outer.start < quote.inner.start < quote.inner.end <= quote.outer.end
        assert any(p.contains(quote.outer) for p in paragraphs)
        assert quote.inner.of(text).strip() == quote.inner.of(text)


@given(ANY)
def test_nests_and_never_crosses(text: str) -> None:
    holders: list[Span] = []
    for quote in quotes_of(text):
        del holders[quote.depth :]
        assert len(holders) == quote.depth
        assert all(holder.contains(quote.outer) for holder in holders)
        holders.append(quote.outer)
    for one, two in pairwise(outermost_quotes(quotes_of(text))):
        assert one.outer.end <= two.outer.start


@given(PROSE)
def test_found_again_when_marked_beyond_doubt(text: str) -> None:
    quotes = quotes_of(text)
    if any(q.runs_on or len(q.outer) - q.inner.end + q.outer.start == 0 for q in quotes):
        return  # left open: there is no closing mark to write
    plain = list("".join("x" if c in MARKS else c for c in text))
    for quote in quotes:
        plain[quote.outer.start], plain[quote.outer.end - 1] = "「", "」"
    again = quotes_of("".join(plain))
    assert [q.outer for q in again] == [q.outer for q in quotes]
    assert [q.depth for q in again] == [q.depth for q in quotes]


@given(ANY)
def test_the_same_for_each_paragraph_where_none_runs_on(text: str) -> None:
    quotes = quotes_of(text)
    if not any(q.runs_on for q in quotes):
        alone = [q for p in paragraphs_of(text) for q in find_quotes(text, [p])]
        assert tuple(alone) == quotes


def steps(work: Callable[[], object]) -> int:
    """Count the calls that some work makes, those of built-in functions included."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    ["‘a ", "a’s ", '"', "“‘", "s’ a", "“a ", "a” ", "„«‹「", "''``", "'n' ", '5\'10" ', "“a.\n", "’\n", "a\n“a.\nb\nc\n"],
)  # fmt: skip
def test_takes_steps_in_proportion_to_the_text(unit: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = (unit * size)[:size]
        paragraphs = paragraphs_of(text)
        return lambda: find_quotes(text, paragraphs)

    few, many = steps(work(2_000)), steps(work(8_000))
    assert many <= 4.4 * few
    assert many <= 8_000 * 120


@pytest.mark.parametrize("unit", ["“", "‘", '"', "“”", "''", MARKS])
def test_reads_a_hundred_thousand_marks(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    for quote in quotes_of(text):
        assert quote.outer.end <= len(text)

"""What surrounds a figure: what it changes and is part of, when, where and whose it is."""

from __future__ import annotations

import pytest

from whence.extraction.quantity import find_quantities
from whence.extraction.quantity_context import Surroundings, in_context
from whence.extraction.sentences import split_sentences
from whence.extraction.timex import find_times
from whence.records.extraction import (
    Attribution,
    Change,
    EntityType,
    Mention,
    Quantity,
    QuoteKind,
    Stance,
)
from whence.records.span import Span


def figures(text: str, *places: str, said: str = "") -> tuple[Quantity, ...]:
    """Return the figures of a paragraph with named places and one attribution's content."""
    sentences = split_sentences(text, [Span(0, len(text))])
    times = find_times(text, sentences, published=None)
    mentions = [Mention(_span(text, place), EntityType.PLACE) for place in places]
    content = (_span(text, said),) if said else ()
    attribution = Attribution("a1", (), (), content, Stance.ASSERTS, QuoteKind.INDIRECT)
    return in_context(
        Surroundings(text, sentences, times, mentions, [attribution]),
        find_quantities(text, sentences, times=[time.span for time in times]),
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _of(text: str, span: Span | None) -> str | None:
    return span.of(text) if span is not None else None


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("They sent 1,500 more troops.", [Change.MORE]),
        ("They sent another 12 troops.", [Change.MORE]),
        ("They sent an additional 450 soldiers.", [Change.MORE]),
        ("They sent more than 12 troops.", [None]),
        ("The toll rose from 12 to 19.", [Change.FROM, Change.TO]),
        ("The toll rose by 7 to 19.", [Change.UP, Change.TO]),
        ("Prices dropped by 1 to 1.5 percent.", [Change.DOWN]),
        ("Sales fell 12% last year.", [Change.DOWN]),
        ("Sales are up 3%.", [Change.UP]),
        ("A 12 percent drop followed.", [Change.DOWN]),
        ("The fleet more than doubled.", [Change.TIMES]),
        ("Vale has 12 boats.", [None]),
        ("They were moved from three villages to two camps.", [None, None]),
        ("Vale ended up winning by eight games.", [None]),
        ("To complicate it further, the two boats met.", [None]),
    ],
)
def test_changes(text: str, changes: list[Change | None]) -> None:
    assert [quantity.change for quantity in figures(text)] == changes


def test_a_factor_has_its_bound() -> None:
    found = figures("Costs more than doubled while income halved.")
    assert [(q.low, q.high, q.unit) for q in found] == [(2, None, "times"), (0.5, 0.5, "times")]
    assert figures("He doubled down on it.") == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It killed 25 guards, including one captain, and hurt 55 more.", {"one": "25"}),
        ("Of the 12 people killed, three were boys and two were girls.",
         {"three": "12", "two": "12"}),
        ("Some 60 people were hurt, 12 of whom were boys.", {"12": "Some 60"}),
        ("Two of the five boats sank.", {"Two": "five"}),
        ("Five of seven left.", {"Five": "seven"}),
        ("Three bakers and two cooks were among the 12 people killed.",
         {"Three": "12", "two": "12"}),
        ("Thirty people were held, a third of them boys.", {"a third": "Thirty"}),
        ("It took in 20 people, four of whom were badly hurt and 16 who were not.",
         {"four": "20", "16": "20"}),
        ("It killed 12 men and hurt five women.", {}),
    ],
)  # fmt: skip
def test_parts(text: str, parts: dict[str, str]) -> None:
    found = {_of(text, q.span): _of(text, q.part_of) for q in figures(text) if q.part_of}
    assert found == parts


def test_the_dead_among_a_parenthesis_are_dead() -> None:
    found = figures("At least 20 people, among them two bakers, died.")
    assert [quantity.role for quantity in found] == ["killed", "killed"]


def test_a_sum_given_again_in_another_currency_says_so() -> None:
    text = "They asked for $5.6bn (£3.5bn)."
    dollars, pounds = figures(text)
    assert (dollars.restates, pounds.restates) == (None, dollars.span)
    text = "The families of the dead will get five million karvels ($2.1m)."
    karvels, dollars = figures(text)
    assert (karvels.unit, karvels.role, dollars.restates) == ("karvel", "other", karvels.span)


def test_the_time_in_the_same_clause_is_the_nearest() -> None:
    text = "On Monday a raid killed 12 guards, and on Friday a flood killed five farmers."
    assert [_of(text, q.as_of) for q in figures(text)] == ["Monday", "Friday"]


def test_a_count_over_a_stretch_holds_at_its_end() -> None:
    text = "There were 112 accidents between March 2015 and March 2016."
    assert _of(text, figures(text)[0].as_of) == "March 2016"


def test_what_happened_takes_the_time_of_the_sentence_before() -> None:
    text = "A wall fell in the port on Monday. It killed 12 people."
    assert [_of(text, q.as_of) for q in figures(text)] == ["Monday"]
    text = "A wall fell in the port on Monday. The port has 12 cranes."
    assert [_of(text, q.as_of) for q in figures(text)] == [None]


def test_the_place_needs_a_word_that_puts_the_figure_there() -> None:
    text = "Vale lost 12 boats near Orvale."
    assert [_of(text, q.place) for q in figures(text, "Vale", "Orvale")] == ["Orvale"]
    text = "Some 12 people died in the northern city of Orvale."
    assert [_of(text, q.place) for q in figures(text, "Orvale")] == ["Orvale"]
    text = "They hurt several Orvale guards in what Orvale calls an error."
    assert [_of(text, q.place) for q in figures(text, "Orvale")] == [None]
    text = "He wrote to seven senators that guards, who receive training in Orvale, left."
    assert [_of(text, q.place) for q in figures(text, "Orvale")] == [None]
    text = "A fire broke out in Orvale, trapping five people."
    assert [_of(text, q.place) for q in figures(text, "Orvale")] == ["Orvale"]
    text = "Some 12 boats came from Orvale."
    assert [_of(text, q.place) for q in figures(text, "Orvale")] == [None]


def test_a_figure_belongs_to_the_attribution_it_stands_in() -> None:
    text = "The office said 12 boats sank. Vale has 40 boats."
    assert [q.by for q in figures(text, said="12 boats sank")] == ["a1", None]

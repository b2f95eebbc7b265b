"""A stated none is a figure of zero; every text here was made up for the test."""

from __future__ import annotations

import pytest

from whence.extraction.quantity import find_quantities
from whence.records.extraction import Bound
from whence.records.span import Span


@pytest.mark.parametrize(
    ("text", "words", "role", "counts"),
    [
        ("No one was hurt in the fire.", "No one was hurt", "wounded", "people"),
        ("Nobody has been arrested.", "Nobody has been arrested", "captured", "people"),
        (
            "The mayor said no one was killed or injured.",
            "no one was killed or injured",
            "casualties",
            "people",
        ),
        (
            "It said that no Orland mill staff had been hurt.",
            "no Orland mill staff had been hurt",
            "wounded",
            "Orland mill staff",
        ),
        (
            "None of the passengers were injured.",
            "None of the passengers were injured",
            "wounded",
            "passengers",
        ),
        ("There were no deaths.", "no deaths", "killed", "people"),
        ("It caused no injuries or deaths.", "no injuries or deaths", "casualties", "people"),
    ],
)
def test_a_stated_none_is_zero(text: str, words: str, role: str, counts: str) -> None:
    (quantity,) = find_quantities(text, [Span(0, len(text))])
    assert (quantity.low, quantity.high, quantity.bound) == (0, 0, Bound.EXACT)
    assert quantity.span.of(text) == words
    assert (quantity.unit, quantity.role, quantity.counts) == ("people", role, counts)


@pytest.mark.parametrize(
    "text",
    [
        "They asked if no one was hurt.",
        "She hoped that nobody was injured.",
        "No one else was hurt.",
        "No other passengers were hurt.",
        "There were no serious injuries.",
        "There have been no deaths here since the flood.",
        "No boats were harmed.",
        "It was a story of no deaths.",
        "No one was there.",
        "There were no reports that anyone was hurt.",
        "Known staff were hurt.",
        "All of them were unharmed.",
    ],
)
def test_what_says_less_than_none_gives_no_figure(text: str) -> None:
    assert find_quantities(text, [Span(0, len(text))]) == ()


def test_a_stated_none_stands_among_the_other_figures_and_in_one_sentence() -> None:
    text = "It burned 12 barns. No one was hurt. Two mills fell. No one was\n\nhurt."
    sentences = [Span(0, 19), Span(20, 36), Span(37, 52), Span(53, 63), Span(65, 70)]
    found = find_quantities(text, sentences)
    assert [q.low for q in found] == [12, 0, 2]

"""Sums: relations a report's words state between its own figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.extraction.test_quantity_properties import TEXTS
from whence.extraction.intervals import Interval, equals, interval_of, no_more_than
from whence.extraction.quantity import find_quantities
from whence.extraction.sentences import split_sentences
from whence.extraction.sums import find_sums
from whence.records.extraction import Bound, Outcome, Quantity, Sum, SumKind
from whence.records.span import Span


def sums(text: str) -> tuple[Sum, ...]:
    """Return the sums of a text of one paragraph."""
    sentences = split_sentences(text, [Span(0, len(text))])
    return find_sums(text, sentences, find_quantities(text, sentences))


HOLDS, FAILS, OPEN = Outcome.HOLDS, Outcome.FAILS, Outcome.OPEN


@pytest.mark.parametrize(
    ("text", "kind", "outcome", "words", "figures"),
    [
        (
            "They sent 1,500 more troops, in addition to the 1,600 troops already there, "
            "bringing the total to over 3,000.",
            SumKind.ADDED, HOLDS, ["in addition to", "bringing the total to"],
            ["1,500 more", "1,600", "over 3,000"],
        ),
        (
            "They sent 450 more troops on top of the 3,100 there, raising the number to 3,500.",
            SumKind.ADDED, FAILS, ["on top of", "raising the number to"],
            ["450 more", "3,100", "3,500"],
        ),
        (
            "They sent another 450 troops, bringing the total to over 3,000.",
            SumKind.ADDED, OPEN, ["bringing the total to"], ["450", "over 3,000"],
        ),
        (
            "Another 24 tonnes fell that night, bringing the total since Dec. 23 to 62 tonnes.",
            SumKind.ADDED, OPEN, ["bringing the total since Dec. 23 to"],
            ["24 tonnes", "62 tonnes"],
        ),
        (
            "Vale sent 1,500 more guards to join the 1,600 guards there. Now it is back with "
            "over 3,000 guards.",
            SumKind.ADDED, HOLDS, ["join", "Now"], ["1,500 more", "1,600", "over 3,000"],
        ),
        (
            "They sent 1,500 more troops, nearly doubling the force, on top of the 1,600 troops.",
            SumKind.FACTOR, HOLDS, ["nearly doubling"],
            ["1,500 more", "1,600", "nearly doubling"],
        ),
        (
            "The fleet tripled from 20 boats to 41 boats.",
            SumKind.FACTOR, FAILS, ["tripled"], ["20", "41", "tripled"],
        ),
        (
            "The raid killed at least 25 guards, including one captain.",
            SumKind.PART, HOLDS, ["including"], ["one", "at least 25"],
        ),
        (
            "The raid killed 25 guards, including 20 captains and 12 cooks.",
            SumKind.PART, FAILS, ["including"], ["20", "12", "25"],
        ),
        (
            "At least 100 people were hurt, including about 60 boys and more than 50 girls.",
            SumKind.PART, OPEN, ["including"], ["about 60", "more than 50", "At least 100"],
        ),
        (
            "Police held 31 people, of whom 29 were freed.",
            SumKind.PART, HOLDS, ["of whom"], ["29", "31"],
        ),
        (
            "The dead were 12 people: seven men and five women.",
            SumKind.LIST, HOLDS, [":"], ["seven", "five", "12"],
        ),
        (
            "Seven men and six women died, 12 people in all.",
            SumKind.LIST, FAILS, ["in all"], ["Seven", "six", "12"],
        ),
        (
            "Twelve people died: seven in the blast and five in hospital.",
            SumKind.LIST, HOLDS, [":"], ["seven", "five", "Twelve"],
        ),
        (
            "The group lost 20 men and the army 15, a combined 36.",
            SumKind.LIST, FAILS, ["a combined"], ["20", "15", "36"],
        ),
        (
            "It holds 10,000 pages, comprising 4,000 letters, 3,000 bills and 3,000 notes.",
            SumKind.LIST, HOLDS, ["comprising"], ["4,000", "3,000", "3,000", "10,000"],
        ),
        (
            "Of 31 suspects, 18 were bakers.",
            SumKind.PART, HOLDS, ["Of"], ["18", "31"],
        ),
        (
            "They put the toll at 30, of which 12 were guards and 20 bakers.",
            SumKind.PART, FAILS, ["of which"], ["12", "20", "30"],
        ),
        (
            "Three more people died, raising the toll to 15 from 12.",
            SumKind.ADDED, HOLDS, ["raising the toll to"], ["Three more", "12", "15"],
        ),
        (
            "Vale has 3,100 troops and will send 450 more, for a total of 3,550.",
            SumKind.ADDED, HOLDS, ["for a total of"], ["450 more", "3,100", "3,550"],
        ),
        (
            "The 450 guards will join 3,100 already in the valley.",
            SumKind.ADDED, OPEN, ["join"], ["450", "3,100"],
        ),
        (
            "Nearly half of the 60 boats, some 28, sank.",
            SumKind.SHARE, OPEN, ["of the"], ["some 28", "60", "Nearly half"],
        ),
        (
            "Half of the 1,600 troops left.",
            SumKind.SHARE, OPEN, ["of the"], ["Half", "1,600"],
        ),
        (
            "12 of the 40 seats, or 30 percent, were empty.",
            SumKind.SHARE, HOLDS, ["of the"], ["12", "40", "30 percent"],
        ),
        (
            "12 of the 40 seats (40 percent) were empty.",
            SumKind.SHARE, FAILS, ["of the"], ["12", "40", "40 percent"],
        ),
        (
            "Prices rose 12% to $56 from $50.",
            SumKind.CHANGED, HOLDS, ["12%"], ["$50", "$56", "12%"],
        ),
        (
            "Prices fell by $8 from $56 to $50.",
            SumKind.CHANGED, FAILS, ["$8"], ["$56", "$50", "$8"],
        ),
    ],
)  # fmt: skip
def test_relations(
    text: str, kind: SumKind, outcome: Outcome, words: list[str], figures: list[str]
) -> None:
    found = [one for one in sums(text) if one.kind is kind]
    assert [one.outcome for one in found] == [outcome]
    assert [span.of(text) for span in found[0].words] == words
    assert [span.of(text) for span in found[0].figures] == figures


def test_the_working_is_told() -> None:
    text = "They sent 450 more troops on top of the 3,100 there, raising the number to 3,500."
    assert [one.why for one in sums(text)] == ["450 more + 3,100 = 3,550; the words say 3,500"]


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed 25 guards and wounded 55.",
        "Two of the five boats sank.",
        "They sent 1,500 troops. There are 1,600 clerks in the ministry.",
        "Sales doubled.",
        "The price rose from $50 to $56.",
    ],
)
def test_nothing_is_compared_that_the_words_do_not_bring_together(text: str) -> None:
    assert sums(text) == ()


@pytest.mark.parametrize(
    ("worked_out", "said", "outcome"),
    [
        (Interval(3100, 3100), Interval(3000, float("inf")), HOLDS),
        (Interval(3100, 3100), Interval(3100, 3100), HOLDS),
        (Interval(2900, 2900), Interval(3000, float("inf")), FAILS),
        (Interval(25, float("inf")), Interval(30, 30), OPEN),
        (Interval(90, 110), Interval(100, 100), OPEN),
    ],
)
def test_equality_of_ranges(worked_out: Interval, said: Interval, outcome: Outcome) -> None:
    assert equals(worked_out, said) is outcome


def test_a_part_against_its_whole() -> None:
    whole = Interval(25, float("inf"))
    assert no_more_than(Interval(1, 1), whole) is HOLDS
    assert no_more_than(Interval(30, 30), whole) is OPEN
    assert no_more_than(Interval(30, 30), Interval(25, 25)) is FAILS


def test_a_large_round_number_is_rounded_and_a_small_one_is_not() -> None:
    def of(value: float) -> Interval:
        return interval_of(Quantity(Span(0, 1), value, value, Bound.EXACT))

    assert of(5.6e9) == Interval(5.6e9, 5.6e9)
    assert of(3100) == Interval(3100, 3100)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sums_of_any_text_name_its_own_figures(text: str) -> None:
    sentences = split_sentences(text, [Span(0, len(text))])
    quantities = find_quantities(text, sentences)
    own = {quantity.span for quantity in quantities}
    for one in find_sums(text, sentences, quantities):
        assert len(one.figures) > 1
        assert own.issuperset(one.figures)
        assert all(0 <= span.start < span.end <= len(text) for span in one.words)
        assert one.why

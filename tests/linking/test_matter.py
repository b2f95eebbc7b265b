"""Whether two reports are on one matter, and what that does to statements alike in words."""

from __future__ import annotations

import pytest

from tests.linking.build import extract, linked, report
from whence.linking.matter import FIRST, ON_ONE_MATTER, TELLING, Matter, matter_of

FERRY = (
    "Ferry runs aground off Tarn Point\n"
    "The ferry Halcyon ran aground on the reef at Tarn Point with 212 passengers aboard.\n"
    "Lifeboats from Tarn took the passengers off the ferry before dawn.\n"
    "The hull of the Halcyon was torn open over six metres and the tide is rising.\n"
    "Divers from the harbour authority looked for oil leaking from the hull of the ferry.\n"
    "Emergency crews treated the wounded at the scene.\n"
    "The captain of the Halcyon was questioned by the coast guard about the course he steered."
)
FERRY_AGAIN = (
    "Coast guard questions captain of the Halcyon\n"
    "The coast guard has questioned the captain whose ferry struck the reef at Tarn Point.\n"
    "The Halcyon had left the harbour of Tarn an hour late and steered close to the reef.\n"
    "Its passengers were taken off by lifeboats as the tide rose.\n"
    "Emergency crews treated wounded passengers at the scene."
)
MARKET = (
    "Fire guts covered market in Oldbury\n"
    "A fire destroyed forty stalls of the covered market in Oldbury.\n"
    "Stallholders said the flames spread from the oven of a bakery to the roof.\n"
    "The roof of the market, built by the guild of butchers, fell in by noon.\n"
    "Crews treated wounded people at the site of the blaze.\n"
    "The baker Osric Pell had lit the oven at four, and flour dust caught fire, inspectors found.\n"
    "Insurance for the stalls had lapsed, the guild of butchers conceded to its members.\n"
    "The council of Oldbury promised the butchers and bakers of the market a new hall."
)


def near(one: Matter, two: Matter) -> float:
    """Return the cosine of two matters."""
    return sum(weight * two.words[stem] for stem, weight in one.words.items() if stem in two.words)


def test_reports_of_one_story_are_on_one_matter_and_others_are_not() -> None:
    ferry, again, market = (matter_of(report(text)) for text in (FERRY, FERRY_AGAIN, MARKET))
    assert near(ferry, again) > 2 * ON_ONE_MATTER
    assert near(ferry, market) < ON_ONE_MATTER
    assert near(again, market) < ON_ONE_MATTER


def test_reports_find_one_another_by_what_they_are_on_from_their_first_words() -> None:
    ferry, again, market = (matter_of(report(text)) for text in (FERRY, FERRY_AGAIN, MARKET))
    assert {"halcyon", "tarn"} <= {*ferry.first} & {*again.first}
    assert {*market.first}.isdisjoint((*ferry.first, *again.first))


def test_a_word_that_comes_late_is_not_what_a_report_is_on() -> None:
    filler = " ".join(f"Lamp{chr(97 + n)}" for n in range(20))
    early, late = (
        matter_of(report(text))
        for text in (f"Halcyon halcyon. {filler}", f"{filler} Halcyon halcyon.")
    )
    assert early.first[0] == "halcyon"
    assert early.words["halcyon"] == late.words["halcyon"]
    assert late.first.index("halcyon") > 0 if "halcyon" in late.first else True


def test_a_matter_is_of_unit_length_and_bounded() -> None:
    long = report(" ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(300)))
    told = matter_of(long)
    assert len(told.words) == TELLING
    assert len(told.first) == FIRST
    assert near(told, told) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("text", ["12 34", "It is what it is.", "– –"])
def test_a_report_that_tells_nothing_is_about_nothing(text: str) -> None:
    assert matter_of(report(text)) == Matter()


def test_what_two_stories_say_in_like_words_is_no_point() -> None:
    ferry, again, market = (
        report(text, publisher=name)
        for text, name in (
            (FERRY, "Tarn Post"),
            (FERRY_AGAIN, "Reef Daily"),
            (MARKET, "Oldbury Star"),
        )
    )
    points = linked(*((r, extract(r)) for r in (ferry, again, market))).points
    speaking = [{account.report for account in point.accounts} for point in points]
    assert any({ferry.id, again.id} <= reports for reports in speaking)
    assert not any(market.id in reports for reports in speaking)

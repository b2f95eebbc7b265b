"""Ages: read in a clause, and told on points of their own."""

from __future__ import annotations

import pytest

from tests.linking.build import extract, linked, place, report
from whence.linking.ages import AGE, ages_in
from whence.records.links import Point, PointKind, Relation
from whence.records.span import Span


def ages(text: str, *names: str) -> list[tuple[float | None, str | None]]:
    """Return the ages of a text with whom they are told of; `names` are the persons in it."""
    found = ages_in(text, Span(0, len(text)), [place(text, name) for name in names])
    return [(age.low, age.counts) for age in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a 4-year-old boy fell into the harbour", [(4, "boy")]),
        ("a four-year-old fell into the harbour", [(4, None)]),
        ("the child is 4 years old", [(4, None)]),
        ("the skipper, aged 52, went down with the ferry", [(52, None)]),
        ("the twenty-one-year-old sailor swam ashore", [(21, "sailor")]),
        ("who turned 17 on Friday", [(17, None)]),
        ("she said that he is 3", [(3, None)]),
        ("the day after his 17th birthday", [(17, None)]),
        ("the 300-year-old chapel burnt down", []),
        ("he is 20 minutes late", []),
        ("children aged 6 to 9 were on board", []),
        ("the ferry turned 17 degrees", []),
        ("a four-year plan for the harbour", []),
    ],
)
def test_ages_are_read(text: str, told: list[tuple[float, str | None]]) -> None:
    assert ages(text) == told


def test_a_number_behind_a_persons_name_is_an_age() -> None:
    assert ages("Ana Roe, 64, swam ashore", "Ana Roe") == [(64, None)]
    assert ages("Ana Roe (64) swam ashore", "Ana Roe") == [(64, None)]
    assert ages("Port Ella, 64, and Norland, 70") == []
    assert ages("Ana Roe, 64 others and a dog", "Ana Roe") == []


def points(*texts: str) -> list[Point]:
    """Link reports of one text each; return the points that ask for an age."""
    made = [report(text, publisher=f"Paper {i}") for i, text in enumerate(texts)]
    found = linked(*((r, extract(r)) for r in made)).points
    return [p for p in found if p.question.startswith("How old")]


def test_reports_a_year_apart_on_an_age_stand_on_one_point() -> None:
    (point,) = points(
        "A four-year-old boy fell into the harbour of Port Ella on Sunday.",
        "A three-year-old boy fell into the harbour of Port Ella.",
    )
    assert point.kind is PointKind.QUANTITY
    assert point.question == "How old is the boy?"
    assert {(a.low, a.high, a.unit) for a in point.accounts} == {(3, 3, "year"), (4, 4, "year")}
    assert point.relation is not Relation.AGREE


def test_ages_far_apart_are_of_two_people() -> None:
    assert not points(
        "A 25-year-old man fell into the harbour of Port Ella on Sunday.",
        "A 60-year-old man fell into the harbour of Port Ella on Sunday.",
    )


def test_an_age_is_compared_with_no_other_figure() -> None:
    made = [
        report("A 30-year-old sailor swam ashore at Port Ella.", publisher="A"),
        report("Some 30 sailors swam ashore at Port Ella.", publisher="B"),
    ]
    for point in linked(*((r, extract(r)) for r in made)).points:
        assert {a.unit for a in point.accounts} != {"year", "sailors"}


def test_the_role_of_an_age_is_told() -> None:
    (age,) = ages_in("a 4-year-old boy", Span(0, 16), [])
    assert age.role == AGE
    assert age.span == Span(2, 3)

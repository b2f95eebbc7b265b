"""Figures in other units, open ranges and counts of the public meet across reports."""

from __future__ import annotations

import pytest

from tests.linking.build import extract, linked, report
from whence.linking.ages import AGE
from whence.linking.measures import rounded_range
from whence.records.extraction import Bound, Quantity
from whence.records.links import Point, PointKind
from whence.records.span import Span


def measured(value: float, unit: str, role: str | None = None) -> Quantity:
    return Quantity(Span(0, 1), value, value, Bound.EXACT, unit, role=role)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (measured(400, "pound"), measured(181, "kilogram")),
        (measured(1.25, "mile"), measured(2, "kilometre")),
        (measured(90, "minute"), measured(1.5, "hour")),
    ],
)
def test_one_measure_in_two_units_is_one(one: Quantity, two: Quantity) -> None:
    assert rounded_range(one) == rounded_range(two)


def test_counts_and_ages_stay_as_they_are() -> None:
    assert rounded_range(measured(1601, "people")) == (1601, 1601)
    assert rounded_range(measured(17, "year", AGE)) == (17, 17)


def quantities(*texts: str) -> list[Point]:
    """Link reports of one text each; return the points that ask for a number."""
    made = [report(text, publisher=f"Paper {i}") for i, text in enumerate(texts)]
    found = linked(*((r, extract(r)) for r in made)).points
    return [p for p in found if p.kind is PointKind.QUANTITY]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The ferry Alma weighed 400 pounds more than its licence of Port Ella allows.",
            "The ferry Alma weighed 181 kilograms more than its licence allows.",
        ),
        (
            "More than 2,000 people signed a petition for the ferry Alma of Port Ella.",
            "Almost 300,000 people have signed a petition for the ferry Alma.",
        ),
        (
            "The leak at Port Ella may have affected 143 million consumers of the ferry bank.",
            "The leak of the ferry bank may have affected 143 million customers.",
        ),
    ],
)
def test_figures_told_otherwise_stand_on_one_point(one: str, two: str) -> None:
    (point,) = quantities(one, two)
    assert len(point.accounts) == 2


def test_two_figures_of_one_sentence_stand_on_two_points() -> None:
    """The words around both are the same; so each would hold the other from its like elsewhere."""
    found = quantities(
        "Shares of the ferry line Alma fell 1.5 percent to $65.09 on Monday.",
        "Shares of the ferry line Alma fell 4.3 percent to $63.20 on Monday afternoon.",
    )
    assert found
    assert all(len({a.unit for a in point.accounts}) == 1 for point in found)

"""Numbers told otherwise than by a count: how many times as much, how often, which in an order."""

from __future__ import annotations

import pytest

from tests.linking.build import extract, linked, place, report
from whence.linking.told_otherwise import FACTOR, OFTEN, told_otherwise
from whence.records.links import PointKind
from whence.records.span import Span

LAP = "lap in order"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The new ferry has twice the power of the old one", [(2, 2, FACTOR)]),
        ("It is more than twice as powerful", [(2, None, FACTOR)]),
        ("It has double thrust of the next largest", [(2, 2, FACTOR)]),
        ("It is the most powerful by a factor of two", [(2, 2, FACTOR)]),
        ("The race was twice stopped", [(2, 2, OFTEN)]),
        ("The siren sounded five times during the night", [(5, 5, OFTEN)]),
        ("The ferry was stopped for a second time", [(2, 2, OFTEN)]),
        ("The two-time champion of the bay", [(2, 2, OFTEN)]),
        ("Ana Roe crashed on lap 48", [(48, 48, LAP)]),
        ("Ana Roe crashed in the 48th lap", [(48, 48, LAP)]),
        ("She was in sixteenth place", [(16, 16, "place in order")]),
        ("The double doors of the cabin were shut", []),
        ("It is four times as large", []),  # a figure of its own to extraction
        ("The race has 71 laps", []),
        ("It happened several times", []),
    ],
)
def test_numbers_are_read(text: str, told: list[tuple[float, float | None, str]]) -> None:
    found = told_otherwise(text, Span(0, len(text)), [])
    assert [(q.low, q.high, q.unit) for q in found] == told


def test_what_is_a_figure_already_is_not_read_again() -> None:
    text = "The siren sounded five times that night"
    assert not list(told_otherwise(text, Span(0, len(text)), [place(text, "five times")]))


def test_which_lap_it_was_stands_on_one_point() -> None:
    made = [
        report(text, publisher=f"Paper {i}")
        for i, text in enumerate(
            (
                "Ana Roe crashed her boat on lap 48 of the race round Port Ella.",
                "In the 48th lap of the race round Port Ella Ana Roe crashed her boat.",
            )
        )
    ]
    points = linked(*((r, extract(r)) for r in made)).points
    assert [{a.low for a in p.accounts} for p in points if p.kind is PointKind.QUANTITY] == [{48}]

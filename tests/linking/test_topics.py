"""What a figure counts, and the question asked of it."""

from __future__ import annotations

import pytest

from tests.linking.build import extract, report
from whence.linking.gazetteer import load_gazetteer
from whence.linking.questions import ask
from whence.linking.statements import gather
from whence.linking.topics import TOLLS, family
from whence.records.extraction import Bound, Quantity
from whence.records.links import PointKind
from whence.records.span import Span


@pytest.mark.parametrize(
    ("text", "role", "counted"),
    [
        ("The storm killed 9 sailors.", "killed", "killed"),
        ("The storm wounded 9 sailors.", "wounded", "wounded"),
        ("The storm killed or wounded 9 sailors.", "casualties", "casualties"),
    ],
)
def test_the_killed_or_wounded_are_a_toll_of_their_own(text: str, role: str, counted: str) -> None:
    place = text.index("9")
    nine = Quantity(Span(place, place + 1), 9, 9, Bound.EXACT, "people", "sailors", "sailors", role)
    assert family(text, Span(0, len(text)), nine) == counted
    assert counted in TOLLS


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("9 of the wounded died overnight.", "dead of wounds"),
        ("9 of those badly injured have since died.", "dead of wounds"),
        ("9 of the wounded were treated where they lay, and a guard died.", "wounded"),
        ("9 of the sailors were wounded.", "wounded"),
    ],
)
def test_the_wounded_who_died_are_not_all_the_wounded(text: str, counted: str) -> None:
    nine = Quantity(Span(0, 1), 9, 9, Bound.EXACT, "people", "sailors", "sailors", "wounded")
    assert family(text, Span(0, len(text)), nine) == counted
    assert counted in TOLLS


def test_the_question_names_both() -> None:
    made = report("The storm killed or wounded 9 sailors.")
    statements = gather([made], [extract(made)], load_gazetteer()).statements
    told = [statement for statement in statements if statement.quantity is not None]
    assert ask(PointKind.QUANTITY, told, [made.text] * len(told)) == (
        "How many sailors were killed or wounded?"
    )

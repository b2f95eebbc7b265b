"""Whom a figure counts, and which figures of one point move or clash for it."""

from __future__ import annotations

import pytest

from tests.linking.build import report
from whence.linking.counted_groups import behind_number, counts_deeds, group_of
from whence.linking.movement import Change, find_movements
from whence.records.links import Account, Point, PointKind, Relation
from whence.records.report import Report
from whence.records.span import Span

KILLED = "How many people were killed?"


def told(
    of: Report, clause: str, value: float, *, unit: str = "people", as_of: str | None = None
) -> Account:
    start = of.text.index(clause)
    where = (Span(start, start + len(clause)),)
    return Account(clause, of.id, where, f"{value:g}", value, value, unit, (), as_of)


def moves(question: str, *accounts: Account, of: tuple[Report, ...]) -> list[tuple[Change, str]]:
    single = tuple((a.id,) for a in accounts)
    point = Point(
        "p", question, PointKind.QUANTITY, accounts, single, Relation.DISAGREE, single, 1, 1
    )
    (movement,) = find_movements([point], of, {r.id: r.publisher or "" for r in of})
    return [(m.change, f"{m.first} > {m.second}") for m in movement.moves]


@pytest.mark.parametrize(
    ("clause", "value", "group"),
    [
        ("at least 12 people were killed", 12, set()),
        ("two children died in the fire", 2, {"children"}),
        ("three Orvalians were among the 84 dead", 3, {"orvalian"}),
        ("rose to 85, Emil Lund announced", 85, set()),
        ("rose to six Friday", 6, set()),
        ("forty-two are critically hurt", 42, {"critical"}),
        ("including 10 civilians", 10, {"a part"}),
        ("three of those trapped were freed", 3, {"a part"}),
    ],
)
def test_words_tell_whom_a_figure_counts(clause: str, value: float, group: set[str]) -> None:
    found = group_of(clause, value)
    assert {word[:5] for word in found} == {word[:5] for word in group}


def test_a_number_that_is_not_found_has_nothing_behind_it() -> None:
    assert behind_number("dozens were hurt", 24) == []
    assert behind_number("some 1,200 ferries sank, he said", 1200) == ["ferries", "sank"]


def test_only_people_whom_something_befell_are_counted_by_deeds() -> None:
    assert counts_deeds("How many people were wounded in Salen?")
    assert not counts_deeds("How many people are spoken of?")
    assert not counts_deeds("What distance is given?")


FIRST = report(
    "Twenty people were killed. Nine soldiers were killed. A fire in 2019 killed 31 people.",
    publisher="First Post",
    day="2031-05-02",
)
LATER = report(
    "Some 22 people were killed. Four people were killed elsewhere.",
    publisher="Later Post",
    day="2031-05-03",
)
BOTH = (FIRST, LATER)


def test_a_later_count_of_the_same_people_moves_the_figure() -> None:
    twenty, more = told(FIRST, "Twenty people", 20), told(LATER, "Some 22 people", 22)
    assert moves(KILLED, twenty, more, of=BOTH) == [
        (Change.UPDATE, "Twenty people > Some 22 people")
    ]


def test_a_group_another_time_and_a_figure_far_below_move_nothing() -> None:
    twenty = told(FIRST, "Twenty people", 20)
    soldiers = told(FIRST, "Nine soldiers", 9)
    fire = told(FIRST, "A fire in 2019 killed 31 people", 31, as_of="2019")
    four = told(LATER, "Four people", 4)
    assert moves(KILLED, twenty, soldiers, fire, four, of=BOTH) == []


def test_a_month_and_a_day_of_it_clash() -> None:
    month = told(FIRST, "Twenty people", 20, as_of="2031-05")
    day = told(LATER, "Some 22 people", 22)
    assert moves(KILLED, month, day, of=BOTH) == [(Change.CLASH, "Twenty people > Some 22 people")]


def test_measures_clash_only_where_their_clauses_have_words_in_common() -> None:
    ship = report(
        "The ferry lay 300 metres off the lighthouse. The quay is 90 metres long. "
        "The ferry lay 500 metres off the lighthouse.",
        day="2031-05-02",
    )
    near = told(ship, "The ferry lay 300 metres off the lighthouse", 300, unit="metre")
    quay = told(ship, "The quay is 90 metres long", 90, unit="metre")
    far = told(ship, "The ferry lay 500 metres off the lighthouse", 500, unit="metre")
    found = moves("What distance is given?", near, quay, far, of=(ship,))
    assert found == [(Change.CLASH, f"{near.id} > {far.id}")]

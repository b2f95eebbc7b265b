from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import extract, linked, report
from whence.linking.gazetteer import load_gazetteer
from whence.linking.implied import with_figures
from whence.linking.measures import figure_of, in_whole_units
from whence.linking.parting import (
    part_counts,
    part_measures,
    part_side_by_side,
    part_unlike,
    without_asides,
)
from whence.linking.statements import Statement, gather
from whence.linking.topics import family
from whence.records.extraction import Bound, Quantity
from whence.records.links import PointKind, Relation
from whence.records.span import Span

KNOWN = load_gazetteer()


def statements(*texts: str) -> tuple[list[Statement], list[str]]:
    """Return the one statement of each text, every text a report of its own."""
    made = [report(text, publisher=f"Paper {i}") for i, text in enumerate(texts)]
    told = [gather([r], [extract(r)], KNOWN).statements for r in made]
    return [found[-1] for found in told], list(texts)


def figures(*texts: str) -> list[tuple[float | None, float | None] | None]:
    found = with_figures(*statements(*texts))
    return [(s.quantity.low, s.quantity.high) if s.quantity else None for s in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("All the crew of the ferry Alma were unharmed.", (0, 0)),
        ("No passenger of the ferry Alma was hurt in the storm.", (0, 0)),
        ("The harbour mayor spoke of some loss of life on the ferry.", (1, None)),
        ("Norland staged its fourth missile test off Port Ella.", (4, 4)),
        ("Norland's 12th missile test shook the harbour.", (12, 12)),
        ("No more passengers of the ferry Alma were hurt.", None),
        ("It is unclear whether all passengers of the ferry were unharmed.", None),
        ("The fourth pier of the harbour lies in the storm.", None),
        ("The harbour master feared that people were killed.", None),
    ],
)
def test_a_figure_told_without_a_number(
    text: str, told: tuple[float | None, float | None] | None
) -> None:
    assert figures(text) == [told]


def test_a_list_of_people_is_a_count_where_others_count() -> None:
    listed = "The plane carried a pilot and a co-pilot to Port Ella."
    assert figures(listed) == [None]
    assert figures(listed, "The plane carried two pilots to Port Ella.") == [(2, 2), (2, 2)]


def test_a_zero_and_a_toll_stand_on_one_point_as_figures() -> None:
    one = report("All the crew of the ferry Alma off Port Ella were unharmed in the storm.")
    two = report("All the crew of the ferry Alma off Port Ella were unharmed.", publisher="B")
    (point,) = linked((one, extract(one)), (two, extract(two))).points
    assert point.kind is PointKind.QUANTITY
    assert {(a.low, a.high) for a in point.accounts} == {(0.0, 0.0)}
    assert point.relation is Relation.AGREE


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("In Port Ella 51 people were hurt.", "wounded"),
        ("In Port Ella 51 injured people were taken to the harbour hospital.", "hospital"),
        ("The harbour hospital was treating 51 injured people.", "hospital"),
        ("In Port Ella two people were trapped.", "trapped"),
        ("In Port Ella two people remain trapped.", "still trapped"),
    ],
)
def test_who_was_hurt_is_not_who_lies_in_hospital(text: str, counted: str) -> None:
    ((statement,), _) = statements(text)
    assert statement.quantity is not None
    assert family(text, statement.span, statement.quantity) == counted


def measure(low: float, unit: str) -> Quantity:
    return Quantity(Span(0, 1), low, low, Bound.EXACT, unit)


def test_measures_are_compared_in_one_unit() -> None:
    assert figure_of(measure(2, "hour")).value == figure_of(measure(120, "minute")).value
    assert figure_of(measure(5, "mile")).value == pytest.approx(8046.72)
    assert figure_of(Quantity(Span(0, 1), 4, 4, Bound.EXACT, counts="boats")).grain == 0


def test_a_time_of_parts_is_told_in_the_smaller_unit() -> None:
    assert in_whole_units(measure(9 + 46 / 60, "minute")) == (586.0, 586.0, "second")
    assert in_whole_units(measure(1.5, "hour")) == (1.5, 1.5, "hour")
    assert in_whole_units(measure(0.5, "hour")) == (30.0, 30.0, "minute")
    assert in_whole_units(measure(4, "decade")) == (40.0, 40.0, "year")


def test_a_limit_is_not_the_top_speed() -> None:
    found, texts = statements(
        "The bend has a speed limit of 12 mph.",
        "There is a speed limit of 12 mph.",
        "The harbour trams reach 50 mph elsewhere.",
    )
    by_report = {s.report: text for s, text in zip(found, texts, strict=True)}
    assert sorted(map(len, part_measures(found, by_report))) == [1, 2]
    counted, texts = statements("The firm owns 12 boats.", "Its fleet counts 50 boats.")
    by_report = {s.report: text for s, text in zip(counted, texts, strict=True)}
    assert part_measures(counted, by_report) == [counted]


def test_what_one_report_counts_beside_the_common_number_is_another_count() -> None:
    first = report("The fire service sent eight engines. A guest saw two engines.")
    own = list(gather([first], [extract(first)], KNOWN).statements)
    (other,), _ = statements("The harbour saw eight engines.")
    kept = without_asides([*own, other])
    assert [s.quantity.low for s in kept if s.quantity] == [8.0, 8.0]
    assert without_asides(own) == own


def test_several_counts_of_one_report_are_parted_but_nearly_one_number_stays() -> None:
    text = "The north quay held 20 boats. The old quay held 31 boats. The long quay held 51 boats."
    first = report(text)
    own = list(gather([first], [extract(first)], KNOWN).statements)
    (other,), _ = statements("The quay held more than 50 boats.")
    assert sorted(map(len, part_counts([*own, other]))) == [1, 1, 2]


def test_two_numbers_that_reports_give_side_by_side_are_two_counts() -> None:
    beside = "The yard sent {} boats to the pier. The mill sent five boats to the pier."
    made = [report(beside.format(n), publisher=n) for n in ("three", "3")]
    told = [s for m in made for s in gather([m], [extract(m)], KNOWN).statements]
    (stray,), _ = statements("The yard sent two boats to the pier.")
    parts = part_side_by_side([*told, stray])
    lows = [sorted(s.quantity.low or 0 for s in part if s.quantity) for part in parts]
    assert sorted(lows) == [[2.0, 3.0, 3.0], [5.0, 5.0]]
    of_two = [replace(s, chain=(f"speaker of {s.quantity and s.quantity.low}",)) for s in told]
    assert part_side_by_side(of_two) == [of_two]
    assert part_side_by_side(told[:2]) == [told[:2]]


def lows(parts: list[list[Statement]]) -> list[list[float]]:
    return sorted(sorted(s.quantity.low or 0 for s in part if s.quantity) for part in parts)


def test_those_sent_besides_are_not_those_who_are_there() -> None:
    found, _ = statements(
        "Orvale will send 1,500 more troops to the port.",
        "Orvale sent an extra 450 soldiers to the port.",
        "Some 1,600 troops are stationed at the port.",
        "There are 3,500 troops stationed at the port.",
    )
    assert lows(part_unlike(found)) == [[450.0, 1500.0], [1600.0, 3500.0]]


def test_the_people_of_two_states_are_two_counts_unless_the_number_is_one() -> None:
    found, _ = statements(
        "The theft touched 182,000 US consumers of the bank.",
        "The theft touched 700,000 UK consumers of the bank.",
        "The theft touched 650,000 consumers of the bank.",
    )
    assert lows(part_unlike(found)) == [[182_000.0], [650_000.0, 700_000.0]]


def test_a_count_of_long_ago_is_none_of_now() -> None:
    found, _ = statements(
        "In March 2029 the storm hurt 20 people at the pier.",
        "The storm hurt 40 people at the pier.",
        "The storm hurt 50 people at the pier on Thursday.",
    )
    assert lows(part_unlike(found)) == [[20.0], [40.0, 50.0]]


def test_a_count_without_a_day_is_of_the_day_its_report_gives_the_number_for() -> None:
    listed = report(
        "Old pier: 20 people hurt\nThe storm hurt 20 people at the old pier in March 2029."
    )
    own = list(gather([listed], [extract(listed)], KNOWN).statements)
    (now,), _ = statements("The storm hurt 40 people at the pier.")
    assert lows(part_unlike([*own, now])) == [[20.0, 20.0], [40.0]]
    (same,), _ = statements("The storm hurt 20 people at the pier.")
    assert lows(part_unlike([*own, same])) == [[20.0, 20.0, 20.0]]

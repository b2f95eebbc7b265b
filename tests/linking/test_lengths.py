"""Lengths of time that extraction knows for times: read in a clause, told on points."""

from __future__ import annotations

import pytest

from tests.linking.build import extract, linked, report
from whence.linking.lengths import lengths_in
from whence.records.extraction import Bound
from whence.records.links import Point, PointKind


def lengths(text: str) -> list[tuple[float | None, float | None, str | None]]:
    """Return the lengths of a text that its times tell, beside its figures."""
    found = extract(report(text))
    return [(q.low, q.high, q.unit) for q in lengths_in(text, found.times, found.quantities)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The ferry ended its 108-year wait for a new engine.", [(108, 108, "year")]),
        ("There was a 17-minute delay in the harbour.", [(17, 17, "minute")]),
        ("It was an 11-and-a-half hour journey to Norland.", [(11.5, 11.5, "hour")]),
        ("The islanders waited for more than a century.", [(100, None, "year")]),
        ("They had been together for almost a decade.", [(None, 10, "year")]),
        ("The search took an hour.", [(1, 1, "hour")]),
        ("The siren sounded for several minutes.", [(3, None, "minute")]),
        ("The ferry was back in port eight hours later.", [(8, 8, "hour")]),
        ("They spoke of it for years.", []),
        ("The crew will be back in a minute.", []),
        ("It has carried 27 million people in the past year.", []),
        ("The crossing takes five hours.", []),  # a figure already
    ],
)
def test_lengths_are_read(
    text: str, told: list[tuple[float | None, float | None, str | None]]
) -> None:
    assert lengths(text) == told


def test_a_length_or_so_is_about() -> None:
    text = "It took a century or so."
    found = extract(report(text))
    (length,) = lengths_in(text, found.times, found.quantities)
    assert length.bound is Bound.ABOUT


def points(*texts: str) -> list[Point]:
    """Link reports of one text each; return the points that ask for a number."""
    made = [report(text, publisher=f"Paper {i}") for i, text in enumerate(texts)]
    found = linked(*((r, extract(r)) for r in made)).points
    return [p for p in found if p.kind is PointKind.QUANTITY]


def test_a_length_hyphenated_or_not_stands_on_one_point() -> None:
    (point,) = points(
        "The ferry Alma left Port Ella after a 17-minute delay of the harbour bridge.",
        "The ferry Alma left Port Ella after the harbour bridge was delayed for 17 minutes.",
    )
    assert {(a.low, a.unit) for a in point.accounts} == {(17, "minute")}

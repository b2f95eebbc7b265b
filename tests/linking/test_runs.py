"""Who may have copied from whom is read off counts that grow, whatever came in first."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given

from tests.linking.build import report
from tests.linking.coming import CHANCES
from whence.linking.runs import MAX_SOURCES, RUN, Runs, rank_of
from whence.linking.shelf import MemoryShelf, Workbench
from whence.records.report import Report

SAID = (
    "the ferry left the harbour at dawn with ninety passengers on board and struck a sandbank",
    "nobody in the town could say why the boat had sailed in such weather that morning",
    "divers searched the wreck through the night but found nobody alive in it until noon",
    "the owners did not answer the many calls that were made to their office on the quay",
)


def pile(seed: int, size: int) -> list[Report]:
    chance = random.Random(seed)
    return [
        report(
            " ".join(chance.sample(SAID, chance.randint(1, 3))) + f" outlet {number}",
            publisher=f"Outlet {number}",
            day=f"2031-05-{chance.randint(1, 9):02}",
        )
        for number in range(size)
    ]


def runs_in(of: Report) -> set[tuple[str, ...]]:
    words = of.text.lower().split()
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def grown(reports: Sequence[Report]) -> Runs:
    runs = Runs(Workbench(MemoryShelf()))
    for one in reports:
        runs.add(one, rank_of(one, 0))
    return runs


@given(CHANCES, CHANCES)
def test_any_order_and_taking_out_give_the_sources_of_the_rest(seed: int, order: int) -> None:
    reports = pile(seed, 9)
    shuffled = list(reports)
    random.Random(order).shuffle(shuffled)
    runs = grown(shuffled)
    for gone in shuffled[:3]:
        runs.remove(gone.id)
    kept = [one for one in reports if one not in shuffled[:3]]
    assert {r.id: runs.sources(r.id) for r in kept} == {
        r.id: grown(kept).sources(r.id) for r in kept
    }
    assert not any(runs.sources(gone.id) for gone in shuffled[:3])


@given(CHANCES)
def test_a_source_is_an_earlier_report_that_holds_the_same_run(seed: int) -> None:
    reports = sorted(pile(seed, 7), key=lambda one: rank_of(one, 0))
    runs = grown(reports)
    for at, one in enumerate(reports):
        sources = runs.sources(one.id)
        sharing = {r.id for r in reports[:at] if not runs_in(r).isdisjoint(runs_in(one))}
        assert len(sources) <= MAX_SOURCES
        assert set(sources) <= sharing
        assert bool(sources) == bool(sharing)


def test_only_those_whose_sources_change_are_told() -> None:
    first, second, third = (
        report(f"{SAID[0]} and {SAID[n]}", publisher=f"Outlet {n}", day=f"2031-05-0{n}")
        for n in (1, 2, 3)
    )
    runs = grown([first, second])
    assert runs.add(third, rank_of(third, 0)) == {third.id}
    earliest = report(f"{SAID[0]} and so on", publisher="Outlet 0", day="2031-04-01")
    told = runs.add(earliest, rank_of(earliest, 0))
    assert told == {earliest.id, first.id, second.id, third.id}

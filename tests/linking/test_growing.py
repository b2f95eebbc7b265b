"""Links that grow are those of the whole pile, whatever came in first and however many at a time."""

from __future__ import annotations

import gc
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from numpy.typing import NDArray

from tests.linking.build import SETTINGS, extract, report, says
from tests.linking.coming import CHANCES, Found, come_in, pile_of
from whence.clauses import clauses_of
from whence.linking import forest, graph, growing
from whence.linking.gazetteer import load_gazetteer
from whence.linking.growing import Delta, Growth
from whence.linking.link import in_order, link
from whence.linking.shelf import MemoryShelf
from whence.linking.words import words_of
from whence.records.extraction import Extraction, Sentence
from whence.records.links import Links, Point, Relay, Reuse
from whence.records.report import Report

OUTLETS = ("The Harbour Courier", "Port Ella Post", "The Daily Bell", "Coast Radio", "Reuters")
LINES = (
    "The storm killed {n} sailors near Port Ella on Monday.",
    "At least {n} sailors died when the storm struck near Port Ella.",
    "The harbour master said that {n} boats were lost in the storm.",
    "No boat was lost in the harbour, the coast guard said on Tuesday.",
    "Witnesses saw the mast of the ferry break and fall into the water beside the old quay.",
    "The ferry Gull lost its mast beside the old quay, witnesses told the Port Ella Post.",
    "Divers searched the wreck of the ferry through the night but found nobody alive in it.",
    "The minister blamed the owners of the ferry for the deaths of the sailors.",
    "The owners of the ferry denied that they were to blame for the deaths.",
    "Reuters reported that {n} people were taken to hospital with broken bones.",
)


@lru_cache(maxsize=512)
def word_vector(stem: str) -> NDArray[np.float64]:
    """Return a vector that is the word's own."""
    return np.random.RandomState(sum(map(ord, stem)) * 7919 % 2**31).standard_normal(384)


@lru_cache(maxsize=512)
def vector(text: str) -> bytes:
    """Return a vector that is near for texts that share words."""
    row = np.zeros(384)
    for word in words_of(text):
        row += word_vector(word.stem)
    return (row / max(1e-6, float(np.linalg.norm(row)))).astype("<f2").tobytes()


def with_vectors(of: Report, found: Extraction) -> Extraction:
    """Return the extraction with a vector for each sentence and clause."""
    sentences = []
    for sentence in found.sentences:
        parts = [sentence.span, *clauses_of(of.text, sentence.span)]
        sentences.append(Sentence(sentence.span, b"".join(vector(p.of(of.text)) for p in parts)))
    return replace(found, sentences=tuple(sentences))


def found(number: int, chance: random.Random) -> Found:
    """Return one made-up report on the storm."""
    lines = [line.format(n=chance.choice((3, 4, 40))) for line in chance.sample(LINES, 4)]
    day = f"2031-05-{chance.randint(1, 6):02}"
    made = report("\n".join(lines), publisher=f"{chance.choice(OUTLETS)} {number}", day=day)
    spoken = [
        says(made, "The harbour master", "said", "boats were lost in the storm")
        for line in lines
        if line.startswith("The harbour master")
    ]
    return made, with_vectors(made, extract(made, *spoken))


def pile(seed: int, size: int) -> list[Found]:
    return pile_of(found, seed, size)


@dataclass
class Grown:
    """Links that grow in memory, kept up by what each change tells."""

    relays: dict[str, tuple[Relay, ...]] = field(default_factory=dict)
    reuses: dict[str, tuple[Reuse, ...]] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._held: dict[str, Found] = {}
        self.shelf = MemoryShelf()
        self._growth = Growth(self.shelf, self, SETTINGS, load_gazetteer())

    def change(self, removed: Collection[str], added: Sequence[Found]) -> Delta:
        self._held.update({r.id: (r, e) for r, e in added})
        told = self._growth.change(removed, added)
        self.relays |= told.relays
        self.reuses |= told.reuses
        for gone in told.gone:
            del self.points[gone]
        self.points |= {point.id: point for point in told.points}
        return told

    def reports(self, ids: Collection[str]) -> Mapping[str, Report]:
        return {i: self._held[i][0] for i in ids}

    def names(self, ids: Collection[str]) -> Mapping[str, Extraction]:
        return {i: self._held[i][1] for i in ids}

    def links(self) -> Links:
        """Return what grows: everything but the actors."""
        return Links(
            relays=tuple(relay for r in sorted(self.relays) for relay in self.relays[r]),
            reuses=in_order(reuse for listed in self.reuses.values() for reuse in listed),
            points=tuple(self.points[i] for i in sorted(self.points)),
        )


def whole(pairs: Sequence[Found]) -> Links:
    links = link([r for r, _ in pairs], [e for _, e in pairs], settings=SETTINGS)
    return replace(links, entities=(), labels=())


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves, pieces and what is told alike so few that a dozen reports outgrow them."""
    monkeypatch.setattr(forest, "LEAF", 6)
    monkeypatch.setattr(growing, "MOST_ALIKE", 3)
    monkeypatch.setattr(graph, "MAX_TOGETHER", 5)


@examples(max_examples=8, deadline=None)
@given(CHANCES, CHANCES)
def test_any_order_and_any_parting_gives_the_links_of_the_whole(seed: int, order: int) -> None:
    pairs = pile(seed, 9)
    grown = Grown()
    come_in(pairs, order, grown.change)
    assert grown.links() == whole(pairs)


@examples(max_examples=8, deadline=None)
@given(CHANCES)
def test_a_report_taken_out_leaves_the_links_of_the_rest(seed: int) -> None:
    pairs = pile(seed, 8)
    grown = Grown()
    grown.change((), pairs)
    for kept in (6, 3):
        grown.change([r.id for r, _ in pairs[kept:]], ())
        assert grown.links() == whole(pairs[:kept])


@examples(max_examples=6, deadline=None)
@given(CHANCES)
def test_a_report_found_anew_replaces_what_was_found(seed: int) -> None:
    pairs = pile(seed, 7)
    grown = Grown()
    grown.change((), pairs)
    chance = random.Random(seed)
    anew = [
        (r, replace(e, attributions=(), sentences=e.sentences[: chance.randint(1, 4)]))
        for r, e in pairs[2:5]
    ]
    grown.change([r.id for r, _ in anew], anew)
    assert grown.links() == whole([*pairs[:2], *anew, *pairs[5:]])


def test_of_what_very_many_reports_print_alike_the_first_speak_on_a_point() -> None:
    told = [report("Boats were lost in the storm.", publisher=f"Paper {n}") for n in range(8)]
    pairs = [(r, with_vectors(r, extract(r))) for r in told]
    grown = Grown()
    for pair in pairs:
        grown.change((), [pair])
    (point,) = grown.links().points
    assert sorted(a.report for a in point.accounts) == sorted(r.id for r in told)[:3]
    assert grown.links() == whole(pairs)


def test_points_of_which_nothing_new_is_told_are_not_made_again() -> None:
    grown = Grown()
    grown.change((), pile(3, 9))
    before = dict(grown.points)
    made = report("The ferry Gull lost its mast, witnesses told the Port Ella Post.\n")
    told = grown.change((), [(made, with_vectors(made, extract(made)))])
    assert told.points
    assert not [point for point in told.points if before.get(point.id) == point]
    assert before.keys() - told.gone


def test_a_report_that_shares_a_stray_run_of_words_aligns_no_other_anew() -> None:
    shared = "The harbour master said that no boat was lost in the storm"
    grown = Grown()
    listed = [
        report(f"{shared}. {line}", publisher=f"Outlet {n}", day=f"2031-05-0{n + 1}")
        for n, line in enumerate(LINES[4:8])
    ]
    grown.change((), [(r, with_vectors(r, extract(r))) for r in listed])
    stray = "They knew that no boat was lost in the storm, he wrote."
    early = report(stray, publisher="Outlet 9", day="2031-04-01")
    told = grown.change((), [(early, with_vectors(early, extract(early)))])
    assert set(told.reuses) == {early.id}


def test_nothing_is_left_on_the_shelf_when_all_is_taken_out() -> None:
    pairs = pile(3, 8)
    grown = Grown()
    grown.change((), pairs)
    grown.change([r.id for r, _ in pairs], ())
    assert grown.links() == Links()
    assert grown.shelf.get(range(0)) == {}
    assert len(grown.shelf) == 0


def test_the_pile_holds_something_to_find() -> None:
    links = whole(pile(3, 9))
    assert links.points
    assert links.relays
    assert links.reuses


def test_what_a_change_worked_with_is_freed_at_once() -> None:
    grown, reports = Grown(), pile(5, 24)
    grown.change((), reports[:12])
    gc.collect()
    gc.disable()
    try:
        grown.change((), reports[12:])
        assert gc.collect() < 100
    finally:
        gc.enable()

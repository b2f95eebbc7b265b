"""Actors that grow are those of the whole pile, whatever came in first and how many at a time."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import settings as examples

from tests.linking.build import extract, place, report
from tests.linking.coming import CHANCES, Found, come_in, pile_of
from whence.linking import actor_pairs, actor_rolls
from whence.linking.actor_forms import forms_of
from whence.linking.actor_growth import ActorGrowth, Recast
from whence.linking.entities import actors_and_labels
from whence.linking.gazetteer import load_gazetteer
from whence.linking.shelf import MemoryShelf
from whence.records.extraction import Entity, EntityType, Mention
from whence.records.links import Label, LinkedEntity

KNOWN = load_gazetteer()
# Names that meet in every way: in full and bare, two bearers, spellings, letters, states, kinds,
# last words.
NAMES = (
    ("Mara Voss", EntityType.PERSON, ("Voss",)),
    ("Mara Foss", EntityType.PERSON, ()),
    ("Emil Voss", EntityType.PERSON, ("Voss",)),
    ("Voss", EntityType.PERSON, ()),
    ("Mr Voss", EntityType.PERSON, ("Mara Voss",)),
    ("Voss", EntityType.ORGANIZATION, ()),
    ("Voss", EntityType.OTHER, ()),
    ("Adil Abd al-Mahrani", EntityType.PERSON, ("al-Mahrani",)),
    ("Adel Abdul Mahrani", EntityType.PERSON, ()),
    ("Northern Harbour Guard", EntityType.ORGANIZATION, ("Harbour Guard",)),
    ("Harbour Guard", EntityType.ORGANIZATION, ()),
    ("Norwegian Harbour Guard", EntityType.ORGANIZATION, ("NHG",)),
    ("NHG", EntityType.ORGANIZATION, ()),
    ("NHG", EntityType.PERSON, ()),
    ("Salen Shipping Group", EntityType.ORGANIZATION, ("Salen Shipping",)),
    ("Salen Shipping", EntityType.ORGANIZATION, ()),
    ("Parliament", EntityType.ORGANIZATION, ("Norwegian Parliament",)),
    ("Parliament", EntityType.ORGANIZATION, ()),
    ("Norwegian Parliament", EntityType.ORGANIZATION, ()),
    ("Norway", EntityType.PLACE, ("Oslo",)),
    ("Norwegians", EntityType.GROUP, ()),
    ("Port Ella", EntityType.PLACE, ()),
    ("Port Ella", EntityType.ORGANIZATION, ()),
    ("Salen Rovers", EntityType.ORGANIZATION, ()),
    ("Orvale Rovers", EntityType.ORGANIZATION, ()),
    ("Rovers", EntityType.ORGANIZATION, ()),
    ("Gulf of Aren", EntityType.PLACE, ()),
    ("Gulf of Eren", EntityType.PLACE, ()),
    ("officials", EntityType.GROUP, ()),
)
LINES = (
    "The Northern Harbour Guard (NHG) met.",
    "The New Hill Group (NHG) met.",
    "The armed militia waited.",
    "Nobody else came.",
)


def found(number: int, chance: random.Random) -> Found:
    """Return one made-up report that names a few actors."""
    picked = chance.sample(NAMES, chance.randint(3, 9))
    lines = [f"Then Captain {name} spoke of the harbour." for name, _, _ in picked]
    made = report("\n".join([*chance.sample(LINES, 2), *lines]), publisher=f"Outlet {number}")
    entities = tuple(Entity(f"e{n}", *listed) for n, listed in enumerate(picked))
    mentions = tuple(
        Mention(place(made.text, f"Captain {e.name} spoke"), e.type, e.id) for e in entities
    )
    cut = tuple(
        replace(m, span=replace(m.span, start=m.span.start + 8, end=m.span.end - 6))
        for m in mentions
    )
    return made, replace(extract(made, entities=entities), mentions=cut)


def pile(seed: int, size: int) -> list[Found]:
    return pile_of(found, seed, size)


@dataclass
class Grown:
    """Actors that grow in memory, kept up by what each change tells."""

    homes: dict[tuple[str, str], str] = field(default_factory=dict)
    labels: dict[str, tuple[Label, ...]] = field(default_factory=dict)
    heads: dict[str, LinkedEntity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._growth = ActorGrowth(MemoryShelf(), forms_of(KNOWN), KNOWN)

    def change(self, removed: Collection[str], added: Sequence[Found]) -> Recast:
        told = self._growth.change(removed, added)
        for report_id in removed:
            self.labels.pop(report_id, None)
        self.homes = {m: a for m, a in self.homes.items() if m[0] not in removed}
        self.homes |= {(r, e): a for r, homes in told.homes.items() for e, a in homes.items()}
        self.labels |= told.labels
        self.heads |= told.actors
        return told

    def actors(self) -> list[LinkedEntity]:
        """Return the actors with their members, by id."""
        members: dict[str, list[tuple[str, str]]] = {}
        for member, actor in sorted(self.homes.items()):
            members.setdefault(actor, []).append(member)
        return [replace(self.heads[a], members=tuple(members[a])) for a in sorted(members)]

    def all_labels(self) -> list[Label]:
        """Return the labels by report and place."""
        listed = [label for labels in self.labels.values() for label in labels]
        return sorted(listed, key=lambda label: (label.report, label.span, label.actor))


def whole(pairs: Sequence[Found]) -> tuple[list[LinkedEntity], list[Label]]:
    actors, labels = actors_and_labels([r for r, _ in pairs], [e for _, e in pairs], KNOWN)
    return list(actors), list(labels)


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rolls, samples and blocks so small that a dozen reports outgrow them."""
    monkeypatch.setattr(actor_rolls, "LEAF", 3)
    monkeypatch.setattr(actor_rolls, "SAMPLE", 3)
    monkeypatch.setattr(actor_pairs, "MAX_BLOCK", 3)


@examples(max_examples=60, deadline=None)
@given(CHANCES, CHANCES)
def test_any_order_and_any_parting_gives_the_actors_of_the_whole(seed: int, order: int) -> None:
    pairs = pile(seed, 12)
    grown = Grown()
    come_in(pairs, order, grown.change)
    assert (grown.actors(), grown.all_labels()) == whole(pairs)


@examples(max_examples=60, deadline=None)
@given(CHANCES, CHANCES)
def test_reports_taken_out_or_found_anew_leave_no_trace(seed: int, order: int) -> None:
    pairs = pile(seed, 14)
    chance = random.Random(order)
    grown = Grown()
    grown.change((), pairs)
    gone = {r.id for r, _ in chance.sample(pairs, 5)}
    kept = [(r, e) for r, e in pairs if r.id not in gone]
    anew = {r.id: (r, replace(e, entities=e.entities[:2])) for r, e in chance.sample(kept, 3)}
    grown.change(gone, ())
    grown.change(set(anew), list(anew.values()))
    assert (grown.actors(), grown.all_labels()) == whole([anew.get(r.id, (r, e)) for r, e in kept])


def test_an_added_report_touches_only_those_it_names() -> None:
    pairs = pile(3, 12)
    grown = Grown()
    grown.change((), pairs)
    made = report("Ada Lund spoke.", publisher="Another")
    told = grown.change(
        (), [(made, extract(made, entities=(Entity("e1", "Ada Lund", EntityType.PERSON),)))]
    )
    assert set(told.homes) == {made.id}
    assert len(told.actors) == 1


def test_a_rare_name_that_comes_to_an_actor_leaves_its_members_where_they_are() -> None:
    grown = Grown()
    often, rare = "Norwegian Harbour Guard", "NHG"
    entities = (Entity("e1", often, EntityType.ORGANIZATION),)
    pairs = [
        (made, extract(made, entities=entities))
        for made in (report(f"The {often} met, {n} said.", publisher=f"P {n}") for n in range(9))
    ]
    grown.change((), pairs)
    (before,) = grown.actors()
    made = report(f"The {often} ({rare}) met.", publisher="Another")
    named = (Entity("e1", often, EntityType.ORGANIZATION, (rare,)),)
    told = grown.change(
        (), [(made, extract(made, entities=(*named, Entity("e2", rare, EntityType.ORGANIZATION))))]
    )
    (after,) = grown.actors()
    assert rare in after.aliases
    assert after.id == before.id
    assert set(told.homes) == {made.id}


class CountingShelf(MemoryShelf):
    """A shelf that counts how often it is asked."""

    asked = 0

    def get(self, keys: Collection[int]) -> dict[int, bytes]:
        self.asked += 1
        return super().get(keys)


def _asked_most(size: int) -> int:
    """Return how often the shelf is asked at most while reports come one by one."""
    shelf, most = CountingShelf(), 0
    growth = ActorGrowth(shelf, forms_of(KNOWN), KNOWN)
    for pair in pile(12, size):
        shelf.asked = 0
        growth.change((), [pair])
        most = max(most, shelf.asked)
    return most


def test_what_a_report_touches_is_read_together_and_not_one_by_one() -> None:
    # Rolls here hold three reports a leaf: read one by one, 155 were asked for.
    assert _asked_most(140) < 90

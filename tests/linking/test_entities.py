from __future__ import annotations

from tests.linking.build import body, extract, person, report
from whence.linking.entities import join_entities
from whence.linking.gazetteer import load_gazetteer
from whence.records.extraction import Entity, EntityType
from whence.records.links import LinkedEntity

KNOWN = load_gazetteer()
ONE = report("The first text.", publisher="A")
TWO = report("The second text.", publisher="B")


def joined(
    one: tuple[Entity, ...], two: tuple[Entity, ...], text: str = "The first text."
) -> list[LinkedEntity]:
    first = report(text, publisher="A")
    pairs = [(first, extract(first, entities=one)), (TWO, extract(TWO, entities=two))]
    return list(join_entities([r for r, _ in pairs], [e for _, e in pairs], KNOWN))


def test_a_full_name_joins_with_or_without_a_title() -> None:
    (entity,) = joined((person(1, "Col. Mara Voss"),), (person(1, "Mara Voss", "Voss"),))
    assert len(entity.members) == 2
    assert "Voss" in entity.aliases
    assert any("full name" in why for why in entity.why)


def test_a_last_name_alone_joins_nobody() -> None:
    assert len(joined((person(1, "Voss"),), (person(1, "Voss"),))) == 2
    assert len(joined((person(1, "Mara Voss"),), (person(1, "Voss"),))) == 2


def test_unnamed_speakers_are_never_joined() -> None:
    one = Entity("e1", "a senior official", EntityType.PERSON)
    two = Entity("e7", "a senior official", EntityType.PERSON)
    assert len(joined((one,), (two,))) == 2
    officials = Entity("e1", "officials", EntityType.GROUP)
    assert len(joined((officials,), (officials,))) == 2


def test_an_acronym_spelled_out_in_the_pile_joins() -> None:
    text = "The Northern Harbour Guard (NHG) closed the port."
    (entity,) = joined((body(1, "Northern Harbour Guard"),), (body(1, "NHG"),), text)
    assert len(entity.members) == 2
    assert any("spelled out" in why for why in entity.why)


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    text = "The Northern Harbour Guard (NHG) met the New Hill Group (NHG)."
    assert len(joined((body(1, "Northern Harbour Guard"),), (body(1, "NHG"),), text)) == 2


def test_known_other_names_join() -> None:
    (entity,) = joined((body(1, "Daesh"),), (body(1, "Islamic State"),))
    assert len(entity.members) == 2
    assert any("known name" in why for why in entity.why)


def test_a_person_is_not_joined_with_a_body_of_its_name() -> None:
    assert len(joined((person(1, "Mara Voss"),), (body(1, "Mara Voss"),))) == 2


def test_a_capital_is_not_joined_with_its_state() -> None:
    one = Entity("e1", "Oslo", EntityType.PLACE)
    two = Entity("e1", "Norway", EntityType.PLACE)
    assert len(joined((one,), (two,))) == 2
    assert len(joined((Entity("e1", "Norwegians", EntityType.GROUP),), (two,))) == 1

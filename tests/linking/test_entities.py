from __future__ import annotations

import pytest

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


def pile(*actors: tuple[Entity, ...]) -> list[LinkedEntity]:
    """Join the actors of so many reports."""
    reports = [report(f"Text {n}.", publisher=f"P{n}") for n in range(len(actors))]
    found = [extract(r, entities=a) for r, a in zip(reports, actors, strict=True)]
    return list(join_entities(reports, found, KNOWN))


def test_another_spelling_of_a_full_name_joins() -> None:
    beside = body(2, "Salen Harbour Guard")
    one, two = (person(1, "Adil Abd al-Mahrani"), beside), (person(1, "Adel Abdul Mahrani"), beside)
    actors = [e for e in pile(one, two) if e.type is EntityType.PERSON]
    assert len(actors) == 1
    assert actors[0].score > 0.7
    assert any("two spellings" in feature.why for feature in actors[0].features)


def test_a_nickname_and_a_name_turned_round_join_where_the_company_is_the_same() -> None:
    others = (person(2, "Ilse Vantor"), person(3, "Piet Orlan"), body(4, "Harn Port Union"))
    pairs = [("Bill Osmer", "William Osmer"), ("Osmer Viktor", "Viktor Osmer")]
    for one, two in pairs:
        entities = joined((person(1, one), *others), (person(1, two), *others))
        assert len(entities) == 4, (one, two)


def test_spaces_and_a_plural_make_no_other_name() -> None:
    (entity,) = joined((body(1, "Harn Trailblazers"),), (body(1, "Harn Trail Blazers"),))
    assert any("only by spaces" in why for why in entity.why)


BESIDE = (person(2, "Ilse Vantor"), person(3, "Piet Orlan"), body(4, "Harn Port Union"))


def test_a_place_of_several_words_misspelt_in_a_short_one_joins_where_the_company_is_the_same() -> (
    None
):
    one, two = (Entity("e1", f"Gulf of {name}", EntityType.PLACE) for name in ("Aren", "Eren"))
    assert len(joined((one, *BESIDE), (two, *BESIDE))) == 4
    assert len(joined((one,), (two,))) == 2


@pytest.mark.parametrize(("long", "short"), [("Salen Rovers", "Rovers"), ("Salen 49ers", "49ers")])
def test_a_bodys_last_word_alone_joins_where_the_company_is_the_same(long: str, short: str) -> None:
    entities = joined((body(1, long), *BESIDE), (body(1, short), *BESIDE))
    (found,) = [e for e in entities if short in {e.name, *e.aliases}]
    assert len(found.members) == 2
    assert any("last word" in why for why in found.why)
    assert len(joined((body(1, long),), (body(1, short),))) == 2


def test_a_last_word_two_bodies_have_joins_neither() -> None:
    two = (body(1, "Salen Rovers"), body(5, "Orvale Rovers"), *BESIDE)
    assert len(joined(two, (body(1, "Rovers"), *BESIDE))) == 6


@pytest.mark.parametrize("long", ["University of Harn at Salen", "Port of Salen"])
def test_what_is_at_a_place_is_not_called_by_the_place(long: str) -> None:
    assert len(joined((body(1, long), *BESIDE), (body(1, "Salen"), *BESIDE))) == 5


def test_two_spellings_of_one_bearer_are_no_rivals_for_the_family_name() -> None:
    others = (person(2, "Ilse Vantor"), person(3, "Piet Orlan"), body(4, "Harn Port Union"))
    texts = [report(f"Text {n}.", publisher="A") for n in range(3)]
    names = ["Muhsin Haddar", "Mohsen Haddar", "Haddar"]
    found = join_entities(
        texts,
        [
            extract(text, entities=(person(1, name), *others))
            for text, name in zip(texts, names, strict=True)
        ],
        KNOWN,
    )
    assert [len(e.members) for e in found if "Haddar" in e.aliases] == [3]


def test_a_family_name_joins_by_the_company_it_keeps() -> None:
    beside = (body(2, "Salen Harbour Guard"), body(3, "Orvale Lines"))
    found = pile((person(1, "Mara Voss"), *beside), (person(1, "Voss"), *beside))
    (voss,) = [e for e in found if e.type is EntityType.PERSON]
    assert len(voss.members) == 2
    assert voss.name == "Mara Voss"
    assert any("family name" in why for why in voss.why)


def test_a_family_name_two_people_bear_joins_neither() -> None:
    beside = (body(2, "Salen Harbour Guard"), body(3, "Orvale Lines"))
    found = pile(
        (person(1, "Mara Voss"), *beside),
        (person(1, "Emil Voss"), *beside),
        (person(1, "Voss"), *beside),
    )
    assert sorted(len(e.members) for e in found if e.type is EntityType.PERSON) == [1, 1, 1]


def test_a_family_name_never_brings_two_full_names_together() -> None:
    beside = (body(2, "Salen Harbour Guard"), body(3, "Orvale Lines"))
    found = pile(
        (person(1, "Mara Voss"), *beside),
        (person(1, "Mara Voss"), person(4, "Emil Voss"), *beside),
        (person(1, "Voss"), *beside),
    )
    for entity in found:
        assert not {"Mara Voss", "Emil Voss"} <= {entity.name, *entity.aliases}


def test_states_stand_behind_the_names_of_their_people() -> None:
    one, two = (body(1, "Norwegian Coast Guard"),), (body(1, "Coast Guard of Norway"),)
    (entity,) = joined(one, two)
    assert len(entity.members) == 2


def test_a_name_that_many_bodies_have_does_not_join_by_itself() -> None:
    assert len(joined((body(1, "Parliament"),), (body(1, "Parliament"),))) == 2


def test_a_group_taken_for_a_person_is_known_for_what_it_is() -> None:
    found = joined((person(1, "Kata'ib Hezbollah"),), (body(1, "Kataib Hezbollah"),))
    assert len(found) == 1
    assert len(joined((body(1, "Kataib Hezbollah"),), (body(1, "Hezbollah"),))) == 2

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import body, extract, person, place, report, says
from whence.export.across_records import label_records, speakers_of_labels
from whence.linking.entities import actors_and_labels
from whence.linking.gazetteer import load_gazetteer
from whence.records.extraction import Attribution, Entity, EntityType, Mention
from whence.records.links import Label, LabelKind, Links, Voice
from whence.records.report import Report
from whence.records.span import Span

KNOWN = load_gazetteer()


def labels_in(
    of: Report, *names: tuple[Entity, str], attributions: tuple[Attribution, ...] = ()
) -> list[Label]:
    entities = tuple(dict.fromkeys(entity for entity, _ in names))
    found = replace(
        extract(of, *attributions, entities=entities),
        mentions=tuple(
            sorted(
                (Mention(place(of.text, words), e.type, e.id) for e, words in names),
                key=lambda m: m.span,
            )
        ),
    )
    return list(actors_and_labels([of], [found], KNOWN)[1])


def described(labels: list[Label], of: Report) -> list[tuple[str, Voice]]:
    return [(x.span.of(of.text), x.voice) for x in labels if x.kind is LabelKind.DESCRIPTION]


def test_words_before_a_name_belong_to_its_label() -> None:
    of = report("On Monday the Orvale-backed militia Salen Brigade took the bridge.")
    found = described(labels_in(of, (body(1, "Salen Brigade"), "Salen Brigade")), of)
    assert found == [("the Orvale-backed militia Salen Brigade", Voice.OUTLET)]


def test_a_noun_right_behind_a_groups_name_belongs_to_it() -> None:
    of = report("He said Brandari insurgents shelled the town.")
    found = described(labels_in(of, (body(1, "Brandari"), "Brandari")), of)
    assert [words for words, _ in found] == ["Brandari insurgents"]


def test_a_noun_behind_a_place_or_a_verb_before_it_makes_no_label() -> None:
    town = Entity("e1", "Salen", EntityType.PLACE)
    of = report("Militants threatening Salen rebels fled.")
    assert described(labels_in(of, (town, "Salen")), of) == []


def test_a_phrase_set_beside_a_name_describes_it() -> None:
    of = report("Mara Voss, the owner of the ferry, left the country.")
    found = described(labels_in(of, (person(1, "Mara Voss"), "Mara Voss")), of)
    assert [words for words, _ in found] == ["the owner of the ferry"]


def test_words_in_quotation_marks_are_not_the_outlets() -> None:
    of = report("“The terrorist group Salen Brigade must go,” she said.")
    found = described(labels_in(of, (body(1, "Salen Brigade"), "Salen Brigade")), of)
    assert found == [("The terrorist group Salen Brigade", Voice.QUOTED)]


def test_a_definite_phrase_takes_up_the_only_body_near() -> None:
    text = "Fighters of the Salen Brigade came at dawn. The movement has no leader."
    of = report(text)
    found = described(labels_in(of, (body(1, "Salen Brigade"), "Salen Brigade")), of)
    assert ("The movement", Voice.OUTLET) in found


def test_a_definite_phrase_two_bodies_compete_for_is_left_out() -> None:
    of = report("The Salen Brigade met the Orvale Front. The movement has no leader.")
    names = ((body(1, "Salen Brigade"), "Salen Brigade"), (body(2, "Orvale Front"), "Orvale Front"))
    assert described(labels_in(of, *names), of) == []


def test_a_source_resolved_to_an_actor_is_a_label_of_it() -> None:
    of = report("Mara Voss came home. The ferry's owner said it was over.")
    who = person(1, "Mara Voss")
    said = replace(says(of, "The ferry's owner", "said", "it was over"), speaker="e1")
    found = described(labels_in(of, (who, "Mara Voss"), attributions=(said,)), of)
    assert [words for words, _ in found] == ["The ferry's owner"]


def test_what_is_set_beside_a_name_may_stand_behind_age_and_home() -> None:
    of = report(
        "Mara Voss, 30, from Port Ella, a passenger, fell. Emil Lund, one of those aboard, ran."
    )
    found = described(
        labels_in(of, (person(1, "Mara Voss"), "Mara Voss"), (person(2, "Emil Lund"), "Emil Lund")),
        of,
    )
    assert found == [("a passenger", Voice.OUTLET), ("one of those aboard", Voice.OUTLET)]


def test_a_number_beside_a_name_brings_no_phrase_of_another_sentence() -> None:
    of = report("Mara Voss counted 30. From Port Ella, a driver came.")
    assert described(labels_in(of, (person(1, "Mara Voss"), "Mara Voss")), of) == []


def test_the_company_is_no_newspaper_and_no_police() -> None:
    of = report("Salen Rail was hacked, The Guardian and Salen Police noted. The company paid.")
    names = (
        (body(1, "Salen Rail"), "Salen Rail"),
        (body(2, "The Guardian"), "The Guardian"),
        (body(3, "Salen Police"), "Salen Police"),
    )
    labels = labels_in(of, *names)
    told = [(x.span.of(of.text), x.actor) for x in labels if x.kind is LabelKind.DESCRIPTION]
    rail = next(x.actor for x in labels if x.span.of(of.text) == "Salen Rail")
    assert ("The company", rail) in told


def test_a_source_is_no_label_where_two_people_were_named_or_somebody_unknown_speaks() -> None:
    both = report("Mara Voss met Emil Lund. The director said it was over.")
    said = replace(says(both, "The director", "said", "it was over"), speaker="e1")
    names = ((person(1, "Mara Voss"), "Mara Voss"), (person(2, "Emil Lund"), "Emil Lund"))
    assert described(labels_in(both, *names, attributions=(said,)), both) == []
    some = report("Mara Voss came home. A woman said it was over.")
    said = replace(says(some, "A woman", "said", "it was over"), speaker="e1")
    assert described(labels_in(some, names[0], attributions=(said,)), some) == []


def test_a_name_that_a_phrase_ends_in_belongs_to_it_whole() -> None:
    of = report("Mara Voss, an engineer at the Salen Institute of Tides and Winds, left.")
    names = (
        (person(1, "Mara Voss"), "Mara Voss"),
        (body(2, "Salen Institute of Tides and Winds"), "Salen Institute of Tides and Winds"),
    )
    found = [words for words, _ in described(labels_in(of, *names), of)]
    assert "an engineer at the Salen Institute of Tides and Winds" in found


def test_a_quoted_label_tells_who_is_quoted_and_an_outlets_own_words_nobody() -> None:
    of = report(
        "The militia Salen Brigade fled. “The terrorist group Salen Brigade must go,” she said."
    )
    said = replace(
        says(of, "she", "said", "The terrorist group Salen Brigade must go"),
        speaker_name="Mara Voss",
    )
    brigade = body(1, "Salen Brigade")
    mentions = [at for at in range(len(of.text)) if of.text.startswith("Salen Brigade", at)]
    found = replace(
        extract(of, said, entities=(brigade,)),
        mentions=tuple(Mention(Span(at, at + 13), brigade.type, brigade.id) for at in mentions),
    )
    entities, labels = actors_and_labels([of], [found], KNOWN)
    links = Links(entities=entities, labels=labels)
    speakers = speakers_of_labels(links, [found])
    told = label_records(links, {of.id: of}, {of.id: "The Harbour Courier"}, speakers)
    assert [(r["label"], r["voice"], r["speaker"]) for r in told if r["kind"] == "description"] == [
        ("The militia Salen Brigade", "outlet", None),
        ("The terrorist group Salen Brigade", "quoted", "Mara Voss"),
    ]


def test_words_in_quotation_marks_behind_an_article_are_quoted() -> None:
    of = report(
        "The sheriff described Mara Voss as a “tide wolf”. They met Mara Voss, a “wolf” at sea."
    )
    who = person(1, "Mara Voss")
    found = replace(
        extract(of, entities=(who,)),
        mentions=tuple(
            Mention(Span(at, at + 9), who.type, who.id)
            for at in range(len(of.text))
            if of.text.startswith("Mara Voss", at)
        ),
    )
    labels = list(actors_and_labels([of], [found], KNOWN)[1])
    assert described(labels, of) == [
        ("a “tide wolf”", Voice.QUOTED),
        ("a “wolf” at sea", Voice.OUTLET),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Terrorists shell Salen at dawn.", []),
        ("All other forces inside Salen fled.", []),
        ("What President Mara Voss wants is peace.", ["President Mara Voss"]),
        ("Secretary of State Mara Voss left.", ["Secretary of State Mara Voss"]),
        ("Harbour Armed Services chairman Mara Voss left.", ["Harbour Armed Services chairman Mara Voss"]),
        ("The same missile Mara Voss had threatened to use fell.", []),
        ("The course Salen has taken is new.", []),
        ("In Salen, a driver used his van to flee.", []),
    ],
)  # fmt: skip
def test_words_that_are_no_description_make_no_label(text: str, found: list[str]) -> None:
    of = report(text)
    named = (
        (person(1, "Mara Voss"), "Mara Voss")
        if "Mara Voss" in text
        else (Entity("e1", "Salen", EntityType.PLACE), "Salen")
    )
    assert [words for words, _ in described(labels_in(of, named), of)] == found


def test_a_verb_before_and_a_number_behind_make_no_part_of_a_label() -> None:
    of = report("They were trained to fight Brandari insurgents.")
    found = described(labels_in(of, (body(1, "Brandari"), "Brandari")), of)
    assert [words for words, _ in found] == ["Brandari insurgents"]
    of = report("The Brandari, a force of 2,200 fighters, came.")
    found = described(labels_in(of, (body(1, "Brandari"), "Brandari")), of)
    assert "a force of 2,200 fighters" in [words for words, _ in found]


def test_a_country_told_by_an_adjective_takes_up_none() -> None:
    land = Entity("e1", "Orvale", EntityType.PLACE)
    of = report("Orvale counts the marines that were sent to the island nation.")
    assert described(labels_in(of, (land, "Orvale")), of) == []
    of = report("Orvale counts its marines. The nation has few.")
    found = described(labels_in(of, (land, "Orvale")), of)
    assert [words for words, _ in found] == ["The nation"]


def test_a_movement_that_says_which_it_is_takes_up_none() -> None:
    of = report("The Brandari left. The movement in parliament to expel them grew.")
    assert described(labels_in(of, (body(1, "Brandari"), "Brandari")), of) == []

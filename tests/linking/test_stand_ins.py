"""Phrases that stand for a name of the same report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import extract, report
from whence.linking.stand_ins import StandIns, may_stand_in
from whence.records.extraction import Entity, EntityType, Mention
from whence.records.span import Span


def stand_ins(text: str, *names: str, kind: EntityType = EntityType.PERSON) -> list[str]:
    """Return "phrase = name" of what stands for `names`, each marked wherever it is written."""
    of = report(text)
    entities = tuple(Entity(f"e{n}", name, kind) for n, name in enumerate(names))
    mentions = []
    for entity in entities:
        at = text.find(entity.name)
        while at >= 0:
            mentions.append(Mention(Span(at, at + len(entity.name)), kind, entity.id))
            at = text.find(entity.name, at + 1)
    found = replace(
        extract(of, entities=entities), mentions=tuple(sorted(mentions, key=lambda m: m.span))
    )
    by_id = {entity.id: entity.name for entity in entities}
    told = StandIns(of, found)
    phrases = list(told.phrases())
    assert all(may_stand_in(text, span) for _, span in phrases)
    phrases += told.in_lead()
    return [f"{s.of(text)} = {by_id[e]}" for e, s in phrases]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Prime Minister Mara Voss spoke.\nThe prime minister left.", "The prime minister"),
        ("Talk show host Mara Voss spoke.\nLater the host left.", "the host"),
        ("Mara Voss, the governor of Port Ella, spoke.\nThe governor left.", "The governor"),
        ("Orvale's leader Mara Voss spoke.\nThe former leader left.", "The former leader"),
        ("A 40-year-old driver, Mara Voss, spoke.\nThey met the driver.", "the driver"),
        ("A bear named Mara Voss escaped.\nThe 181-kg bear was seen.", "The 181-kg bear"),
        ("Model Mara Voss sang.\nThey met the model.", "the model"),
        ("Host fired by Dawn\nMara Voss, the host of Dawn, spoke.", "Host"),
        ("Rovers Hire Mara Voss as Head Coach\nMara Voss left Orvale.", "Coach"),
        ("Mara Voss Set As Dawn Host For 2014\nShe sang.", "Host"),
        ("Surgeon Fined\nMara Voss, the surgeon of Salen was fined.", "Surgeon"),
        ("Fined\nA retired surgeon was fined.\nThey heard surgeon Mara Voss.", "A retired surgeon"),
        ("Mara Voss, 30, was arrested.\nThey met the suspect.", "the suspect"),
        ("Police charged Mara Voss.\nThey met the accused.", "the accused"),
        ("Mara Voss was driving.\nThey met the driver.", "the driver"),
        ("Mara Voss was fatally shot.\nThey mourned the victim.", "the victim"),
    ],
)
def test_what_somebody_is_told_to_be_stands_for_the_name(text: str, phrase: str) -> None:
    assert stand_ins(text, "Mara Voss") == [f"{phrase} = Mara Voss"]


@pytest.mark.parametrize(
    "text",
    [
        "Vice President Mara Voss spoke.\nThe president left.",
        "The governor left.\nThen governor Mara Voss spoke.",
        "Governor Mara Voss spoke.\nThe other governor left.",
        "Governor Mara Voss spoke.\nThe governor of Salen left.",
        "Governor Mara Voss spoke.\nThe Salen governor left.",
        "Governor Mara Voss spoke.\nThe governor candidate left.",
        "Governor Mara Voss spoke.\nA governor left.",
        "Fined\nA surgeon shortage was told of.\nThey heard surgeon Mara Voss.",
        "Fined\nAnother surgeon was fined.\nThey heard surgeon Mara Voss.",
        "Fined\nA witness was fined.\nThey heard witness Mara Voss.",
        "A 17-year-old bear named Mara Voss swam.\nThe 26-year-old bear slept.",
    ],
)
def test_what_may_mean_another_stands_for_nobody(text: str) -> None:
    assert stand_ins(text, "Mara Voss") == []


def test_two_of_one_office_are_told_apart_by_the_other_words() -> None:
    text = (
        "Orvalian President Mara Voss met Brandari President Emil Orr.\n"
        "The president left. The Brandari president stayed."
    )
    assert stand_ins(text, "Mara Voss", "Emil Orr") == ["The Brandari president = Emil Orr"]


def test_a_phrase_in_the_lead_is_of_the_name_it_stands_beside() -> None:
    text = "Fined\nThey fined a surgeon, Emil Orr.\nThey heard surgeon Mara Voss."
    assert "a surgeon = Mara Voss" not in stand_ins(text, "Mara Voss", "Emil Orr")


def test_of_two_who_were_arrested_neither_is_the_suspect() -> None:
    text = "Mara Voss was arrested. Emil Orr was arrested.\nThey met the suspect."
    assert stand_ins(text, "Mara Voss", "Emil Orr") == []


def test_a_place_is_no_administration() -> None:
    text = "The administration sued Salen.\nThe administration lost."
    assert stand_ins(text, "Salen", kind=EntityType.PLACE) == []


def test_one_told_to_be_a_gunman_may_be_called_the_shooter() -> None:
    text = "Police named gunman Mara Voss.\nThe shooter was held. The masked attacker was alone."
    assert stand_ins(text, "Mara Voss") == [
        "The shooter = Mara Voss",
        "The masked attacker = Mara Voss",
    ]


def test_where_two_are_told_to_be_such_neither_is_meant() -> None:
    text = "Police named gunman Mara Voss and suspect Emil Orr.\nThe shooter was held."
    assert stand_ins(text, "Mara Voss", "Emil Orr") == []


def test_a_body_met_in_passing_is_not_meant_by_another_noun() -> None:
    text = (
        "Salen Rail was hacked. A firm called Orvale Tides helped Salen Rail.\n"
        "The company was praised. Salen Rail paid."
    )
    assert stand_ins(text, "Salen Rail", "Orvale Tides", kind=EntityType.ORGANIZATION) == []


def test_only_definite_words_and_those_of_a_headline_may_stand_in() -> None:
    text = "Governor quits\nMara Voss left. The governor is gone, bathed in tears, aides said."
    at = {words: text.index(words) for words in ("Governor", "The gov", "he gov", "aides", "bathe")}
    may = {words for words, n in at.items() if may_stand_in(text, Span(n, n + len(words)))}
    assert may == {"Governor", "The gov"}

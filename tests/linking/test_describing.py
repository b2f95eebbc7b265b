"""Where phrases that describe a name begin and end."""

from __future__ import annotations

import pytest

from whence.linking.describing import (
    noun_served_as,
    opens_sentence,
    phrase_ahead,
    phrase_beside,
    phrase_called,
    phrase_given,
    start_before,
)
from whence.records.extraction import EntityType

PERSON, BODY, THING = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.OTHER


def before(text: str, name: str, kind: EntityType) -> str:
    at = text.index(name)
    return text[start_before(text, at, kind, told=False, alone=False) : at].strip()


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("They sued the disgraced film producer Voss.", PERSON, "the disgraced film producer"),
        ("Masked gunman Voss fled.", PERSON, "Masked gunman"),
        ("A leak at Orvale credit rating firm Voss.", BODY, "Orvale credit rating firm"),
        ("Ferry owner and singer Voss left.", PERSON, "Ferry owner and singer"),
        ("“Salt and Iron” director Voss left.", PERSON, "“Salt and Iron” director"),
        ("Her friend, model Voss, left.", PERSON, "model"),
        ("Talks with former Salen mayor Voss.", PERSON, "former Salen mayor"),
    ],
)
def test_words_that_describe_stand_before_a_name(text: str, kind: EntityType, words: str) -> None:
    assert before(text, "Voss", kind) == words


@pytest.mark.parametrize(
    "text",
    [
        "Rebels threatening Voss fled.",
        "Neighbours remember Voss well.",
        "Later Voss left.",
        "They trust either Voss or Lund.",
        "On Sunday Voss left.",
    ],
)
def test_verbs_and_links_before_a_name_describe_nobody(text: str) -> None:
    assert before(text, "Voss", PERSON) == ""


def test_police_named_a_suspect_is_no_adjective() -> None:
    assert before("Officers named suspect Voss.", "Voss", PERSON) == "suspect"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Voss, head of the ferry workers' union, left.", PERSON, "head of the ferry workers' union"),
        ("Voss, a 31-year-old beekeeper from Salen, left.", PERSON, "a 31-year-old beekeeper from Salen"),
        ("Voss — the town's last ferryman — left.", PERSON, "the town's last ferryman"),
        ("Voss -- the disgraced ferry magnate who fled -- left.", PERSON, "the disgraced ferry magnate"),
        ("Voss, a singer and actor, left.", PERSON, "a singer and actor"),
        ("Voss, a former “tide reader” at the harbour, left.", PERSON, "a former “tide reader” at the harbour"),
        ("Voss, who was one of the richest men in Salen, left.", PERSON, "one of the richest men in Salen"),
        ("Voss, the head of both Salen Ferries and Orvale Rail, left.", PERSON, "the head of both Salen Ferries and Orvale Rail"),
        ("Voss is still an untried tugboat.", THING, "an untried tugboat"),
        ("Voss, a not-for-profit, pays.", BODY, "a not-for-profit"),
    ],
)  # fmt: skip
def test_a_phrase_is_set_beside_a_name(text: str, kind: EntityType, words: str) -> None:
    found = phrase_beside(text, text.index("Voss") + 4, kind)
    assert found is not None
    assert found.of(text) == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In a note to Voss, a clerk said it was over.", BODY),
        ("After Voss, a man was seen.", PERSON),
        ("Voss, a day later, left.", PERSON),
        ("The pact with Voss, one of the group’s demands, held.", BODY),
        ("Voss (the name means tide) left.", THING),
        ("Voss, a user, left.", BODY),
    ],
)
def test_what_begins_a_clause_or_tells_another_thing_is_not_beside_a_name(
    text: str, kind: EntityType
) -> None:
    assert phrase_beside(text, text.index("Voss") + 4, kind) is None


def test_of_what_begins_its_sentence_a_phrase_goes_on_to_the_verb() -> None:
    text = "It rained.\nVoss, the mayor of Salen was held. After Voss, a man was seen."
    found = phrase_beside(text, text.index("Voss") + 4, PERSON, opens=True)
    assert found is not None
    assert found.of(text) == "the mayor of Salen"
    places = (text.index("Voss"), text.rindex("Voss"), 0)
    assert [opens_sentence(text, at) for at in places] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("They hired Voss as head coach.", "coach"),
        ("Voss Set As the Dawn Host For 2014", "host"),
        ("They saw Voss as he left.", None),
        ("They praised Voss.", None),
    ],
)
def test_somebody_serves_as_something(text: str, noun: str | None) -> None:
    assert noun_served_as(text, text.index("Voss") + 4) == noun


def test_kin_is_set_ahead_of_a_name() -> None:
    text = "Emil Lund and his singer wife, Voss, left."
    found = phrase_ahead(text, text.index("Voss"))
    assert found is not None
    assert found.of(text) == "his singer wife"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A keeper shot a 17-year-old bear named Voss.", "a 17-year-old bear"),
        ("They joined a union of worried engineers called the Voss.", "a union of worried engineers"),
        ("Paint stood in the hold of Orvale’s grey tug, called Voss.", "Orvale’s grey tug"),
        ("The driver, who was later identified as Voss, fled.", "The driver"),
        ("Police identified the gunman as Voss.", "the gunman"),
    ],
)  # fmt: skip
def test_a_name_is_given_to_a_phrase(text: str, words: str) -> None:
    found = phrase_given(text, text.index("Voss"))
    assert found is not None
    assert found.of(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The sheriff described Mr. Voss as a “tide wolf” whose plans nobody knew.", "a “tide wolf”"),
        ("They hailed Voss as a hero of the sea.", "a hero of the sea"),
        ("They saw Voss as a storm broke.", None),
    ],
)  # fmt: skip
def test_somebody_is_called_a_thing(text: str, words: str | None) -> None:
    at = text.index("Voss")
    found = phrase_called(text, at, at + 4)
    assert (found.of(text) if found else None) == words

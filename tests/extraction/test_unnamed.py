"""What invented phrases tell of speakers without a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.marking import at
from whence.extraction.cast import Speaker
from whence.extraction.unnamed import role_of
from whence.records.extraction import EntityType, Mention, Role, SpeakerKind
from whence.records.span import Span


def role(phrase: str, kind: SpeakerKind = SpeakerKind.UNNAMED) -> Role | None:
    text = f"{phrase} said so."
    return role_of(text, (at(text, phrase),), Speaker(None, phrase, kind))


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("a US official", 1, 1),
        ("one diplomat", 1, 1),
        ("another witness", 1, 1),
        ("the official", 1, 1),
        ("someone", 1, 1),
        ("two officials", 2, 2),
        ("both aides", 2, 2),
        ("a couple of aides", 2, 2),
        ("a trio of lawyers", 3, 3),
        ("three of the pilots", 3, 3),
        ("one of the pilots", 1, 1),
        ("at least three witnesses", 3, None),
        ("more than 20 residents", 20, None),
        ("up to five soldiers", 1, 5),
        ("about 30 villagers", 30, 30),
        ("several residents", 3, None),
        ("a few residents", 3, None),
        ("a dozen sailors", 12, 12),
        ("dozens of sailors", 24, None),
        ("hundreds of women", 200, 999),
        ("officials", 2, None),
        ("Officials", 2, None),
        ("the officials", 2, None),
        ("some miners", 2, None),
        ("a number of miners", 2, None),
        ("police officers", 2, None),
        ("an official and two diplomats", 3, 3),
        ("officials and a diplomat", 3, None),
    ],
)
def test_counts_the_speakers(phrase: str, low: int, high: int | None) -> None:
    found = role(phrase)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("phrase", "origin"),
    [
        ("a US official", "US"),
        ("two Western European diplomats", "Western European"),
        ("an Iraqi government spokesman", "Iraqi government"),
        ("a Pentagon source", "Pentagon"),
        ("a Bank of Norland economist", "Bank of Norland"),
        ("Norland's officials", "Norland"),
        ("a Norland-based analyst", "Norland"),
        ("French officials", "French"),
        ("officials close to the cabinet", "close to the cabinet"),
        ("officials at the interior ministry", "interior ministry"),
        ("a spokesman for the Port Authority", "Port Authority"),
        ("an official in the Norland parliament", "Norland parliament"),
        ("a military spokesman", "military"),
        ("a law enforcement source", "law enforcement"),
        ("women in the city of Sarn", "Sarn"),
        ("a source cited by the Herald", None),
        ("Local officials", None),
        ("a source familiar with the matter", None),
        ("officials with experience", None),
        ("a Norland-backed fighter", None),
    ],
)
def test_finds_where_they_are_from(phrase: str, origin: str | None) -> None:
    found = role(phrase)
    assert found is not None
    assert found.origin == origin


@pytest.mark.parametrize(
    ("phrase", "seniority"),
    [
        ("two senior Western security sources", "senior"),
        ("a top official", "top"),
        ("a high-ranking officer", "high-ranking"),
        ("a former senior official", "former senior"),
        ("Retired generals", "retired"),
        ("a junior minister", "junior"),
        ("officials", None),
    ],
)
def test_finds_their_rank(phrase: str, seniority: str | None) -> None:
    found = role(phrase)
    assert found is not None
    assert found.seniority == seniority


@pytest.mark.parametrize("phrase", ["emails", "the launch", "nobody", "News.no", "a statement", ""])
def test_what_is_nobody_has_no_role(phrase: str) -> None:
    assert role(phrase or " ") is None


def test_named_speakers_and_bodies_have_none() -> None:
    text = "Officials said so."
    span = (Span(0, 9),)
    assert role_of(text, span, Speaker("e1", "Ada Bell", SpeakerKind.PERSON)) is None
    assert role_of(text, span, Speaker("e1", "the Herald", SpeakerKind.UNNAMED)) is None
    assert role_of(text, span, Speaker(None, "the ministry", SpeakerKind.GOVERNMENT)) is None


def test_a_pronoun_is_who_was_described_before() -> None:
    text = "They said so."
    speaker = Speaker(None, "two senior French officials", SpeakerKind.UNNAMED)
    assert role_of(text, (Span(0, 4),), speaker) == Role(2, 2, "French", "senior")


def test_a_phrase_that_points_back_is_completed() -> None:
    text = "The officials said so."
    speaker = Speaker(None, "two senior French officials", SpeakerKind.UNNAMED)
    assert role_of(text, (Span(0, 13),), speaker) == Role(2, 2, "French", "senior")


def test_a_place_named_first_is_an_origin_and_a_person_is_none() -> None:
    speaker = Speaker(None, "Sarn officials", SpeakerKind.UNNAMED)
    sarn = Mention(Span(0, 4), EntityType.PLACE, "e1")
    assert role_of("Sarn officials", (Span(0, 14),), speaker, [sarn]) == Role(2, None, "Sarn")
    bells = "Bell's advisers"
    speaker = Speaker(None, "advisers", SpeakerKind.UNNAMED)
    bell = Mention(Span(0, 4), EntityType.PERSON, "e1")
    assert role_of(bells, (Span(0, 15),), speaker, [bell]) == Role(2, None)


@given(st.text(alphabet="a two US's of and officials-9,.\n", max_size=80))
def test_any_phrase_gives_a_sound_role_or_none(phrase: str) -> None:
    found = role(phrase) if phrase.strip() else None
    assert found is None or (found.low >= 1 and (found.high is None or found.high >= found.low))


def test_a_long_source_is_read_to_its_end() -> None:
    assert role("officials and " * 20_000 + "officials") is not None
    role("US " * 60_000)

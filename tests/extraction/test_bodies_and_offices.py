"""Names whose head has no capital, names by their shape, and whom a bare family name means."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.extraction.names import Name
from whence.extraction.pipeline import names_of
from whence.records.extraction import EntityType
from whence.records.span import Span

KINDS = {"P": EntityType.PERSON, "O": EntityType.ORGANIZATION, "L": EntityType.PLACE}


def found(text: str, **marked: list[str]) -> list[tuple[str, EntityType]]:
    """Return the names found where the network marks `marked`, each once in its order."""
    mentions, _ = names_of(text, _names(text, marked))
    return [(m.span.of(text), m.type) for m in mentions]


def actors(text: str, **marked: list[str]) -> list[list[str]]:
    """Return the mentions of each entity."""
    mentions, entities = names_of(text, _names(text, marked))
    return [[m.span.of(text) for m in mentions if m.entity == e.id] for e in entities]


def _names(text: str, marked: dict[str, list[str]]) -> list[Name]:
    """Mark the first place of each of `marked`, the longer first, that no other takes."""
    listed = [(words, KINDS[kind]) for kind, each in marked.items() for words in each]
    names: list[Name] = []
    for words, kind in sorted(listed, key=lambda one: -len(one[0])):
        places = (Span(m.start(), m.end()) for m in re.finditer(re.escape(words), text))
        free = (span for span in places if not any(span.overlaps(n.span) for n in names))
        names.append(Name(next(free), kind, 0.9))
    return sorted(names, key=lambda name: name.span)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Then the Iraqi army withdrew.", "Iraqi army", EntityType.ORGANIZATION),
        ("The Norwegian foreign ministry denied it.", "Norwegian foreign ministry", KINDS["O"]),
        ("He was to be U.S. surgeon general.", "U.S. surgeon general", EntityType.OTHER),
        ("They fell on Mount Sarn in the rain.", "Mount Sarn", EntityType.PLACE),
        ("She works for Brandar Sons Ltd. in town.", "Brandar Sons Ltd", KINDS["O"]),
    ],
)
def test_finds_names_without_a_capital_head_or_by_their_shape(
    text: str, name: str, kind: EntityType
) -> None:
    assert [(words.rstrip("."), k) for words, k in found(text)] == [(name, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Islamic army men fled.",
        "The army withdrew.",
        "Iraqi army-backed fighters fled.",
        "Storm Hits Mount Sarn As Rescue Fails",
        "a secretary of state",
    ],
)
def test_finds_no_name_in_other_words(text: str) -> None:
    assert found(text) == []


def test_who_leads_gives_an_administration_its_name() -> None:
    text = "Ada Bell won. The Bell administration said so, and Bell agreed."
    assert actors(text, P=["Ada Bell", "Bell"]) == [["Ada Bell", "Bell"], ["Bell administration"]]


def test_an_office_somebody_bears_is_no_name_of_its_own() -> None:
    text = "Prime Minister Ada Bell spoke. The Prime Minister left."
    assert found(text, P=["Ada Bell"]) == [("Ada Bell", EntityType.PERSON)]


def test_an_office_is_no_part_of_a_name() -> None:
    text = "They chose Ada Bell Surgeon General nominee."
    names = found(text, P=["Ada Bell Surgeon General"])
    assert [words for words, _ in names] == ["Ada Bell", "Surgeon General"]


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("Orr confidant", ["Orr"]),
        ("lawyers for Ada Orr", ["Ada Orr"]),
        ("Ada Bell and Reed Orr", ["Ada Bell", "Reed Orr"]),
        ("Reed van der Orr", ["Reed van der Orr"]),
        ("Theresa Ada May", ["Theresa Ada May"]),
        ("Harn's Ada Bell", ["Ada Bell"]),
        ("United States Ada Bell", ["Ada Bell"]),
        ("Nominates Ada Bell", ["Ada Bell"]),
    ],
)
def test_trims_persons_read_too_wide(marked: str, bare: list[str]) -> None:
    text = f"Then {marked} spoke."
    assert [words for words, _ in found(text, P=[marked])] == bare


def test_parts_two_places_and_a_player_from_the_team() -> None:
    text = "The Rovers won in Harn. Rovers Jamal Bell flew to Harn and Port Ella."
    names = found(text, O=["Rovers"], L=["Harn", "Harn and Port Ella"], P=["Rovers Jamal Bell"])
    assert [words for words, _ in names] == [
        *("Rovers", "Harn", "Rovers", "Jamal Bell", "Harn", "Port Ella")
    ]


def test_parts_a_place_from_the_state_it_is_in() -> None:
    text = "Norland was glad. It opened in Harn Cathedral, Norland."
    names = found(text, L=["Norland", "Harn Cathedral, Norland"])
    assert [words for words, _ in names] == ["Norland", "Harn Cathedral", "Norland"]


def test_a_family_name_is_no_team() -> None:
    text = "Orr spoke. Then Orr Jamal Bell spoke, at the House of Orr."
    names = found(text, O=["House of Orr"], P=["Orr Jamal Bell", "Orr"])
    assert names[1] == ("Orr Jamal Bell", EntityType.PERSON)


def test_a_street_keeps_its_number_and_a_professor_his_university_apart() -> None:
    text = "On 117th Street they met Ada Bell of Harn University."
    names = found(text, L=["117th Street"], P=["Ada Bell"], O=["Harn University"])
    assert [words for words, _ in names] == ["117th Street", "Ada Bell", "Harn University"]


def test_a_gulf_ends_where_the_next_name_was_taken_to_begin() -> None:
    text = "Ferry stopped in the Gulf of Harn HNA report.\nThey left Port Ella Sat."
    names = found(text, L=["Gulf of", "Harn HNA", "Port Ella Sat"])
    assert [words for words, _ in names] == ["Gulf of Harn", "Port Ella"]


def test_the_next_bearer_of_an_office_makes_it_a_name() -> None:
    text = (
        "Surgeon General Ada Bell left. Reed Orr is to serve as our nation's next Surgeon General."
    )
    words = [words for words, _ in found(text, P=["Ada Bell", "Reed Orr"])]
    assert words == ["Ada Bell", "Reed Orr", "Surgeon General"]


def test_the_office_that_somebody_is_named_to_is_a_name() -> None:
    text = "Nurses praise nomination of Ada Bell, MD, Surgeon General. Ada Bell, surgeon general, left."
    words = [words for words, _ in found(text, P=["Ada Bell"])]
    assert words == ["Ada Bell", "Surgeon General", "Ada Bell"]


@pytest.mark.parametrize(
    "text",
    [
        "Susan Bell came. Mr. Bell did not.",
        "Susan Bell came. Bell said he would come, and that his car was late.",
    ],
)
def test_nobody_of_the_other_gender_is_meant(text: str) -> None:
    susan, bell = actors(text, P=["Susan Bell", "Bell"])
    assert susan == ["Susan Bell"]
    assert set(bell) == {"Bell"}


def test_a_wife_with_the_same_name_is_told_by_her_title() -> None:
    text = "Reed Bell came with Susan Bell. Mrs. Bell spoke; Bell was silent."
    assert actors(text, P=["Reed Bell", "Susan Bell", "Bell"]) == [
        ["Reed Bell", "Bell"],
        ["Susan Bell", "Bell"],
    ]


def test_one_named_late_and_without_the_office_is_not_meant() -> None:
    text = "President Bell spoke. Bell left. Bell slept. His cousin Xanthe Bell stayed."
    assert actors(text, P=["Bell", "Xanthe Bell"]) == [["Bell"] * 3, ["Xanthe Bell"]]


def test_a_side_stands_for_the_state_named_by_it() -> None:
    text = "North Harn fired first, and the North denied it."
    assert actors(text, L=["North Harn", "North"]) == [["North Harn", "North"]]


@given(st.text(alphabet="Bell Ada of the army and Iraqi Prime Minister. Mr,'\n-", max_size=120))
def test_never_fails(text: str) -> None:
    marked = [Name(Span(0, len(text)), kind, 0.9) for kind in KINDS.values() if text]
    mentions, _ = names_of(text, marked)
    spans = [m.span for m in mentions]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))

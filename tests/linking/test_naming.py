from __future__ import annotations

import pytest

from whence.linking.naming import (
    ALIKE,
    PersonName,
    body_words,
    is_acronym,
    is_name,
    is_plain_name,
    likeness,
    person_name,
    same_person,
)


def person(name: str) -> PersonName:
    found = person_name(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Adil Abd al-Mahdi", "Adel Abdul-Mahdi"),
        ("Haider al-Abadi", "Haidar Al Abadi"),
        ("Qassem Soleimani", "Qasem Suleimani"),
        ("Gen. Joseph L. Votel", "Joe Votel"),
        ("then Prime Minister Nouri al-Maliki", "Nuri al-Maliki"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Alex Berg", "Alexander Berg"),
        ("Qasim Orlan", "Ghasim Orlan"),
        ("Tamer Qadhif", "Tamer Gaddif"),
        ("Volodymyr Orlan", "Vladimir Orlan"),
        ("Harun Tayfun Berg", "Tayfun Berg"),
        ("Berg, Viktor", "Viktor Berg"),
    ],
)
def test_two_spellings_of_one_person(one: str, two: str) -> None:
    assert same_person(person(one), person(two)) >= ALIKE


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hassan Ali", "Hussein Ali"),
        ("Kim Jong Il", "Kim Jong Un"),
        ("George W. Bush", "George H. W. Bush"),
        ("Marek Voss", "Marek Voss Jr."),
        ("Melania Orr", "Donald Orr"),
        ("Ivan Berg", "Ivana Berg"),
        ("Daniel Orr", "Danielle Orr"),
        ("Mara Kerry", "Mara Gerry"),
        ("Anton Harun Berg", "Piet Berg"),
    ],
)
def test_two_people_of_one_family_name(one: str, two: str) -> None:
    assert same_person(person(one), person(two)) < ALIKE


def test_a_phrase_is_no_persons_name() -> None:
    assert person_name("lawyers for Mara Voss") is None
    assert person_name("President") is None


@pytest.mark.parametrize(("one", "two"), [("mosul", "mossul"), ("raqqa", "raqqah")])
def test_places_in_two_spellings(one: str, two: str) -> None:
    assert likeness(one, two) >= ALIKE


@pytest.mark.parametrize(("one", "two"), [("iran", "iraq"), ("oslo", "orel"), ("mali", "malta")])
def test_other_places(one: str, two: str) -> None:
    assert likeness(one, two) < ALIKE


def test_bodies_compare_by_words_in_one_spelling() -> None:
    assert body_words("the Ministry of Defence") == body_words("Defense Ministry")


def test_acronyms_and_names_are_told_by_their_letters() -> None:
    assert is_acronym("P.M.U.")
    assert is_acronym("PMUs")
    assert not is_acronym("Pmu")
    assert is_name("al-Salen Brigade")
    assert not is_name("a senior official")
    assert not is_name("The ministry")


def test_what_is_taken_for_a_plain_name_has_its_words_for_parts() -> None:
    told = (
        "mara voss", "voss", "the voss", "mr voss", "adil abd al mahrani", "al mahrani", "kim sorel",
        "mara voss jr", "mara of voss", "mara 2nd voss", "mára voss", "emil mara voss", "al",
    )  # fmt: skip
    plain = [name for name in told if is_plain_name(name)]
    assert plain == ["mara voss", "voss", "emil mara voss", "al"]
    for name in plain:
        found = person_name(name)
        assert found is not None
        assert " ".join(part for part in (found.given, *found.middle, found.family) if part) == name

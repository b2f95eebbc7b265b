"""Other names that a text gives in so many words."""

from __future__ import annotations

import pytest

from tests.extraction.marking import names_of
from whence.extraction.coreference import join_names


def together(text: str, one: str, two: str, **marked: list[str]) -> bool:
    _, entities = join_names(text, names_of(text, **marked))
    return any({one, two} <= {entity.name, *entity.aliases} for entity in entities)


@pytest.mark.parametrize(
    "said",
    [
        "The Harbour Guard (PHX) left.",
        "The PHX (Harbour Guard) left.",
        "The Harbour Guard, or PHX, left.",
        "The Harbour Guard, known as PHX, left.",
        "The Harbour Guard, which is also known by its acronym PHX, left.",
        "The Harbour Guard, formerly PHX, left.",
    ],
)
def test_another_name_of_a_body_is_told(said: str) -> None:
    assert together(said, "Harbour Guard", "PHX", O=["Harbour Guard", "PHX"])


@pytest.mark.parametrize(
    "said",
    [
        "Ilse Vantor, better known by her nom de guerre Umm Harn, left.",
        "Ilse Vantor, alias “Umm Harn”, left.",
        "Ilse Vantor (a.k.a. Umm Harn) left.",
        "Ilse Vantor, whose real name is Umm Harn, left.",
    ],
)
def test_another_name_of_a_person_is_told(said: str) -> None:
    assert together(said, "Ilse Vantor", "Umm Harn", P=["Ilse Vantor", "Umm Harn"])


@pytest.mark.parametrize(
    "said",
    [
        "The Harbour Guard, known as PHX's rival, left.",
        "The Harbour Guard, or PHX troops, left.",
        "The Harbour Guard called PHX.",
        "The Harbour Guard and PHX left.",
    ],
)
def test_no_other_name_is_told(said: str) -> None:
    assert not together(said, "Harbour Guard", "PHX", O=["Harbour Guard", "PHX"])


def test_where_a_report_was_filed_is_not_who_filed_it() -> None:
    filed = "SALEN, Harn (KTX) - Troops left Harn."
    assert not together(filed, "Harn", "KTX", L=["SALEN", "Harn"], O=["KTX"])
    party = "Ilse Vantor (NDP) left."
    assert not together(party, "Ilse Vantor", "NDP", P=["Ilse Vantor"], O=["NDP"])
    state = "The United Harn Emirates (UHE) left."
    assert together(state, "United Harn Emirates", "UHE", L=["United Harn Emirates"], O=["UHE"])

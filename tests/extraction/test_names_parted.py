"""Names freed of the words that were read with them, on invented texts."""

from __future__ import annotations

import pytest

from tests.extraction.marking import at
from whence.extraction.names import Name
from whence.extraction.names_parted import part_from_neighbours
from whence.records.extraction import EntityType
from whence.records.span import Span

ORGANIZATION, PERSON = EntityType.ORGANIZATION, EntityType.PERSON


def parted(text: str, marked: str, kind: EntityType, *others: str) -> list[str]:
    """Return the names of a text of which `marked` is read as one, `others` where they come last."""
    names = [Name(at(text, marked), kind, 0.9)]
    for other in others:
        start = text.rindex(other)
        names.append(Name(Span(start, start + len(other)), kind, 0.9))
    return [name.span.of(text) for name in part_from_neighbours(text, names)]


@pytest.mark.parametrize(
    ("marked", "bare", "kind"),
    [
        ("Harn Rail strike", "Harn Rail", ORGANIZATION),
        ("Harn Rail Monday", "Harn Rail", ORGANIZATION),
        ("image of Ada Bell", "Ada Bell", PERSON),
    ],
)
def test_words_beside_a_name_that_the_text_has_alone_are_no_part_of_it(
    marked: str, bare: str, kind: EntityType
) -> None:
    text = f"They saw the {marked} there. Later {bare} was sold."
    assert parted(text, marked, kind, bare) == [bare, bare]


@pytest.mark.parametrize(
    "marked", ["Harn Rail police", "Harn Rail 6", "Harn Rail administration", "117th Harn Rail"]
)
def test_what_makes_another_name_of_it_stays(marked: str) -> None:
    text = f"They saw the {marked} there. Later Harn Rail was sold."
    assert parted(text, marked, ORGANIZATION, "Harn Rail") == [marked, "Harn Rail"]


def test_a_name_the_text_does_not_have_alone_stays() -> None:
    text = "They saw the Harn Rail strike there."
    assert parted(text, "Harn Rail strike", ORGANIZATION) == ["Harn Rail strike"]


def test_in_a_headline_what_follows_a_name_has_a_capital_too() -> None:
    text = "Ada Bell Checks Out\nLater Ada Bell was seen at the harbour."
    assert parted(text, "Ada Bell Checks Out", PERSON, "Ada Bell") == ["Ada Bell", "Ada Bell"]
    text = "They met Ada Bell Mora at the harbour.\nLater Ada Bell was seen at the harbour."
    assert parted(text, "Ada Bell Mora", PERSON, "Ada Bell") == ["Ada Bell Mora", "Ada Bell"]

"""What the network's names are: events only where a name says so, persons where a title does."""

from __future__ import annotations

import pytest

from whence.extraction.decoding import RawName
from whence.extraction.name_types import names_in


def kinds(text: str, marked: str, kind: str, otherwise: str = "") -> list[str]:
    start = text.index(marked)
    raw = RawName((start, start + len(marked)), kind, 0.4, otherwise, 0.9)
    return [name.type.value for name in names_in(text, [raw])]


@pytest.mark.parametrize(
    ("marked", "otherwise", "kind"),
    [
        ("Vantor", "PERSON", "PERSON"),
        ("Harn", "PLACE", "PLACE"),
        ("Harn Summit", "PLACE", "EVENT"),
        ("Hurricane Ilse", "PERSON", "EVENT"),
        ("President Vantor", "OTHER", "PERSON"),
    ],
)
def test_an_event_has_a_word_for_one(marked: str, otherwise: str, kind: str) -> None:
    assert kinds(f"They spoke before {marked} opened.", marked, "EVENT", otherwise) == [kind]


def test_a_month_alone_is_no_name() -> None:
    assert kinds("The vote is in November.", "November", "EVENT", "OTHER") == []


def test_a_title_makes_a_person() -> None:
    assert kinds("Of Harnish President Ilse Vantor.", "Harnish President Ilse Vantor", "OTHER") == [
        "PERSON"
    ]
    assert kinds("They read Letters Of Harn.", "Letters Of Harn", "OTHER") == ["OTHER"]


def test_a_degree_behind_a_name_is_nobodys() -> None:
    text = "Ilse Vantor, M. D., and J. R. Orlan spoke."
    assert kinds(text, "M. D.", "PERSON") == []
    assert kinds(text, "J. R. Orlan", "PERSON") == ["PERSON"]

from __future__ import annotations

import pytest

from tests.linking.build import report
from whence.linking.gazetteer import load_gazetteer
from whence.linking.speakers import Key, Speakers


def key(name: str, *texts: str) -> Key:
    return Speakers(map(report, texts), load_gazetteer(), lambda called: called).key(name)


def test_a_spokesman_speaks_for_the_body_and_so_does_what_he_puts_out() -> None:
    told = "Ana Roe, a spokesman for the Port Authority, said no."
    assert key("Ana Roe", told) == key("the Port Authority") == {"port", "authority"}
    assert key("a statement by Ana Roe", told) == {"port", "authority"}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Roe, a spokesman for Ana Roe, said no.",
        "Ana Roe, a spokesman for Bela Kun, said no. Bela Kun, a spokesman for Ana Roe, said yes.",
    ],
)
def test_people_said_to_speak_for_themselves_or_one_another_have_a_word(text: str) -> None:
    assert key("Ana Roe", text) == {"ana", "roe"}


def test_a_statement_of_a_statement_without_end_is_somebodys() -> None:
    assert key("a statement by " + "A statement by " * 2000 + "Mara Voss") >= {"mara", "voss"}

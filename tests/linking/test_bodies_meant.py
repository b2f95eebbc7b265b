"""Whether who speaks may be told by whom the report names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import extract, report, says
from whence.linking.bodies_meant import asks_for_names

HEADLINE = "A plane turned back\n"


@pytest.mark.parametrize("source", ["The airline", "airline officials", "The pilot"])
def test_a_noun_for_somebody_named_asks_for_names(source: str) -> None:
    of = report(f"{HEADLINE}It was low on fuel. {source} said it had landed.")
    assert asks_for_names(of.text, extract(of, says(of, source, "said", "it had landed")))


@pytest.mark.parametrize("source", ["Officials", "Mara Voss", "A woman on board"])
def test_words_for_nobody_named_and_names_do_not(source: str) -> None:
    of = report(f"{HEADLINE}It was low on fuel. {source} said it had landed.")
    assert not asks_for_names(of.text, extract(of, says(of, source, "said", "it had landed")))


def test_a_speaker_that_is_known_and_one_in_other_sentences_do_not() -> None:
    of = report(f"{HEADLINE}It was low on fuel. The airline said it had landed.")
    said = says(of, "The airline", "said", "it had landed")
    assert not asks_for_names(of.text, extract(of, replace(said, speaker="e1")))
    elsewhere = replace(extract(of, said), sentences=extract(of).sentences[:1])
    assert not asks_for_names(of.text, elsewhere)


def test_whoever_is_behind_a_speaker_is_asked_for_too() -> None:
    of = report(f"{HEADLINE}Officials said it had landed, the airline told reporters.")
    outer = says(of, "the airline", "told", "reporters")
    outer = replace(outer, content=())
    inner = says(of, "Officials", "said", "it had landed", parent=outer.id)
    assert asks_for_names(of.text, extract(of, inner, outer))

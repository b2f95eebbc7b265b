"""Stances of invented cues and contents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.extraction.stance import stance_of
from whence.records.extraction import Stance


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("said", "the dam broke at noon", Stance.ASSERTS),
        ("denied", "any part in the raid", Stance.DENIES),
        ("did not deny", "the charge", Stance.ASSERTS),
        ("accused", "the port of hiding the spill", Stance.ACCUSES),
        ("has called for", "an inquiry", Stance.DEMANDS),
        ("told", "to stay indoors", Stance.DEMANDS),
        ("asked", "whether the dam would hold", Stance.QUESTIONS),
        ("asked", "the crews to leave", Stance.DEMANDS),
        ("said", "“Who will pay for this?”", Stance.QUESTIONS),
        ("vowed", "to rebuild", Stance.VOWS),
        ("said", "“We will rebuild.”", Stance.VOWS),
        ("expect", "more rain", Stance.PREDICTS),
        ("believes", "the river will rise again", Stance.PREDICTS),
        ("declined to comment", "on the inquiry", Stance.DECLINES),
        ("did not confirm", "the figure", Stance.DECLINES),
        ("refused to say", "who paid", Stance.DECLINES),
        ("did not say", "how many were hurt", Stance.DECLINES),
        ("praised", "the crews", Stance.PRAISES),
        ("condemned", "the raid", Stance.CONDEMNS),
        ("called", "the raid “an appalling act”", Stance.CONDEMNS),
        ("acknowledged", "that the wall was weak", Stance.CONFIRMS),
        ("", "", Stance.ASSERTS),
    ],
)
def test_reads_the_stance_off_cue_and_content(cue: str, content: str, stance: Stance) -> None:
    assert stance_of(cue, content) is stance


@given(st.text(max_size=40), st.text(max_size=80))
def test_always_gives_one(cue: str, content: str) -> None:
    assert stance_of(cue, content) in Stance


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("denies", "deny"), ("denying", "deny"), ("begged", "beg"), ("urging", "urge"), ("sat", None)],
)
def test_finds_lemmas(word: str, lemma: str | None) -> None:
    assert lemma_of(word, frozenset({"deny", "beg", "urge"})) == lemma


def test_word_lists_are_lower_case() -> None:
    for subject in ("stances", "people", "roles", "aliases", "sentences", "irregular"):
        for entries in word_sets(subject).values():
            assert all(entry == entry.lower() for entry in entries)

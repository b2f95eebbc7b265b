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
        ("were no immediate reports of", "injuries", Stance.ASSERTS),
        ("gave no reports of", "the inquiry", Stance.DECLINES),
        ("", "", Stance.ASSERTS),
    ],
)
def test_reads_the_stance_off_cue_and_content(cue: str, content: str, stance: Stance) -> None:
    assert stance_of(cue, content) is stance


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        # denies
        ("denied", Stance.DENIES),
        ("denied that it had threatened", Stance.DENIES),
        ("has repeatedly denied accusing", Stance.DENIES),
        ("rejected", Stance.DENIES),
        ("dismissed", Stance.DENIES),
        ("ruled out", Stance.DENIES),
        ("disputes", Stance.DENIES),
        ("disagrees with", Stance.DENIES),
        ("refused to accept", Stance.DENIES),
        ("retracted", Stance.DENIES),
        ("there is no truth in", Stance.DENIES),
        ("had nothing to do with", Stance.DENIES),
        ("distanced itself from", Stance.DENIES),
        ("does not believe", Stance.DENIES),
        ("don’t think", Stance.DENIES),
        ("has no plans for", Stance.DENIES),
        ("does not intend", Stance.DENIES),
        # not denied is not said either
        ("did not deny", Stance.ASSERTS),
        ("does not dispute", Stance.ASSERTS),
        ("has not ruled out", Stance.ASSERTS),
        ("could not rule out", Stance.ASSERTS),
        ("never accused", Stance.ASSERTS),
        ("did not call for", Stance.ASSERTS),
        # declines to say
        ("did not confirm", Stance.DECLINES),
        ("could not confirm", Stance.DECLINES),
        ("was unable to confirm", Stance.DECLINES),
        ("failed to confirm", Stance.DECLINES),
        ("refused to rule out", Stance.DECLINES),
        ("declined to deny", Stance.DECLINES),
        ("refused to condemn", Stance.DECLINES),
        ("stopped short of accusing", Stance.DECLINES),
        ("stopped short of condemning", Stance.DECLINES),
        ("neither confirmed nor denied", Stance.DECLINES),
        ("would neither confirm nor deny", Stance.DECLINES),
        ("would not confirm or deny", Stance.DECLINES),
        ("has yet to comment", Stance.DECLINES),
        ("had yet to respond", Stance.DECLINES),
        ("have yet to confirm", Stance.DECLINES),
        ("had no immediate comment", Stance.DECLINES),
        ("made no comment", Stance.DECLINES),
        ("offered no comment", Stance.DECLINES),
        ("wouldn’t comment", Stance.DECLINES),
        ("did not immediately respond", Stance.DECLINES),
        ("did not return calls", Stance.DECLINES),
        ("could not be reached", Stance.DECLINES),
        ("refused to be drawn", Stance.DECLINES),
        ("would not commit", Stance.DECLINES),
        ("has not claimed", Stance.DECLINES),
        ("remained silent", Stance.DECLINES),
        # accuses
        ("accused", Stance.ACCUSES),
        ("blamed", Stance.ACCUSES),
        ("alleges", Stance.ACCUSES),
        ("pointed the finger at", Stance.ACCUSES),
        ("held responsible", Stance.ACCUSES),
        ("not only blamed", Stance.ACCUSES),
        # demands
        ("demanded", Stance.DEMANDS),
        ("urged", Stance.DEMANDS),
        ("called on", Stance.DEMANDS),
        ("appealed for", Stance.DEMANDS),
        ("ordered", Stance.DEMANDS),
        # vows
        ("vowed", Stance.VOWS),
        ("has threatened", Stance.VOWS),
        ("promised", Stance.VOWS),
        ("plans to", Stance.VOWS),
        # predicts
        ("predicted", Stance.PREDICTS),
        ("expects", Stance.PREDICTS),
        ("forecasts", Stance.PREDICTS),
        # questions
        ("questioned", Stance.QUESTIONS),
        ("cast doubt on", Stance.QUESTIONS),
        ("are sceptical of", Stance.QUESTIONS),
        ("is investigating", Stance.QUESTIONS),
        # praises
        ("praised", Stance.PRAISES),
        ("paid tribute to", Stance.PRAISES),
        ("welcomed", Stance.PRAISES),
        # condemns
        ("condemned", Stance.CONDEMNS),
        ("lashed out at", Stance.CONDEMNS),
        ("no longer supports", Stance.CONDEMNS),
        ("did not welcome", Stance.CONDEMNS),
        ("voiced alarm at", Stance.CONDEMNS),
        # confirms
        ("confirmed", Stance.CONFIRMS),
        ("admitted", Stance.CONFIRMS),
        ("conceded", Stance.CONFIRMS),
        # asserts
        ("said without elaborating", Stance.ASSERTS),
        ("told reporters", Stance.ASSERTS),
        ("according to", Stance.ASSERTS),
    ],
)
def test_reads_the_stance_off_the_cue_alone(cue: str, stance: Stance) -> None:
    assert stance_of(cue, "the closing of the harbour") is stance


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
    for subject in (
        "stances",
        "people",
        "roles",
        "aliases",
        "sentences",
        "irregular",
        "unnamed",
        "certainty",
    ):
        for entries in word_sets(subject).values():
            assert all(entry == entry.lower() for entry in entries)

"""As what invented contents are put forward."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.extraction.certainty import certainty_of, main_clause
from whence.extraction.stance import stance_of
from whence.records.extraction import Certainty, Stance

FACT, POSSIBLE = Certainty.FACT, Certainty.POSSIBLE
FUTURE, NOT_SO = Certainty.FUTURE, Certainty.NOT_SO


@pytest.mark.parametrize(
    ("cue", "content", "certainty"),
    [
        ("said", "the dam broke at noon", FACT),
        ("said", "it did not break", FACT),
        ("said", "nobody was hurt", FACT),
        ("said", "divers could not find the car", FACT),
        ("accused", "the port of hiding the spill", FACT),
        ("confirmed", "twelve deaths", FACT),
        ("said", "the man who may have seen it was found", FACT),
        ("said", "the wall, which will be rebuilt, was old", FACT),
        ("claimed", "responsibility for the raid", FACT),
        ("claimed", "to have sunk the ship", FACT),
        ("explained", "how the gate jammed", FACT),
        ("said", "it happened in May", FACT),
        ("can't believe", "the wall fell", FACT),
        ("denied", "involvement", NOT_SO),
        ("denied that", "it broke", NOT_SO),
        ("rejected", "the charge", NOT_SO),
        ("ruled out", "sabotage", NOT_SO),
        ("does not believe", "the wall was hit", NOT_SO),
        ("don't think", "he was there", NOT_SO),
        ("did not deny", "the charge", POSSIBLE),
        ("did not rule out", "sabotage", POSSIBLE),
        ("did not confirm", "the toll", POSSIBLE),
        ("neither confirmed nor denied", "the raid", POSSIBLE),
        ("declined to say", "who paid", POSSIBLE),
        ("asked", "whether the gate was shut", POSSIBLE),
        ("said", "“Was the gate shut?”", POSSIBLE),
        ("said", "it may have been sabotage", POSSIBLE),
        ("said", "sabotage might be behind it", POSSIBLE),
        ("said", "the toll could rise", POSSIBLE),
        ("said", "it was probably a leak", POSSIBLE),
        ("said", "the gate appears to have jammed", POSSIBLE),
        ("said", "the crew is believed to be safe", POSSIBLE),
        ("believes", "the wall was hit", POSSIBLE),
        ("suspect", "sabotage", POSSIBLE),
        ("fear", "forty are dead", POSSIBLE),
        ("did not know", "whether it would hold", POSSIBLE),
        ("found", "no evidence of sabotage", FACT),
        ("said", "the port will reopen", FUTURE),
        ("said", "it would rebuild the wall", FUTURE),
        ("said", "they are going to strike", FUTURE),
        ("said", "“We’ll rebuild.”", FUTURE),
        ("said", "the firm plans to sell", FUTURE),
        ("said", "that when the rain stops, crews will return", FUTURE),
        ("vowed", "to rebuild", FUTURE),
        ("demanded", "an inquiry", FUTURE),
        ("urged", "calm", FUTURE),
        ("predicted", "more rain", FUTURE),
        ("expects", "the toll to rise", FUTURE),
        ("warned", "the wall will fall", FUTURE),
        ("", "", FACT),
    ],
)
def test_reads_cue_and_main_clause(cue: str, content: str, certainty: Certainty) -> None:
    assert certainty_of(cue, content, stance_of(cue, content)) is certainty


@pytest.mark.parametrize(
    ("content", "happened", "certainty"),
    [
        ("the fall of the wall", 2.5, FACT),
        ("the fall of the wall", 0.1, POSSIBLE),
        ("the fall of the wall", -2.0, POSSIBLE),
        ("the wall did not fall", -2.5, FACT),
        ("the wall may fall", 2.5, POSSIBLE),
        ("the wall will fall", -0.5, FUTURE),
    ],
)
def test_the_network_decides_only_where_words_do_not(
    content: str, happened: float, certainty: Certainty
) -> None:
    assert certainty_of("said", content, Stance.ASSERTS, happened) is certainty


def test_a_denial_stands_whatever_the_network_says() -> None:
    assert certainty_of("denied", "the raid", Stance.DENIES, 3.0) is NOT_SO


@pytest.mark.parametrize(
    ("content", "clause"),
    [
        ("that the dam broke", "the dam broke"),
        ("if it rains, the dam breaks", "the dam breaks"),
        ("the dam, which was old, broke", "the dam broke"),
        ("it broke. it will be rebuilt.", "it broke"),
    ],
)
def test_keeps_the_main_clause(content: str, clause: str) -> None:
    assert main_clause(content) == clause


@given(st.text(max_size=40), st.text(max_size=120), st.sampled_from(Stance))
def test_always_gives_one(cue: str, content: str, stance: Stance) -> None:
    assert certainty_of(cue, content, stance) in Certainty

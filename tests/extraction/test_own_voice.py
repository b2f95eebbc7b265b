"""Sentences in a report's own voice, and their tone, in invented texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.marking import at, paragraphs_of
from whence.extraction.own_voice import is_sentence, own_statements
from whence.extraction.sentences import split_sentences
from whence.quotations import find_quotes
from whence.records.extraction import Attribution, QuoteKind, Stance, Statement, Tone


def statements(text: str, *attributions: Attribution) -> tuple[Statement, ...]:
    paragraphs = paragraphs_of(text)
    sentences = split_sentences(text, paragraphs)
    return own_statements(text, sentences, attributions, find_quotes(text, paragraphs))


def tone_of(sentence: str) -> tuple[Tone, str | None]:
    """Return the tone of a sentence that stands behind another."""
    text = f"The dam broke at noon. {sentence}"
    last = statements(text)[-1]
    assert last.span.of(text) == sentence
    return last.tone, last.why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("It was a shameful day for the port.", "shameful"),
        ("Unfortunately, the pumps failed.", "unfortunately"),
        ("Of course the mayor knew.", "of course"),
        ("The ministry should resign.", "should"),
        ("The government must act now.", "must"),
        ("We deserve better from our ministers.", "we, our"),
        ("Who will believe the ministry now?", "Who … ?"),
        ("The port is open again!", "!"),
        ("Sure enough, the gate jammed.", "sure enough"),
        ("So much for the promised pumps.", "so much for"),
        ("That was the worst thing to do.", "worst thing"),
        ("The firm is guilty of a blatant, cynical fraud.", "blatant, cynical"),
        ("The visit was unwelcome, to say the least.", "to say the least"),
        ("Everyone knows how that ended.", "everyone knows"),
        ("I doubt the wall will hold.", "i"),
        ("It is not for nothing that the gate was shut.", "not for nothing"),
        ("The board paid lip service to the law.", "lip service"),
    ],
)
def test_finds_the_words_that_show_an_opinion(sentence: str, why: str) -> None:
    assert tone_of(sentence) == (Tone.OPINION, why)


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve people were killed in the flood.",
        "Voters must register by Monday.",
        "The work should take two weeks.",
        "It must have rained for days.",
        "Ships will sail should these talks fail.",
        "It is not known who should pay.",
        "Ministers argue over how the port should change.",
        "Our correspondent saw the wall fall.",
        "We have contacted the ministry for comment.",
        "Do you have a story for our newsroom?",
        "The sign read “We should be ashamed of our shameful port!” in red.",
        "It is the worst flood since 1953.",
        "It lies outside our solar system.",
        "The US is sending ships.",
        "The driver was charged with reckless driving.",
    ],
)
def test_takes_plain_reporting_for_no_opinion(sentence: str) -> None:
    assert tone_of(sentence) == (Tone.REPORTING, None)


def test_a_question_that_stands_alone_is_a_heading() -> None:
    (found,) = statements("Why did the old dam break?")
    assert found.tone is Tone.REPORTING


@pytest.mark.parametrize(
    ("line", "tone"),
    [
        ("The board lets the old wall fall yet again!", Tone.OPINION),
        ("Share this page today!", Tone.REPORTING),
    ],
)
def test_a_line_of_its_own_exclaims_only_at_length(line: str, tone: Tone) -> None:
    (found,) = statements(line)
    assert found.tone is tone


def test_leaves_out_what_somebody_is_given_as_saying() -> None:
    text = "Bell said it was shameful. The dam broke at noon."
    said = Attribution(
        id="a1",
        source=(at(text, "Bell"),),
        cue=(at(text, "said"),),
        content=(at(text, "it was shameful"),),
        stance=Stance.ASSERTS,
        quote=QuoteKind.INDIRECT,
    )
    assert [s.span.of(text) for s in statements(text, said)] == ["The dam broke at noon."]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("The dam broke.", True),
        ("Harbour club: 49 killed", True),
        ("Ministry denies dam was unsafe", True),
        ("Norland launches another ship, this one in winter", True),
        ("And then silence.", True),
        ("Read more", False),
        ("Photo: Harbour Herald", False),
        ("Home / News / Norland", False),
        ("3 columns", False),
        ("", False),
    ],
)
def test_tells_sentences_from_debris(line: str, says: bool) -> None:
    assert is_sentence(line) is says


def test_names_no_more_than_four_reasons() -> None:
    _, why = tone_of("Sadly the absurd, craven, brazen and cynical plan is law.")
    assert why == "sadly, absurd, craven, brazen"


@given(st.text(alphabet="We should I our!? “”shame of course.\n", max_size=200))
def test_statements_are_sentences_in_order(text: str) -> None:
    found = statements(text)
    assert [s.span for s in found] == sorted(s.span for s in found)
    assert all((s.tone is Tone.OPINION) == bool(s.why) for s in found)


@pytest.mark.parametrize("piece", ["we should ", "of course. ", "must “", "I!? "])
def test_a_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "\n\nThe bridge was closed at noon."
    assert statements(text)[-1].span.of(text) == "The bridge was closed at noon."


PLAIN = "The ship left at noon. The crew had ten men. It carries grain. The port is in Harn."
JUDGED = "It was a shameful day. Unfortunately, the pumps failed. That was a sham."


def test_what_leans_to_a_judgement_counts_in_a_report_that_judges() -> None:
    leaning = "The colossal wall fell."
    judging = statements(f"{PLAIN} {JUDGED} {leaning}")
    assert (judging[-1].tone, judging[-1].why) == (Tone.OPINION, "colossal")
    assert {one.tone for one in judging[:4]} == {Tone.REPORTING}


def test_what_leans_to_a_judgement_is_reporting_elsewhere() -> None:
    leaning = "The colossal wall fell."
    assert statements(f"{PLAIN} {PLAIN} {leaning}")[-1].tone is Tone.REPORTING
    assert statements(f"{JUDGED} {leaning}")[-1].tone is Tone.REPORTING  # too short to tell


def test_a_mine_is_no_pronoun() -> None:
    assert tone_of("The mine was shut in May.") == (Tone.REPORTING, None)

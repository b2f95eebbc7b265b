"""Words that keep a distance, in invented sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.marking import at, paragraphs_of
from whence.extraction.distance import find_distances
from whence.extraction.sentences import split_sentences
from whence.quotations import find_quotes
from whence.records.extraction import Attribution, Distance, DistanceKind, QuoteKind, Stance

ALLEGED = DistanceKind.ALLEGED
SO_CALLED = DistanceKind.SO_CALLED
PRETEXT = DistanceKind.PRETEXT
NO_EVIDENCE = DistanceKind.NO_EVIDENCE
SCARE = DistanceKind.SCARE_QUOTES


def said(text: str, cue: str, content: str, name: str = "a1") -> Attribution:
    return Attribution(
        id=name,
        source=(),
        cue=(at(text, cue),),
        content=(at(text, content),),
        stance=Stance.ASSERTS,
        quote=QuoteKind.INDIRECT,
    )


def distances(text: str, *attributions: Attribution) -> tuple[Distance, ...]:
    paragraphs = paragraphs_of(text)
    sentences = split_sentences(text, paragraphs)
    return find_distances(text, find_quotes(text, paragraphs), attributions, sentences)


def worded(text: str, *attributions: Attribution) -> list[tuple[str, DistanceKind]]:
    return [(d.span.of(text), d.kind) for d in distances(text, *attributions)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The alleged smuggler left by boat.", "alleged", ALLEGED),
        ("He allegedly sold the pumps.", "allegedly", ALLEGED),
        ("The ferry reportedly sank at dusk.", "reportedly", ALLEGED),
        ("A purported letter surfaced.", "purported", ALLEGED),
        ("Their supposed ally stayed away.", "supposed", ALLEGED),
        ("The claimed victory lasted a day.", "claimed", ALLEGED),
        ("It shelled the port it claims is a base.", "it claims", ALLEGED),
        ("The driver they claimed was drunk walked free.", "claimed", ALLEGED),
        ("The mine is said to have closed.", "is said", ALLEGED),
        ("We had conflicting reports all night.", "conflicting reports", ALLEGED),
        ("That, if confirmed, would be the first.", "if confirmed", ALLEGED),
        ("The so-called council met.", "so-called", SO_CALLED),
        ("The so-called “river guard” met.", "so-called “river guard”", SO_CALLED),
        ("The self-styled governor fled.", "self-styled", SO_CALLED),
        ("They bombed what the army calls a depot.", "what the army calls", SO_CALLED),
        ("He died in what police said was a fall.", "what police said was", SO_CALLED),
        ("It tested what it described as a pump.", "what it described as", SO_CALLED),
        ("They came under the pretext of guarding it.", "under the pretext of", PRETEXT),
        ("They left on the pretext that it rained.", "on the pretext that", PRETEXT),
        ("It spied under the guise of aid.", "under the guise of", PRETEXT),
        ("The road served as a cover for theft.", "as a cover for", PRETEXT),
        ("They tax us in the name of fighting floods.", "in the name of", PRETEXT),
        ("They stayed, ostensibly to help.", "ostensibly", PRETEXT),
        ("It blamed them without providing any evidence.", "without providing any evidence", NO_EVIDENCE),
        ("It gave no evidence.", "no evidence", NO_EVIDENCE),
        ("No evidence has been produced so far.", "No evidence has been produced", NO_EVIDENCE),
        ("They did not offer any proof.", "not offer any proof", NO_EVIDENCE),
        ("The firm failed to substantiate the charge.", "failed to substantiate", NO_EVIDENCE),
        ("It could not be independently verified.", "not be independently verified", NO_EVIDENCE),
        ("The toll has not yet been confirmed.", "not yet been confirmed", NO_EVIDENCE),
        ("These were unconfirmed reports.", "unconfirmed", NO_EVIDENCE),
        ("A baseless rumour spread.", "baseless", NO_EVIDENCE),
        ("There was no independent confirmation.", "no independent confirmation", NO_EVIDENCE),
    ],
)  # fmt: skip
def test_finds_words_that_keep_a_distance(text: str, words: str, kind: DistanceKind) -> None:
    assert worded(text) == [(words, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was supposed to leave at six.",
        "The group claimed responsibility for the raid.",
        "Its claims were heard in court.",
        "The flood claimed twelve lives.",
        "The couple are believed to be safe.",
        "It was not clear who had paid.",
        "What they called for was a vote.",
        "What did he call the boat?",
        "They prayed in the name of peace.",
        "They slipped out under cover of darkness.",
        "The court heard evidence for three days.",
        "He has to give evidence on Monday.",
        "They did not give up.",
        "They came with no proof of identity.",
    ],
)
def test_leaves_other_words_alone(text: str) -> None:
    assert worded(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The firm's “safety plan” ran to one page.", "“safety plan”"),
        ("They held an 'election' with one candidate.", "'election'"),
        ("The army “liberated” nobody. These “Norlandish proxies” have no guns.", "“Norlandish proxies”"),
        ("It was sold as another “reform,” and it failed.", "“reform,”"),
    ],
)  # fmt: skip
def test_finds_scare_quotes(text: str, words: str) -> None:
    assert (words, SCARE) in worded(text)


@pytest.mark.parametrize(
    "text",
    [
        "She sang the “Song of the River” twice.",  # a title
        "The “Harbour Papers” came out in May.",  # a name
        "Ada “Steamer” Bell won.",  # a nickname
        "The harbour is called the “old basin” here.",  # a name just given
        "He was accused of the “wilful neglect” of a dam.",  # a charge
        "They voted for the “yes” side.",
        "It is a “haar”, or sea fog, that hides it.",  # explained
        "Mayor's “great day” ruined",  # a headline quotes
        "The “12 points” were read out.",
        "Press the “panic” button. It is red.",
        "The “eddies” met. The “eddies” grew. The “eddies” left.",  # a term
        "The mayor was there. “A good day,” she wrote.",  # speech
    ],
)
def test_takes_other_quote_marks_for_no_distance(text: str) -> None:
    assert worded(text) == []


def test_a_quotation_given_to_a_speaker_is_no_distance() -> None:
    text = "Bell said it was the “worst day” of the year."
    assert worded(text, said(text, "said", "it was the “worst day” of the year")) == []


def test_words_said_elsewhere_are_an_echo() -> None:
    text = "“They are river pirates,” Bell said. The “river pirates” sell fish."
    speech = said(text, "said", "“They are river pirates,”")
    assert worded(text, speech) == []


def test_a_speaker_may_keep_a_distance_within_a_quotation() -> None:
    text = "“They sent us their ‘experts’ and an alleged plan,” Bell said."
    speech = said(text, "said", "“They sent us their ‘experts’ and an alleged plan,”")
    assert [(d.span.of(text), d.kind, d.by) for d in distances(text, speech)] == [
        ("‘experts’", SCARE, "a1"),
        ("alleged", ALLEGED, "a1"),
    ]


@pytest.mark.parametrize(
    ("text", "content", "keeper"),
    [
        ("Bell said the alleged thief fled.", "the alleged thief fled", None),
        (
            "Bell blamed the army, there on the pretext of a drill.",
            "the army, there on the pretext of a drill",
            None,
        ),
        ("Bell said “the alleged thief” fled.", "“the alleged thief” fled", "a1"),
        ("Bell said there was no evidence of theft.", "there was no evidence of theft", "a1"),
    ],
)
def test_the_words_of_a_paraphrase_are_the_reports(
    text: str, content: str, keeper: str | None
) -> None:
    found = distances(text, said(text, "said" if "said" in text else "blamed", content))
    assert [d.by for d in found] == [keeper]


def test_a_paraphrase_inside_a_quotation_is_the_outer_speakers() -> None:
    text = "“Cole denied the alleged theft,” Bell said. The alleged thief fled."
    outer = said(text, "said", "“Cole denied the alleged theft,”", "a1")
    inner = said(text, "denied", "the alleged theft", "a2")
    assert [d.by for d in distances(text, outer, inner)] == ["a1", None]


@given(st.text(alphabet="“”\"' the so-called no evidence what it a.\n", max_size=200))
def test_never_overlaps_and_stays_inside(text: str) -> None:
    found = distances(text)
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["what the ", "no ", "without any ", "the “x ", "not "])
def test_a_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "\n\nThe alleged thief fled."
    assert [d.span.of(text) for d in distances(text)][-1:] == ["alleged"]

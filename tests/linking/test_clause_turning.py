from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.linking.clause_reader import MOST, read_all, read_words
from whence.linking.clause_tree import Tree, read_ahead, tree_of
from whence.linking.clause_turning import Turner
from whence.linking.turned import MARK, is_headline, is_sound, tells
from whence.linking.verb_forms import base_of


def asked(sentence: str, clause: str = "", speaker: str = "") -> list[str]:
    """Return what is asked of a clause of a sentence, of all of it where none is named."""
    start = sentence.index(clause) if clause else 0
    turner = Turner(Tree(sentence), sentence, speaker)
    return [t.question() for t in turner.clauses(start, start + len(clause or sentence))]


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The driver has been arrested.", "Has the driver been arrested?"),
        ("The ferry sank near the old harbour.", "Did the ferry sink near the old harbour?"),
        ("Ella launched a rocket into orbit.", "Did Ella launch a rocket into orbit?"),
        ("The council plans a new harbour wall.", "Does the council plan a new harbour wall?"),
        ("The ferry has a crew of five.", "Does the ferry have a crew of five?"),
        ("The mayor did not see the fire.", "Did the mayor see the fire?"),
        ("There was a fire on board.", "Was there a fire on board?"),
        ("Mayor Mara Voss has condemned the raid.", "Has Mayor Mara Voss condemned the raid?"),
        ("On Friday, the council approved the wall.", "Did the council approve the wall?"),
        ("The harbour wall is a danger to ferries.", "Is the harbour wall a danger to ferries?"),
        ("Shells hit the old harbour on Friday.", "Did shells hit the old harbour on Friday?"),
        ("This tram will be repaired in May.", "Will the tram be repaired in May?"),
        ("Some big pieces may survive the storm.", "Could some big pieces survive the storm?"),
        (
            "Former mayor Mara Voss opened the harbour.",
            "Did former mayor Mara Voss open the harbour?",
        ),
        ("Another ferry was burning in the harbour.", "Was another ferry burning in the harbour?"),
        (
            "Mara Voss wins the harbour race in Port Ella",
            "Did Mara Voss win the harbour race in Port Ella?",
        ),
        (
            "Mara Voss wants the harbour race in Port Ella",
            "Does Mara Voss want the harbour race in Port Ella?",
        ),
        ("The ferry is removed from the harbour", "Was the ferry removed from the harbour?"),
        ("The scene after a tram overturned in Port Ella.", "Did a tram overturn in Port Ella?"),
    ],
)
def test_a_clause_is_turned(sentence: str, question: str) -> None:
    assert asked(sentence)[0] == question


@pytest.mark.parametrize(
    ("sentence", "clause", "question"),
    [
        ("The crane broke a mast and sank two boats.", "sank two boats",
         "Did the crane sink two boats?"),
        ("The mayor, who opened the harbour, has resigned.", "who opened the harbour",
         "Did the mayor open the harbour?"),
        ("The board said the crane fell into the harbour.", "the crane fell into the harbour",
         "Did the crane fall into the harbour?"),
        ("A bomb exploded in the harbour, killing four sailors.", "killing four sailors",
         "Did a bomb kill four sailors?"),
    ],
)  # fmt: skip
def test_a_clause_is_asked_with_the_subject_it_has_in_its_sentence(
    sentence: str, clause: str, question: str
) -> None:
    assert question in asked(sentence, clause)


@pytest.mark.parametrize(
    "sentence",
    [
        "He was arrested.",
        "How many people died!",
        "If it rains, the harbour is shut?",
        "In revenge for the raid.",
        "",
        "Ella",
        "Three were kept in the harbour hospital.",
        "The mayor urged members of the council.",
        "They dubbed the ferry.",
    ],
)
def test_what_names_nobody_is_not_turned(sentence: str) -> None:
    assert asked(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The mayor blamed the Port Harbour Board (PHB), which runs the ferries.",
         "Did the mayor blame the Port Harbour Board?"),
        ("The same paper quotes Dr Mara Voss of the harbour hospital as saying that it burned.",
         "Does the same paper quote Dr Mara Voss of the harbour hospital?"),
        ("LA-Ella flight turns back after sailor found.", "Does LA-Ella flight turn back?"),
        ("The Harbour Board denied that it had received any warning.",
         "Did the Harbour Board deny that it had received any warning?"),
        ("Mara Voss described the old ferry as a danger to sailors.",
         "Did Mara Voss describe the old ferry as a danger to sailors?"),
    ],
)  # fmt: skip
def test_a_clause_is_asked_with_all_that_it_needs(sentence: str, question: str) -> None:
    assert asked(sentence)[0] == question


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("The lease is described as an open-ended lease for the port.", "end lease"),
        ("The crane sank the boat, an officer of the port told the council.", "tell the council"),
        ("The mayor praised the boat the sailors hope to sail.", "sailors hope"),
        ("Observers are asked to report what they saw to the harbour office.", "observers see"),
    ],
)
def test_what_is_read_unsurely_or_lacks_a_part_is_not_asked(sentence: str, wrong: str) -> None:
    assert not any(wrong in question.lower() for question in asked(sentence))


def test_a_speaker_stands_for_the_one_who_speaks() -> None:
    assert asked("I saw the ferry.", speaker="Mara Voss") == ["Did Mara Voss see the ferry?"]


def test_the_number_asked_for_is_marked() -> None:
    sentence = "The ferry carried 400 passengers."
    (turned,) = Turner(Tree(sentence), sentence).clauses(0, len(sentence), (18, 21))
    assert turned.question() == f"Did the ferry carry {MARK} passengers?"


@pytest.mark.parametrize(
    ("form", "tag", "base"),
    [
        ("derailed", "VBD", "derail"),
        ("sank", "VBD", "sink"),
        ("carries", "VBZ", "carry"),
        ("stopping", "VBG", "stop"),
        ("scrambled", "VBN", "scramble"),
        ("hurled", "VBN", "hurl"),
        ("’s", "VBZ", "be"),
        ("see", "VB", "see"),
    ],
)
def test_a_verbs_base(form: str, tag: str, base: str) -> None:
    assert base_of(form, tag) == base


@pytest.mark.parametrize(
    "question",
    [
        "Did the ferry sail with?",
        "Is it seen as an for the port?",
        "Did Mara say that were late?",
        "Did the mayor agree saying?",
        "Was the ferry, the old one?",
        "Did he said it?",
        "Was it “so?",
        "Did the launch come only nine days?",
        "Has Salen made progress since?",
    ],
)
def test_what_is_broken_is_no_question(question: str) -> None:
    assert not is_sound(question)


@pytest.mark.parametrize(
    "question", ["Did the strike last nine days?", "Did the ferry burn for nine days?"]
)
def test_how_long_it_was_may_end_a_question(question: str) -> None:
    assert is_sound(question)


def test_a_headline_is_told_by_its_capitals() -> None:
    assert is_headline("Two Boats Sunk In Raid On Port Ella")
    assert not is_headline("Two boats were sunk in the raid on Port Ella, Mara Voss said")


def test_a_clause_tells_where_it_has_a_verb_of_its_own() -> None:
    assert tells("the ferry sank")
    assert not tells("in the old harbour")


def test_an_overlong_sentence_is_not_read() -> None:
    assert read_words("ferry " * (MOST + 1)) == ()


@given(st.text(alphabet="aeT \n.,()“”'’-0Mara Vosthefrywsnigd", max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    nodes = read_words(text)
    for number, node in enumerate(nodes):
        above, steps = node.head, 0
        while above >= 0:
            above, steps = nodes[above].head, steps + 1
            assert steps <= len(nodes), number
    asked(text)


def test_sentences_are_read_together_as_each_alone() -> None:
    sentences = [
        "The driver has been arrested.",
        "The ferry sank near the harbour.",
        "A crane fell.",
        "",
        "The mayor, who opened the harbour, has resigned.",
        "word " * (MOST + 1),
        "The mayor saw a fire.",
    ]
    together = read_all(sentences)
    assert together == [read_words(sentence) for sentence in sentences]
    assert together == read_all(sentences[::-1])[::-1]
    assert [len(words) for words in together] == [6, 7, 4, 0, 11, 0, 6]


def test_what_is_read_ahead_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "The crane of the old shipyard fell into the dock at noon."
    read_ahead([sentence, sentence])
    monkeypatch.setattr("whence.linking.clause_tree.read_words", None)
    assert [node.text for node in tree_of(sentence).nodes][:2] == ["The", "crane"]

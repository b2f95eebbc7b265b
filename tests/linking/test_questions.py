from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linking.build import extract, linked, report
from whence.linking.about import _written
from whence.linking.questions import _with_article
from whence.linking.roles import roles_in
from whence.linking.wording import when_it_was, where_it_was, who_did_it, yes_or_no
from whence.linking.words import words_in
from whence.records.links import Point, PointKind
from whence.records.span import Span


@pytest.mark.parametrize(
    ("clause", "question"),
    [
        ("The driver has been arrested", "Has the driver been arrested?"),
        ("the ferry sank off Port Ella", "Did the ferry sink off Port Ella?"),
        ("The harbour was closed on Sunday, the", "Was the harbour closed on Sunday?"),
        ("Norland launched a rocket into orbit", "Did Norland launch a rocket into orbit?"),
        ("The council plans a new harbour wall", "Does the council plan a new harbour wall?"),
        ("The harbour was rebuilt, but it has also sunk", "Was the harbour rebuilt?"),
    ],
)
def test_a_whole_clause_is_turned(clause: str, question: str) -> None:
    assert yes_or_no(clause, "so the harbour was shut") == question


@pytest.mark.parametrize(
    "clause",
    [
        "which sank off Port Ella",  # no subject
        "he was arrested",  # who?
        "The ferry has a crew of five",  # "has" is no auxiliary
        "The photo issued by the police",  # a participle
        "The ferry sank when the storm struck",  # two clauses
        "The captain said the ferry “was lost”",
        "in revenge for the raid",
        "The ferry bombed in a raid",  # what was done to it, or what it did?
        "some very seriously injured",
    ],
)
def test_what_cannot_be_turned_for_certain_is_left(clause: str) -> None:
    assert yes_or_no(clause) is None


def test_a_time_is_asked_for() -> None:
    assert when_it_was("The ferry struck the rock") == "When did the ferry strike the rock?"


def the_point(one: str, two: str) -> Point:
    made = [report(one, publisher="A"), report(two, publisher="B")]
    (point,) = linked(*((r, extract(r)) for r in made)).points
    return point


@pytest.mark.parametrize(
    ("one", "two", "kind", "question"),
    [
        (
            "The driver of the harbour tram has been arrested.",
            "The driver of the harbour tram has been arrested by police.",
            PointKind.ACTION,
            "Has the driver of the harbour tram been arrested",
        ),
        (
            "The ferry Alma struck the rock off Port Ella at 6 a.m. on 1 May 2031.",
            "The ferry Alma struck the rock off Port Ella at 6.10 a.m. on 1 May 2031.",
            PointKind.TIME,
            "When did the ferry Alma strike the rock off Port Ella",
        ),
        (
            "Friday's crash of the ferry Alma was reported to the harbour at 6 a.m. on 1 May 2031.",
            "Friday's crash of the ferry Alma was reported to the harbour at 7 a.m. on 1 May 2031.",
            PointKind.TIME,
            "When was the crash of the ferry Alma reported to the harbour",
        ),
        (
            "The raid was in revenge for the burning of the ferry Alma.",
            "Norland's raid came in revenge for the burning of the ferry Alma.",
            PointKind.CAUSE,
            "Was it in revenge for the burning of the ferry Alma?",
        ),
        (
            "The burnt ferry Alma is located in the harbour of Port Ella.",
            "The ferry Alma is located in the old harbour of Port Ella.",
            PointKind.PLACE,
            "Where is the ferry Alma located?",
        ),
        (
            "The search for the ferry Alma was led by Mara Voss.",
            "The search for the lost ferry Alma is led by Mara Voss.",
            PointKind.ACTOR,
            "By whom was the search for the ferry Alma led?",
        ),
        (
            "Some 400 passengers used the ferry Alma to Port Ella.",
            "About 400 passengers used the ferry Alma to Port Ella.",
            PointKind.QUANTITY,
            "How many passengers used the ferry Alma to Port Ella?",
        ),
    ],
)
def test_each_kind_asks_its_question(one: str, two: str, kind: PointKind, question: str) -> None:
    point = the_point(one, two)
    assert point.kind is kind
    assert point.question.startswith(question)


@pytest.mark.parametrize(
    ("speaker", "named"),
    [
        ("Port Ella Board", "the Port Ella Board"),
        ("Mara Voss", "Mara Voss"),
        ("Ella", "Ella"),
        ("mayor", "the mayor"),
    ],
)
def test_a_speaker_is_named_as_the_reports_name_it(speaker: str, named: str) -> None:
    text = "Mara Voss told the Port Ella Board of the Ella ferry, and of the Mara Voss papers."
    assert _with_article(speaker, [text]) == named


@pytest.mark.parametrize(
    ("text", "phrase", "named"),
    [
        ("It came to a sharp, left-hand curve", "left-hand curve", "a left-hand curve"),
        ("It was on a long, open deck", "open deck", "an open deck"),
        ("They buried her husband", "husband", "the husband"),
        ("They met their President Obama", "President Obama", "President Obama"),
        ("It gave way", "way", "way"),
    ],
)
def test_a_thing_keeps_its_article(text: str, phrase: str, named: str) -> None:
    span = Span(text.index(phrase), len(text))
    assert _written(list(words_in(text, span)), text, 0) == named


def test_one_of_a_kind_is_not_asked_for_by_number() -> None:
    text = "One harbour source told the mayor that the ferry Alma struck a rock{}."
    point = the_point(text.format(""), text.format(" at night"))
    assert not point.question.startswith("How many harbour source ")


@pytest.mark.parametrize(
    ("one", "two", "question"),
    [
        (
            "After the storm, with a new casualty helpline for the families at Port Ella.",
            "Nobody at Port Ella answered the casualty helpline for the families.",
            "What is said of ",
        ),
        (
            "The ferry Alma slid down the ramp at 40mph.",
            "The ferry Alma slid off the ramp at 45mph.",
            "What speed is given for the ferry Alma?",
        ),
        (
            "It was led by the former mayor Mara Voss.",
            "Led by former mayor Mara Voss, a surgeon.",
            "Who is Mara Voss?",
        ),
    ],
)
def test_what_cannot_be_turned_names_what_it_is_about(one: str, two: str, question: str) -> None:
    asked = the_point(one, two).question
    assert asked.startswith(question)
    assert "“" not in asked


@given(st.text(alphabet="aeT \n.,()“”'’-0Mara Vosthefrywsnigd", max_size=200))
@settings(max_examples=40)
def test_any_clause_is_survived(text: str) -> None:
    yes_or_no(text)
    when_it_was(text)
    where_it_was(text)
    who_did_it(text)
    assert roles_in(text) is not None

from __future__ import annotations

import pytest

from tests.linking.build import extract, linked, report
from whence.linking.about import _written
from whence.linking.circumstances import _is_contested
from whence.linking.figure_questions import _noun
from whence.linking.questions import _as_named
from whence.linking.words import words_in
from whence.records.extraction import Bound, Quantity
from whence.records.links import Point, PointKind
from whence.records.span import Span


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
            "The burnt ferry Alma is located at a pier in the harbour of Port Ella.",
            "The ferry Alma is located at the old pier in the harbour of Port Ella.",
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
        ("Chris Voss", "Chris Voss"),
        ("Some sailors", "some sailors"),
        ("Repeated warnings", "repeated warnings"),
    ],
)
def test_a_speaker_is_named_as_the_reports_name_it(speaker: str, named: str) -> None:
    text = "Mara Voss told the Port Ella Board of the Ella ferry, and of the Mara Voss papers."
    assert _as_named(speaker, [text]) == named


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
            "Did anybody at Port Ella answer the casualty helpline for the families?",
        ),
        (
            "The ferry Alma slid down the ramp at 40mph.",
            "The ferry Alma slid off the ramp at 45mph.",
            "At what speed did the ferry Alma slide off the ramp?",
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


@pytest.mark.parametrize(
    ("one", "two", "question"),
    [
        (
            "At least nine people were killed in the ferry fire in Salen on Friday.",
            "Nine sailors and eleven other people were killed in Salen on Friday in the ferry fire.",
            "How many people were killed in the ferry fire in Salen?",
        ),
        (
            "On Sunday twelve children were killed in Port Ella.",
            "Eleven children were killed in Port Ella on Sunday.",
            "How many children were killed in Port Ella on Sunday?",
        ),
        (
            "Nine people died on Sunday in the fire at the Ella ferry pier, it said on Friday.",
            "Nine people died on Sunday in the Ella ferry fire, police said on Friday.",
            "How many people were killed in the Ella ferry fire on Sunday?",
        ),
        (
            "The cost of the wall fell by 40 percent in May.",
            "The cost of the wall fell by 42 percent in May.",
            "By how much did the cost of the wall fall?",
        ),
        (
            "The company faces a $3 million charge for the crane.",
            "The company faces a $4 million charge for the crane.",
            "How large a charge for the crane does the company face?",
        ),
        (
            "The truck drove on, mowing down 40 people near the harbour of Salen.",
            "He drove the truck on and mowed down 30 people near the harbour of Salen.",
            "How many people did the truck mow down near the harbour of Salen?",
        ),
        (
            "Ella's crew won its first race since 2031 in the harbour of Salen.",
            "The crew of Ella won its first race since 2031, to cheers.",
            "Did Ella's crew win its first race since 2031?",
        ),
        (
            "She left the burning ferry Alma by a rope in the night.",
            "He said she left the burning ferry Alma by a rope.",
            "Who left the burning ferry Alma by a rope?",
        ),
    ],
)
def test_a_question_tells_what_sets_its_point_apart(one: str, two: str, question: str) -> None:
    assert the_point(one, two).question == question


@pytest.mark.parametrize(
    ("one", "two", "question"),
    [
        (
            "“I saw the ferry sink,” said Mara Voss.",
            "Mara Voss said: “I saw the ferry sink.”",
            "Who said “I saw the ferry sink”?",
        ),
        (
            "The port was closed due to the storm.",
            "The port in Salen was closed due to the storm.",
            "Why was the port closed?",
        ),
    ],
)
def test_words_and_reasons_are_asked_for(one: str, two: str, question: str) -> None:
    made = [report(one, publisher="A"), report(two, publisher="B")]
    points = linked(*((r, extract(r)) for r in made)).points
    assert question in {point.question for point in points}


@pytest.mark.parametrize(
    ("one", "two", "question"),
    [
        (
            "Then, after a 17-minute storm delay, the ferry Alma.",
            "After the 17-minute storm delay, the ferry Alma.",
            "How long is the storm delay?",
        ),
        (
            "The mayor was called 40 minutes before the crane hit the ferry Alma, they say.",
            "Divers say they warned the mayor by telephone 40 minutes before the crane hit Alma.",
            "How many minutes before the crane hit the ferry Alma?",
        ),
        (
            "There was no crane of ours within 30 kilometres of the harbour wall.",
            "No crane of theirs within 30 kilometres of the harbour wall, they said.",
            "Within how many kilometres of the harbour wall?",
        ),
        (
            "“We counted nine cracks on the harbour wall,” said Mara Voss.",
            "She said its divers had counted nine cracks on the harbour wall.",
            "How many cracks were there on the harbour wall?",
        ),
        (
            "It said 2,900 sailors had been moved from three piers.",
            "About 3,000 sailors have been moved from three piers near the bridge.",
            "From how many piers had sailors been moved?",
        ),
        (
            "The ferry sank, two harbour sources told the Salen Herald.",
            "It burned at night, two harbour sources told the Salen Herald.",
            "How many harbour sources told the Salen Herald?",
        ),
    ],
)
def test_a_figure_is_asked_for_by_what_stands_beside_it(one: str, two: str, question: str) -> None:
    made = [report(one, publisher="A"), report(two, publisher="B")]
    points = linked(*((r, extract(r)) for r in made)).points
    assert question in {point.question for point in points}


def test_a_question_hangs_on_the_accounts_of_its_point_alone() -> None:
    made = [
        report("At least nine people were killed in the fire in Salen.", publisher="A"),
        report("Nine people were killed in the fire in Salen.", publisher="B"),
    ]
    more = [
        report("The council of Orven plans a new harbour wall.", publisher="C"),
        report("The Orven council plans a new harbour wall.", publisher="D"),
    ]
    first = linked(*((r, extract(r)) for r in made)).points
    asked = {point.id: point.question for point in first}
    assert asked
    for order in ([*made, *more], [*more[::-1], *made[::-1]]):
        all_points = linked(*((r, extract(r)) for r in order)).points
        grown = {point.id: point.question for point in all_points}
        assert asked.items() <= grown.items()
        assert len(set(grown.values())) == len(grown) > len(asked)


def test_what_is_counted_is_told_by_the_word_all_counts_end_with() -> None:
    counted = [
        Quantity(Span(0, 1), 3, 3, Bound.EXACT, counts=counts)
        for counts in ("fire crews", "ambulance crews")
    ]
    assert _noun(counted, befell=False) == "crews"


@pytest.mark.parametrize(
    ("told", "contested"),
    [
        ("Nine died in the attack on the ferry.", False),
        ("Nine died in the accident on the ferry.", True),
    ],
)
def test_an_event_is_not_named_by_what_an_account_denies(told: str, contested: bool) -> None:
    others = ["Nine people died in the raid on the ferry.", told]
    assert _is_contested("in the attack", others) is contested


def test_what_stands_in_front_of_a_thing_is_asked_of_the_thing() -> None:
    point = the_point(
        "A crowd in front of the old harbour gate at dawn.",
        "Police in front of the old harbour gate at noon.",
    )
    assert "harbour gate" in point.question
    assert "front" not in point.question

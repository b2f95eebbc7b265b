"""Where contents begin and end, in invented texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extraction.marking import at, paragraphs_of
from whence.extraction.attribution import Draft
from whence.extraction.extents import (
    adopt_quotations,
    leave_comments,
    take_openings,
    take_rests,
)
from whence.extraction.sentences import split_sentences
from whence.quotations import QuotedText, find_quotes
from whence.records.span import Span, Spans


def drafted(text: str, source: str, cue: str, *content: str) -> Draft:
    return Draft((at(text, source),), (at(text, cue),), tuple(at(text, c) for c in content), 0.9)


def contents(text: str, drafts: list[Draft]) -> list[list[str]]:
    return [[span.of(text) for span in draft.content] for draft in drafts]


def sentences_of(text: str) -> Spans:
    return split_sentences(text, paragraphs_of(text))


def quoted_in(text: str) -> QuotedText:
    return QuotedText(find_quotes(text, paragraphs_of(text)))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "left"),
    [
        ("The museum, Vantor said, would open in May.", "Vantor", "said", "would open in May",
         ["The museum", "would open in May"]),
        ("Harn, as one adviser pointed out, seldom floods.", "one adviser", "pointed out",
         "seldom floods", ["Harn", "seldom floods"]),
        ("If, as Vantor said, the wall falls, all must leave.", "Vantor", "said",
         "the wall falls", ["the wall falls"]),
        ("Orlo, who came late and, Vantor said, left early, is ill.", "Vantor", "said",
         "left early", ["left early"]),
        ("In a letter Vantor said, the wall fell.", "Vantor", "said", "the wall fell",
         ["the wall fell"]),
    ],
)  # fmt: skip
def test_what_stands_before_an_interrupting_speaker_is_said_too(
    text: str, source: str, cue: str, content: str, left: list[str]
) -> None:
    found = take_openings(text, [drafted(text, source, cue, content)], sentences_of(text))
    assert contents(text, found) == [left]


def test_a_sentence_that_opens_with_anothers_cue_is_left_alone() -> None:
    text = "Orlo warned of rain, Vantor said, on Monday."
    drafts = [
        drafted(text, "Orlo", "warned of", "rain"),
        drafted(text, "Vantor", "said", "on Monday"),
    ]
    assert take_openings(text, drafts, sentences_of(text)) == drafts


@pytest.mark.parametrize(
    ("text", "content", "left"),
    [
        ("“It fell in the night,” Vantor said. “It was an old wall.”", "“It fell in the night,”",
         ["“It fell in the night,”", "“It was an old wall.”"]),
        ("“It fell in the night,” Vantor said. “It was an old wall.”", "“It was an old wall.”",
         ["“It fell in the night,”", "“It was an old wall.”"]),
        ("“It fell in the night,” Vantor said.\n\n“It was an old wall.”",
         "“It fell in the night,”", ["“It fell in the night,”"]),
        ("“It fell in the night,” Vantor said. “Walls of the old town” is a book.",
         "“It fell in the night,”", ["“It fell in the night,”"]),
        ("“It fell,” Vantor said. “Old.”", "“It fell,”", ["“It fell,”"]),
    ],
)  # fmt: skip
def test_a_quotation_beside_a_speaker_is_adopted(text: str, content: str, left: list[str]) -> None:
    quotes = find_quotes(text, paragraphs_of(text))
    draft = drafted(text, "Vantor", "said", content)
    assert contents(text, adopt_quotations(text, [draft], quotes, sentences_of(text))) == [left]


def test_a_quotation_that_somebody_says_is_left_to_him() -> None:
    text = "“It fell in the night,” Vantor said. “It was an old wall,” Orlo said."
    drafts = [
        drafted(text, "Vantor", "said", "“It fell in the night,”"),
        Draft((at(text, "Orlo"),), (at(text, "said", 1),), (at(text, "“It was an old wall,”"),), 1),
    ]
    quotes = find_quotes(text, paragraphs_of(text))
    assert adopt_quotations(text, drafts, quotes, sentences_of(text)) == drafts


@pytest.mark.parametrize(
    ("second", "left"),
    [
        ("Presumably it will fall again.", ["“It fell.”"]),
        ("It will fall again.", ["“It fell.”", "It will fall again."]),
        ("“Presumably it will fall again.”", ["“It fell.”", "“Presumably it will fall again.”"]),
    ],
)
def test_the_reporters_comment_is_not_said(second: str, left: list[str]) -> None:
    text = f"“It fell.” So Vantor said it. {second}"
    draft = drafted(text, "Vantor", "said", "“It fell.”", second)
    whole = leave_comments(text, [draft], sentences_of(text), quoted_in(text))
    assert contents(text, whole) == [left]


@pytest.mark.parametrize(
    ("text", "content", "left"),
    [
        ("There are nine, a figure that according to Vantor, an engineer, is too low.", "a figure",
         ["a figure", "is too low"]),
        ("There are nine, a figure that according to Vantor nobody knows.", "a figure",
         ["a figure"]),
        ("There are nine, according to Vantor, was all I heard.", "There are nine",
         ["There are nine"]),
    ],
)  # fmt: skip
def test_a_relative_clause_is_made_whole(text: str, content: str, left: list[str]) -> None:
    draft = drafted(text, "Vantor", "according to", content)
    assert contents(text, take_rests(text, [draft], sentences_of(text))) == [left]


Rule = Callable[[str, list[Draft]], list[Draft]]


@pytest.mark.parametrize(
    "rule",
    [
        lambda text, drafts: take_openings(text, drafts, ()),
        lambda text, drafts: take_rests(text, drafts, ()),
        lambda text, drafts: leave_comments(text, drafts, (), QuotedText(())),
        lambda text, drafts: adopt_quotations(text, drafts, (), ()),
    ],
)
def test_without_sentences_and_quotes_nothing_changes(rule: Rule) -> None:
    drafts = [Draft((Span(0, 3),), (Span(4, 8),), (Span(9, 12),), 0.9)]
    assert rule("Ann said it.", drafts) == drafts

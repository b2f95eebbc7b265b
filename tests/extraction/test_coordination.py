"""Contents end where the next thing said begins."""

from __future__ import annotations

import pytest

from tests.extraction.marking import at, paragraphs_of
from whence.extraction.attribution import Draft
from whence.extraction.coordination import part_coordinated, stop_at_others
from whence.extraction.morphology import is_past
from whence.extraction.sentences import split_sentences
from whence.quotations import QuotedText, find_quotes


def draft(
    text: str, source: str, cue: str, content: str, *, inner: bool = False, score: float = 0.9
) -> Draft:
    said, by, words = (at(text, cue),), (at(text, source),), (at(text, content),)
    return Draft(source=by, cue=said, content=words, score=score, inner=inner)


def parted(text: str, *drafts: Draft) -> list[str]:
    paragraphs = paragraphs_of(text)
    quoted = QuotedText(find_quotes(text, paragraphs))
    found = part_coordinated(text, drafts, split_sentences(text, paragraphs), quoted)
    return [span.of(text) for one in found for span in one.content]


@pytest.mark.parametrize(
    ("text", "source", "first", "second", "left"),
    [
        ("Ilse Vantor promised to stay in Harn and said she would rebuild the wall.",
         "Ilse Vantor", "promised", "said", "to stay in Harn"),
        ("The board said the wall was old, adding that it had been looked at in May.",
         "The board", "said", "adding", "the wall was old"),
        ("The board called for “a new wall,” claiming the old one was weak.",
         "The board", "called for", "claiming", "“a new wall,”"),
        ("The board says that the wall holds and plans to look at it in May.",
         "The board", "says", "plans", "that the wall holds"),
        ("The board repeated its demand for stone and never once spoke of the river.",
         "The board", "repeated", "never once spoke of", "its demand for stone"),
        ("Engineers say the wall holds but warn that the river rises.",
         "Engineers", "say", "warn", "the wall holds"),
    ],
)  # fmt: skip
def test_a_second_thing_said_is_not_part_of_the_first(
    text: str, source: str, first: str, second: str, left: str
) -> None:
    rest = text[text.index(first) + len(first) + 1 : -1]
    after = text[text.index(second) + len(second) + 1 : -1]
    outer = draft(text, source, first, rest)
    inner = draft(text, source, second, after, inner=True)
    assert parted(text, outer, inner) == [left, after]


@pytest.mark.parametrize(
    ("text", "source", "first", "second"),
    [
        ("The board promised to look at the wall and report in May.", "The board", "promised",
         "report"),
        ("The board said it had looked at the wall and the demand for stone.", "The board", "said",
         "the demand for"),
        ("The board said: “We looked at the wall and warned the mayor.”", "The board", "said",
         "warned"),
        ("The board said the wall which it warned of had fallen.", "The board", "said", "warned"),
    ],
)  # fmt: skip
def test_what_belongs_to_the_content_stays_in_it(
    text: str, source: str, first: str, second: str
) -> None:
    rest = text[text.index(first) + len(first) + 1 :]
    after = text[text.index(second) + len(second) + 1 :]
    outer = draft(text, source, first, rest)
    inner = draft(text, source, second, after)
    assert parted(text, outer, inner)[0] == rest


def test_what_the_first_speaker_told_of_another_is_cut_as_well() -> None:
    text = "Ilse Vantor said she believes the wall is old, claiming it was never looked at."
    drafts = [
        draft(text, "Ilse Vantor", "said", text[17:-1]),
        draft(text, "she", "believes", text[30:-1]),
        draft(text, "Ilse Vantor", "claiming", "it was never looked at"),
    ]
    assert parted(text, *drafts) == [
        "she believes the wall is old",
        "the wall is old",
        "it was never looked at",
    ]


def stopped(text: str, *drafts: Draft) -> list[str]:
    quotes = find_quotes(text, paragraphs_of(text))
    return [span.of(text) for one in stop_at_others(text, drafts, quotes) for span in one.content]


def test_a_content_ends_with_the_quotation_it_opens_with() -> None:
    text = "Ilse Vantor said: “That keeps us dry,” when the mayor asked about the wall of Harn."
    first = draft(text, "Ilse Vantor", "said", text[18:-1])
    second = draft(text, "the mayor", "asked", "about the wall of Harn")
    assert stopped(text, first, second) == ["“That keeps us dry,”", "about the wall of Harn"]
    assert stopped(text, first) == [text[18:-1]]


def test_a_quotation_before_its_cue_keeps_who_said_it() -> None:
    text = "“That keeps us dry,” the mayor said, according to two guests."
    first = draft(text, "two guests", "according to", "“That keeps us dry,” the mayor said")
    second = draft(text, "the mayor", "said", "“That keeps us dry,”")
    assert stopped(text, first, second)[0] == "“That keeps us dry,” the mayor said"


def test_a_content_ends_before_a_paragraph_of_another_speaker() -> None:
    text = (
        "Ilse Vantor added: It is an old wall. Nobody looks at it.\n\n"
        "Jorn Adel told the board that the wall holds."
    )
    first = draft(text, "Ilse Vantor", "added:", text[19:])
    second = draft(text, "Jorn Adel", "told", "that the wall holds")
    alone = "It is an old wall. Nobody looks at it."
    assert [s.strip() for s in stopped(text, first, second)] == [alone, "that the wall holds"]
    unsure = draft(text, "Jorn Adel", "told", "that the wall holds", score=0.5)
    assert stopped(text, first, unsure)[0] == text[19:]


@pytest.mark.parametrize(
    ("word", "past"),
    [
        ("warned", True), ("told", True), ("agreed", True), ("denied", True),
        ("need", False), ("say", False), ("saying", False), ("says", False),
    ],
)  # fmt: skip
def test_pasts(word: str, past: bool) -> None:
    assert is_past(word) is past

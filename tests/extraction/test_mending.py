"""Cues and sources mended, in invented texts."""

from __future__ import annotations

import pytest

from tests.extraction.marking import at, names_of, paragraphs_of
from whence.extraction.attribution import Draft
from whence.extraction.coreference import join_names
from whence.extraction.mending import (
    join_purposes,
    take_agents,
    without_faint_to_nobody,
    without_figures_of_speech,
    without_voiced_nouns,
)
from whence.extraction.sentences import split_sentences


def drafted(
    text: str,
    source: str | None,
    cue: str,
    content: str,
    score: float = 0.9,
    *,
    inner: bool = False,
) -> Draft:
    named = (at(text, source),) if source else ()
    return Draft(named, (at(text, cue),), (at(text, content),), score, inner=inner)


def shown(text: str, draft: Draft) -> tuple[list[str], list[str], list[str]]:
    source, cue, content = (
        [span.of(text) for span in spans] for spans in (draft.source, draft.cue, draft.content)
    )
    return source, cue, content


def test_what_a_voiced_noun_says_is_said_once() -> None:
    text = "Harn has voiced its opposition to the dam."
    verb = drafted(text, "Harn", "has voiced", "its opposition to the dam")
    noun = drafted(text, "its", "opposition to", "the dam")
    assert without_voiced_nouns(text, [verb, noun]) == [verb]


@pytest.mark.parametrize("verb", ["denied", "welcomed"])
def test_a_noun_behind_another_verb_stays(verb: str) -> None:
    text = f"Harn {verb} its opposition to the dam."
    drafts = [
        drafted(text, "Harn", verb, "its opposition to the dam"),
        drafted(text, "its", "opposition to", "the dam"),
    ]
    assert without_voiced_nouns(text, drafts) == drafts


@pytest.mark.parametrize(
    ("text", "contact", "purpose", "content"),
    [
        ("Vantor had called him before the U.S. raid to tell him of the plan.", "had called",
         "to tell him of", "the plan"),
        ("Vantor met with the board to discuss the flood.", "met with", "to discuss", "the flood"),
    ],
)  # fmt: skip
def test_getting_in_touch_to_say_something_is_one_saying(
    text: str, contact: str, purpose: str, content: str
) -> None:
    (joined,) = join_purposes(
        text,
        [
            drafted(text, "Vantor", contact, text[text.index(contact) + len(contact) + 1 : -1]),
            drafted(text, None, purpose, content),
        ],
    )
    assert shown(text, joined) == (["Vantor"], [contact, purpose], [content])


def test_calling_on_somebody_to_say_something_is_not() -> None:
    text = "Vantor called on the board to warn of floods."
    drafts = [
        drafted(text, "Vantor", "called on", "the board to warn of floods"),
        drafted(text, "the board", "to warn of", "floods"),
    ]
    assert join_purposes(text, drafts) == drafts


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("The port was warned about the flood by engineer Ilse Vantor.", "the flood by engineer",
         (["engineer Ilse Vantor"], ["was warned about"], ["the flood"])),
        ("The port was warned about the flood.", "the flood",
         (["The port"], ["was warned about"], ["the flood"])),
        ("The port was warned about the flood, a photo by Ilse Vantor shows.", "the flood",
         (["The port"], ["was warned about"], ["the flood"])),
    ],
)  # fmt: skip
def test_who_was_told_is_not_who_told(
    text: str, content: str, expected: tuple[list[str], list[str], list[str]]
) -> None:
    mentions, _ = join_names(text, names_of(text, P=["Ilse Vantor"]))
    sentences = split_sentences(text, paragraphs_of(text))
    draft = drafted(text, "The port", "was warned about", content)
    (told,) = take_agents(text, [draft], mentions, sentences)
    source, cue, left = shown(text, told)
    assert (source, cue, [words.strip() for words in left]) == expected


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "stays"),
    [
        ("The visit was unwelcome to say the least.", "The visit", "was unwelcome", "the least", 0),
        ("Everyone knows that the wall is old.", "Everyone", "knows", "that the wall is old", 0),
        ("Nobody expected the wall to fall.", "Nobody", "expected", "the wall to fall", 1),
        ("A report that said the wall fell is out.", "A report", "said", "the wall fell", 1),
    ],
)  # fmt: skip
def test_a_figure_of_speech_says_nothing(
    text: str, source: str, cue: str, content: str, stays: int
) -> None:
    drafts = [drafted(text, source, cue, content)]
    assert without_figures_of_speech(text, drafts) == drafts[: stays or 0]


def test_what_is_faint_and_given_to_nobody_goes() -> None:
    text = "The wall seems to lean. It is not confirmed that it fell. It reportedly fell."
    seems = drafted(text, None, "seems", "to lean", 0.6)
    sure = drafted(text, None, "seems", "to lean", 0.8)
    inner = drafted(text, None, "seems", "to lean", 0.6, inner=True)
    named = drafted(text, "The wall", "seems", "to lean", 0.6)
    that = drafted(text, None, "is not confirmed", "that it fell", 0.6)
    hearsay = drafted(text, None, "reportedly", "fell", 0.6)
    kept = [sure, inner, named, that, hearsay]
    assert without_faint_to_nobody(text, [seems, *kept]) == kept

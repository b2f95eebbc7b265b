from __future__ import annotations

import pytest

from tests.extraction.marking import at
from whence.extraction.attribution import Draft, clean_drafts
from whence.extraction.blocks import add_signed_quotations
from whence.extraction.completion import extend_running_quotes, keep_to_paragraph
from whence.extraction.nested import without_stray_inner
from whence.quotations import QuotedText, find_quotes
from whence.records.span import Span


def spans(text: str) -> tuple[Span, ...]:
    found, start = [], 0
    for line in text.split("\n"):
        if line:
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def kept(text: str, cue: str, *content: str) -> list[str]:
    paragraphs = spans(text)
    where = tuple(Span(text.index(words), text.index(words) + len(words)) for words in content)
    draft = Draft((), (Span(text.index(cue), text.index(cue) + len(cue)),), where, 0.9)
    quoted = QuotedText(find_quotes(text, paragraphs))
    (left,) = keep_to_paragraph(text, [draft], paragraphs, quoted)
    return [span.of(text) for span in left.content]


HEADLINE = "Wall falls in Harn\n\nThe wall fell at dawn, Ilse Vantor said. Nobody was hurt."
QUOTED = "“The wall fell,” Ilse Vantor said. “It was old.\n\n“Nobody was hurt.” The river is low."
COLON = "The board of Harn said in its letter:\n\nThe wall was safe in May."


@pytest.mark.parametrize(
    ("text", "cue", "content", "left"),
    [
        (HEADLINE, "said", ["Wall falls in Harn\n\nThe wall fell at dawn"], ["The wall fell at dawn"]),
        (HEADLINE, "said", ["The wall fell at dawn"], ["The wall fell at dawn"]),
        (
            QUOTED, "said", ["“The wall fell,”", "“It was old.\n\n“Nobody was hurt.”"],
            ["“The wall fell,”", "“It was old.", "“Nobody was hurt.”"],
        ),
        (COLON, "said in its letter:", ["The wall was safe in May"], ["The wall was safe in May"]),
    ],
)  # fmt: skip
def test_a_paraphrase_keeps_to_its_paragraph(
    text: str, cue: str, content: list[str], left: list[str]
) -> None:
    assert kept(text, cue, *content) == left


RUNNING = (
    "Ilse Vantor said: “The wall fell.\n\n“It was old, and no one had looked at it.” All left."
)


def drafted(text: str, source: str, cue: str, content: str, score: float = 0.9) -> Draft:
    named = (at(text, source),) if source else ()
    return Draft(named, (at(text, cue),), (at(text, content),), score)


def test_a_running_quotation_that_broke_off_is_followed_to_its_closing_mark() -> None:
    broken = drafted(RUNNING, "Ilse Vantor", "said", "“It was old")
    (found,) = extend_running_quotes([broken], find_quotes(RUNNING, spans(RUNNING)))
    assert [s.of(RUNNING) for s in found.content] == ["“It was old, and no one had looked at it.”"]


def test_a_running_quotation_leaves_what_another_content_holds() -> None:
    broken = drafted(RUNNING, "Ilse Vantor", "said", "“It was old")
    other = drafted(RUNNING, "no one", "had looked", "at it")
    found, _ = extend_running_quotes([broken, other], find_quotes(RUNNING, spans(RUNNING)))
    assert [s.of(RUNNING) for s in found.content] == ["“It was old"]


@pytest.mark.parametrize("cue", ["to", "about", "is", "had been", "is pictured"])
def test_a_cue_that_tells_of_no_saying_is_none(cue: str) -> None:
    text = f"Ilse Vantor {cue} the wall."
    assert clean_drafts(text, [drafted(text, "Ilse Vantor", cue, "the wall")]) == []


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("that the mayor", "the mayor"),
        ("that many of them", "many of them"),
        ("that official", "that official"),
    ],
)
def test_a_source_loses_a_conjunction_and_keeps_a_pointing_word(source: str, left: str) -> None:
    text = f"It is sure {source} feared a fall."
    (found,) = clean_drafts(text, [drafted(text, source, "feared", "a fall")])
    assert [s.of(text) for s in found.source] == [left]


@pytest.mark.parametrize(("score", "source", "stays"), [(0.3, "", 1), (0.6, "", 2), (0.3, "he", 2)])
def test_a_faint_word_to_nobody_inside_anothers_speech_goes(
    score: float, source: str, stays: int
) -> None:
    text = "Ilse Vantor said he knew of the old wall."
    outer = drafted(text, "Ilse Vantor", "said", "he knew of the old wall")
    inner = drafted(text, source, "knew", "the old wall", score)
    assert len(without_stray_inner([outer, inner])) == stays


LETTERS = (
    "“The wall was old and it fell.” ― Ilse Vantor\n"
    "“Nobody had looked at it for years.” -- Omar de Harn, 41.\n"
    "He said “it had been old for years” — Harn knew.\n"
    "“It fell.” ― Ada Bell\n"
)


def test_a_quotation_that_a_name_signs_is_its_own() -> None:
    faint = drafted(LETTERS, "Ilse Vantor", "―", "The wall was old and it fell.", 0.2)
    found = add_signed_quotations(LETTERS, [faint], find_quotes(LETTERS, spans(LETTERS)))
    assert [
        (draft.source[0].of(LETTERS), draft.cue[0].of(LETTERS), draft.content[0].of(LETTERS))
        for draft in found
    ] == [
        ("Ilse Vantor", "―", "“The wall was old and it fell.”"),
        ("Omar de Harn, 41", "--", "“Nobody had looked at it for years.”"),
    ]

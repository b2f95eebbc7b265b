from __future__ import annotations

import pytest

from whence.extraction.attribution import Draft
from whence.extraction.completion import keep_to_paragraph
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

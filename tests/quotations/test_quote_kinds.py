"""Direct, indirect, mixed: told alike whatever marks are used."""

from __future__ import annotations

import pytest

from tests.quotations.marking import paragraphs_of
from whence.extraction.attribution import Draft, build_attributions
from whence.extraction.cast import Cast
from whence.extraction.people import People
from whence.quotations import find_quotes
from whence.records.extraction import QuoteKind
from whence.records.span import Span, Spans

PAIRS = [
    ("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("«", "»"), ("« ", " »"), ("«\u202f", "\u202f»"),
    ("»", "«"), ("‹", "›"), ("„", "“"), ("„", "”"), ("‚", "‘"), ("”", "”"), ("``", "''"), ("`", "'"),
    ("‘", "”"), ('"', "”"), ("“", '"'), ("「", "」"), ("『", "』"), ("〝", "〞"), ("＂", "＂"),
]  # fmt: skip


def kind_of(text: str, *contents: str, cue: str = "said") -> QuoteKind:
    """Return the kind of the one attribution with these contents."""

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    drafts = [Draft((), (span(cue),), tuple(span(c) for c in contents), 1.0)]
    return kinds_of(text, drafts)[0]


def kinds_of(text: str, drafts: list[Draft]) -> list[QuoteKind]:
    sentences: Spans = tuple(paragraphs_of(text))
    cast = Cast(
        text=text, sentences=sentences, mentions=(), entities={}, people=People(text, (), ()), author=None
    )  # fmt: skip
    made = build_attributions(cast, drafts, find_quotes(text, paragraphs_of(text)))
    return [a.quote for a in made]


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_words_in_marks_are_direct(opening: str, closing: str) -> None:
    quotation = f"{opening}We’ll go home now,{closing}"
    assert kind_of(f"{quotation} Lena said.", quotation) is QuoteKind.DIRECT
    assert kind_of(f"{quotation} Lena said.", "We’ll go home now") is QuoteKind.DIRECT


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_words_partly_in_marks_are_mixed(opening: str, closing: str) -> None:
    content = f"the dam’s wall was {opening}rotten through{closing} for years"
    assert kind_of(f"Lena said {content}.", content) is QuoteKind.MIXED


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("Lena said the Smiths’ dam wasn’t safe.", "the Smiths’ dam wasn’t safe", QuoteKind.INDIRECT),
        ("Lena said 'tis the '90s' rock 'n' roll.", "'tis the '90s' rock 'n' roll", QuoteKind.INDIRECT),
        ("Lena said a 6\" pipe and a 5'10\" man fell.", "a 6\" pipe and a 5'10\" man fell", QuoteKind.INDIRECT),
        ("Lena said: “The dam broke.\n“Then the town went.”", "“The dam broke.", QuoteKind.DIRECT),
        ("Lena said: ‘The dam broke.\n‘Then the town went.’", "‘The dam broke.", QuoteKind.DIRECT),
        ("Lena said: \"The dam broke.\nA dam in May\n\"It went.\"", "\"The dam broke.", QuoteKind.DIRECT),
        ("Lena said: \"The dam broke. It went.", "\"The dam broke. It went", QuoteKind.DIRECT),
        ("Lena said “he was ‘late’,” and left.", "“he was ‘late’,”", QuoteKind.DIRECT),
        ("Lena said a so-called “freeze” was due.", "a so-called “freeze” was due", QuoteKind.INDIRECT),
        ("LENA: The dam broke.", "The dam broke.", QuoteKind.DIRECT),
    ],
)  # fmt: skip
def test_kinds_of_crooked_cases(text: str, content: str, kind: QuoteKind) -> None:
    assert kind_of(text, content, cue=":" if text.startswith("LENA") else "said") is kind


def test_two_paragraphs_of_one_quotation_are_direct() -> None:
    text = 'Lena said: “The dam broke.\n"Then the town went.”'
    assert kind_of(text, "“The dam broke.", '"Then the town went.”') is QuoteKind.DIRECT


@pytest.mark.parametrize(
    ("who", "kind"), [("We", QuoteKind.DIRECT), ("Police", QuoteKind.INDIRECT)]
)
@pytest.mark.parametrize("turn", ["LENA: {} say the dam broke.", "“{} say the dam broke.” : Lena"])
def test_within_speech_only_the_speaker_is_direct(turn: str, who: str, kind: QuoteKind) -> None:
    text = turn.format(who)

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    whole = Draft((), (span(":"),), (span(f"{who} say the dam broke."),), 1.0)
    within = Draft((span(who),), (span("say"),), (span("the dam broke"),), 1.0)
    assert kinds_of(text, [whole, within]) == [QuoteKind.DIRECT, kind]

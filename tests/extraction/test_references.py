from __future__ import annotations

import numpy as np
import pytest

from whence.extraction.encoder import Encoder, Reading
from whence.extraction.happening import happened
from whence.extraction.references import References
from whence.records.span import Span


def read(text: str) -> Reading:
    (reading,) = Encoder.load().read([text])
    return reading


def span(text: str, words: str, *, start: int = 0) -> Span:
    begin = text.index(words, start)
    return Span(begin, begin + len(words))


@pytest.mark.parametrize(
    ("text", "back", "right", "wrong"),
    [
        (
            "Ilse Vantor met the river board on Monday. She said the dam would hold.",
            "She", "Ilse Vantor", "river board",
        ),
        (
            "The mayor thanked the engineers and left. Later he told a paper that it was over.",
            "he", "mayor", "engineers",
        ),
    ],
)  # fmt: skip
def test_a_pronoun_means_who_it_can_mean(text: str, back: str, right: str, wrong: str) -> None:
    asked = span(text, f" {back} ")
    odds = References(read(text)).odds(
        Span(asked.start + 1, asked.end - 1), [span(text, right), span(text, wrong)]
    )
    assert odds[0] > odds[1]


def test_asking_about_nothing_gives_nothing() -> None:
    references = References(read("She said so."))
    assert references.odds(Span(0, 3), []).shape == (0,)
    assert np.isfinite(references.odds(Span(0, 3), [Span(4, 4)])).all()


def test_what_happened_is_surer_than_what_did_not() -> None:
    told = "Troops entered the town of Harn on Monday and burned the archive."
    untold = "If troops had entered the town of Harn on Monday, they would have burned it."
    sure = happened(read(told), [Span(0, len(told))])
    unsure = happened(read(untold), [Span(0, len(untold))])
    assert sure is not None
    assert unsure is not None
    assert sure > unsure


def test_a_content_without_an_event_tells_nothing() -> None:
    text = "the old bridge"
    assert happened(read(text), [Span(0, len(text))]) is None
    assert happened(read(text), []) is None

"""The time expressions of a text as the cues read them: with tense and surroundings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from whence.extraction.timex import find_times
from whence.extraction.timex_tense import Tense, tense_near
from whence.records.span import Span


@dataclass(frozen=True, slots=True)
class Spoken:
    """A date or time as an undated report speaks of it.

    `value` is its TIMEX3 value with X for what only a day of publication would tell; `sentence`
    is the number of the sentence it stands in.
    """

    span: Span
    value: str
    words: str
    tense: Tense
    sentence: int

    @property
    def day_value(self) -> str:
        """Return the value without a time of day."""
        return self.value.partition("T")[0]


def spoken_times(text: str, sentences: Sequence[Span]) -> list[Spoken]:
    """Return the dates and times of a text that lean on no other time, in order."""
    starts = [sentence.start for sentence in sentences]
    found = []
    for time in find_times(text, sentences, published=None):
        if time.type not in {"DATE", "TIME"} or time.anchor is not None:
            continue
        index = max(0, bisect_right(starts, time.span.start) - 1)
        sentence = sentences[index] if sentences else Span(0, len(text))
        words = " ".join(time.span.of(text).split())
        tense = tense_near(text, time.span, sentence)
        found.append(Spoken(time.span, time.value, words, tense, index))
    return found

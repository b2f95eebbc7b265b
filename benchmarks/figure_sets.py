"""What the sets of figures share: the rules run over one text, values compared, hits counted."""

from __future__ import annotations

from dataclasses import dataclass

from whence.extraction.quantity import find_quantities
from whence.extraction.sentences import split_sentences
from whence.extraction.timex import find_times
from whence.records.extraction import Quantity
from whence.records.span import Span


@dataclass
class Tally:
    """Hits, what was found and what was wanted."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, hits: int, found: int, wanted: int) -> None:
        """Count some more."""
        self.hits += hits
        self.found += found
        self.wanted += wanted

    def line(self) -> str:
        """Give precision, recall and F1 as one line."""
        precision, recall = self.hits / max(1, self.found), self.hits / max(1, self.wanted)
        f1 = 2 * self.hits / max(1, self.found + self.wanted)
        return f"P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}"


def figures_in(text: str) -> tuple[Quantity, ...]:
    """Return the figures of a text without a date, as extraction finds them."""
    sentences = split_sentences(text, [Span(0, len(text))])
    times = find_times(text, sentences, published=None)
    return find_quantities(text, sentences, times=[time.span for time in times])


def close(one: float | None, other: float | None) -> bool:
    """Say whether two values are the same but for rounding in the last digits."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))


def value_of(quantity: Quantity) -> float | None:
    """Return the one value that stands for a figure: its low end, or where it has none its high."""
    return quantity.low if quantity.low is not None else quantity.high

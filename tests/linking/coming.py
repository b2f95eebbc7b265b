"""What the tests of what grows share: made-up piles, and the ways in which they come in."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence

from hypothesis import strategies as st

from whence.records.extraction import Extraction
from whence.records.report import Report

Found = tuple[Report, Extraction]
Change = Callable[[Collection[str], Sequence[Found]], object]

CHANCES = st.integers(0, 10_000)
"""What a pile or the way it comes in is drawn by."""


def pile_of(found: Callable[[int, random.Random], Found], seed: int, size: int) -> list[Found]:
    """Return `size` made-up reports; `found` makes one of its number and of chance."""
    chance = random.Random(seed)
    return [found(number, chance) for number in range(size)]


def come_in(pairs: Sequence[Found], order: int, change: Change) -> None:
    """Put reports in, in an order and one to four at a time, as `order` has it."""
    chance = random.Random(order)
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    while shuffled:
        count = chance.randint(1, 4)
        change((), shuffled[:count])
        del shuffled[:count]

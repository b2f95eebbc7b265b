"""Where a quantity may stand at all: quick looks that let most of a text be passed over.

Neither misses any: `read_number` and `factor_at` find nothing in a sentence or at a token that is
passed over here, which a property test holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.extraction.quantity_change import FACTORS
from whence.extraction.quantity_digits import VULGAR
from whence.extraction.quantity_numbers import NUMBER_WORDS, PARTS
from whence.extraction.quantity_scales import SCALES
from whence.extraction.quantity_tokens import Tokens
from whence.extraction.scanning import any_of, lowered
from whence.records.span import Span

_ARTICLES = frozenset(["a", "an"])
# An article starts a quantity only before these: "a dozen", "a third of", "a few hundred".
_BEHIND_ARTICLE = SCALES.keys() | PARTS.keys() | {"few", "handful", "couple", "single"}
_STARTS = NUMBER_WORDS | FACTORS.keys() | VULGAR.keys() | {"few", "quarter"}
_WORDS = (_STARTS | _BEHIND_ARTICLE) - VULGAR.keys()
_DIGITS = f"0-9{''.join(VULGAR)}"
# In small letters, behind any one sign.
_HINT = re.compile(rf"[^a-z](?:(?<=[{_DIGITS}])|{any_of(_WORDS)}(?![a-z]))")


def with_numbers(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of `text` that have a digit or a word of a number: most have none.

    `sentences` are in order and begin and end between words. One pass over the whole text.
    """
    hints = [match.end() - 2 for match in _HINT.finditer(" " + lowered(text))]
    hints.append(len(text))
    at = 0
    for sentence in sentences:
        while hints[at] < sentence.start:
            at += 1
        if hints[at] < sentence.end:
            yield sentence


def starts(tokens: Tokens) -> list[int]:
    """Return the places of the tokens a quantity may start with, in order."""
    return [
        at
        for at, token in tokens.items()
        if token.is_number
        or token.lower in _STARTS
        or (token.lower in _ARTICLES and tokens[at + 1].lower in _BEHIND_ARTICLE)
    ]

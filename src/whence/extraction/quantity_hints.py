"""Where a quantity may stand at all: quick looks that let most of a text be passed over.

Neither misses any: `read_number` and `factor_at` find nothing in a sentence or at a token that is
passed over here, which a property test holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.extraction.quantity_tokens import Tokens
from whence.extraction.quantity_words import ARTICLES, BEHIND_ARTICLE, STARTS, VULGAR
from whence.extraction.scanning import any_of, lowered
from whence.records.span import Span

# "A few" is none unless a scale follows, which tells of itself.
_WORDS = (STARTS | BEHIND_ARTICLE) - VULGAR.keys() - {"few"}
_DIGITS = re.compile(f"[0-9{''.join(VULGAR)}][0-9]*+")
# All but small letters made blanks: a pattern that opens with one sign is found far quicker.
_BLANKS = bytes(sign if ord("a") <= sign <= ord("z") else ord(" ") for sign in range(256))
_WORD = re.compile(f" {any_of(_WORDS)}(?![a-z])".encode())


def with_numbers(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of `text` that have a digit or a word of a number: most have none.

    `sentences` are in order and begin and end between words. One pass over the whole text.
    """
    letters = f" {lowered(text)}".encode("latin-1", "replace").translate(_BLANKS)
    hints = [match.start() for match in _WORD.finditer(letters)]  # the blank put before is not text
    hints += [match.start() for match in _DIGITS.finditer(text)]
    hints.sort()
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
        for at, token in enumerate(tokens.own())
        if token.opens and (token.lower not in ARTICLES or tokens[at + 1].lower in BEHIND_ARTICLE)
    ]

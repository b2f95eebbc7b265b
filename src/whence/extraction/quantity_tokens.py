"""The tokens of one sentence as the quantity grammar wants them."""

from __future__ import annotations

import re
from typing import NamedTuple

from whence.records.span import Span

_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)*|(?<![\w.])\.[0-9]+)"
    r"|(?P<word>(?:[^\W\d_]\.){2,8}|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|\S"
)


class Token(NamedTuple):
    """A number in digits, a word, or one other sign. `glued`: nothing parts it from the last."""

    text: str
    lower: str
    start: int
    end: int
    glued: bool
    is_number: bool
    is_word: bool

    @property
    def capital(self) -> bool:
        """Say whether the token opens with a capital letter."""
        return self.text[:1].isupper()


END = Token("", "", -1, -1, glued=False, is_number=False, is_word=False)


class Tokens(dict[int, Token]):
    """The tokens of a sentence by place; reading past either end gives `END`.

    A dictionary, as looking at neighbours is nearly all the grammar does, and this is the
    quickest way that needs no test for the ends.

    `parted_groups`: the sentence writes "10, 000" with a blank, as some tokenised corpora do.
    """

    __slots__ = ("parted_groups",)

    def __init__(self, tokens: list[Token], *, parted_groups: bool = False) -> None:
        super().__init__(enumerate(tokens))
        self.parted_groups = parted_groups

    def __missing__(self, _index: int) -> Token:
        return END

    def glued(self, index: int, text: str) -> bool:
        """Say whether the token at `index` is the sign `text`, with no space before it."""
        token = self[index]
        return token.glued and token.text == text

    def phrase(self, start: int, end: int) -> str:
        """Return the tokens of a range in lower case, parted by one space where parted at all."""
        parts: list[str] = []
        for index in range(start, end):
            token = self[index]
            parts.append(token.lower if token.glued or not parts else " " + token.lower)
        return "".join(parts)

    def surface(self, start: int, end: int) -> str:
        """Return the tokens of a range as written, white space made one blank."""
        parts: list[str] = []
        for index in range(start, end):
            token = self[index]
            parts.append(token.text if token.glued or not parts else " " + token.text)
        return "".join(parts)


def tokenize(text: str, span: Span) -> Tokens:
    """Return the tokens of `text` in `span`; offsets are into `text`. One pass, linear."""
    tokens: list[Token] = []
    last = -1
    for found in _TOKEN.finditer(text, span.start, span.end):
        kind, surface = found.lastgroup, found.group()
        start, end = found.span()
        tokens.append(
            Token(
                surface,
                surface.lower().replace("’", "'"),
                start,
                end,
                start == last,
                kind == "number",
                kind == "word",
            )
        )
        last = end
    return Tokens(tokens, parted_groups=text.find(", 000", span.start, span.end) >= 0)


def first_sign(phrase: str) -> str:
    """Return the first token of a phrase in lower case: what a look-up of phrases can skip on."""
    found = _TOKEN.match(phrase)
    return found.group().lower() if found is not None else ""


def last_sign(phrase: str) -> str:
    """Return the last token of a phrase in lower case."""
    signs = [found.group() for found in _TOKEN.finditer(phrase)]
    return signs[-1].lower() if signs else ""

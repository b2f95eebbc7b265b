"""The tokens of one sentence as the quantity grammar wants them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from whence.records.span import Span

# Plain words stand first, as most tokens are one; the possessive runs keep it linear.
_TOKEN = re.compile(
    r" ?[A-Za-z]{2,}+(?![^\W\d_]|['’])"
    r"|\s*+(?:[0-9]+(?:[.,][0-9]+)*|(?<![\w.])\.[0-9]+"
    r"|(?:[^\W\d_]\.){2,8}|[^\W\d_]+(?:['’][^\W\d_]+)*|\S)"
    r"|\s++"
)
KEPT = 1 << 14  # tokens kept: more than the words of most piles


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A number in digits, a word, or one other sign. `glued`: nothing parts it from the last.

    `gap` is how many blanks stand before it. A token knows nothing of its place, so that all of
    one writing are the same, and what holds of a word need be found out only once.
    """

    text: str
    lower: str
    gap: int
    glued: bool
    capital: bool
    is_number: bool
    is_word: bool


END = Token("", "", -1, glued=False, capital=False, is_number=False, is_word=False)


@lru_cache(maxsize=KEPT)
def _token(written: str) -> Token:
    """Return the token written so, with the blanks before it."""
    text = written.lstrip()
    gap = len(written) - len(text)
    first, is_number = text[0], "0" <= text[-1] <= "9"
    return Token(
        text,
        text.lower().replace("’", "'"),
        gap,
        glued=gap == 0,
        capital=first.isupper(),
        is_number=is_number,
        is_word=first.isalnum() and not (is_number or first.isdecimal()),
    )


class Tokens(dict[int, Token]):
    """The tokens of a sentence by place; reading past either end gives `END`.

    A dictionary, as looking at neighbours is nearly all the grammar does, and this is the
    quickest way that needs no test for the ends.

    `ends` are where they end in the text. `parted_groups`: the sentence writes "10, 000" with a
    blank, as some tokenised corpora do.
    """

    __slots__ = ("ends", "parted_groups")

    def __init__(
        self, tokens: list[Token], ends: list[int], *, parted_groups: bool = False
    ) -> None:
        super().__init__(enumerate(tokens))
        self.ends = ends
        self.parted_groups = parted_groups

    def __missing__(self, _index: int) -> Token:
        return END

    def span(self, first: int, last: int) -> Span:
        """Return where the tokens `[first, last)` stand in the text; there is at least one."""
        return Span(self.ends[first] - len(self[first].text), self.ends[last - 1])

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
    written: list[str] = _TOKEN.findall(text, span.start, span.end)
    if written and written[-1].isspace():
        written.pop()
    ends = list(accumulate(map(len, written), initial=span.start))[1:]
    if written:
        written[0] = " " + written[0]  # nothing before the first is a token
    parted = text.find(", 000", span.start, span.end) >= 0
    return Tokens(list(map(_token, written)), ends, parted_groups=parted)


def lengths_by_first(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return, by the first token of some phrases, in how many tokens they come, longest first."""
    return _lengths(phrases, 0)


def lengths_by_last(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return, by the last token of some phrases, in how many tokens they come, longest first."""
    return _lengths(phrases, -1)


def _lengths(phrases: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        signs = tokenize(phrase, Span(0, len(phrase)))
        lengths[signs[place % len(signs)].lower].add(len(signs))
    return {sign: tuple(sorted(found, reverse=True)) for sign, found in lengths.items()}

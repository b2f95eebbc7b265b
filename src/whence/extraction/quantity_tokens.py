"""The tokens of one sentence as the quantity grammar wants them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import attrgetter
from typing import TypeVar

from whence.extraction.quantity_words import OPENERS
from whence.records.span import Span

# Plain words stand first, as most tokens are one; the possessive runs keep it linear.
_TOKEN = re.compile(
    r" ?[A-Za-z]{2,}+(?![^\W\d_]|['’])"
    r"|\s*+(?:[0-9]+(?:[.,][0-9]+)*|(?<![\w.])\.[0-9]+"
    r"|(?:[^\W\d_]\.){2,8}|[^\W\d_]+(?:['’][^\W\d_]+)*|\S)"
    r"|\s++"
)
_SPACED = re.compile(r" \s|\s ")  # no piece between two blanks may begin or end with white space
Made = TypeVar("Made")
KEPT = 1 << 14  # pieces kept: more than most piles have
_LONGEST_KEPT = 64  # characters in a piece: longer ones do not come again
_BEYOND = 64  # places past either end that may be asked for: more than the grammar looks ahead


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A number in digits, a word, or one other sign. `glued`: nothing parts it from the last.

    `gap` is how many blanks stand before it, `width` its length with them. `opens`: a number may
    start with it. A token knows nothing of its place, so that all of one writing are the same,
    and what holds of a word need be found out only once.
    """

    text: str
    lower: str
    gap: int
    width: int
    glued: bool
    capital: bool
    is_number: bool
    is_word: bool
    opens: bool


_NOTHING = dict.fromkeys(("glued", "capital", "is_number", "is_word", "opens"), False)
END = Token("", "", -1, 0, **_NOTHING)
_PAST = [END] * _BEYOND
_width = attrgetter("width")


def _token(written: str) -> Token:
    """Return the token written so, with the blanks before it."""
    text = written.lstrip()
    gap = len(written) - len(text)
    first, is_number = text[0], "0" <= text[-1] <= "9"
    lower = text.lower().replace("’", "'")
    return Token(
        text,
        lower,
        gap,
        len(written),
        glued=gap == 0,
        capital=first.isupper(),
        is_number=is_number,
        is_word=first.isalnum() and not (is_number or first.isdecimal()),
        opens=is_number or lower in OPENERS,
    )


class Kept(dict[str, Made]):
    """What is made of pieces of text, each when first asked for.

    Nearly all of a pile's pieces come again and again, so that nearly all are looked up.
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, piece: str) -> Made:
        made = self._make(piece)
        if len(piece) <= _LONGEST_KEPT:
            if len(self) >= KEPT:
                self.clear()
            self[piece] = made
        return made


_token_of = Kept(_token).__getitem__


def _tokens(piece: str) -> tuple[Token, ...]:
    """Return the tokens of what stands between two blanks."""
    if piece.isalpha():
        return (_token_of(f" {piece}"),)
    return tuple(map(_token_of, _TOKEN.findall(f" {piece}"))) if piece else ()


_tokens_of = Kept(_tokens).__getitem__


class Tokens(list[Token]):
    """The `size` tokens of a sentence by place; reading past either end gives `END`.

    `END` stands behind the last token as often as anything looks ahead. A place before the first
    is counted from there as well, so that neither end needs a test: looking at neighbours is
    nearly all the grammar does.

    `parted_groups`: the sentence writes "10, 000" with a blank, as some tokenised corpora do.
    """

    __slots__ = ("_ends", "_start", "parted_groups", "size")

    def __init__(self, tokens: Iterable[Token], start: int, *, parted_groups: bool) -> None:
        super().__init__(tokens)
        self.size = len(self)
        self += _PAST
        self.parted_groups = parted_groups
        self._start = start
        self._ends: list[int] = []

    def own(self) -> list[Token]:
        """Return the tokens without `END`."""
        return self[: self.size]

    def span(self, first: int, last: int) -> Span:
        """Return where the tokens `[first, last)` stand in the text; there is at least one."""
        ends = self._ends
        if not ends:  # many sentences are never asked
            ends = self._ends = list(accumulate(map(_width, self.own()), initial=self._start))
        return Span(ends[first + 1] - len(self[first].text), ends[last])

    def glued(self, index: int, text: str) -> bool:
        """Say whether the token at `index` is the sign `text`, with no space before it."""
        token = self[index]
        return token.glued and token.text == text

    def phrase(self, start: int, end: int) -> str:
        """Return the tokens of a range in lower case, parted by one space where parted at all."""
        if end == start + 1:
            return self[start].lower
        parts: list[str] = []
        for index in range(start, end):
            token = self[index]
            parts.append(token.lower if token.glued or not parts else " " + token.lower)
        return "".join(parts)

    def surface(self, start: int, end: int) -> str:
        """Return the tokens of a range as written, white space made one blank."""
        if end == start + 1:
            return self[start].text
        parts: list[str] = []
        for index in range(start, end):
            token = self[index]
            parts.append(token.text if token.glued or not parts else " " + token.text)
        return "".join(parts)


def tokenize(text: str, span: Span) -> Tokens:
    """Return the tokens of `text` in `span`; offsets are into `text`. One pass, linear."""
    sentence = text[span.start : span.end]
    by_piece = sentence.isprintable() and "  " not in sentence and sentence[:1] != " "
    tokens: Iterable[Token]
    if by_piece or not _SPACED.search(f" {sentence} "):
        tokens = chain.from_iterable(map(_tokens_of, sentence.split(" ")))
    else:
        written = _TOKEN.findall(f" {sentence.rstrip()}")
        tokens = map(_token_of, written if sentence.strip() else ())
    # Nothing before the first is a token: a blank is taken to stand there.
    return Tokens(tokens, span.start - 1, parted_groups=", 000" in sentence)


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
        lengths[signs[place % signs.size].lower].add(signs.size)
    return {sign: tuple(sorted(found, reverse=True)) for sign, found in lengths.items()}

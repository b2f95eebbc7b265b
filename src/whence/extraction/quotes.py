"""Quotations: matched quote marks of every make, over paragraphs, and set-off blocks.

One pass over the quote marks of a text. Each paragraph is a fresh start except where a quotation
runs on: a paragraph that leaves a quotation open and a next one that opens with the same mark.
An opening mark that nothing closes counts for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whence.records.span import Span, Spans

_MARK = re.compile(r"[\"'“”„‟«»‘’‚‛`´]")
_DOUBLE, _SINGLE = "double", "single"
_KIND = dict.fromkeys('"“”„‟«»', _DOUBLE) | dict.fromkeys("'‘’‚‛`´", _SINGLE)
_ALWAYS_OPENS = "“„«‚"
_ALWAYS_CLOSES = "”»"
_BEFORE_OPENING = " \t\n\xa0([{—–-/:\"'“‘«„"
_ELISION = re.compile(r"(?:\d0s\b|em\b|tis\b|twas\b|til\b|cause\b|n\b|round\b|ere\b)", re.I)
_RUNS_ON = re.compile(r"[.!?…,]\s{1,2}$")
_DEPTH = 4
_INTRODUCES = re.compile(r"(?:::?|,)\s*$")
_INTRODUCTION_LIMIT = 300
_ALREADY_OPEN = re.compile(r"[\"'“‘„«\s(\[]*")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: `outer` with its marks, `inner` without; `depth` 0 is the outermost.

    One that `runs_on` is left open at its paragraph's end and goes on in the next.
    """

    outer: Span
    inner: Span
    depth: int = 0
    runs_on: bool = False


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    kind: str


def find_quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quotations of `text`, sorted by start; inner ones follow the one that holds them.

    Handles “…”, "…", ‘…’, '…', «…», a quotation opened with ‘ and closed with ”, quotations
    inside quotations, and those that run over paragraphs (each paragraph gives one `Quote`).
    Apostrophes are told from single quotes by their neighbours. Linear in the text's length.
    """
    found: list[Quote] = []
    carried: _Open | None = None
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        quotes, left_open = _read_paragraph(text, paragraph, carried)
        found += quotes
        carried = None
        if left_open is not None and following is not None:
            mark = text[following.start : following.start + 1]
            if mark == left_open.mark:
                carried = left_open
                outer = Span(left_open.at, paragraph.end)
                found.append(Quote(outer, Span(outer.start + 1, outer.end), 0, runs_on=True))
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


class QuotedText:
    """Which characters of a text stand inside quotation marks."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._outer = [quote.outer for quote in outermost_quotes(quotes)]
        self._starts = [span.start for span in self._outer]

    def count(self, spans: Spans) -> int:
        """Return how many characters of `spans` are quoted, marks included."""
        total = 0
        for span in spans:
            index = max(0, bisect_right(self._starts, span.start) - 1)
            while index < len(self._outer) and self._outer[index].start < span.end:
                quote = self._outer[index]
                total += max(0, min(quote.end, span.end) - max(quote.start, span.start))
                index += 1
        return total


def outermost_quotes(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotations that lie in no other, in order."""
    kept: list[Quote] = []
    for quote in quotes:
        if not kept or quote.outer.start >= kept[-1].outer.end:
            kept.append(quote)
    return tuple(kept)


def introduces_block(text: str, paragraph: Span) -> bool:
    """Say whether a short paragraph ends as if to introduce the next: a colon or a comma."""
    if len(paragraph) > _INTRODUCTION_LIMIT:
        return False
    tail = text[max(paragraph.start, paragraph.end - 8) : paragraph.end]
    return bool(_INTRODUCES.search(tail))


def _read_paragraph(
    text: str, paragraph: Span, carried: _Open | None
) -> tuple[list[Quote], _Open | None]:
    stack: list[_Open] = []
    found: list[Quote] = []
    marks = [m.start() for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
    for order, at in enumerate(marks):
        mark = text[at]
        role = _role(text, at, stack, marks[order + 1 : order + 4])
        if role == "open":
            _open(text, stack, found, at)
        elif role == "close":
            _close(stack, found, at, _KIND[mark])
    if not stack:
        return found, None
    first = stack[0]
    may_carry = first.kind == _DOUBLE or (carried is not None and first.mark == carried.mark)
    return found, first if may_carry else None


def _open(text: str, stack: list[_Open], found: list[Quote], at: int) -> None:
    mark, kind = text[at], _KIND[text[at]]
    for index, one in enumerate(stack):
        if one.kind == kind and (kind == _DOUBLE or index == len(stack) - 1):
            if kind == _DOUBLE and _RUNS_ON.search(text, max(one.at, at - 4), at):
                found.append(_quote(Span(one.at, at - 1), index, closed=False))
            del stack[index:]  # the earlier one was never closed, or runs on from here
            break
    if len(stack) < _DEPTH:
        stack.append(_Open(mark, at, kind))


def _close(stack: list[_Open], found: list[Quote], at: int, kind: str) -> None:
    matching = [index for index, one in enumerate(stack) if one.kind == kind]
    if not matching and kind == _DOUBLE and stack:
        matching = [len(stack) - 1]  # opened with ‘ and closed with ”
    if not matching:
        return
    index = matching[-1]
    found.append(_quote(Span(stack[index].at, at + 1), index, closed=True))
    del stack[index:]


def _quote(outer: Span, depth: int, *, closed: bool) -> Quote:
    return Quote(outer, Span(outer.start + 1, outer.end - 1 if closed else outer.end), depth)


def _role(text: str, at: int, stack: list[_Open], coming: list[int]) -> str | None:
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in _ALWAYS_OPENS:
        return "open"
    if mark in _ALWAYS_CLOSES:
        return "close"
    if _KIND[mark] == _DOUBLE:
        return _straight_double_role(before, after, stack)
    return _single_role(text, at, stack, coming)


def _straight_double_role(before: str, after: str, stack: list[_Open]) -> str | None:
    is_open = any(one.kind == _DOUBLE for one in stack)
    may_open = before in _BEFORE_OPENING and not after.isspace()
    may_close = not before.isspace() or after.isspace()
    if is_open:
        return "close" if may_close else "open"
    return "open" if may_open or not after.isspace() else None


def _single_role(text: str, at: int, stack: list[_Open], coming: list[int]) -> str | None:
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if before.isalnum() and after.isalnum():
        return None
    is_open = any(one.kind == _SINGLE for one in stack)
    can_open = mark != "’" and before in _BEFORE_OPENING and not after.isspace()
    if can_open and not _ELISION.match(text, at + 1):
        return "open"
    if not is_open or before.isspace() or after.isalnum():
        return None
    if before in "sS" and after == " " and _closes_later(text, at, coming):
        return None  # a plural's apostrophe: ‘the miners’ pay was late’
    return "close"


def _closes_later(text: str, at: int, coming: list[int]) -> bool:
    if not text[at + 2 : at + 3].islower():
        return False
    for position in coming:
        mark = text[position]
        if mark in '‘“"':
            return False
        after = text[position + 1 : position + 2]
        if mark in "'’" and not after.isalnum():
            return text[position - 1] in ".,!?;…" or not after.strip()
    return False


def paragraph_opens_quoted(text: str, paragraph: Span) -> bool:
    """Say whether the paragraph's first visible character is a quote mark."""
    opening = _ALREADY_OPEN.match(text, paragraph.start, paragraph.end)
    return bool(opening and _MARK.search(opening.group()))


def blocks_after(text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield (introduction, block) as paragraph numbers wherever a line introduces the next."""
    for index in range(len(paragraphs) - 1):
        if introduces_block(text, paragraphs[index]):
            yield index, index + 1

"""Quotations found by pairing quote marks, paragraph by paragraph.

Each paragraph is a fresh start except where a quotation runs on: a paragraph that leaves one open
and a next one that opens with the like mark. An opening mark that nothing closes counts for
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from whence.quotations.marks import DOUBLE_ANGLES, Mark, opening_mark, read_marks
from whence.quotations.roles import (
    Opened,
    Role,
    Stack,
    may_be_misspelled_end,
    opener_of,
    role_of,
)
from whence.records.span import Span

DEPTH = 16
"""Most quotations open at a time; of more, the outermost is taken for a stray mark."""
_STOPPED = re.compile(r"[.!?…,]\s{1,2}$")
_SENTENCE_ENDS = re.compile(r"[.!?…,;:—–-]\s*$")
_INTRODUCED = re.compile(r"[:,]\s{0,2}$")
_CAPTIONS = 2
_CAPTION = 200
"""A running quotation is followed over so many paragraphs of so many characters: captions."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: `outer` with its marks, `inner` without; `depth` 0 is the outermost.

    `inner` leaves out the space that French sets inside the marks. One that `runs_on` is left
    open at its paragraph's end and goes on in the next quotation of depth 0.
    """

    outer: Span
    inner: Span
    depth: int = 0
    runs_on: bool = False


@dataclass(slots=True)
class _Paragraph:
    """What one paragraph's marks gave so far."""

    text: str
    span: Span
    stack: Stack = field(default_factory=list)
    found: list[Quote] = field(default_factory=list)


def find_quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """Return the quotations of `text`, sorted by start; inner ones follow the one that holds them.

    Marks of every make, mixed and unbalanced ones: “…”, "…", ‘…’, '…', «…», »…«, „…“, ”…”, ``…'',
    「…」, a quotation opened with ‘ and closed with ”, quotations inside quotations, and those that
    run over paragraphs (each paragraph gives one `Quote`). Apostrophes and inch marks are told
    from quote marks by their neighbours. None is empty, none crosses another. Linear in the
    text's length.
    """
    found: list[Quote] = []
    carried: dict[int, Mark] = {}
    for index, paragraph in enumerate(paragraphs):
        read = _read_paragraph(text, paragraph, carried.get(index))
        found += read.found
        left = _left_open(read)
        following = _reopened(text, paragraphs, index, left) if left is not None else None
        if left is not None and following is not None:
            found += _quote(text, left, paragraph.end, 0, runs_on=True)
            carried[following] = left
    return _nest(found)


def _read_paragraph(text: str, paragraph: Span, carried: Mark | None) -> _Paragraph:
    read = _Paragraph(text, paragraph)
    for mark in read_marks(text, paragraph):
        role = role_of(text, mark, read.stack)
        if carried is not None and carried.glyph in DOUBLE_ANGLES:
            role = _at_the_line(read, mark, role)
        if role is Role.OPENS:
            _open(read, mark)
        elif role is Role.CLOSES:
            _close(read, mark)
        if role is not Role.OPENS and may_be_misspelled_end(mark, read.stack):
            _spare(read.stack[-1], mark)
    for one in read.stack:
        if one.spare is not None:
            read.found += _quote(text, one.mark, one.spare, _closing_length(text, one.spare))
    return read


def _closing_length(text: str, end: int) -> int:
    return 2 if text[end - 2 : end] in ("''", "’’") else 1


def _spare(opened: Opened, mark: Mark) -> None:
    """Remember the first single mark that may have to close a double one; two may stand for it."""
    if opened.spare in (None, mark.start):
        opened.spare = mark.end


def _at_the_line(read: _Paragraph, mark: Mark, role: Role) -> Role:
    """Return the role of a guillemet where a quotation in guillemets runs on.

    French begins each further paragraph of a quotation with « or ».
    """
    begins = not read.text[read.span.start : min(mark.start, read.span.start + 8)].strip()
    begins = begins and mark.start < read.span.start + 8
    return Role.OPENS if begins and mark.glyph in DOUBLE_ANGLES else role


def _open(read: _Paragraph, mark: Mark) -> None:
    stack = read.stack
    likes = (i for i in range(len(stack) - 1, -1, -1) if _is_like(stack[i].mark, mark))
    place = next(likes, None)
    if place is not None and not mark.is_single and _stopped_before(read, mark, stack[place]):
        read.found += _quote(read.text, stack[place].mark, mark.start, 0)  # it runs on from here
        del stack[place:]
    for one in stack:
        one.nests = one.nests or one.mark.is_single == mark.is_single
    if len(stack) == DEPTH:
        del stack[0]
    stack.append(Opened(mark))


def _is_like(one: Mark, other: Mark) -> bool:
    """Say whether a mark may take up the quotation that another opened, as a paragraph's first."""
    if one.is_double or one.is_single:
        return one.is_double == other.is_double and one.is_single == other.is_single
    return one.glyph == other.glyph or {one.glyph, other.glyph} == set(DOUBLE_ANGLES)


def _stopped_before(read: _Paragraph, mark: Mark, opened: Opened) -> bool:
    begin = max(opened.mark.end, mark.start - 4)
    return _STOPPED.search(read.text, begin, mark.start) is not None


def _close(read: _Paragraph, mark: Mark) -> None:
    place = opener_of(mark, read.stack)
    if place is None:
        return
    read.found += _quote(read.text, read.stack[place].mark, mark.end, mark.end - mark.start)
    del read.stack[place:]


def _quote(
    text: str, opened: Mark, end: int, closing: int, *, runs_on: bool = False
) -> tuple[Quote, ...]:
    """Return the quotation from `opened` to `end`, `closing` characters of mark included, if any.

    One that nothing closes ends with its last visible character, unless it runs on.
    """
    start, stop = opened.end, end - closing
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if start >= stop:
        return ()
    outer = Span(opened.start, end if closing or runs_on else stop)
    return (Quote(outer, Span(start, stop), 0, runs_on),)


def _left_open(read: _Paragraph) -> Mark | None:
    """Return the mark of the quotation that may run on into the next paragraph.

    The one that opens the paragraph, else the innermost; a single mark must open the paragraph or
    follow a colon or comma, as it may be an apostrophe.
    """
    left = [one.mark for one in read.stack if one.spare is None]
    if not left:
        return None
    opening = opening_mark(read.text, read.span)
    if opening is not None and left[0].start == opening.start:
        return left[0]
    doubles = [mark for mark in left if not mark.is_single]
    if doubles:
        return doubles[-1]
    begin = max(read.span.start, left[-1].start - 3)
    return left[-1] if _INTRODUCED.search(read.text, begin, left[-1].start) else None


def _reopened(text: str, paragraphs: Sequence[Span], index: int, left: Mark) -> int | None:
    """Return which paragraph takes up the quotation left open in paragraph `index`, None if none.

    It is the next, or the first after some captions, and opens with a like mark.
    """
    following = index + 1
    last = min(len(paragraphs), following + 1 + _CAPTIONS)
    stops = _SENTENCE_ENDS.search(
        text, max(left.end, paragraphs[index].end - 4), paragraphs[index].end
    )
    while stops and following < last and _is_caption(text, paragraphs[following]):
        following += 1
    if following >= last or (left.is_single and not stops):
        return None
    opening = opening_mark(text, paragraphs[following])
    return following if opening is not None and _is_like(left, opening) else None


def _is_caption(text: str, paragraph: Span) -> bool:
    """Say whether a paragraph is a line under a picture: short, no sentence, nothing quoted."""
    if len(paragraph) > _CAPTION or _SENTENCE_ENDS.search(
        text, max(paragraph.start, paragraph.end - 4), paragraph.end
    ):
        return False
    return not any(m.may_open or not m.is_single for m in read_marks(text, paragraph))


def _nest(found: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotations in text order, each with its depth."""
    ends: list[int] = []
    nested = []
    for quote in sorted(found, key=lambda q: (q.outer.start, -q.outer.end)):
        while ends and ends[-1] <= quote.outer.start:
            ends.pop()
        nested.append(replace(quote, depth=len(ends)))
        ends.append(quote.outer.end)
    return tuple(nested)

"""Contents made whole, or rid of the reporter's comments, where the text shows their extent.

The network decides wordpiece by wordpiece. What reporters write is plainer: in "the museum, he
said, would open" and in “It fell,” she said. “It fell twice.” both halves are said.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from whence.extraction.attribution import Draft, with_content
from whence.extraction.lexicon import word_sets
from whence.quotations import Quote, QuotedText
from whence.records.span import Span, Spans, cover

_NEXT_VERB = re.compile(
    r", (?:\w+ly )?"
    r"((?:is|was|are|were|has|had|have|will|would|could|may|might|can|should|does|did)\b)"
)
_LINKS = frozenset(["and", "but", "yet", "or", "so", "if", "for", "nor", "then"])
_RELATIVE = frozenset(["who", "which", "whose"])
_LOOKED_AT = 60
_NEAR_QUOTE = 3
_LEAST_QUOTED = 4
"""Words from which a quotation that nobody is given as saying is looked after."""
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’']{1,3}$|[\"”’']{1,3}[.!?]")
_CLOSES_SAYING = re.compile(r"[.,!?…—-][\"”’']{1,3}$")


def take_openings(text: str, drafts: Sequence[Draft], sentences: Spans) -> list[Draft]:
    """Return `drafts` with what stands before a speaker who interrupts what he says.

    "The museum, he said, would open": where source and cue stand between commas and the content
    goes on behind them in the midst of a clause, the sentence's beginning is content as well. It
    is not where it holds a cue of another.
    """
    starts = [s.start for s in sentences]
    cues = sorted(draft.cue[0].start for draft in drafts if draft.cue)

    def opened(draft: Draft) -> Draft:
        number = bisect_right(starts, draft.cue[0].start) - 1
        if not draft.source or not draft.content or number < 0:
            return draft
        opening = _opening(text, draft, sentences[number])
        if opening is None or bisect_left(cues, opening.start) != bisect_left(cues, opening.end):
            return draft
        return with_content(draft, opening)

    return [opened(draft) for draft in drafts]


def _opening(text: str, draft: Draft, sentence: Span) -> Span | None:
    known = cover((*draft.source, *draft.cue))
    first = min(draft.content)
    before = text[sentence.start : known.start].rstrip()
    before = before.removesuffix(" as").rstrip()
    if first.start < known.end or first.end > sentence.end + 1 or not before.endswith(","):
        return None
    between = text[known.end : first.start].rstrip(" ")
    if not between.endswith(",") or len(between) > _LOOKED_AT:
        return None
    if not text[first.start].islower():
        return None
    opening = Span(sentence.start, sentence.start + len(before) - 1)
    words = opening.of(text).lower().split()
    is_bare = len(words) == 1 and words[0] in _LINKS
    return None if is_bare or not _RELATIVE.isdisjoint(words) else opening


def adopt_quotations(
    text: str, drafts: Sequence[Draft], quotes: Sequence[Quote], sentences: Spans
) -> list[Draft]:
    """Return `drafts` with the quotations that stand right beside them and that nobody says.

    “It fell,” she said. “It fell twice.”: a quotation that opens a sentence and ends right before
    a source and its cue is said by that source, and so is one that fills the sentence right
    behind what a source is given as saying, in the same paragraph.
    """
    taken = sorted(span for draft in drafts for span in (*draft.source, *draft.cue, *draft.content))
    openings = {s.start for s in sentences}
    found = list(drafts)
    begins = {
        cover((*draft.source, *draft.cue)).start: index
        for index, draft in enumerate(drafts)
        if draft.source
    }
    ends = {
        cover((*draft.source, *draft.cue, *draft.content)).end: index
        for index, draft in enumerate(drafts)
    }
    for quote in quotes:
        outer = quote.outer
        if quote.depth or quote.runs_on or len(quote.inner.of(text).split()) < _LEAST_QUOTED:
            continue
        if outer.start not in openings or _touched(outer, taken):
            continue
        index = _said_behind(text, outer, begins)
        if index is None:
            index = _said_before(text, outer, ends)
        if index is not None:
            found[index] = with_content(found[index], outer)
    return found


def _said_behind(text: str, quote: Span, begins: Mapping[int, int]) -> int | None:
    """Return who is named right behind `quote`, by where source or cue begins."""
    if not _CLOSES_SAYING.search(text, max(quote.start, quote.end - 4), quote.end):
        return None
    near = range(quote.end, quote.end + _NEAR_QUOTE + 1)
    return next((begins[place] for place in near if place in begins), None)


def _said_before(text: str, quote: Span, ends: Mapping[int, int]) -> int | None:
    """Return whose words end right before `quote`, which fills a sentence, in its paragraph."""
    if not _ENDS_SENTENCE.search(text, max(quote.start, quote.end - 4), quote.end + 1):
        return None
    for place in range(quote.start, max(-1, quote.start - _NEAR_QUOTE - 1), -1):
        if place in ends:
            return ends[place] if text[place : quote.start].strip(" .") == "" else None
    return None


def _touched(span: Span, taken: Sequence[Span]) -> bool:
    place = bisect_left(taken, Span(span.end, span.end))
    return any(span.overlaps(other) for other in taken[max(0, place - 8) : place + 1])


def leave_comments(
    text: str, drafts: Sequence[Draft], sentences: Spans, quoted: QuotedText
) -> list[Draft]:
    """Return `drafts` without the reporter's comments on what is said.

    “We will not fight,” she said. Presumably they will carry arms all the same.: a sentence
    behind the cue's own that opens with a comment, outside quote marks, is the report's.
    """
    starts = [s.start for s in sentences]

    def left(draft: Draft) -> Draft:
        home = bisect_right(starts, draft.cue[0].start) - 1
        pieces = [piece for span in draft.content for piece in _by_sentence(span, starts)]
        kept = [
            piece
            for piece in pieces
            if bisect_right(starts, piece.start) - 1 == home
            or quoted.count((piece,))
            or not _comment().match(text, piece.start, piece.end)
        ]
        if len(kept) == len(pieces) or not kept:
            return draft
        return replace(draft, content=tuple(_rejoined(kept)))

    return [left(draft) for draft in drafts]


def _by_sentence(span: Span, starts: Sequence[int]) -> list[Span]:
    first, last = bisect_right(starts, span.start), bisect_right(starts, span.end - 1)
    edges = [span.start, *starts[first:last], span.end]
    return [Span(begin, end) for begin, end in itertools.pairwise(edges) if begin < end]


def _rejoined(pieces: Sequence[Span]) -> list[Span]:
    """Return pieces with those that touch made one."""
    joined: list[Span] = []
    for piece in pieces:
        if joined and joined[-1].end == piece.start:
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


@cache
def _comment() -> re.Pattern[str]:
    entries = sorted(word_sets("own_voice")["opening_comments"])
    return re.compile(rf"(?:{'|'.join(map(re.escape, entries))})\b", re.I)


def take_rests(text: str, drafts: Sequence[Draft], sentences: Spans) -> list[Draft]:
    """Return `drafts` with the verb's part of a relative clause that a speaker interrupts.

    "A figure that, according to Ilse Vantor, an engineer, is too low": what stands before "that"
    is said together with what the next verb behind the speaker begins.
    """
    starts = [s.start for s in sentences]

    def whole(draft: Draft) -> Draft:
        number = bisect_right(starts, draft.cue[0].start) - 1
        if number < 0 or len(draft.content) != 1 or not draft.source:
            return draft
        known = cover((*draft.source, *draft.cue))
        between = text[draft.content[0].end : known.start].strip(" ,")
        if draft.content[0].end > known.start or between not in ("that", "which", "who"):
            return draft
        end = sentences[number].end
        verb = _NEXT_VERB.search(text, known.end, min(end, known.end + _LOOKED_AT))
        if verb is None:
            return draft
        while end > verb.start(1) and text[end - 1] in '.!?"”’ ':
            end -= 1
        return with_content(draft, Span(verb.start(1), end))

    return [whole(draft) for draft in drafts]

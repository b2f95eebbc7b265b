"""Quotations set off from the text: a line that introduces the next paragraph, a name that signs.

The network links a cue only to words near it and has hardly seen set-off blocks; the form itself
is plain: a short line, a source, a cue or "From", a colon; or a quotation, a dash, a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from whence.extraction.attribution import Draft, with_content
from whence.extraction.lexicon import word_sets
from whence.quotations import Quote, blocks_after, paragraph_opens_quoted
from whence.records.span import Span, Spans

_CUE_AT_END = re.compile(
    r"(?P<cue>\b(?:(?:also|then|later|further|has|have|had|as|accurately|rightly|correctly|"
    r"succinctly|recently|aptly) ){0,3}"
    r"(?:reports?|reported|says?|said|writes?|wrote|notes?|noted|concludes?|concluded|explains?|"
    r"explained|states?|stated|adds?|added|continues?|continued|observes?|observed|puts? it|"
    r"told \w+|tweeted|posted|announced|argues?|argued|reads?|responded|replied|commented|"
    r"remarked|summari[sz]es?|summari[sz]ed|warns?|warned|describes?|described|tells? \w+))"
    r"(?:[^.:!?\n]{0,60})?[:,]{1,2}\s*$"
)
_FROM = re.compile(
    r"^\W{0,3}(?P<cue>(?:From|Via|According to|Per))\s+(?P<source>[^:\n]{2,80}?)\s*:{1,2}\s*$"
)
_NAME = r"(?:[A-Z][\w.’'-]{0,30}|de|da|del|la|le|van|von|bin|ibn|al)"
_SIGNED = re.compile(
    rf"\s?(?P<cue>[―—–]|--)\s?(?P<source>[A-Z][\w.’'-]{{0,30}}(?: {_NAME}){{0,5}}"
    r"(?:, [^\n“”\"]{2,60})?)(?=[ .]*(?:\n|$|[“\"”]))"
)
_LEAST_SIGNED = 20
_SIGNED_SCORE = 0.9
_SOURCE_WORDS = 12
_CLAUSE_WORDS = 4
_NO_CLAUSE = frozenset(
    ["as", "and", "but", "in", "on", "at", "after", "before", "when", "while", "since", "if", "for",
     "although", "though", "because", "by", "with", "from", "during", "to", "asked", "here"]
)  # fmt: skip
"""Open a phrase that passes nothing on: "In a note sent to the port, Ilse Vantor wrote:"."""
_RULE_SCORE = 0.6
"""A judgement: the fifteen development reports hold only three such blocks (all three right)."""


def add_block_quotations(
    text: str, paragraphs: Spans, drafts: Sequence[Draft], sentences: Spans
) -> list[Draft]:
    """Return `drafts` with set-off blocks given to whoever the line before names.

    Where the network found the cue at the line's end, the block joins its content; where it found
    none and the line holds a name before a speech verb, or "From NAME:", an attribution is added.
    A block that opens with a quote mark and has a speaker of its own is left alone.
    """
    found = list(drafts)
    openings = [sentence.start for sentence in sentences]
    starts = [d.cue[0].start for d in found]
    order = sorted(range(len(found)), key=lambda i: starts[i])
    keys = [starts[i] for i in order]
    for introduction, block in blocks_after(text, paragraphs):
        line, body = paragraphs[introduction], paragraphs[block]
        ends_in_colon = text[line.start : line.end].rstrip().endswith(":")
        own = order[bisect_left(keys, body.start) : bisect_left(keys, body.end)]
        if paragraph_opens_quoted(text, body) and own:
            continue
        made = _introduced(text, line, body, by_colon=ends_in_colon)
        if made is None:
            continue
        within = order[bisect_left(keys, line.start) : bisect_left(keys, line.end)]
        same = [i for i in within if _touches(found[i].cue, made.cue)]
        if same:
            opening = openings[max(0, bisect_right(openings, made.cue[0].start) - 1)]
            whole = _from(found[same[-1]], opening)
            for span in made.content:
                whole = with_content(whole, span)
            found[same[-1]] = whole
        else:
            found.append(made)
    return found


def add_signed_quotations(
    text: str, drafts: Sequence[Draft], quotes: Sequence[Quote]
) -> list[Draft]:
    """Return `drafts` with every quotation that a dash and a name sign given to that name.

    The form is that of readers' letters and collected voices, a line of its own: “It fell.” ―
    Ilse Vantor. What the network made of the dash goes. Linear in the text's length.
    """
    signed = [
        Draft(
            (_without_stop(text, Span(*match.span("source"))),),
            (Span(*match.span("cue")),),
            (quote.outer,),
            _SIGNED_SCORE,
        )
        for quote in quotes
        if quote.depth == 0 and len(quote.inner) >= _LEAST_SIGNED
        if text[max(0, quote.outer.start - 1) : quote.outer.start] in ("", "\n")
        if (match := _SIGNED.match(text, quote.outer.end)) is not None
    ]
    dashes = {draft.cue[0] for draft in signed}
    return [*(d for d in drafts if not dashes.intersection(d.cue)), *signed]


def _without_stop(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 1) if text[span.end - 1] == "." else span


def _from(draft: Draft, opening: int) -> Draft:
    """Return `draft` without contents that stand before its sentence or are its own source."""
    kept = tuple(
        span
        for span in draft.content
        if span.start >= opening and not any(span.overlaps(s) for s in draft.source)
    )
    return replace(draft, content=kept)


def _introduced(text: str, line: Span, body: Span, *, by_colon: bool) -> Draft | None:
    words = line.of(text)
    if (match := _FROM.match(words)) is not None:
        source = Span(*match.span("source")).shift(line.start)
        cue = Span(*match.span("cue")).shift(line.start)
        return Draft((source,), (cue,), (body,), _RULE_SCORE)
    match = _CUE_AT_END.search(words)
    if match is None or not (by_colon or "puts it" in match.group("cue")):
        return None
    cue = Span(*match.span("cue")).shift(line.start)
    named = _name_before(text, line, cue)
    if named is None:
        return None
    clause = _clause_before(text, line, named)
    content = (body,) if clause is None else (clause, body)
    return Draft((named,), (cue,), content, _RULE_SCORE)


def _clause_before(text: str, line: Span, named: Span) -> Span | None:
    """Return what the line itself passes on: "The wall fell, the Harn Post reports:"."""
    before = text[line.start : named.start].rstrip(" ")
    words = before.rstrip(",").split()
    if not before.endswith(",") or len(words) < _CLAUSE_WORDS or not words[0][0].isupper():
        return None
    if words[0].lower() in _NO_CLAUSE or not _finite().intersection(map(str.lower, words)):
        return None
    return Span(line.start, line.start + len(before) - 1)


@cache
def _finite() -> frozenset[str]:
    return word_sets("own_voice")["finite"]


def _name_before(text: str, line: Span, cue: Span) -> Span | None:
    """Return the words from the last clause's start to the cue, if they hold a name's capital."""
    before = text[line.start : cue.start]
    begin = line.start + max((before.rfind(mark) + 1 for mark in ",;.—–("), default=0)
    while begin < cue.start and text[begin] in " “\"'‘":
        begin += 1
    opening = re.match(r"(?:and |but |or )?(?:as )", text[begin : cue.start], re.I)
    begin += opening.end() if opening else 0
    end = len(text[: cue.start].rstrip()) if cue.start - begin < 200 else begin
    span = Span(begin, max(begin, end))
    words = span.of(text).split()
    is_named = any(word[0].isupper() for word in words[1:] or words)
    return span if is_named and len(words) <= _SOURCE_WORDS else None


def _touches(a: Spans, b: Spans) -> bool:
    return any(x.overlaps(y) for x in a for y in b)

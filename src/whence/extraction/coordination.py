"""Where one attribution ends and the next begins: "He promised to stay and said he would fight".

The network at times lets the content of the first cue run over the second, so that the second
looks as if it were told within the first. What says otherwise is grammar: the second cue has no
subject of its own in there, it shares the first one's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whence.extraction.attribution import Draft
from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import is_past, lemma_of
from whence.extraction.subjects import WORDS
from whence.quotations import Quote, QuotedText, outermost_quotes
from whence.records.span import Span, Spans

_AND = re.compile(
    r"[\s,;]*\b(?:and|but)(?:[ ,]+(?:\w+ly|also|then|later|further|even|again|too))*,?\s$"
)
_PARTICIPLE = re.compile(
    r"(?:(?<=,[”\"’'])|[,;])\s(?:(?:and|but|\w+ly|also|then|later|while|even)\s)?$"
)
_FINITE = frozenset(
    ["is", "are", "was", "were", "has", "had", "have", "will", "would", "did", "does", "do"]
)
_ADVERBS = frozenset(
    ["never", "once", "also", "even", "then", "later", "again", "still", "further"]
)
_MOST = 40
"""Attributions of one sentence that are looked at."""
_SURE = 0.8
_SHORT = 3
_LEAST_WORDS = 2
_LOOKED = 60
"""How far before a cue its conjunction is looked for, in characters."""


def part_coordinated(
    text: str, drafts: Sequence[Draft], sentences: Spans, quoted: QuotedText
) -> list[Draft]:
    """Return `drafts` with contents that run over a second thing said cut before it.

    Of two attributions of one source in one sentence, the first's content ends before the
    conjunction or the comma that joins the second cue to the first, if the source stands before
    both cues and the second cue outside quotation marks. A bare verb after an infinitive
    ("promised to look into it and report back") belongs to the infinitive and stays inside.
    """
    starts = [s.start for s in sentences]
    by_sentence: dict[int, list[int]] = {}
    for index in sorted(range(len(drafts)), key=lambda index: drafts[index].cue[0].start):
        place = bisect_right(starts, drafts[index].cue[0].start)
        by_sentence.setdefault(place, []).append(index)
    parted = list(drafts)
    for indices in by_sentence.values():
        for first, second in _same_source([(index, drafts[index]) for index in indices]):
            joint = _joint(text, parted[first], parted[second], quoted)
            if joint is not None:
                opening = parted[first].cue[0].start
                for index in indices:
                    parted[index] = _cut(parted[index], opening, joint)
                parted[second] = replace(parted[second], inner=False)
    return parted


def stop_at_others(text: str, drafts: Sequence[Draft], quotes: Sequence[Quote]) -> list[Draft]:
    """Return `drafts` with contents that run on into what others say cut before it.

    A content behind its cue ends with the quotation it opens with, if that is a sentence of its
    own and an attribution stands, outside quotation marks, in the rest ("“We won,” when she
    doubted it"); and with the paragraph before one in which somebody else surely speaks.
    """
    quoted = QuotedText(quotes)
    whole = {q.outer.start: q.outer for q in outermost_quotes(quotes) if _is_closed(text, q.outer)}
    others = sorted(
        (_begin(draft), draft.cue[0].start, _is_sure(text, draft))
        for draft in drafts
        if draft.source and not quoted.count((*draft.source, *draft.cue))
    )

    def stopped(draft: Draft) -> Draft:
        behind = draft.cue[0].start
        content = [
            Span(span.start, _end(span)) if span.start > behind else span for span in draft.content
        ]
        return replace(draft, content=tuple(content))

    def _end(span: Span) -> int:
        place = bisect_left(others, (span.start,))
        within = [(b, sure) for b, cue, sure in others[place : place + _MOST] if cue < span.end]
        quote = whole.get(span.start)
        if quote is not None and any(begin >= quote.end for begin, _ in within):
            return quote.end
        breaks = (text.rfind("\n", span.start, begin) for begin, sure in within if sure)
        return next((place for place in breaks if place > span.start), span.end)

    return [stopped(draft) for draft in drafts]


def _begin(draft: Draft) -> int:
    return min(draft.source[0].start, draft.cue[0].start)


def _is_sure(text: str, draft: Draft) -> bool:
    """Say whether the network is sure of it, and that it stands in nobody else's words."""
    return (
        not draft.inner
        and draft.score > _SURE
        and draft.source[0].of(text).lower() not in WORDS["pronouns"]
    )


def _same_source(drafts: Sequence[tuple[int, Draft]]) -> Iterator[tuple[int, int]]:
    """Yield each two neighbours whose source, before their cues, begins at one place."""
    last: dict[int, int] = {}
    for index, draft in drafts[:_MOST]:
        if draft.source and draft.source[-1].end <= draft.cue[0].start:
            begin = draft.source[0].start
            if begin in last:
                yield last[begin], index
            last[begin] = index


def _is_closed(text: str, quote: Span) -> bool:
    """Say whether a quotation ends like a sentence, or like one before "he said"."""
    return len(quote) > _SHORT and text[quote.end - 2] in ",.?!"


def _joint(text: str, first: Draft, second: Draft, quoted: QuotedText) -> int | None:
    """Return where the first content ends: before the conjunction or comma of the second cue."""
    place = second.cue[0].start
    over = next((span for span in first.content if span.start < place < span.end), None)
    if over is None or over.start < first.cue[0].start or quoted.holds(second.cue[0]):
        return None
    verb, opening = _verb(text, second), _verb(text, first)
    if not (verb.endswith("ing") or _is_finite(verb, opening) or _are_bare(verb, opening)):
        return None
    pattern = _PARTICIPLE if verb.endswith("ing") else _AND
    match = pattern.search(text, max(over.start, place - _LOOKED), place)
    if match is None or len(text[over.start : match.start()].split()) < _LEAST_WORDS:
        return None
    return match.start()


def _cut(draft: Draft, opening: int, joint: int) -> Draft:
    """Return `draft`, if its cue stands between the first cue and the joint, cut at the joint."""
    if not opening <= draft.cue[0].start < joint:
        return draft
    content = tuple(
        Span(span.start, min(span.end, joint)) for span in draft.content if span.start < joint
    )
    return replace(draft, content=content)


def _are_bare(verb: str, first: str) -> bool:
    """Say whether both are verbs of saying without an ending: "they say it is and warn that"."""
    lists = word_sets("stances")
    vocabulary = lists["speech"] | lists["nested_cues"]
    return all(lemma_of(word, vocabulary) == word for word in (verb, first))


def _is_finite(verb: str, first: str) -> bool:
    return verb in _FINITE or is_past(verb) or (verb.endswith("s") and first.endswith("s"))


def _verb(text: str, draft: Draft) -> str:
    """Return a cue's first word behind its adverbs: "never once spoke of" gives "spoke"."""
    words = draft.cue[0].of(text).lower().split()
    return next((word for word in words if not _is_adverb(word)), words[0])


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and len(word) > _SHORT)

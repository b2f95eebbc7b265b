"""Relays in one sentence: "the Post, citing two officials, reported that X".

Read by itself, "citing two officials" says only that the Post cites them. What they are cited for
is the content of the sentence's own attribution, so the citing becomes a hop of its own: its
source is who is cited, its content that same content, and it lies in the attribution that cites.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from whence.extraction.attribution import Draft
from whence.extraction.nesting import is_citing
from whence.records.span import Span, Spans

_CITING = re.compile(
    r",\s+(?P<cue>citing|quoting)\s+(?P<who>[^,.;:“”\"\n]{3,90}?)(?=\s*(?:,|\.|$))"
)
_MOST_WORDS = 14
"""Longer than this, what stands behind "citing" is no name of a source but a clause."""
_RULE_SCORE = 0.6
"""A judgement: too few sentences of this make in the development reports to count."""


def pass_on_citings(text: str, drafts: Sequence[Draft], sentences: Spans) -> list[Draft]:
    """Return `drafts` with each citing given the content of the attribution that cites.

    Args:
        text: the report's text.
        drafts: clean drafts in text order.
        sentences: the report's sentences, sorted.

    A citing the network marked is turned; one it did not mark is added where the sentence holds
    an attribution to cite for. All others come back as they are.
    """
    homes: dict[int, list[Draft]] = {}
    for draft in drafts:
        homes.setdefault(_sentence_of(draft.cue[0], sentences), []).append(draft)
    kept: list[Draft] = []
    for at, beside in homes.items():
        turned = [_turned(text, draft, beside) for draft in beside]
        kept += turned
        if at >= 0:
            kept += _added(text, sentences[at], turned)
    return kept


def _turned(text: str, draft: Draft, beside: Sequence[Draft]) -> Draft:
    if not is_citing(text, draft.cue) or len(draft.content) != 1:
        return draft
    cited = draft.content[0]
    host = _host(text, draft.cue[0], beside)
    if host is None or len(cited.of(text).split()) > _MOST_WORDS or "\n" in cited.of(text):
        return draft
    if any(cited.overlaps(span) for span in host.content):
        return draft
    return replace(draft, source=(cited,), content=host.content)


def _added(text: str, sentence: Span, beside: Sequence[Draft]) -> list[Draft]:
    found = []
    for match in _CITING.finditer(text, sentence.start, sentence.end):
        cue = Span(*match.span("cue"))
        who = Span(*match.span("who"))
        host = _host(text, cue, beside)
        marked = any(span.overlaps(cue) for draft in beside for span in draft.cue)
        if host and not marked and not any(who.overlaps(span) for span in host.content):
            found.append(Draft((who,), (cue,), host.content, _RULE_SCORE))
    return found


def _host(text: str, cue: Span, beside: Sequence[Draft]) -> Draft | None:
    """Return the nearest attribution of the sentence whose content the citing stands outside of."""
    hosts = [
        draft
        for draft in beside
        if draft.content
        and not is_citing(text, draft.cue)
        and not any(span.overlaps(cue) for span in draft.content)
    ]
    return min(hosts, key=lambda draft: abs(draft.cue[0].start - cue.start), default=None)


def _sentence_of(span: Span, sentences: Spans) -> int:
    at = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    return at if at >= 0 and span.start < sentences[at].end else -1

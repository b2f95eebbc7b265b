"""Cues and sources mended: a noun's saying, a call in order to tell, one who was told, idioms."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from whence.extraction.attribution import Draft
from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.records.extraction import Mention
from whence.records.span import Span, Spans

_OWNED = frozenset(["its", "his", "her", "their", "our", "my"])
_TOLD = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s(?:\w+\s){0,2}?"
    r"(?:told|warned|informed|advised|assured|ordered|instructed|notified|briefed|reminded)\b"
)
_BY = re.compile(r"^[^,;:.\"“”]{0,60}?\bby\s(?P<who>(?:the\s)?(?:[\w.-]+\s){0,4})$")
_IDIOM = re.compile(
    r"\b(?:to say the least|[Nn]eedless to say|(?:[Ii]t )?goes without saying|so to speak|"
    r"[Hh]aving said that|that being said|to say nothing of|not to say)\b|\bThat said,",
)
_PURPOSE_WITHIN = 60
_BREAK = re.compile(r"[;:\n]|[.!?]\s+[A-Z“\"]")
_LEAST_TO_NOBODY = 0.7
"""Below this what is given to nobody is no attribution: on PolNeAR's dev and held-back train
articles readers mark that very cue in 17 of 75 such."""
_ANYBODY = frozenset(["everyone", "everybody", "nobody", "no one", "anyone", "anybody"])
_KNOW = frozenset(["know", "knows", "knew", "doubt", "doubts", "doubted"])


def without_voiced_nouns(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` without the noun of saying in "voiced its opposition to".

    Where a verb that only gives voice is followed by its own speaker's noun, the verb's
    attribution says it all.
    """
    voiced = {
        draft.cue[-1].end + 1
        for draft in drafts
        if draft.source
        and lemma_of(_last_word(text, draft), word_sets("nested")["voicing"]) is not None
    }
    return [
        draft
        for draft in drafts
        if len(draft.source) != 1
        or draft.source[0].start not in voiced
        or draft.source[0].of(text).lower() not in _OWNED
    ]


def _last_word(text: str, draft: Draft) -> str:
    return draft.cue[-1].of(text).lower().split()[-1]


def join_purposes(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` with "called" and "to tell" in "called him to tell of the raid" made one cue.

    Who meets, calls or writes to somebody in order to say something says it.
    """
    purposes = sorted(
        (d for d in drafts if d.cue[0].of(text).lower().startswith("to ")), key=lambda d: d.cue[0]
    )
    joined: list[Draft] = []
    gone: set[int] = set()
    for draft in drafts:
        purpose = _purpose(text, draft, purposes)
        if purpose is None:
            joined.append(draft)
            continue
        gone.add(id(purpose))
        joined.append(replace(draft, cue=(*draft.cue, *purpose.cue), content=purpose.content))
    return [draft for draft in joined if id(draft) not in gone]


def _purpose(text: str, draft: Draft, purposes: Sequence[Draft]) -> Draft | None:
    if not draft.source or draft.source[0].start > draft.cue[0].start:
        return None
    words = draft.cue[-1].of(text).lower().split()
    verb = words[-2] if len(words) > 1 and words[-1] in ("with", "to") else words[-1]
    if lemma_of(verb, word_sets("nested")["contacting"]) is None:
        return None
    end = draft.cue[-1].end
    place = bisect_right(purposes, end, key=lambda purpose: purpose.cue[0].start)
    if place == len(purposes):
        return None
    between = text[end : purposes[place].cue[0].start]
    if len(between) > _PURPOSE_WITHIN or _BREAK.search(between):
        return None
    return purposes[place]


def take_agents(
    text: str, drafts: Sequence[Draft], mentions: Sequence[Mention], sentences: Spans
) -> list[Draft]:
    """Return `drafts` with whoever told as the source where the source was told.

    "The port was warned of the flood by Ilse Vantor": the subject of such a passive hears.
    """
    starts = [s.start for s in sentences]
    places = [m.span.start for m in mentions]

    def told(draft: Draft) -> Draft:
        number = bisect_right(starts, draft.cue[0].start) - 1
        passive = _TOLD.search(text, draft.cue[0].start, draft.cue[-1].end)
        if passive is None or number < 0 or not draft.source:
            return draft
        if draft.source[0].start > draft.cue[0].start:
            return draft
        low = bisect_left(places, draft.cue[-1].end)
        for mention in mentions[low : bisect_left(places, sentences[number].end)]:
            agent = _BY.match(text[draft.cue[-1].end : mention.span.start])
            if agent is not None:
                begin = draft.cue[-1].end + agent.start("who")
                return _from(draft, Span(begin, mention.span.end), begin - len("by "))
        return draft

    return [told(draft) for draft in drafts]


def _from(draft: Draft, source: Span, by: int) -> Draft:
    """Return `draft` said by `source`; what it took in from "by" on is content no more."""
    cut = tuple(
        Span(span.start, by) if span.start < by < span.end else span
        for span in draft.content
        if span.start < by
    )
    return replace(draft, source=(source,), content=cut or draft.content)


def without_figures_of_speech(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` without those made of an idiom: "to say the least", "everyone knows"."""
    idioms = [Span(*match.span()) for match in _IDIOM.finditer(text)]

    def is_figure(draft: Draft) -> bool:
        said = (draft.cue[0], *draft.content)
        if any(idiom.contains(span) for idiom in idioms for span in said):
            return True
        source = " ".join(span.of(text) for span in draft.source).lower()
        return source in _ANYBODY and _last_word(text, draft) in _KNOW

    return [draft for draft in drafts if not is_figure(draft)]


def without_faint_to_nobody(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` without the unsure ones that name no source: "seems", "questions about".

    "Reportedly" stays, and so does what a "that" sets apart: "it is not confirmed that".
    """

    def stays(draft: Draft) -> bool:
        if draft.source or draft.inner or draft.score >= _LEAST_TO_NOBODY:
            return True
        said = " ".join(span.of(text) for span in draft.cue).lower()
        opens = text[draft.content[0].start : draft.content[0].end] if draft.content else ""
        return "reportedly" in said or opens.startswith("that ")

    return [draft for draft in drafts if stays(draft)]

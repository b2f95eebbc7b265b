"""Attributions: the network's spans cleaned, completed by rule, and given kind, stance and place.

What rules add to the network's spans is in `completion`, `blocks` and `nested`; here every span
is there already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from whence.extraction.cast import Cast, Speaker, Voice
from whence.extraction.certainty import certainty_of
from whence.extraction.nesting import find_parents, lay_citings
from whence.extraction.speakers import resolve_speakers
from whence.extraction.stance import stance_of
from whence.extraction.unnamed import role_of
from whence.quotations import Quote, QuotedText, opening_mark
from whence.records.extraction import Attribution, QuoteKind
from whence.records.span import Span, Spans, cover

_EDGE = " \t\r\n\xa0,;"
_READ, _READ_SPANS = 1000, 4
"""How much of a cue and a content is read for the stance: characters a span, spans."""
_DIRECT_SHARE = 0.9
"""Share of a content's letters inside quote marks from which it counts as direct speech."""
_MIXED_SHARE = 0.02
"""Below this share (a stray quoted word in a long paraphrase) it counts as indirect."""
_FIRST_PERSON = re.compile(r"(?:i|we|my|our|us|me)\b", re.I)
_THAT = re.compile(
    r"that\s(?=(?:an?|the|his|her|its|their|our|my|your|this|these|those|some|more|most|many|all|"
    r"no|few|several|he|she|it|they|we|you|i)\s)",
    re.I,
)
"""A conjunction that slipped into a source; before a noun ("that official") it points."""
_SO_CALLED = re.compile(r"\bso[- ]called\s$", re.I)
"""What it marks is the reporter's distance, not the speaker's words."""
_EMPTY_CUES = frozenset(
    ["a", "about", "and", "are", "as", "at", "be", "been", "for", "had", "has", "have", "is", "it",
     "not", "of", "on", "that", "the", "to", "was", "were", "photographed", "pictured"]
)  # fmt: skip
"""Words that say nothing of saying: a cue of nothing else is none."""
_SPEECH_MARKS = (":", "—", "–", "―", "-")
"""A cue that is only a mark: a transcript's or a headline's way to give someone's own words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution before anything is known of it but its spans and the network's scores.

    `inner`: the network takes it to stand inside what another says.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float
    source_score: float = 1.0
    content_score: float = 1.0
    inner: bool = False


def clean_drafts(text: str, drafts: Iterable[Draft], *, whole: bool = True) -> list[Draft]:
    """Return `drafts` trimmed, sorted by place, without duplicates and without empty ones.

    A draft needs a cue that is more than words like "to" and "is" and, if `whole`, a content;
    white space, commas and semicolons at span edges go, a source loses the "that" before its
    article, and a source that is taken for content as well is content no more.
    """
    kept: dict[tuple[Spans, Spans], Draft] = {}
    for draft in drafts:
        source, cue, content = (
            _trim_all(text, spans) for spans in (draft.source, draft.cue, draft.content)
        )
        content = tuple(span for span in content if span not in source)
        source = tuple(_without_that(text, span) for span in source)
        if cue and _tells(text, cue) and (content or not whole):
            score = min(1.0, max(0.0, draft.score))
            clean = replace(draft, source=source, cue=cue, content=content, score=score)
            if (cue, content) not in kept or kept[cue, content].score < clean.score:
                kept[cue, content] = clean
    return sorted(kept.values(), key=lambda d: (_first(d), d.cue[0].start))


def _without_that(text: str, span: Span) -> Span:
    that = _THAT.match(text, span.start, span.end)
    return Span(that.end(), span.end) if that else span


def _tells(text: str, cue: Spans) -> bool:
    """Say whether a cue is a mark or has a word that may tell of saying."""
    words = [word for span in cue for word in span.of(text).lower().split()]
    return not _EMPTY_CUES.issuperset(words)


def build_attributions(
    cast: Cast,
    drafts: Sequence[Draft],
    quotes: Sequence[Quote],
    *,
    happened: Sequence[float | None] = (),
) -> tuple[Attribution, ...]:
    """Return the attributions of one report, `a1`, `a2`, ... in text order.

    Args:
        cast: the report's text, sentences and names.
        drafts: clean spans in text order (see `clean_drafts`).
        quotes: the report's quotations (see `find_quotes`).
        happened: for each draft the factuality of its content as a network reads it (see
            `certainty_of`); empty where none has looked.

    Returns:
        Each draft with its parent, stance, certainty, quote kind, speaker and role.
    """
    quoted = QuotedText([q for q in quotes if not _is_so_called(cast.text, q)])
    cues, contents = [d.cue for d in drafts], [d.content for d in drafts]
    parents = lay_citings(cast.text, cues, contents, find_parents(cues, contents))
    kinds = [
        _quote_kind(cast.text, draft, quoted, None if parent is None else drafts[parent])
        for draft, parent in zip(drafts, parents, strict=True)
    ]
    voices = [
        Voice(draft.source, draft.cue, draft.content, kind is QuoteKind.DIRECT, parent)
        for draft, kind, parent in zip(drafts, kinds, parents, strict=True)
    ]
    speakers = resolve_speakers(cast, voices)
    built = [
        _attribution(cast.text, index, draft, kinds[index], parents[index], speakers[index])
        for index, draft in enumerate(drafts)
    ]
    return tuple(
        _with_certainty_and_role(cast, one, speaker, factuality)
        for one, speaker, factuality in zip(
            built, speakers, happened or [None] * len(built), strict=True
        )
    )


def _attribution(
    text: str, index: int, draft: Draft, kind: QuoteKind, parent: int | None, speaker: Speaker
) -> Attribution:
    return Attribution(
        id=f"a{index + 1}",
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        stance=stance_of(_words(text, draft.cue), _words(text, draft.content)),
        quote=kind,
        speaker=speaker.entity,
        speaker_name=speaker.name,
        speaker_kind=speaker.kind,
        parent=None if parent is None else f"a{parent + 1}",
        score=round(draft.score, 4),
        source_score=draft.source_score,
        content_score=draft.content_score,
        speaker_score=speaker.score,
    )


def _with_certainty_and_role(
    cast: Cast, one: Attribution, speaker: Speaker, happened: float | None
) -> Attribution:
    cue, content = _words(cast.text, one.cue), _words(cast.text, one.content)
    names = cast.inside(one.source[0]) if one.source else ()
    return replace(
        one,
        certainty=certainty_of(cue, content, one.stance, happened),
        role=role_of(cast.text, one.source, speaker, names),
    )


def _words(text: str, spans: Spans) -> str:
    return " ".join(span.of(text)[:_READ] for span in spans[:_READ_SPANS])


def _quote_kind(text: str, draft: Draft, quoted: QuotedText, parent: Draft | None) -> QuoteKind:
    """Return whether `draft` gives its speaker's own words, all (direct), some (mixed) or none.

    Within what another says, in quote marks or in a transcript's turn, only the one speaking
    gives his own words ("we say that ..."); the rest is told by him.
    """
    if parent is not None and (_is_turn(text, parent) or _inside_one(draft, quoted)):
        opener = text[draft.source[0].start : draft.source[0].end] if draft.source else ""
        return QuoteKind.DIRECT if _FIRST_PERSON.match(opener) else QuoteKind.INDIRECT
    if _is_turn(text, draft):
        return QuoteKind.DIRECT
    share = quoted.count(draft.content) / max(1, sum(len(span) for span in draft.content))
    if share >= _DIRECT_SHARE or (not share and _opens_unclosed(text, draft)):
        return QuoteKind.DIRECT
    partly = share > _MIXED_SHARE or quoted.count(draft.cue) > 0
    return QuoteKind.MIXED if partly else QuoteKind.INDIRECT


def _is_so_called(text: str, quote: Quote) -> bool:
    return _SO_CALLED.search(text, max(0, quote.outer.start - 12), quote.outer.start) is not None


def _is_turn(text: str, draft: Draft) -> bool:
    return any(span.of(text).strip() in _SPEECH_MARKS for span in draft.cue)


def _opens_unclosed(text: str, draft: Draft) -> bool:
    """Say whether a content begins with a double quote mark, which then nothing closes."""
    opening = opening_mark(text, draft.content[0]) if draft.content else None
    return opening is not None and not opening.is_single


def _inside_one(draft: Draft, quoted: QuotedText) -> bool:
    return quoted.holds(cover((*draft.cue, *draft.content)))


def _first(draft: Draft) -> int:
    return min(span.start for span in (*draft.source, *draft.cue, *draft.content))


def _trim_all(text: str, spans: Iterable[Span]) -> Spans:
    trimmed = []
    for span in sorted(spans):
        start, end = max(0, span.start), min(len(text), span.end)
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if start < end and any(c.isalnum() or c in _SPEECH_MARKS for c in text[start:end]):
            trimmed.append(Span(start, end))
    return tuple(trimmed)


def with_content(draft: Draft, span: Span) -> Draft:
    """Return `draft` with `span` added to its content, unless the content already holds it."""
    if any(held.overlaps(span) for held in draft.content):
        return draft
    return replace(draft, content=tuple(sorted((*draft.content, span))))

"""Claims: the contents of attributions, and statements in the report's own voice."""

from __future__ import annotations

from dataclasses import dataclass

from whence.records.extraction import Attribution, Extraction, Quantity, Stance, Timex
from whence.records.span import Span, Spans


@dataclass(frozen=True, slots=True)
class Claim:
    """What is put forward, by whom, through whose hands.

    `chain` names the speakers, nearest to the report first: in "the Post, citing two officials,
    reported that X", X has the chain (the Post, two officials). The last is the one who puts it
    forward. It is empty for the report's own voice, and an unknown speaker is "".
    `attribution` is the id of the attribution within the report, None for own voice.
    """

    report: str
    spans: Spans
    chain: tuple[str, ...]
    stance: Stance
    attribution: str | None
    quantities: tuple[Quantity, ...]
    times: tuple[Timex, ...]
    score: float


def speaker_chain(attribution: Attribution, by_id: dict[str, Attribution]) -> tuple[str, ...]:
    """Return the names of those whose word this is, nearest to the report first."""
    chain: list[str] = []
    seen: set[str] = set()
    step: Attribution | None = attribution
    while step is not None and step.id not in seen:
        seen.add(step.id)
        chain.append(step.speaker_name or "")
        step = by_id.get(step.parent or "")
    return tuple(reversed(chain))


def claims_of(extraction: Extraction) -> tuple[Claim, ...]:
    """Return the claims of one report: one an attribution, one a sentence of its own voice.

    A sentence is of the report's own voice when no attribution's cue or content touches it.
    Quantities and times are listed with every claim that holds them, nested ones included.
    """
    by_id = {a.id: a for a in extraction.attributions}
    claims = [
        _claim(extraction, a.content, a, speaker_chain(a, by_id)) for a in extraction.attributions
    ]
    taken = sorted(s for a in extraction.attributions for s in (*a.cue, *a.content))
    claims += [
        _claim(extraction, (sentence,), None, ())
        for sentence in _untouched([s.span for s in extraction.sentences], taken)
    ]
    return tuple(sorted(claims, key=lambda c: c.spans))


def _claim(
    extraction: Extraction, spans: Spans, a: Attribution | None, chain: tuple[str, ...]
) -> Claim:
    return Claim(
        report=extraction.report,
        spans=spans,
        chain=chain,
        stance=a.stance if a else Stance.ASSERTS,
        attribution=a.id if a else None,
        quantities=tuple(q for q in extraction.quantities if _inside(q.span, spans)),
        times=tuple(t for t in extraction.times if _inside(t.span, spans)),
        score=a.score if a else 1.0,
    )


def _inside(span: Span, spans: Spans) -> bool:
    return any(s.contains(span) for s in spans)


def _untouched(sentences: list[Span], taken: list[Span]) -> list[Span]:
    """Return the sentences none of the sorted spans in `taken` overlaps, in one sweep."""
    free: list[Span] = []
    reach, i = -1, 0
    for sentence in sorted(sentences):
        while i < len(taken) and taken[i].start < sentence.end:
            reach = max(reach, taken[i].end)
            i += 1
        if reach <= sentence.start:
            free.append(sentence)
    return free

"""Claims: the contents of attributions, and statements in the report's own voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from whence.records.extraction import (
    Attribution,
    Certainty,
    Extraction,
    Quantity,
    Stance,
    Statement,
    Timex,
    Tone,
)
from whence.records.span import Span, Spans
from whence.records.verdict import Marks


@dataclass(frozen=True, slots=True)
class Claim:
    """What is put forward, by whom, through whose hands.

    `chain` names the speakers, nearest to the report first: in "the Post, citing two officials,
    reported that X", X has the chain (the Post, two officials). The last is the one who puts it
    forward. It is empty for the report's own voice, and an unknown speaker is "".
    `attribution` is the id of the attribution within the report, None for own voice.
    `certainty` is as what a speaker puts it forward, None for own voice, where nothing tells.
    `tone` is that of the report's own voice, `why` the words that show an opinion; both are None
    for an attribution, and `tone` also where no one has looked. `judged` tells who decided what.
    """

    report: str
    spans: Spans
    chain: tuple[str, ...]
    stance: Stance
    attribution: str | None
    quantities: tuple[Quantity, ...]
    times: tuple[Timex, ...]
    score: float
    certainty: Certainty | None = None
    tone: Tone | None = None
    why: str | None = None
    judged: Marks = ()


def speaker_chain(attribution: Attribution, by_id: Mapping[str, Attribution]) -> tuple[str, ...]:
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
    """Return the claims of one report: one an attribution, one a statement of its own voice.

    A report read before statements were recorded has them as its untouched sentences, without a
    tone. Quantities and times are listed with every claim that holds them, nested ones included.
    """
    by_id = {a.id: a for a in extraction.attributions}
    claims = [_attributed(extraction, a, speaker_chain(a, by_id)) for a in extraction.attributions]
    if extraction.statements:
        claims += [_own(extraction, s.span, s) for s in extraction.statements]
    else:
        untouched = untouched_sentences(
            [sentence.span for sentence in extraction.sentences], extraction.attributions
        )
        claims += [_own(extraction, span, None) for span in untouched]
    return tuple(sorted(claims, key=lambda c: c.spans))


def untouched_sentences(
    sentences: Iterable[Span], attributions: Iterable[Attribution]
) -> tuple[Span, ...]:
    """Return the sentences that no attribution's cue or content overlaps, in order: one sweep."""
    taken = sorted(s for a in attributions for s in (*a.cue, *a.content))
    free: list[Span] = []
    reach, i = -1, 0
    for sentence in sorted(sentences):
        while i < len(taken) and taken[i].start < sentence.end:
            reach = max(reach, taken[i].end)
            i += 1
        if reach <= sentence.start:
            free.append(sentence)
    return tuple(free)


def _attributed(extraction: Extraction, a: Attribution, chain: tuple[str, ...]) -> Claim:
    return Claim(
        report=extraction.report,
        spans=a.content,
        chain=chain,
        stance=a.stance,
        attribution=a.id,
        quantities=_inside(extraction.quantities, a.content),
        times=_inside(extraction.times, a.content),
        score=a.score,
        certainty=a.certainty,
        judged=a.judged,
    )


def _own(extraction: Extraction, span: Span, statement: Statement | None) -> Claim:
    return Claim(
        report=extraction.report,
        spans=(span,),
        chain=(),
        stance=Stance.ASSERTS,
        attribution=None,
        quantities=_inside(extraction.quantities, (span,)),
        times=_inside(extraction.times, (span,)),
        score=1.0,
        tone=statement.tone if statement else None,
        why=statement.why if statement else None,
    )


T = TypeVar("T", Quantity, Timex)


def _inside(found: tuple[T, ...], spans: Spans) -> tuple[T, ...]:
    return tuple(item for item in found if any(s.contains(item.span) for s in spans))

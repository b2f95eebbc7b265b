"""What people decided on one report's attributions, laid over what the machine proposes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from whence.judging.attaching import attach_attribution
from whence.judging.standing import subject_of
from whence.records.claim import untouched_sentences
from whence.records.extraction import (
    Attribution,
    Distance,
    EntityType,
    Extraction,
    Sentence,
    SpeakerKind,
    Statement,
    Tone,
)
from whence.records.judgement import AttributionSeen, Judgement, NewSpans, NewSpeaker
from whence.records.span import Span
from whence.records.verdict import Marks, Standing, Verdict, standing_of

ADDED = "j"  # ids of attributions a person brought in: this and the decision's number

_KINDS = {
    EntityType.PERSON: SpeakerKind.PERSON,
    EntityType.ORGANIZATION: SpeakerKind.ORGANIZATION,
    EntityType.PLACE: SpeakerKind.GOVERNMENT,
    EntityType.GROUP: SpeakerKind.GROUP,
}

Decided = list[tuple[Judgement, bool]]
"""Decisions on one attribution in order, each with whether its characters moved."""


@dataclass(frozen=True, slots=True)
class DecidedExtraction:
    """One report as it is shown; `lost` are decisions on what the machine proposes no longer."""

    extraction: Extraction
    lost: tuple[Judgement, ...] = ()


def decide_extraction(extraction: Extraction, taken: Sequence[Judgement]) -> DecidedExtraction:
    """Return the extraction as people decided; `taken` are the decisions that stand, in order.

    Rejected attributions go to `struck`, unless people disagree; edited spans and speakers are
    the last that a person gave; what a person accepted stays in the words the person saw, also
    where the machine marks other words now or proposes it no longer. Linear in both.
    """
    own = [j for j in taken if _report(j) == extraction.report]
    if not own:
        return DecidedExtraction(extraction)
    base = [*extraction.attributions, *(_added(j) for j in own if j.verdict is Verdict.ADDED)]
    decided, lost = _attach(own, base)
    kept_lost = _still_accepted(lost)
    for attribution, decisions in kept_lost:
        base.append(attribution)
        decided[attribution.id] = decisions
    judged = [_as_decided(a, decided.get(a.id, []), extraction) for a in base]
    struck = [a for a in judged if standing_of(a.judged) is Standing.REJECTED]
    kept = [a for a in judged if standing_of(a.judged) is not Standing.REJECTED]
    shown = replace(_without(extraction, kept, struck), unproposed=_unproposed(lost))
    return DecidedExtraction(shown, tuple(j for listed in lost.values() for j, _ in listed))


def _report(judgement: Judgement) -> str | None:
    return judgement.seen.report if isinstance(judgement.seen, AttributionSeen) else None


def _added(judgement: Judgement) -> Attribution:
    seen = judgement.seen
    if not isinstance(seen, AttributionSeen):
        raise TypeError("an added attribution must say which words it takes")
    return _from_seen(seen, f"{ADDED}{judgement.number}")


def _from_seen(seen: AttributionSeen, name: str) -> Attribution:
    return Attribution(
        id=name,
        source=seen.source,
        cue=seen.cue,
        content=seen.content,
        stance=seen.stance,
        quote=seen.quote,
        certainty=seen.certainty,
        speaker_name=seen.speaker_name,
        speaker_kind=seen.speaker_kind,
    )


def _attach(
    own: Sequence[Judgement], base: Sequence[Attribution]
) -> tuple[dict[str, Decided], dict[str, Decided]]:
    """Sort decisions by the attribution they belong to now, and the lost ones by subject."""
    decided: defaultdict[str, Decided] = defaultdict(list)
    lost: defaultdict[str, Decided] = defaultdict(list)
    for judgement in own:
        seen = judgement.seen
        if not isinstance(seen, AttributionSeen):
            continue
        found = attach_attribution(seen, base)
        if found is None:
            lost[subject_of(seen)].append((judgement, False))
        else:
            decided[found.id].append((judgement, found.near))
    return decided, lost


def _still_accepted(lost: dict[str, Decided]) -> Iterable[tuple[Attribution, Decided]]:
    """Return what people accepted and the machine proposes no longer: it stays."""
    kept = []
    for decisions in lost.values():
        marks = [j.mark() for j, _ in decisions]
        first = decisions[0][0]
        if isinstance(first.seen, AttributionSeen) and standing_of(marks) in (
            Standing.ACCEPTED,
            Standing.DISPUTED,
        ):
            kept.append((_from_seen(first.seen, f"{ADDED}{first.number}"), decisions))
    return kept


def _unproposed(lost: dict[str, Decided]) -> tuple[Attribution, ...]:
    """Return what people decided on and the machine proposes no longer, as they saw it."""
    found = []
    for decisions in lost.values():
        first = decisions[0][0]
        if isinstance(first.seen, AttributionSeen):
            marks = tuple(j.mark() for j, _ in decisions)
            seen = _from_seen(first.seen, f"{ADDED}{first.number}")
            found.append(replace(seen, judged=marks))
    return tuple(found)


def _as_decided(a: Attribution, decisions: Decided, extraction: Extraction) -> Attribution:
    if not decisions:
        return a
    marks: Marks = tuple(j.mark(near=near) for j, near in decisions)
    shown = replace(a, judged=marks)
    for judgement, near in decisions:
        seen = judgement.seen
        accepted = judgement.verdict is Verdict.CONFIRMED
        if near and accepted and isinstance(seen, AttributionSeen):
            shown = replace(shown, source=seen.source, cue=seen.cue, content=seen.content)
    for judgement, _ in decisions:
        shown = _changed(shown, judgement, extraction)
    return shown


def _changed(a: Attribution, judgement: Judgement, extraction: Extraction) -> Attribution:
    """Return the attribution after one correction."""
    change = judgement.change
    if isinstance(change, NewSpans):
        return replace(
            a,
            source=change.source,
            cue=change.cue,
            content=change.content,
            source_score=1.0,
            content_score=1.0,
        )
    if isinstance(change, NewSpeaker):
        return _spoken_by(a, change.name, change.kind, extraction)
    if judgement.verdict is Verdict.ADDED and a.speaker_name:
        return _spoken_by(a, a.speaker_name, a.speaker_kind, extraction)
    return a


def _spoken_by(
    a: Attribution, name: str, kind: SpeakerKind | None, extraction: Extraction
) -> Attribution:
    entity = next((e for e in extraction.entities if name == e.name or name in e.aliases), None)
    return replace(
        a,
        speaker=entity.id if entity else None,
        speaker_name=entity.name if entity else name,
        speaker_kind=kind or (_KINDS.get(entity.type) if entity else None) or SpeakerKind.PERSON,
        role=None,
        speaker_score=1.0,
    )


def _without(
    extraction: Extraction, kept: Sequence[Attribution], struck: Sequence[Attribution]
) -> Extraction:
    """Return the extraction with these attributions, and all that refers to struck ones mended."""
    parents = {a.id: a.parent for a in struck}

    def standing_parent(name: str | None) -> str | None:
        while name in parents:
            name = parents[name]
        return name

    attributions = tuple(replace(a, parent=standing_parent(a.parent)) for a in kept)
    return replace(
        extraction,
        attributions=attributions,
        struck=tuple(struck),
        distances=tuple(_owned(d, standing_parent(d.by)) for d in extraction.distances),
        statements=_statements(extraction, attributions),
    )


def _owned(distance: Distance, by: str | None) -> Distance:
    return replace(distance, by=by)


def _statements(
    extraction: Extraction, attributions: Sequence[Attribution]
) -> tuple[Statement, ...]:
    """Return the report's own statements: what an attribution now takes goes, what it frees comes.

    A report read before statements were recorded has none and gets none.
    """
    if not extraction.statements:
        return ()
    before = _free(extraction.sentences, extraction.attributions)
    after = _free(extraction.sentences, attributions)
    kept = [s for s in extraction.statements if s.span in after or s.span not in before]
    freed = [Statement(span, Tone.REPORTING) for span in after - before]
    return tuple(sorted([*kept, *freed], key=lambda s: s.span))


def _free(sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> set[Span]:
    return set(untouched_sentences([s.span for s in sentences], attributions))

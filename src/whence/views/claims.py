"""One attribution by itself, as the queue asks after it."""

from __future__ import annotations

from dataclasses import dataclass

from whence.records.extraction import Attribution, Extraction
from whence.records.report import Report, outlet
from whence.records.span import cover
from whence.records.verdict import Marks, standing_of
from whence.views.marking import Segment
from whence.views.places import DESK
from whence.views.points import quotation
from whence.views.wording import percent, published_on


@dataclass(frozen=True, slots=True)
class ClaimView:
    """An attribution with its words in context; `doubts` say in words what is unsure of it."""

    name: str
    report: str
    outlet: str
    published: str
    speaker: str
    stance: str
    quote: tuple[tuple[Segment, ...], ...]
    doubts: tuple[str, ...]
    score: float
    href: str
    judged: Marks
    standing: str


def claim_view(report: Report, extraction: Extraction, a: Attribution) -> ClaimView:
    """Return an attribution of a report as the queue shows it."""
    spans = a.content or a.cue or a.source
    whole = cover(spans)
    return ClaimView(
        name=f"{report.id}#{a.id}",
        report=report.name,
        outlet=outlet(report),
        published=published_on(report.published),
        speaker=a.speaker_name or "",
        stance=a.stance.value,
        quote=quotation(report, extraction, spans, a),
        doubts=_doubts(a),
        score=a.score,
        href=f"{DESK.report(report.id)}?words={whole.start}-{whole.end}#words",
        judged=a.judged,
        standing=standing_of(a.judged).value,
    )


def _doubts(a: Attribution) -> tuple[str, ...]:
    found = [f"that it is a claim: {percent(a.score)}"]
    if not a.speaker_name:
        return (*found, "nobody was found who says it")
    return (*found, f"that {a.speaker_name} says it: {percent(a.speaker_score)}")

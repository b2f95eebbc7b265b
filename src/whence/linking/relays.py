"""Relays: which outlet, agency, document, social account or broadcast a report credits.

A name alone is no credit ("Facebook shares fell"): each rule asks for the words of crediting
around it ("told X", "X reported", "according to X", "in a statement").
"""

from __future__ import annotations

from whence.ids import record_id
from whence.linking.credits import Credit
from whence.linking.document_credits import Speakers, document_credits, social_credits
from whence.linking.gazetteer import Gazetteer
from whence.linking.media_credits import generic_credits, named_credits, unlisted_credits
from whence.records.extraction import Extraction
from whence.records.links import Relay
from whence.records.report import Report
from whence.records.span import Span


def find_relays(report: Report, extraction: Extraction, gazetteer: Gazetteer) -> tuple[Relay, ...]:
    """Return whom `report` credits, in text order, its own outlet left out.

    `span` covers the crediting words and the name. `cites` is the canonical name of a known
    medium, else the words of the text; for a statement or post, whose it is where that is told.
    Linear in the report's length.
    """
    own = gazetteer.outlet(report.publisher, report.url)
    speakers = Speakers(report, extraction)
    credited: list[Credit] = []
    for sentence in _sentences(report, extraction):
        credited += named_credits(report.text, sentence, gazetteer, own)
        credited += unlisted_credits(report.text, sentence, gazetteer, own)
        credited += social_credits(report.text, sentence, speakers)
        credited += document_credits(report.text, sentence, speakers)
        credited += generic_credits(report.text, sentence)
    kept = _without_overlaps(credited)
    return tuple(
        Relay(
            id=record_id("relay", report.id, c.span.start, c.span.end, c.cites),
            report=report.id,
            span=c.span,
            cites=c.cites,
            kind=c.kind,
        )
        for c in kept
    )


def _sentences(report: Report, extraction: Extraction) -> list[Span]:
    if extraction.sentences:
        return [s.span for s in extraction.sentences]
    return list(report.paragraphs) or [Span(0, len(report.text))]


def _without_overlaps(credited: list[Credit]) -> list[Credit]:
    """Keep the first-found of credited that overlap: rules are tried the surest first."""
    kept: list[Credit] = []
    for credit in credited:
        if not any(credit.span.overlaps(k.span) for k in kept[-12:]):
            kept.append(credit)
    return sorted(kept, key=lambda c: (c.span, c.cites))

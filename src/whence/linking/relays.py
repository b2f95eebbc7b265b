"""Relays: which outlet, agency, document, social account or broadcast a report credits.

A name alone is no credit ("Facebook shares fell"): each rule asks for the words of crediting
around it ("told X", "X reported", "according to X", "in a statement").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from whence.ids import record_id
from whence.linking.back_credits import full_names, said_credits, short_credits
from whence.linking.body_credits import body_credits
from whence.linking.closing_credits import closing_credits
from whence.linking.credits import Credit
from whence.linking.document_credits import document_credits
from whence.linking.gazetteer import Gazetteer
from whence.linking.media_credits import (
    named_credits,
    unlisted_credits,
)
from whence.linking.owners import Speakers
from whence.linking.reporting_credits import reporting_credits
from whence.linking.republished import FirstStood, first_stood
from whence.linking.social_credits import social_credits
from whence.linking.title_credits import title_credits
from whence.linking.unnamed_media import generic_credits, unnamed_credits
from whence.linking.words import words_of
from whence.records.extraction import EntityType, Extraction
from whence.records.links import CitedKind, Relay
from whence.records.report import Report
from whence.records.span import Span

_AND = re.compile(r",? and (?:the )?|, (?:the )?")
_SENT_TO = re.compile(r" to (?:the )?")


def find_relays(report: Report, extraction: Extraction, gazetteer: Gazetteer) -> tuple[Relay, ...]:
    """Return whom `report` credits, in text order, its own outlet left out.

    `span` covers the crediting words and the name. `cites` is the canonical name of a known
    medium, else the words of the text; for a statement or post, whose it is where that is told.
    Linear in the report's length.
    """
    own = gazetteer.outlet(report.publisher, report.url)
    speakers = Speakers(report, extraction, gazetteer)
    full = full_names(words_of(report.text), gazetteer, own)
    first = first_stood(report, gazetteer)
    persons = [m.span for m in extraction.mentions if m.type is EntityType.PERSON]
    kept: list[Credit] = []
    for sentence in _sentences(report, extraction):
        words = words_of(report.text, sentence)
        kept += _without_overlaps(
            report.text,
            (
                *_first_stood_in(sentence, first),
                *closing_credits(report.text, sentence, gazetteer, own),
                *short_credits(report.text, words, full, own),
                *named_credits(report.text, words, gazetteer, own),
                *unlisted_credits(report.text, words, gazetteer, own),
                *reporting_credits(report.text, sentence, persons, gazetteer, own),
                *said_credits(report.text, words, kept),
                *title_credits(report.text, sentence, speakers, gazetteer),
                *social_credits(report.text, sentence, speakers, own.name if own else None),
                *document_credits(report.text, sentence, speakers),
                *body_credits(report.text, sentence, speakers),
                *generic_credits(report.text, sentence),
                *unnamed_credits(report.text, sentence, speakers),
            ),
        )
    kept = _same_documents(report.text, [credit for credit in kept if credit.cites])
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


def _first_stood_in(sentence: Span, first: FirstStood | None) -> Iterator[Credit]:
    """Yield the credit to the medium in which the whole text stood first, in its sentence."""
    if first and sentence.start <= first.span.start < sentence.end:
        yield Credit(first.span, first.label, first.kind, first.written)


def _sentences(report: Report, extraction: Extraction) -> list[Span]:
    if extraction.sentences:
        return [s.span for s in extraction.sentences]
    return list(report.paragraphs) or [Span(0, len(report.text))]


def _same_documents(text: str, credited: Iterable[Credit]) -> list[Credit]:
    """Let "the statement" mean the statement credited before it: it gets that one's name."""
    last: dict[str, str] = {}
    named: list[Credit] = []
    for credit in credited:
        noun = credit.cites.rsplit(" ", 1)[-1]
        if credit.kind is CitedKind.DOCUMENT and _is_said_again(text, credit, noun, last):
            named.append(replace(credit, cites=last[noun]))
            continue
        if credit.kind is CitedKind.DOCUMENT and credit.cites != noun:
            last[noun] = credit.cites
        named.append(credit)
    return named


def _is_said_again(text: str, credit: Credit, noun: str, last: Mapping[str, str]) -> bool:
    again = rf"(?:[Ii]n )?[Tt]he {re.escape(noun)}\b(?! (?:by|from|of)\b)"
    return noun in last and re.match(again, credit.span.of(text)) is not None


def _without_overlaps(text: str, credited: Iterable[Credit]) -> list[Credit]:
    """Keep the first-found of credits that overlap: rules are tried the surest first."""
    kept: list[Credit] = []
    for credit in credited:
        if not any(credit.span.overlaps(k.span) and not _both(text, k, credit) for k in kept):
            kept.append(credit)
    return sorted(kept, key=lambda c: (c.span, c.cites))


def _both(text: str, one: Credit, two: Credit) -> bool:
    """Say whether two credits may share words: "X, citing Y", "told X and Y", "a statement to X".

    So may "X and Y contributed to this report". `one` was found first.
    """
    if one.name is None:
        return False
    if two.name is not None:
        if one.span == two.span and not one.name.overlaps(two.name):
            return True
        if not one.name.overlaps(two.span) and not two.name.overlaps(one.span):
            return True
        return _AND.fullmatch(text, one.name.end, two.name.start) is not None
    return (
        two.kind is CitedKind.DOCUMENT
        and _SENT_TO.fullmatch(text, two.span.end, one.name.start) is not None
    )

"""Small invented reports and their extractions, for the tests of linking."""

from __future__ import annotations

from dataclasses import replace

from whence.extraction.quantity import find_quantities
from whence.extraction.sentences import split_sentences
from whence.extraction.timex import find_times
from whence.ids import content_id
from whence.linking.link import link
from whence.records.extraction import (
    Attribution,
    Entity,
    EntityType,
    Extraction,
    QuoteKind,
    Sentence,
    SpeakerKind,
    Stance,
)
from whence.records.links import Links
from whence.records.report import DateOrigin, Published, RawRun, Report
from whence.records.span import Span
from whence.settings import load_settings

SETTINGS = load_settings().linking


def report(
    text: str,
    *,
    publisher: str = "The Harbour Courier",
    day: str | None = "2031-05-02",
    agencies: tuple[str, ...] = (),
) -> Report:
    """Return a report with one paragraph a line."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Span(at, at + len(line)))
        at += len(line) + 1
    published = Published(day, day, day, DateOrigin.STATED, "test") if day else None
    return Report(
        id=content_id((publisher + text + str(day)).encode()),
        path=f"{publisher}.txt",
        text=text,
        raw=(RawRun(0, 0, len(text)),),
        paragraphs=tuple(paragraphs),
        publisher=publisher,
        language="en",
        agencies=agencies,
        published=published,
    )


def place(text: str, words: str) -> Span:
    """Return where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def says(
    of: Report,
    source: str,
    cue: str,
    content: str,
    *,
    name: str | None = None,
    kind: SpeakerKind = SpeakerKind.PERSON,
    stance: Stance = Stance.ASSERTS,
    parent: str | None = None,
) -> Attribution:
    """Return an attribution whose parts are found in the report's text."""
    where = place(of.text, content)
    return Attribution(
        id=f"a{where.start}",
        source=(place(of.text, source),),
        cue=(place(of.text, cue),),
        content=(where,),
        stance=stance,
        quote=QuoteKind.INDIRECT,
        speaker_name=name or source,
        speaker_kind=kind,
        parent=parent,
    )


def extract(
    of: Report, *attributions: Attribution, entities: tuple[Entity, ...] = ()
) -> Extraction:
    """Return the extraction of a report: sentences, times and figures found, the rest given."""
    sentences = split_sentences(of.text, of.paragraphs)
    times = find_times(of.text, sentences, published=of.published)
    return Extraction(
        report=of.id,
        sentences=tuple(Sentence(s) for s in sentences),
        attributions=attributions,
        entities=entities,
        times=times,
        quantities=find_quantities(of.text, sentences, times=[t.span for t in times]),
    )


def person(number: int, name: str, *aliases: str) -> Entity:
    """Return an in-report person."""
    return Entity(f"e{number}", name, EntityType.PERSON, aliases)


def body(number: int, name: str, *aliases: str) -> Entity:
    """Return an in-report organisation."""
    return Entity(f"e{number}", name, EntityType.ORGANIZATION, aliases)


def linked(*pairs: tuple[Report, Extraction], bar: float | None = None) -> Links:
    """Link reports with their extractions under the default settings."""
    settings = SETTINGS if bar is None else replace(SETTINGS, point_bar=bar)
    return link([r for r, _ in pairs], [e for _, e in pairs], settings=settings)

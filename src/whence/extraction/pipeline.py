"""One report's way through extraction: the network once over the text, then rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from whence.extraction.attribution import Draft, build_attributions, clean_drafts
from whence.extraction.blocks import add_block_quotations, add_signed_quotations
from whence.extraction.cast import Cast
from whence.extraction.citing import pass_on_citings
from whence.extraction.completion import (
    add_hearsay,
    add_turns,
    complete_contents,
    complete_sources,
    extend_running_quotes,
    keep_to_paragraph,
    merge_pieces,
    settle_contested,
)
from whence.extraction.coordination import part_coordinated, stop_at_others
from whence.extraction.coreference import join_names
from whence.extraction.decoding import RawAttribution, decode_attributions, decode_names
from whence.extraction.distance import find_distances
from whence.extraction.encoder import Encoder, ModelCard, Reading
from whence.extraction.extents import (
    adopt_quotations,
    leave_comments,
    take_openings,
    take_rests,
)
from whence.extraction.happening import happened
from whence.extraction.mending import (
    join_purposes,
    take_agents,
    without_faint_to_nobody,
    without_figures_of_speech,
    without_voiced_nouns,
)
from whence.extraction.name_types import names_in
from whence.extraction.names import (
    Name,
    add_bracketed,
    add_states,
    add_titled,
    clean_names,
    repeat_names,
    type_groups,
)
from whence.extraction.names_parted import (
    part_from_bodies,
    part_from_neighbours,
    part_places,
)
from whence.extraction.nested import add_nested, without_stray_inner
from whence.extraction.own_voice import own_statements
from whence.extraction.people import People
from whence.extraction.published import date_report
from whence.extraction.quantity import find_quantities
from whence.extraction.quantity_context import Surroundings, in_context
from whence.extraction.references import References
from whence.extraction.sentences import split_sentences
from whence.extraction.shapes import add_shapes
from whence.extraction.state_bodies import add_offices, add_state_bodies
from whence.extraction.sums import find_sums
from whence.extraction.timex import find_times
from whence.extraction.vectors import with_vectors
from whence.quotations import Quote, QuotedText, find_quotes
from whence.records.extraction import Attribution, Entity, Extraction, Mention
from whence.records.report import Report
from whence.records.span import Span, Spans
from whence.settings import ExtractionSettings

RULES_VERSION = "17"
"""Rises when the rules change what is found, so that ledgers know to extract anew."""


class Extractor:
    """Extraction with one loaded network. `version` names network, weights and rules."""

    def __init__(self, encoder: Encoder, settings: ExtractionSettings) -> None:
        self._encoder = encoder
        self._languages = frozenset(settings.languages)
        self.version = version_of(encoder.card)

    def extract(self, reports: Sequence[Report]) -> list[tuple[Report, Extraction]]:
        """Return every report with what was found in it, in order.

        A report whose publication date was not read gets the one its own text lets infer. One
        that is not analysed (another language, no letters, a note from reading) comes back as it
        was, with an empty extraction whose `note` says why.
        """
        notes = [self._why_not(report) for report in reports]
        read = [r for r, note in zip(reports, notes, strict=True) if note is None]
        readings = iter(self._encoder.read_each(report.text for report in read))
        return [
            analyse(report, next(readings))
            if note is None
            else (report, Extraction(report=report.id, note=note))
            for report, note in zip(reports, notes, strict=True)
        ]

    def _why_not(self, report: Report) -> str | None:
        if report.note is not None:
            return report.note
        if report.language is not None and report.language not in self._languages:
            return f"not analysed: language {report.language}"
        if not any(c.isalpha() for c in report.text):
            return "not analysed: no letters in the text"
        return None


def version_of(card: ModelCard) -> str:
    """Name a network and the rules that go with it, as ledgers note it."""
    return f"{card.name} {card.version} {card.sha256[:12]} rules {RULES_VERSION}"


def analyse(report: Report, reading: Reading) -> tuple[Report, Extraction]:
    """Return `report` (dated, if its text tells) and everything found in it."""
    text, paragraphs = report.text, report.paragraphs or _lines(report.text)
    sentences = split_sentences(text, paragraphs)
    report = replace(report, published=date_report(text, sentences, report.published))
    times = find_times(text, sentences, published=report.published)
    mentions, entities = _names(text, reading)
    quotes = find_quotes(text, paragraphs)
    attributions = _attributions(report, reading, sentences, mentions, entities, quotes)
    quantities = in_context(
        Surroundings(text, sentences, times, mentions, attributions),
        find_quantities(text, sentences, times=[t.span for t in times]),
    )
    extraction = Extraction(
        report=report.id,
        sentences=with_vectors(reading, sentences),
        attributions=attributions,
        mentions=mentions,
        entities=entities,
        times=times,
        quantities=quantities,
        sums=find_sums(text, sentences, quantities),
        distances=find_distances(text, quotes, attributions, sentences),
        statements=own_statements(text, sentences, attributions, quotes),
    )
    return report, extraction


def _names(text: str, reading: Reading) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    return names_of(text, names_in(text, decode_names(reading)))


def names_of(text: str, raw: Iterable[Name]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Return the mentions and entities of a text from the names the network marks in it."""
    names = add_titled(text, add_states(text, clean_names(text, raw)))
    names = part_from_bodies(text, part_places(text, add_bracketed(text, names)))
    names = part_from_neighbours(text, add_shapes(text, names))
    names = type_groups(text, repeat_names(text, names))
    return join_names(text, add_offices(text, add_state_bodies(text, names)))


def _attributions(
    report: Report,
    reading: Reading,
    sentences: Spans,
    mentions: tuple[Mention, ...],
    entities: tuple[Entity, ...],
    quotes: Sequence[Quote],
) -> tuple[Attribution, ...]:
    cast = Cast(
        text=report.text,
        sentences=sentences,
        mentions=mentions,
        entities={entity.id: entity for entity in entities},
        people=People(report.text, mentions, entities),
        author=report.byline or report.publisher,
        references=References(reading),
    )
    drafts = _drafts(report, decode_attributions(reading), sentences, mentions, quotes)
    told = [happened(reading, draft.content) for draft in drafts]
    return build_attributions(cast, drafts, quotes, happened=told)


def _drafts(
    report: Report,
    found: Iterable[RawAttribution],
    sentences: Spans,
    mentions: tuple[Mention, ...],
    quotes: Sequence[Quote],
) -> list[Draft]:
    """Return what the network found, mended and completed by rule."""
    text, paragraphs = report.text, report.paragraphs or _lines(report.text)
    drafts = [_draft(raw) for raw in found]
    drafts = merge_pieces(text, clean_drafts(text, drafts, whole=False))
    drafts = complete_sources(text, drafts, sentences, mentions)
    drafts = without_faint_to_nobody(text, drafts)
    drafts = complete_contents(text, drafts, sentences, paragraphs)
    drafts = keep_to_paragraph(text, drafts, paragraphs, QuotedText(quotes))
    drafts = add_turns(text, paragraphs, drafts, mentions)
    drafts = add_block_quotations(text, paragraphs, clean_drafts(text, drafts), sentences)
    drafts = add_signed_quotations(text, drafts, quotes)
    drafts = add_hearsay(text, drafts, sentences)
    drafts = settle_contested(drafts, paragraphs)
    drafts = leave_comments(text, drafts, sentences, QuotedText(quotes))
    drafts = take_rests(text, drafts, sentences)
    drafts = without_voiced_nouns(text, drafts)
    drafts = join_purposes(text, drafts)
    drafts = take_agents(text, drafts, mentions, sentences)
    drafts = without_figures_of_speech(text, drafts)
    drafts = take_openings(text, drafts, sentences)
    drafts = adopt_quotations(text, drafts, quotes, sentences)
    drafts = extend_running_quotes(drafts, quotes)
    drafts = pass_on_citings(text, add_nested(text, drafts, mentions, sentences), sentences)
    drafts = stop_at_others(text, drafts, quotes)
    drafts = part_coordinated(text, drafts, sentences, QuotedText(quotes))
    return clean_drafts(text, without_stray_inner(drafts))


def _draft(raw: RawAttribution) -> Draft:
    return Draft(
        _spans(raw.source),
        _spans(raw.cue),
        _spans(raw.content),
        raw.score,
        raw.source_score,
        raw.content_score,
        raw.inner,
    )


def _spans(ranges: Iterable[tuple[int, int]]) -> Spans:
    return tuple(Span(start, end) for start, end in ranges)


def _lines(text: str) -> Spans:
    """Return the lines that hold something, for a report that came without paragraphs."""
    spans = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)

"""Reports as the page shows them: the text with its marks, the margin telling who speaks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from whence.records.claim import claims_of
from whence.records.extraction import Attribution, Extraction, Tone
from whence.records.report import DateOrigin, Report
from whence.records.span import Span
from whence.views.index import Index, Placed
from whence.views.marking import Layer, Segment, mark
from whence.views.notes import NoteView, add_note, in_order, notes_of
from whence.views.values import ValueView, figure_views, paragraph_of, sum_views, time_views
from whence.views.wording import counted, published_on, safe_link, sub_anchor
from whence.views.words import word_layers


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """One paragraph with its marks, and the notes beside it."""

    anchor: str
    segments: tuple[Segment, ...]
    notes: tuple[NoteView, ...]
    is_title: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report: what is known of it, and its text."""

    anchor: str
    outlet: str
    title: str
    published: str
    published_why: str
    conflicts: tuple[str, ...]
    guessed: bool
    byline: str
    language: str
    agencies: tuple[str, ...]
    url: str | None
    link: str | None
    path: str
    container: str
    digest: str
    debris: int
    note: str
    counts: str
    paragraphs: tuple[ParagraphView, ...]
    figures: tuple[ValueView, ...]
    sums: tuple[ValueView, ...]
    times: tuple[ValueView, ...]

    def note_anchor(self, number: int) -> str:
        """Return the anchor of the note with this number."""
        return f"{self.anchor}-n{number}"


def report_view(
    report: Report, extraction: Extraction, index: Index, shown: Span | None = None
) -> ReportView:
    """Return one report for the page; `shown` are characters a link asks to see."""
    anchor = index.anchors[report.id]
    tiles = tile(report.text, report.paragraphs)
    ends = [span.end for span in tiles]
    published = report.published
    return ReportView(
        anchor=anchor,
        outlet=index.outlets[report.id],
        title=report.title or report.path.rpartition("/")[2],
        published=published_on(published),
        published_why=published.why if published else "nothing in the report tells",
        conflicts=published.conflicts if published else (),
        guessed=published is None or published.origin is DateOrigin.INFERRED,
        byline=report.byline or "",
        language=report.language or "",
        agencies=report.agencies,
        url=report.url,
        link=safe_link(report.url),
        path=report.path,
        container=report.container or "",
        digest=report.id,
        debris=sum(len(span) for span in report.boilerplate),
        note=report.note or extraction.note or "",
        counts=_counts(extraction),
        paragraphs=_paragraphs(report, extraction, tiles, index, shown),
        figures=figure_views(report, extraction, ends, anchor),
        sums=sum_views(report, extraction, ends, anchor),
        times=time_views(report, extraction, ends, anchor),
    )


def _counts(extraction: Extraction) -> str:
    claims = claims_of(extraction)
    spoken = sum(claim.attribution is not None for claim in claims)
    own = len(claims) - spoken
    opinions = sum(claim.tone is Tone.OPINION for claim in claims)
    of_them = f", {opinions:,} of them opinion" if opinions else ""
    return f"{counted(spoken, 'attributed claim')}, {own:,} in its own voice{of_them}"


def tile(text: str, paragraphs: tuple[Span, ...]) -> list[Span]:
    """Return spans that hold every letter of `text`: its paragraphs, and what lies between them.

    Without any paragraphs, each line is one.
    """
    tiles: list[Span] = []
    reach = 0
    for span in [*sorted(paragraphs), Span(len(text), len(text))]:
        tiles += _lines(text, reach, min(span.start, len(text)))
        start, end = max(span.start, reach), min(span.end, len(text))
        if start < end:
            tiles.append(Span(start, end))
            reach = end
        reach = max(reach, min(span.start, len(text)))
    return tiles


def _lines(text: str, start: int, end: int) -> list[Span]:
    lines: list[Span] = []
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            lines.append(Span(start, start + len(line)))
        start += len(line)
    return lines


def _paragraphs(
    report: Report,
    extraction: Extraction,
    tiles: list[Span],
    index: Index,
    shown: Span | None,
) -> tuple[ParagraphView, ...]:
    anchor = index.anchors[report.id]
    placed = index.placed.get(report.id, ())
    cuts = [offset for span in tiles for offset in (span.start, span.end)]
    layers = _layers(extraction, placed, anchor) + _carried_layers(report, index)
    layers += word_layers(report.text, extraction, anchor)
    if shown is not None:
        layers.append(Layer(shown, "shown", "words"))
    segments = mark(report.text, layers, cuts)
    ends = [span.end for span in tiles]
    notes: defaultdict[int, list[NoteView]] = defaultdict(list)
    for position, note in notes_of(report, extraction, placed, anchor, index.places):
        add_note(notes[paragraph_of(position, ends)], note)
    title = report.title_span
    return tuple(
        ParagraphView(
            anchor=sub_anchor(anchor, f"t{number + 1}"),
            segments=tuple(share),
            notes=tuple(notes[number]),
            is_title=title is not None and bool(tiles) and title.overlaps(tiles[number]),
        )
        for number, share in enumerate(_share_out(segments, tiles))
        if any(segment.text.strip() or segment.anchors for segment in share)
    )


def _share_out(segments: list[Segment], tiles: list[Span]) -> list[list[Segment]]:
    """Deal the segments out to the paragraphs.

    White space between two paragraphs is not shown; what begins there begins with the later one.
    """
    ends = [span.end for span in tiles]
    shares: list[list[Segment]] = [[] for _ in tiles] or [[]]
    for segment in segments:
        number = paragraph_of(segment.span.start, ends)
        if tiles and tiles[number].contains(segment.span):
            shares[number].append(segment)
        elif segment.anchors:
            shares[number].append(replace(segment, text="", kinds=()))
    return shares


def _layers(extraction: Extraction, placed: tuple[Placed, ...], anchor: str) -> list[Layer]:
    layers: list[Layer] = []
    for number, a in enumerate(in_order(extraction), 1):
        layers += _attribution_layers(a, number, anchor)
    for account in placed:
        spans = sorted(account.account.spans)
        layers += [
            Layer(span, "spoken", account.words if n == 0 else None) for n, span in enumerate(spans)
        ]
    layers += [Layer(found.span, "figure") for found in extraction.quantities]
    layers += [Layer(found.span, "time") for found in extraction.times]
    return layers


def _carried_layers(report: Report, index: Index) -> list[Layer]:
    """Return the marks of credits and of passages carried over from elsewhere."""
    layers = [
        Layer(relay.span, "credit", index.relay_anchor(relay))
        for relay in index.relays.get(report.id, ())
    ]
    for reuse in index.reuses.get(report.id, ()):
        name: str | None = index.reuse_anchor(reuse)
        for span in sorted(reuse.spans):
            layers.append(Layer(span, "carried", name))
            name = None
    return layers


def _attribution_layers(a: Attribution, number: int, anchor: str) -> list[Layer]:
    """Return the marks of one attribution: the anchor at its first word, the number at its cue."""
    content = "nested" if a.parent else "says"
    parts = (("source", a.source), ("cue", a.cue), (content, a.content))
    ranges = [(span, kind) for kind, spans in parts for span in spans]
    if not ranges:
        return []
    first = min(ranges)
    numbered = max(a.cue or a.source or a.content)
    layers = []
    for span, kind in ranges:
        is_first, is_numbered = (span, kind) == first, span == numbered
        name = sub_anchor(anchor, a.id) if is_first else None
        layers.append(Layer(span, kind, name, number if is_numbered else None))
        numbered = Span(-1, -1) if is_numbered else numbered
        first = (Span(-1, -1), "") if is_first else first
    return layers

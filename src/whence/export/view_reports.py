"""Reports as the page shows them: the text with its marks, the margin telling who speaks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from whence.export.index import Index, Placed
from whence.export.marking import Layer, Segment, mark
from whence.export.view_values import ValueView, figure_views, paragraph_of, time_views
from whence.export.view_words import WordsView, distances_of_speakers, own_words, word_layers
from whence.export.wording import (
    as_what,
    counted,
    listed,
    percent,
    published_on,
    role,
    safe_link,
    shortened,
    sub_anchor,
)
from whence.records.claim import claims_of
from whence.records.extraction import Attribution, Extraction, Stance, Tone
from whence.records.report import DateOrigin, Report
from whence.records.span import Span

# Questions are shortened in the margin: the point itself has them in full.
QUESTION_LENGTH = 64
# Parts of an attribution less sure than this are named as unsure.
SURE = 0.75
OWN_VOICE = "Own voice"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A point that a note speaks to, and where its account stands there."""

    question: str
    href: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """One attribution in the margin, or words of the report's own that something is said of.

    `certainty` is empty for a plain fact, `role` for a speaker with a name; `unsure` names the
    parts the machine doubts, `scores` all of them.
    """

    anchor: str
    words: str
    number: int | None
    speaker: str
    kind: str
    role: str
    stance: str
    certainty: str
    denies: bool
    quote: str
    inside: int | None
    score: float | None
    scores: str
    unsure: str
    told: tuple[WordsView, ...]
    points: tuple[Spoken, ...]


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
    times: tuple[ValueView, ...]

    def note_anchor(self, number: int) -> str:
        """Return the anchor of the note with this number."""
        return f"{self.anchor}-n{number}"


def report_view(report: Report, extraction: Extraction, index: Index) -> ReportView:
    """Return one report for the page."""
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
        paragraphs=_paragraphs(report, extraction, tiles, index),
        figures=figure_views(report, extraction, ends, anchor),
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
    report: Report, extraction: Extraction, tiles: list[Span], index: Index
) -> tuple[ParagraphView, ...]:
    anchor = index.anchors[report.id]
    placed = index.placed.get(report.id, ())
    cuts = [offset for span in tiles for offset in (span.start, span.end)]
    layers = _layers(extraction, placed, anchor) + _carried_layers(report, index)
    layers += word_layers(report.text, extraction, anchor)
    segments = mark(report.text, layers, cuts)
    ends = [span.end for span in tiles]
    notes: defaultdict[int, list[NoteView]] = defaultdict(list)
    for position, note in _notes(report, extraction, placed, anchor):
        _add_note(notes[paragraph_of(position, ends)], note)
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


def _add_note(notes: list[NoteView], note: NoteView) -> None:
    """Put a note beside a paragraph; one in the same own voice as the last joins it."""
    last = notes[-1] if notes else None
    if last is None or note.number is not None or last.number is not None:
        notes.append(note)
    elif note.speaker == last.speaker:
        points = {point.question: point for point in (*last.points, *note.points)}
        told = (*last.told, *note.told)
        notes[-1] = replace(last, points=tuple(points.values()), told=told)
    else:
        notes.append(note)


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
    for number, a in enumerate(_in_order(extraction), 1):
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


def _in_order(extraction: Extraction) -> list[Attribution]:
    return sorted(extraction.attributions, key=lambda a: (_position(a), a.id))


def _position(a: Attribution) -> int:
    """Return where the words that introduce an attribution stand."""
    spans = a.cue or a.source or a.content
    return min((span.start for span in spans), default=0)


def _notes(
    report: Report, extraction: Extraction, placed: tuple[Placed, ...], anchor: str
) -> list[tuple[int, NoteView]]:
    """Return the notes with the offset each belongs beside."""
    numbers = {a.id: number for number, a in enumerate(_in_order(extraction), 1)}
    spoken: defaultdict[str, list[Spoken]] = defaultdict(list)
    notes: list[tuple[int, NoteView]] = []
    for account in placed:
        link = Spoken(shortened(account.point.question, QUESTION_LENGTH), f"#{account.here}")
        if account.account.attribution in numbers:
            spoken[account.account.attribution or ""].append(link)
        elif account.account.spans:
            chain = account.account.chain
            note = _own_voice(account.words, chain[0] if chain else OWN_VOICE)
            start = min(account.account.spans).start
            notes.append((start, replace(note, points=(link,))))
    for start, view in own_words(report.text, extraction, anchor):
        notes.append((start, replace(_own_voice(view.href[1:], OWN_VOICE), told=(view,))))
    told = distances_of_speakers(report.text, extraction, anchor)
    for a in _in_order(extraction):
        points = tuple({link.question: link for link in spoken[a.id]}.values())
        note = _note(a, numbers, anchor)
        notes.append((_position(a), replace(note, points=points, told=told.get(a.id, ()))))
    return sorted(notes, key=lambda pair: (pair[0], pair[1].number or 0))


def _own_voice(words: str, speaker: str) -> NoteView:
    """Return a note on words that no attribution holds: the report's own, or an outlet's."""
    return NoteView(
        anchor=f"{words}-n",
        words=f"#{words}",
        number=None,
        speaker=speaker,
        kind="" if speaker == OWN_VOICE else "credited",
        role="",
        stance="",
        certainty="",
        denies=False,
        quote="",
        inside=None,
        score=None,
        scores="",
        unsure="",
        told=(),
        points=(),
    )


def _note(a: Attribution, numbers: dict[str, int], anchor: str) -> NoteView:
    number = numbers[a.id]
    return NoteView(
        anchor=f"{anchor}-n{number}",
        words=f"#{sub_anchor(anchor, a.id)}",
        number=number,
        speaker=a.speaker_name or "nobody named",
        kind=a.speaker_kind.value if a.speaker_kind else "",
        role=role(a.role),
        stance=a.stance.value,
        certainty=as_what(a.certainty),
        denies=a.stance is Stance.DENIES,
        quote={"direct": "in quotation marks", "mixed": "partly quoted"}.get(a.quote.value, ""),
        inside=numbers.get(a.parent or ""),
        score=a.score,
        scores=_scores(a),
        unsure=_unsure(a),
        told=(),
        points=(),
    )


def _parts(a: Attribution) -> tuple[tuple[str, float], ...]:
    return (
        ("its source", a.source_score),
        ("its words", a.content_score),
        ("its speaker", a.speaker_score),
    )


def _scores(a: Attribution) -> str:
    """Return in words how sure the machine is that this is a claim, and of each part of it."""
    parts = ", ".join(f"{name} {percent(score)}" for name, score in _parts(a))
    return f"a claim {percent(a.score)}, {parts}"


def _unsure(a: Attribution) -> str:
    """Return the parts the machine doubts: `its words (62%) and its speaker (58%)`."""
    doubted = [(name, score) for name, score in _parts(a) if score < SURE]
    return listed([f"{name} ({percent(score)})" for name, score in doubted])

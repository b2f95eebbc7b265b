"""Statements: the clauses of a report, each with all that linking compares."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from whence.clauses import clauses_of
from whence.linking.ages import ages_in
from whence.linking.background import mean_vector
from whence.linking.bodies_meant import SpeakersMeant
from whence.linking.cover import Cover
from whence.linking.gazetteer import Gazetteer
from whence.linking.lengths import lengths_in
from whence.linking.matter import Matter, matter_of
from whence.linking.phrases import (
    MIN_STEMS,
    counted_by_sentence,
    is_figure,
    negates,
    says_something,
    share_out,
    without_conversions,
)
from whence.linking.told_otherwise import told_otherwise
from whence.linking.words import STOPWORDS, Word, plain_words, words_of
from whence.records.claim import speaker_chain
from whence.records.extraction import (
    Attribution,
    EntityType,
    Extraction,
    Quantity,
    Sentence,
    Stance,
    Timex,
)
from whence.records.links import CitedKind, Relay
from whence.records.report import Report
from whence.records.span import Span

VECTOR = 384  # numbers in one vector
BYTES = VECTOR * 2  # of float16
PRIOR = 4  # statements' worth of the language's mean in a report's mean: a short one has little
LEAD_SENTENCES = 4  # the title and about three sentences, where a report tells its main event

SPEECH_TAG = 0.8  # share of a clause in source and cue from which it only names the speaker
# To whom and where a thing was said is no part of what was said.
_HEARERS = frozenset(
    ["reporters", "journalists", "briefing", "interview", "statement", "conference", "press"]
)
_NAMED = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})
_MEDIA = frozenset({CitedKind.AGENCY, CitedKind.OUTLET, CitedKind.BROADCAST})

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause of one report; `index` is its row in the pile's matrix.

    `stems` carry its meaning, `around` those of its whole sentence; `actors` are the states
    and world bodies it names, `named` the words of the people and organisations it names;
    `quantity` is set where the clause is taken for one number in it (`span` then ends where the
    next number's words begin); `lead` says that it stands in the title or first sentences;
    `chain` is who it is from, nearest to the report first, the report's own outlet left out;
    `weights` say how much each stem of `stems` and `around` tells: the fewer of the report's
    statements hold it, the more; `place` is how far down the report it stands, 0 to 1; `matter` is
    what the report is about.
    """

    index: int
    report: str
    span: Span
    sentence: Span
    stems: frozenset[str]
    around: frozenset[str]
    actors: frozenset[str]
    named: frozenset[str]
    numbers: frozenset[str]
    quantity: Quantity | None
    times: tuple[Timex, ...]
    chain: tuple[str, ...]
    attribution: Attribution | None
    negated: bool
    title: bool
    lead: bool
    day: str | None
    weights: Mapping[str, float] = field(default_factory=dict)
    place: float = 0.0
    matter: Matter = field(default_factory=Matter)
    counted_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pile:
    """All statements with their vectors, `clauses` (statements, 384).

    A row is of unit length, the mean of its report taken off: what all of a report shares tells
    nothing. A row of zeros stands where there is no vector.
    """

    statements: tuple[Statement, ...]
    clauses: Matrix


def gather(
    reports: Sequence[Report],
    extractions: Sequence[Extraction],
    gazetteer: Gazetteer,
    relays: Iterable[Relay] = (),
) -> Pile:
    """Return the statements of all reports, in the order given. Linear in the words.

    A medium that `relays` find credited in a statement's sentence heads its chain.
    """
    found: list[Statement] = []
    vectors: list[Matrix] = [np.zeros((0, VECTOR), dtype=np.float32)]
    matters = {report.id: matter_of(report) for report in reports}
    for told in tell(reports, extractions, gazetteer, relays, matters):
        found += [statement for statement, _ in told]
        rows = _matrix([vector for _, vector in told])
        vectors.append(_centred(rows, _once([statement for statement, _ in told])))
    return Pile(tuple(found), np.concatenate(vectors))


def tell(
    reports: Sequence[Report],
    extractions: Sequence[Extraction],
    gazetteer: Gazetteer,
    relays: Iterable[Relay] = (),
    matters: Mapping[str, Matter] = MappingProxyType({}),
    places: Mapping[str, Sequence[Span]] | None = None,
) -> Iterator[list[tuple[Statement, bytes]]]:
    """Yield the statements of one report after another, each with its vector; see `gather`.

    What reports are about is only wanted where statements are compared. Where `places` are given,
    by report, only clauses that touch one of them are told.
    """
    credited: dict[str, list[Relay]] = defaultdict(list)
    for relay in relays:
        credited[relay.report].append(relay)
    first = 0
    for report, extraction in zip(reports, extractions, strict=True):
        if report.note is not None or extraction.note is not None:
            continue
        reader = _Reader(report, extraction, gazetteer, credited[report.id])
        at = None if places is None else places.get(report.id, ())
        pairs = list(reader.statements(at))
        weighed = _weighed(
            [statement for statement, _ in pairs], first, matters.get(report.id, Matter())
        )
        first += len(pairs)
        yield [(s, vector) for s, (_, vector) in zip(weighed, pairs, strict=True)]


def _weighed(statements: Sequence[Statement], first: int, matter: Matter) -> list[Statement]:
    """Number one report's statements from `first` on, weigh their stems, add its matter."""
    once = [statements[place] for place in _once(statements)]
    counts = Counter(stem for s in once for stem in s.stems | s.around)
    total = len(once) + 2
    weights = {stem: round(math.log(1 + total / (n + 1)), 4) for stem, n in counts.items()}
    return [
        replace(
            s,
            index=first + place,
            weights={w: weights[w] for w in s.stems | s.around},
            matter=matter,
        )
        for place, s in enumerate(statements)
    ]


def _once(statements: Sequence[Statement]) -> list[int]:
    """Return the places of one report's statements, those of one clause once.

    A clause may be a statement and hold figures that are told otherwise as well.
    """
    return list({s.span: place for place, s in enumerate(statements)}.values())


def _matrix(blobs: Sequence[bytes]) -> Matrix:
    """Stack vectors into unit rows; a missing vector is a row of zeros."""
    rows = np.zeros((len(blobs), VECTOR), dtype=np.float32)
    for row, blob in enumerate(blobs):
        if len(blob) == BYTES:
            rows[row] = np.frombuffer(blob, dtype="<f2")
    return _unit(rows)


def _centred(rows: Matrix, once: Sequence[int]) -> Matrix:
    """Take a report's mean off its unit rows, which stay unit rows or rows of zeros.

    `once` are the rows that the mean is of.
    """
    known = np.any(rows, axis=1, keepdims=True)
    mean = rows[once].sum(axis=0) + PRIOR * mean_vector()
    mean /= np.count_nonzero(known[once]) + PRIOR
    return _unit(np.where(known, rows - mean, 0.0).astype(np.float32))


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Matrix = rows / np.maximum(lengths, 1e-6)
    return unit


class _Reader:
    """Cuts one report into statements."""

    def __init__(
        self,
        report: Report,
        extraction: Extraction,
        gazetteer: Gazetteer,
        relays: Sequence[Relay],
    ) -> None:
        self._report = report
        self._text = report.text
        self._extraction = extraction
        self._gazetteer = gazetteer
        own = gazetteer.outlet(report.publisher, report.url)
        self._own = own.name if own else report.publisher
        self._by_id = SpeakersMeant(report, extraction, gazetteer)
        self._contents = Cover([(s, a) for a in extraction.attributions for s in a.content])
        self._quantities = Cover([(q.span, q) for q in extraction.quantities])
        self._times = Cover([(t.span, t) for t in extraction.times])
        self._names = Cover([(m.span, m) for m in extraction.mentions])
        heads = [(s, a) for a in extraction.attributions for s in (*a.source, *a.cue)]
        self._heads = Cover(heads)
        self._cues = Cover([(s, a) for a in extraction.attributions for s in a.cue])
        self._media = Cover([(r.span, r) for r in relays if r.kind in _MEDIA])
        first = extraction.sentences[:LEAD_SENTENCES]
        self._lead_end = first[-1].span.end if first else 0

    def statements(self, at: Sequence[Span] | None = None) -> Iterator[tuple[Statement, bytes]]:
        """Yield the report's statements in order, each with its vector (or nothing).

        Only those of clauses that touch one of the places `at`, where these are given.
        """
        for sentence in self._extraction.sentences:
            around = frozenset(_stems(words_of(self._text, sentence.span)))
            vectors = _vectors(sentence)
            clauses = clauses_of(self._text, sentence.span)
            for place, clause in enumerate(clauses):
                if at is not None and not any(clause.overlaps(span) for span in at):
                    continue
                vector = vectors[place + 1] if len(vectors) == len(clauses) + 1 else vectors[0]
                for statement in self._clause(clause, sentence.span, around):
                    yield statement, vector

    def _clause(self, span: Span, sentence: Span, around: frozenset[str]) -> Iterator[Statement]:
        given = without_conversions(self._text, list(self._quantities.inside(span)))
        counted = (counted_by_sentence(self._text, sentence, q) for q in given)
        quantities = [q for q in counted if is_figure(q)]
        words = words_of(self._text, span)
        whole = frozenset(_stems(words))
        named = frozenset(w.stem for w in self._named_words(span))
        told_else = list(self._figures_told_else(span))
        if not quantities and not told_else and self._only_names_the_speaker(span):
            return
        told = len(whole) >= MIN_STEMS and says_something(self._text, span, whole, named)
        parts = list(share_out(self._text, span, quantities)) if told or quantities else []
        of_clause = self._attribution(span)
        for part, quantity in (*parts, *((span, figure) for figure in told_else)):
            words = words_of(self._text, part)
            attribution = (self._giving(quantity) if quantity else None) or of_clause
            yield Statement(
                index=0,
                report=self._report.id,
                span=part,
                sentence=sentence,
                stems=frozenset(_stems(words)),
                around=around,
                actors=self._actors(self._told(words)),
                named=self._people_in(part),
                numbers=frozenset(w.text for w in words if w.text[0].isdigit()),
                quantity=quantity,
                times=tuple(self._times.inside(part)),
                chain=self._chain(attribution, sentence),
                attribution=attribution,
                negated=negates(self._text, part) and not self._says_no_by_cue(part, attribution),
                title=self._report.title_span is not None
                and self._report.title_span.contains(span),
                lead=sentence.start < self._lead_end,
                day=self._report.published.value[:10] if self._report.published else None,
                place=sentence.start / len(self._text),
                counted_of=self._counted_of(quantity),
            )

    def _counted_of(self, quantity: Quantity | None) -> frozenset[str]:
        """Return the states that a figure's noun names: "143 million US customers"."""
        return self._actors(words_of(quantity.counts or "")) if quantity else frozenset()

    def _figures_told_else(self, span: Span) -> Iterator[Quantity]:
        """Yield the figures of a clause that extraction does not count."""
        yield from ages_in(self._text, span, self._persons_in(span))
        figures = [quantity for _, quantity in self._quantities.touching(span)]
        yield from lengths_in(self._text, list(self._times.inside(span)), figures)
        yield from told_otherwise(self._text, span, [figure.span for figure in figures])

    def _says_no_by_cue(self, part: Span, attribution: Attribution | None) -> bool:
        """Say whether the only no of a clause is its own cue: "I don't think she made it"."""
        if attribution is None or attribution.stance is not Stance.DENIES:
            return False
        cues = [cue for cue in attribution.cue if part.overlaps(cue)]
        if not any(negates(self._text, cue) for cue in cues):
            return False
        last = max(cue.end for cue in cues)
        return last >= part.end or not negates(self._text, Span(last, part.end))

    def _attribution(self, span: Span) -> Attribution | None:
        """Return the innermost attribution that holds most of the clause."""
        best: tuple[int, Attribution] | None = None
        for content, attribution in self._contents.touching(span):
            shared = min(content.end, span.end) - max(content.start, span.start)
            if shared * 2 < len(span):
                continue
            length = sum(map(len, attribution.content))
            if best is None or (length, attribution.id) < (best[0], best[1].id):
                best = (length, attribution)
        return self._by_id[best[1].id] if best else None

    def _giving(self, quantity: Quantity) -> Attribution | None:
        """Return the innermost speaker's words that hold a figure: "the ministry still says 11"."""
        holding = [
            self._by_id[attribution.id]
            for content, attribution in self._contents.touching(quantity.span)
            if content.contains(quantity.span)
        ]
        spoken = [attribution for attribution in holding if attribution.speaker_name]
        return min(spoken, key=lambda a: (sum(map(len, a.content)), a.id), default=None)

    def _only_names_the_speaker(self, span: Span) -> bool:
        """Say whether a clause is but a speech tag: "the harbour master told AFP on Sunday"."""
        heads = list(self._heads.touching(span))
        covered = sum(min(s.end, span.end) - max(s.start, span.start) for s, _ in heads)
        if covered < SPEECH_TAG * len(span) and not self._tells_but_when_and_to_whom(span):
            return False
        return not any(
            min(s.end, span.end) - max(s.start, span.start) > len(span) / 2
            for s, _ in self._contents.touching(span)
        )

    def _tells_but_when_and_to_whom(self, span: Span) -> bool:
        """Say whether nothing of a speech tag is left without who speaks, when and to whom."""
        if not any(True for _ in self._cues.inside(span)):
            return False
        return not any(
            word.text.lower() not in STOPWORDS | _HEARERS
            and not any(True for _ in self._heads.touching(word.span))
            and not any(True for _ in self._times.touching(word.span))
            for word in words_of(self._text, span)
        )

    def _chain(self, attribution: Attribution | None, sentence: Span) -> tuple[str, ...]:
        """Return the speakers from the report on, a medium credited in the sentence first."""
        chain = speaker_chain(attribution, self._by_id) if attribution else ()
        named = {self._medium(name) for name in chain}
        media = [r.cites.split(" (")[0] for r in self._media.inside(sentence)]
        through = [m for m in media if self._medium(m) not in named][:1]
        return _told_apart(name for name in (*through, *chain) if not self._is_own(name))

    def _medium(self, name: str) -> str:
        entry = self._gazetteer.find(name)
        return entry.name if entry else name

    def _is_own(self, name: str) -> bool:
        return self._medium(name) == self._own

    def _people_in(self, span: Span) -> frozenset[str]:
        named = (m.span for m in self._names.inside(span) if m.type in _NAMED)
        return frozenset(w.stem for place in named for w in words_of(self._text, place))

    def _persons_in(self, span: Span) -> list[Span]:
        return [m.span for m in self._names.inside(span) if m.type is EntityType.PERSON]

    def _named_words(self, span: Span) -> Iterator[Word]:
        for mention in self._names.inside(span):
            yield from words_of(self._text, mention.span)

    def _told(self, words: Sequence[Word]) -> list[Word]:
        """Leave out who speaks: "the Nato spokesman said" tells of no deed of Nato."""
        return [w for w in words if not any(True for _ in self._heads.touching(w.span))]

    def _actors(self, words: Sequence[Word]) -> frozenset[str]:
        """Return the states and bodies whose names or demonyms stand among the words."""
        found = set()
        for place, word in enumerate(words):
            if word.text[:1].isupper():
                pair = f"{word.text} {words[place + 1].text}" if place + 1 < len(words) else ""
                entry = self._gazetteer.actor(pair) or self._gazetteer.actor(word.text)
                if entry:
                    found.add(entry.name)
        return frozenset(found)


def _told_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Return a chain in which no link repeats the one before it in other words.

    A medium credited in a sentence and the speaker found in it are often one: "TNA" and "the TNA
    news agency". The first is kept, which is the medium's own name where it is known.
    """
    chain: list[str] = []
    for name in names:
        words = set(plain_words(name)) - STOPWORDS
        before = set(plain_words(chain[-1])) - STOPWORDS if chain else set()
        if not (words and before and (words <= before or before <= words)):
            chain.append(name)
    return tuple(chain)


def _stems(words: Iterable[Word]) -> Iterator[str]:
    for word in words:
        if len(word.text) > 1 and not word.text.isdigit() and word.text.lower() not in STOPWORDS:
            yield word.stem


def _vectors(sentence: Sentence) -> list[bytes]:
    """Split the vectors of a sentence: its own first, then one a clause."""
    blob = sentence.vector
    return [blob[i : i + BYTES] for i in range(0, len(blob), BYTES)] or [b""]

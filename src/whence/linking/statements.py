"""Statements: the clauses of a report, each with all that linking compares."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from whence.clauses import clauses_of
from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.words import STOPWORDS, Word, stem, words_of
from whence.records.claim import speaker_chain
from whence.records.extraction import Attribution, Extraction, Quantity, Sentence, Timex
from whence.records.report import Report
from whence.records.span import Span, Spans

VECTOR = 384  # numbers in one vector
BYTES = VECTOR * 2  # of float16
_TITLES = frozenset(map(stem, word_set("titles")))
MIN_STEMS = 2  # a clause with fewer words that carry meaning says nothing to compare
LEAD_SENTENCES = 4  # the title and about three sentences, where a report tells its main event

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|failed to|"
    r"un(?:harmed|hurt|injured|true|likely))\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)

Matrix = NDArray[np.float32]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause of one report. `vector` and `context` are rows of the pile's matrices.

    `stems` carry its meaning, `around` those of its whole sentence; `names` are canonical,
    `actors` those of them that are states and world bodies;
    `quantity` is set where the clause is taken for one number in it (`span` then ends where the
    next number's words begin); `lead` says that it stands in the title or first sentences;
    `chain` is who it is from, nearest to the report first, the report's own outlet left out.
    """

    index: int
    report: str
    span: Span
    sentence: Span
    stems: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]
    actors: frozenset[str]
    numbers: frozenset[str]
    quantity: Quantity | None
    times: tuple[Timex, ...]
    chain: tuple[str, ...]
    attribution: Attribution | None
    negated: bool
    title: bool
    lead: bool
    day: str | None


@dataclass(frozen=True, slots=True)
class Pile:
    """All statements with their vectors: `clauses` and `sentences` are (statements, 384)."""

    statements: tuple[Statement, ...]
    clauses: Matrix
    sentences: Matrix


def gather(
    reports: Sequence[Report], extractions: Sequence[Extraction], gazetteer: Gazetteer
) -> Pile:
    """Return the statements of all reports, in the order given. Linear in the words."""
    found: list[Statement] = []
    blobs: list[tuple[bytes, bytes]] = []
    for report, extraction in zip(reports, extractions, strict=True):
        if report.note is not None or extraction.note is not None:
            continue
        for statement, clause, sentence in _Reader(report, extraction, gazetteer).statements():
            found.append(_numbered(statement, len(found)))
            blobs.append((clause, sentence))
    return Pile(tuple(found), _matrix([c for c, _ in blobs]), _matrix([s for _, s in blobs]))


def _numbered(statement: Statement, index: int) -> Statement:
    return replace(statement, index=index)


def _matrix(blobs: Sequence[bytes]) -> Matrix:
    """Stack vectors into unit rows; a missing vector is a row of zeros."""
    rows = np.zeros((len(blobs), VECTOR), dtype=np.float32)
    for row, blob in enumerate(blobs):
        if len(blob) == BYTES:
            rows[row] = np.frombuffer(blob, dtype="<f2")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.maximum(lengths, 1e-6)
    return rows


class _Reader:
    """Cuts one report into statements."""

    def __init__(self, report: Report, extraction: Extraction, gazetteer: Gazetteer) -> None:
        self._report = report
        self._text = report.text
        self._extraction = extraction
        self._gazetteer = gazetteer
        own = gazetteer.outlet(report.publisher, report.url)
        self._own = own.name if own else report.publisher
        self._by_id = {a.id: a for a in extraction.attributions}
        self._contents = _Cover([(s, a) for a in extraction.attributions for s in a.content])
        self._quantities = _Cover([(q.span, q) for q in extraction.quantities])
        self._times = _Cover([(t.span, t) for t in extraction.times])
        self._names = _Cover([(m.span, m) for m in extraction.mentions])

        first = extraction.sentences[:LEAD_SENTENCES]
        self._lead_end = first[-1].span.end if first else 0

    def statements(self) -> Iterator[tuple[Statement, bytes, bytes]]:
        for sentence in self._extraction.sentences:
            around = frozenset(_stems(words_of(self._text, sentence.span)))
            vectors = _vectors(sentence)
            clauses = clauses_of(self._text, sentence.span)
            for place, clause in enumerate(clauses):
                vector = vectors[place + 1] if len(vectors) == len(clauses) + 1 else vectors[0]
                for statement in self._clause(clause, sentence.span, around):
                    yield statement, vector, vectors[0]

    def _clause(self, span: Span, sentence: Span, around: frozenset[str]) -> Iterator[Statement]:
        quantities = [q for q in self._quantities.inside(span) if _is_figure(q)]
        words = words_of(self._text, span)
        whole = frozenset(_stems(words))
        named = frozenset(w.stem for w in self._named_words(span))
        told = len(whole) >= MIN_STEMS and _says_something(self._text, span, whole, named)
        if not told and not quantities:
            return
        attribution = self._attribution(span)
        for part, quantity in _parts(self._text, span, quantities):
            words = words_of(self._text, part)
            yield Statement(
                index=0,
                report=self._report.id,
                span=part,
                sentence=sentence,
                stems=frozenset(_stems(words)),
                around=around,
                names=self._names_in(part, words),
                actors=self._actors(words),
                numbers=frozenset(w.text for w in words if w.text[0].isdigit()),
                quantity=quantity,
                times=tuple(self._times.inside(part)),
                chain=self._chain(attribution),
                attribution=attribution,
                negated=bool(_NEGATION.search(self._text, part.start, part.end)),
                title=self._report.title_span is not None
                and self._report.title_span.contains(span),
                lead=sentence.start < self._lead_end,
                day=self._report.published.value[:10] if self._report.published else None,
            )

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
        return best[1] if best else None

    def _chain(self, attribution: Attribution | None) -> tuple[str, ...]:
        if attribution is None:
            return ()
        chain = speaker_chain(attribution, self._by_id)
        return tuple(name for name in chain if not self._is_own(name))

    def _is_own(self, name: str) -> bool:
        entry = self._gazetteer.find(name)
        return (entry.name if entry else name) == self._own

    def _names_in(self, span: Span, words: Sequence[Word]) -> frozenset[str]:
        named = {self._canonical(m.span.of(self._text)) for m in self._names.inside(span)}
        if not self._extraction.mentions:
            named = {self._canonical(w.text) for w in words[1:] if w.text[0].isupper()}
        return frozenset(n for n in named if n not in STOPWORDS and len(n) > 1)

    def _named_words(self, span: Span) -> Iterator[Word]:
        for mention in self._names.inside(span):
            yield from words_of(self._text, mention.span)

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

    def _canonical(self, name: str) -> str:
        entry = self._gazetteer.state(name) or self._gazetteer.find(name)
        return entry.name.lower() if entry else name.lower()


_VERB = re.compile(
    r"\b(?:\w{2,14}ed|\w{2,14}ing|was|were|is|are|has|had|have|will|would|could|can|may|might|did|"
    r"does|took|made|came|went|began|brought|found|held|led|sent|struck|fled|fell|rose|shot|gave|"
    r"set|broke|drove|fought|hit|hurt|left|lost|won|saw|knew|grew|flew|says?|said|told|wrote)\b"
)
_JOINED = re.compile(r"\b(?:on|in|at|of|for|by|with|from|after|against|near|to)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\s\"”’]{0,3}$")


def _says_something(text: str, clause: Span, stems: frozenset[str], named: frozenset[str]) -> bool:
    """Say whether a clause is a statement: not a question, a bare name or an empty phrase."""
    if _QUESTION.search(text[clause.start : clause.end + 1].rstrip()):
        return False
    beyond = stems - named - _TITLES
    if len(beyond) > MIN_STEMS:
        return True
    if len(beyond) == MIN_STEMS and _JOINED.search(text, clause.start, clause.end):
        return True
    return bool(beyond) and bool(_VERB.search(text, clause.start, clause.end))


_BETWEEN = re.compile(r",? (?:and|but|or|while|plus|with|as well as) |[,;:(]\s?| [-–—] ")


def _parts(
    text: str, clause: Span, quantities: Sequence[Quantity]
) -> Iterator[tuple[Span, Quantity | None]]:
    """Share a clause out among the numbers in it: each gets the words up to the next one's."""
    if not quantities:
        yield clause, None
        return
    ordered = sorted(quantities, key=lambda q: q.span)
    start = clause.start
    for quantity, following in zip(ordered, [*ordered[1:], None], strict=True):
        end = clause.end
        if following is not None:
            cuts = list(_BETWEEN.finditer(text, quantity.span.end, following.span.start))
            end = cuts[-1].start() if cuts else clause.end
        part = Span(min(start, quantity.span.start), end)
        yield (part if len(part) > len(quantity.span) else clause), quantity
        if following is not None and end < clause.end:
            start = cuts[-1].end()


def _stems(words: Iterable[Word]) -> Iterator[str]:
    for word in words:
        if len(word.text) > 1 and not word.text.isdigit() and word.text.lower() not in STOPWORDS:
            yield word.stem


def _is_figure(quantity: Quantity) -> bool:
    """Say whether a number counts or measures something two reports may compare."""
    return (quantity.low is not None or quantity.high is not None) and (
        quantity.counts is not None or quantity.unit is not None
    )


def _vectors(sentence: Sentence) -> list[bytes]:
    """Split the vectors of a sentence: its own first, then one a clause."""
    blob = sentence.vector
    return [blob[i : i + BYTES] for i in range(0, len(blob), BYTES)] or [b""]


class _Cover(Generic[T]):
    """Spans with what they stand for, to find those in or across a range."""

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [span.start for span, _ in self._items]
        self._reach: list[int] = []
        for span, _ in self._items:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def inside(self, span: Span) -> Iterator[T]:
        at = bisect_right(self._starts, span.start - 1)
        while at < len(self._items) and self._items[at][0].start < span.end:
            if span.contains(self._items[at][0]):
                yield self._items[at][1]
            at += 1

    def touching(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Yield what overlaps `span`, walking back while an earlier span still reaches it."""
        at = bisect_right(self._starts, span.end - 1) - 1
        while at >= 0 and self._reach[at] > span.start:
            if self._items[at][0].overlaps(span):
                yield self._items[at]
            at -= 1


def spans_text(text: str, spans: Spans) -> str:
    """Return the words of some spans on one line, for showing."""
    return " … ".join(" ".join(s.of(text).split()) for s in spans)

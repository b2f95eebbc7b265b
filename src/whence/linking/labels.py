"""Labels: the words each report uses for an actor, in its own voice and in quotation marks.

Read off the text around names, without a parser: what stands right before a name and belongs to it
("the Iranian-backed militia Northern Guard"), right behind it ("Northern Guard fighters"), set
beside it between commas or after "is", the sources that extraction resolved to the actor, and
definite phrases that take the last named body up ("the movement"). Precision first: a phrase that
may mean another actor is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from whence.ids import record_id
from whence.linking.lexicon import word_set
from whence.quotations import find_quotes
from whence.records.extraction import Entity, EntityType, Extraction, Mention
from whence.records.links import Label, LabelKind, LinkedEntity, Voice
from whence.records.report import Report
from whence.records.span import Span

MAX_WORDS = 12  # words of a description at most
MAX_BEFORE = 6  # words read before a name
NEAR = 240  # characters within which "the movement" takes up a name

_DESCRIBING = word_set("describing")
_TAKING_UP = word_set("taking_up")
_NOT = word_set("no_description")
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP)
_ARTICLES = frozenset(["the", "a", "an"])
_DETERMINERS = _ARTICLES | frozenset(["its", "his", "her", "their", "our", "this", "that", "one"])
_WORD_BEFORE = re.compile(r"([\w][\w’'.-]*)[ ]$")
_BEHIND = re.compile(r"[ ]((?:[a-z-]+ )?([a-z]{3,20}))\b")
_BESIDE = re.compile(r",? \(?(?:(?:is|was|are|were|remains|became) )?(?=(?:the|a|an|one of) )")
_END = re.compile(
    r"[,;:.()\n—–]|\s-\s|[\"“”]"
    r"| (?:who|which|that|said|says|told|has|had|have|is|was|and)\b"
)
_DEFINITE = re.compile(
    r"\b[Tt]he ((?:[\w’'-]+ ){0,3}?)("
    + "|".join(sorted(_TAKING_UP, key=len, reverse=True))
    + r")\b(?!['’-])"
)
_PRONOUN = re.compile(r"(?:he|she|it|they|we|i|you|him|her|them|who|which)$", re.I)


def find_labels(
    reports: Sequence[Report],
    extractions: Sequence[Extraction],
    entities: Sequence[LinkedEntity],
) -> tuple[Label, ...]:
    """Return the labels of the actors of a pile, by report and place; linear in its words.

    `extractions` stand in the order of `reports`; labels are of the actors in `entities`.
    """
    actors = {member: entity.id for entity in entities for member in entity.members}
    found: list[Label] = []
    for report, extraction in zip(reports, extractions, strict=True):
        found += _Reader(report, extraction, actors).labels()
    return tuple(sorted(found, key=lambda label: (label.report, label.span, label.actor)))


@dataclass(frozen=True, slots=True)
class _Phrase:
    entity: str
    span: Span
    kind: LabelKind


class _Reader:
    """The labels of one report."""

    def __init__(
        self, report: Report, extraction: Extraction, actors: Mapping[tuple[str, str], str]
    ) -> None:
        self._report, self._extraction, self._actors = report, extraction, actors
        self._text = report.text
        self._entities = {e.id: e for e in extraction.entities}
        quotes = find_quotes(report.text, report.paragraphs)
        self._quoted = [quote.inner for quote in quotes if quote.depth == 0]
        self._mentions = [m for m in extraction.mentions if m.entity in self._entities]
        self._starts = [m.span.start for m in self._mentions]

    def labels(self) -> Iterator[Label]:
        """Yield each phrase once, as a name or as a description."""
        seen: set[tuple[str, Span]] = set()
        for phrase in self._phrases():
            actor = self._actors.get((self._report.id, phrase.entity))
            if actor is None or (actor, phrase.span) in seen:
                continue
            seen.add((actor, phrase.span))
            yield Label(
                id=record_id("label", actor, self._report.id, phrase.span.pair()),
                actor=actor,
                report=self._report.id,
                span=phrase.span,
                kind=phrase.kind,
                voice=self._voice(phrase.span),
                by=self._by(phrase.span),
            )

    def _phrases(self) -> Iterator[_Phrase]:
        for mention in self._mentions:
            entity = mention.entity or ""
            yield _Phrase(entity, mention.span, LabelKind.NAME)
            spans = (self._around(mention), self._beside(mention))
            for span in spans:
                if span is not None:
                    yield _Phrase(entity, span, LabelKind.DESCRIPTION)
        yield from self._sources()
        yield from self._taken_up()

    # --- around a name ----------------------------------------------------------------------------

    def _around(self, mention: Mention) -> Span | None:
        """Return a name with the words before and behind that describe it, None without any."""
        start = self._before(mention.span.start)
        end = self._behind(mention)
        words = self._text[start : mention.span.start].split()
        told = [w for w in words if w.lower() not in _DETERMINERS]
        if not told and end == mention.span.end:
            return None
        return Span(start, end)

    def _before(self, start: int) -> int:
        """Return where the words that belong to the name at `start` begin.

        They count only where one of them describes; an article ends them.
        """
        at, kept = start, start
        for _ in range(MAX_BEFORE):
            match = _WORD_BEFORE.search(self._text, max(0, at - 40), at)
            if match is None:
                break
            word = match[1].lower().removesuffix("’s").removesuffix("'s")
            if word in _NOT or word.isdigit():
                break
            at = match.start(1)
            if word in _ARTICLES:
                return at if kept < start else start
            if word in _DESCRIBING or _is_describing(word):
                kept = at
        return kept

    def _behind(self, mention: Mention) -> int:
        match = _BEHIND.match(self._text, mention.span.end)
        if match and match[2] in _DESCRIBING and not self._named_at(match.end(1)):
            first = match[1].split()[0]
            if first == match[2] or first not in _NOT:
                return match.end(1)
        return mention.span.end

    def _beside(self, mention: Mention) -> Span | None:
        """Return the phrase set beside a name: "X, a militant group," or "X is a ..."."""
        match = _BESIDE.match(self._text, mention.span.end)
        if match is None or match.end() - match.start() < 2:
            return None
        end = _END.search(self._text, match.end())
        stop = end.start() if end else len(self._text)
        words = self._text[match.end() : stop].split()
        if not 2 <= len(words) <= MAX_WORDS or not _describes(words):
            return None
        return Span(match.end(), stop)

    def _named_at(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and self._mentions[at].span.end > place

    # --- phrases that stand for a name ------------------------------------------------------------

    def _sources(self) -> Iterator[_Phrase]:
        """Yield sources without a name of the actor they were resolved to."""
        for attribution in self._extraction.attributions:
            speaker = attribution.speaker
            if speaker is None or len(attribution.source) != 1:
                continue
            span = attribution.source[0]
            words = span.of(self._text)
            if not _PRONOUN.match(words) and not self._names_inside(span):
                parts = words.split()
                if len(parts) <= MAX_WORDS and _describes(parts):
                    yield _Phrase(speaker, span, LabelKind.DESCRIPTION)

    def _names_inside(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._mentions[at].span.end > span.start

    def _taken_up(self) -> Iterator[_Phrase]:
        """Yield definite phrases that take up the only body named shortly before."""
        for match in _DEFINITE.finditer(self._text):
            span = Span(match.start(), match.end())
            words = match[1].lower().split()
            if self._names_inside(span) or _NOT.intersection(words):
                continue
            entity = self._last_body(match.start(), match[2].lower())
            if entity is not None:
                yield _Phrase(entity.id, span, LabelKind.DESCRIPTION)

    def _last_body(self, place: int, noun: str) -> Entity | None:
        """Return the body named last within reach, None where two compete."""
        at = bisect_right(self._starts, place)
        wanted = (EntityType.PLACE,) if noun in ("country", "nation", "kingdom") else _BODIES
        near: list[str] = []
        for mention in reversed(self._mentions[max(0, at - 8) : at]):
            if place - mention.span.end > NEAR or "\n" in self._text[mention.span.end : place]:
                break
            if self._entities[mention.entity or ""].type in wanted:
                near.append(mention.entity or "")
        return self._entities[near[0]] if near and len(set(near)) == 1 else None

    # --- whose words ------------------------------------------------------------------------------

    def _voice(self, span: Span) -> Voice:
        at = bisect_right([q.start for q in self._quoted], span.start) - 1
        return Voice.QUOTED if at >= 0 and self._quoted[at].contains(span) else Voice.OUTLET

    def _by(self, span: Span) -> str | None:
        """Return the innermost attribution whose content holds the words."""
        holding = [
            (sum(len(c) for c in a.content), a.id)
            for a in self._extraction.attributions
            if any(c.contains(span) for c in a.content)
        ]
        return min(holding)[1] if holding else None


def _is_describing(word: str) -> bool:
    """Say whether a word describes by how it is made ("Iranian-backed", "so-called")."""
    return word.endswith(("-backed", "-led", "-linked", "-allied", "-aligned", "-called", "-based"))


def _describes(words: Iterable[str]) -> bool:
    return any(w.lower().strip(",.’'\"") in _DESCRIBING for w in words)

"""Labels: the words each report uses for an actor, in its own voice and in quotation marks.

Read off the text around names, without a parser: what stands right before a name and belongs to it
("the Iranian-backed militia Northern Guard"), right behind it ("Northern Guard fighters"), set
beside it between commas or after "is", the sources that extraction resolved to the actor, and
phrases that stand for its name elsewhere: what it was told to be (`stand_ins`), and "the movement"
for the body named last. Precision first: a phrase that may mean another actor is left out.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.naming import fold
from whence.linking.stand_ins import StandIns
from whence.quotations import find_quotes
from whence.records.extraction import Entity, EntityType, Extraction, Mention
from whence.records.links import LabelKind, Voice
from whence.records.report import Report
from whence.records.span import Span

MAX_WORDS = 12  # words of a description at most
MAX_BEFORE = 6  # words read before a name
SURE = 0.8  # how sure extraction must be whose the words of a source are
NEAR = 300  # characters within which "the movement" takes up a name

_DESCRIBING = word_set("describing")
_ARMED = word_set("armed")
_TAKING_UP = word_set("taking_up")
_BEHIND_NAMES = word_set("behind_names")
_NOT = word_set("no_description")
_LINKING = _NOT - frozenset(["of", "in", "for", "on", "at", "by", "from", "and", "with"])
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP)
_NO_BODIES = (EntityType.PERSON, EntityType.PLACE)
_ARTICLES = frozenset(["the", "a", "an"])
_DETERMINERS = _ARTICLES | frozenset(["its", "his", "her", "their", "our", "this", "that", "one"])
_WORD_BEFORE = re.compile(r"([\w][\w’'.-]*)[ ]$")
_BEHIND = re.compile(r"[ ]([a-z]{3,20})\b(?![’'-])")
# Age and home may stand between a name and what is set beside it: "X, 30, from Y, a driver,".
_BETWEEN = r"(?:,? (?:aged )?\d{1,3}(?=,)|,? (?:from|of) [A-Z][\w’' -]{1,40}(?=,))"
_BESIDE = re.compile(
    rf"(?:{_BETWEEN}){{0,2}}"
    r",? \(?(?:(?:is|was|are|were|remains|became) )?"
    r"(?=(?:the|a|an|one of|(?<=, )(?:[A-Z][\w’'-]+ ){0,2}[A-Z]\w+['’]s) )"
)
_AHEAD = re.compile(r"(?:^|[.\n“\"] ?)((?:The|A|An|One of) [^.,;:\n“”\"]{3,80}), $")
_END = re.compile(
    r"[,;:()\n—–]|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)\.|\s-\s|[\"“”]"
    r"| (?:who|which|that|said|says|told|has|had|have|is|was|and)\b"
)
_DEFINITE = re.compile(
    r"\b[Tt]he ((?:[\w’'-]+ ){0,3}?)("
    + "|".join(sorted(_TAKING_UP, key=len, reverse=True))
    + r")\b(?!['’-])"
)
_PRONOUN = re.compile(r"(?:he|she|it|they|we|i|you|him|her|them|who|which)$", re.I)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words a report uses for one of its entities. `by` is the attribution they stand in."""

    entity: str
    span: Span
    kind: LabelKind
    voice: Voice
    by: str | None


def phrases_in(report: Report, extraction: Extraction, gazetteer: Gazetteer) -> tuple[Phrase, ...]:
    """Return the words that a report uses for its entities, by place; linear in its words.

    They are told from the report alone, so that other reports change nothing in them.
    """
    reader = _Reader(report, extraction)
    found = list(reader.at_names())
    armed = {e.id for e in extraction.entities if _is_armed_group(e, gazetteer)}
    for phrase in found:
        described = phrase.kind is LabelKind.DESCRIPTION
        if described and _ARMED & set(fold(phrase.span.of(report.text))):
            armed.add(phrase.entity)
    found += reader.without_names(armed)
    return tuple(sorted(found, key=lambda phrase: (phrase.span, phrase.entity)))


@dataclass(frozen=True, slots=True)
class _Phrase:
    entity: str
    span: Span
    kind: LabelKind


class _Reader:
    """The labels of one report."""

    def __init__(self, report: Report, extraction: Extraction) -> None:
        self._report, self._extraction = report, extraction
        self._text = report.text
        self._entities = {e.id: e for e in extraction.entities}
        quotes = find_quotes(report.text, report.paragraphs)
        self._quoted = [quote.inner for quote in quotes if quote.depth == 0]
        self._mentions = [m for m in extraction.mentions if m.entity in self._entities]
        self._starts = [m.span.start for m in self._mentions]
        self._seen: set[tuple[str, Span]] = set()

    def at_names(self) -> Iterator[Phrase]:
        """Yield names and the descriptions that stand beside them."""
        return self._once(self._phrases())

    def without_names(self, armed: Collection[str]) -> Iterator[Phrase]:
        """Yield descriptions that stand for a name; `armed` are the entities that bear arms."""
        stand_ins = StandIns(self._report, self._extraction).phrases()
        told = (_Phrase(entity, span, LabelKind.DESCRIPTION) for entity, span in stand_ins)
        return self._once(itertools.chain(self._sources(), self._taken_up(armed), told))

    def _once(self, phrases: Iterable[_Phrase]) -> Iterator[Phrase]:
        for phrase in phrases:
            if phrase.entity not in self._entities or (phrase.entity, phrase.span) in self._seen:
                continue
            self._seen.add((phrase.entity, phrase.span))
            voice, by = self._voice(phrase.span), self._by(phrase.span)
            yield Phrase(phrase.entity, phrase.span, phrase.kind, voice, by)

    def _phrases(self) -> Iterator[_Phrase]:
        for mention in self._mentions:
            entity = mention.entity or ""
            yield _Phrase(entity, mention.span, LabelKind.NAME)
            spans = (self._around(mention), self._beside(mention), self._ahead(mention))
            for span in spans:
                if span is not None:
                    yield _Phrase(entity, span, LabelKind.DESCRIPTION)

    # --- around a name ----------------------------------------------------------------------------

    def _around(self, mention: Mention) -> Span | None:
        """Return a name with the words before and behind that describe it, None without any."""
        start = self._before(mention)
        end = self._behind(mention)
        words = self._text[start : mention.span.start].split()
        told = [w for w in words if w.lower() not in _DETERMINERS]
        if not told and end == mention.span.end:
            return None
        return Span(start, end)

    def _before(self, mention: Mention) -> int:
        """Return where the words that belong to the name and describe it begin.

        Read leftwards up to a word that cannot belong to it. They count from the leftmost on, but
        only if one of them describes; an article right before them belongs to them.
        """
        at = start = mention.span.start
        described = False
        for count in range(MAX_BEFORE):
            match = _WORD_BEFORE.search(self._text, max(0, at - 40), at)
            if match is None or match[1].endswith("."):
                break
            word = match[1].lower()
            if word in _DETERMINERS:
                alone = 1 <= count <= 2 and self._stands_alone(mention)
                return match.start(1) if described or alone else start
            word = word.removesuffix("’s").removesuffix("'s")
            if word in _NOT or word.isdigit() or _is_verb(word):
                break
            at = match.start(1)
            described = described or word in _DESCRIBING or _is_describing(word)
        return at if described else start

    def _stands_alone(self, mention: Mention) -> bool:
        """Say whether a name is no person's and no part of a longer phrase ("a Taliban attack")."""
        kind = self._entities[mention.entity or ""].type
        behind = re.match(r" ([a-z][\w-]*)", self._text[mention.span.end : mention.span.end + 40])
        return kind is not EntityType.PERSON and (behind is None or behind[1] in _NOT)

    def _behind(self, mention: Mention) -> int:
        """Return where a noun right behind the name of a body or thing ends ("X fighters")."""
        kind = self._entities[mention.entity or ""].type
        match = _BEHIND.match(self._text, mention.span.end)
        if match and match[1] in _BEHIND_NAMES and kind not in _NO_BODIES:
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
        told = _describes(words) or words[:2] == ["one", "of"]
        if not 2 <= len(words) <= MAX_WORDS or not told:
            return None
        return Span(match.end(), stop)

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
                sure = attribution.speaker_score >= SURE and "spokes" not in words
                if sure and len(parts) <= MAX_WORDS and _describes(parts):
                    yield _Phrase(speaker, span, LabelKind.DESCRIPTION)

    def _ahead(self, mention: Mention) -> Span | None:
        """Return the phrase set before a name: "One of the passengers, X, said"."""
        match = _AHEAD.search(self._text, max(0, mention.span.start - 100), mention.span.start)
        words = match[1].split() if match else []
        if match is None or not _describes(words) or _LINKING.intersection(words):
            return None
        return Span(match.start(1), match.end(1))

    def _names_inside(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._mentions[at].span.end > span.start

    def _taken_up(self, armed: Collection[str]) -> Iterator[_Phrase]:
        """Yield definite phrases that take up the only body named shortly before."""
        for match in _DEFINITE.finditer(self._text):
            span = Span(match.start(), match.end())
            words = match[1].lower().split()
            if self._names_inside(span) or _NOT.intersection(words):
                continue
            fits = armed if _ARMED.intersection((*words, match[2].lower())) else None
            entity = self._last_body(match.start(), match[2].lower(), fits)
            if entity is not None:
                yield _Phrase(entity, span, LabelKind.DESCRIPTION)

    def _last_body(self, place: int, noun: str, fits: Collection[str] | None) -> str | None:
        """Return the body named last within reach, None where two compete.

        `fits` are the entities that the phrase can mean, None for any; the only one of them that
        the report names before is meant from any distance.
        """
        named = self._named_before(place) & set(fits) if fits is not None else set()
        if len(named) == 1:
            return named.pop()
        at = bisect_right(self._starts, place)
        wanted = (EntityType.PLACE,) if noun in ("country", "nation", "kingdom") else _BODIES
        near: list[str] = []
        for mention in reversed(self._mentions[max(0, at - 8) : at]):
            between = self._text[mention.span.end : place]
            if len(between) > NEAR or len(between.split("\n")) > 2:
                break
            entity = mention.entity or ""
            if entity in fits if fits is not None else self._entities[entity].type in wanted:
                near.append(entity)
        return near[0] if near and len(set(near)) == 1 else None

    def _named_before(self, place: int) -> set[str]:
        return {m.entity or "" for m in self._mentions[: bisect_right(self._starts, place)]}

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


def _is_armed_group(entity: Entity, gazetteer: Gazetteer) -> bool:
    known = (gazetteer.find(name) for name in (entity.name, *entity.aliases))
    return any(entry is not None and entry.section == "groups" for entry in known)


def _is_verb(word: str) -> bool:
    """Say whether a word is likely a verb's form that links and does not describe."""
    return word.endswith(("ing", "ed")) and "-" not in word and len(word) > 5


def _describes(words: Iterable[str]) -> bool:
    return any(w.lower().strip(",.’'\"") in _DESCRIBING for w in words)

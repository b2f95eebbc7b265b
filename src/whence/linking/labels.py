"""Labels: the words each report uses for an actor, in its own voice and in quotation marks.

Read off the text around names, without a parser: what stands right before a name and belongs to it
("the Iranian-backed militia Northern Guard"), right behind it ("Northern Guard fighters"), set
beside it between commas or after "is", the sources that extraction resolved to the
person named shortly before, and
phrases that stand for its name elsewhere: what it was told to be (`stand_ins`), and "the movement"
for the body named last. Precision first: a phrase that may mean another actor is left out.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from whence.linking.describing import (
    DETERMINERS,
    MAX_WORDS,
    NOT,
    is_calling,
    opens_sentence,
    phrase_ahead,
    phrase_beside,
    phrase_called,
    phrase_given,
    start_before,
)
from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.naming import fold
from whence.linking.stand_ins import StandIns
from whence.quotations import find_quotes
from whence.records.extraction import Entity, EntityType, Extraction, Mention
from whence.records.links import LabelKind, Voice
from whence.records.report import Report
from whence.records.span import Span

SURE = 0.8  # how sure extraction must be whose the words of a source are
NEAR = 300  # characters within which "the movement" takes up a name

_ARMED = word_set("armed")
_TAKING_UP = word_set("taking_up")
_MEDIA_NOUNS = frozenset(["agency", "newspaper", "broadcaster", "network", "outlet"])
_FIRMS = frozenset(["company", "firm"])  # what a social network is too
_INSTITUTIONS = word_set("institutions") - {"company", "airline", "hospital", "university"}
_BEHIND_NAMES = word_set("behind_names")
_BEHIND_THINGS = word_set("behind_things") | _BEHIND_NAMES
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP)
_NO_BODIES = (EntityType.PERSON, EntityType.PLACE)
_BEHIND = re.compile(r"[ ]([a-z]{3,20})\b(?![’'-])")
_DEFINITE = re.compile(
    r"\b[Tt]he ((?:[\w’'-]+ ){0,3}?)("
    + "|".join(sorted(_TAKING_UP, key=len, reverse=True))
    + r")\b(?!['’-])"
)
# What says itself which is meant takes nothing up: "the movement in parliament to free him".
_SAYS_WHICH = re.compile(r" (?:in [a-z]+ )?(?:of|to|for|behind|against|that|which|who)\b")
_LANDS = frozenset(["country", "nation", "kingdom"])
_NO_LANDS = word_set("no_lands")
_DEFINITE_WORDS = frozenset(["the", "his", "her", "their"])


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
    no_firms = {e.id: why for e in extraction.entities if (why := _no_firm(e, gazetteer))}
    reader = _Reader(report, extraction, no_firms)
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

    def __init__(self, report: Report, extraction: Extraction, no_firms: Mapping[str, str]) -> None:
        self._no_firms = no_firms
        self._report, self._extraction = report, extraction
        self._text = report.text
        self._entities = {e.id: e for e in extraction.entities}
        quotes = find_quotes(report.text, report.paragraphs)
        self._quoted = [quote.inner for quote in quotes if quote.depth == 0]
        self._quote_ends = [inner.end for inner in self._quoted]
        self._mentions = [m for m in extraction.mentions if m.entity in self._entities]
        self._starts = [m.span.start for m in self._mentions]
        self._seen: set[tuple[str, Span]] = set()

    def at_names(self) -> Iterator[Phrase]:
        """Yield names and the descriptions that stand beside them."""
        return self._once(self._phrases())

    def without_names(self, armed: Collection[str]) -> Iterator[Phrase]:
        """Yield descriptions that stand for a name; `armed` are the entities that bear arms."""
        stand_ins = StandIns(self._report, self._extraction)
        phrases = itertools.chain(stand_ins.phrases(), stand_ins.in_lead())
        told = (_Phrase(entity, span, LabelKind.DESCRIPTION) for entity, span in phrases)
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
            kind, span = self._entities[entity].type, mention.span
            opens = opens_sentence(self._text, span.start)
            told = (
                self._around(mention),
                phrase_beside(self._text, span.end, kind, opens=opens),
                phrase_ahead(self._text, span.start),
                phrase_given(self._text, span.start),
                phrase_called(self._text, span.start, span.end),
            )
            for phrase in told:
                if phrase is not None:
                    yield _Phrase(entity, self._whole(phrase), LabelKind.DESCRIPTION)

    def _whole(self, phrase: Span) -> Span:
        """Return a phrase with the whole of a name that it ends in: "of Science and Technology"."""
        at = bisect_right(self._starts, phrase.end - 1) - 1
        end = self._mentions[at].span.end if at >= 0 else 0
        return Span(phrase.start, max(phrase.end, end))

    # --- around a name ----------------------------------------------------------------------------

    def _around(self, mention: Mention) -> Span | None:
        """Return a name with the words before and behind that describe it, None without any."""
        kind, span = self._entities[mention.entity or ""].type, mention.span
        end = self._behind(mention)
        told, alone = end > span.end, self._stands_alone(mention)
        start = start_before(self._text, span.start, kind, told=told, alone=alone)
        words = self._text[start : span.start].split()
        if end == span.end and all(w.lower() in DETERMINERS for w in words):
            return None
        return Span(start, end)

    def _stands_alone(self, mention: Mention) -> bool:
        """Say whether a name is no person's and no part of a longer phrase ("a Taliban attack")."""
        kind = self._entities[mention.entity or ""].type
        behind = re.match(r" ([a-z][\w-]*)", self._text[mention.span.end : mention.span.end + 40])
        return kind is not EntityType.PERSON and (behind is None or behind[1] in NOT)

    def _behind(self, mention: Mention) -> int:
        """Return where a noun right behind the name of a body or thing ends ("X fighters")."""
        kind = self._entities[mention.entity or ""].type
        match = _BEHIND.match(self._text, mention.span.end)
        fits = _BEHIND_NAMES if kind in _BODIES else _BEHIND_THINGS
        if match and match[1] in fits and kind not in _NO_BODIES:
            return match.end(1)
        return mention.span.end

    # --- phrases that stand for a name ------------------------------------------------------------

    def _sources(self) -> Iterator[_Phrase]:
        """Yield definite sources of the only person named shortly before, to whom they resolve.

        Whose words "the director said" are is right for half of such sources alone.
        """
        for attribution in self._extraction.attributions:
            speaker = attribution.speaker
            if speaker is None or len(attribution.source) != 1:
                continue
            span = attribution.source[0]
            parts = span.of(self._text).split()
            definite = parts[0].lower() in _DEFINITE_WORDS and len(parts) <= MAX_WORDS
            if not definite or attribution.speaker_score < SURE or self._names_inside(span):
                continue
            if is_calling(parts[-1]) and self._people_near(span.start) == {speaker}:
                yield _Phrase(speaker, span, LabelKind.DESCRIPTION)

    def _people_near(self, place: int) -> set[str]:
        at = bisect_right(self._starts, place)
        return {
            m.entity or ""
            for m in self._mentions[max(0, at - 8) : at]
            if place - m.span.end <= NEAR
            and self._entities[m.entity or ""].type is EntityType.PERSON
        }

    def _names_inside(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._mentions[at].span.end > span.start

    def _is_named_next(self, end: int) -> bool:
        """Say whether a name follows at once: "the group Northern Guard" takes nothing up."""
        at = bisect_right(self._starts, end)
        return at < len(self._starts) and self._text[end : self._starts[at]] == " "

    def _taken_up(self, armed: Collection[str]) -> Iterator[_Phrase]:
        """Yield definite phrases that take up the only body named shortly before."""
        for match in _DEFINITE.finditer(self._text):
            span = Span(match.start(), match.end())
            words = match[1].lower().split()
            named = self._names_inside(span) or self._is_named_next(span.end)
            if named or NOT.intersection(words) or _SAYS_WHICH.match(self._text, span.end):
                continue
            if words and match[2].lower() in _LANDS:
                continue  # "the Arab country": which of several, its adjective tells
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
        wanted = (EntityType.PLACE,) if noun in _LANDS else _BODIES
        unfit = {} if noun in _MEDIA_NOUNS else self._no_firms
        near: list[str] = []
        for mention in reversed(self._mentions[max(0, at - 8) : at]):
            between = self._text[mention.span.end : place]
            if len(between) > NEAR or len(between.split("\n")) > 2:
                break
            entity = mention.entity or ""
            if entity in unfit and (noun not in _FIRMS or unfit[entity] != "social"):
                continue
            if noun in _LANDS and _NO_LANDS.intersection(fold(self._entities[entity].name)):
                continue
            if entity in fits if fits is not None else self._entities[entity].type in wanted:
                near.append(entity)
        return near[0] if near and len(set(near)) == 1 else None

    def _named_before(self, place: int) -> set[str]:
        return {m.entity or "" for m in self._mentions[: bisect_right(self._starts, place)]}

    # --- whose words ------------------------------------------------------------------------------

    def _voice(self, span: Span) -> Voice:
        """Return whose words they are; of "a “lone wolf”" only the article is the outlet's."""
        at = bisect_right(self._quote_ends, span.start)
        if at == len(self._quoted) or not self._quoted[at].overlaps(span):
            return Voice.OUTLET
        inner = self._quoted[at]
        outside = self._text[span.start : inner.start] + self._text[inner.end : span.end]
        own = set(outside.lower().split()) - DETERMINERS
        return Voice.OUTLET if any(re.search(r"\w", word) for word in own) else Voice.QUOTED

    def _by(self, span: Span) -> str | None:
        """Return the innermost attribution whose content holds the words."""
        holding = [
            (sum(len(c) for c in a.content), a.id)
            for a in self._extraction.attributions
            if any(c.contains(span) for c in a.content)
        ]
        return min(holding)[1] if holding else None


def _no_firm(entity: Entity, gazetteer: Gazetteer) -> str | None:
    """Return why "the company" means others: a medium, named for what it tells, or police."""
    if _INSTITUTIONS.intersection(fold(entity.name)):
        return "institution"
    known = (gazetteer.find(name) for name in (entity.name, *entity.aliases))
    return next((e.section for e in known if e is not None and e.cited_kind is not None), None)


def _is_armed_group(entity: Entity, gazetteer: Gazetteer) -> bool:
    known = (gazetteer.find(name) for name in (entity.name, *entity.aliases))
    return any(entry is not None and entry.section == "groups" for entry in known)

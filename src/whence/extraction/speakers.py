"""Speakers: the person, body or role behind each attribution's source.

Rules in the order of their certainty: a name that heads the source; a pronoun; a definite phrase
that points back ("the ministry"); else the phrase itself, an unnamed speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from whence.extraction.lexicon import word_sets
from whence.extraction.nominals import (
    Phrase,
    is_plural,
    kind_of_entity,
    kind_of_phrase,
    phrase_of,
)
from whence.extraction.people import Gender, People
from whence.records.extraction import Entity, EntityType, Mention, SpeakerKind
from whence.records.span import Span, Spans

_GOVERNS = re.compile(r"\b(?:of|for|to|by|with|from|on|about|against|behind)\s+(?:the\s+)?$", re.I)
_TITLE_BEFORE = re.compile(r"([\w.-]+)\s+$")
_POSSESSIVE = ("'s", "’s", "' ", "’ ")
_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "themselves": "they", "both": "they",
    "i": "we", "we": "we", "us": "we", "our": "we", "my": "we", "me": "we", "mine": "we",
    "who": "who", "which": "who", "that": "who", "whom": "who", "whose": "who",
}  # fmt: skip
_ANTECEDENT = re.compile(r"((?:[\w’'-]+ ){0,5}[\w’'-]+)\s*[,(—–-]?\s*$")
_ARTICLES = ("The", "A", "An", "This", "That", "These", "Those", "His", "Her", "Its", "Their")
_MAX_PHRASE = 90
_SUBJECT_WITHIN = 30
_NEAR_SENTENCES = 8
_BACK_NAMES = 60
_BACK_VOICES = 40


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who stands behind a source: an entity where a name tells, a full description, a kind."""

    entity: str | None = None
    name: str | None = None
    kind: SpeakerKind | None = None


NOBODY = Speaker()


@dataclass(frozen=True, slots=True)
class Voice:
    """What speaker resolution needs of one attribution; `parent` indexes the enclosing one."""

    source: Spans
    cue: Spans
    content: Spans
    is_direct: bool
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class _Past:
    """One speaker resolved earlier in the text."""

    at: int
    speaker: Speaker
    phrase: Phrase | None
    voice: Voice


@dataclass(slots=True)
class Cast:
    """The names of one report and where they stand, ready for looking back from any offset."""

    text: str
    sentences: Sequence[Span]
    mentions: Sequence[Mention]
    entities: dict[str, Entity]
    people: People
    author: str | None = None
    _starts: list[int] = field(init=False)
    _sentence_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [m.span.start for m in self.mentions]
        self._sentence_starts = [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset` (or the one before it)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def inside(self, span: Span) -> Sequence[Mention]:
        """Return the mentions that begin in `span`."""
        low = bisect_left(self._starts, span.start)
        return self.mentions[low : bisect_left(self._starts, span.end, low)]

    def before(self, offset: int) -> list[Mention]:
        """Return up to 60 mentions before `offset`, nearest first."""
        end = bisect_left(self._starts, offset)
        return list(reversed(self.mentions[max(0, end - _BACK_NAMES) : end]))


def resolve_speakers(cast: Cast, voices: Sequence[Voice]) -> list[Speaker]:
    """Return the speaker of each of `voices`, in their order (text order is expected).

    Enclosing attributions are resolved before the ones they hold, so that "we" inside a quotation
    finds who is quoted.
    """
    found: list[Speaker] = [NOBODY] * len(voices)
    past: list[_Past] = []
    done: set[int] = set()
    for index in range(len(voices)):
        for step in reversed(_line_of(voices, index)):
            if step not in done:
                done.add(step)
                resolver = _Resolver(cast, voices[step], past, found)
                found[step] = resolver.resolve()
                if found[step] != NOBODY:
                    past.append(
                        _Past(voices[step].cue[0].start, found[step], resolver.phrase, voices[step])
                    )
    return found


def _line_of(voices: Sequence[Voice], index: int) -> list[int]:
    """Return `index` and the attributions that enclose it, innermost first."""
    line: list[int] = []
    at: int | None = index
    while at is not None and at not in line:
        line.append(at)
        at = voices[at].parent
    return line


class _Resolver:
    """One attribution's way to its speaker."""

    def __init__(
        self, cast: Cast, voice: Voice, past: Sequence[_Past], found: Sequence[Speaker]
    ) -> None:
        self.cast = cast
        self.voice = voice
        self.found = found
        self.at = (voice.source or voice.cue)[0].start
        recent = [p for p in past[-_BACK_VOICES:] if p.at < voice.cue[0].start]
        self.said = recent
        self.past = [p for p in recent if p.voice.parent is None]
        self.phrase: Phrase | None = None

    def resolve(self) -> Speaker:
        if not self.voice.source:
            return self._without_source()
        span = self.voice.source[0]
        mentions = self.cast.inside(span)
        words = span.of(self.cast.text).split()
        first = words[0].lower().strip("\"“‘'") if words else ""
        pronoun = _PRONOUNS.get(first)
        if pronoun is not None and (len(words) == 1 or pronoun == "who"):
            return self._pronoun(pronoun)
        self.phrase = phrase_of(self.cast.text, span, mentions)
        if self.phrase is None:
            return NOBODY
        if (person := self._person(span, mentions)) is not None:
            return person
        if pronoun is not None and self.phrase.head == first:
            return self._pronoun(pronoun)
        if (named := self._named(mentions)) is not None:
            return named
        if first in ("his", "her", "its", "their", "our", "my"):
            return self._owned(_PRONOUNS[first])
        if self.phrase.is_definite or self.phrase.is_bare:
            pointed = self._points_back(mentions)
            if pointed is not None:
                return pointed
        return Speaker(None, self._description(span), kind_of_phrase(self.phrase))

    def _without_source(self) -> Speaker:
        if self.voice.parent is not None or not self.voice.is_direct or not self.past:
            return NOBODY
        last = self.past[-1]
        gap = self.cast.sentence_at(self.at) - self.cast.sentence_at(last.at)
        return last.speaker if gap <= 3 else NOBODY

    def _person(self, span: Span, mentions: Sequence[Mention]) -> Speaker | None:
        persons = [
            m
            for m in mentions
            if m.type is EntityType.PERSON and m.entity and not self._is_aside(span, m)
        ]
        if not persons:
            return None
        return self._joint(persons) or self._entity(persons[0].entity or "")

    def _joint(self, mentions: Sequence[Mention]) -> Speaker | None:
        """Return two to four named parties that speak together, or None where it is one."""
        if len(mentions) < 2:
            return None
        between = self.cast.text[mentions[0].span.end : mentions[1].span.start]
        if len(between) > 40 or not re.search(r"\band\b", between):
            return None
        entities = [self.cast.entities[m.entity or ""] for m in mentions[:4]]
        names = list(dict.fromkeys(entity.name for entity in entities))
        return Speaker(entities[0].id, " and ".join(names), kind_of_entity(entities[0]))

    def _is_aside(self, span: Span, mention: Mention) -> bool:
        """Say whether a person's name only qualifies another word of the source."""
        text = self.cast.text
        if text.startswith(_POSSESSIVE, mention.span.end):
            return True
        start = mention.span.start
        titles = word_sets("people")["titles"]
        for _ in range(4):
            match = _TITLE_BEFORE.search(text, max(span.start, start - 24), start)
            if match is None or match.group(1).lower().rstrip(".") not in titles:
                break
            start = match.start()
        if _GOVERNS.search(text, max(span.start, start - 20), start):
            return True
        follows = re.match(r" (\w+)", text[mention.span.end : span.end])
        return bool(follows and follows.group(1) in word_sets("roles")["named_after_person"])

    def _entity(self, entity_id: str) -> Speaker:
        entity = self.cast.entities[entity_id]
        return Speaker(entity_id, entity.name, kind_of_entity(entity))

    def _named(self, mentions: Sequence[Mention]) -> Speaker | None:
        """Return the entity whose name holds the phrase's head."""
        if self.phrase is None:
            return None
        bodies = [m for m in mentions if m.entity and m.type is not EntityType.PERSON]
        heads = [m for m in bodies if m.span.overlaps(self.phrase.head_span)]
        if not heads:
            return None
        inside = [m for m in bodies if m.span.end <= self.phrase.head_span.end]
        return self._joint(inside) or self._entity(heads[0].entity or "")

    def _description(self, span: Span) -> str:
        text = " ".join(span.of(self.cast.text).split())
        cut = re.split(r",|;| \(| who | which | whose |\u2014", text, maxsplit=1)[0].strip(" \"“”'")
        if not cut or len(cut) > _MAX_PHRASE:
            cut = self.phrase.words if self.phrase else cut[:_MAX_PHRASE]
        first, space, rest = cut.partition(" ")
        return first.lower() + space + rest if first in _ARTICLES else cut

    def _pronoun(self, pronoun: str) -> Speaker:
        if pronoun == "we":
            return self._first_person()
        if pronoun == "who":
            return self._antecedent()
        if pronoun in ("he", "she"):
            return self._person_before(Gender.MALE if pronoun == "he" else Gender.FEMALE)
        return self._body_before(plural=pronoun == "they")

    def _first_person(self) -> Speaker:
        if self.voice.parent is not None:
            return self.found[self.voice.parent]
        if self.voice.is_direct and self.past:
            return self.past[-1].speaker
        for past in reversed(self.past[-3:]):
            if any(c.contains(self.voice.cue[0]) for c in past.voice.content):
                return past.speaker
        return Speaker(None, self.cast.author, SpeakerKind.AUTHOR)

    def _antecedent(self) -> Speaker:
        text = self.cast.text
        before = self.cast.before(self.at)
        if before and before[0].entity:
            between = text[before[0].span.end : self.at].strip(" ,(-–—").split()
            endings = word_sets("aliases")["generic_endings"]
            if not between or (len(between) == 1 and between[0].strip(",").lower() in endings):
                return self._entity(before[0].entity)
        match = _ANTECEDENT.search(text, max(0, self.at - 60), self.at)
        if match is None:
            return NOBODY
        words = match.group(1).split()
        for index, word in enumerate(words):
            if word.lower() in ("the", "a", "an", "some", "many", "several", "by", "of", "from"):
                words = words[index:] if word.lower() in ("the", "a", "an") else words[index + 1 :]
                break
        if not words:
            return NOBODY
        end = match.end(1)
        name = " ".join(words[-4:])
        phrase = Phrase(name, words[-1].lower(), Span(end - len(words[-1]), end))
        return Speaker(None, name, kind_of_phrase(phrase))

    def _person_before(self, gender: Gender) -> Speaker:
        holder = self._holder()
        if holder is not None and self._may_be(holder, gender):
            return holder
        here = self.cast.sentence_at(self.at)
        scores: dict[str, float] = {}
        firsts: set[int] = set()
        for mention in reversed(self.cast.before(self.at)):
            if mention.type is not EntityType.PERSON or mention.entity is None:
                continue
            number = self.cast.sentence_at(mention.span.start)
            score = self._score_person(mention, gender, here - number, number not in firsts)
            firsts.add(number)
            if score is not None:
                scores[mention.entity] = max(score, scores.get(mention.entity, -99.0))
        best = max(scores, key=lambda e: scores[e], default=None)
        unnamed = self._unnamed_before(gender, here)
        if unnamed is not None and (best is None or unnamed[1] > scores[best]):
            return unnamed[0]
        return self._entity(best) if best is not None else NOBODY

    def _holder(self) -> Speaker | None:
        """Return who speaks the enclosing attribution, where this one is not quoted speech."""
        if self.voice.parent is None or self.voice.is_direct:
            return None
        holder = self.found[self.voice.parent]
        return holder if holder.kind in (SpeakerKind.PERSON, SpeakerKind.UNNAMED) else None

    def _may_be(self, speaker: Speaker, gender: Gender) -> bool:
        known = self.cast.people.gender(speaker.entity or "")
        return known in (Gender.UNKNOWN, gender)

    def _score_person(
        self, mention: Mention, gender: Gender, distance: int, first: bool
    ) -> float | None:
        """Weigh a person as what a pronoun means; weights set on the development reports."""
        known = self.cast.people.gender(mention.entity or "")
        if distance > _NEAR_SENTENCES or (known is not Gender.UNKNOWN and known is not gender):
            return None
        score = -1.0 * distance + (0.6 if first else 0.0) + (0.4 if known is gender else 0.0)
        if any(c.contains(mention.span) for c in self.voice.content):
            score -= 1.5
        if self.cast.text.startswith(_POSSESSIVE, mention.span.end):
            score -= 0.5
        for back, past in enumerate(reversed(self.past[-3:])):
            if past.speaker.entity == mention.entity:
                score += 1.6 / (1 + back)
                break
            if any(c.contains(mention.span) for c in past.voice.content):
                score -= 0.6
        return score

    def _unnamed_before(self, gender: Gender, here: int) -> tuple[Speaker, float] | None:
        """Return the latest unnamed single speaker that the pronoun may mean, with its weight."""
        for back, past in enumerate(reversed(self.past[-2:])):
            if past.speaker.entity is not None or past.phrase is None or is_plural(past.phrase):
                continue
            lists = word_sets("people")
            wrong = lists["male_titles" if gender is Gender.FEMALE else "female_titles"]
            if past.speaker.kind is SpeakerKind.UNNAMED and past.phrase.head not in wrong:
                distance = here - self.cast.sentence_at(past.at)
                return past.speaker, -1.0 * distance + 0.6 + 1.6 / (1 + back)
        return None

    def _body_before(self, *, plural: bool) -> Speaker:
        if not plural and (subject := self._subject_of_sentence()) is not None:
            return subject
        for past in reversed(self.past[-3:]):
            speaker = past.speaker
            fits = speaker.kind not in (SpeakerKind.PERSON, SpeakerKind.UNNAMED, None)
            if plural and past.phrase is not None and is_plural(past.phrase):
                fits = True
            near = self.cast.sentence_at(self.at) - self.cast.sentence_at(past.at) <= 3
            if fits and near and speaker.kind is not SpeakerKind.AUTHOR:
                return speaker
        here = self.cast.sentence_at(self.at)
        bodies = [
            m
            for m in self.cast.before(self.at)[:30]
            if m.entity and m.type in (EntityType.ORGANIZATION, EntityType.GROUP, EntityType.PLACE)
        ]
        ranked = sorted(
            bodies[:12],
            key=lambda m: (
                2 * (here - self.cast.sentence_at(m.span.start)) + (m.type is EntityType.PLACE),
                m.span.start,
            ),
        )
        return self._entity(ranked[0].entity or "") if ranked else NOBODY

    def _subject_of_sentence(self) -> Speaker | None:
        """Return the body named first in the sentence, where the pronoun comes well after it."""
        sentence = (
            self.cast.sentences[self.cast.sentence_at(self.at)] if self.cast.sentences else None
        )
        if sentence is None:
            return None
        before = self.cast.inside(Span(sentence.start, max(sentence.start, self.at)))
        bodies = [m for m in before if m.entity and m.type is EntityType.ORGANIZATION]
        bodies += [m for m in before if m.entity and m.type in (EntityType.GROUP, EntityType.PLACE)]
        if not bodies or bodies[0].span.start > sentence.start + _SUBJECT_WITHIN:
            return None
        return self._entity(bodies[0].entity or "")

    def _owned(self, pronoun: str) -> Speaker:
        """Resolve "his office": the owner's name and the owned."""
        if self.phrase is None:
            return NOBODY
        owner = self._pronoun(pronoun)
        rest = self.phrase.words.split(" ", 1)[1]
        kind = kind_of_phrase(self.phrase)
        if owner.name is None:
            return Speaker(None, self.phrase.words, kind)
        entity = owner.entity if kind is SpeakerKind.DOCUMENT else None
        return Speaker(entity, f"{owner.name}'s {rest}", kind)

    def _points_back(self, mentions: Sequence[Mention]) -> Speaker | None:
        """Resolve "the ministry", "the statement", "the paper" to what was named before."""
        if self.phrase is None:
            return None
        lists, lemma = word_sets("roles"), self.phrase.lemma
        same = self._same_head(lemma, has_names=bool(mentions))
        if same is not None:
            return same
        if len(self.phrase.words.split()) > 4:
            return None
        if lemma in lists["back_to_document"] and self.phrase.is_definite:
            return self._issuer()
        if not is_plural(self.phrase) and not mentions:
            person = self._person_with_role(lemma)
            if person is not None or lemma in lists["back_to_person"]:
                return person
        if not self.phrase.is_definite or mentions:
            return None
        if lemma in lists["back_to_outlet"]:
            return self._last_of(SpeakerKind.OUTLET)
        if self.phrase.head in lists["back_to_body"] or lemma in lists["back_to_body"]:
            return self._last_of(SpeakerKind.ORGANIZATION) or self._last_of(SpeakerKind.GROUP)
        return None

    def _same_head(self, lemma: str, *, has_names: bool) -> Speaker | None:
        if has_names:
            return None
        for mention in self.cast.before(self.at):
            if mention.type is EntityType.PERSON or mention.entity is None:
                continue
            if mention.span.of(self.cast.text).lower().endswith(" " + lemma):
                return self._entity(mention.entity)
        for past in reversed(self.past[-12:]):
            fuller = past.phrase is not None and past.phrase.lemma == lemma
            if fuller and not past.phrase.is_bare and past.speaker.name:  # type: ignore[union-attr]
                return past.speaker
        return None

    def _issuer(self) -> Speaker | None:
        """Return who put out "the statement": who spoke last, above all with that very word."""
        head = self.phrase.lemma if self.phrase else ""
        recent = [p for p in self.said if p.voice is not self.voice][-4:]
        with_word = [
            p for p in recent if any(head in c.of(self.cast.text).lower() for c in p.voice.cue)
        ]
        for past in reversed([*self.past[-2:], *with_word]):
            near = self.cast.sentence_at(self.at) - self.cast.sentence_at(past.at) <= 3
            if near and past.speaker.name is not None:
                return past.speaker
        return None

    def _person_with_role(self, role: str) -> Speaker | None:
        for mention in self.cast.before(self.at):
            is_person = mention.type is EntityType.PERSON and mention.entity is not None
            if is_person and self.cast.people.has_role(mention.entity or "", role):
                return self._entity(mention.entity or "")
        if role not in word_sets("roles")["back_to_last_person"]:
            return None
        for past in reversed(self.past[-3:]):
            if past.speaker.kind is SpeakerKind.PERSON:
                return past.speaker
        return None

    def _last_of(self, kind: SpeakerKind) -> Speaker | None:
        for mention in self.cast.before(self.at):
            if mention.entity is None or mention.type is EntityType.PERSON:
                continue
            if kind_of_entity(self.cast.entities[mention.entity]) is kind:
                return self._entity(mention.entity)
        return None

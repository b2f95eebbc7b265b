"""Noun phrases that name a speaker: their head word and what sort of speaker it makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from whence.extraction.coreference import fold
from whence.extraction.lexicon import word_sets
from whence.extraction.morphology import lemma_of
from whence.records.extraction import Entity, EntityType, Mention, SpeakerKind
from whence.records.span import Span

_TOKEN = re.compile(r"\w[\w’'.&-]*|[,;:()—–\[\]\"“”]")
_MAX_TOKENS = 60
_DETERMINERS = frozenset(["the", "a", "an", "this", "that", "these", "those"])
# What ends the names of media as well as of bodies: "News Agency", "World Service".
_OF_MEDIA_TOO = frozenset(["agency", "service", "network", "corporation"])
_KINDS = (
    ("document", SpeakerKind.DOCUMENT),
    ("outlet", SpeakerKind.OUTLET),
    ("government", SpeakerKind.GOVERNMENT),
    ("organization", SpeakerKind.ORGANIZATION),
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words up to the first clause or aside, its head, and the head's span."""

    words: str
    head: str
    head_span: Span

    @property
    def lemma(self) -> str:
        """The head in the singular, where that is in the lists, else as it is."""
        return singular(self.head)

    @property
    def is_definite(self) -> bool:
        """Whether it begins as a phrase that points back: "the", "that", "this"."""
        return self.words.split(" ", 1)[0].lower() in ("the", "this", "that", "these", "those")

    @property
    def is_bare(self) -> bool:
        """Whether it is the head alone, but for a determiner."""
        words = self.words.lower().split()
        return len(words) == 1 or (len(words) == 2 and words[0] in _DETERMINERS)


def phrase_of(text: str, span: Span, mentions: Sequence[Mention]) -> Phrase | None:
    """Return the noun phrase that opens `span`, or None where it holds no word.

    Its head is the last word before a preposition, a relative clause or an aside; a name that
    holds a preposition ("Bank of England") is kept whole. Reads at most 60 words.
    """
    ends = word_sets("roles")["heads_end_before"]
    head: Span | None = None
    start = -1
    for count, token in enumerate(_TOKEN.finditer(text, span.start, span.end)):
        word = token.group()
        is_mark = not (word[0].isalnum() or word[0] == "_")
        inside = any(m.span.start < token.start() < m.span.end for m in mentions)
        if count > _MAX_TOKENS:
            break
        if head is None and (is_mark or (word.lower() in ends and count == 0)):
            continue
        if head is not None and not inside and (is_mark or word.lower() in ends):
            break
        if not is_mark:
            start = token.start() if start < 0 else start
            head = Span(token.start(), token.end())
    if head is None:
        return None
    head = _without_possessive(text, head)
    return Phrase(" ".join(text[start : head.end].split()), head.of(text).lower(), head)


def _without_possessive(text: str, span: Span) -> Span:
    for ending in ("'s", "’s"):
        if span.of(text).endswith(ending) and len(span) > 2:
            return Span(span.start, span.end - 2)
    return span


@cache
def singular(word: str) -> str:
    """Return lower-case `word` without its plural ending where the role lists know the rest."""
    return lemma_of(word, _all_roles()) or word


@cache
def _all_roles() -> frozenset[str]:
    lists = word_sets("roles")
    names = ("unnamed", "government", "organization", "document", "outlet", "group")
    return frozenset().union(*(lists[name] for name in names))


def is_plural(phrase: Phrase) -> bool:
    """Say whether a phrase speaks of several: a plural head or a word that means several."""
    if phrase.head in word_sets("roles")["plural_words"]:
        return True
    return phrase.head.endswith("s") and phrase.lemma != phrase.head


def kind_of_phrase(phrase: Phrase) -> SpeakerKind:
    """Return what sort of speaker a phrase without a name stands for."""
    lists = word_sets("roles")
    lemma = phrase.lemma
    if lemma in ("official", "source") or lemma.startswith("spokes"):
        return SpeakerKind.UNNAMED
    if phrase.head in lists["plural_words"] and phrase.head not in ("police", "media", "press"):
        return SpeakerKind.GROUP if phrase.head != "authorities" else SpeakerKind.GOVERNMENT
    if "agency" in phrase.head and "news" in phrase.words.lower():
        return SpeakerKind.OUTLET
    for name, kind in _KINDS:
        if lemma in lists[name]:
            return kind
    if is_plural(phrase):
        return SpeakerKind.GROUP
    return SpeakerKind.UNNAMED


def kind_of_entity(entity: Entity) -> SpeakerKind:
    """Return what sort of speaker a named entity is, by its type and the words of its names."""
    if entity.type is EntityType.PERSON:
        return SpeakerKind.PERSON
    if entity.type is EntityType.PLACE:
        return SpeakerKind.GOVERNMENT
    lists = word_sets("roles")
    told = [fold(name) for name in (entity.name, *entity.aliases)]
    words = {word for name in told for word in name}
    bodies = (lists["government"] | {"union", "institute"}) - _OF_MEDIA_TOO
    of_a_body = {name[-1] for name in told if name} & bodies  # "the Border Observer Mission"
    if words & lists["outlet_names"] and not of_a_body:
        return SpeakerKind.OUTLET
    if words & lists["government_names"]:
        return SpeakerKind.GOVERNMENT
    return SpeakerKind.GROUP if entity.type is EntityType.GROUP else SpeakerKind.ORGANIZATION

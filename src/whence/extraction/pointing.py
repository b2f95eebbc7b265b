"""Definite phrases that point back: "the ministry", "the statement", "the paper"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.extraction.cast import Scene, Speaker
from whence.extraction.coreference import fold
from whence.extraction.lexicon import word_sets
from whence.extraction.nominals import is_plural, kind_of_entity
from whence.records.extraction import EntityType, Mention, SpeakerKind

_DETERMINERS = frozenset(("the", "this", "that", "these", "those", "a", "an"))
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP)
_LONGEST = 4


def points_back(scene: Scene, mentions: Sequence[Mention]) -> Speaker | None:
    """Resolve "the ministry", "the statement", "the paper" to what was named before."""
    if scene.phrase is None:
        return None
    lists, lemma = word_sets("roles"), scene.phrase.lemma
    same = _same_head(scene, lemma, has_names=bool(mentions))
    if same is not None:
        return same
    if len(scene.phrase.words.split()) > _LONGEST:
        return None
    if lemma in lists["back_to_document"] and scene.phrase.is_definite:
        return _issuer(scene)
    if not is_plural(scene.phrase) and not mentions:
        person = _person_with_role(scene, lemma)
        if person is not None or lemma in lists["back_to_person"]:
            return person
    if not scene.phrase.is_definite or not scene.phrase.is_bare or mentions:
        return None
    if lemma in lists["back_to_outlet"]:
        return _last_outlet(scene, printed=lemma in lists["printed"])
    if scene.phrase.head in lists["back_to_body"] or lemma in lists["back_to_body"]:
        return _last_of(scene, SpeakerKind.ORGANIZATION) or _last_of(scene, SpeakerKind.GROUP)
    return None


def _same_head(scene: Scene, lemma: str, *, has_names: bool) -> Speaker | None:
    """Return the latest name or speaker with the same head whose words hold all of this phrase's.

    "The ministry" may be any ministry named before, "the foreign ministry" only a foreign one.
    """
    if has_names or scene.phrase is None:
        return None
    told = set(scene.phrase.words.lower().split()[:-1]) - _DETERMINERS
    for mention in scene.cast.before(scene.at):
        if mention.type is EntityType.PERSON or mention.entity is None:
            continue
        words = mention.span.of(scene.cast.text).lower().split()
        if len(words) > 1 and words[-1] == lemma and told.issubset(words):
            return scene.named(mention.entity)
    for past in reversed(scene.past[-12:]):
        if past.phrase is None or past.phrase.lemma != lemma or past.phrase.is_bare:
            continue
        if past.speaker.name and told.issubset(past.phrase.words.lower().split()):
            return past.speaker
    return None


def _issuer(scene: Scene) -> Speaker | None:
    """Return who put out "the statement": who spoke last, above all with that very word."""
    head = scene.phrase.lemma if scene.phrase else ""
    recent = [p for p in scene.said if p.voice is not scene.voice][-4:]
    with_word = [
        p for p in recent if any(head in c.of(scene.cast.text).lower() for c in p.voice.cue)
    ]
    for past in reversed([*scene.past[-2:], *with_word]):
        near = scene.cast.sentence_at(scene.at) - scene.cast.sentence_at(past.at) <= 3
        if near and past.speaker.name is not None:
            return past.speaker
    return None


def _person_with_role(scene: Scene, role: str) -> Speaker | None:
    for mention in scene.cast.before(scene.at):
        is_person = mention.type is EntityType.PERSON and mention.entity is not None
        if is_person and scene.cast.people.has_role(mention.entity or "", role):
            return scene.named(mention.entity or "")
    if role not in word_sets("roles")["back_to_last_person"]:
        return None
    for past in reversed(scene.past[-3:]):
        if past.speaker.kind is SpeakerKind.PERSON:
            return past.speaker
    return None


def _last_outlet(scene: Scene, *, printed: bool) -> Speaker | None:
    """Return the outlet named last; for "the paper" none that is not printed."""
    unprinted = word_sets("roles")["unprinted"]
    for mention in scene.cast.before(scene.at):
        if mention.entity is None or mention.type not in _BODIES:
            continue
        entity = scene.cast.entities[mention.entity]
        if kind_of_entity(entity) is not SpeakerKind.OUTLET:
            continue
        if not printed or not unprinted.intersection(fold(entity.name)):
            return scene.named(mention.entity)
    return None


def _last_of(scene: Scene, kind: SpeakerKind) -> Speaker | None:
    """Return the body of that kind that spoke or was named last."""
    for past in reversed(scene.said[-3:]):
        if past.speaker.kind is kind and past.speaker.entity is not None:
            return past.speaker
    for mention in scene.cast.before(scene.at):
        if mention.entity is None or mention.type not in _BODIES:
            continue
        if kind_of_entity(scene.cast.entities[mention.entity]) is kind:
            return scene.named(mention.entity)
    return None

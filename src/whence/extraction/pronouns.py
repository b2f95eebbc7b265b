"""Pronouns as sources: whom "he", "they", "we" or "who" mean."""

from __future__ import annotations

import re

from whence.extraction.cast import NOBODY, Scene, Speaker
from whence.extraction.gender import Gender
from whence.extraction.lexicon import word_sets
from whence.extraction.nominals import Phrase, is_plural, kind_of_entity, kind_of_phrase
from whence.records.extraction import EntityType, Mention, SpeakerKind
from whence.records.span import Span

_POSSESSIVE = ("'s", "’s", "' ", "’ ")
_ANTECEDENT = re.compile(r"((?:[\w’'-]+ ){0,5}[\w’'-]+)\s*[,(—–-]?\s*$")
_BODIES = (EntityType.ORGANIZATION, EntityType.GROUP)
_ONE = (SpeakerKind.OUTLET, SpeakerKind.DOCUMENT)
"""Never "they": a newspaper is "it", and its people are named."""
_NEAR_SENTENCES = 8
_SUBJECT_WITHIN = 30
_SEEN_WEIGHT, _SEEN_MOST = 0.25, 4.0
"""What the network's log-odds count beside a sentence's distance, and the most they may be."""


def first_person(scene: Scene) -> Speaker:
    """Return who "I" or "we" is: the one quoted, or in the report's own voice its author."""
    if scene.voice.parent is not None:
        return scene.found[scene.voice.parent]
    if scene.voice.is_direct and scene.past:
        return scene.past[-1].speaker
    for past in reversed(scene.past[-3:]):
        if any(c.contains(scene.voice.cue[0]) for c in past.voice.content):
            return past.speaker
    return Speaker(None, scene.cast.author, SpeakerKind.AUTHOR)


def antecedent(scene: Scene) -> Speaker:
    """Return what "who" or "which" refers to: the name or noun phrase right before it."""
    text = scene.cast.text
    before = scene.cast.before(scene.at)
    if before and before[0].entity:
        between = text[before[0].span.end : scene.at].strip(" ,(-–—").split()
        endings = word_sets("aliases")["generic_endings"]
        if not between or (len(between) == 1 and between[0].strip(",").lower() in endings):
            return scene.named(before[0].entity)
    match = _ANTECEDENT.search(text, max(0, scene.at - 60), scene.at)
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


def person_before(scene: Scene, gender: Gender) -> Speaker:
    """Return the person a "he" or "she" most likely means, or nobody.

    Persons named up to eight sentences before are weighed by distance, by place in the sentence
    and by having spoken last; one of the other gender never fits.
    """
    holder = _holder(scene)
    if holder is not None and _may_be(scene, holder, gender):
        return holder
    here = scene.cast.sentence_at(scene.at)
    scores: dict[str, float] = {}
    firsts: set[int] = set()
    persons = [
        mention
        for mention in reversed(scene.cast.before(scene.at))
        if mention.type is EntityType.PERSON and mention.entity is not None
    ]
    odds = scene.odds([mention.span for mention in persons])
    for mention, seen in zip(persons, odds, strict=True):
        number = scene.cast.sentence_at(mention.span.start)
        score = _score_person(scene, mention, gender, here - number, number not in firsts)
        firsts.add(number)
        if score is not None:
            score += _SEEN_WEIGHT * max(-_SEEN_MOST, min(_SEEN_MOST, seen))
            entity = mention.entity or ""
            scores[entity] = max(score, scores.get(entity, -99.0))
    best = max(scores, key=lambda e: scores[e], default=None)
    unnamed = _unnamed_before(scene, gender, here)
    if unnamed is not None and (best is None or unnamed[1] > scores[best]):
        return unnamed[0]
    return scene.named(best) if best is not None else NOBODY


def _holder(scene: Scene) -> Speaker | None:
    """Return who speaks the enclosing attribution, where this one is not quoted speech."""
    if scene.voice.parent is None or scene.voice.is_direct:
        return None
    holder = scene.found[scene.voice.parent]
    return holder if holder.kind in (SpeakerKind.PERSON, SpeakerKind.UNNAMED) else None


def _may_be(scene: Scene, speaker: Speaker, gender: Gender) -> bool:
    known = scene.cast.people.gender(speaker.entity or "")
    return known in (Gender.UNKNOWN, gender)


def _score_person(
    scene: Scene, mention: Mention, gender: Gender, distance: int, first: bool
) -> float | None:
    """Weigh a person as what a pronoun means; weights set on the development reports."""
    known = scene.cast.people.gender(mention.entity or "")
    if distance > _NEAR_SENTENCES or (known is not Gender.UNKNOWN and known is not gender):
        return None
    score = -1.0 * distance + (0.6 if first else 0.0) + (0.4 if known is gender else 0.0)
    if any(c.contains(mention.span) for c in scene.voice.content):
        score -= 1.5
    if scene.cast.text.startswith(_POSSESSIVE, mention.span.end):
        score -= 0.5
    for back, past in enumerate(reversed(scene.past[-3:])):
        if past.speaker.entity == mention.entity:
            score += 1.6 / (1 + back)
            break
        if any(c.contains(mention.span) for c in past.voice.content):
            score -= 0.6
    return score


def _unnamed_before(scene: Scene, gender: Gender, here: int) -> tuple[Speaker, float] | None:
    """Return the latest unnamed single speaker that the pronoun may mean, with its weight."""
    for back, past in enumerate(reversed(scene.past[-2:])):
        if past.speaker.entity is not None or past.phrase is None or is_plural(past.phrase):
            continue
        lists = word_sets("people")
        wrong = lists["male_titles" if gender is Gender.FEMALE else "female_titles"]
        if past.speaker.kind is SpeakerKind.UNNAMED and past.phrase.head not in wrong:
            distance = here - scene.cast.sentence_at(past.at)
            return past.speaker, -1.0 * distance + 0.6 + 1.6 / (1 + back)
    return None


def body_before(scene: Scene, *, plural: bool) -> Speaker:
    """Return what "it" or "they" most likely means: who spoke last, or the body named last."""
    if not plural and (subject := _subject_of_sentence(scene)) is not None:
        return subject
    for past in reversed(scene.past[-3:]):
        speaker = past.speaker
        fits = speaker.kind not in (SpeakerKind.PERSON, SpeakerKind.UNNAMED, None)
        if plural and speaker.kind in _ONE:
            fits = False
        if plural and past.phrase is not None and is_plural(past.phrase):
            fits = True
        near = scene.cast.sentence_at(scene.at) - scene.cast.sentence_at(past.at) <= 3
        if fits and near and speaker.kind is not SpeakerKind.AUTHOR:
            return speaker
    here = scene.cast.sentence_at(scene.at)
    bodies = [
        m
        for m in scene.cast.before(scene.at)[:30]
        if m.entity
        and m.type is not EntityType.PERSON
        and m.type in (*_BODIES, EntityType.PLACE)
        and not (plural and kind_of_entity(scene.cast.entities[m.entity]) in _ONE)
    ]
    ranked = sorted(
        zip(bodies[:12], scene.odds([m.span for m in bodies[:12]]), strict=True),
        key=lambda one: (
            2 * (here - scene.cast.sentence_at(one[0].span.start))
            + (one[0].type is EntityType.PLACE)
            - _SEEN_WEIGHT * one[1],
            one[0].span.start,
        ),
    )
    return scene.named(ranked[0][0].entity or "") if ranked else NOBODY


def _subject_of_sentence(scene: Scene) -> Speaker | None:
    """Return the body named first in the sentence, where the pronoun comes well after it."""
    sentence = (
        scene.cast.sentences[scene.cast.sentence_at(scene.at)] if scene.cast.sentences else None
    )
    if sentence is None:
        return None
    before = scene.cast.inside(Span(sentence.start, max(sentence.start, scene.at)))
    bodies = [m for m in before if m.entity and m.type is EntityType.ORGANIZATION]
    bodies += [m for m in before if m.entity and m.type in (EntityType.GROUP, EntityType.PLACE)]
    if not bodies or bodies[0].span.start > sentence.start + _SUBJECT_WITHIN:
        return None
    return scene.named(bodies[0].entity or "")

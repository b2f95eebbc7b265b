"""Speakers: the person, body or role behind each attribution's source.

Rules in the order of their certainty: a name that heads the source; a pronoun; a definite phrase
that points back ("the ministry"); else the phrase itself, an unnamed speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.extraction.cast import NOBODY, Cast, Past, Scene, Speaker, Voice, scene_of
from whence.extraction.gender import Gender
from whence.extraction.lexicon import word_sets
from whence.extraction.nominals import kind_of_entity, kind_of_phrase, phrase_of
from whence.extraction.pointing import points_back
from whence.extraction.pronouns import antecedent, body_before, first_person, person_before
from whence.extraction.sureness import sureness
from whence.records.extraction import EntityType, Mention, SpeakerKind
from whence.records.span import Span

# Before a name, or before the part of it that was marked: "a resident of Lower | Salen".
_GOVERNS = re.compile(
    r"\b(?i:of|for|to|by|with|from|on|about|against|behind|in|at|near|inside|outside)\s+"
    r"(?i:the\s+)?(?:[A-Z][\w’'-]*\s+)?$"
)
_TITLE_BEFORE = re.compile(r"([\w.-]+)\s+$")
_POSSESSIVE = ("'s", "’s", "' ", "’ ")
_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "themselves": "they", "both": "they",
    "i": "we", "we": "we", "us": "we", "our": "we", "my": "we", "me": "we", "you": "we",
    "who": "who", "which": "who", "that": "who", "whom": "who", "whose": "who",
}  # fmt: skip
_ARTICLES = ("The", "A", "An", "This", "That", "These", "Those", "His", "Her", "Its", "Their")
_MAX_PHRASE = 90
_OWNER_WORDS = 3


def resolve_speakers(cast: Cast, voices: Sequence[Voice]) -> list[Speaker]:
    """Return the speaker of each of `voices`, in their order (text order is expected).

    Enclosing attributions are resolved before the ones they hold, so that "we" inside a quotation
    finds who is quoted.
    """
    found: list[Speaker] = [NOBODY] * len(voices)
    past: list[Past] = []
    done: set[int] = set()
    for index in range(len(voices)):
        for step in reversed(_line_of(voices, index)):
            if step not in done:
                done.add(step)
                scene = scene_of(cast, voices[step], past, found)
                speaker = _resolve(scene)
                found[step] = replace(speaker, score=sureness(scene, speaker))
                if found[step] != NOBODY:
                    past.append(
                        Past(voices[step].cue[0].start, found[step], scene.phrase, voices[step])
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


def _resolve(scene: Scene) -> Speaker:
    if not scene.voice.source:
        return _without_source(scene)
    span = scene.voice.source[0]
    mentions = scene.cast.inside(span)
    words = span.of(scene.cast.text).split()
    first = words[0].lower().strip("\"“‘'") if words else ""
    is_name = len(first) > 1 and words[0].isupper()  # "US" is no pronoun
    pronoun = None if is_name else _PRONOUNS.get(first)
    if pronoun is not None and (len(words) == 1 or pronoun == "who"):
        return _pronoun(scene, pronoun)
    scene.phrase = phrase_of(scene.cast.text, span, mentions)
    if scene.phrase is None:
        return NOBODY
    if (person := _person(scene, span, mentions)) is not None:
        return person
    if pronoun is not None and scene.phrase.head == first:
        return _pronoun(scene, pronoun)
    if (named := _named(scene, mentions)) is not None:
        return named
    if first == "both":
        return _pair_before(scene) or Speaker(None, _description(scene, span), SpeakerKind.GROUP)
    if first in ("his", "her", "its", "their", "our", "my"):
        return _owned(scene, _PRONOUNS[first])
    if scene.phrase.is_definite or scene.phrase.is_bare:
        pointed = points_back(scene, mentions)
        if pointed is not None:
            return pointed
    kind = kind_of_phrase(scene.phrase)
    if kind is SpeakerKind.UNNAMED and _looks_named(scene.phrase.words):
        reports = any("report" in cue.of(scene.cast.text) for cue in scene.voice.cue)
        kind = SpeakerKind.OUTLET if reports else SpeakerKind.ORGANIZATION
    return Speaker(None, _description(scene, span), kind)


def _pair_before(scene: Scene) -> Speaker | None:
    """Return the pair that spoke together last, for "both countries"."""
    for past in reversed(scene.said):
        if past.speaker.name and " and " in past.speaker.name:
            return past.speaker
    return None


def _looks_named(words: str) -> bool:
    """Say whether a phrase is a name that was not marked as one: all words in capitals."""
    parts = [word for word in words.split() if word not in _ARTICLES and word != "the"]
    return len(parts) > 1 and all(word[0].isupper() for word in parts)


def _without_source(scene: Scene) -> Speaker:
    if scene.voice.parent is not None or not scene.voice.is_direct or not scene.past:
        return NOBODY
    last = scene.past[-1]
    gap = scene.cast.sentence_at(scene.at) - scene.cast.sentence_at(last.at)
    return last.speaker if gap <= 3 else NOBODY


def _person(scene: Scene, span: Span, mentions: Sequence[Mention]) -> Speaker | None:
    persons = [
        m
        for m in mentions
        if m.type is EntityType.PERSON and m.entity and not _is_aside(scene, span, m)
    ]
    if not persons:
        return None
    joint = _joint(scene, persons)
    if joint is not None or scene.phrase is None:
        return joint or scene.named(persons[0].entity or "")
    heads = [m for m in persons if m.span.overlaps(scene.phrase.head_span)]
    return scene.named((heads or persons)[0].entity or "")


def _joint(scene: Scene, mentions: Sequence[Mention]) -> Speaker | None:
    """Return two to four named parties that speak together, or None where it is one."""
    if len(mentions) < 2:
        return None
    between = scene.cast.text[mentions[0].span.end : mentions[1].span.start]
    if len(between) > 40 or not re.search(r"\band\b", between):
        return None
    entities = [scene.cast.entities[m.entity or ""] for m in mentions[:4]]
    names = list(dict.fromkeys(entity.name for entity in entities))
    return Speaker(entities[0].id, " and ".join(names), kind_of_entity(entities[0]))


def _is_aside(scene: Scene, span: Span, mention: Mention) -> bool:
    """Say whether a person's name only qualifies another word of the source."""
    text = scene.cast.text
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
    if follows is None:
        return False
    roles = word_sets("roles")
    return follows.group(1) in roles["named_after_person"] or follows.group(1) in roles["unnamed"]


def _named(scene: Scene, mentions: Sequence[Mention]) -> Speaker | None:
    """Return the entity whose name holds the phrase's head."""
    if scene.phrase is None:
        return None
    bodies = [m for m in mentions if m.entity and m.type is not EntityType.PERSON]
    heads = [m for m in bodies if m.span.overlaps(scene.phrase.head_span)]
    if not heads:
        return None
    inside = [m for m in bodies if m.span.end <= scene.phrase.head_span.end]
    return _joint(scene, inside) or _fuller(scene, heads[0])


def _fuller(scene: Scene, mention: Mention) -> Speaker:
    """Return a named body, with the state it is of where only the source tells that."""
    speaker = scene.named(mention.entity or "")
    phrase = scene.phrase
    start = (scene.voice.source[0]).start
    before = scene.cast.text[start : max(start, mention.span.start)].split()
    if phrase is None or not before or len(before) > _OWNER_WORDS:
        return speaker
    last = before[-1]
    if not last[0].isupper() or last in _ARTICLES or last in (speaker.name or "").split():
        return speaker  # "credit agency Salen Watch" is Salen Watch
    words = phrase.words.split(" ", 1)
    name = words[1] if words[0] in _ARTICLES or words[0] == "the" else phrase.words
    return Speaker(speaker.entity, name, speaker.kind)


def _description(scene: Scene, span: Span) -> str:
    text = " ".join(span.of(scene.cast.text).split())
    cut = re.split(r",|;| \(| who | which | whose |\u2014", text, maxsplit=1)[0].strip(" \"“”'")
    if not cut or len(cut) > _MAX_PHRASE:
        cut = scene.phrase.words if scene.phrase else cut[:_MAX_PHRASE]
    first, space, rest = cut.partition(" ")
    return first.lower() + space + rest if first in _ARTICLES else cut


def _pronoun(scene: Scene, pronoun: str) -> Speaker:
    if pronoun == "we":
        return first_person(scene)
    if pronoun == "who":
        return antecedent(scene)
    if pronoun in ("he", "she"):
        return person_before(scene, Gender.MALE if pronoun == "he" else Gender.FEMALE)
    return body_before(scene, plural=pronoun == "they")


def _owned(scene: Scene, pronoun: str) -> Speaker:
    """Resolve "his office": the owner's name and the owned."""
    if scene.phrase is None:
        return NOBODY
    owner = _pronoun(scene, pronoun)
    rest = scene.phrase.words.split(" ", 1)[1]
    kind = kind_of_phrase(scene.phrase)
    if owner.name is None:
        return Speaker(None, scene.phrase.words, kind)
    entity = owner.entity if kind is SpeakerKind.DOCUMENT else None
    ending = "'" if owner.name.endswith("s") and owner.entity is None else "'s"
    return Speaker(entity, f"{owner.name}{ending} {rest}", kind)

"""What the text tells of a person beside the name: gender, and the roles they are given."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from whence.extraction.coreference import fold, given_gender
from whence.extraction.lexicon import word_sets
from whence.records.extraction import Entity, EntityType, Mention

_BEFORE = 60
_AFTER = 90
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BREAK = re.compile(r"[.;:!?\n\"“”()]")
_ASIDE = re.compile(r"\s?,\s(?:\d\d, )?([^,.;:\"“”]{2,90})")


class Gender(StrEnum):
    """Grammatical gender of a person as far as the text and the name show it."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class People:
    """Roles and genders of the persons of one report, worked out once for all mentions."""

    def __init__(self, text: str, mentions: Sequence[Mention], entities: Sequence[Entity]) -> None:
        self._roles: dict[str, set[str]] = defaultdict(set)
        self._genders: dict[str, Gender] = {}
        hints: dict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            if mention.type is EntityType.PERSON and mention.entity is not None:
                before, aside = _words_around(text, mention)
                self._roles[mention.entity].update(w for w in (*before, *aside) if _is_role(w))
                hints[mention.entity].update(before[-2:], aside[:4])
        for entity in entities:
            if entity.type is EntityType.PERSON:
                self._genders[entity.id] = _gender(entity, hints[entity.id])

    def gender(self, entity: str) -> Gender:
        """Return the gender of the person `entity` (an entity id), unknown for any other."""
        return self._genders.get(entity, Gender.UNKNOWN)

    def has_role(self, entity: str, role: str) -> bool:
        """Say whether the text gives the person `entity` the lower-case word `role`."""
        return role in self._roles.get(entity, ())


def _words_around(text: str, mention: Mention) -> tuple[list[str], list[str]]:
    """Return the words that lead up to a name and those of the aside behind it."""
    before = text[max(0, mention.span.start - _BEFORE) : mention.span.start]
    tail = _BREAK.split(before)[-1]
    if "," in tail:
        tail = tail.rsplit(",", 1)[1]
    words = [w.lower() for w in _WORD.findall(tail)][-6:]
    aside = _ASIDE.match(text, mention.span.end, mention.span.end + _AFTER)
    if aside is None or aside.group(1).startswith("who"):
        return words, []
    return words, [w.lower() for w in _WORD.findall(aside.group(1))][:8]


def _is_role(word: str) -> bool:
    lists, people = word_sets("roles"), word_sets("people")
    if word in lists["back_to_person"] or word in lists["unnamed"] or word in people["titles"]:
        return True
    return word.endswith(("er", "or", "ist", "man", "woman", "ant", "ent", "ian")) and len(word) > 4


def _gender(entity: Entity, hints: set[str]) -> Gender:
    lists = word_sets("people")
    if hints & lists["female_titles"]:
        return Gender.FEMALE
    if hints & lists["male_titles"]:
        return Gender.MALE
    words = fold(entity.name)
    if len(words) > 1:
        given = given_gender(words[0])
        return Gender(given) if given is not None else Gender.UNKNOWN
    return Gender.UNKNOWN

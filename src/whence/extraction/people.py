"""What the text tells of a person beside the name: gender, and the roles they are given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from whence.extraction.coreference import fold
from whence.extraction.gender import Gender, gender_of, hints_of, words_around
from whence.extraction.lexicon import word_sets
from whence.records.extraction import Entity, EntityType, Mention


class People:
    """Roles and genders of the persons of one report, worked out once for all mentions."""

    def __init__(self, text: str, mentions: Sequence[Mention], entities: Sequence[Entity]) -> None:
        self._roles: dict[str, set[str]] = defaultdict(set)
        self._genders: dict[str, Gender] = {}
        hints: dict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            if mention.type is EntityType.PERSON and mention.entity is not None:
                before, aside = words_around(text, mention.span)
                self._roles[mention.entity].update(w for w in (*before, *aside) if _is_role(w))
                hints[mention.entity] |= hints_of(before, aside)
        for entity in entities:
            if entity.type is EntityType.PERSON:
                self._genders[entity.id] = gender_of(fold(entity.name), hints[entity.id])

    def gender(self, entity: str) -> Gender:
        """Return the gender of the person `entity` (an entity id), unknown for any other."""
        return self._genders.get(entity, Gender.UNKNOWN)

    def has_role(self, entity: str, role: str) -> bool:
        """Say whether the text gives the person `entity` the lower-case word `role`."""
        return role in self._roles.get(entity, ())


def _is_role(word: str) -> bool:
    lists, people = word_sets("roles"), word_sets("people")
    if word in lists["back_to_person"] or word in lists["unnamed"] or word in people["titles"]:
        return True
    return word.endswith(("er", "or", "ist", "man", "woman", "ant", "ent", "ian")) and len(word) > 4

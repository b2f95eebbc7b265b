"""Actors of added reports, attached to those known by the same name.

Weighing names against one another (`entities`) looks at a pile as a whole. Between two such
weighings an added report's actors go to the actor known by the very name, type and all; one whose
name tells too little, as a family name alone does, stays by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.ids import record_id
from whence.linking.gazetteer import Gazetteer
from whence.linking.labels import find_labels
from whence.linking.shelf import Workbench, key_of
from whence.linking.words import plain_words
from whence.records.extraction import Entity, EntityType, Extraction
from whence.records.links import Label, LinkedEntity
from whence.records.report import Report


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An in-report entity and the actor it belongs to, by id."""

    entity: Entity
    actor: str


def attach(bench: Workbench, extraction: Extraction) -> tuple[Newcomer, ...]:
    """Return the actor of each of a report's entities, and note its names as that actor's."""
    names = {entity.id: _telling(entity) for entity in extraction.entities}
    bench.fetch(key for keys in names.values() for key in keys)
    found = []
    for entity in extraction.entities:
        known = [data.decode() for key in names[entity.id] if (data := bench.get(key))]
        fresh = record_id("entity", [[extraction.report, entity.id]])
        actor = known[0] if known else fresh
        for key in names[entity.id]:
            if bench.get(key) is None:
                bench.put(key, actor.encode())
        found.append(Newcomer(entity, actor))
    return tuple(found)


def labels_of(
    report: Report,
    extraction: Extraction,
    newcomers: Sequence[Newcomer],
    gazetteer: Gazetteer,
) -> tuple[Label, ...]:
    """Return the words a report uses for these actors."""
    members: dict[str, list[tuple[str, str]]] = {}
    for newcomer in newcomers:
        members.setdefault(newcomer.actor, []).append((report.id, newcomer.entity.id))
    actors = [
        LinkedEntity(actor, "", EntityType.OTHER, (), tuple(held))
        for actor, held in members.items()
    ]
    return find_labels([report], [extraction], actors, gazetteer)


def note_names(
    bench: Workbench, actors: Iterable[LinkedEntity], extractions: Iterable[Extraction]
) -> None:
    """Note all names of these actors, which were weighed as a whole, as theirs."""
    home = {member: actor.id for actor in actors for member in actor.members}
    for extraction in extractions:
        for entity in extraction.entities:
            actor = home.get((extraction.report, entity.id))
            for key in _telling(entity)[:1] if actor else ():
                bench.put(key, (actor or "").encode())


def _telling(entity: Entity) -> list[int]:
    """Return keys of an entity's names that tell who it is, its chief name first."""
    keys = []
    for name in dict.fromkeys((entity.name, *entity.aliases)):
        words = plain_words(name)
        if _tells(entity.type, name, words):
            keys.append(key_of("actor", entity.type, *words))
    return keys


def _tells(kind: EntityType, name: str, words: Sequence[str]) -> bool:
    """Say whether a name has a capital and, for a person, is more than one word."""
    if not any(part[:1].isupper() for part in name.split()):
        return False
    return len(words) > 1 or (kind is not EntityType.PERSON and bool(words))

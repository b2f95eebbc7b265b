"""Entities across reports: the same actor under its full name, acronym, apposition or alias.

Precision first: a full name joins, a last name never does by itself, and nobody without a name is
joined with anybody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.ids import record_id
from whence.linking.clustering import Forest
from whence.linking.gazetteer import Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.words import plain_words
from whence.records.extraction import Entity, EntityType, Extraction
from whence.records.links import LinkedEntity
from whence.records.report import Report

_NAME_WORD = r"(?:[A-Z][\w’'-]{1,30}|of|for|the|and|in|on|de|al)"
_APPOSITION = re.compile(rf"({_NAME_WORD}(?: {_NAME_WORD}){{1,9}}) \(([A-Z][A-Za-z.]{{1,9}})\)")
_TITLES = word_set("titles")
_SMALL = word_set("small")


@dataclass(frozen=True, slots=True)
class _Named:
    report: str
    entity: Entity
    keys: tuple[str, ...]
    why: str


def join_entities(
    reports: Sequence[Report], extractions: Sequence[Extraction], gazetteer: Gazetteer
) -> tuple[LinkedEntity, ...]:
    """Return the actors of the pile, each with its names and where it is named, sorted by id.

    Two in-report entities of compatible type are one where they share a full name of two words
    or more (titles left out), a name the gazetteer knows, an acronym that a report of the pile
    spells out in apposition, or, for places and bodies, the same single-word name. Linear.
    """
    spelled = spelled_out(reports)
    named = [
        _Named(e.report, entity, *_keys(entity, gazetteer, spelled))
        for e in extractions
        for entity in e.entities
    ]
    forest = Forest()
    first: dict[str, int] = {}
    for index, item in enumerate(named):
        forest.root(index)
        for key in item.keys:
            forest.join(first.setdefault(key, index), index)
    return tuple(
        sorted((_linked([named[i] for i in group]) for group in forest.sets()), key=lambda e: e.id)
    )


def spelled_out(reports: Iterable[Report]) -> dict[str, str]:
    """Map acronyms to the name they stand for wherever a text gives both, "Long Name (LN)".

    An acronym that stands for two names in the pile stands for neither.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for match in _APPOSITION.finditer(report.text):
            name, acronym = match[1], match[2]
            if long := _initials_fit(name, acronym):
                found[_bare(acronym)].add(_without_article(long))
    return {acronym: next(iter(names)) for acronym, names in found.items() if len(names) == 1}


def _bare(acronym: str) -> str:
    """Return an acronym without points and without the s of its plural ("PMUs")."""
    plain = acronym.strip().replace(".", "")
    return plain[:-1] if plain.endswith("s") and plain[:-1].isupper() else plain


def _without_article(name: str) -> str:
    return " ".join(w for w in plain_words(name) if w != "the")


def _initials_fit(name: str, acronym: str) -> str | None:
    """Return the end of `name` whose initials spell the acronym, None where none does."""
    letters = [c for c in _bare(acronym) if c.isupper()]
    words = name.split()
    for start in range(len(words)):
        tail = words[start:]
        capital = [w[0].upper() for w in tail if w.lower() not in _SMALL]
        if capital == letters or [w[0].upper() for w in tail] == letters:
            return " ".join(tail)
    return None


def _keys(
    entity: Entity, gazetteer: Gazetteer, spelled: dict[str, str]
) -> tuple[tuple[str, ...], str]:
    """Return what identifies an entity across reports, and on what ground."""
    keys: list[str] = []
    grounds: list[str] = []
    kind = _kind(entity.type)
    for name in (entity.name, *entity.aliases):
        entry = gazetteer.state(name, capitals=False) if kind != "person" else None
        entry = entry or (gazetteer.find(name) if kind != "person" else None)
        bare = _bare(name)
        if entry:
            keys.append(f"known:{entry.name}")
            grounds.append(f"“{name}” is a known name of {entry.name}")
        elif bare.isupper() and bare in spelled:
            keys.append(f"{kind}:{spelled[bare]}")
            grounds.append(f"“{name}” is spelled out in the pile")
        elif key := _full_name(name, kind):
            keys.append(f"{kind}:{key}")
            grounds.append(f"the full name “{name}”")
    return tuple(dict.fromkeys(keys)), "; ".join(dict.fromkeys(grounds))


def _kind(kind: EntityType) -> str:
    if kind is EntityType.PERSON:
        return "person"
    return "place" if kind is EntityType.PLACE else "body"


def _full_name(name: str, kind: str) -> str | None:
    words = [w for w in plain_words(name) if w != "the"]
    if not any(w[:1].isupper() for w in name.split()):
        return None
    if kind == "person":
        while words and words[0] in _TITLES:
            words = words[1:]
        return " ".join(words) if len(words) > 1 else None
    return " ".join(words) if words else None


def _linked(group: Sequence[_Named]) -> LinkedEntity:
    names = Counter(item.entity.name for item in group)
    known = sorted(k.removeprefix("known:") for i in group for k in i.keys if k[:6] == "known:")
    best = known[0] if known else min(names, key=lambda n: (-names[n], -len(n), n))
    types = Counter(item.entity.type for item in group)
    aliases = {a for item in group for a in (item.entity.name, *item.entity.aliases)} - {best}
    members = tuple(sorted({(item.report, item.entity.id) for item in group}))
    why = tuple(sorted({item.why for item in group if item.why})) if len(members) > 1 else ()
    return LinkedEntity(
        id=record_id("entity", [list(m) for m in members]),
        name=best,
        type=min(types, key=lambda t: (-types[t], t.value)),
        aliases=tuple(sorted(aliases)),
        members=members,
        why=why,
    )

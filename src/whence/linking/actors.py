"""Actors before they are joined: in-report entities under one name, and what is known of each.

All in-report entities that bear one name in full make one node; a person of whom only one name is
told stays a node of each report, for a family name alone says little.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whence.linking.gazetteer import Entry, Gazetteer
from whence.linking.lexicon import word_set
from whence.linking.naming import (
    PersonName,
    body_words,
    fold,
    is_acronym,
    is_name,
    person_name,
)
from whence.records.decisions import Member
from whence.records.extraction import Entity, EntityType, Extraction
from whence.records.report import Report

PERSON, PLACE, BODY = "person", "place", "body"
LEAST_VOTES = 2  # reports that must name it before the pile's view of its type counts
CLEAR_VOTE = 0.75
MAX_COMPANY = 64  # names kept as an actor's company, the rarest first

_OFFICES = word_set("offices")
_ADDRESSES = word_set("addresses")
_GOVERNMENT = re.compile(r"(?:['’]s)? [Gg]overnment$")
_SMALL = word_set("small")
_COMMON = word_set("common_bodies")
_BEFORE = re.compile(r"((?:[A-Za-z’'-]+[ \n]){1,4})$")
# Types the network gives names it cannot place, which others' word overrules.
_WEAK = (EntityType.EVENT, EntityType.OTHER)
_KINDS = {EntityType.PERSON: PERSON, EntityType.PLACE: PLACE}


@dataclass(slots=True)
class Node:
    """In-report entities that one name makes one.

    `key` is the name compared; `known` the gazetteer's entry, `person` the parts of a person's
    name, `words` those of a body or place (states in place of their people's names), `letters` its
    acronym where the pile does not spell it out, `keys` those of names its reports give it too.
    """

    kind: str
    key: str
    known: Entry | None = None
    person: PersonName | None = None
    words: frozenset[str] = frozenset()
    members: list[Member] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    types: Counter[EntityType] = field(default_factory=Counter)
    offices: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    letters: str = ""
    grounds: set[str] = field(default_factory=set)

    @property
    def told(self) -> bool:
        """Whether the name tells who it is by itself: known, full, of one body or place."""
        return bool(self.known or (self.person.full if self.person else self.words - _COMMON))

    @property
    def common(self) -> bool:
        """Whether it is a name many bodies have, as “Parliament” or “the Army”."""
        return bool(self.words) and not self.told

    @property
    def reports(self) -> set[str]:
        """The reports that name it."""
        return {report for report, _ in self.members}


class Names:
    """How the names of one pile are read: the gazetteer, the acronyms it spells out, its votes."""

    def __init__(
        self,
        extractions: Sequence[Extraction],
        gazetteer: Gazetteer,
        spelled: Mapping[str, frozenset[str]],
    ) -> None:
        self._gazetteer = gazetteer
        self._spelled = {letters: min(n) for letters, n in spelled.items() if len(n) == 1}
        self._letters = frozenset(spelled)
        self._kinds = _votes(extractions)

    def node_of(self, entity: Entity) -> Node | None:
        """Return a node without members for an in-report entity, None where it has no name."""
        if not is_name(entity.name):
            return None
        kind = self.kind(entity)
        if entry := self.known(entity.name, kind):
            kind = _kind_of_entry(entry)
            return Node(kind, f"known:{entry.name}", known=entry)
        if kind == PERSON:
            person = person_name(entity.name)
            if person is None:
                return None
            parts = (person.given, *person.middle, person.family)
            return Node(kind, f"person:{' '.join(p for p in parts if p)}", person=person)
        words = self.words(entity.name)
        if not words:
            return None
        alone = is_acronym(entity.name) and not self.is_spelled(entity.name)
        letters = bare(entity.name).lower() if alone else ""
        return Node(kind, f"{kind}:{' '.join(sorted(words))}", words=words, letters=letters)

    def kind(self, entity: Entity) -> str:
        """Return person, place or body: what the pile takes the name for, else what is given."""
        words = fold(entity.name)
        if vote := self._kinds.get(words):
            return vote
        kind = _KINDS.get(entity.type, BODY)
        if kind == PERSON and self._is_no_person(entity.name):
            return BODY
        return PERSON if _is_addressed(words) else kind

    def _is_no_person(self, name: str) -> bool:
        return is_acronym(name) and (self.is_spelled(name) or not re.search("[AEIOU]", name))

    def known(self, name: str, kind: str) -> Entry | None:
        """Return the gazetteer's entry for a name; for one taken for a person only a sure one."""
        state = _GOVERNMENT.sub("", name)  # the government speaks for its state, as its seat does
        entry = self._gazetteer.state(state, capitals=False) or self._gazetteer.find(name)
        if entry is None or kind != PERSON or entry.section in ("people", "groups"):
            return entry
        sure = entry.section != "states" and (len(fold(name)) > 1 or is_acronym(name))
        return entry if sure else None

    def words(self, name: str) -> frozenset[str]:
        """Return the words of a body or place; its acronym spelled out, demonyms as states."""
        if is_acronym(name) and (spelled := self._spelled.get(bare(name))):
            name = spelled
        return frozenset(w for word in body_words(name) for w in self._state(word))

    def spells(self, name: str) -> bool:
        """Say whether a name is an acronym the pile spells out, and in one way only."""
        return is_acronym(name) and bare(name) in self._spelled

    def is_spelled(self, name: str) -> bool:
        """Say whether the pile spells an acronym out, be it in two ways."""
        return bare(name) in self._letters

    def is_capital(self, name: str) -> bool:
        """Say whether a name is that of a state's capital and not of the state."""
        return self._gazetteer.state(name) != self._gazetteer.state(name, capitals=False)

    def _state(self, word: str) -> tuple[str, ...]:
        entry = self._gazetteer.state(word, capitals=False)
        return fold(entry.name) if entry else (word,)


def _is_addressed(words: Sequence[str]) -> bool:
    """Say whether a name is a person's by how it begins ("President Voss", "Mr Voss")."""
    return 2 <= len(words) <= 4 and words[0] in _ADDRESSES and not _SMALL.intersection(words)


def bare(acronym: str) -> str:
    """Return an acronym without points and without the s of its plural ("PMUs")."""
    plain = acronym.strip().replace(".", "")
    return plain[:-1] if plain.endswith("s") and plain[:-1].isupper() else plain


def _kind_of_entry(entry: Entry) -> str:
    return {"states": PLACE, "places": PLACE, "people": PERSON}.get(entry.section, BODY)


def _votes(extractions: Iterable[Extraction]) -> dict[tuple[str, ...], str]:
    """Return what most reports take a name for, where enough reports name it and most agree."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for extraction in extractions:
        for entity in extraction.entities:
            if entity.type in _WEAK:
                continue
            kind = _KINDS.get(entity.type, BODY)
            votes[fold(entity.name)][kind] += 1
            person = person_name(entity.name) if kind == PERSON else None
            if person and person.full:
                # Who bears a family name speaks for it where it stands alone.
                votes[(person.family,)][kind] += 1
    found = {}
    for name, counts in votes.items():
        kind, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        total = sum(counts.values())
        if total >= LEAST_VOTES and most >= CLEAR_VOTE * total:
            found[name] = kind
    return found


def gather_nodes(
    reports: Sequence[Report], extractions: Sequence[Extraction], names: Names
) -> list[Node]:
    """Return the nodes of a pile in a fixed order, every in-report entity in one of them. Linear.

    An entity without a name ("officials") is a node by itself and is never joined.
    """
    found: dict[str, Node] = {}
    for report, extraction in zip(reports, extractions, strict=True):
        offices = _offices(report.text, extraction)
        for entity in extraction.entities:
            node = names.node_of(entity)
            if node is None:
                key = f"none:{report.id}:{entity.id}"
                node = Node(_KINDS.get(entity.type, BODY), key)
            elif not node.told:
                key = f"{node.key}@{report.id}:{entity.id}"
            else:
                key = node.key
            node = found.setdefault(key, node)
            node.members.append((report.id, entity.id))
            node.names[entity.name] += 1
            node.aliases.update(entity.aliases)
            node.types[entity.type] += 1
            node.offices |= offices.get(entity.id, set())
            _note_other_names(node, entity, names)
    return [found[key] for key in sorted(found)]


def _note_other_names(node: Node, entity: Entity, names: Names) -> None:
    """Note under which keys the report's other names for the actor would stand."""
    for alias in entity.aliases:
        other = names.node_of(Entity(entity.id, alias, entity.type))
        if names.is_capital(alias):
            continue  # in one report "Paris" may act for France; the city is not the state
        if other is not None and other.told and other.key != node.key:
            node.keys.add(other.key)
    for name in (entity.name, *entity.aliases):
        if names.spells(name):
            node.grounds.add(f"“{name}” is spelled out in the pile")
    if node.known:
        node.grounds.add(f"“{entity.name}” is a known name of {node.known.name}")
    elif node.told:
        what = "full name" if node.kind == PERSON else "name"
        node.grounds.add(f"the {what} “{entity.name}”")


def _offices(text: str, extraction: Extraction) -> dict[str, set[str]]:
    """Return the offices that stand just before the names of people, by entity."""
    people = {e.id for e in extraction.entities if e.type is EntityType.PERSON}
    found: dict[str, set[str]] = defaultdict(set)
    for mention in extraction.mentions:
        if mention.entity in people:
            before = _BEFORE.search(text[max(0, mention.span.start - 48) : mention.span.start])
            words = {w for w in fold(before[1]) if w in _OFFICES} if before else set()
            inside = {w for w in fold(mention.span.of(text)) if w in _OFFICES}
            found[mention.entity] |= words | inside
    return found


class Company:
    """Who is named beside whom, and how rare that is in the pile."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._reports = [frozenset(node.reports) for node in nodes]
        self._named: dict[str, list[int]] = defaultdict(list)
        for index, node in enumerate(nodes):
            if node.told and len(self._reports[index]) > 1:
                for report in self._reports[index]:
                    self._named[report].append(index)
        total = len({report for reports in self._reports for report in reports})
        self._weight = [math.log(1 + total / max(1, len(r))) for r in self._reports]
        self._kept: dict[int, tuple[int, ...]] = {}

    def shared(self, one: int, two: int) -> float:
        """Return how much of the company of one is named in reports of the other too, 0 to 1.

        The rare counts above all; whoever is named in one report only counts for nothing, nor do
        the two themselves. It is the company of the one in fewer reports that is asked for.
        """
        if len(self._reports[one]) > len(self._reports[two]):
            one, two = two, one
        beside = [i for i in self._of(one) if i not in (one, two)]
        whole = sum(self._weight[i] for i in beside)
        both = sum(self._weight[i] for i in beside if self._meet(i, two, but=one))
        return both / whole if whole else 0.0

    def _meet(self, one: int, two: int, *, but: int) -> bool:
        """Say whether some report names both and not the third."""
        a, b = self._reports[one], self._reports[two]
        few, many = (a, b) if len(a) < len(b) else (b, a)
        without = self._reports[but]
        return any(report in many and report not in without for report in few)

    def _of(self, index: int) -> tuple[int, ...]:
        if index not in self._kept:
            beside = {i for r in self._reports[index] for i in self._named.get(r, ())}
            rarest = sorted(beside, key=lambda i: (-self._weight[i], i))[:MAX_COMPANY]
            self._kept[index] = tuple(rarest)
        return self._kept[index]

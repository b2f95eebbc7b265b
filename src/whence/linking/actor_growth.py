"""Actors as they grow: reports put in and taken out, at the cost of what they touch.

Who is who depends on the set of reports and on nothing else (docs/decisions/019):

1. forms: how names are written, counted; each read as a name (`actor_forms`);
2. names that tell who they are, weighed against those that share a block (`actor_pairs`), the
   likely pairs kept as a graph; what hangs together is clustered, and a cluster is an actor;
3. names that do not tell, as a family name alone: each in its report goes to the one name it
   most likely stands for, or is grouped with others of the same leaf of its form's roll.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from whence.ids import record_id
from whence.linking.actor_bare import BareNames
from whence.linking.actor_features import Pair, probability
from whence.linking.actor_forms import Forms
from whence.linking.actor_heads import ACTOR_BAR, Head, Joined
from whence.linking.actor_kept import (
    Place,
    alone,
    cast_key,
    form_key,
    homes_key,
    node_key,
    phrases_key,
)
from whence.linking.actor_names import TellingNames
from whence.linking.actor_records import KeptCast, KeptHome, KeptName, KeptNode, KeptPhrases
from whence.linking.actor_rolls import number_of
from whence.linking.actor_use import FormUse
from whence.linking.gazetteer import Gazetteer
from whence.linking.shelf import Shelf
from whence.records.extraction import EntityType, Extraction
from whence.records.links import Label, LinkedEntity
from whence.records.report import Report
from whence.records.span import Span

Found = tuple[Report, Extraction]


@dataclass(slots=True)
class Recast:
    """How actors changed.

    `homes` tell by report to which actors its entities belong now, where that changed; `labels`
    by report all words it uses for actors, where it or its homes changed; `actors` are those that
    came or changed, without their members.
    """

    homes: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[str, tuple[Label, ...]] = field(default_factory=dict)
    actors: dict[str, LinkedEntity] = field(default_factory=dict)


class ActorGrowth:
    """Actors as they grow on a shelf.

    The words that reports use for them are told only where a gazetteer is given.
    """

    def __init__(self, shelf: Shelf, forms: Forms, gazetteer: Gazetteer | None = None) -> None:
        self._shelf = shelf
        self._forms = forms
        self._gazetteer = gazetteer

    def change(
        self, removed: Collection[str], added: Sequence[Found], *, keep: bool = True
    ) -> Recast:
        """Take reports out and put reports in; return how the actors changed.

        A report found anew is in both. What was changed is given to the shelf at the end, unless
        `keep` is false. Time and memory grow with what is removed and added and what that touches.
        """
        step = _Step(self._shelf, self._forms, self._gazetteer)
        step.expect(removed, added)
        for known in removed:
            step.remove(known)
        for report, extraction in added:
            step.add(report, extraction)
        return step.finish(keep=keep)

    def called(
        self, casts: Iterable[tuple[KeptCast, Sequence[KeptName]]]
    ) -> list[tuple[str, frozenset[str]]]:
        """Return what each actor of some names is called: its chief name and all its names.

        With each cast stand those of its names that are weighed; the others count as company
        only. Nothing is given to the shelf.
        """
        step = _Step(self._shelf, self._forms, None)
        for cast, names in casts:
            step.enter(cast, names)
        told = step.finish(keep=False)
        actors = {a for homes in told.homes.values() for a in homes.values()}
        heads = (told.actors[actor] for actor in sorted(actors))
        return [(head.name, frozenset((head.name, *head.aliases))) for head in heads]

    def weighed(self, pairs: Sequence[Found]) -> Iterator[tuple[Pair, list[Place], list[Place]]]:
        """Yield all pairs that are weighed in a pile, each with the in-report entities of both."""
        step = _Step(self._shelf, self._forms, None)
        for report, extraction in pairs:
            step.add(report, extraction)
        step.finish(keep=False)
        yield from step.weighed({number_of(report.id): report.id for report, _ in pairs})


class _Step(FormUse, TellingNames, BareNames):
    """One change."""

    def finish(self, *, keep: bool) -> Recast:
        """Work out what changed, give it to the shelf and return it."""
        self._read_forms()
        self._renew_names()
        self._cluster()
        self._place_bare()
        told = Recast()
        self._tell_homes(told)
        self._tell_heads(told)
        if keep:
            self._records.flush()
        return told

    def weighed(
        self, reports: Mapping[int, str]
    ) -> Iterator[tuple[Pair, list[Place], list[Place]]]:
        """Yield the pairs that were weighed, with the in-report entities of both."""
        members: defaultdict[str, list[Place]] = defaultdict(list)
        bare: list[tuple[int, KeptName]] = []
        for number in sorted(reports):
            for name in self._casts[number].names:
                key = self._form(name.form).node if name.form else ""
                if key:
                    members[key].append((number, name.entity))
                elif name.form:
                    bare.append((number, name))
        for key in sorted(members):
            node = self._view(key)
            if node.count > 1:
                yield Pair(node, node), members[key], members[key]
            for edge in (self._node(key) or KeptNode(())).edges:
                if key < edge.other:
                    pair = Pair(node, self._view(edge.other), edge.company, 0.0, edge.ground)
                    yield pair, members[key], members[edge.other]
        for number, name in bare:
            for key, pair in self._bare_pairs(number, name):
                yield pair, [(number, name.entity)], members[key]

    def _bare_pairs(self, number: int, name: KeptName) -> Iterator[tuple[str, Pair]]:
        reading = self._reading(name.form)
        if reading is not None:
            for key, joined in self._may_be(name, reading, self._bearers(reading), number):
                yield key, joined.pair(reading, self._view(key))

    def _tell_homes(self, told: Recast) -> None:
        self._rolls.fetch_all(self._moved_forms)
        users = {form: list(self._rolls.all_of(form)) for form in sorted(self._moved_forms)}
        self._records.fetch(cast_key(number) for listed in users.values() for number in listed)
        for form, listed in users.items():
            for number in listed:
                names = self._casts[number].names
                self._moved.update((number, name.entity) for name in names if name.form == form)
        moved: defaultdict[int, set[str]] = defaultdict(set)
        for number, entity in self._moved:
            moved[number].add(entity)
        keys = (cast_key, homes_key, phrases_key)
        self._records.fetch(key(number) for number in moved for key in keys)
        forms = {name.form for number in moved for name in self._casts[number].names} - {""}
        self._records.fetch(map(form_key, forms))
        nodes = {self._form(form).node for form in forms}
        nodes.update(home.node for number in moved for home in self._homes(number).values())
        self._records.fetch(map(node_key, nodes - {""}))
        for number in sorted(moved):
            cast = self._casts[number]
            if not cast.report:
                continue
            homes = self._homes(number)
            actors = {n.entity: self._actor_of(n, cast.report, homes) for n in cast.names}
            told.homes[cast.report] = {e: actors[e] for e in sorted(moved[number]) if e in actors}
            phrases = self._records.get(KeptPhrases, phrases_key(number))
            if phrases is not None:
                told.labels[cast.report] = _labels(cast.report, phrases, actors)

    def _actor_of(self, name: KeptName, report: str, homes: Mapping[str, KeptHome]) -> str:
        key = self._form(name.form).node if name.form else ""
        home = homes.get(name.entity)
        if home is not None and not key:
            key = home.node
        if key and (node := self._node(key)):
            return node.actor
        return home.actor if home is not None and home.actor else alone(report, name.entity)

    def _tell_heads(self, told: Recast) -> None:
        """Tell the heads of actors that came or changed."""
        together = self._fetch_together(self._headless)
        asked = {self._actor_named(key) for key in self._headless}
        named = {key for key in together if self._actor_named(key) in asked}
        self._fetch_names(named)
        lines = (line for key in named for line in (self._node(key) or KeptNode(())).attached)
        self._fetch_readings({Joined.of_key(line).form for line in lines})
        for key in sorted(self._headless):
            node = self._node(key)
            if node is not None and node.actor not in told.actors:
                told.actors[node.actor] = self._head(node.actor, key)
        for actor, members in self._groups.items():
            told.actors[actor] = self._group_head(actor, members)
        for report, homes in told.homes.items():
            for name in self._casts[number_of(report)].names:
                home = homes.get(name.entity, "")
                if home and home not in told.actors:
                    told.actors[home] = self._group_head(home, [(number_of(report), name.entity)])

    def _actor_named(self, key: str) -> str:
        node = self._node(key)
        return node.actor if node else ""

    def _head(self, actor: str, key: str) -> LinkedEntity:
        """Return an actor's record from one of its names on."""
        found, waiting = {key}, [key]
        while waiting:
            for edge in self._likely(waiting.pop()):
                node = self._node(edge.other)
                if edge.other not in found and node is not None and node.actor == actor:
                    found.add(edge.other)
                    waiting.append(edge.other)
        head = Head()
        for name in sorted(found):
            kept = self._node(name) or KeptNode(())
            forms = [self._form(form) for form in kept.forms]
            head.add(self._told(name), kept, forms, self._spells)
        for name in sorted(found):
            for edge in self._likely(name):
                if edge.other in found and name < edge.other:
                    one, two = self._told(name), self._told(edge.other)
                    head.join(Pair(one, two, edge.company, 0.0, edge.ground))
            for line in sorted((self._node(name) or KeptNode(())).attached):
                joined = Joined.of_key(line)
                reading = self._reading(joined.form)
                if reading is not None:
                    head.join(joined.pair(reading, self._told(name)))
        return head.record(actor)

    def _spells(self, name: str) -> bool:
        """Say whether a name is an acronym the pile spells out, and in one way only."""
        form = self._forms.of(name, EntityType.ORGANIZATION)
        return bool(form and form.letters and len(self._spellings(form.letters)) == 1)

    def _group_head(self, actor: str, members: Sequence[Place]) -> LinkedEntity:
        """Return the record of an actor whose names do not tell who it is."""
        head = Head()
        nodes = []
        for number, entity in members:
            name = next(n for n in self._casts[number].names if n.entity == entity)
            head.add_bare(name)
            reading = self._reading(name.form) if name.form else None
            if reading is not None:
                nodes.append(self._member(name, reading, number))
        bearers = self._bearers(nodes[0].reading) if nodes else []
        others = 1.0 - max((b.eighths for b in bearers), default=8) / 8
        for at, one in enumerate(nodes):
            for two in nodes[at + 1 :]:
                pair = self._bare_pair(one, two, others)
                if probability(pair) >= ACTOR_BAR:
                    head.join(pair)
        return head.record(actor)


def _labels(report: str, phrases: KeptPhrases, actors: Mapping[str, str]) -> tuple[Label, ...]:
    found: dict[tuple[Span, str], Label] = {}
    for phrase in phrases.of:
        span, actor = Span(phrase.start, phrase.end), actors[phrase.entity]
        found.setdefault(
            (span, actor),
            Label(
                id=record_id("label", actor, report, span.pair()),
                actor=actor,
                report=report,
                span=span,
                kind=phrase.kind,
                voice=phrase.voice,
                by=phrase.by,
            ),
        )
    return tuple(found[key] for key in sorted(found))

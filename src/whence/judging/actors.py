"""Actors across reports as people merged and split them.

Decisions are replayed in order over the actors the machine proposes, however it proposes them now:
what a person said is one is one though the machine parts it, and what is not is not. A merged
actor keeps the name and id of the one that took the others in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from whence.ids import record_id
from whence.judging.attaching import attach_member
from whence.records.decisions import Group, Member
from whence.records.extraction import Entity, Extraction, Mention
from whence.records.judgement import ActorSeen, Apart, Judgement, MemberSeen, Together
from whence.records.links import LinkedEntity
from whence.records.verdict import Judged

MOST_SPANS = 3  # places of a member kept with a decision: enough to find it again


@dataclass(frozen=True, slots=True)
class LocalCast:
    """The actors within one report: its entities and where they are named."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()


Casts = Mapping[str, LocalCast]


def casts_of(extractions: Iterable[Extraction]) -> dict[str, LocalCast]:
    """Return each report's cast."""
    return {e.report: LocalCast(e.entities, e.mentions) for e in extractions}


def member_seen(member: Member, casts: Casts) -> MemberSeen:
    """Return a member of an actor as a person sees it: its name and where it is named."""
    report, entity = member
    cast = casts.get(report, LocalCast())
    name = next((e.name for e in cast.entities if e.id == entity), "")
    spans = tuple(m.span for m in cast.mentions if m.entity == entity)[:MOST_SPANS]
    return MemberSeen(report, entity, name, spans)


def actor_seen(actor: LinkedEntity, casts: Casts) -> ActorSeen:
    """Return an actor as a person sees it."""
    return ActorSeen(actor.id, actor.name, tuple(member_seen(m, casts) for m in actor.members))


@dataclass(slots=True)
class _Class:
    base: LinkedEntity
    id: str
    members: list[Member]
    name: str
    names: set[str]
    marks: list[Judged] = field(default_factory=list)


def decide_actors(
    actors: Sequence[LinkedEntity], taken: Iterable[Judgement], casts: Casts
) -> tuple[LinkedEntity, ...]:
    """Return the actors as people decided; `taken` are the decisions that stand, in order.

    `casts` holds at least the reports that the decisions speak of.
    """
    replay = _Replay(actors, casts)
    for judgement in taken:
        if isinstance(judgement.seen, ActorSeen):
            replay.take(judgement, judgement.seen)
    return replay.result()


class _Replay:
    def __init__(self, actors: Sequence[LinkedEntity], casts: Casts) -> None:
        self._casts = casts
        self._classes = [
            _Class(a, a.id, list(a.members), a.name, {a.name, *a.aliases}) for a in actors
        ]

    def take(self, judgement: Judgement, seen: ActorSeen) -> None:
        subject = self._class_of(seen)
        if subject is None:
            return
        change, marks = judgement.change, [judgement.mark()]
        if isinstance(change, Together):
            others = [o for o in change.others if isinstance(o, ActorSeen)]
            for part in (seen, *others):
                self._take_in(subject, part)
        elif isinstance(change, Apart):
            own = attach_members(seen.members, self._casts)
            off = attach_members(change.members, self._casts)
            self._part(subject, own, off, marks)
        subject.marks += marks

    def _take_in(self, subject: _Class, seen: ActorSeen) -> None:
        """Merge all classes that hold any member of what a person said belongs to the subject."""
        members = attach_members(seen.members, self._casts)
        for other in [c for c in self._classes if not set(members).isdisjoint(c.members)]:
            self._merge(subject, other)

    def _class_of(self, seen: ActorSeen) -> _Class | None:
        members = set(attach_members(seen.members, self._casts))
        shared = [(len(members.intersection(c.members)), c.id == seen.id, c) for c in self._classes]
        best = max(shared, key=lambda found: found[:2], default=None)
        return best[2] if best and best[0] else None

    def _merge(self, subject: _Class, other: _Class) -> None:
        if other is subject:
            return
        held = set(subject.members)
        subject.members += [m for m in other.members if m not in held]
        subject.names |= other.names
        subject.marks += other.marks
        self._classes.remove(other)

    def _part(self, subject: _Class, own: Group, off: Group, marks: list[Judged]) -> None:
        """Take members out of every class that also holds some of those they are not one with."""
        parted, rest = set(off), set(own) - set(off)
        leaving: list[Member] = []
        for found in self._classes:
            here = [m for m in found.members if m in parted]
            mixed = found is subject or not rest.isdisjoint(found.members)
            if mixed and here and len(here) < len(found.members):
                leaving += here
                self._leave(found, parted)
        if not leaving:
            return
        name = _name(leaving, self._casts) or subject.name
        actor_id = record_id("entity", [list(m) for m in sorted(leaving)])
        apart = _Class(subject.base, actor_id, leaving, name, {name}, list(marks))
        apart.names |= {n for m in leaving for n in _names(m, self._casts)}
        self._classes.append(apart)

    def _leave(self, found: _Class, parted: set[Member]) -> None:
        found.members = [m for m in found.members if m not in parted]
        rest = {n for m in found.members for n in _names(m, self._casts)}
        found.names = {found.name, *(rest or found.names)}

    def result(self) -> tuple[LinkedEntity, ...]:
        return tuple(self._decided(c) for c in self._classes)

    def _decided(self, found: _Class) -> LinkedEntity:
        base = replace(found.base, judged=tuple(sorted(found.marks, key=lambda m: m.number)))
        if set(found.members) == set(base.members) and found.id == base.id:
            return base
        return replace(
            base,
            id=found.id,
            name=found.name,
            members=tuple(sorted(found.members)),
            aliases=tuple(sorted(found.names - {found.name})),
        )


def attach_members(seen: Iterable[MemberSeen], casts: Casts) -> Group:
    """Return those of the members seen that the reports still hold."""
    found = []
    for member in seen:
        cast = casts.get(member.report, LocalCast())
        entity = attach_member(member, cast.entities, cast.mentions)
        if entity is not None:
            found.append((member.report, entity))
    return tuple(dict.fromkeys(found))


def _names(member: Member, casts: Casts) -> tuple[str, ...]:
    report, name = member
    for entity in casts.get(report, LocalCast()).entities:
        if entity.id == name:
            return (entity.name, *entity.aliases)
    return ()


def _name(members: Iterable[Member], casts: Casts) -> str:
    """Return the name most of the members bear, the longest of those."""
    names = [found[0] for m in members if (found := _names(m, casts))]
    return min(names, key=lambda n: (-names.count(n), -len(n), n), default="")

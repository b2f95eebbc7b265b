"""Of an actor's members alone is read what reading all of their reports tells."""

from __future__ import annotations

from dataclasses import replace

from whence.deciding.settling import casts_seen
from whence.judging.actors import actor_seen, attach_members
from whence.ledger.bench import Bench
from whence.ledger.store import Ledger
from whence.records.decisions import Group
from whence.records.judgement import ActorSeen, MemberSeen


def all_seen(ledger: Ledger) -> list[ActorSeen]:
    """Return every actor as it is seen by all that its reports name."""
    whole = ledger.look(lambda bench: bench.casts({report.id for report in ledger.reports()}))
    return [actor_seen(actor, whole) for actor in ledger.links().entities]


def test_an_actor_is_seen_as_by_all_of_its_reports(ledger: Ledger) -> None:
    def seen(bench: Bench) -> list[ActorSeen]:
        return [actor_seen(a, bench.casts_of(a.members)) for a in actors]

    actors = ledger.links().entities
    assert ledger.look(seen) == all_seen(ledger)


def test_members_are_found_again_as_among_all_whom_reports_name(ledger: Ledger) -> None:
    """Also those called otherwise then, of another id, or of nobody's name."""

    def found(bench: Bench) -> list[Group]:
        return [attach_members(members, casts_seen(bench, members)) for members in asked]

    asked = [some for a in all_seen(ledger) for some in (a.members, *map(otherwise, a.members))]
    whole = ledger.look(lambda bench: bench.casts({report.id for report in ledger.reports()}))
    assert ledger.look(found) == [attach_members(members, whole) for members in asked]


def otherwise(member: MemberSeen) -> tuple[MemberSeen, ...]:
    """Return the member as linking may have told it before: moved, or no longer there."""
    return (
        replace(member, entity=f"{member.entity}9"),
        replace(member, name="Nobody of that name"),
        replace(member, name="Nobody of that name", spans=()),
    )


def test_who_holds_members_is_told_from_either_side(ledger: Ledger) -> None:
    def look(bench: Bench) -> None:
        for actor in actors:
            assert bench.actors([actor.id]) == (actor,)
            assert bench.actors_with(actor.members) == {actor.id}

    actors = ledger.links().entities
    ledger.look(look)

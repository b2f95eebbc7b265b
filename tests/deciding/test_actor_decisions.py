"""A person's word on who is who holds, however linking joins and parts names afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.linking.build import body, extract, person, report
from whence.deciding.taking import Judge
from whence.ids import content_id
from whence.judging.actors import LocalCast, actor_seen, decide_actors
from whence.ledger.store import Ledger, open_ledger
from whence.records.extraction import Entity, EntityType, Extraction
from whence.records.judgement import Apart, Judgement, Together, Verdict
from whence.records.links import LinkedEntity
from whence.records.report import Intake, Report
from whence.settings import load_settings
from whence.workflow import relink

BESIDE = (body(2, "Salen Harbour Guard"), body(3, "Orvale Lines"), body(4, "Lund Yard"))


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return str(tmp_path / "story.whence")
    return str(request.getfixturevalue("postgres_url"))


def made(number: int, *entities: Entity) -> tuple[Report, Extraction]:
    """Return a report that names these actors."""
    of = report(f"Text {number}.", publisher="P")
    of = replace(of, id=content_id(of.text.encode()), path=f"{number}.txt")
    return of, extract(of, entities=entities)


def add(ledger: Ledger, *pairs: tuple[Report, Extraction]) -> None:
    ledger.add_many([Intake(of, of.text.encode()) for of, _ in pairs])
    ledger.save_extractions(list(pairs), model="made")
    relink(ledger, load_settings())


def home(ledger: Ledger, pair: tuple[Report, Extraction], entity: str = "e1") -> LinkedEntity:
    (found,) = [e for e in ledger.links().entities if (pair[0].id, entity) in e.members]
    return found


def test_what_a_person_joined_stays_joined_when_reports_come(where: str) -> None:
    one, two = made(1, person(1, "Mara Voss")), made(2, person(1, "Ada Lund"))
    with open_ledger(where, create=True) as ledger:
        add(ledger, one, two)
        assert home(ledger, one).id != home(ledger, two).id
        Judge(ledger, "Ada").merge(home(ledger, one).id, [home(ledger, two).id])
        for number in range(3, 9):
            later = made(number, person(1, "Mara Voss" if number % 2 else "Ada Lund"))
            add(ledger, later)
            # Who bears a name of the one named so is that one.
            assert home(ledger, later).id == home(ledger, one).id == home(ledger, two).id
        assert ledger.check() == []
        Judge(ledger, "Ada").undo()
        assert home(ledger, one).id != home(ledger, two).id
        assert ledger.links().entities == ledger.links(proposed=True).entities


def test_what_a_person_parted_stays_apart_when_reports_come(where: str) -> None:
    first = [made(n, person(1, "Mara Voss"), *BESIDE) for n in (1, 2, 3)]
    with open_ledger(where, create=True) as ledger:
        add(ledger, *first)
        whole = home(ledger, first[0])
        assert len(whole.members) == 3
        Judge(ledger, "Ada").split(whole.id, [f"{first[1][0].id}#e1"])
        for number in range(4, 9):
            add(ledger, made(number, person(1, "Mara Voss"), *BESIDE))
            assert home(ledger, first[1]).id != home(ledger, first[0]).id
            assert home(ledger, first[2]).id == home(ledger, first[0]).id
        assert ledger.check() == []
        Judge(ledger, "Ada").undo()
        assert home(ledger, first[1]).id == home(ledger, first[0]).id


def actor(name: str, *members: str) -> LinkedEntity:
    pairs = tuple((member, "e1") for member in members)
    return LinkedEntity(f"entity:{name}", name, EntityType.PERSON, (), pairs)


def casts(*reports: str) -> dict[str, LocalCast]:
    return {r: LocalCast((Entity("e1", f"Name {r}", EntityType.PERSON),)) for r in reports}


KNOWN = casts("a", "b", "c", "d")


def judged(verdict: Verdict, of: LinkedEntity, change: Together | Apart) -> Judgement:
    seen = actor_seen(of, KNOWN)
    return Judgement(of.id, verdict, "Ada", "2031-01-01T00:00:00Z", None, seen, change)


def members(actors: Sequence[LinkedEntity]) -> set[frozenset[str]]:
    return {frozenset(report for report, _ in found.members) for found in actors}


def test_what_was_joined_is_one_though_linking_parts_it_otherwise() -> None:
    one, two = actor("1", "a", "b"), actor("2", "c", "d")
    taken = judged(Verdict.MERGED, one, Together((actor_seen(two, KNOWN),)))
    now = [actor("3", "a"), actor("4", "b"), actor("5", "c"), actor("6", "d")]
    assert members(decide_actors(now, [taken], KNOWN)) == {frozenset("abcd")}


def test_what_was_parted_is_two_wherever_linking_joins_it() -> None:
    whole = actor("1", "a", "b", "c", "d")
    off = actor_seen(actor("2", "c", "d"), KNOWN).members
    taken = judged(Verdict.SPLIT, whole, Apart(members=off))
    now = [actor("3", "a", "c"), actor("4", "b", "d")]
    assert members(decide_actors(now, [taken], KNOWN)) == {
        frozenset("a"), frozenset("b"), frozenset("cd")
    }  # fmt: skip


def test_of_two_decisions_that_contradict_the_later_holds() -> None:
    one, two = actor("1", "a", "b"), actor("2", "c", "d")
    both = actor("1", "a", "b", "c", "d")
    joined = judged(Verdict.MERGED, one, Together((actor_seen(two, KNOWN),)))
    parted = judged(Verdict.SPLIT, both, Apart(members=actor_seen(two, KNOWN).members))
    found = decide_actors([one, two], [joined, parted], KNOWN)
    assert members(found) == {frozenset("ab"), frozenset("cd")}
    found = decide_actors([both], [parted, joined], KNOWN)
    assert members(found) == {frozenset("abcd")}

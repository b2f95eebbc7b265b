"""Verdicts and notes come out as when all decisions are replayed, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from whence.deciding.settling import Settler
from whence.deciding.taking import Judge
from whence.errors import UsageError
from whence.ledger.bench import Bench
from whence.ledger.schema_heads import point_heads
from whence.ledger.session import Session
from whence.ledger.store import Ledger
from whence.linking.gazetteer import load_gazetteer
from whence.records.judgement import ActorSeen, PointSeen
from whence.records.links import Point
from whence.records.verdict import Standing, Verdict, standing_of

VERDICTS = (Verdict.CONFIRMED, Verdict.REJECTED, Verdict.UNSURE)
STEPS = 40


def shown_of(ledger: Ledger) -> dict[str, Point]:
    return {p.id: p for p in ledger.links().points}


def standings_of(where: str) -> dict[str, str]:
    session = Session(where)
    with session.read() as connection:
        rows = connection.execute(select(point_heads.c.id, point_heads.c.standing)).all()
    session.close()
    return {row[0]: row[1] for row in rows}


def replay_all(where: str) -> None:
    session = Session(where)
    with session.write() as connection:
        Settler(load_gazetteer("")).settle_all(Bench(connection))
    session.close()


def steps(ledger: Ledger, judges: list[Judge], chance: random.Random) -> list[Callable[[], object]]:
    """Return what may be done next: mostly verdicts, on points as they are shown now."""
    judge, other = chance.choice(judges), chance.choice(judges)
    points = ledger.links().points
    one, two = chance.sample(points, 2)
    wide = [p for p in points if len(p.accounts) > 2] or [one]
    parted = chance.choice(wide)
    return [
        *(lambda: judge.verdict(one.id, chance.choice(VERDICTS)) for _ in range(4)),
        lambda: judge.verdict(parted.id, Verdict.NOTED, "look again"),
        judge.undo,
        other.redo,
        lambda: judge.merge(one.id, [two.id]),
        lambda: judge.split(parted.id, [parted.accounts[0].id]),
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_shown_is_what_a_replay_of_all_decisions_shows(
    where: str, ledger: Ledger, ada: Judge, bo: Judge, seed: int
) -> None:
    chance = random.Random(seed)
    done = 0
    for _ in range(STEPS):
        try:
            chance.choice(steps(ledger, [ada, bo], chance))()
            done += 1
        except UsageError:
            continue  # nothing to undo, or a split that leaves nothing behind
    assert done > STEPS // 2
    points, standings = shown_of(ledger), standings_of(where)
    assert any(p.judged for p in points.values())
    assert standings == {name: standing_of(p.judged).value for name, p in points.items()}
    replay_all(where)
    assert shown_of(ledger) == points
    assert standings_of(where) == standings
    assert ledger.check() == []


def test_a_verdict_changes_how_a_point_stands_and_nothing_else(
    where: str, ledger: Ledger, ada: Judge, bo: Judge
) -> None:
    before = shown_of(ledger)
    name = max(before.values(), key=lambda p: (len(p.accounts), p.id)).id
    ada.verdict(name, Verdict.REJECTED)
    bo.verdict(name, Verdict.CONFIRMED, "seen it")
    ada.verdict(name, Verdict.UNSURE)
    marks = shown_of(ledger)[name].judged
    assert [(m.by, m.verdict, m.note) for m in marks] == [
        ("Bo", Verdict.CONFIRMED, "seen it"),
        ("Ada", Verdict.UNSURE, None),
    ]
    assert standings_of(where)[name] == Standing.ACCEPTED
    part = ledger.browse(lambda b: b.part_of_point(name, 1))
    assert part is not None
    assert part.point.judged == marks
    bo.undo()
    assert standings_of(where)[name] == Standing.UNSURE
    ada.undo()
    ada.undo()
    assert shown_of(ledger) == before
    assert standings_of(where)[name] == Standing.PROPOSED


def test_a_list_of_decisions_leaves_out_the_accounts_they_were_taken_on(
    ledger: Ledger, ada: Judge
) -> None:
    links = ledger.links()
    p, actor = links.points[0], links.entities[0]
    ada.verdict(p.id, Verdict.CONFIRMED, "as the ministry's table has it")
    ada.verdict(actor.id, Verdict.UNSURE)
    last, before = ledger.browse(lambda b: b.judgements(0, 2))
    on_point, on_actor = (judgement.seen for judgement in ledger.judgements()[-2:])
    assert isinstance(on_point, PointSeen)
    assert isinstance(on_actor, ActorSeen)
    assert before.seen == replace(on_point, accounts=(), origins=())
    assert last.seen == replace(on_actor, members=())
    assert (before.note, last.verdict) == ("as the ministry's table has it", Verdict.UNSURE)
    assert ledger.check() == []

"""What lists tell of actors that people decided on is what counting all of them anew tells."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.deciding.test_saying import replay_all
from whence.deciding.taking import SEPARATOR, Judge
from whence.errors import UsageError
from whence.ledger.schema_heads import actor_heads
from whence.ledger.session import Session
from whence.ledger.store import Ledger
from whence.records.verdict import Verdict

STEPS = 30
Heads = dict[str, tuple[object, ...]]


def heads_of(where: str, *, but: str = "") -> Heads:
    """Return the heads of all actors by id, without the column `but`."""
    session = Session(where)
    columns = [column for column in actor_heads.c if column.name != but]
    with session.read() as connection:
        rows = connection.execute(select(actor_heads.c.id, *columns)).all()
    session.close()
    return {row[0]: tuple(row[1:]) for row in rows}


def steps(ledger: Ledger, judge: Judge, chance: random.Random) -> list[Callable[[], object]]:
    actors = sorted(ledger.links().entities, key=lambda a: (-len(a.members), a.id))[:8]
    one, two = chance.sample(actors, 2)
    off = SEPARATOR.join(chance.choice(one.members))
    return [
        lambda: judge.verdict(one.id, chance.choice([Verdict.CONFIRMED, Verdict.REJECTED])),
        lambda: judge.merge(one.id, [two.id]),
        lambda: judge.split(one.id, [off]),
        judge.undo,
        judge.redo,
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_heads_are_what_a_replay_of_all_decisions_counts(
    where: str, ledger: Ledger, ada: Judge, bo: Judge, seed: int
) -> None:
    chance, done, before = random.Random(seed), 0, heads_of(where)
    for _ in range(STEPS):
        try:
            chance.choice(steps(ledger, chance.choice([ada, bo]), chance))()
            done += 1
        except UsageError:
            continue  # nothing to undo, or a split that leaves nothing behind
    assert done > STEPS // 2
    shown = ledger.links().entities
    told = heads_of(where, but="place")
    assert heads_of(where) != before
    replay_all(where)
    assert heads_of(where, but="place") == told
    assert ledger.links().entities == shown
    for judge in (ada, bo):
        undo_all(judge)
    assert ledger.links().entities == ledger.links(proposed=True).entities
    assert heads_of(where) == before


def undo_all(judge: Judge) -> None:
    for _ in range(STEPS):
        try:
            judge.undo()
        except UsageError:
            return

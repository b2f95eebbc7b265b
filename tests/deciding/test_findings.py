"""How often the machine was right is kept by record: always as a count of all decisions has it."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from sqlalchemy import delete

from whence.deciding.taking import Judge
from whence.errors import UsageError
from whence.judging.accuracy import accuracy
from whence.judging.standing import standing
from whence.ledger.schema import findings
from whence.ledger.session import Session
from whence.ledger.store import Ledger
from whence.records.judgement import About, Judgement
from whence.records.verdict import Verdict

VERDICTS = (Verdict.CONFIRMED, Verdict.REJECTED, Verdict.UNSURE)
STEPS = 60


def steps(ledger: Ledger, judge: Judge, chance: random.Random) -> list[Callable[[], object]]:
    """Return what may be decided next, on few records, so that people often judge the same."""
    links = ledger.links()
    points = sorted(links.points, key=lambda p: (-len(p.accounts), p.id))[:3]
    actors = sorted(links.entities, key=lambda a: (-len(a.members), a.id))[:2]
    ids = [account.id for account in points[0].accounts]
    pair = (ids[0], chance.choice(ids[1:3]))
    report = points[0].accounts[0].report
    extraction = ledger.extraction(report)
    assert extraction is not None
    claim = f"{report}#{chance.choice(extraction.attributions[:3]).id}"
    named = (chance.choice(points).id, chance.choice(actors).id, links.relays[0].id, claim)
    return [
        *(lambda name=name: judge.verdict(name, chance.choice(VERDICTS)) for name in named),
        lambda: judge.one_origin(points[0].id, chance.sample(ids, 2)),
        lambda: judge.separate_origins(points[0].id, ids[:1], ()),
        lambda: judge.collapse(points[0].id, *pair, chance.choice(VERDICTS)),
        lambda: judge.speaker(claim, "Ilse Maren"),
        lambda: judge.merge(points[1].id, [points[2].id]),
        lambda: judge.merge(actors[0].id, [actors[1].id]),
        judge.undo,
        judge.undo,
        judge.redo,
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_what_all_decisions_tell(ledger: Ledger, ada: Judge, bo: Judge, seed: int) -> None:
    chance, done = random.Random(seed), 0
    for _ in range(STEPS):
        try:
            chance.choice(steps(ledger, chance.choice([ada, bo]), chance))()
        except UsageError:
            continue  # nothing to undo, or merged already
        done += 1
        found = ledger.browse(lambda browser: browser.accuracy())
        assert found == accuracy(standing(ledger.judgements()))
    assert done > STEPS // 2
    assert any(stage.disputed for stage in found)
    assert ledger.check() == []


def test_one_that_was_lost_is_a_problem(where: str, ledger: Ledger, ada: Judge) -> None:
    ada.verdict(ledger.links().points[0].id, Verdict.REJECTED)
    session = Session(where)
    with session.write() as connection:
        connection.execute(delete(findings))
    session.close()
    (problem,) = ledger.check()
    assert (problem.where, problem.cause) == (
        "the findings", "0 points: wrong, but decisions tell 1"
    )  # fmt: skip


def test_a_decision_is_taken_back_under_its_own_subject_alone(ledger: Ledger, ada: Judge) -> None:
    one, two = ledger.links().points[:2]
    taken = ada.verdict(one.id, Verdict.REJECTED)
    back = Judgement(two.id, Verdict.WITHDRAWN, "Ada", taken.at, change=About(taken.number))
    with pytest.raises(UsageError, match="there is no decision"):
        ledger.judge(back)

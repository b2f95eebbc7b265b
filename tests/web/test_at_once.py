"""Ten people judge one story at once, over the real server: no error, no decision lost."""

from __future__ import annotations

import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.piles import copied
from tests.web.served import ask, serving
from tests.web.test_team import PASSWORD, as_person, key_of, signed_in
from whence.deciding.settling import Settler
from whence.ledger.store import open_ledger
from whence.linking.gazetteer import load_gazetteer
from whence.records.links import Links
from whence.records.team import Right
from whence.team.signing_in import Team
from whence.web.app import make_app
from whence.web.auth import TeamGate

PEOPLE = [f"Reviewer {n}" for n in range(10)]
ROUNDS = 3


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path, example_ledger: Path) -> str:
    if request.param == "sqlite":
        shutil.copy(example_ledger, tmp_path / "story.whence")
        return str(tmp_path / "story.whence")
    address = str(request.getfixturevalue("postgres_url"))
    copied(example_ledger, address)
    return address


def decide(port: int, name: str, links: Links, report: str) -> Counter[str]:
    """Sign in and take decisions, all over the same few records; return what was answered."""
    cookie = signed_in(port, name).headers["set-cookie"].partition(";")[0]
    key = key_of(port, cookie)
    points = sorted(p.id for p in links.points)
    place = PEOPLE.index(name)
    done: Counter[str] = Counter()

    def send(path: str, **form: str) -> None:
        answer = as_person(port, cookie, path, form={"key": key, "back": "/", **form})
        done[f"{path} {answer.status}"] += 1

    for n in range(ROUNDS):
        own = points[(place + n) % len(points)]
        send("/judge/verdict", name=own, verdict=["confirmed", "rejected", "unsure"][n % 3])
        send("/judge/verdict", name=points[0], verdict="confirmed" if place % 2 else "rejected")
        send("/judge/merge", name=points[1], other=points[2 + place])
        send("/judge/undo")
        send("/judge/verdict", name=report, verdict="noted", note=f"{name}, round {n}")
    return done


def test_ten_people_at_once_lose_nothing(where: str) -> None:
    with open_ledger(where) as ledger:
        team = Team(ledger.people)
        for name in PEOPLE:
            team.add(name, Right.REVIEWER, PASSWORD, by="root")
        links = ledger.links()
        home = ledger.report("04-daily-bell.txt").id
        with serving(make_app(ledger, TeamGate(team))) as port:
            with ThreadPoolExecutor(len(PEOPLE)) as pool:
                answers = list(pool.map(lambda n: decide(port, n, links, f"{home}#a1"), PEOPLE))
            total = sum(answers, Counter[str]())
            assert set(total) == {f"/judge/{name} 303" for name in ("verdict", "merge", "undo")}, (
                total
            )
            assert ask(port, "/", let_in=False).status == 303
        taken = ledger.judgements()
        assert len(taken) == total.total() == len(PEOPLE) * ROUNDS * 5
        assert Counter(j.by for j in taken) == dict.fromkeys(PEOPLE, ROUNDS * 5)
        notes = {j.note for j in taken if j.note}
        assert notes == {f"{name}, round {n}" for name in PEOPLE for n in range(ROUNDS)}
        assert ledger.check() == []
        # What is shown is what the decisions alone come to, in whatever order they arrived.
        shown = ledger.links()
        settler = Settler(load_gazetteer())
        ledger.save_links(ledger.links(proposed=True), signature="anew", settle=settler.settle_all)
        assert ledger.links() == shown

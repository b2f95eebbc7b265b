"""Heads follow what they stand for: links as saved, and effects of judgements."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from tests.export import hand_made
from tests.web.served import hand_made_ledger
from whence.ledger.bench import Bench
from whence.ledger.schema_heads import actor_heads, point_heads, point_reports
from whence.ledger.session import Session
from whence.ledger.store import Ledger
from whence.records.judgement import Judgement
from whence.records.links import Relation
from whence.records.verdict import Judged, Verdict

AT = "2021-03-04T00:00:00Z"


def heads_of(where: str) -> dict[str, tuple[str, int, int, str]]:
    session = Session(where)
    with session.read() as connection:
        rows = connection.execute(select(point_heads).order_by(point_heads.c.place)).all()
    session.close()
    return {row.id: (row.relation, row.reports, row.answers, row.standing) for row in rows}


def test_saving_links_makes_heads(where: str, ledger: Ledger) -> None:
    hand_made_ledger(ledger)
    story = hand_made.story()
    assert heads_of(where) == {
        p.id: (p.relation.value, len({a.report for a in p.accounts}), len(p.groups), "proposed")
        for p in story.links.points
    }
    session = Session(where)
    with session.read() as connection:
        pairs = connection.execute(select(point_reports)).all()
        actors = {row.id: row for row in connection.execute(select(actor_heads))}
    session.close()
    assert len(pairs) == sum(len({a.report for a in p.accounts}) for p in story.links.points)
    assert set(actors) == {e.id for e in story.links.entities}
    hale = next(row for row in actors.values() if row.name == "Ruth Hale")
    assert (hale.reports, hale.outlets, hale.speaks_as) == (2, 2, "person")
    (members,) = [set(e.members) for e in story.links.entities if e.id == hale.id]
    spoken = [(e.report, a.speaker) for e in story.extractions for a in e.attributions]
    assert hale.claims == sum(pair in members for pair in spoken) > 0


def test_effects_replace_heads_and_give_them_back(where: str, ledger: Ledger) -> None:
    hand_made_ledger(ledger)
    before = heads_of(where)
    first, second, *_ = ledger.links().points
    mark = Judged(Verdict.CONFIRMED, "Ada", AT)
    merged = replace(
        first,
        accounts=(*first.accounts, *second.accounts),
        relation=Relation.DENIED,
        judged=(mark,),
    )
    judgement = Judgement(first.id, Verdict.CONFIRMED, "Ada", AT)
    ledger.judge(judgement, lambda b, _: b.show_points([first.id, second.id], [merged]))
    after = heads_of(where)
    assert second.id not in after
    assert after[first.id][0] == "denied"
    assert after[first.id][3] == "accepted"
    ledger.judge(judgement, lambda b, _: b.show_points([first.id, second.id], []))
    assert heads_of(where) == before


def test_forgetting_effects_gives_all_heads_back(where: str, ledger: Ledger) -> None:
    hand_made_ledger(ledger)
    before = heads_of(where)
    first = ledger.links().points[0]
    actor = ledger.links().entities[0]

    def change(bench: Bench, _: Judgement) -> None:
        bench.show_points([first.id], [replace(first, id="point:split", accounts=())])
        bench.show_actors([([actor], [replace(actor, name="Another")])])

    judgement = Judgement(first.id, Verdict.SPLIT, "Ada", AT)
    ledger.judge(judgement, change)
    assert "point:split" in heads_of(where)
    ledger.judge(judgement, lambda b, _: b.forget_effects())
    assert heads_of(where) == before

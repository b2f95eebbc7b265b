"""What pages ask of the ledger, against the same worked out from the whole; both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.export import hand_made
from tests.web.served import fill
from whence.deciding.taking import Judge
from whence.judging.standing import subject_of
from whence.ledger import browse_doubts, decided, judgements
from whence.ledger.browse_actors import ActorFilter, ActorOrder
from whence.ledger.browse_points import PointFilter, PointOrder
from whence.ledger.browse_reports import ReportFilter
from whence.ledger.store import Ledger, open_ledger
from whence.records.judgement import Judgement, attribution_seen
from whence.records.links import Point, Relation
from whence.records.report import outlet
from whence.records.verdict import Standing, Verdict
from whence.views.numbers import story_numbers

STORY = hand_made.story()
COPIES = 30


def wide_point() -> Point:
    """Return a point with more accounts than a page shows."""
    point = STORY.links.points[0]
    accounts = tuple(
        replace(account, id=f"{account.id}-{n}")
        for n in range(COPIES)
        for account in point.accounts
    )
    groups = tuple(tuple(f"{i}-{n}" for n in range(COPIES) for i in ids) for ids in point.groups)
    origins = tuple(tuple(f"{i}-{n}" for i in ids) for n in range(COPIES) for ids in point.origins)
    return replace(point, id="point:wide", accounts=accounts, groups=groups, origins=origins)


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    links = replace(STORY.links, points=(*STORY.links.points, wide_point()))
    fill(ledger, replace(STORY, links=links))
    return ledger


def asked(ledger: Ledger, name: str, *given: Any) -> Any:
    return ledger.browse(lambda browser: getattr(browser, name)(*given))


def test_points_are_found_counted_and_read_whole(full: Ledger) -> None:
    points = full.links().points
    heads = full.browse(lambda b: b.point_heads(PointFilter()))
    assert {head.id for head in heads} == {point.id for point in points}
    assert full.browse(lambda b: b.points([p.id for p in points])) == list(points)
    assert full.browse(lambda b: b.points(["point:none"])) == []
    for relation in Relation:
        wanted = PointFilter(relations=(relation,))
        found = asked(full, "point_heads", wanted)
        assert {h.id for h in found} == {p.id for p in points if p.relation is relation}
        assert asked(full, "count_points", wanted) == len(found)
    counts = full.browse(lambda b: b.point_counts())
    assert counts.all == len(points)
    assert counts.parting == sum(p.relation is not Relation.AGREE for p in points)
    assert counts.one_origin == sum(p.origins_low == 1 for p in points)


@pytest.mark.parametrize("order", list(PointOrder))
def test_pages_of_points_follow_on_each_other(full: Ledger, order: PointOrder) -> None:
    whole = full.browse(lambda b: b.point_heads(PointFilter(), order))
    pages = [asked(full, "point_heads", PointFilter(), order, n, 1)[0] for n in range(len(whole))]
    assert pages == whole


@pytest.mark.parametrize("looked_at", [1, 5, 1_000])
def test_the_queue_is_in_the_order_of_all_points_however_few_are_looked_at(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, looked_at: int
) -> None:
    monkeypatch.setattr(browse_doubts, "LOOKED_AT", looked_at)
    first = STORY.links.points[0]
    scores = (0.9, 0.1, 0.5, 0.99, 0.0, 0.45, 1.0, 0.7)
    points = [replace(first, id=f"point:{n:02}", score=s) for n, s in enumerate(scores)]
    lone = replace(
        first,
        accounts=first.accounts[:1],
        groups=((first.accounts[0].id,),),
        origins=((first.accounts[0].id,),),
        collapses=(),
    )
    points += [replace(lone, id=f"point:1{n}", score=s) for n, s in enumerate(scores)]
    # An account stands on one point only.
    own = {p.id: {a.id: f"{a.id}-{p.id}" for a in p.accounts} for p in points}
    points = [_renamed(p, own[p.id]) for p in points]
    fill(ledger, replace(STORY, links=replace(STORY.links, points=tuple(points))))
    judge = Judge(ledger, "ada")
    judge.verdict("point:04", Verdict.UNSURE)
    judge.verdict("point:01", Verdict.CONFIRMED)
    order = {head.id: head for head in asked(ledger, "point_heads", PointFilter(unchecked=True))}
    assert len(order) == len(points) - 1
    found = asked(ledger, "doubted_points", 0, 100)
    assert {doubted.id for doubted in found} == set(order)
    assert [d.put_off for d in found] == [False] * (len(found) - 1) + [True]
    needs = [(1 - order[d.id].score) * order[d.id].reports for d in found]
    assert needs[:-1] == sorted(needs[:-1], reverse=True)
    for skip in range(len(found)):
        for count in (1, 3):
            assert asked(ledger, "doubted_points", skip, count) == found[skip : skip + count]


def _renamed(point: Point, names: dict[str, str]) -> Point:
    return replace(
        point,
        accounts=tuple(replace(a, id=names[a.id]) for a in point.accounts),
        groups=tuple(tuple(names[i] for i in ids) for ids in point.groups),
        origins=tuple(tuple(names[i] for i in ids) for ids in point.origins),
        collapses=(),
    )


def test_a_report_s_credits_are_told_without_reading_what_points_were_judged(
    full: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay = full.links().relays[0]
    judge = Judge(full, "ada")
    judge.verdict("point:wide", Verdict.CONFIRMED)
    judge.verdict(relay.id, Verdict.REJECTED)
    judge.undo()
    judge.redo()
    read: list[str] = []

    def reading(c: Any, reports: Any, since: int, *, words: bool = False) -> list[Judgement]:
        found = judgements.touching(c, reports, since, words=words)
        read.extend(judgement.subject for judgement in found)
        return found

    monkeypatch.setattr(decided, "judgements", SimpleNamespace(touching=reading))
    relays, _ = asked(full, "credits_of", [relay.report])
    assert [r.id for r in relays if r.rejected] == [relay.id]
    assert set(read) == {relay.id}


def test_cells_tell_what_each_outlet_says(full: Ledger) -> None:
    reports = {report.id: report for report in full.reports()}
    for point in full.links().points:
        answers = {i: n for n, ids in enumerate(point.groups) for i in ids}
        said = Counter((outlet(reports[a.report]), answers.get(a.id, -1)) for a in point.accounts)
        outlets = sorted({name for name, _ in said})
        cells = asked(full, "cells", [point.id], outlets)
        assert {(c.outlet, c.answer): c.accounts for c in cells} == dict(said)
        for cell in cells:
            assert point.accounts[cell.place] == cell.account
            assert answers.get(cell.account.id, -1) == cell.answer
        assert sorted(asked(full, "outlets_of_points", [point.id])) == outlets


def test_of_a_wide_point_a_part_is_read_and_the_account_asked_for(full: Ledger) -> None:
    point = wide_point()
    last = len(point.accounts)
    part = full.browse(lambda b: b.part_of_point(point.id, 10, last))
    assert part is not None
    assert part.total == last
    assert len(part.point.accounts) == 11
    assert point.accounts[-1] in part.point.accounts
    for account in part.point.accounts:
        assert point.accounts[part.numbers[account.id] - 1] == account
    shown = {account.id for account in part.point.accounts}
    assert {i for ids in part.point.groups for i in ids} == shown
    assert {i for ids in part.point.origins for i in ids} == shown
    small = STORY.links.points[0]
    whole = full.browse(lambda b: b.part_of_point(small.id, 10))
    assert whole is not None
    assert whole.point == small
    assert full.browse(lambda b: b.part_of_point("point:none", 10)) is None


def test_a_report_s_accounts_are_found_with_their_places(full: Ledger) -> None:
    points = full.links().points
    for report in full.reports():
        number = asked(full, "heads_by_id", [report.id])[report.id].number
        found = asked(full, "points_of_report", number, 50)
        assert {(head.id, place, account.id) for head, place, account in found} == {
            (p.id, n, a.id)
            for p in points
            for n, a in enumerate(p.accounts)
            if a.report == report.id
        }


def test_points_of_an_outlet_are_counted_as_they_are_listed(full: Ledger) -> None:
    for head in full.browse(lambda b: b.outlets()):
        for wanted in (
            PointFilter(outlet=head.name),
            PointFilter(outlet=head.name, unchecked=True),
        ):
            listed = asked(full, "point_heads", wanted, PointOrder.PARTING, 0, 5_000)
            assert asked(full, "count_points", wanted) == len(listed)


def test_reports_without_a_date_come_last_on_whatever_page(full: Ledger) -> None:
    undated = [r.id for r in full.reports() if r.published is None]
    total = len(list(full.reports()))
    listed = asked(full, "report_heads", ReportFilter(), 0, 500)
    days = [head.published.value for head in listed if head.published]
    assert days == sorted(days)
    assert {head.id for head in listed[len(days) :]} == set(undated)
    for size in (1, 2, 3):
        pages = [
            asked(full, "report_heads", ReportFilter(), n, size) for n in range(0, total, size)
        ]
        assert [head.id for page in pages for head in page] == [head.id for head in listed]


def test_reports_are_listed_by_outlet_and_day(full: Ledger) -> None:
    reports = list(full.reports())
    heads = full.browse(lambda b: b.report_heads(ReportFilter(), 0, 50))
    assert {head.id for head in heads} == {report.id for report in reports}
    for head in full.browse(lambda b: b.outlets()):
        listed = asked(full, "report_heads", ReportFilter(outlet=head.name), 0, 50)
        assert {r.id for r in listed} == {r.id for r in reports if outlet(r) == head.name}
        assert head.reports == len(listed)
    days = {day.day: day.reports for day in full.browse(lambda b: b.days())}
    assert days == Counter(r.published.value for r in reports if r.published)
    found = full.browse(lambda b: b.report_by_key(reports[0].id[7:23]))
    assert found == reports[0]


def test_an_actor_s_claims_and_credits(full: Ledger) -> None:
    entity = next(e for e in STORY.links.entities if e.name == "Ruth Hale")
    heads = full.browse(
        lambda b: b.actor_heads(ActorFilter(speakers=True), ActorOrder.CLAIMS, 0, 9)
    )
    assert entity.id in {head.id for head in heads}
    assert full.browse(lambda b: b.actor(entity.id)) == entity
    members = set(entity.members)
    claims = {
        (e.report, a.id)
        for e in STORY.extractions
        for a in e.attributions
        if (e.report, a.speaker) in members
    }
    said = full.browse(lambda b: b.said_by(entity, 0, 50))
    assert {(s.report, s.attribution) for s in said} == claims
    assert {s.standing for s in said} == {Standing.PROPOSED}
    Judge(full, "ada").verdict(f"{said[0].report}#{said[0].attribution}", Verdict.REJECTED)
    decided = full.browse(lambda b: b.said_by(entity, 0, 50))
    assert [s.standing for s in decided] == [Standing.REJECTED] + [Standing.PROPOSED] * (
        len(said) - 1
    )
    assert sum(full.browse(lambda b: b.stances_of(entity, 50)).values()) == len(claims)
    assert sum(full.browse(lambda b: b.stances_of(entity, 1)).values()) == 1
    head = asked(full, "actor_head", entity.id)
    assert head.claims == len(claims)
    assert asked(full, "bare_actor", entity.id) == replace(entity, members=(), features=())
    assert asked(full, "actor_head", "entity:none") is None
    assert asked(full, "bare_actor", "entity:none") is None
    edges = full.browse(lambda b: b.credits(50))
    assert sum(c.reports for c in edges if c.share is None) == len(
        {(r.report, r.cites, r.kind) for r in STORY.links.relays}
    )


def test_claims_of_an_actor_that_people_decided_on_are_found_by_its_members(full: Ledger) -> None:
    entity = next(e for e in STORY.links.entities if e.name == "Ruth Hale")
    some = replace(entity, members=entity.members[:1])
    judgement = Judgement(entity.id, Verdict.SPLIT, "Ada", "2021-03-04T00:00:00Z")
    full.judge(judgement, lambda bench, _: bench.show_actors([([entity], [some])]))
    assert asked(full, "bare_actor", entity.id) == some
    said = asked(full, "said_by", some, 0, 50)
    assert {s.report for s in said} == {some.members[0][0]}
    assert sum(asked(full, "stances_of", some, 50).values()) == len(said)


def test_around_accounts_stand_their_sentences_and_what_they_rest_on(full: Ledger) -> None:
    accounts = [a for p in STORY.links.points for a in p.accounts]
    whole = asked(full, "extractions", {a.report for a in accounts})
    found = asked(full, "around", accounts)
    assert set(found) == set(whole)
    for report, extraction in found.items():
        rested_on = {a.attribution for a in accounts if a.report == report}
        known = whole[report]
        assert [s.span for s in extraction.sentences] == [s.span for s in known.sentences]
        assert extraction.attributions == tuple(a for a in known.attributions if a.id in rested_on)
    assert any(e.attributions for e in found.values())
    attributed = next(a for a in accounts if a.attribution)
    attribution = next(
        a for a in whole[attributed.report].attributions if a.id == attributed.attribution
    )
    seen = attribution_seen(attributed.report, attribution)
    full.judge(Judgement(subject_of(seen), Verdict.CONFIRMED, "Ada", "2021", seen=seen))
    (now,) = [
        a
        for a in asked(full, "around", accounts)[attributed.report].attributions
        if a.id == attribution.id
    ]
    assert now.judged[0].by == "Ada"


def test_the_revision_changes_with_decisions_and_links(full: Ledger) -> None:
    before = asked(full, "revision")
    assert asked(full, "revision") == before
    full.judge(Judgement("point:wide", Verdict.NOTED, "Ada", "2021", note="so"))
    judged = asked(full, "revision")
    assert judged != before
    full.save_links(STORY.links, signature="again")
    assert asked(full, "revision") != judged


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        ("roof", {"mill-post.txt", "union.html"}),
        ('"five people"', {"union.html"}),
        ("weav*", {"mill-post.txt", "union.html"}),
        ('outlet:"mill post"', {"mill-post.txt"}),
        ("roof outlet:mill", {"mill-post.txt"}),
        ("title:owners", {"union.html"}),
        ("roof after:2021-03-02", {"mill-post.txt", "union.html"}),
        ("roof before:2020", set()),
        ("", set()),
        ('outlet:" after: "', set()),
    ],
)
def test_search_by_words_and_fields(full: Ledger, typed: str, paths: set[str]) -> None:
    found = full.browse(lambda b: b.find(typed, 0, 25))
    assert {hit.path for hit in found.hits} == paths
    assert found.total == len(paths)
    assert sum(n for _, n in found.outlets) == len(paths)


def test_numbers_are_those_of_the_whole_story(example_ledger: Path) -> None:
    with open_ledger(str(example_ledger)) as ledger:
        counted = asdict(ledger.browse(lambda browser: browser.numbers()))
        assert counted == asdict(story_numbers(ledger.story("story")))
        left_out = ledger.browse(lambda browser: browser.left_out(9))
        assert len(left_out) == counted["not_analysed"] > 0
        heads = ledger.browse(lambda b: b.report_heads(ReportFilter(not_analysed=True), 0, 9))
        assert {(head.path, head.note) for head in heads} == {
            (one.path, one.why) for one in left_out
        }
        assert ledger.browse(lambda b: b.counts()).not_analysed == len(heads)
        assert min(counted[name] for name in ("speakers", "points", "relays", "reused")) > 0

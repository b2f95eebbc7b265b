"""Reports that come later undo nothing that people decided, and what is lost is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.deciding.losing import lost_decisions
from whence.deciding.taking import Judge
from whence.ids import record_id
from whence.judging.points import decide_points
from whence.ledger.store import Ledger, open_ledger
from whence.records.extraction import Extraction
from whence.records.judgement import Apart, Judgement, Together, account_seen, point_seen
from whence.records.links import Account, Point, PointKind, Relation
from whence.records.report import Intake, Report
from whence.records.span import Span
from whence.records.verdict import Standing, Verdict, standing_of
from whence.settings import load_settings
from whence.workflow import relink


@pytest.fixture(params=[0, 1], ids=["even first", "odd first"])
def grown(
    request: pytest.FixtureRequest, tmp_path: Path, example_ledger: Path
) -> Iterator[tuple[Ledger, list[tuple[Report, Extraction, bytes]]]]:
    """Give a ledger with every second report of the example, linked, and the other reports."""
    with open_ledger(str(example_ledger)) as whole:
        pairs = zip(whole.reports(), whole.extractions(), strict=True)
        every = [(r, e, whole.original(r.id)) for r, e in pairs]
    first, later = every[request.param :: 2], every[1 - request.param :: 2]
    with open_ledger(str(tmp_path / "grown.whence"), create=True) as ledger:
        add(ledger, first)
        yield ledger, later


def add(ledger: Ledger, found: list[tuple[Report, Extraction, bytes]]) -> None:
    ledger.add_many([Intake(report, data) for report, _, data in found])
    ledger.save_extractions([(report, e) for report, e, _ in found], model="m")
    relink(ledger, load_settings())


def homes(ledger: Ledger, accounts: list[str]) -> list[Point]:
    """Return the points that hold all of these accounts; an account may stand on several."""
    asked = set(accounts)
    return [p for p in ledger.links().points if asked <= {a.id for a in p.accounts}]


def whole(ledger: Ledger, point: Point) -> bool:
    """Say whether a point that holds all these accounts is still there."""
    ids = {a.id for a in point.accounts}
    return any(ids <= {a.id for a in p.accounts} for p in ledger.links().points)


def test_every_decision_on_points_holds_when_reports_come_later(
    grown: tuple[Ledger, list[tuple[Report, Extraction, bytes]]],
) -> None:
    ledger, later = grown
    ada = Judge(ledger, "Ada")
    points = sorted(ledger.links().points, key=lambda p: (-len(p.accounts), p.id))
    split, kept, one, two, refused = points[:5]
    off = split.accounts[0].id
    rest = [a.id for a in split.accounts[1:]]
    ada.split(split.id, [off])
    ada.verdict(kept.id, Verdict.CONFIRMED)
    ada.merge(one.id, [two.id])
    ada.verdict(refused.id, Verdict.REJECTED)
    pair = [kept.accounts[0].id, kept.accounts[-1].id]
    ada.collapse(kept.id, pair[0], pair[1], Verdict.CONFIRMED)
    for start in range(0, len(later), 3):
        add(ledger, later[start : start + 3])
        held = homes(ledger, [a.id for a in kept.accounts])
        (confirmed,) = [p for p in held if standing_of(p.judged) is Standing.ACCEPTED]
        assert any(set(pair) <= set(ids) for ids in confirmed.origins)
        assert homes(ledger, [a.id for p in (one, two) for a in p.accounts])
        assert not homes(ledger, [off, *rest])
        # Where linking itself parts what was rejected, the mark goes with the larger part.
        assert any(p.rejected for p in ledger.links().points) or not whole(ledger, refused)
    assert ledger.look(lost_decisions) == []
    assert ledger.check() == []
    for _ in range(5):
        ada.undo()
    assert ledger.links().points == ledger.links(proposed=True).points


def account(name: str, report: str) -> Account:
    return Account(f"account:{name}", report, (Span(0, 9),), "it", 7.0, 7.0)


def made(name: str, *accounts: Account) -> Point:
    ids = tuple(a.id for a in accounts)
    relation, kind = Relation.AGREE, PointKind.QUANTITY
    return Point(f"point:{name}", "How many?", kind, accounts, (ids,), relation, (), 1, 1)


A, B, C, D = (account(name, f"r{name}") for name in "abcd")


def test_what_was_confirmed_as_one_point_stays_one_where_linking_parts_it() -> None:
    seen = point_seen(made("1", A, B, C))
    taken = Judgement(seen.id, Verdict.CONFIRMED, "Ada", "2031-01-01T00:00:00Z", None, seen)
    one, two = decide_points([made("2", A, B), made("3", C, D)], [taken])
    assert {a.id for a in one.accounts} == {A.id, B.id, C.id}
    assert {a.id for a in two.accounts} == {D.id}
    assert standing_of(one.judged) is Standing.ACCEPTED
    assert not one.judged[0].near


def test_the_mark_says_where_a_confirmed_point_has_grown() -> None:
    seen = point_seen(made("1", A, B))
    taken = Judgement(seen.id, Verdict.CONFIRMED, "Ada", "2031-01-01T00:00:00Z", None, seen)
    (grown_point,) = decide_points([made("2", A, B, D)], [taken])
    assert grown_point.judged[0].near


def test_what_was_merged_stays_one_where_linking_parts_it_otherwise() -> None:
    one, two = point_seen(made("1", A, B)), point_seen(made("2", C, D))
    merge = Together((two,))
    taken = Judgement(one.id, Verdict.MERGED, "Ada", "2031-01-01T00:00:00Z", None, one, merge)
    (found,) = decide_points([made("3", A, C), made("4", B, D)], [taken])
    assert {a.id for a in found.accounts} == {A.id, B.id, C.id, D.id}


def test_what_is_split_off_stands_with_the_point_that_already_holds_just_that() -> None:
    held = record_id("point", [A.id, B.id]).removeprefix("point:")
    seen = point_seen(made("1", A, B, C))
    off = Apart(accounts=(account_seen(A), account_seen(B)))
    taken = Judgement(seen.id, Verdict.SPLIT, "Ada", "2031-01-01T00:00:00Z", None, seen, off)
    one, two = decide_points([made("1", A, B, C), made(held, A, B)], [taken])
    assert [a.id for a in one.accounts] == [C.id]
    assert [a.id for a in two.accounts] == [A.id, B.id]
    assert two.judged


class TestLost:
    def test_decisions_of_every_kind_are_listed_when_nothing_is_proposed_any_more(
        self, ledger: Ledger, ada: Judge
    ) -> None:
        links = ledger.links()
        point = max(links.points, key=lambda p: (len(p.collapses), p.id))
        attributed = next(a for p in links.points for a in p.accounts if a.attribution)
        actor = max(links.entities, key=lambda e: (len(e.members), e.id))
        ada.verdict(f"{attributed.report}#{attributed.attribution}", Verdict.REJECTED)
        ada.verdict(point.id, Verdict.CONFIRMED)
        ada.collapse(point.id, point.collapses[0].one, point.collapses[0].other, Verdict.REJECTED)
        ada.verdict(actor.id, Verdict.CONFIRMED)
        ada.verdict(links.relays[0].id, Verdict.REJECTED)
        ada.verdict(links.reuses[0].id, Verdict.CONFIRMED)
        withdrawn = ada.verdict(links.relays[1].id, Verdict.REJECTED)
        ada.undo()
        assert ledger.look(lost_decisions) == []
        pairs = [(report, Extraction(report.id)) for report in ledger.reports()]
        ledger.save_extractions(pairs, model="one that finds nothing")
        relink(ledger, load_settings())
        lost = {type(j.seen).__name__ for j in ledger.look(lost_decisions)}
        # Credits and carried-over words are found in the text alone.
        assert lost == {"AttributionSeen", "PointSeen", "ActorSeen"}
        numbers = [j.number for j in ledger.look(lost_decisions)]
        assert numbers == sorted(numbers)
        assert len(numbers) == 4
        assert withdrawn.number not in numbers
        assert ledger.check() == []

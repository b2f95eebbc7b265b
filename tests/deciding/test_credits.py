"""Verdicts on credits, carried passages and collapses of origins: effect, undo, another run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from whence.deciding.credits import points_on, rests_on
from whence.deciding.settling import Settler
from whence.deciding.taking import Judge
from whence.errors import UsageError
from whence.judging.accuracy import Stage, accuracy
from whence.judging.credits import attach_relay, attach_reuse
from whence.judging.history import history
from whence.judging.standing import standing
from whence.ledger.store import Ledger
from whence.linking.gazetteer import load_gazetteer
from whence.linking.origins import WORDS_OF
from whence.records.judgement import relay_seen, reuse_seen
from whence.records.links import Account, Point, Relay, Reuse
from whence.records.span import Span
from whence.records.verdict import Standing, Verdict, standing_of
from whence.settings import load_settings
from whence.workflow import relink


def point(ledger: Ledger, name: str) -> Point:
    (found,) = [p for p in ledger.links().points if p.id == name]
    return found


def credits_in(ledger: Ledger) -> list[Relay | Reuse]:
    links = ledger.links()
    return [*links.relays, *links.reuses]


def telling(ledger: Ledger) -> tuple[Relay | Reuse, Point]:
    """Return a credit or passage that the origins of a point rest on, and the point."""
    links = ledger.links()
    for p in links.points:
        for credit in credits_in(ledger):
            names = credit.cites if isinstance(credit, Relay) else "carries the words"
            if rests_on(p, credit) and any(names in c.why for c in p.collapses):
                return credit, p
    raise AssertionError("no origin of the example rests on a credit")


def collapsed(ledger: Ledger) -> Point:
    """Return the point with most collapses."""
    return max(ledger.links().points, key=lambda p: (len(p.collapses), p.id))


def stage(ledger: Ledger, wanted: Stage) -> tuple[int, int]:
    found = ledger.browse(lambda browser: browser.accuracy())
    assert found == accuracy(standing(ledger.judgements()))
    (one,) = [s for s in found if s.stage is wanted]
    return one.right, one.wrong


class TestCredits:
    def test_a_refused_one_counts_its_points_anew_and_comes_back(
        self, ledger: Ledger, ada: Judge
    ) -> None:
        credit, p = parting(ledger)
        before = ledger.links()
        ada.verdict(credit.id, Verdict.REJECTED, "that is a caption")
        after = point(ledger, p.id)
        assert after.origins_high > p.origins_high
        shown = {c.id: c for c in credits_in(ledger)}
        assert shown[credit.id].rejected
        story = ledger.story("x").links
        assert credit.id not in {r.id for r in story.relays} | {r.id for r in story.reuses}
        ada.undo()
        assert ledger.links() == before
        ada.redo()
        assert point(ledger, p.id).origins == after.origins
        assert ledger.check() == []

    def test_lists_over_the_ledger_leave_it_out(self, ledger: Ledger, ada: Judge) -> None:
        relay = ledger.links().relays[0]
        counted = ledger.browse(lambda b: sum(c.reports for c in b.credits(500)))
        ada.verdict(relay.id, Verdict.REJECTED)
        assert ledger.browse(lambda b: sum(c.reports for c in b.credits(500))) == counted - 1
        (mine,) = [
            r for r in ledger.browse(lambda b: b.credits_of([relay.report]))[0] if r.id == relay.id
        ]
        assert standing_of(mine.judged) is Standing.REJECTED

    def test_two_who_disagree_strike_nothing(self, ledger: Ledger, ada: Judge, bo: Judge) -> None:
        credit, p = telling(ledger)
        ada.verdict(credit.id, Verdict.CONFIRMED)
        bo.verdict(credit.id, Verdict.REJECTED)
        assert point(ledger, p.id).origins == p.origins
        told = {c.id: c for c in credits_in(ledger)}[credit.id]
        assert standing_of(told.judged) is Standing.DISPUTED

    def test_it_is_told_in_history_and_counted_by_stage(self, ledger: Ledger, ada: Judge) -> None:
        relays, reuses = ledger.links().relays, ledger.links().reuses
        ada.verdict(relays[0].id, Verdict.CONFIRMED)
        ada.verdict(relays[1].id, Verdict.REJECTED)
        ada.verdict(reuses[0].id, Verdict.REJECTED)
        assert stage(ledger, Stage.RELAYS) == (1, 1)
        assert stage(ledger, Stage.REUSE) == (0, 1)
        assert [h.about for h in history(ledger.judgements())] == [
            "credit",
            "credit",
            "carried-over words",
        ]
        ada.undo()
        assert stage(ledger, Stage.REUSE) == (0, 0)

    def test_it_holds_after_linking_again(self, ledger: Ledger, ada: Judge) -> None:
        credit, p = telling(ledger)
        ada.verdict(credit.id, Verdict.REJECTED)
        after = point(ledger, p.id)
        assert relink(ledger, load_settings())
        assert point(ledger, p.id) == after

    def test_an_unknown_one_is_refused(self, ada: Judge) -> None:
        with pytest.raises(UsageError, match="no credit"):
            ada.verdict("relay:zz", Verdict.REJECTED)


class TestReaders:
    """What is kept beside a point is told by all who read it, and holds beside other decisions."""

    def test_all_tell_the_same(self, ledger: Ledger, ada: Judge) -> None:
        credit, p = parting(ledger)
        ada.verdict(credit.id, Verdict.REJECTED)
        now = point(ledger, p.id)
        assert now.origins != p.origins
        (whole,) = ledger.browse(lambda b: b.points([p.id]))
        part = ledger.browse(lambda b: b.part_of_point(p.id, 1000))
        head = ledger.browse(lambda b: b.point_head(p.id))
        seen = ledger.look(lambda bench: bench.point_seen(p.id))
        (shown,) = ledger.look(lambda bench: bench.shown_points(p.id))
        assert whole == now == shown
        assert part is not None
        assert part.point == now
        assert head is not None
        assert (head.origins_low, head.origins_high) == (now.origins_low, now.origins_high)
        assert seen is not None
        assert seen.origins == now.origins
        assert now in ledger.story("x").links.points
        ada.undo()
        head = ledger.browse(lambda b: b.point_head(p.id))
        assert head is not None
        assert (head.origins_low, head.origins_high) == (p.origins_low, p.origins_high)

    def test_it_comes_back_when_a_merge_is_undone(self, ledger: Ledger, ada: Judge) -> None:
        credit, p = parting(ledger)
        other = next(q for q in ledger.links().points if q.id != p.id)
        ada.verdict(credit.id, Verdict.REJECTED)
        now = point(ledger, p.id)
        ada.merge(p.id, [other.id])
        both = {account.id for one in (p, other) for account in one.accounts}
        assert {account.id for account in point(ledger, p.id).accounts} == both
        ada.undo()
        assert point(ledger, p.id) == now
        ada.undo()
        assert point(ledger, p.id) == p

    def test_several_on_one_point_hold_together(self, ledger: Ledger, ada: Judge) -> None:
        before = ledger.links()
        for reuse in before.reuses:
            ada.verdict(reuse.id, Verdict.REJECTED)
        one_by_one = ledger.links()
        ledger.finish_links(signature="again", settle=Settler(load_gazetteer("")).settle_all)
        at_once = ledger.links()
        for was, now in zip(one_by_one.points, at_once.points, strict=True):
            assert set(was.origins) == set(now.origins)
            assert (was.origins_low, was.origins_high) == (now.origins_low, now.origins_high)
        for _ in before.reuses:
            ada.undo()
        assert ledger.links() == before


def parting(ledger: Ledger) -> tuple[Relay | Reuse, Point]:
    """Return a credit or passage without which an origin of a point comes apart, and the point."""
    ada = Judge(ledger, "Ada")
    for credit in credits_in(ledger):
        before = {p.id: p for p in ledger.links().points}
        ada.verdict(credit.id, Verdict.REJECTED)
        after = ledger.links().points
        ada.undo()
        for p in after:
            if p.origins != before[p.id].origins:
                return credit, before[p.id]
    raise AssertionError("no origin of the example rests on a credit or passage alone")


class TestFoundAgain:
    def test_a_credit_whose_words_moved_a_little(self, ledger: Ledger) -> None:
        relay = ledger.links().relays[0]
        span = Span(relay.span.start, relay.span.end + 3)
        moved = replace(relay, id="relay:other", span=span)
        assert attach_relay(relay_seen(relay), [moved]) == "relay:other"
        assert attach_relay(relay_seen(relay), [replace(moved, cites="another")]) is None

    def test_a_passage_of_the_same_source(self, ledger: Ledger) -> None:
        reuse = ledger.links().reuses[0]
        first = reuse.spans[0]
        moved = replace(reuse, id="reuse:other", spans=(Span(first.start, first.end - 2),))
        whole = replace(reuse, spans=(first,))
        assert attach_reuse(reuse_seen(whole), [moved]) == "reuse:other"
        assert attach_reuse(reuse_seen(whole), [replace(moved, agency="another")]) is None


class TestCollapses:
    def test_each_origin_is_held_together_by_its_own(self, ledger: Ledger) -> None:
        for p in ledger.links().points:
            assert len(p.collapses) == sum(len(ids) - 1 for ids in p.origins)
            home = {a: n for n, ids in enumerate(p.origins) for a in ids}
            assert all(home[c.one] == home[c.other] for c in p.collapses)
            assert set(p.why) == {c.why for c in p.collapses}

    def test_not_so_parts_the_two_and_so_again_joins_them(self, ledger: Ledger, ada: Judge) -> None:
        p = collapsed(ledger)
        c = p.collapses[0]
        ada.collapse(p.id, c.one, c.other, Verdict.REJECTED)
        parted = point(ledger, p.id)
        assert not any({c.one, c.other} <= set(ids) for ids in parted.origins)
        ada.collapse(p.id, c.one, c.other, Verdict.CONFIRMED)
        joined = point(ledger, p.id)
        assert any({c.one, c.other} <= set(ids) for ids in joined.origins)
        assert "By the word of Ada." in joined.why
        assert stage(ledger, Stage.ORIGINS) == (0, 1)
        ada.undo()
        assert point(ledger, p.id) == parted
        ada.undo()
        assert point(ledger, p.id) == p

    def test_verdicts_on_several_stand_side_by_side(self, ledger: Ledger, ada: Judge) -> None:
        p = collapsed(ledger)
        one, two = p.collapses[:2]
        ada.collapse(p.id, one.one, one.other, Verdict.CONFIRMED)
        ada.collapse(p.id, two.one, two.other, Verdict.CONFIRMED)
        now = point(ledger, p.id)
        assert len(now.judged) == 2
        assert now.origins == p.origins
        assert stage(ledger, Stage.ORIGINS) == (2, 0)
        assert standing_of(now.judged) is Standing.PROPOSED  # of the point nothing was said

    def test_the_later_of_two_people_holds_and_both_are_told(
        self, ledger: Ledger, ada: Judge, bo: Judge
    ) -> None:
        p = collapsed(ledger)
        c = p.collapses[0]
        ada.collapse(p.id, c.one, c.other, Verdict.CONFIRMED)
        bo.collapse(p.id, c.one, c.other, Verdict.REJECTED)
        now = point(ledger, p.id)
        assert not any({c.one, c.other} <= set(ids) for ids in now.origins)
        assert [m.by for m in now.judged] == ["Ada", "Bo"]
        assert stage(ledger, Stage.ORIGINS) == (0, 0)

    def test_cannot_tell_changes_nothing(self, ledger: Ledger, ada: Judge) -> None:
        p = collapsed(ledger)
        c = p.collapses[0]
        ada.collapse(p.id, c.one, c.other, Verdict.UNSURE)
        assert replace(point(ledger, p.id), judged=()) == p

    def test_one_account_alone_is_refused(self, ledger: Ledger, ada: Judge) -> None:
        p = collapsed(ledger)
        with pytest.raises(UsageError, match="with itself"):
            ada.collapse(p.id, p.accounts[0].id, p.accounts[0].id, Verdict.REJECTED)
        with pytest.raises(UsageError, match="no verdict"):
            ada.collapse(p.id, p.accounts[0].id, p.accounts[1].id, Verdict.NOTED)


class TestWhatRestsOnAPassage:
    """Which points are counted anew: no more than may come out otherwise."""

    def test_those_whose_evidence_it_is_and_no_other(self, ledger: Ledger) -> None:
        links = ledger.links()
        for passage in links.reuses:
            found = resting(ledger, passage)
            assert found <= {p.id for p in links.points if rests_on(p, passage)}
            told = {
                p.id
                for p in links.points
                for c in p.collapses
                if WORDS_OF in c.why
                and rests_on(p, passage)
                and any(a.id in (c.one, c.other) and covered(a, passage) for a in p.accounts)
            }
            assert told <= found

    def test_all_on_which_a_credit_bears(self, ledger: Ledger) -> None:
        links = ledger.links()
        for relay in links.relays:
            found = resting(ledger, relay)
            assert found == {p.id for p in links.points if rests_on(p, relay)}


def resting(ledger: Ledger, credit: Relay | Reuse) -> set[str]:
    return ledger.look(lambda bench: points_on(bench, credit))


def covered(account: Account, passage: Reuse) -> bool:
    mine = account.report == passage.report
    return mine and any(a.overlaps(b) for a in account.spans for b in passage.spans)

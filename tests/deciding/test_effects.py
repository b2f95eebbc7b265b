"""Every correction, its effect on what is shown, and its undo, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from whence.deciding.taking import Judge, Words
from whence.errors import UsageError
from whence.ledger.store import Ledger
from whence.records.extraction import Attribution, Extraction, QuoteKind, SpeakerKind, Stance
from whence.records.links import LinkedEntity, Point
from whence.records.report import Report
from whence.records.span import Span
from whence.records.verdict import Standing, Verdict, standing_of
from whence.settings import load_settings
from whence.workflow import relink


def reports(ledger: Ledger) -> dict[str, Report]:
    return {report.id: report for report in ledger.reports()}


def point(ledger: Ledger, name: str) -> Point:
    (found,) = [p for p in ledger.links().points if p.id == name]
    return found


def largest(ledger: Ledger) -> Point:
    return max(ledger.links().points, key=lambda p: (len(p.accounts), p.id))


def attributed(ledger: Ledger) -> tuple[str, Attribution, Point]:
    """Return an attribution with a speaker that a point rests on, its name, and the point."""
    paths = {r.id: r.path for r in ledger.reports()}
    for p in ledger.links().points:
        for account in p.accounts:
            if account.attribution and account.chain and len(p.accounts) > 1:
                found = ledger.extraction(account.report)
                assert found is not None
                a = next(a for a in found.attributions if a.id == account.attribution)
                return f"{paths[account.report]}#{a.id}", a, p
    raise AssertionError("the example holds no such attribution")


def shown(ledger: Ledger, name: str) -> Extraction:
    found = ledger.extraction(ledger.report(name.rpartition("#")[0]).id)
    assert found is not None
    return found


class TestAttributions:
    @pytest.mark.parametrize(
        ("verdict", "standing"),
        [
            (Verdict.CONFIRMED, Standing.ACCEPTED),
            (Verdict.UNSURE, Standing.UNSURE),
            (Verdict.NOTED, Standing.PROPOSED),
        ],
    )
    def test_a_verdict_is_carried_by_the_record(
        self, ledger: Ledger, ada: Judge, verdict: Verdict, standing: Standing
    ) -> None:
        name, before, _ = attributed(ledger)
        ada.verdict(name, verdict, "seen on the page")
        (after,) = [a for a in shown(ledger, name).attributions if a.id == before.id]
        assert standing_of(after.judged) is standing
        (mark,) = after.judged
        assert (mark.verdict, mark.by, mark.note) == (verdict, "Ada", "seen on the page")
        assert replace(after, judged=()) == before
        ada.undo()
        assert shown(ledger, name) == ledger.extraction(ledger.report(name[:-3]).id, proposed=True)
        assert ledger.check() == []

    def test_a_rejected_one_is_struck_and_comes_back(self, ledger: Ledger, ada: Judge) -> None:
        name, before, p = attributed(ledger)
        ada.verdict(name, Verdict.REJECTED)
        after = shown(ledger, name)
        assert before.id not in [a.id for a in after.attributions]
        assert [a.id for a in after.struck] == [before.id]
        assert not any(a.parent == before.id for a in after.attributions)
        home = ledger.report(name.rpartition("#")[0]).id
        resting = {(a.report, a.attribution) for a in point(ledger, p.id).accounts}
        assert (home, before.id) not in resting
        ada.undo()
        assert shown(ledger, name).struck == ()
        assert point(ledger, p.id) == p
        ada.redo()
        assert [a.id for a in shown(ledger, name).struck] == [before.id]

    def test_edited_words_are_shown(self, ledger: Ledger, ada: Judge) -> None:
        name, before, _ = attributed(ledger)
        words = Words((), before.cue, (Span(before.content[0].start, before.content[0].start + 9),))
        ada.edit(name, words, "too long")
        (after,) = [a for a in shown(ledger, name).attributions if a.id == before.id]
        assert (after.source, after.cue, after.content) == ((), before.cue, words.content)
        assert standing_of(after.judged) is Standing.ACCEPTED
        ada.undo()
        assert before in shown(ledger, name).attributions

    def test_a_changed_speaker_recounts_the_point(self, ledger: Ledger, ada: Judge) -> None:
        name, before, p = attributed(ledger)
        ada.speaker(name, "The Night Ferry Board", SpeakerKind.ORGANIZATION)
        (after,) = [a for a in shown(ledger, name).attributions if a.id == before.id]
        assert after.speaker_name == "The Night Ferry Board"
        assert after.speaker_kind is SpeakerKind.ORGANIZATION
        home = ledger.report(name.rpartition("#")[0]).id
        account = next(a for a in p.accounts if (a.report, a.attribution) == (home, before.id))
        now = next(a for a in point(ledger, p.id).accounts if a.id == account.id)
        assert now.chain[-1] == "The Night Ferry Board"
        ada.undo()
        assert point(ledger, p.id) == p

    def test_a_missed_one_is_added_and_can_be_judged(
        self, ledger: Ledger, ada: Judge, bo: Judge
    ) -> None:
        report = ledger.report("04-daily-bell.txt")
        start = report.paragraphs[-1].start
        words = Words((), (), (Span(start, start + 12),))
        taken = ada.add(report.path, words, "The editor", Stance.VOWS)
        name = f"j{taken.number}"
        found = {a.id: a for a in shown(ledger, f"{report.path}#x").attributions}[name]
        assert (found.speaker_name, found.stance) == ("The editor", Stance.VOWS)
        assert found.content == words.content
        bo.verdict(f"{report.path}#{name}", Verdict.REJECTED, "that is a caption")
        disputed = {a.id: a for a in shown(ledger, f"{report.path}#x").attributions}[name]
        assert standing_of(disputed.judged) is Standing.DISPUTED
        assert [m.by for m in disputed.judged] == ["Ada", "Bo"]
        ada.undo()
        assert name not in {a.id for a in shown(ledger, f"{report.path}#x").attributions}
        assert ledger.check() == []

    def test_quoted_words_make_a_direct_quotation(self, ledger: Ledger, ada: Judge) -> None:
        for report in ledger.reports():
            at = report.text.find("“")
            end = report.text.find("”", at)
            if at >= 0 and end > at:
                ada.add(report.path, Words((), (), (Span(at + 1, end),)))
                added = shown(ledger, f"{report.path}#x").attributions[-1]
                assert added.quote is QuoteKind.DIRECT
                return
        raise AssertionError("the example quotes nobody")

    def test_two_people_who_disagree_are_both_shown(
        self, ledger: Ledger, ada: Judge, bo: Judge
    ) -> None:
        name, before, _ = attributed(ledger)
        ada.verdict(name, Verdict.CONFIRMED)
        bo.verdict(name, Verdict.REJECTED)
        (after,) = [a for a in shown(ledger, name).attributions if a.id == before.id]
        assert standing_of(after.judged) is Standing.DISPUTED
        assert {(m.by, m.verdict) for m in after.judged} == {
            ("Ada", Verdict.CONFIRMED),
            ("Bo", Verdict.REJECTED),
        }
        bo.undo()
        (after,) = [a for a in shown(ledger, name).attributions if a.id == before.id]
        assert standing_of(after.judged) is Standing.ACCEPTED

    def test_a_second_thought_replaces_only_ones_own(self, ledger: Ledger, ada: Judge) -> None:
        name, before, _ = attributed(ledger)
        ada.verdict(name, Verdict.REJECTED)
        ada.verdict(name, Verdict.CONFIRMED)
        (after,) = [a for a in shown(ledger, name).attributions if a.id == before.id]
        assert [m.verdict for m in after.judged] == [Verdict.CONFIRMED]
        ada.undo()
        assert [a.id for a in shown(ledger, name).struck] == [before.id]


class TestAfterAnotherRun:
    """The machine reads again with another model and proposes other words."""

    def rerun(self, ledger: Ledger, name: str, change: Extraction) -> None:
        report = ledger.report(name.rpartition("#")[0])
        ledger.save_extractions([(report, change)], model="another")

    def test_confirmed_words_stay_where_the_machine_moves(self, ledger: Ledger, ada: Judge) -> None:
        name, before, _ = attributed(ledger)
        ada.verdict(name, Verdict.CONFIRMED)
        found = shown(ledger, name)
        content = before.content[0]
        moved = replace(before, id="a77", content=(Span(content.start, content.end - 2),))
        others = tuple(a for a in found.attributions if before.id not in (a.id, a.parent))
        self.rerun(ledger, name, replace(found, attributions=(*others, moved), distances=()))
        after = {a.id: a for a in shown(ledger, name).attributions}["a77"]
        assert after.content == before.content
        assert after.judged[0].near

    def test_confirmed_words_stay_where_the_machine_finds_nothing(
        self, ledger: Ledger, ada: Judge
    ) -> None:
        name, before, _ = attributed(ledger)
        taken = ada.verdict(name, Verdict.CONFIRMED)
        found = shown(ledger, name)
        self.rerun(ledger, name, replace(found, attributions=(), distances=()))
        (after,) = shown(ledger, name).attributions
        assert after.id == f"j{taken.number}"
        assert (after.source, after.cue, after.content) == (
            before.source,
            before.cue,
            before.content,
        )
        assert after.speaker_name == before.speaker_name
        (told,) = shown(ledger, name).unproposed
        assert (told.id, told.content, told.judged[0].by) == (after.id, before.content, "Ada")

    def test_a_struck_one_stays_struck_under_another_id(self, ledger: Ledger, ada: Judge) -> None:
        name, before, _ = attributed(ledger)
        ada.verdict(name, Verdict.REJECTED)
        proposed = ledger.extraction(ledger.report(name.rpartition("#")[0]).id, proposed=True)
        assert proposed is not None
        again = (replace(before, id="a99", parent=None),)
        self.rerun(ledger, name, replace(proposed, attributions=again, distances=()))
        assert [a.id for a in shown(ledger, name).struck] == ["a99"]

    def test_merged_points_stay_merged_after_linking_again(
        self, ledger: Ledger, ada: Judge
    ) -> None:
        first, second = ledger.links().points[:2]
        ada.merge(first.id, [second.id])
        merged = point(ledger, first.id)
        name, _, _ = attributed(ledger)
        ada.speaker(name, "The Night Ferry Board")  # linking has something to do
        assert relink(ledger, load_settings())
        again = point(ledger, first.id)
        assert {a.id for a in again.accounts} == {a.id for a in merged.accounts}
        assert not relink(ledger, load_settings())
        assert ledger.check() == []


class TestPoints:
    def test_merged_points_are_one_under_the_first_name(self, ledger: Ledger, ada: Judge) -> None:
        before = ledger.links().points
        first, second = before[:2]
        ada.merge(first.id, [second.id])
        merged = point(ledger, first.id)
        assert merged.question == first.question
        assert {a.id for a in merged.accounts} == {
            a.id for p in (first, second) for a in p.accounts
        }
        assert {i for g in merged.groups for i in g} == {a.id for a in merged.accounts}
        assert {i for g in merged.origins for i in g} == {a.id for a in merged.accounts}
        assert len(ledger.links().points) == len(before) - 1
        ada.undo()
        assert ledger.links().points == before
        ada.redo()
        assert point(ledger, first.id) == replace(merged, judged=point(ledger, first.id).judged)

    def test_a_split_takes_accounts_out(self, ledger: Ledger, ada: Judge) -> None:
        before = ledger.links().points
        p = largest(ledger)
        off = [a.id for a in p.accounts[:2]]
        ada.split(p.id, off)
        rest = point(ledger, p.id)
        assert {a.id for a in rest.accounts} == {a.id for a in p.accounts} - set(off)
        assert rest.origins_high < p.origins_high or len(rest.origins) <= len(p.origins)
        (apart,) = [x for x in ledger.links().points if {a.id for a in x.accounts} == set(off)]
        assert apart.judged[0].verdict is Verdict.SPLIT
        ada.merge(p.id, [apart.id])
        assert {a.id for a in point(ledger, p.id).accounts} == {a.id for a in p.accounts}
        ada.undo()
        ada.undo()
        assert ledger.links().points == before

    def test_origins_told_apart_and_told_one(self, ledger: Ledger, ada: Judge) -> None:
        p = largest(ledger)
        together = max(p.origins, key=len)
        assert len(together) > 1
        ada.separate_origins(p.id, [together[0]], [together[1]])
        parted = point(ledger, p.id)
        assert not any({together[0], together[1]} <= set(ids) for ids in parted.origins)
        assert parted.origins_high == p.origins_high + 1
        ada.undo()
        assert point(ledger, p.id) == p
        one, two = p.origins[0][0], p.origins[1][0]
        ada.one_origin(p.id, [one, two])
        joined = point(ledger, p.id)
        assert any({one, two} <= set(ids) for ids in joined.origins)
        assert joined.origins_high == p.origins_high - 1
        assert "By the word of Ada." in joined.why

    def test_a_rejected_point_is_marked(self, ledger: Ledger, ada: Judge) -> None:
        p = largest(ledger)
        ada.verdict(p.id, Verdict.REJECTED)
        assert point(ledger, p.id).rejected
        ada.verdict(p.id, Verdict.CONFIRMED)
        assert not point(ledger, p.id).rejected
        assert replace(point(ledger, p.id), judged=()) == p


class TestActors:
    def two(self, ledger: Ledger) -> tuple[LinkedEntity, LinkedEntity]:
        wide = sorted(ledger.links().entities, key=lambda e: (-len(e.members), e.id))
        return wide[0], wide[1]

    def test_merged_actors_are_one_and_part_again(self, ledger: Ledger, ada: Judge) -> None:
        before = ledger.links().entities
        one, two = self.two(ledger)
        ada.merge(one.id, [two.id])
        (merged,) = [e for e in ledger.links().entities if e.id == one.id]
        assert set(merged.members) == {*one.members, *two.members}
        assert merged.name == one.name
        assert two.name in merged.aliases
        assert two.id not in {e.id for e in ledger.links().entities}
        ada.undo()
        assert ledger.links().entities == before

    def test_a_split_takes_members_out(self, ledger: Ledger, ada: Judge) -> None:
        before = ledger.links().entities
        one, _ = self.two(ledger)
        report, entity = one.members[0]
        ada.split(one.id, [f"{report}#{entity}"])
        (rest,) = [e for e in ledger.links().entities if e.id == one.id]
        assert set(rest.members) == {*one.members} - {(report, entity)}
        (off,) = [e for e in ledger.links().entities if e.members == ((report, entity),)]
        assert off.judged[0].by == "Ada"
        ada.undo()
        assert ledger.links().entities == before

    def test_linking_changes_nothing_in_it_and_an_undo_shows_at_once(
        self, ledger: Ledger, ada: Judge
    ) -> None:
        one, two = self.two(ledger)
        both = {*one.members, *two.members}
        ada.merge(one.id, [two.id])
        relink(ledger, load_settings())
        assert not [e for e in ledger.links(proposed=True).entities if both <= set(e.members)]
        (shown,) = [e for e in ledger.links().entities if both <= set(e.members)]
        assert shown.judged[0].by == "Ada"
        ada.undo()
        assert not [e for e in ledger.links().entities if both <= set(e.members)]
        report, entity = next(e for e in ledger.links().entities if len(e.members) > 2).members[0]
        (whole,) = [e for e in ledger.links().entities if (report, entity) in e.members]
        ada.split(whole.id, [f"{report}#{entity}"])
        relink(ledger, load_settings())
        (alone,) = [e for e in ledger.links().entities if (report, entity) in e.members]
        assert alone.members == ((report, entity),)
        ada.undo()
        (again,) = [e for e in ledger.links().entities if (report, entity) in e.members]
        assert set(again.members) == set(whole.members)
        assert ledger.check() == []


class TestRefusals:
    def test_what_cannot_be_is_refused_and_nothing_is_kept(
        self, ledger: Ledger, ada: Judge, bo: Judge
    ) -> None:
        p = largest(ledger)
        report = ledger.report("04-daily-bell.txt")
        outside = Words((), (), (Span(0, len(report.text) + 1),))
        with pytest.raises(UsageError, match="outside"):
            ada.add(report.path, outside)
        with pytest.raises(UsageError, match="content"):
            ada.add(report.path, Words((), (Span(0, 4),), ()))
        with pytest.raises(UsageError, match="different"):
            ada.merge(p.id, [p.id])
        with pytest.raises(UsageError, match="leave something"):
            ada.split(p.id, [a.id for a in p.accounts])
        with pytest.raises(UsageError, match="no 'account:nothing'"):
            ada.split(p.id, ["account:nothing"])
        with pytest.raises(UsageError, match="two accounts"):
            ada.one_origin(p.id, [p.accounts[0].id])
        with pytest.raises(UsageError, match="no point and no actor"):
            ada.verdict("point:nothing", Verdict.CONFIRMED)
        with pytest.raises(UsageError, match="no attribution 'a999'"):
            ada.verdict(f"{report.path}#a999", Verdict.CONFIRMED)
        with pytest.raises(UsageError, match="nothing to be undone"):
            ada.undo()
        with pytest.raises(UsageError, match="nothing to be restored"):
            ada.redo()
        with pytest.raises(UsageError, match="needs words"):
            ada.verdict(p.id, Verdict.NOTED)
        with pytest.raises(UsageError, match="needs a name"):
            Judge(ledger, "  ")
        assert ledger.judgements() == []
        number = bo.verdict(p.id, Verdict.CONFIRMED).number
        with pytest.raises(UsageError, match="not yours"):
            ada.withdraw(number)
        ada.withdraw(number, anyone=True)
        with pytest.raises(UsageError, match="already"):
            bo.withdraw(number)
        bo.restore(number)
        with pytest.raises(UsageError, match="stands"):
            bo.restore(number)
        assert ledger.check() == []

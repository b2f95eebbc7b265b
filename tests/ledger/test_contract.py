"""What every ledger does, in SQLite and in PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ledger.builders import (
    TEXT,
    make_extraction,
    make_intake,
    make_links,
    make_rich_intake,
)
from whence.errors import LedgerError, UsageError
from whence.ids import content_id
from whence.judging.standing import standing
from whence.ledger.opening import NEWEST
from whence.ledger.store import Ledger, open_ledger
from whence.records.extraction import Extraction, Role
from whence.records.judgement import Judgement, Verdict
from whence.records.links import Links
from whence.records.report import DateOrigin, Intake, Published, RawRun, Refusal, Report


class TestEvidence:
    def test_a_report_comes_back_equal_with_its_bytes(self, ledger: Ledger) -> None:
        intake = make_rich_intake()
        assert ledger.add(intake)
        assert list(ledger.reports()) == [intake.report]
        assert ledger.report(intake.report.id) == intake.report
        assert ledger.original(intake.report.id) == intake.data
        assert ledger.has(intake.report.id)
        assert ledger.check() == []

    def test_known_bytes_add_nothing_but_a_line_in_the_log(self, ledger: Ledger) -> None:
        intake = make_intake()
        elsewhere = replace(intake, report=replace(intake.report, path="mirror/two.txt"))
        assert [ledger.add(i) for i in (intake, intake, elsewhere)] == [True, False, False]
        assert ledger.info().reports == 1
        assert ledger.info().intakes == 3
        assert [e.action for e in ledger.log()][-3:] == ["add", "again", "again"]
        assert "mirror/two.txt" in list(ledger.log())[-1].detail
        assert ledger.check() == []

    def test_the_same_bytes_twice_in_one_batch_are_one_report(self, ledger: Ledger) -> None:
        assert ledger.add_many([make_intake(), make_intake(), make_intake("b.txt")]) == 2
        assert ledger.check() == []

    def test_reports_come_in_the_order_of_their_paths_whatever_the_page(
        self, ledger: Ledger
    ) -> None:
        paths = [f"{name}/{n}.txt" for n in range(70) for name in ("a", "Z", "é", "_", "𝒳")]
        assert ledger.add_many(make_intake(path) for path in paths) == len(paths)
        assert [report.path for report in ledger.reports()] == sorted(paths)

    def test_a_ledger_may_be_written_while_it_is_gone_through(self, ledger: Ledger) -> None:
        ledger.add_many(make_intake(f"{n:03}.txt") for n in range(150))
        for number, report in enumerate(ledger.pending("m")):
            if number % 40 == 0:
                ledger.save_extractions([(report, Extraction(report.id))], model="m")
        assert number == 149
        assert len(list(ledger.pending("m"))) == 146

    @pytest.mark.parametrize("data", [b"", b"\x00\xff" * 50, b"a" * 100_000, bytes(range(256))])
    def test_any_bytes_are_kept_unaltered(self, ledger: Ledger, data: bytes) -> None:
        ledger.add(Intake(Report(id=content_id(data), path="x", text="", raw=()), data))
        assert ledger.original(content_id(data)) == data
        assert ledger.check() == []

    def test_characters_no_database_holds_keep_their_places(self, ledger: Ledger) -> None:
        text = "one\x00two\ud83dthree 𝒳"
        intake = make_intake("bad\udce9name\x00.txt", text, title="T\x00")
        ledger.add(intake)
        (report,) = ledger.reports()
        assert report.text == "one\ufffdtwo\ufffdthree 𝒳"
        assert report.path == "bad\ufffdname\ufffd.txt"
        assert ledger.check() == []

    def test_a_very_long_path_is_kept(self, ledger: Ledger) -> None:
        paths = ["é" * 9_000 + end for end in ("b", "a")]
        ledger.add_many(make_intake(path) for path in paths)
        assert {report.path for report in ledger.reports()} == set(paths)
        assert ledger.report(paths[1]).path == paths[1]

    def test_an_id_that_is_not_the_hash_of_the_bytes_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(LedgerError, match="not the hash"):
            ledger.add(replace(make_intake(), data=b"other"))
        assert ledger.info().reports == 0

    def test_refusals_stand_until_the_input_is_read(self, ledger: Ledger) -> None:
        one = Refusal("a.gz", "it is cut short", "fetch it again")
        two = Refusal("b.txt", "it is empty", "nothing")
        for refusal in (one, two, one):
            ledger.refuse(refusal)
        assert ledger.refusals() == [one, two]
        ledger.add(make_intake("a.gz"))
        assert ledger.refusals() == [two]
        assert ledger.info().refusals == 3
        assert ledger.check() == []


class TestFinding:
    def test_by_id_prefix_path_and_end_of_path(self, ledger: Ledger) -> None:
        intake = make_intake("pile/deep/o_e.txt")
        ledger.add_many([intake, make_intake("pile/deep/oxe.txt")])
        digits = intake.report.id.removeprefix("sha256:")
        for name in (
            intake.report.id,
            digits[:12],
            f"sha256:{digits[:9]}",
            "pile/deep/o_e.txt",
            "o_e.txt",
            "deep/o_e.txt",
        ):
            assert ledger.report(name) == intake.report

    def test_no_report_or_more_than_one_is_an_error_that_helps(self, ledger: Ledger) -> None:
        ledger.add_many([make_intake("a/x.txt"), make_intake("b/x.txt")])
        with pytest.raises(UsageError, match="more than one"):
            ledger.report("x.txt")
        for name in ("nothing", "", "%", "sha256:", "0000"):
            with pytest.raises(UsageError, match="no report"):
                ledger.report(name)
        with pytest.raises(UsageError):
            ledger.original("sha256:0")


class TestExtractions:
    def test_come_back_equal(self, ledger: Ledger) -> None:
        intake = make_rich_intake()
        ledger.add(intake)
        extraction = make_extraction(intake.report.id)
        assert ledger.extraction(intake.report.id) is None
        ledger.save_extractions([(intake.report, extraction)], model="m1")
        assert ledger.extraction(intake.report.id) == extraction
        assert list(ledger.extractions()) == [extraction]
        assert ledger.models() == ["m1"]
        assert ledger.check() == []

    def test_a_role_of_more_speakers_than_a_database_counts_is_kept_as_the_most_it_does(
        self, ledger: Ledger
    ) -> None:
        intake = make_rich_intake()
        ledger.add(intake)
        first, *_ = make_extraction(intake.report.id).attributions
        crowd = replace(first, parent=None, speaker=None, role=Role(10**6, 10**30))
        found = Extraction(intake.report.id, attributions=(crowd,))
        ledger.save_extractions([(intake.report, found)], model="m1")
        kept = ledger.extraction(intake.report.id)
        assert kept is not None
        assert kept.attributions[0].role == Role(10**6, 2**63 - 1)

    def test_saving_again_replaces_and_leaves_judgements_alone(self, ledger: Ledger) -> None:
        intake = make_rich_intake()
        ledger.add(intake)
        judgement = Judgement("a1", Verdict.REJECTED, "Ada", "2031-03-05T00:00:00Z", "no")
        ledger.save_extractions([(intake.report, make_extraction(intake.report.id))], model="m1")
        ledger.judge(judgement)
        again = make_extraction(intake.report.id, speaker="I. Maren")
        ledger.save_extractions([(intake.report, again)], model="m2")
        assert list(ledger.extractions()) == [again]
        assert ledger.judgements() == [judgement]
        assert ledger.models() == ["m2"]
        assert ledger.check() == []

    def test_pending_are_those_this_model_has_not_read(self, ledger: Ledger) -> None:
        intakes = [make_intake(f"{n}.txt") for n in range(3)]
        ledger.add_many(intakes)
        ledger.save_extractions([(intakes[1].report, Extraction(intakes[1].report.id))], model="m1")
        assert [r.path for r in ledger.pending("m1")] == ["0.txt", "2.txt"]
        assert [r.path for r in ledger.pending("m2")] == ["0.txt", "1.txt", "2.txt"]

    def test_an_inferred_date_is_stored_with_the_report(self, ledger: Ledger) -> None:
        report = make_intake().report
        ledger.add(make_intake())
        for day in ("2031-03-02", "2031-03-03"):
            dated = replace(
                report, published=Published(day, day, day, DateOrigin.INFERRED, "its weekdays")
            )
            ledger.save_extractions([(dated, Extraction(report.id))], model="m")
            assert list(ledger.reports()) == [dated]

    def test_what_speaks_against_a_date_is_stored_and_leaves_the_intake_proved(
        self, ledger: Ledger
    ) -> None:
        intake = make_rich_intake()
        ledger.add(intake)
        given = intake.report.published
        assert given is not None
        for against in (("a later day is told of", "it was a Sunday"), ()):
            report = replace(intake.report, published=replace(given, conflicts=against))
            ledger.save_extractions([(report, Extraction(report.id))], model="m")
            assert list(ledger.reports()) == [report]
            assert ledger.check() == []

    def test_many_inferred_dates_are_stored_at_once(self, ledger: Ledger) -> None:
        intakes = [make_intake(f"{n}.txt") for n in range(3)]
        ledger.add_many(intakes)
        day = Published("2031-03-02", "2031-03-09", "2031-03-05", DateOrigin.INFERRED, "a date")
        pairs = [(replace(i.report, published=day), Extraction(i.report.id)) for i in intakes]
        ledger.save_extractions(pairs, model="m")
        assert [report.published for report in ledger.reports()] == [day, day, day]

    def test_a_date_the_report_gives_is_never_overwritten(self, ledger: Ledger) -> None:
        intake = make_rich_intake()
        ledger.add(intake)
        guess = Published("2001-01-01", "2001-01-01", "2001-01-01", DateOrigin.INFERRED, "x")
        pair = (replace(intake.report, published=guess), Extraction(intake.report.id))
        ledger.save_extractions([pair], model="m")
        assert list(ledger.reports()) == [intake.report]

    def test_of_an_unknown_report_are_refused_and_nothing_is_lost(self, ledger: Ledger) -> None:
        known, unknown = make_intake("a").report, make_intake("b").report
        ledger.add(make_intake("a"))
        pairs = [(r, make_extraction(r.id)) for r in (known, unknown)]
        with pytest.raises(UsageError):
            ledger.save_extractions(pairs, model="m")
        assert list(ledger.extractions()) == []

    def test_two_parts_with_one_id_take_the_whole_batch_back(self, ledger: Ledger) -> None:
        report = make_rich_intake().report
        ledger.add(make_rich_intake())
        good = make_extraction(report.id)
        ledger.save_extractions([(report, good)], model="m")
        doubled = replace(good, entities=good.entities * 2)
        with pytest.raises(LedgerError, match="does not fit"):
            ledger.save_extractions([(report, doubled)], model="m")
        assert list(ledger.extractions()) == [good]

    def test_a_number_too_large_for_a_double_is_infinite(self, ledger: Ledger) -> None:
        report = make_rich_intake().report
        ledger.add(make_rich_intake())
        good = make_extraction(report.id)
        huge = replace(good.quantities[0], low=10**400, high=-(10**400))
        ledger.save_extractions([(report, replace(good, quantities=(huge,)))], model="m")
        (found,) = ledger.extractions()
        assert (found.quantities[0].low, found.quantities[0].high) == (float("inf"), float("-inf"))

    def test_many_reports_at_once(self, ledger: Ledger) -> None:
        intakes = [make_intake(f"{n:04}.txt") for n in range(1_200)]
        ledger.add_many(intakes)
        pairs = [(i.report, make_extraction(i.report.id)) for i in intakes]
        ledger.save_extractions(pairs, model="m")
        assert [e.report for e in ledger.extractions()] == [i.report.id for i in intakes]
        ledger.save_extractions(pairs, model="m2")
        assert ledger.info().attributions == 3_600


class TestLinks:
    def test_come_back_equal(self, ledger: Ledger) -> None:
        links = _linked(ledger)
        assert ledger.links() == links
        assert ledger.links_signature() == "s1"
        assert ledger.check() == []

    def test_none_yet(self, ledger: Ledger) -> None:
        assert ledger.links() == Links()
        assert ledger.links_signature() is None

    def test_a_role_of_more_speakers_than_a_database_counts_is_kept_as_the_most_it_does(
        self, ledger: Ledger
    ) -> None:
        intake = make_rich_intake()
        ledger.add(intake)
        first, *_ = make_extraction(intake.report.id).attributions
        crowd = replace(first, parent=None, speaker=None, role=Role(10**6, 10**30))
        found = Extraction(intake.report.id, attributions=(crowd,))
        ledger.save_extractions([(intake.report, found)], model="m1")
        kept = ledger.extraction(intake.report.id)
        assert kept is not None
        assert kept.attributions[0].role == Role(10**6, 2**63 - 1)

    def test_saving_again_replaces_and_leaves_judgements_alone(self, ledger: Ledger) -> None:
        links = _linked(ledger)
        judgement = Judgement("p9", Verdict.CONFIRMED, "Ada", "2031-03-05T00:00:00Z")
        ledger.judge(judgement)
        fewer = replace(links, points=links.points[:1], entities=(), labels=())
        ledger.save_links(fewer, signature="s2")
        assert ledger.links() == fewer
        assert ledger.links_signature() == "s2"
        assert ledger.judgements() == [judgement]

    def test_that_speak_of_an_unknown_report_leave_the_old_ones(self, ledger: Ledger) -> None:
        links = _linked(ledger)
        with pytest.raises(UsageError):
            ledger.save_links(make_links("sha256:0", "sha256:1"), signature="s2")
        assert ledger.links() == links
        assert ledger.links_signature() == "s1"

    def test_a_new_extraction_may_leave_links_behind_for_a_while(self, ledger: Ledger) -> None:
        _linked(ledger)
        reports = list(ledger.reports())
        ledger.save_extractions([(r, Extraction(r.id)) for r in reports], model="m2")
        assert ledger.check() == []

    def test_a_story_holds_everything_in_order(self, ledger: Ledger) -> None:
        links = _linked(ledger)
        ledger.add(make_intake("zz.txt", "Nobody has read this yet."))
        refusal = Refusal("c", "it is empty", "nothing")
        ledger.refuse(refusal)
        story = ledger.story("Orvale")
        assert story.name == "Orvale"
        assert [r.path for r in story.reports] == ["a.txt", "b.txt", "zz.txt"]
        assert [e.report for e in story.extractions] == [r.id for r in story.reports]
        assert story.extractions[2].note
        assert story.links == links
        assert story.refusals == (refusal,)


class TestJudgementsAndLog:
    def test_judgements_are_kept_in_order_and_each_person_s_stands(self, ledger: Ledger) -> None:
        taken = [
            Judgement("p1", Verdict.CONFIRMED, "Ada", "2031-03-05T00:00:00Z"),
            Judgement("p2", Verdict.REJECTED, "Bo", "2031-03-05T00:00:01Z", "“no\x00”"),
            Judgement("p1", Verdict.UNSURE, "Bo", "2031-03-05T00:00:02Z"),
            Judgement("p2", Verdict.WITHDRAWN, "Bo", "2031-03-05T00:00:03Z"),
        ]
        for judgement in taken:
            ledger.judge(judgement)
        assert [j.verdict for j in ledger.judgements()] == [j.verdict for j in taken]
        assert ledger.judgements("p1") == [taken[0], taken[2]]
        assert standing(ledger.judgements()) == [taken[0], taken[2]]
        assert ledger.check() == []

    def test_the_log_tells_what_was_done_by_whom(self, where: str) -> None:
        with open_ledger(where, create=True, by="Ada") as first:
            first.add(make_intake())
        with open_ledger(where, by="Bo") as second:
            second.refuse(Refusal("x", "y", "z"))
            entries = list(second.log())
            assert second.check() == []
        assert [e.action for e in entries] == [
            "create",
            *["migrate"] * (NEWEST - 1),
            "add",
            "refuse",
        ]
        assert [e.by for e in entries] == [*["Ada"] * (NEWEST + 1), "Bo"]
        assert [e.number for e in entries] == list(range(1, NEWEST + 3))
        assert len({e.hash for e in entries}) == NEWEST + 2

    def test_info_counts_everything(self, ledger: Ledger) -> None:
        _linked(ledger)
        info = ledger.info()
        assert (info.reports, info.analysed, info.models) == (2, 2, {"m": 2})
        assert (info.attributions, info.distances, info.statements) == (6, 4, 4)
        assert (info.points, info.accounts, info.relays, info.reuses) == (2, 3, 1, 2)
        assert info.log_entries == len(list(ledger.log()))
        assert info.bytes > 0
        assert info.original_bytes == sum(len(ledger.original(r.id)) for r in ledger.reports())
        assert info.facts()["reports"] == 2


def _linked(ledger: Ledger) -> Links:
    intakes = [make_intake("a.txt"), make_intake("b.txt")]
    ledger.add_many(intakes)
    pairs = [(i.report, make_extraction(i.report.id)) for i in intakes]
    ledger.save_extractions(pairs, model="m")
    links = make_links(intakes[0].report.id, intakes[1].report.id)
    ledger.save_links(links, signature="s1")
    return links


def test_texts_of_builders_hold_their_spans() -> None:
    assert make_rich_intake().report.raw[1] == RawRun(25, 4, len(TEXT) - 25)

"""The measures themselves, on findings whose scores can be told by hand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.errors import ReadError
from whence.evaluation.attribution import score_attributions
from whence.evaluation.counts import Counts, total
from whence.evaluation.gate import below, measure
from whence.evaluation.gold import (
    GoldReport,
    GoldStory,
    fingerprint,
    read_reports,
    read_stories,
)
from whence.evaluation.pairing import pair_spans
from whence.evaluation.quantities import score_quantities
from whence.evaluation.stories import StoryScore, score_story
from whence.evaluation.times import score_times
from whence.records.extraction import (
    Attribution,
    Bound,
    Extraction,
    Quantity,
    Stance,
    Timex,
)
from whence.records.links import Account, CitedKind, Links, Point, PointKind, Relation, Relay
from whence.records.report import Report
from whence.records.span import Span

GOLD = Path(__file__).parent / "gold"
REPORTS = read_reports(GOLD)
STORIES = read_stories(GOLD)


def perfect(gold: GoldReport) -> Extraction:
    """Return what extraction would find if it found exactly the gold."""
    return Extraction(
        report=gold.intake().report.id,
        attributions=tuple(
            Attribution(
                id=a.id,
                source=a.source,
                cue=a.cue,
                content=a.content,
                stance=a.stance,
                quote=a.quote,
                speaker_name=a.speaker,
                parent=a.parent,
            )
            for a in gold.attributions
        ),
        times=tuple(Timex(t.span, "DATE", t.value) for t in gold.times),
        quantities=tuple(Quantity(q.span, q.low, q.high, q.bound, q.unit) for q in gold.quantities),
    )


def perfect_links(reports: Sequence[Report], _: Sequence[Extraction]) -> Links:
    """Return what linking would find if it found exactly the gold."""
    (story,) = STORIES
    ids = {report.path: report.id for report in reports}
    points = tuple(
        Point(
            id=point.question,
            question=point.question,
            kind=PointKind.QUANTITY,
            accounts=tuple(
                Account(a.id, ids[a.report], a.spans, "", a.low, a.high) for a in point.accounts
            ),
            groups=tuple(tuple(group) for group in point.groups),
            relation=Relation.DISAGREE,
            origins=tuple(tuple(origin) for origin in point.origins),
            origins_low=point.origins_low,
            origins_high=point.origins_high,
        )
        for point in story.points
    )
    relays = tuple(
        Relay(f"r{n}", ids[report], Span(0, 1), cites, CitedKind.AGENCY)
        for n, (report, cites) in enumerate(story.relays)
    )
    return Links(relays=relays, points=points)


class TestCounts:
    def test_shares(self) -> None:
        counts = Counts(3, 4, 6)
        assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.5, 0.6)
        assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)
        assert total([counts, Counts(1, 1, 1)]) == Counts(4, 5, 7)

    @given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
    def test_f1_lies_between_precision_and_recall(self, hit: int, more: int, missed: int) -> None:
        counts = Counts(hit, hit + more, hit + missed)
        low, high = sorted((counts.precision, counts.recall))
        assert low - 1e-9 <= counts.f1 <= high + 1e-9


class TestTheGold:
    def test_is_read_and_its_words_are_checked(self, tmp_path: Path) -> None:
        assert len(REPORTS) >= 9
        record = json.loads((GOLD / "ferry-blog.json").read_text("utf8"))
        record["times"][0]["span"][0] += 1
        (tmp_path / "slipped.json").write_text(json.dumps(record), "utf8")
        with pytest.raises(ReadError, match="a span holds"):
            read_reports(tmp_path)

    def test_is_various(self) -> None:
        marked = [a for gold in REPORTS for a in gold.attributions]
        assert {a.stance for a in marked} == set(Stance)
        assert len([a for a in marked if a.parent]) >= 8
        assert {q.bound for gold in REPORTS for q in gold.quantities} == set(Bound)

    def test_parents_are_there_and_hold_their_children(self) -> None:
        for gold in REPORTS:
            known = {a.id: a for a in gold.attributions}
            for a in gold.attributions:
                if a.parent is not None:
                    held = known[a.parent].content
                    assert all(any(h.contains(c) for h in held) for c in a.content), a

    def test_has_another_fingerprint_when_anything_changes(self, tmp_path: Path) -> None:
        copy = tmp_path / "gold"
        shutil.copytree(GOLD, copy)
        assert fingerprint(copy) == fingerprint(GOLD)
        for path in (copy / "ferry-blog.json", copy / "stories" / "ferry.json"):
            before = fingerprint(copy)
            record = json.loads(path.read_text("utf8"))
            path.write_text(json.dumps(record), "utf8")
            assert fingerprint(copy) == before
            record["name"] += "x"
            path.write_text(json.dumps(record), "utf8")
            assert fingerprint(copy) != before
        before = fingerprint(copy)
        (copy / "ferry-paper.json").unlink()
        assert fingerprint(copy) != before


class TestMeasures:
    def test_the_gold_itself_scores_full(self) -> None:
        found = {gold.intake().report.id: perfect(gold) for gold in REPORTS}
        scores = measure(
            REPORTS, STORIES, extract=lambda report: found[report.id], link=perfect_links
        )
        assert {name for name, figure in scores.figures().items() if figure != 100.0} == set()
        assert scores.crashes == ()

    def test_a_crash_is_a_miss_and_stops_nothing(self) -> None:
        def extract(report: Report) -> Extraction:
            if report.path == "ferry-blog":
                raise RuntimeError("broken")
            return perfect(next(gold for gold in REPORTS if gold.name == report.path))

        def fails(*_: object) -> Links:
            raise ValueError("broken too")

        scores = measure(REPORTS, STORIES, extract=extract, link=fails)
        assert scores.crashes == (
            "ferry-blog: RuntimeError: broken",
            "ferry: ValueError: broken too",
        )
        figures = scores.figures()
        assert 80 < figures["attributions.whole"] < 100
        assert figures["stories.accounts"] == 0

    def test_spans_compare_by_words_so_punctuation_counts_nothing(self) -> None:
        gold = REPORTS[0]
        exact = perfect(gold)
        wider = tuple(
            replace(a, content=tuple(Span(s.start, s.end + 1) for s in a.content))
            for a in exact.attributions
        )
        score = score_attributions(replace(exact, attributions=wider), gold)
        assert score.content.f1 > 0.6
        assert score.cue.f1 == 1.0

    def test_missed_and_invented_attributions_cost(self) -> None:
        gold = REPORTS[0]
        exact = perfect(gold)
        half = exact.attributions[: len(exact.attributions) // 2]
        score = score_attributions(replace(exact, attributions=half), gold)
        assert score.whole.precision == 1.0
        assert score.whole.recall == len(half) / len(gold.attributions)
        doubled = tuple(replace(a, id=f"{a.id}x") for a in exact.attributions)
        twice = replace(exact, attributions=exact.attributions + doubled)
        assert score_attributions(twice, gold).whole.precision == 0.5

    def test_nesting_asks_for_the_right_parent(self) -> None:
        gold = next(g for g in REPORTS if any(a.parent for a in g.attributions))
        exact = perfect(gold)
        flat = tuple(replace(a, parent=None) for a in exact.attributions)
        score = score_attributions(replace(exact, attributions=flat), gold)
        assert score.nesting.hit == 0
        assert score.whole.f1 == 1.0

    def test_times_strict_relaxed_and_value(self) -> None:
        gold = REPORTS[0]
        first, *rest = gold.times
        longer = Timex(Span(first.span.start, first.span.end + 1), "DATE", first.value)
        found = Extraction("r", times=(longer, *(Timex(t.span, "DATE", "x") for t in rest)))
        score = score_times(found, gold)
        count = len(gold.times)
        assert (score.strict.hit, score.relaxed.hit, score.value.hit) == (count - 1, count, 1)

    def test_quantities_value_then_bound_then_unit(self) -> None:
        gold = REPORTS[0]
        found = tuple(
            Quantity(q.span, q.low, q.high, Bound.LESS_THAN, "things") for q in gold.quantities
        )
        score = score_quantities(Extraction("r", quantities=found), gold)
        assert score.value.f1 == 1.0
        assert score.bound.hit == sum(q.bound is Bound.LESS_THAN for q in gold.quantities)
        assert score.unit.hit == 0

    def test_one_great_point_links_everything_and_loses_precision(self) -> None:
        (story,) = STORIES
        reports = [gold.intake().report for gold in REPORTS if gold.name in story.reports]
        links = perfect_links(reports, [])
        merged = replace(
            links.points[0], accounts=tuple(a for point in links.points for a in point.accounts)
        )
        score = _story_score(Links(points=(merged,)), story, reports)
        assert score.linking.recall == 1.0
        assert score.linking.precision < 0.5
        assert score.relays.f1 == 0.0


def _story_score(links: Links, story: GoldStory, reports: Sequence[Report]) -> StoryScore:
    return score_story(links, story, {report.id: report.path for report in reports})


class TestPairing:
    @given(
        st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8),
        st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8),
    )
    def test_each_span_is_used_once_and_pairs_overlap(
        self, one: list[tuple[int, int]], other: list[tuple[int, int]]
    ) -> None:
        found, gold = ([Span(s, s + n) for s, n in spans] for spans in (one, other))
        pairs = pair_spans(found, gold)
        assert len({f for f, _ in pairs}) == len({g for _, g in pairs}) == len(pairs)
        assert all(found[f].overlaps(gold[g]) for f, g in pairs)


def test_floors_name_every_measure() -> None:
    assert below({"a.x": 50.0, "a.y": 10.0}, {"a.x": 49.0, "a.z": 1.0}) == [
        "a.y: has no floor",
        "a.z: was not measured",
    ]
    assert below({"a.x": 50.0}, {"a.x": 50.1}) == ["a.x: 50.0 is below its floor of 50.1"]

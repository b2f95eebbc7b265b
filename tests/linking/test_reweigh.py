"""Weighing only the origins that came apart gives what weighing all of a point gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from whence.deciding.reweighing import _chosen
from whence.ledger.bench import AccountOutline
from whence.ledger.columns import canonical
from whence.ledger.store import Ledger, open_ledger
from whence.linking.gazetteer import load_gazetteer
from whence.linking.recount import Ground, chief_names, statements_of
from whence.linking.reweigh import Elsewhere, Told, TouchedPoint, reweigh
from whence.records.links import Account, Point, Relation, Reuse, Reweighed
from whence.records.span import Span


class Story:
    """The example pile as points are weighed by."""

    def __init__(self, ledger: Ledger) -> None:
        self.reports = {report.id: report for report in ledger.reports()}
        self.extractions = {e.report: e for e in ledger.extractions()}
        self.links = ledger.links()
        self.numbers = {report: number for number, report in enumerate(sorted(self.reports))}
        held = {a.id: a for point in self.links.points for a in point.accounts}
        ground = self.ground(self.links.reuses, set(self.reports))
        self.statements = statements_of(held.values(), ground)
        self.accounts = [held[i] for i in sorted(held) if i in self.statements]

    def ground(self, reuses: Sequence[Reuse], ids: set[str]) -> Ground:
        """Return what accounts of these reports rest on."""
        return Ground(
            reports=self.reports,
            extractions=self.extractions,
            relays=[r for r in self.links.relays if r.report in ids],
            reuses=[r for r in reuses if r.report in ids],
            chief=chief_names(self.links.entities),
            gazetteer=load_gazetteer(""),
        )

    def told(self, reuses: Sequence[Reuse], accounts: Sequence[Account]) -> Told:
        """Return what accounts are told by where these passages are carried over."""
        ground = self.ground(reuses, {a.report for a in accounts})
        return Told(ground, ground.evidence(), self.statements)

    def point(self, accounts: Sequence[Account]) -> Point:
        """Return the point of these accounts with the origins that all evidence gives."""
        kind = self.links.points[0].kind
        bare = Point(
            "point:x", "?", kind, tuple(accounts), (), Relation.AGREE, (), len(accounts), 0
        )
        whole = touched(bare, frozenset(), [a.id for a in accounts], self)
        told = self.told(self.links.reuses, accounts)
        found = reweigh(whole, told, told, ())
        assert found is not None
        return found.laid_on(bare)


def touched(
    point: Point,
    otherwise: frozenset[str],
    chosen: Sequence[str],
    story: Story,
) -> TouchedPoint:
    """Return as much of a point as its origins are weighed by."""
    held = set(chosen)
    return TouchedPoint(
        id=point.id,
        kind=point.kind,
        otherwise=otherwise,
        accounts=tuple(a for a in point.accounts if a.id in held),
        origins=tuple(o for o in point.origins if not held.isdisjoint(o)),
        collapses=tuple(c for c in point.collapses if c.one in held and c.other in held),
        reasons=Counter(c.why for c in point.collapses),
        low=point.origins_low,
        high=point.origins_high,
        size=len(point.accounts),
        elsewhere=tuple(
            tuple(
                Elsewhere(a, story.statements[a.id].attribution)
                for a in point.accounts
                if a.id in origin
            )
            for origin in point.origins
            if otherwise.isdisjoint(origin)
        ),
    )


def outlines(point: Point, story: Story) -> list[AccountOutline]:
    return [
        AccountOutline(a.id, story.numbers[a.report], a.low, a.says, canonical(list(a.chain)))
        for a in point.accounts
    ]


def bears_on(reuse: Reuse, account: Account) -> bool:
    if account.report != reuse.report:
        return False
    whole = reuse.source_report is None
    return whole or any(a.overlaps(b) for a in account.spans for b in reuse.spans)


def in_part(story: Story, point: Point, struck: Sequence[Reuse]) -> Reweighed | None:
    """Weigh only what striking these passages bears on."""
    left = [reuse for reuse in story.links.reuses if reuse not in struck]
    otherwise = {a.id for a in point.accounts if any(bears_on(s, a) for s in struck)}
    if not otherwise:
        return None
    mine = [r for r in left if any(bears_on(r, a) for a in point.accounts if a.id in otherwise)]
    sources = {r.source_report for r in mine if r.source_report}
    carriers = {r.report for r in left if r.source_report in sources}
    partners = {story.numbers[report] for report in (*sources, *carriers)}
    chosen = _chosen(outlines(point, story), point.origins, otherwise, partners)
    accounts = [a for a in point.accounts if a.id in chosen]
    part = touched(point, frozenset(otherwise), chosen, story)
    before, now = story.told(story.links.reuses, accounts), story.told(left, accounts)
    found = reweigh(part, before, now, ())
    assume(found is not None)  # else it says that the point is to be counted anew, and it is
    return found


def in_full(story: Story, point: Point, struck: Sequence[Reuse]) -> Point:
    """Weigh all of a point without these passages."""
    left = [reuse for reuse in story.links.reuses if reuse not in struck]
    whole = touched(point, frozenset(), [a.id for a in point.accounts], story)
    told = story.told(left, point.accounts)
    found = reweigh(whole, told, told, ())
    assert found is not None
    return found.laid_on(point)


@pytest.fixture(scope="module")
def story(example_ledger: object) -> Story:
    with open_ledger(str(example_ledger)) as ledger:
        return Story(ledger)


@given(data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_part_that_came_apart_is_all_that_changes(data: st.DataObject, story: Story) -> None:
    reuse = data.draw(st.sampled_from(story.links.reuses), "a passage")
    carried = [a for a in story.accounts if bears_on(reuse, a)]
    near = [a for a in story.accounts if a.report in (reuse.report, reuse.source_report)]
    some = data.draw(st.lists(st.sampled_from(story.accounts), max_size=40), "others")
    held = {a.id: a for a in (*carried, *near, *some)}
    accounts = sorted(held.values(), key=lambda a: (a.report, a.spans, a.id))
    also = data.draw(st.lists(st.sampled_from(story.links.reuses), max_size=2), "passages too")
    struck = [reuse, *also]
    point = story.point(accounts)
    part, full = in_part(story, point, struck), in_full(story, point, struck)
    now = part.laid_on(point) if part else point
    assert set(now.origins) == set(full.origins)
    assert (now.origins_low, now.origins_high) == (full.origins_low, full.origins_high)
    assert set(now.why) == set(full.why)
    assert len(now.collapses) == sum(len(origin) - 1 for origin in now.origins)


def test_laid_on_a_part_of_a_point_only_its_accounts_are_told() -> None:
    accounts = tuple(Account(f"account:{n}", "r", (Span(n, n + 1),), "x") for n in range(4))
    ids = [a.id for a in accounts]
    kind = next(iter(Relation))
    point = Point(
        "point:1", "?", "statement", accounts, (), kind, ((ids[0], ids[1]), (ids[2],), (ids[3],)),  # type: ignore[arg-type]
        2, 3,
    )  # fmt: skip
    anew = Reweighed((ids[0], ids[1]), ((ids[0],), (ids[1], ids[3])), (), 3, 3, ("why",), ("r",))
    assert anew.laid_on(point).origins == ((ids[0],), (ids[1], ids[3]), (ids[2],))
    shown = replace(point, accounts=accounts[:2], origins=((ids[0], ids[1]),))
    assert anew.laid_on(shown).origins == ((ids[0],), (ids[1],))
    assert anew.laid_on(shown).why == ("why",)

"""Points: questions of fact on which several reports speak, each with its accounts.

Blocking by index (`forest`), explained features (`pairing`), average-linkage clustering tuned for
precision (`pieces`): a false merge asserts a corroboration that does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from whence.ids import record_id
from whence.linking.accounts import make_account
from whence.linking.evidence import Evidence
from whence.linking.features import explain, shown_probability
from whence.linking.implied import with_figures
from whence.linking.origins import find_origins
from whence.linking.pairing import Item, Judge, pair_of
from whence.linking.parting import part_counts, part_measures, without_asides
from whence.linking.questions import ask, kind_of
from whence.linking.relations import group, relate
from whence.linking.statements import Statement
from whence.linking.topics import TOLLS, family
from whence.records.links import Feature, Point, PointKind
from whence.records.report import Report
from whence.records.span import Span

MAX_OF_REPORT = 4  # accounts of one report on one point; more are repetition
MAX_EXPLAINED = 24  # pairs whose features are averaged into a point's explanation


class Points:
    """Makes points of clusters of statements.

    `item` gives what stands for a node, `members` all statements that a node stands for,
    `evidence` what tells of reports' origins.
    """

    def __init__(
        self,
        judge: Judge,
        item: Callable[[int], Item],
        members: Callable[[int], Sequence[Statement]],
        reports: Mapping[str, Report],
        evidence: Callable[[set[str]], Evidence],
    ) -> None:
        self._judge = judge
        self._item = item
        self._members = members
        self._reports = reports
        self._evidence = evidence

    def of(self, cluster: Sequence[int]) -> list[Point]:
        """Return the points that the statements of a cluster of nodes speak on, sorted by id."""
        if len(cluster) < 2 and not self._stands_alone(cluster[0]):
            return []
        points = []
        members = [s for n in cluster for s in self._members(n)]
        members.sort(key=lambda s: (s.report, s.index))
        for part in self._parts(members):
            statements = _worth_keeping(part)
            if len({s.report for s in statements}) > 1:
                held = {_where(s) for s in part}
                own = [n for n in cluster if not held.isdisjoint(map(_where, self._members(n)))]
                points.append(self._point(statements, own))
        return sorted(points, key=lambda p: p.id)

    def _parts(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        """Part a cluster's figures from its other statements: they answer another question.

        Figures of fewer than two reports are no question of their own; they stay with the rest,
        and so does what counts nothing known in common.
        """
        figures: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            if statement.quantity is not None:
                text = self._reports[statement.report].text
                figures[family(text, statement.span, statement.quantity)].append(statement)
        asked = [f for f in figures.values() if len({s.report for s in f}) > 1]
        held = {_where(s) for found in asked for s in found}
        rest = [s for s in statements if _where(s) not in held]
        if not held or all(s.quantity is not None for s in rest):
            return self._counts(statements)
        return [*self._counts([s for s in statements if _where(s) in held]), rest]

    def _counts(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        parts = part_counts(statements)
        if len(parts) > 1:
            return parts
        texts = {s.report: self._reports[s.report].text for s in statements}
        if any(
            s.quantity and family(texts[s.report], s.span, s.quantity) in TOLLS for s in statements
        ):
            return parts  # a toll is told anew in the course of one report
        return part_measures(without_asides(statements), texts)

    def _stands_alone(self, number: int) -> bool:
        """Say whether one wording makes a point by itself: several say it at about one time."""
        days = [s.day for s in self._members(number)]
        return len(days) > 1 and self._judge.near_in_time(days)

    def _point(self, statements: Sequence[Statement], nodes: Sequence[int]) -> Point:
        order = sorted(statements, key=lambda s: (s.report, s.span, s.index))
        texts = self._texts(order)
        told = with_figures(order, texts)
        kind = kind_of(told, texts)
        figures = kind is PointKind.QUANTITY
        accounts = tuple(
            make_account(s, text, figures=figures, implied=t.quantity)
            for s, t, text in zip(order, told, texts, strict=True)
        )
        groups = group(accounts, told, kind)
        said = [s.span.of(text) for s, text in zip(told, texts, strict=True)]
        origins = find_origins(accounts, told, said, self._evidence({s.report for s in told}))
        features, score = self._explained(nodes)
        return Point(
            id=record_id("point", sorted(a.id for a in accounts)),
            question=ask(kind, told, texts),
            kind=kind,
            accounts=accounts,
            groups=groups,
            relation=relate(groups, accounts, told, kind),
            origins=origins.groups,
            origins_low=origins.low,
            origins_high=origins.high,
            why=origins.why,
            collapses=origins.collapses,
            features=features,
            score=score,
        )

    def _texts(self, statements: Iterable[Statement]) -> list[str]:
        return [self._reports[s.report].text for s in statements]

    def _explained(self, nodes: Sequence[int]) -> tuple[tuple[Feature, ...], float]:
        """Average the features over the cluster's pairs; the score is that average's odds."""
        pairs = [(a, b) for i, a in enumerate(nodes) for b in nodes[i + 1 :]][:MAX_EXPLAINED]
        if not pairs:
            return (Feature("The words are the same in every account.", 1.0),), 1.0
        totals: dict[str, float] = defaultdict(float)
        for a, b in pairs:
            for feature in explain(pair_of(self._item(a), self._item(b))):
                totals[feature.why] += feature.value
        told = [Feature(why, round(value / len(pairs), 3)) for why, value in totals.items()]
        average = sum(self._judge.score(self._item(a), self._item(b)) for a, b in pairs) / len(
            pairs
        )
        kept = tuple(sorted((f for f in told if f.value), key=lambda f: (-abs(f.value), f.why)))
        return kept, round(shown_probability(average), 4)


def _where(statement: Statement) -> tuple[str, int]:
    return statement.report, statement.index


def _worth_keeping(statements: Sequence[Statement]) -> list[Statement]:
    """Leave out repetition: titles a body repeats, spans held twice, the overlong tail."""
    body = {s.report for s in statements if not s.title}
    kept: list[Statement] = []
    seen: set[tuple[str, Span]] = set()
    counts: dict[str, int] = defaultdict(int)
    for s in statements:
        if (s.title and s.report in body) or (s.report, s.span) in seen:
            continue
        if counts[s.report] >= MAX_OF_REPORT:
            continue
        counts[s.report] += 1
        seen.add((s.report, s.span))
        kept.append(s)
    return kept

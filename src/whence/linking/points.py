"""Points: questions of fact on which several reports speak, each with its accounts.

Blocking by index, explained features, average-linkage clustering tuned for precision: a false
merge asserts a corroboration that does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.ids import record_id
from whence.linking.accounts import make_account
from whence.linking.answers import main_value
from whence.linking.clustering import average_linkage
from whence.linking.evidence import Evidence
from whence.linking.features import SUREST, Pair, explain, log_odds, probability, raw_score
from whence.linking.meaning import Vector, cosine
from whence.linking.origins import find_origins
from whence.linking.questions import ask, kind_of
from whence.linking.relations import group, relate
from whence.linking.statements import Statement
from whence.linking.topics import TOLLS, family
from whence.records.extraction import Bound
from whence.records.links import Feature, Point, PointKind
from whence.records.report import Report
from whence.records.span import Span

MAX_OF_REPORT = 4  # accounts of one report on one point; more are repetition
LEAST_MEANING = 0.35  # of two clauses that share no word: the other features cannot make up
SEVERAL = 3  # exact numbers of one report on one point, from which it counts several things
MAX_EXPLAINED = 24  # pairs whose features are averaged into a point's explanation


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to compare: a statement that stands for all of the same words and figure.

    `family` is what its figure counts, `vector` its meaning where the network has read it.
    """

    statement: Statement
    family: str
    vector: Vector | None


class Judge:
    """Says how likely two statements speak on one point."""

    def __init__(self, bar: float, max_days_apart: int) -> None:
        self.bar = log_odds(bar)
        self._max_days = max_days_apart

    def edge(self, one: Item, two: Item) -> float | None:
        """Return the score of a pair that reaches the bar, None for any other."""
        if told_apart(one.family, two.family):
            return None
        near = None
        if one.vector is not None and two.vector is not None:
            near = cosine(one.vector, two.vector)
        if not self._may_pass(one.statement, two.statement, near):
            return None
        if not self.near_in_time([one.statement.day, two.statement.day]):
            return None
        value = raw_score(_pair(one, two, near))
        return value if value >= self.bar else None

    def _may_pass(self, one: Statement, two: Statement, near: float | None) -> bool:
        """Rule out cheaply what cannot reach the bar: no word shared and little meaning."""
        if (one.quantity and two.quantity) or not one.stems.isdisjoint(two.stems):
            return True
        return near is None or near >= LEAST_MEANING

    def near_in_time(self, days: Iterable[str | None]) -> bool:
        """Say whether reports of these days are compared at all; an unknown day always is."""
        known = [date.fromisoformat(d) for d in days if d is not None]
        return not known or (max(known) - min(known)).days <= self._max_days


def told_apart(one: str, two: str) -> bool:
    """Say whether one counts people to whom something befell and the other not the same."""
    return one != two and bool({one, two} & TOLLS)


def _pair(one: Item, two: Item, near: float | None) -> Pair:
    return Pair(one.statement, two.statement, near, (one.family, two.family))


def pair_of(one: Item, two: Item) -> Pair:
    """Return two items with what is compared of them."""
    if one.vector is None or two.vector is None:
        return _pair(one, two, None)
    return _pair(one, two, cosine(one.vector, two.vector))


class Points:
    """Makes the points of one piece of the graph of likely pairs.

    `items` are its statements by number, `members` all statements that each stands for.
    """

    def __init__(
        self,
        judge: Judge,
        items: Mapping[int, Item],
        members: Mapping[int, Sequence[Statement]],
        reports: Mapping[str, Report],
    ) -> None:
        self._judge = judge
        self._items = items
        self._members = members
        self._reports = reports

    def find(
        self, edges: Mapping[tuple[int, int], float], evidence: Callable[[set[str]], Evidence]
    ) -> list[Point]:
        """Return the points, sorted by id. `evidence` gives what tells of reports' origins."""
        points = []
        for numbers in self._clusters(edges):
            members = [s for n in numbers for s in self._members[n]]
            members.sort(key=lambda s: (s.report, s.index))
            for part in self._parts(members):
                statements = _worth_keeping(part)
                told = {s.report for s in statements}
                if len(told) > 1:
                    held = {_where(s) for s in part}
                    own = [n for n in numbers if not held.isdisjoint(map(_where, self._members[n]))]
                    points.append(self._point(statements, own, evidence(told)))
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
            return _counts(statements)
        return [*_counts([s for s in statements if _where(s) in held]), rest]

    def _clusters(self, edges: Mapping[tuple[int, int], float]) -> list[list[int]]:
        found = average_linkage(sorted(self._items), edges, self._judge.bar, self._score)
        return [c for c in found if len(c) > 1 or self._stands_alone(c[0])]

    def _stands_alone(self, number: int) -> bool:
        """Say whether one wording makes a point by itself: several say it at about one time."""
        days = [s.day for s in self._members[number]]
        return len(days) > 1 and self._judge.near_in_time(days)

    def _score(self, a: int, b: int) -> float:
        one, two = self._items[a], self._items[b]
        return -SUREST if told_apart(one.family, two.family) else raw_score(pair_of(one, two))

    def _point(
        self, statements: Sequence[Statement], nodes: Sequence[int], evidence: Evidence
    ) -> Point:
        kind = kind_of(statements)
        figures = kind is PointKind.QUANTITY
        accounts = tuple(
            make_account(s, self._reports[s.report].text, figures=figures) for s in statements
        )
        order = sorted(range(len(accounts)), key=lambda i: (accounts[i].report, accounts[i].spans))
        accounts = tuple(accounts[i] for i in order)
        statements = [statements[i] for i in order]
        groups = group(accounts, statements, kind)
        relation = relate(groups, accounts, statements, kind)
        texts = self._texts(statements)
        said = [s.span.of(text) for s, text in zip(statements, texts, strict=True)]
        origins = find_origins(accounts, statements, said, evidence)
        features, score = self._explained(nodes)
        return Point(
            id=record_id("point", sorted(a.id for a in accounts)),
            question=ask(kind, statements, texts),
            kind=kind,
            accounts=accounts,
            groups=groups,
            relation=relation,
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
            for feature in explain(pair_of(self._items[a], self._items[b])):
                totals[feature.why] += feature.value
        told = [Feature(why, round(value / len(pairs), 3)) for why, value in totals.items()]
        average = sum(self._score(a, b) for a, b in pairs) / len(pairs)
        kept = tuple(sorted((f for f in told if f.value), key=lambda f: (-abs(f.value), f.why)))
        return kept, round(probability(average), 4)


def _counts(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Part figures where one report gives several exact numbers: it counts several things.

    "20 went to one hospital and 31 to another" is no clash. Each number that two reports give is
    then a question of its own; the others have no second report that speaks on them.
    """
    by_value: dict[float, list[Statement]] = defaultdict(list)
    given: dict[str, set[float]] = defaultdict(set)
    for statement in statements:
        quantity = statement.quantity
        if quantity is None:
            continue
        by_value[main_value(quantity.low, quantity.high)].append(statement)
        if quantity.bound is Bound.EXACT and quantity.low is not None:
            given[statement.report].add(quantity.low)
    if max((len(values) for values in given.values()), default=0) < SEVERAL:
        return [list(statements)]
    return [by_value[value] for value in sorted(by_value)]


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

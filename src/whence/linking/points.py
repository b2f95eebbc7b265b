"""Points: questions of fact on which several reports speak, each with its accounts.

Blocking by index, explained features, average-linkage clustering tuned for precision: a false
merge asserts a corroboration that does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.ids import record_id
from whence.linking.accounts import make_account
from whence.linking.answers import main_value
from whence.linking.candidates import by_meaning, by_rare_words
from whence.linking.clustering import cluster
from whence.linking.evidence import Evidence
from whence.linking.features import Pair, explain, log_odds, probability, raw_score
from whence.linking.origins import find_origins
from whence.linking.questions import ask, kind_of
from whence.linking.relations import group, relate
from whence.linking.statements import Matrix, Pile, Statement
from whence.linking.topics import family
from whence.linking.words import plain_words
from whence.records.extraction import Bound
from whence.records.links import Feature, Point, PointKind
from whence.records.report import Report
from whence.records.span import Span

MAX_OF_REPORT = 4  # accounts of one report on one point; more are repetition
LEAST_MEANING = 0.35  # of two clauses that share no word: the other features cannot make up
SEVERAL = 3  # exact numbers of one report on one point, from which it counts several things
MAX_EXPLAINED = 24  # pairs whose features are averaged into a point's explanation


@dataclass(frozen=True, slots=True)
class _Node:
    """Statements with the same words and the same figure: one thing to compare."""

    statement: Statement
    family: str
    members: tuple[int, ...]


class Points:
    """Finds the points of one pile. Built once, asked once."""

    def __init__(
        self, pile: Pile, reports: Mapping[str, Report], *, bar: float, max_days_apart: int
    ) -> None:
        self._pile = pile
        self._reports = reports
        self._bar = log_odds(bar)
        self._max_days = max_days_apart
        self._nodes = _nodes(pile, reports)
        rows = [n.statement.index for n in self._nodes]
        self._vectors: Matrix = pile.clauses[rows]
        self._known = (self._vectors != 0).any(axis=1)

    def find(self, evidence: Evidence) -> tuple[Point, ...]:
        """Return the points, sorted by id; near-linear in the number of statements."""
        points = []
        for nodes in self._clusters():
            members = sorted({i for n in nodes for i in self._nodes[n].members})
            for part in self._parts([self._pile.statements[i] for i in members]):
                statements = _worth_keeping(part)
                if len({s.report for s in statements}) > 1:
                    held = {s.index for s in part}
                    own = [n for n in nodes if held.intersection(self._nodes[n].members)]
                    points.append(self._point(statements, own, evidence))
        return tuple(sorted(points, key=lambda p: p.id))

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
        held = {s.index for found in asked for s in found}
        rest = [s for s in statements if s.index not in held]
        if not held or all(s.quantity is not None for s in rest):
            return _counts(statements)
        return [*_counts([s for s in statements if s.index in held]), rest]

    def _clusters(self) -> list[list[int]]:
        edges: dict[tuple[int, int], float] = {}
        pairs = by_meaning(self._vectors)
        pairs |= by_rare_words([n.statement.stems for n in self._nodes])
        for a, b in sorted(pairs):
            if self._may_pass(a, b) and self._comparable(a, b):
                value = self._score(a, b)
                if value >= self._bar:
                    edges[a, b] = value
        found = cluster(edges, self._bar, self._score)
        taken = {n for nodes in found for n in nodes}
        alone = [
            [i]
            for i, node in enumerate(self._nodes)
            if i not in taken
            and len(node.members) > 1
            and self._near_in_time(self._pile.statements[m].day for m in node.members)
        ]
        return found + alone

    def _may_pass(self, a: int, b: int) -> bool:
        """Rule out cheaply what cannot reach the bar: no word shared and little meaning."""
        one, two = self._nodes[a].statement, self._nodes[b].statement
        if (one.quantity and two.quantity) or not one.stems.isdisjoint(two.stems):
            return True
        if not (self._known[a] and self._known[b]):
            return True
        return float(self._vectors[a] @ self._vectors[b]) >= LEAST_MEANING

    def _comparable(self, a: int, b: int) -> bool:
        return self._near_in_time([self._nodes[a].statement.day, self._nodes[b].statement.day])

    def _near_in_time(self, days: Iterable[str | None]) -> bool:
        known = [date.fromisoformat(d) for d in days if d is not None]
        return not known or (max(known) - min(known)).days <= self._max_days

    def _pair(self, a: int, b: int) -> Pair:
        cosine = None
        if self._known[a] and self._known[b]:
            cosine = float(self._vectors[a] @ self._vectors[b])
        one, two = self._nodes[a], self._nodes[b]
        families = (one.family, two.family)
        return Pair(one.statement, two.statement, cosine, families)

    def _score(self, a: int, b: int) -> float:
        return raw_score(self._pair(a, b))

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
            for feature in explain(self._pair(a, b)):
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


def _nodes(pile: Pile, reports: Mapping[str, Report]) -> list[_Node]:
    """Gather statements with the same words and the same figure, in order of the first."""
    listed: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for s in pile.statements:
        place = s.quantity.span.start - s.span.start if s.quantity else -1
        listed[(*plain_words(s.span.of(reports[s.report].text)), place)].append(s.index)
    nodes = []
    for members in listed.values():
        first = pile.statements[members[0]]
        text = reports[first.report].text
        told = family(text, first.span, first.quantity) if first.quantity else ""
        nodes.append(_Node(first, told, tuple(members)))
    return nodes


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

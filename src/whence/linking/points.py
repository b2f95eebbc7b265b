"""Points: questions of fact on which several reports speak, each with its accounts.

Blocking by index (`forest`), explained features (`pairing`), average-linkage clustering tuned for
precision (`pieces`): a false merge asserts a corroboration that does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

import numpy as np

from whence.ids import record_id
from whence.linking.accounts import make_account
from whence.linking.evidence import Evidence
from whence.linking.features import shown_probability
from whence.linking.implied import with_figures
from whence.linking.origins import claimant, find_origins
from whence.linking.pairing import Judge, explained
from whence.linking.parting import (
    part_counts,
    part_measures,
    part_side_by_side,
    part_unlike,
    without_asides,
)
from whence.linking.point_kinds import kind_of
from whence.linking.questions import Asked, ask_all
from whence.linking.relations import group, relate
from whence.linking.sketches import Table
from whence.linking.statements import Statement
from whence.linking.topics import APART, family
from whence.records.links import Feature, Point, PointKind
from whence.records.report import Report
from whence.records.span import Span

MAX_OF_REPORT = 4  # accounts of one report on one point; more are repetition
MAX_EXPLAINED = 24  # pairs whose features are averaged into a point's explanation

Nodes = tuple[int, ...]
Explained = tuple[tuple[Feature, ...], float]
_BY_WORDS: Explained = ((Feature("The words are the same in every account.", 1.0),), 1.0)


@dataclass(frozen=True, slots=True)
class _Made:
    """A point, not explained yet, the nodes of its cluster that it is of, and what they tell."""

    point: Point
    nodes: Sequence[int]
    told: Sequence[Statement]


class Points:
    """Makes points of clusters of statements.

    `table` gives the sketches of nodes, `members` all statements that a node stands for,
    `evidence` what tells of reports' origins, those of them named that give a speaker.
    """

    def __init__(
        self,
        judge: Judge,
        table: Callable[[Sequence[int]], Table],
        members: Callable[[int], Sequence[Statement]],
        reports: Mapping[str, Report],
        evidence: Callable[[set[str], set[str]], Evidence],
    ) -> None:
        self._judge = judge
        self._table = table
        self._members = members
        self._reports = reports
        self._evidence = evidence

    def of_all(
        self, clusters: Sequence[Nodes], beside: Mapping[Nodes, Iterable[Nodes]]
    ) -> list[list[Point]]:
        """Return for each cluster of nodes the points its statements speak on, sorted by id.

        `beside` gives the clusters that share a node with one. Where they are not among `clusters`,
        a question may be one that they ask.
        """
        made = self._asked({cluster: self._of(cluster) for cluster in clusters})
        questions = self._told_apart(made, beside)
        told = iter(self._explained([m.nodes for ms in made.values() for m in ms]))
        return [
            sorted(
                (
                    replace(m.point, question=question, features=features, score=score)
                    for m, question, (features, score) in zip(
                        ms, questions[cluster], told, strict=False
                    )
                ),
                key=lambda p: p.id,
            )
            for cluster, ms in made.items()
        ]

    def _asked(self, made: Mapping[Nodes, Sequence[_Made]]) -> dict[Nodes, list[_Made]]:
        """Return points with their questions: all at once, as that reads their sentences so."""
        asks = ask_all(self._asks(m, m.told) for ms in made.values() for m in ms)
        questions = iter(asks)
        return {
            cluster: [replace(m, point=replace(m.point, question=next(questions))) for m in ms]
            for cluster, ms in made.items()
        }

    def _told_apart(
        self, made: Mapping[Nodes, Sequence[_Made]], beside: Mapping[Nodes, Iterable[Nodes]]
    ) -> dict[Nodes, list[str]]:
        """Return the questions of each cluster's points.

        One that would ask what the point of a larger cluster beside it asks is made from what is
        told here alone: what both tell was asked.
        """
        found = {cluster: [m.point.question for m in ms] for cluster, ms in made.items()}
        anew = list[tuple[Nodes, int, Asked]]()
        for cluster, ms in made.items():
            larger = [o for o in beside.get(cluster, ()) if (-len(o), o) < (-len(cluster), cluster)]
            taken = {m.point.question for other in larger for m in made.get(other, ())}
            shared = {number for other in larger for number in other}.intersection(cluster)
            elsewhere = {_where(s) for number in shared for s in self._members(number)}
            for place, m in enumerate(ms):
                own = [s for s in m.told if _where(s) not in elsewhere]
                figures = m.point.kind is PointKind.QUANTITY
                if m.point.question in taken and own and not figures:
                    anew.append((cluster, place, self._asks(m, own)))
        asks = ask_all(one for _, _, one in anew)
        for (cluster, place, _), question in zip(anew, asks, strict=True):
            found[cluster][place] = question
        return found

    def _asks(self, made: _Made, told: Sequence[Statement]) -> Asked:
        return made.point.kind, told, self._texts(told)

    def _of(self, cluster: Sequence[int]) -> list[_Made]:
        """Return the points of a cluster, not explained yet."""
        if len(cluster) < 2 and not self._stands_alone(cluster[0]):
            return []
        points = []
        members = [s for n in cluster for s in self._members(n)]
        members.sort(key=lambda s: (s.report, s.index))
        for part in self._parts(members):
            statements = _worth_keeping(part)
            if len({s.report for s in statements}) > 1:
                held = {_where(s) for s in statements}
                own = [n for n in cluster if not held.isdisjoint(map(_where, self._members(n)))]
                points.append(self._made(statements, own))
        return points

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
        if not all(s.quantity is not None for s in statements):
            return self._counts_alike(statements)
        return [part for like in part_unlike(statements) for part in self._counts_alike(like)]

    def _counts_alike(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        parts = part_counts(statements)
        if len(parts) > 1:
            return parts
        texts = {s.report: self._reports[s.report].text for s in statements}
        if any(
            s.quantity and family(texts[s.report], s.span, s.quantity) in APART for s in statements
        ):
            return parts  # a toll is told anew in the course of one report
        asked = part_side_by_side(statements)
        return [part for ss in asked for part in part_measures(without_asides(ss), texts)]

    def _stands_alone(self, number: int) -> bool:
        """Say whether one wording makes a point by itself: several say it at about one time."""
        days = [s.day for s in self._members(number)]
        return len(days) > 1 and self._judge.near_in_time(days)

    def _made(self, statements: Sequence[Statement], nodes: Sequence[int]) -> _Made:
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
        voiced = {account.report for account in accounts if account.chain or claimant(account)}
        evidence = self._evidence({s.report for s in told}, voiced)
        origins = find_origins(accounts, told, said, evidence)
        point = Point(
            id=record_id("point", sorted(a.id for a in accounts)),
            question="",  # asked for when all points of a step are made
            kind=kind,
            accounts=accounts,
            groups=groups,
            relation=relate(groups, accounts, told, kind),
            origins=origins.groups,
            origins_low=origins.low,
            origins_high=origins.high,
            why=origins.why,
            collapses=origins.collapses,
        )
        return _Made(point, nodes, told)

    def _texts(self, statements: Iterable[Statement]) -> list[str]:
        return [self._reports[s.report].text for s in statements]

    def _explained(self, all_nodes: Sequence[Sequence[int]]) -> list[Explained]:
        """Average for each list of nodes their pairs' features; the score is that of the odds."""
        listed = [list(islice(combinations(nodes, 2), MAX_EXPLAINED)) for nodes in all_nodes]
        pairs = [pair for part in listed for pair in part]
        if not pairs:
            return [_BY_WORDS for _ in listed]
        numbers, places = np.unique(np.array(pairs), return_inverse=True)
        table = self._table(numbers.tolist())
        one, two = places.reshape(-1, 2).T
        features = explained(table, one, two)
        scores = iter(self._judge.scores(table, one, two).tolist())
        return [
            _averaged(list(islice(features, len(part))), list(islice(scores, len(part))))
            for part in listed
        ]


def _averaged(told: Sequence[tuple[Feature, ...]], scores: Sequence[float]) -> Explained:
    if not told:
        return _BY_WORDS
    totals: dict[str, float] = defaultdict(float)
    for pair in told:
        for feature in pair:
            totals[feature.why] += feature.value
    averages = (Feature(why, round(value / len(told), 3)) for why, value in totals.items())
    kept = sorted((f for f in averages if f.value), key=lambda f: (-abs(f.value), f.why))
    return tuple(kept), round(shown_probability(sum(scores) / len(scores)), 4)


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

"""Parting the figures of one cluster: those that count or measure several things are no clash."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from datetime import date
from itertools import combinations

from whence.linking.answers import NEAR
from whence.linking.clustering import Forest
from whence.linking.measures import figure_of, is_measure
from whence.linking.statements import Statement
from whence.linking.words import plain_words, stem
from whence.records.days import days_of
from whence.records.extraction import Bound, Change

SEVERAL = 3  # exact numbers of one report on one point, from which it counts several things
FAR_MEASURES = 2.0  # times one measure of the other, from which their words must be the same
SAME_MEASURE = 0.7  # share of the words, without the figures', from which they are
SIDE_BY_SIDE = 2  # reports that give two numbers in one voice, from which these are two counts
MAX_COMMON = 64  # numbers of several reports that are held against one another
ROUNDED = 0.01  # apart by rounding alone: 145 and 145.5 million
LONG_AGO = 60  # days before its report came out from which a count is of another time
_PLAIN = frozenset({Bound.EXACT, Bound.ABOUT})
_DATES = frozenset({"DATE", "TIME"})
_STANDING = frozenset({"deployed", "present", "stationed"})
_COMING = frozenset({"arriving"})


def part_counts(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Part figures where one report gives several exact numbers: it counts several things.

    "20 went to one hospital and 31 to another" is no clash. Each number that two reports give is
    then a question of its own ("more than 50" and "51" are one); the others have no second report
    that speaks on them.
    """
    by_value: dict[float, list[Statement]] = defaultdict(list)
    given: dict[str, set[float]] = defaultdict(set)
    for statement in statements:
        quantity = statement.quantity
        if quantity is None:
            continue
        by_value[figure_of(quantity).value].append(statement)
        if quantity.bound is Bound.EXACT and quantity.low is not None:
            given[statement.report].add(quantity.low)
    if max((len(values) for values in given.values()), default=0) < SEVERAL:
        return [list(statements)]
    parts: list[list[Statement]] = []
    last = -math.inf
    for value in sorted(by_value):
        if value - last > NEAR * value:
            parts.append([])
        parts[-1] += by_value[value]
        last = value
    return parts


def part_side_by_side(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Part two numbers that several reports give side by side, each in one voice.

    "Two boosters and three cores": nobody clashes with himself, so these are two counts, whatever
    their words; of two speakers within one report this does not follow. Numbers that are not
    given so stay together, directly or through others; what one report alone gives stands with
    the nearest. Quadratic in the numbers that several reports give, up to `MAX_COMMON`.
    """
    told = [(figure_of(s.quantity).value, s) for s in statements if s.quantity is not None]
    reports: dict[float, set[str]] = defaultdict(set)
    voices: dict[tuple[str, tuple[str, ...]], set[float]] = defaultdict(set)
    for value, statement in told:
        reports[value].add(statement.report)
        if statement.quantity and statement.quantity.bound in _PLAIN:
            voices[statement.report, statement.chain].add(value)
    common = sorted(value for value, given in reports.items() if len(given) > 1)
    if len(told) < len(statements) or not 1 < len(common) <= MAX_COMMON:
        return [list(statements)]
    apart = Counter(
        pair
        for values in voices.values()
        for pair in combinations(sorted(values & set(common)), 2)
        if pair[1] - pair[0] > NEAR * pair[1]
    )
    forest = Forest()
    for i, j in combinations(range(len(common)), 2):
        forest.root(i)
        forest.root(j)
        if apart[common[i], common[j]] < SIDE_BY_SIDE:
            forest.join(i, j)
    part_of = {common[i]: n for n, ids in enumerate(forest.sets()) for i in ids}
    parts: list[list[Statement]] = [[] for _ in set(part_of.values())]
    for value, statement in told:
        nearest = min(common, key=lambda other: (abs(other - value), other))
        parts[part_of[nearest]].append(statement)
    return parts


def without_asides(statements: Sequence[Statement]) -> list[Statement]:
    """Leave out numbers that one report gives beside the number it has in common with others.

    "Eight fire engines were sent"; "from here I saw about two": the second counts something else.
    """
    reports: dict[float, set[str]] = defaultdict(set)
    for statement in statements:
        if statement.quantity is not None:
            reports[figure_of(statement.quantity).value].add(statement.report)
    common = {value for value, told in reports.items() if len(told) > 1}
    sure = {report for value in common for report in reports[value]}
    return [
        s
        for s in statements
        if s.quantity is None
        or s.report not in sure
        or len(reports[figure_of(s.quantity).value]) > 1
    ]


def part_unlike(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Part figures that cannot count one thing, by what their own words say of them.

    What comes or is sent is not what is there already ("1,500 more" beside "the 1,600 there"), the
    people of one state are not those of another, and a count of long ago is not one of now. A
    figure stands with its like; where it gives the very number of the others, with them.
    """
    parts = [list(statements)]
    for kind in (_is_added, _whose, _of_when(statements)):
        parts = [part for held in parts for part in _part_by(held, kind)]
    return parts


def _part_by(
    statements: Sequence[Statement], kind: Callable[[Statement], Hashable]
) -> list[list[Statement]]:
    """Part statements of different kinds; those of no kind (None) stand with the most."""
    by_kind: dict[Hashable, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_kind[kind(statement)].append(statement)
    loose = by_kind.pop(None, [])
    if len(by_kind) < 2:
        return [list(statements)]
    kinds = sorted(by_kind, key=lambda k: (-len(by_kind[k]), str(k)))
    values = {k: {_value(s) for s in by_kind[k]} for k in kinds}
    for statement in loose:
        same = next((k for k in kinds if _share({_value(statement)}, values[k])), kinds[0])
        by_kind[same].append(statement)
    forest = Forest()
    for i, one in enumerate(kinds):
        forest.root(i)
        for j, other in enumerate(kinds[:i]):
            if _share(values[one], values[other]):
                forest.join(i, j)
    return [[s for i in ids for s in by_kind[kinds[i]]] for ids in forest.sets()]


def _value(statement: Statement) -> float:
    return figure_of(statement.quantity).value if statement.quantity else 0.0


def _share(one: Collection[float], two: Collection[float]) -> bool:
    """Say whether two sets of numbers have one in common, or nearly one."""
    return any(abs(a - b) <= ROUNDED * max(a, b) for a in one for b in two)


def _is_added(statement: Statement) -> bool | None:
    """Say whether a figure of people is of those who come besides; of tolls it is not asked."""
    quantity = statement.quantity
    if quantity is None or quantity.role not in _STANDING | _COMING:
        return None
    return quantity.change is Change.MORE or quantity.role in _COMING


def _whose(statement: Statement) -> Hashable:
    return min(statement.counted_of) if len(statement.counted_of) == 1 else None


def _of_when(statements: Sequence[Statement]) -> Callable[[Statement], Hashable]:
    """Return what gives the year a count is of where that is long ago, else "now".

    One without a day is of the day that its report gives the very number for elsewhere: a heading
    has none ("Port Ella: 49 drowned").
    """
    dated = {(s.report, _value(s)): _year(s) for s in statements if _days(s)}
    return lambda s: dated.get((s.report, _value(s)), "now") if not _days(s) else _year(s)


def _days(statement: Statement) -> list[tuple[date, date]]:
    return [d for t in statement.times if t.type in _DATES and (d := days_of(t.value))]


def _year(statement: Statement) -> str:
    """Return the year of the last day beside a count where that is long before its report."""
    if statement.day is None:
        return "now"
    last = max(day for _, day in _days(statement))
    long_ago = (date.fromisoformat(statement.day) - last).days > LONG_AGO
    return str(last.year) if long_ago else "now"


def part_measures(
    statements: Sequence[Statement], texts: Mapping[str, str]
) -> list[list[Statement]]:
    """Part what is measured where numbers lie far apart and the words are not the same.

    A speed limit of 12 mph is not the top speed of 50 mph; a count may differ by as much. `texts`
    holds the reading texts by report.
    """
    if not all(s.quantity and is_measure(s.quantity) for s in statements):
        return [list(statements)]
    told = [_told(s, texts[s.report]) for s in statements]
    forest = Forest()
    for i, (value, words) in enumerate(told):
        forest.root(i)
        for j, (other, others) in enumerate(told[:i]):
            near = max(value, other) <= FAR_MEASURES * min(value, other)
            least = min(len(words), len(others))
            if near or (least and len(words & others) >= SAME_MEASURE * least):
                forest.join(i, j)
    return [[statements[i] for i in ids] for ids in forest.sets()]


def _told(statement: Statement, text: str) -> tuple[float, frozenset[str]]:
    """Return the measure and the other words of a statement."""
    quantity = statement.quantity
    if quantity is None:
        return 0.0, statement.stems
    own = {stem(w) for w in plain_words(quantity.span.of(text))}
    return figure_of(quantity).value, statement.stems - own

"""How the accounts of one point stand to one another: groups that say the same, the relation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from whence.linking.clustering import Forest
from whence.linking.statements import Statement
from whence.records.extraction import Bound, Stance, Timex
from whence.records.links import Account, Relation

CLOSE = 0.10  # "more than 80" and "84" say the same: the exact number is within a tenth
_OPEN = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})

Groups = tuple[tuple[str, ...], ...]


def group(accounts: Sequence[Account], statements: Sequence[Statement]) -> Groups:
    """Return account ids in groups that give the same answer, in order of the first account.

    Figures agree when they are equal or one bounds the other closely ("25", "at least 25",
    "more than 80" and "84"); a vague word ("dozens") goes with nothing by force. Other accounts
    give the same answer unless one denies what the other says or their numbers or times differ.
    """
    forest = Forest()
    for i in range(len(accounts)):
        forest.root(i)
        for j in range(i):
            if _same_answer(accounts[i], accounts[j], statements[i], statements[j]):
                forest.join(i, j)
    return tuple(tuple(accounts[i].id for i in members) for members in forest.sets())


def _same_answer(a: Account, b: Account, one: Statement, two: Statement) -> bool:
    if denies(one) != denies(two):
        return False
    if one.quantity and two.quantity:
        return _same_figure(a, b)
    if bool(one.quantity) != bool(two.quantity):
        return False
    if one.numbers and two.numbers and one.numbers != two.numbers:
        return False
    return not _times_apart(one.times, two.times)


def _same_figure(a: Account, b: Account) -> bool:
    one, two = _value(a), _value(b)
    if one is None or two is None:
        return a.says == b.says
    if one == two:
        return True
    open_ended = a.high is None or b.high is None or a.low is None or b.low is None
    return open_ended and abs(one - two) <= CLOSE * max(abs(one), abs(two)) and _fits(a, b)


def _fits(a: Account, b: Account) -> bool:
    """Say whether the two ranges share a value."""
    low = max(a.low if a.low is not None else float("-inf"), b.low or float("-inf"))
    high = min(a.high if a.high is not None else float("inf"), b.high or float("inf"))
    return low <= high


def _value(account: Account) -> float | None:
    return account.low if account.low is not None else account.high


def denies(statement: Statement) -> bool:
    """Say whether a statement puts its clause as untrue: "did not", or a speaker who denies."""
    denied = statement.attribution is not None and statement.attribution.stance is Stance.DENIES
    return statement.negated != denied


def _times_apart(one: Sequence[Timex], two: Sequence[Timex]) -> bool:
    """Say whether both name days or hours, and no day or hour of one fits one of the other."""
    a = [t for t in one if t.type in {"DATE", "TIME"}]
    b = [t for t in two if t.type in {"DATE", "TIME"}]
    return bool(a and b) and not any(_overlap(x, y) for x in a for y in b)


def _overlap(x: Timex, y: Timex) -> bool:
    if x.value == y.value:
        return True
    if x.type == "TIME" and y.type == "TIME" and x.value != y.value:
        return x.value.startswith(y.value) or y.value.startswith(x.value)
    if None in (x.earliest, x.latest, y.earliest, y.latest):
        return True
    return bool(x.earliest <= y.latest and y.earliest <= x.latest)  # type: ignore[operator]


def relate(
    groups: Groups, accounts: Sequence[Account], statements: Sequence[Statement]
) -> Relation:
    """Return how the groups of a point stand to one another.

    One group: agree. A denial against an assertion: denied. Figures that grow with the reports'
    days, or open-ended counts of a toll: differ in time. Ranges or times that fit into one
    another: differ in detail. All else: disagree.
    """
    if len(groups) == 1:
        return Relation.AGREE
    if any(denies(s) for s in statements) and not all(denies(s) for s in statements):
        return Relation.DENIED
    figures = [(a, s) for a, s in zip(accounts, statements, strict=True) if s.quantity]
    if len(figures) * 2 > len(accounts):
        return _relate_figures(figures)
    return Relation.DIFFER_IN_DETAIL


def _relate_figures(figures: Sequence[tuple[Account, Statement]]) -> Relation:
    values = {v for a, _ in figures if (v := _value(a)) is not None}
    if len(values) < 2:
        return Relation.DIFFER_IN_DETAIL
    if _is_toll(figures) and _open_ended(figures):
        return Relation.DIFFER_IN_TIME
    if _grows(figures):
        return Relation.DIFFER_IN_TIME
    pairs = [(a, b) for i, (a, _) in enumerate(figures) for b, _ in figures[:i]]
    if all(_fits(a, b) for a, b in pairs):
        return Relation.DIFFER_IN_DETAIL
    return Relation.DISAGREE


def _is_toll(figures: Sequence[tuple[Account, Statement]]) -> bool:
    tolls = {"kill", "die", "wound", "injur", "fatal", "hospital", "miss", "arrest", "detain"}
    return sum(bool(tolls & s.stems) for _, s in figures) * 2 > len(figures)


def _open_ended(figures: Sequence[tuple[Account, Statement]]) -> bool:
    bounds = [s.quantity.bound for _, s in figures if s.quantity]
    return sum(b in _OPEN for b in bounds) * 2 > len(bounds)


def _grows(figures: Sequence[tuple[Account, Statement]]) -> bool:
    """Say whether later reports never give less than earlier ones, over two days or more."""
    dated = sorted((s.day, _value(a) or 0.0) for a, s in figures if s.day)
    if len({day for day, _ in dated}) < 2:
        return False
    by_day: dict[str, list[float]] = {}
    for day, value in dated:
        by_day.setdefault(day, []).append(value)
    days = [by_day[d] for d in sorted(by_day)]
    return all(max(a) <= min(b) for a, b in pairwise(days))

"""How the accounts of one point stand to one another: groups that say the same, the relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.linking.lexicon import contrasts
from whence.linking.statements import Statement
from whence.linking.words import stem
from whence.records.extraction import Bound, Quantity, Stance
from whence.records.links import Account, Relation

CLOSE = 0.10  # "more than 80" and "84" say the same: the exact number is within a tenth above
ALIKE = 0.35  # share of words in common from which a "no" denies the other's "yes"
MAX_ANSWERS = 200  # different answers compared with one another on one point
_OPEN = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_CONTRASTS = tuple(frozenset(map(stem, words)) for words in contrasts())
_TOLL = frozenset(
    map(
        stem,
        ["killed", "died", "wounded", "injured", "fatalities", "hospital", "missing", "arrested"],
    )
)

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an account says, bare of who says it: equal answers are one."""

    figure: tuple[float | None, float | None, Bound] | None
    denied: bool
    numbers: frozenset[str]
    days: frozenset[tuple[str, str, str]]
    actors: frozenset[str]
    things: frozenset[str]
    stems: frozenset[str]


def group(accounts: Sequence[Account], statements: Sequence[Statement]) -> Groups:
    """Return account ids in groups that give the same answer, in order of the first account.

    An account joins the first group with every answer of which it agrees. Figures agree when
    they are equal or one bounds the other closely ("25", "at least 25"; "more than 80", "84").
    Other accounts agree unless one denies what the other says, or their numbers, times, states
    and bodies, or things of one sort ("car", "truck") exclude one another.
    """
    by_answer: dict[_Answer, list[int]] = defaultdict(list)
    for i, statement in enumerate(statements):
        by_answer[_answer(statement)].append(i)
    groups: list[tuple[list[_Answer], list[int]]] = []
    for answer, members in by_answer.items():
        for answers, held in groups[:MAX_ANSWERS]:
            if all(_same(answer, other) for other in answers[:MAX_ANSWERS]):
                answers.append(answer)
                held += members  # noqa: PLW2901  (the list itself grows)
                break
        else:
            groups.append(([answer], list(members)))
    listed = sorted(sorted(ids) for _, ids in groups)
    return tuple(tuple(accounts[i].id for i in ids) for ids in listed)


def _answer(statement: Statement) -> _Answer:
    quantity = statement.quantity
    return _Answer(
        figure=(quantity.low, quantity.high, quantity.bound) if quantity else None,
        denied=denies(statement),
        numbers=frozenset() if quantity else statement.numbers,
        days=frozenset(
            (t.value, t.earliest or "", t.latest or "")
            for t in statement.times
            if t.type in {"DATE", "TIME"}
        ),
        actors=statement.actors,
        things=statement.stems & frozenset().union(*_CONTRASTS),
        stems=frozenset() if quantity else statement.stems,
    )


def _same(a: _Answer, b: _Answer) -> bool:
    if a.figure and b.figure:
        return _same_figure(a.figure, b.figure)
    if bool(a.figure) != bool(b.figure):
        return False
    if a.denied != b.denied and _alike(a.stems, b.stems):
        return False
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return False
    if a.actors and b.actors and not a.actors & b.actors:
        return False
    if any(a.things & c and b.things & c and not a.things & b.things & c for c in _CONTRASTS):
        return False
    return not (a.days and b.days) or any(_overlap(x, y) for x in a.days for y in b.days)


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) >= ALIKE * len(one | two)


def _same_figure(
    a: tuple[float | None, float | None, Bound], b: tuple[float | None, float | None, Bound]
) -> bool:
    one, two = _main(a[0], a[1]), _main(b[0], b[1])
    more = (a[2] is Bound.MORE_THAN, b[2] is Bound.MORE_THAN)
    if one == two:
        return more[0] == more[1]
    low, high, bound = (one, two, a[2]) if one < two else (two, one, b[2])
    open_ended = bound in _OPEN and (b[2] if one < two else a[2]) not in _OPEN
    return open_ended and high - low <= CLOSE * high


def _main(low: float | None, high: float | None) -> float:
    value = low if low is not None else high
    return value if value is not None else 0.0


def _overlap(x: tuple[str, str, str], y: tuple[str, str, str]) -> bool:
    if x[0].startswith(y[0]) or y[0].startswith(x[0]):
        return True
    if "" in (x[1], x[2], y[1], y[2]):
        return True
    return x[1] <= y[2] and y[1] <= x[2] and not ("T" in x[0] and "T" in y[0])


def denies(statement: Statement) -> bool:
    """Say whether a statement puts its clause as untrue: "did not", or a speaker who denies."""
    denied = statement.attribution is not None and statement.attribution.stance is Stance.DENIES
    return statement.negated != denied


def relate(
    groups: Groups, accounts: Sequence[Account], statements: Sequence[Statement]
) -> Relation:
    """Return how the groups of a point stand to one another.

    One group: agree. A denial of what another says: denied. Figures that grow with the reports'
    days, or open-ended counts of a toll: differ in time. Ranges that fit into one another, and
    answers that differ otherwise: differ in detail. Figures that cannot both hold, and things of
    one sort that exclude one another: disagree.
    """
    if len(groups) == 1:
        return Relation.AGREE
    figures = [(a, s) for a, s in zip(accounts, statements, strict=True) if s.quantity]
    if len(figures) * 2 > len(accounts):
        return _relate_figures(figures)
    answers = list(dict.fromkeys(map(_answer, statements)))[:MAX_ANSWERS]
    pairs = [(a, b) for i, a in enumerate(answers) for b in answers[:i]]
    if any(a.denied != b.denied and _alike(a.stems, b.stems) for a, b in pairs):
        return Relation.DENIED
    if any(_exclude(a, b) for a, b in pairs):
        return Relation.DISAGREE
    return Relation.DIFFER_IN_DETAIL


def _exclude(a: _Answer, b: _Answer) -> bool:
    """Say whether two answers name things of one sort or days that exclude one another."""
    things = any(a.things & c and b.things & c and not a.things & b.things & c for c in _CONTRASTS)
    one, two = _whole_days(a), _whole_days(b)
    days = bool(one and two) and not any(_overlap(x, y) for x in one for y in two)
    return things or days


def _whole_days(answer: _Answer) -> list[tuple[str, str, str]]:
    """Return the days an answer names; hours that differ are a matter of detail."""
    return [day for day in answer.days if "T" not in day[0]]


def _relate_figures(figures: Sequence[tuple[Account, Statement]]) -> Relation:
    ranges = {(s.quantity.low, s.quantity.high) for _, s in figures if s.quantity}
    if len({_main(*r) for r in ranges}) < 2:
        return Relation.DIFFER_IN_DETAIL
    if (_is_toll(figures) and _open_ended(figures)) or _grows(figures):
        return Relation.DIFFER_IN_TIME
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    if not lows or not highs or max(lows) <= min(highs):
        return Relation.DIFFER_IN_DETAIL
    return Relation.DISAGREE


def _is_toll(figures: Sequence[tuple[Account, Statement]]) -> bool:
    return sum(bool(_TOLL & s.stems) for _, s in figures) * 2 > len(figures)


def _open_ended(figures: Sequence[tuple[Account, Statement]]) -> bool:
    quantities: list[Quantity] = [s.quantity for _, s in figures if s.quantity]
    return sum(q.bound in _OPEN for q in quantities) * 2 > len(quantities)


def _grows(figures: Sequence[tuple[Account, Statement]]) -> bool:
    """Say whether later reports never give less than earlier ones, over two days or more."""
    by_day: dict[str, list[float]] = defaultdict(list)
    for account, statement in figures:
        if statement.day:
            by_day[statement.day].append(_main(account.low, account.high))
    days = [by_day[d] for d in sorted(by_day)]
    return len(days) > 1 and all(max(a) <= min(b) for a, b in pairwise(days))

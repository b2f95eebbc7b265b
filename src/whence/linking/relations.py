"""How the accounts of one point stand to one another: groups that say the same, the relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from whence.linking.answers import (
    NEAR,
    Answer,
    Difference,
    answer_of,
    denies,
    difference,
    main_value,
)
from whence.linking.statements import Statement
from whence.linking.words import stem
from whence.records.extraction import Bound, Quantity
from whence.records.links import Account, PointKind, Relation

MAX_ANSWERS = 200  # different answers compared with one another on one point
_OPEN = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_TOLL = frozenset(
    map(
        stem,
        ["killed", "died", "wounded", "injured", "fatalities", "hospital", "missing", "arrested"],
    )
)

Groups = tuple[tuple[str, ...], ...]
Answers = list[Answer]

__all__ = ["Groups", "Relation", "answers_to", "denies", "group", "relate"]


def answers_to(kind: PointKind, statements: Sequence[Statement]) -> Answers:
    """Return each statement's answer to a question of that kind."""
    figures, times = kind is PointKind.QUANTITY, kind is PointKind.TIME
    return [answer_of(s, figures=figures, times=times) for s in statements]


def group(accounts: Sequence[Account], statements: Sequence[Statement], kind: PointKind) -> Groups:
    """Return account ids in groups that give the same answer, in order of the first account.

    An account joins the first group with every answer of which it agrees. Figures agree when
    they are equal or one bounds the other closely ("25", "at least 25"; "more than 80", "84").
    Where a time is asked, times agree that have the same value. Other accounts agree unless one
    denies what the other says, or they tell the same in the same words but for numbers, states
    and bodies, or things of one sort ("car", "truck") that exclude one another.
    """
    by_answer: dict[Answer, list[int]] = defaultdict(list)
    for i, answer in enumerate(answers_to(kind, statements)):
        by_answer[answer].append(i)
    groups: list[tuple[Answers, list[int]]] = []
    for answer, members in by_answer.items():
        for answers, held in groups[:MAX_ANSWERS]:
            if not any(difference(answer, other) for other in answers[:MAX_ANSWERS]):
                answers.append(answer)
                held += members  # noqa: PLW2901  (the list itself grows)
                break
        else:
            groups.append(([answer], list(members)))
    listed = sorted(sorted(ids) for _, ids in groups)
    return tuple(tuple(accounts[i].id for i in ids) for ids in listed)


def relate(
    groups: Groups, accounts: Sequence[Account], statements: Sequence[Statement], kind: PointKind
) -> Relation:
    """Return how the groups of a point stand to one another.

    One group: agree. A denial of what another says: denied. Figures that grow with the reports'
    days, or open-ended counts of a toll: differ in time. Figures nearly the same, ranges that fit
    into one another, and answers that differ otherwise: differ in detail. Figures that cannot both
    hold, days and things of one sort that exclude one another: disagree.
    """
    if len(groups) == 1:
        return Relation.AGREE
    if kind is PointKind.QUANTITY:
        figures = [(a, s) for a, s in zip(accounts, statements, strict=True) if s.quantity]
        return _relate_figures(figures)
    answers = list(dict.fromkeys(answers_to(kind, statements)))[:MAX_ANSWERS]
    found = {difference(a, b) for i, a in enumerate(answers) for b in answers[:i]}
    if Difference.DENIED in found:
        return Relation.DENIED
    if Difference.THINGS in found or Difference.DAYS in found:
        return Relation.DISAGREE
    return Relation.DIFFER_IN_DETAIL


def _relate_figures(figures: Sequence[tuple[Account, Statement]]) -> Relation:
    ranges = {(s.quantity.low, s.quantity.high) for _, s in figures if s.quantity}
    values = {main_value(*r) for r in ranges}
    if len(values) < 2 or max(values) - min(values) <= NEAR * max(values):
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
            by_day[statement.day].append(main_value(account.low, account.high))
    days = [by_day[d] for d in sorted(by_day)]
    return len(days) > 1 and all(max(a) <= min(b) for a, b in pairwise(days))

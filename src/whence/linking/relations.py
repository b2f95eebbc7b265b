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
)
from whence.linking.implied import SO_FAR
from whence.linking.measures import Figure, figure_of, is_measure
from whence.linking.statements import Statement
from whence.linking.words import stem
from whence.records.extraction import Bound
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


def answers_to(
    kind: PointKind, accounts: Sequence[Account], statements: Sequence[Statement]
) -> Answers:
    """Return the answer of each account, made from its statement, to a question of that kind."""
    figures, times = kind is PointKind.QUANTITY, kind is PointKind.TIME
    return [
        answer_of(s, figures=figures, times=times, says=a.says)
        for a, s in zip(accounts, statements, strict=True)
    ]


def group(accounts: Sequence[Account], statements: Sequence[Statement], kind: PointKind) -> Groups:
    """Return account ids in groups that give the same answer, in order of the first account.

    An account joins the first group with every answer of which it agrees. Figures agree when
    they are equal or one bounds the other closely ("25", "at least 25"; "more than 80", "84").
    Where a time is asked, times agree that have the same value. Other accounts agree unless one
    denies what the other says, or they tell the same in the same words but for numbers, states
    and bodies, or things of one sort ("car", "truck") that exclude one another, or they call one
    person two things, or both are full clauses with hardly a word in common.
    """
    by_answer: dict[Answer, list[int]] = defaultdict(list)
    for i, answer in enumerate(answers_to(kind, accounts, statements)):
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
    answers = list(dict.fromkeys(answers_to(kind, accounts, statements)))[:MAX_ANSWERS]
    found = {difference(a, b) for i, a in enumerate(answers) for b in answers[:i]}
    if Difference.DENIED in found:
        return Relation.DENIED
    if Difference.THINGS in found or Difference.DAYS in found:
        return Relation.DISAGREE
    return Relation.DIFFER_IN_DETAIL


def _relate_figures(given: Sequence[tuple[Account, Statement]]) -> Relation:
    figures = [(s, figure_of(s.quantity)) for _, s in given if s.quantity]
    values = {f.value for _, f in figures}
    if len(values) < 2 or max(values) - min(values) <= NEAR * max(values):
        return Relation.DIFFER_IN_DETAIL
    if _only_rounded([f for _, f in figures]):
        return Relation.DIFFER_IN_DETAIL
    if all(s.quantity and s.quantity.role == SO_FAR for s, _ in figures):
        return Relation.DIFFER_IN_TIME
    toll = _is_toll([s for s, _ in figures])
    if (toll and _open_ended([f for _, f in figures])) or _grows(given, toll=toll):
        return Relation.DIFFER_IN_TIME
    lows = [f.low for _, f in figures if f.low is not None]
    highs = [f.high for _, f in figures if f.high is not None]
    if not lows or not highs or max(lows) <= min(highs):
        return Relation.DIFFER_IN_DETAIL
    return Relation.DISAGREE


def _only_rounded(figures: Sequence[Figure]) -> bool:
    """Say whether figures in coarser units only round those in finer ones: 71 seconds, a minute."""
    finest = min(f.grain for f in figures)
    exact = [f.value for f in figures if f.grain == finest]
    coarse = [f for f in figures if f.grain != finest]
    return (
        bool(coarse)
        and max(exact) - min(exact) <= NEAR * max(exact)
        and all(abs(f.value - value) <= f.grain for f in coarse for value in exact)
    )


def _is_toll(statements: Sequence[Statement]) -> bool:
    return sum(bool(_TOLL & s.stems) for s in statements) * 2 > len(statements)


def _open_ended(figures: Sequence[Figure]) -> bool:
    return sum(f.bound in _OPEN for f in figures) * 2 > len(figures)


def _grows(given: Sequence[tuple[Account, Statement]], *, toll: bool) -> bool:
    """Say whether counts never fall from one day they are told for to the next, over two or more.

    What is measured does not grow, and but for a toll, which is told anew by the hour, the counts
    of one day must be one.
    """
    by_day: dict[str, list[float]] = defaultdict(list)
    for account, statement in given:
        quantity = statement.quantity
        day = min(filter(None, (account.as_of, statement.day)), default=None)
        if quantity is None or is_measure(quantity):
            return False
        if day:
            by_day[day].append(figure_of(quantity).value)
    days = [by_day[d] for d in sorted(by_day)]
    if not toll and any(max(d) - min(d) > NEAR * max(d) for d in days):
        return False
    return len(days) > 1 and all(max(a) <= min(b) for a, b in pairwise(days))

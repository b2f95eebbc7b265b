"""How the accounts of one point stand to one another: groups that say the same, the relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np

from whence.linking.answers import (
    NEAR,
    Answer,
    Difference,
    answer_of,
    difference,
)
from whence.linking.clustering import Scores, blended_linkage
from whence.linking.implied import SO_FAR
from whence.linking.measures import Figure, figure_of, is_measure
from whence.linking.statements import Statement
from whence.linking.tellings import Telling, learnt, scores, telling
from whence.linking.words import stem
from whence.records.extraction import Bound
from whence.records.links import Account, PointKind, Relation

MAX_ANSWERS = 200  # different answers compared with one another on one point
MAX_TOLD = 64  # ... of which it is judged how alike they are told
PARTED = 1.5  # log-odds by which another difference speaks against one answer
OWN_VOICE = 3.0  # ... and by which it speaks for one that one report tells both in its own voice
NEAREST = 0.9  # the nearest pair's part in how near two clusters are, beside all pairs
# What cannot both be right is never one answer, however alike it is told.
_EXCLUDING = frozenset({Difference.DENIED, Difference.THINGS, Difference.DAYS})
_OPEN = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_TOLL = frozenset(
    map(
        stem,
        ["killed", "died", "wounded", "injured", "fatalities", "hospital", "missing", "arrested"],
    )
)

Groups = tuple[tuple[str, ...], ...]
Answers = list[Answer]

__all__ = ["Groups", "Relation", "answers_to", "group", "relate"]


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

    Where a figure is asked, an account joins the first group with every answer of which it agrees.
    Figures agree when they are equal or one bounds the other closely ("25", "at least 25"; "more
    than 80", "84"). Elsewhere accounts are parted where one denies what the other says, they tell
    the same in the same words but for numbers, states and bodies, or things of one sort ("car",
    "truck") that exclude one another, call one person two things, or are full clauses with hardly
    a word in common; where a time is asked, where they name other times. What nothing of this
    parts is judged by how alike it is told (`tellings`): all of it together first, and where that
    is not one answer, cluster by cluster. What excludes one another (a denial, things of one sort,
    other times) stays apart; what differs otherwise may still be one answer if it is told very
    much alike, or hangs together through others.
    """
    answers = answers_to(kind, accounts, statements)
    if kind is PointKind.QUANTITY:
        listed = _by_rules(answers)
    else:
        listed = _by_telling(answers, accounts, statements)
    return tuple(tuple(accounts[i].id for i in ids) for ids in listed)


def _by_rules(answers: Answers) -> list[list[int]]:
    """Return groups of places whose answers agree, each with each."""
    by_answer: dict[Answer, list[int]] = defaultdict(list)
    for i, answer in enumerate(answers):
        by_answer[answer].append(i)
    groups: list[tuple[Answers, list[int]]] = []
    for answer, members in by_answer.items():
        for told, held in groups[:MAX_ANSWERS]:
            if not any(difference(answer, other) for other in told[:MAX_ANSWERS]):
                told.append(answer)
                held += members  # noqa: PLW2901  (the list itself grows)
                break
        else:
            groups.append(([answer], list(members)))
    return sorted(sorted(ids) for _, ids in groups)


def _by_telling(
    answers: Answers, accounts: Sequence[Account], statements: Sequence[Statement]
) -> list[list[int]]:
    """Return groups of places that tell the same, by rules and by how alike they are told.

    Of more than `MAX_TOLD` that differ, each further one stands with the first that no rule parts
    it from, or alone.
    """
    same: dict[tuple[Answer, str], list[int]] = defaultdict(list)
    for i, (answer, account) in enumerate(zip(answers, accounts, strict=True)):
        same[answer, account.says.lower()].append(i)
    members = list(same.values())
    judged, alone = members[:MAX_TOLD], []
    for further in members[MAX_TOLD:]:
        own = answers[further[0]]
        home = next((held for held in judged if not difference(own, answers[held[0]])), None)
        if home is None:
            alone.append(further)
        else:
            home += further
    firsts = [m[0] for m in judged]
    groups = _told_alike(
        [answers[i] for i in firsts],
        [telling(statements[i], accounts[i].says) for i in firsts],
        [frozenset(accounts[i].report for i in m if not accounts[i].chain) for m in judged],
        np.array([len(m) for m in judged], dtype=np.float64),
    )
    found = [[i for place in places for i in judged[place]] for places in groups]
    return sorted(sorted(ids) for ids in (*found, *alone))


def _told_alike(
    answers: Answers,
    told: Sequence[Telling],
    own: Sequence[frozenset[str]],
    counts: Scores,
) -> list[list[int]]:
    """Cluster tellings, of which each stands for as many accounts as `counts` says.

    `own` are the reports that tell it in their own voice: hardly one of them contradicts itself.
    """
    if len(told) < 2:
        return [list(range(len(told)))]
    found = [
        (i, j, parts)
        for i, j in combinations(range(len(told)), 2)
        if (parts := difference(answers[i], answers[j]))
    ]
    judged, bars = scores(told), learnt()
    pairs = np.triu(np.outer(counts, counts), 1)
    if not found and (judged * pairs).sum() >= bars.together * pairs.sum():
        return [list(range(len(told)))]
    for i, j in combinations(range(len(told)), 2):
        if own[i] & own[j]:
            judged[i, j] = judged[j, i] = judged[i, j] + OWN_VOICE
    for i, j, parts in found:
        judged[i, j] = judged[j, i] = -np.inf if parts in _EXCLUDING else judged[i, j] - PARTED
    return blended_linkage(judged, counts, bars.bar, NEAREST)


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

"""Answers: what an account says, bare of who says it, and how two answers stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from whence.linking.lexicon import contrasts
from whence.linking.statements import Statement
from whence.linking.words import stem
from whence.records.extraction import Bound, Stance

CLOSE = 0.10  # "more than 80" and "84" say the same: the exact number is within a tenth above
NEAR = 0.08  # two exact numbers this near are one count at two precisions, not a clash
LARGE = 1000  # from here on "more than n" is how a paper rounds n
ALIKE = 0.5  # share of words in common from which a "no" denies the other's "yes"
SAME_MATTER = (
    0.35  # share of the shorter answer's words in the other, from which details are compared
)

Figure = tuple[float | None, float | None, Bound]
_OPEN = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_CONTRASTS = tuple(frozenset(map(stem, words)) for words in contrasts())


class Difference(StrEnum):
    """In what two answers to one question differ."""

    DENIED = "one says no to the other"
    THINGS = "they name things that exclude one another"
    DAYS = "they name different days"
    PRECISION = "they name one time more or less closely"
    NUMBERS = "they give different numbers"
    ACTORS = "they name different states or bodies"
    KIND = "one gives a figure, the other none"
    FIGURES = "their figures differ"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an account says: equal answers are one. `days` are set only where a time is asked."""

    figure: Figure | None
    denied: bool
    stance_denies: bool
    numbers: frozenset[str]
    days: frozenset[tuple[str, str, str]]
    actors: frozenset[str]
    things: frozenset[str]
    stems: frozenset[str]
    weights: Mapping[str, float] = field(default_factory=dict, compare=False)


def answer_of(statement: Statement, *, figures: bool, times: bool) -> Answer:
    """Return the answer of `statement` where figures, or times, are what is asked."""
    quantity = statement.quantity if figures else None
    return Answer(
        figure=(quantity.low, quantity.high, quantity.bound) if quantity else None,
        denied=denies(statement),
        stance_denies=_stance_denies(statement),
        numbers=frozenset() if quantity else statement.numbers,
        days=_days(statement) if times else frozenset(),
        actors=statement.actors,
        things=statement.stems & frozenset().union(*_CONTRASTS),
        stems=frozenset() if quantity else statement.stems,
        weights={} if quantity else statement.weights,
    )


def difference(a: Answer, b: Answer) -> Difference | None:
    """Return in what two answers differ, None where they say the same."""
    if a.figure and b.figure:
        return None if _same_figure(a.figure, b.figure) else Difference.FIGURES
    if a.figure or b.figure:
        return Difference.KIND
    if a.denied != b.denied and _denies_the_other(a, b):
        return Difference.DENIED
    if a.days and b.days:
        return _of_days(a, b)
    if shared(a, b) < SAME_MATTER:
        return None
    if any(a.things & c and b.things & c and not a.things & b.things & c for c in _CONTRASTS):
        return Difference.THINGS
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return Difference.NUMBERS
    if a.actors and b.actors and not a.actors & b.actors:
        return Difference.ACTORS
    return None


def shared(a: Answer, b: Answer) -> float:
    """Return the share of the shorter answer's words, by their weights, that stand in the other."""
    common = a.stems & b.stems
    least = min(
        sum(a.weights.get(s, 1.0) for s in a.stems), sum(b.weights.get(s, 1.0) for s in b.stems)
    )
    if not least:
        return 1.0
    return min(1.0, sum(a.weights.get(s, 1.0) + b.weights.get(s, 1.0) for s in common) / 2 / least)


def denies(statement: Statement) -> bool:
    """Say whether a statement puts its clause as untrue: "did not", or a speaker who denies."""
    return statement.negated != _stance_denies(statement)


def _stance_denies(statement: Statement) -> bool:
    return statement.attribution is not None and statement.attribution.stance is Stance.DENIES


def _denies_the_other(a: Answer, b: Answer) -> bool:
    alike = len(a.stems & b.stems) / max(1, len(a.stems | b.stems))
    stance = a.stance_denies or b.stance_denies
    return alike >= (ALIKE / 2 if stance else ALIKE)


def _days(statement: Statement) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (t.value, t.earliest or "", t.latest or "")
        for t in statement.times
        if t.type in {"DATE", "TIME"}
    )


def _of_days(a: Answer, b: Answer) -> Difference | None:
    if any(x[0] == y[0] for x in a.days for y in b.days):
        return None
    if any(_overlap(x, y) for x in a.days for y in b.days):
        return Difference.PRECISION
    return Difference.DAYS


def _overlap(x: tuple[str, str, str], y: tuple[str, str, str]) -> bool:
    """Say whether two times may be one; hours that differ on one day are a matter of detail."""
    if x[0].startswith(y[0]) or y[0].startswith(x[0]):
        return True
    if "" in (x[1], x[2], y[1], y[2]):
        return True
    return x[1] <= y[2] and y[1] <= x[2]


def _same_figure(a: Figure, b: Figure) -> bool:
    one, two = main_value(a[0], a[1]), main_value(b[0], b[1])
    if one == two:
        more = (a[2] is Bound.MORE_THAN, b[2] is Bound.MORE_THAN)
        return more[0] == more[1] or one >= LARGE
    low, high, bound = (one, two, a[2]) if one < two else (two, one, b[2])
    open_ended = bound in _OPEN and (b[2] if one < two else a[2]) not in _OPEN
    return open_ended and high - low <= CLOSE * high


def main_value(low: float | None, high: float | None) -> float:
    """Return the number a figure is written with: its low, or its high where there is no low."""
    value = low if low is not None else high
    return value if value is not None else 0.0

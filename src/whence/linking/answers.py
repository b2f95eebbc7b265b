"""Answers: what an account says, bare of who says it, and how two answers stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from whence.linking.lexicon import contrasts, nuances, word_set
from whence.linking.measures import Figure, figure_of
from whence.linking.phrases import CONTRACTED, Denial, denials, said_to_be, says_no
from whence.linking.roles import roles_in
from whence.linking.statements import Statement
from whence.linking.words import stem
from whence.records.extraction import Bound, Stance

CLOSE = 0.10  # "more than 80" and "84" say the same: the exact number is within a tenth above
NEAR = 0.08  # two exact numbers this near are one count at two precisions, not a clash
CONVERTED = 0.04  # apart by rounding alone: 17 miles are 27 kilometres
LARGE = 1000  # from here on "more than n" is how a paper rounds n
TOLD_WHOLE = 3  # words from which a part of a clause may be what another tells
ALIKE = 0.5  # share of words in common from which a "no" denies the other's "yes"
SAME_MATTER = (
    0.35  # share of the shorter answer's words in the other, from which details are compared
)

FULL = 6  # words from which two answers each tell something whole ...
OTHER_MATTER = 0.25  # ... and differ in detail where they share less than this of the shorter one

ONE_NIGHT = 8.0  # hours apart up to which two clock times of two days differ in detail only
Days = frozenset[tuple[str, str, str]]  # value, first and last day
_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_OPEN = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_BELOW = frozenset({Bound.NEARLY, Bound.LESS_THAN})  # short of the number they are told with
_UP_TO = _BELOW | {Bound.UP_TO, Bound.AT_MOST}
# What is asked, searched into or only possible is not said to be so.
_LEFT_OPEN = re.compile(r"^if\b|\b(?:whether|(?:may|might|could) (?:have|be|not))\b", re.IGNORECASE)
_ELSEWHEN = re.compile(r"\b(?:had|would)(?:n[’']t)?\b", re.IGNORECASE)
_DENIED = re.compile(r"\bdenie[sd]\b", re.IGNORECASE)
_CONTRASTS = tuple(
    {stem(word): number for number, names in enumerate(things) for word in names}
    for things in contrasts()
)
_NUANCES = tuple(frozenset(map(stem, words)) for words in nuances())
_VAGUE = frozenset(map(stem, word_set("vague_roles")))
_ALL_CONTRASTS = frozenset(stem for things in _CONTRASTS for stem in things)
_ALL_NUANCES = frozenset().union(*_NUANCES)


class Difference(StrEnum):
    """In what two answers to one question differ."""

    DENIED = "one says no to the other"
    THINGS = "they name things that exclude one another"
    DAYS = "they name different days"
    PRECISION = "they name one time more or less closely"
    NUMBERS = "they give different numbers"
    ACTORS = "they name different states or bodies"
    KIND = "one gives a figure, the other none"
    ASKED = "one leaves open what the other says"
    WORDS = "they describe one thing in different words"
    FIGURES = "their figures differ"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an account says: equal answers are one. `days` are set only where a time is asked.

    `noes` are what it says no to; where it denies without any, it denies all it says. `being` tells
    what something is said to be, or not to be. `elsewhen` is of an earlier or later time, in the
    report's own voice: "the Alma had (not) sunk".
    """

    figure: Figure | None
    denied: bool
    stance_denies: bool
    numbers: frozenset[str]
    days: Days
    actors: frozenset[str]
    things: frozenset[str]
    stems: frozenset[str]
    weights: Mapping[str, float] = field(default_factory=dict, compare=False)
    open: bool = False
    nuances: frozenset[str] = frozenset()
    roles: frozenset[tuple[str, str]] = frozenset()
    noes: frozenset[Denial] = frozenset()
    elsewhen: bool = False
    being: frozenset[tuple[str, bool]] = frozenset()


def answer_of(statement: Statement, *, figures: bool, times: bool, says: str = "") -> Answer:
    """Return the answer of `statement` where figures, or times, are what is asked.

    `says` is its clause, from which is read whether it leaves open what it tells, to what it says
    no, and who somebody is said to be.
    """
    quantity = statement.quantity if figures else None
    stance = _stance_denies(statement)
    told_of_denial = not stance and bool(_DENIED.search(says))  # "was denied by the captain"
    says_not = statement.negated and (not says or says_no(says))
    return Answer(
        figure=figure_of(quantity) if quantity else None,
        denied=(says_not != stance) != told_of_denial,
        stance_denies=stance or told_of_denial,
        numbers=frozenset() if quantity else statement.numbers,
        days=days_of(statement) if times else frozenset(),
        actors=statement.actors,
        things=statement.stems & _ALL_CONTRASTS,
        stems=frozenset() if quantity else statement.stems - CONTRACTED,
        weights={} if quantity else statement.weights,
        open=bool(_LEFT_OPEN.search(says)),
        nuances=frozenset() if quantity else statement.stems & _ALL_NUANCES,
        roles=frozenset() if quantity else _roles(says),
        noes=denials(says) if statement.negated else frozenset(),
        being=frozenset() if quantity else said_to_be(says),
        elsewhen=statement.attribution is None and bool(_ELSEWHEN.search(says)),
    )


def difference(a: Answer, b: Answer) -> Difference | None:
    """Return in what two answers differ, None where they say the same."""
    if a.figure and b.figure:
        return _of_figures(a.figure, b.figure)
    if a.figure or b.figure:
        return Difference.KIND
    if a.denied != b.denied and not (a.open or b.open) and _denies_the_other(a, b):
        return Difference.DENIED
    if a.days and b.days:
        # In the very same words it is one time: which day "this afternoon" is was only inferred.
        told_alike = a.stems == b.stems and a.numbers == b.numbers
        return None if told_alike else difference_of_days(a.days, b.days)
    if _other_roles(a, b):
        return Difference.WORDS
    common = shared(a, b)
    if common < OTHER_MATTER and min(len(a.stems), len(b.stems)) >= FULL:
        return Difference.WORDS
    if common < SAME_MATTER:
        return None
    if _exclude(a.things, b.things):
        return Difference.THINGS
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return Difference.NUMBERS
    if a.actors and b.actors and not a.actors & b.actors:
        return Difference.ACTORS
    if a.open != b.open:
        return Difference.ASKED
    return Difference.WORDS if _apart_in(_NUANCES, a.nuances, b.nuances) else None


def shared(a: Answer, b: Answer) -> float:
    """Return the share of the shorter answer's words, by their weights, that stand in the other."""
    return overlap_of_words(a.stems, b.stems, a.weights, b.weights)


def overlap_of_words(
    one: frozenset[str],
    two: frozenset[str],
    mine: Mapping[str, float],
    theirs: Mapping[str, float],
) -> float:
    """Return the share of the lighter set of words that stands in the other, by their weights.

    `mine` and `theirs` say what words weigh in the one's report and in the other's; a word that
    is not in them weighs 1.
    """
    least = min(sum(mine.get(s, 1.0) for s in one), sum(theirs.get(s, 1.0) for s in two))
    if not least:
        return 1.0
    return min(1.0, sum(mine.get(s, 1.0) + theirs.get(s, 1.0) for s in one & two) / 2 / least)


def _stance_denies(statement: Statement) -> bool:
    return statement.attribution is not None and statement.attribution.stance is Stance.DENIES


def _denies_the_other(a: Answer, b: Answer) -> bool:
    """Say whether one says no to what the other tells, not to something else in the same words.

    "No one had struck that rock before" holds a no and most words of "the ferry struck that rock".
    """
    alike = _alike(a.stems, b.stems)
    if a.stance_denies or b.stance_denies:
        return alike >= ALIKE / 2
    no, yes = (a, b) if a.denied else (b, a)
    if no.elsewhen and not yes.elsewhen:
        return False
    if any(denied and (what, False) in yes.being for what, denied in no.being):
        return True  # "it was no joke", "the plan is a joke"
    if not no.noes:
        return alike >= ALIKE
    return any(
        stem in yes.stems and (alike >= ALIKE or _is_told(part, yes.stems))
        for stem, part in no.noes
    )


def _is_told(part: frozenset[str], stems: frozenset[str]) -> bool:
    """Say whether what a part of a clause says no to is what another clause tells."""
    return len(part & stems) >= TOLD_WHOLE and _alike(part, stems) >= ALIKE


def _alike(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / max(1, len(one | two))


def _roles(says: str) -> frozenset[tuple[str, str]]:
    """Return family names with what their bearers are said to be."""
    told = (
        (name.split()[-1].strip("."), role)
        for name, roles in roles_in(says).items()
        for role in roles
    )
    return frozenset((name, role) for name, role in told if role not in _VAGUE)


def _other_roles(a: Answer, b: Answer) -> bool:
    """Say whether somebody is said to be one thing by the one and another by the other."""
    both = {name for name, _ in a.roles} & {name for name, _ in b.roles}
    return any(_of(name, a.roles).isdisjoint(_of(name, b.roles)) for name in both)


def _of(name: str, roles: frozenset[tuple[str, str]]) -> set[str]:
    return {role for bearer, role in roles if bearer == name}


def _exclude(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether both name things of one sort, and none in common: a lorry is a truck."""
    for things in _CONTRASTS:
        mine, theirs = ({things[s] for s in told & things.keys()} for told in (a, b))
        if mine and theirs and mine.isdisjoint(theirs):
            return True
    return False


def _apart_in(sorts: Iterable[frozenset[str]], a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether both name things of one sort, and none in common."""
    return any(a & sort and b & sort and not a & b & sort for sort in sorts)


def days_of(statement: Statement) -> Days:
    """Return the times a statement names: value, first and last day."""
    return frozenset(
        (t.value, t.earliest or "", t.latest or "")
        for t in statement.times
        if t.type in {"DATE", "TIME"}
    )


def difference_of_days(one: Days, two: Days) -> Difference | None:
    """Return in what the times of two accounts differ, None where one of each is the same."""
    if any(x[0] == y[0] or _one_hour(x, y) for x in one for y in two):
        return None
    if any(_overlap(x, y) for x in one for y in two):
        return Difference.PRECISION
    return Difference.DAYS


def _one_hour(x: tuple[str, str, str], y: tuple[str, str, str]) -> bool:
    """Say whether two clock times are the same: of which day they are is often only inferred."""
    return bool(_CLOCK.fullmatch(x[0]) and _CLOCK.fullmatch(y[0])) and x[0][10:] == y[0][10:]


def _overlap(x: tuple[str, str, str], y: tuple[str, str, str]) -> bool:
    """Say whether two times may be one; hours that differ in one day or night are a detail."""
    if x[0].startswith(y[0]) or y[0].startswith(x[0]):
        return True
    if "" in (x[1], x[2], y[1], y[2]):
        return True
    if _CLOCK.fullmatch(x[0]) and _CLOCK.fullmatch(y[0]) and _hours_apart(x[0], y[0]) <= ONE_NIGHT:
        return True
    return x[1] <= y[2] and y[1] <= x[2]


def _hours_apart(x: str, y: str) -> float:
    """Return the hours between two clock times; a midnight may be that before or after its day."""
    return min(abs((a - b).total_seconds()) for a in _moments(x) for b in _moments(y)) / 3600


def _moments(value: str) -> list[datetime]:
    day, hour, minute = date.fromisoformat(value[:10]), int(value[11:13]), int(value[14:16])
    start = datetime(day.year, day.month, day.day)
    if minute == 0 and hour in {0, 24}:
        return [start, start + timedelta(days=1)]
    return [start + timedelta(hours=hour % 24, minutes=minute)]


def _of_figures(a: Figure, b: Figure) -> Difference | None:
    if _same_figure(a, b):
        return None
    apart = abs(a.value - b.value)
    if a.grain == b.grain or apart > max(a.grain, b.grain):
        return Difference.FIGURES
    return None if apart <= CONVERTED * max(a.value, b.value) else Difference.PRECISION


def _same_figure(a: Figure, b: Figure) -> bool:
    one, two = a.value, b.value
    if one == two:
        return _same_bound(a.bound, b.bound, one)
    low, high = (a, b) if one < two else (b, a)
    open_ended = low.bound in _OPEN and high.bound not in _OPEN
    return open_ended and high.value - low.value <= CLOSE * high.value


def _same_bound(a: Bound, b: Bound, value: float) -> bool:
    """Say whether two ways to tell one number give one answer.

    "Nearly 90" stays below 90, "about 90" may, and "more than 90" does not; but of large numbers
    "more than n" is how a paper rounds n.
    """
    if (a in _BELOW) != (b in _BELOW):
        return {a, b} <= _UP_TO
    if (a is Bound.MORE_THAN) != (b is Bound.MORE_THAN):
        return value >= LARGE and Bound.ABOUT not in (a, b)
    return True

"""Why two statements may speak on one point: small explained features and their weights.

A feature's docstring is the sentence shown to a person beside the link.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from whence.linking.matter import ON_ONE_MATTER, ON_OTHERS
from whence.linking.measures import rounded_range
from whence.linking.statements import Statement
from whence.linking.topics import APART, counted_noun
from whence.records.links import Feature

SUREST = 4.0  # log-odds beyond which a pair would outweigh the others of its point
FAR = 1.6  # doublings between two numbers before they count as far apart: a toll may treble
OPEN = 0.4  # of how far two numbers are apart, what counts where one may lie in both ranges
WHOLES = frozenset({"", "person", "people", "other", "civilian", "victim", "body", "passenger"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements with what was worked out about them.

    `cosine` is that of their clauses' centred vectors (None where one is missing); `families`
    what each one's figure counts.
    """

    one: Statement
    two: Statement
    cosine: float | None
    families: tuple[str, str]


def meaning(pair: Pair) -> float:
    """The two passages mean nearly the same."""
    if pair.cosine is None:
        return _overlap(pair.one.around, pair.two.around, pair)
    return pair.cosine


def wording(pair: Pair) -> float:
    """They share words that are rare in their reports."""
    return _overlap(pair.one.stems, pair.two.stems, pair)


def containment(pair: Pair) -> float:
    """Most words of the shorter passage stand in the other."""
    mine, other = pair.one.weights, pair.two.weights
    one, two = pair.one.stems, pair.two.stems
    shared = sum(mine[s] + other[s] for s in one & two) / 2
    least = min(sum(mine[s] for s in one), sum(other[s] for s in two))
    return min(1.0, shared / least) if shared else 0.0


def words_nearby(pair: Pair) -> float:
    """Words of each stand in the sentence around the other."""
    mine, other = pair.one.weights, pair.two.weights
    one, two = pair.one.stems, pair.two.stems
    found = sum(mine[s] for s in one & pair.two.around)
    found += sum(other[s] for s in two & pair.one.around)
    total = sum(mine[s] for s in one) + sum(other[s] for s in two)
    return found / total if total else 0.0


def same_count(pair: Pair) -> float:
    """Both give a figure, and for the same thing counted."""
    known = pair.families[0] == pair.families[1] != ""
    return float(bool(known and pair.one.quantity and pair.two.quantity))


def other_count(pair: Pair) -> float:
    """Their figures count different things."""
    both = pair.one.quantity and pair.two.quantity
    return float(bool(both and pair.families[0] != pair.families[1]))


def one_figure(pair: Pair) -> float:
    """Only one of the two gives a figure."""
    return float((pair.one.quantity is None) != (pair.two.quantity is None))


def same_value(pair: Pair) -> float:
    """Both give the same number."""
    a, b = pair.one.quantity, pair.two.quantity
    return float(bool(a and b and same_count(pair) and rounded_range(a) == rounded_range(b)))


def setting(pair: Pair) -> float:
    """The sentences around them share their words."""
    return _overlap(pair.one.around, pair.two.around, pair)


def several_words(pair: Pair) -> float:
    """They share several words, up to five."""
    return float(min(5, len(pair.one.stems & pair.two.stems)))


def others_named(pair: Pair) -> float:
    """They name different people or organisations."""
    one, two = pair.one.named, pair.two.named
    return float(bool(one and two) and one.isdisjoint(two))


def opposed(pair: Pair) -> float:
    """One says no where the other says yes."""
    return float(pair.one.negated != pair.two.negated)


def far_apart(pair: Pair) -> float:
    """Their numbers lie far apart."""
    one, two = _value(pair.one), _value(pair.two)
    if not same_count(pair) or min(one, two) <= 0:
        return 0.0
    doublings = abs(math.log2(one / two))
    if _may_be_one(pair):
        doublings *= OPEN
    return max(0.0, doublings - FAR)


def _may_be_one(pair: Pair) -> bool:
    """Say whether one number may lie in both ranges: "more than 2,000", "almost 300,000".

    Not of tolls: those of two events would meet by "at least".
    """
    if pair.families[0] in APART:
        return False
    a, b = (rounded_range(q) if (q := s.quantity) else (None, None) for s in (pair.one, pair.two))
    least = max(a[0] or 0.0, b[0] or 0.0)
    return least <= min(math.inf if v is None else v for v in (a[1], b[1]))


def both_lead(pair: Pair) -> float:
    """Both stand at the head of their report, where it tells its main event."""
    return float(pair.one.lead and pair.two.lead)


def part_of_whole(pair: Pair) -> float:
    """One counts only a part of those the other counts (children, soldiers, Germans)."""
    one, two = _counted(pair.one), _counted(pair.two)
    return float(one != two and (one not in WHOLES or two not in WHOLES))


def _value(statement: Statement) -> float:
    if statement.quantity is None:
        return 0.0
    low, high = rounded_range(statement.quantity)
    return low if low is not None else (high or 0.0)


def _counted(statement: Statement) -> str:
    quantity = statement.quantity
    return counted_noun(quantity) if quantity else ""


def same_speaker(pair: Pair) -> float:
    """Both are the word of the same named speaker."""
    a, b = pair.one.chain, pair.two.chain
    return float(bool(a and b and a[-1] and a[-1].lower() == b[-1].lower() and a[-1][:1].isupper()))


def other_speaker(pair: Pair) -> float:
    """They are the words of different speakers."""
    a, b = pair.one.chain, pair.two.chain
    return float(bool(a and b) and not same_speaker(pair))


def same_number(pair: Pair) -> float:
    """Both give the same number in the same unit."""
    a, b = pair.one.quantity, pair.two.quantity
    return float(bool(a and b and _value(pair.one) == _value(pair.two) and a.unit == b.unit))


def shared_number(pair: Pair) -> float:
    """A number stands in both."""
    return float(not pair.one.numbers.isdisjoint(pair.two.numbers))


def other_day(pair: Pair) -> float:
    """They name different days."""
    one, two = days(pair.one), days(pair.two)
    return float(bool(one and two) and not any(_within(x, y) for x in one for y in two))


def other_actors(pair: Pair) -> float:
    """They name different states or bodies."""
    one, two = pair.one.actors, pair.two.actors
    return float(bool(one and two) and one.isdisjoint(two))


def apart(pair: Pair) -> float:
    """They stand far from one another's place in their reports."""
    return abs(pair.one.place - pair.two.place)


def other_matter(pair: Pair) -> float:
    """Their reports are on other matters."""
    one, two = pair.one.matter.words, pair.two.matter.words
    if not (one and two):
        return 0.0
    near = math.fsum(weight * two[stem] for stem, weight in one.items() if stem in two)
    return max(0.0, min(1.0, (ON_ONE_MATTER - near) / (ON_ONE_MATTER - ON_OTHERS)))


def same_sentence(pair: Pair) -> float:
    """They stand in one sentence, which mostly tells two things."""
    one, two = pair.one, pair.two
    return float((one.report, one.sentence.start) == (two.report, two.sentence.start))


def days(statement: Statement) -> frozenset[str]:
    """Return the values of the times a statement names, cut to the day or coarser."""
    return frozenset(t.value[:10] for t in statement.times if t.value[:1].isdigit())


def _within(one: str, two: str) -> bool:
    return one.startswith(two) or two.startswith(one)


FeatureOf = Callable[[Pair], float]
Weights = tuple[tuple[FeatureOf, float], ...]

PLAIN_FEATURES = (
    meaning, wording, containment, several_words, setting, words_nearby, both_lead, apart,
    one_figure, shared_number, other_day, others_named, other_actors, opposed, same_speaker,
    other_speaker, other_matter, same_sentence,
)  # fmt: skip
FIGURE_FEATURES = (
    meaning, wording, containment, several_words, setting, words_nearby, both_lead, apart,
    same_count, other_count, same_value, same_number, shared_number, far_apart, part_of_whole,
    other_day, others_named, other_actors, opposed, same_speaker, other_speaker, other_matter,
    same_sentence,
)  # fmt: skip


def _file() -> dict[str, Any]:
    return tomllib.loads(
        resources.files("whence.linking").joinpath("link_weights.toml").read_text("utf8")
    )


@lru_cache(maxsize=1)
def learnt() -> dict[str, tuple[float, Weights]]:
    """Read the weights, which `training/linking.py` learns from labelled pairs (logistic)."""
    told = _file()
    sets = {"plain": PLAIN_FEATURES, "figures": FIGURE_FEATURES}
    return {
        name: (
            float(told[name]["intercept"]),
            tuple((f, float(told[name][f.__name__])) for f in features),
        )
        for name, features in sets.items()
    }


def weights_for(pair: Pair) -> tuple[float, Weights]:
    """Return intercept and weights for a pair: two figures are compared by what they count."""
    return learnt()["figures" if pair.one.quantity and pair.two.quantity else "plain"]


def raw_score(pair: Pair) -> float:
    """Return the log-odds that the link is right, at most `SUREST` either way."""
    intercept, weights = weights_for(pair)
    told = intercept
    for feature, weight in weights:
        told += weight * feature(pair)
    return max(-SUREST, min(SUREST, told))


def probability(score: float) -> float:
    """Turn log-odds into the probability that the link is right."""
    return 1.0 / (1.0 + math.exp(-score))


def shown_probability(score: float) -> float:
    """Turn the mean log-odds of a point's pairs into the probability shown beside it.

    The weights judge any two clauses of a story, most of which have nothing in common. That two
    were put on one point by all their pairs tells more, which `training/linking.py` makes good by
    Platt's correction, learnt from judged pairs that stand on one point.
    """
    slope, shift = correction()
    return probability(slope * score + shift)


@lru_cache(maxsize=1)
def correction() -> tuple[float, float]:
    """Return slope and shift of the correction of what is shown."""
    told = _file()["shown"]
    return float(told["slope"]), float(told["shift"])


def log_odds(chance: float) -> float:
    """Return the log-odds of a probability strictly between 0 and 1."""
    return math.log(chance / (1.0 - chance))


def explain(pair: Pair) -> tuple[Feature, ...]:
    """Return the features that speak for or against the link, the strongest first."""
    told = [
        Feature(feature.__doc__ or feature.__name__, round(weight * value, 3))
        for feature, weight in weights_for(pair)[1]
        if (value := feature(pair))
    ]
    return tuple(sorted(told, key=lambda f: (-abs(f.value), f.why)))


def _overlap(one: frozenset[str], two: frozenset[str], pair: Pair) -> float:
    """Jaccard overlap of two sets of stems, each stem counted by its weight in its report."""
    mine, other = pair.one.weights, pair.two.weights
    shared = sum(mine[s] + other[s] for s in one & two) / 2
    if not shared:
        return 0.0
    total = sum(mine[s] for s in one - two) + sum(other[s] for s in two - one) + shared
    return shared / total if total > 0 else 0.0

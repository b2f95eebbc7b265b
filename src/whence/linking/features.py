"""Why two statements may speak on one point: small explained features and their weights.

A feature's docstring is the sentence shown to a person beside the link.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from whence.linking.statements import Statement
from whence.linking.topics import counted_noun
from whence.records.links import Feature

# Weights were set by hand on three stories annotated by hand (North Korea's launch of 2016,
# Mazar-i-Sharif 2016, Croydon 2016) so that four links of five that pass the bar are right.
# Middle and steepness follow the share of right pairs seen there at each score: 0.6 seven in
# ten, 0.7 eight, 0.8 nine, 1.0 nineteen in twenty.
MIDDLE = 0.45
STEEPNESS = 6.0
FAR = 1.6  # doublings between two numbers before they count as far apart: a toll may treble
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
    return float(bool(a and b and same_count(pair) and (a.low, a.high) == (b.low, b.high)))


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
    return max(0.0, abs(math.log2(one / two)) - FAR)


def both_lead(pair: Pair) -> float:
    """Both stand at the head of their report, where it tells its main event."""
    return float(pair.one.lead and pair.two.lead)


def part_of_whole(pair: Pair) -> float:
    """One counts only a part of those the other counts (children, soldiers, Germans)."""
    one, two = _counted(pair.one), _counted(pair.two)
    return float(one != two and (one not in WHOLES or two not in WHOLES))


def _value(statement: Statement) -> float:
    quantity = statement.quantity
    if quantity is None:
        return 0.0
    return quantity.low if quantity.low is not None else (quantity.high or 0.0)


def _counted(statement: Statement) -> str:
    quantity = statement.quantity
    return counted_noun(quantity) if quantity else ""


def same_speaker(pair: Pair) -> float:
    """Both are the word of the same named speaker."""
    a, b = pair.one.chain, pair.two.chain
    return float(bool(a and b and a[-1] and a[-1].lower() == b[-1].lower() and a[-1][:1].isupper()))


Weights = tuple[tuple[Callable[[Pair], float], float], ...]

PLAIN: Weights = (
    (meaning, 1.0),
    (wording, 1.2),
    (several_words, 0.04),
    (setting, 0.1),
    (same_speaker, 0.05),
    (one_figure, -0.08),
    (opposed, -0.15),
    (others_named, -0.12),
)
FIGURES: Weights = (
    (meaning, 0.5),
    (wording, 0.5),
    (setting, 0.8),
    (same_count, 0.35),
    (same_value, 0.25),
    (both_lead, 0.35),
    (same_speaker, 0.1),
    (other_count, -0.45),
    (far_apart, -0.2),
    (part_of_whole, -0.05),
)


def weights_for(pair: Pair) -> Weights:
    """Return the features that fit a pair: two figures are compared by what they count."""
    return FIGURES if pair.one.quantity and pair.two.quantity else PLAIN


def raw_score(pair: Pair) -> float:
    """Return the weighted sum of the features; at `MIDDLE` a link is as likely right as wrong."""
    return sum(weight * feature(pair) for feature, weight in weights_for(pair))


def probability(score: float) -> float:
    """Turn a weighted sum into the probability that the link is right (logistic)."""
    return 1.0 / (1.0 + math.exp(-STEEPNESS * (score - MIDDLE)))


def explain(pair: Pair) -> tuple[Feature, ...]:
    """Return the features that speak for or against the link, the strongest first."""
    told = [
        Feature(feature.__doc__ or feature.__name__, round(weight * value, 3))
        for feature, weight in weights_for(pair)
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

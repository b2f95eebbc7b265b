"""Do two accounts on one point tell the same? A small judge of how they tell it, with its reasons.

Rules find what excludes one another (`answers`); readers part accounts by less: another describing
word, a number more, a list that goes on. How likely two clauses that no rule parts give one answer
is judged here: make a `Telling` of each with `telling`, `score(one, two)` gives the log-odds,
`explain(one, two)` the reasons, the strongest first. All are symmetric. A feature's docstring is
the sentence shown to a person.

The weights are `tellings_weights.toml`, learnt by `training/tellings.py` on annotated stories.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import combinations, pairwise

import numpy as np

from whence.linking.answers import Days, Difference, days_of, difference_of_days, overlap_of_words
from whence.linking.clustering import Scores
from whence.linking.lexicon import pairs_of
from whence.linking.statements import Statement
from whence.linking.words import STOPWORDS, Word, words_of
from whence.records.links import Feature

WEIGHTS = "tellings_weights.toml"
BEFORE = 3  # words before a noun that may describe it
LONG_LIST = 4  # separators from which a list counts as long
_DEEDS = frozenset(pairs_of("past_forms")) | frozenset(pairs_of("present_forms"))
_BREAK = re.compile(r"[,.;:!?()]")
_ITEMS = re.compile(r", | and | or ")
_PART = re.compile(
    r"\b(?:(?:one|some|part|several|many|most|two) of|among|members? of|includ(?:ing|es?|ed)"
    r"|such as|others?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """How one account tells it.

    `neighbours` are its words in lower case, each with the next; `stems` those that carry meaning,
    `around` those of the whole sentence, both with their `weights`; `before` holds for each stem
    the words that describe it in its phrase, with whether they have a capital; `numbers` are those
    in digits; `items` counts what separates a list's items; `part` says that it names a part of a
    whole, `spoken` that it is somebody's word.
    """

    neighbours: frozenset[tuple[str, str]]
    stems: frozenset[str]
    around: frozenset[str]
    weights: Mapping[str, float]
    before: Mapping[str, frozenset[tuple[str, bool]]]
    days: Days
    numbers: frozenset[str]
    items: int
    part: bool
    spoken: bool


def telling(statement: Statement, says: str) -> Telling:
    """Return how a statement tells what its clause, `says`, tells."""
    words = words_of(says)
    low = [word.text.lower() for word in words]
    return Telling(
        neighbours=frozenset(pairwise(low)),
        stems=statement.stems,
        around=statement.around,
        weights=statement.weights,
        before=_described(words, says),
        days=days_of(statement),
        numbers=frozenset(word for word in low if word[0].isdigit()),
        items=len(_ITEMS.findall(says)),
        part=bool(_PART.search(says)),
        spoken=bool(statement.chain),
    )


def _described(words: Sequence[Word], says: str) -> dict[str, frozenset[tuple[str, bool]]]:
    """Return the words just before each word of meaning: "an outdoor music | festival"."""
    found: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for at, word in enumerate(words):
        if not _means(word):
            continue
        found[word.stem] |= set()
        for place in range(at - 1, max(-1, at - 1 - BEFORE), -1):
            nearer, farther = words[place + 1], words[place]
            between = says[farther.span.end : nearer.span.start]
            low = farther.text.lower()
            if _BREAK.search(between) or low in STOPWORDS or low in _DEEDS:
                break
            found[word.stem].add((farther.stem, farther.text[:1].isupper()))
    return {stem: frozenset(told) for stem, told in found.items()}


def _means(word: Word) -> bool:
    low = word.text.lower()
    return len(low) > 1 and not low.isdigit() and low not in STOPWORDS


# --- features: a docstring is the sentence shown to a person --------------------------------------


def same_sentence(one: Telling, two: Telling) -> float:
    """The sentences around them share their words."""
    return overlap_of_words(one.around, two.around, one.weights, two.weights)


def containment(one: Telling, two: Telling) -> float:
    """Most words of the shorter account that carry meaning stand in the other."""
    return overlap_of_words(one.stems, two.stems, one.weights, two.weights)


def same_order(one: Telling, two: Telling) -> float:
    """They say it in the same words, one after the other."""
    most = max(len(one.neighbours), len(two.neighbours))
    return len(one.neighbours & two.neighbours) / most if most else 1.0


def described(one: Telling, two: Telling) -> float:
    """One describes what the other only names."""
    common = one.before.keys() & two.before.keys()
    return sum(_adds(one, two, word) for word in common) / max(1, len(common))


def long_list(one: Telling, two: Telling) -> float:
    """One of them lists several things."""
    return min(LONG_LIST, max(one.items, two.items)) / LONG_LIST


def part_of(one: Telling, two: Telling) -> float:
    """One names a part of what the other tells, or what it is part of."""
    return float(one.part != two.part)


def closer_time(one: Telling, two: Telling) -> float:
    """They name one time more or less closely."""
    both = bool(one.days and two.days)
    return float(both and difference_of_days(one.days, two.days) is Difference.PRECISION)


def same_time(one: Telling, two: Telling) -> float:
    """They name the same time."""
    return float(bool(one.days and two.days) and difference_of_days(one.days, two.days) is None)


def other_numbers(one: Telling, two: Telling) -> float:
    """One gives a number that the other does not."""
    return float(bool(one.numbers - two.numbers)) + float(bool(two.numbers - one.numbers))


def one_spoken(one: Telling, two: Telling) -> float:
    """One is somebody's word, the other the report's own."""
    return float(one.spoken != two.spoken)


def _adds(one: Telling, two: Telling, word: str) -> bool:
    """Say whether one alone describes a word, without a name, by what the other never tells."""
    mine = {told for told in one.before[word] if told[0] not in two.around}
    theirs = {told for told in two.before[word] if told[0] not in one.around}
    return bool(mine) != bool(theirs) and not any(named for _, named in mine | theirs)


FeatureOf = Callable[[Telling, Telling], float]
FEATURES: tuple[FeatureOf, ...] = (
    same_sentence, containment, same_order, described, long_list, part_of, closer_time, same_time,
    other_numbers, one_spoken,
)  # fmt: skip


# --- the judge ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: log-odds by feature, and those from which accounts tell the same.

    `bar` is for two clusters of them, `together` for all accounts on a point that no rule parts.
    """

    intercept: float
    weights: tuple[tuple[FeatureOf, float], ...]
    bar: float
    together: float


def score(one: Telling, two: Telling) -> float:
    """Return the log-odds that two accounts that no rule parts give the same answer."""
    told = learnt()
    return told.intercept + sum(weight * of(one, two) for of, weight in told.weights)


def scores(told: Sequence[Telling]) -> Scores:
    """Return the log-odds of all pairs (tellings, tellings), zeros on the diagonal."""
    found = np.zeros((len(told), len(told)))
    for i, j in combinations(range(len(told)), 2):
        found[i, j] = found[j, i] = score(told[i], told[j])
    return found


def explain(one: Telling, two: Telling) -> tuple[Feature, ...]:
    """Return what speaks for one answer, or against it, in log-odds, the strongest first."""
    told = [
        Feature(of.__doc__ or of.__name__, round(weight * value, 3))
        for of, weight in learnt().weights
        if (value := of(one, two))
    ]
    return tuple(sorted(told, key=lambda f: (-abs(f.value), f.why)))


@lru_cache(maxsize=1)
def learnt() -> Learnt:
    """Return the shipped weights."""
    told = tomllib.loads(resources.files("whence.linking").joinpath(WEIGHTS).read_text("utf8"))
    weights = tuple((of, float(told["weights"][of.__name__])) for of in FEATURES)
    return Learnt(float(told["intercept"]), weights, float(told["bar"]), float(told["together"]))

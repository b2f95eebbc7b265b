"""Do two sentences of different reports tell the same event? A small judge with its reasons.

How to call it: make a `Telling` of each sentence or clause (`telling` does so from a text, its
names and vector; `placed` adds its report), then `probability(one, two)` gives the probability that
they tell at least one event in common, `explain(one, two)` the reasons, the strongest first. Both
are symmetric, look at nothing but the two tellings, and cost the same for every pair.
`is_same_event` says yes from the threshold of the best F1 on pairs of reports of one topic; who
wants precision first asks for a higher probability. `explain` never shows a reason that speaks the
other way than its words.

The weights are `same_event_weights.toml`: log-odds, learnt by `training/same_event.py` on pairs of
sentences of ECB+ (Cybulska and Vossen, 2014), in the setting of its cross-document coreference.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from whence.linking.background import mean_vector, rarity
from whence.linking.words import STOPWORDS, words_of
from whence.records.links import Feature
from whence.records.span import Span

Vector = NDArray[np.float32]
WEIGHTS = "same_event_weights.toml"
_TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"january", "february", "march", "april", "june", "july", "august"}
    | {"september", "october", "november", "december"}
)
_NONE = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence or clause as a report tells it.

    `stems` are its content words, `events` those of them that the network takes for events (empty:
    all but the names), `names` the words of its names, `numbers` and `times` (days, months) as
    they stand. `vector` is the encoder's for it (384), of unit length or zeros. `matter` is the
    mean of the vectors of the report's first four sentences (384), `setting` their content words;
    both may be empty where the report is not at hand, and then the judge is far less sure.
    """

    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    times: frozenset[str]
    vector: Vector
    events: frozenset[str] = frozenset()
    matter: Vector = field(default_factory=lambda: _NONE)
    setting: frozenset[str] = frozenset()


def telling(
    text: str,
    span: Span,
    *,
    vector: Vector,
    names: Iterable[Span] = (),
    events: Iterable[Span] = (),
) -> Telling:
    """Return what the sentence `span` of `text` tells.

    `names` and `events` are spans of `text`, those outside the sentence are passed over. What its
    report is about is added by `placed`.
    """
    words = words_of(text, span)
    stems = content_stems(text, span)
    return Telling(
        stems=stems,
        names=_inside(text, span, names) & stems,
        numbers=frozenset(w.text.lstrip("0") for w in words if w.text.isdigit()),
        times=frozenset(w.text.lower() for w in words if w.text.lower() in _TIMES),
        vector=vector,
        events=_inside(text, span, events) & stems,
    )


def placed(one: Telling, *, matter: Vector, setting: frozenset[str]) -> Telling:
    """Return a telling with what its report is about; see `Telling`."""
    return replace(one, matter=matter, setting=setting)


def content_stems(text: str, span: Span) -> frozenset[str]:
    """Return the stems of the words of a span that carry meaning."""
    return frozenset(
        w.stem
        for w in words_of(text, span)
        if w.text.lower() not in STOPWORDS and w.stem not in STOPWORDS and not w.text.isdigit()
    )


def _inside(text: str, span: Span, places: Iterable[Span]) -> frozenset[str]:
    kept = (place for place in places if span.contains(place))
    return frozenset(word.stem for place in kept for word in words_of(text, place))


# --- features: a docstring is the sentence shown to a person --------------------------------------


def meaning(one: Telling, two: Telling) -> float:
    """The two sentences mean nearly the same."""
    return _cosine(one.vector, two.vector)


def containment(one: Telling, two: Telling) -> float:
    """Most rare words of the shorter sentence stand in the other."""
    least = min(_weight(one.stems), _weight(two.stems))
    return _weight(one.stems & two.stems) / least if least else 0.0


def telling_word(one: Telling, two: Telling) -> float:
    """A word for what happened that both use is rare in news."""
    shared = _events(one) & _events(two)
    return max((rarity(stem) for stem in shared), default=0.0) / 10


def other_actors(one: Telling, two: Telling) -> float:
    """Each names people, bodies or places, and none in common."""
    return float(bool(one.names and two.names and not one.names & two.names))


def same_figures(one: Telling, two: Telling) -> float:
    """They share a figure."""
    return float(bool(one.numbers & two.numbers))


def other_figures(one: Telling, two: Telling) -> float:
    """Each has figures, and none in common."""
    return float(bool(one.numbers and two.numbers and not one.numbers & two.numbers))


def same_times(one: Telling, two: Telling) -> float:
    """They name the same day or month."""
    return float(bool(one.times & two.times))


def other_times(one: Telling, two: Telling) -> float:
    """Each names days or months, and none in common."""
    return float(bool(one.times and two.times and not one.times & two.times))


def same_matter(one: Telling, two: Telling) -> float:
    """The two reports are on the same matter."""
    return _cosine(one.matter, two.matter)


def same_setting(one: Telling, two: Telling) -> float:
    """The two reports begin with the same rare words."""
    return _overlap(one.setting, two.setting)


def meaning_in_matter(one: Telling, two: Telling) -> float:
    """They mean nearly the same, in reports that begin with the same rare words."""
    return meaning(one, two) * math.sqrt(same_setting(one, two))


def short(one: Telling, two: Telling) -> float:
    """One of them says little."""
    return 1.0 / (1 + min(len(one.stems), len(two.stems)))


FeatureOf = Callable[[Telling, Telling], float]
FEATURES: tuple[FeatureOf, ...] = (
    containment, telling_word, other_actors, same_figures, other_figures, same_times, other_times,
    same_matter, same_setting, meaning_in_matter, short,
)  # fmt: skip
# What speaks against it; all others speak for it or not at all.
AGAINST = frozenset({other_actors, other_figures, other_times, short})


# --- the judge ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: log-odds by feature, and the probability from which pairs are a yes."""

    intercept: float
    weights: tuple[tuple[FeatureOf, float], ...]
    threshold: float


def probability(one: Telling, two: Telling) -> float:
    """Return the probability that two sentences of different reports tell an event in common."""
    told = learnt()
    score = told.intercept + sum(weight * of(one, two) for of, weight in told.weights)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def is_same_event(one: Telling, two: Telling) -> bool:
    """Say whether they tell an event in common, at the threshold the judge was learnt with."""
    return probability(one, two) >= learnt().threshold


def explain(one: Telling, two: Telling) -> tuple[Feature, ...]:
    """Return the features that speak for or against it, in log-odds, the strongest first."""
    told = [
        Feature(of.__doc__ or of.__name__, round(weight * value, 3))
        for of, weight in learnt().weights
        if (value := of(one, two))
    ]
    return tuple(sorted(told, key=lambda f: (-abs(f.value), f.why)))


def values(one: Telling, two: Telling, features: Sequence[FeatureOf] = FEATURES) -> list[float]:
    """Return the values of features, in their order."""
    return [of(one, two) for of in features]


@lru_cache(maxsize=1)
def learnt() -> Learnt:
    """Return the shipped weights."""
    told = tomllib.loads(resources.files("whence.linking").joinpath(WEIGHTS).read_text("utf8"))
    weights = tuple((of, float(told["weights"][of.__name__])) for of in FEATURES)
    return Learnt(float(told["intercept"]), weights, float(told["threshold"]))


def _events(one: Telling) -> frozenset[str]:
    return one.events or one.stems - one.names


def _weight(stems: Iterable[str]) -> float:
    return math.fsum(rarity(stem) for stem in sorted(stems))


def _overlap(one: frozenset[str], two: frozenset[str]) -> float:
    """Return what two sets share of what they hold together, each stem by how rare it is."""
    shared = one & two
    return _weight(shared) / _weight(one | two) if shared else 0.0


def _cosine(one: Vector, two: Vector) -> float:
    if not len(one) or not len(two):
        return 0.0
    return float(_centred(one[None])[0] @ _centred(two[None])[0])


def _centred(vectors: Vector) -> Vector:
    """Return vectors with the mean of the language taken off, of unit length again."""
    moved = vectors - mean_vector()
    sizes = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(sizes, 1e-9), dtype=np.float32)

"""Is what is told apart on one point really a second answer? A small judge of the whole point.

Readers call most points agreed, though hardly two accounts tell them alike: what parts two clauses
is mostly what is not asked. Whether accounts that were parted differ in what is asked shows less in
any pair of them than in the point and its reports: where reports give others' words, a time more
or less closely, or describe what others only name, readers part them; where the words are the
same, they do not. `chance_of(signs)` gives the probability.

The weights are `second_answers_weights.toml`, learnt by `training/second_answers.py` on annotated
stories.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from importlib import resources
from itertools import combinations
from statistics import fmean

from whence.linking.statements import Statement
from whence.linking.tellings import closer_time, described, same_order, telling
from whence.records.links import Account

WEIGHTS = "second_answers_weights.toml"
MAX_LOOKED_AT = 64  # accounts of a point that are held against one another


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether accounts that were parted are two answers.

    `closer_time` says that two of them name one time more or less closely; `spoken` is how much of
    their reports is somebody's words; `described` and `same_order` are the averages of these
    features of tellings over pairs of accounts of different reports.
    """

    closer_time: float
    spoken: float
    described: float
    same_order: float


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: log-odds by sign, and the chance from which there are two answers."""

    intercept: float
    weights: Signs
    bar: float


def signs_of(accounts: Sequence[Account], statements: Sequence[Statement]) -> Signs:
    """Return the signs of a point. Quadratic in its accounts, up to `MAX_LOOKED_AT` of them."""
    told = [
        (statement.report, telling(statement, account.says))
        for account, statement in zip(accounts, statements, strict=True)
    ][:MAX_LOOKED_AT]
    pairs = [(a, b) for (one, a), (two, b) in combinations(told, 2) if one != two]
    spoken = {statement.report: statement.spoken for statement in statements}
    return Signs(
        closer_time=max((closer_time(a, b) for a, b in pairs), default=0.0),
        spoken=fmean(spoken.values()),
        described=fmean([described(a, b) for a, b in pairs] or [0.0]),
        same_order=fmean([same_order(a, b) for a, b in pairs] or [1.0]),
    )


def chance_of(signs: Signs) -> float:
    """Return the probability that accounts that were parted are two answers to readers."""
    told = learnt()
    pairs = zip(astuple(told.weights), astuple(signs), strict=True)
    return 1 / (1 + math.exp(-told.intercept - sum(weight * value for weight, value in pairs)))


def are_two_answers(accounts: Sequence[Account], statements: Sequence[Statement]) -> bool:
    """Say whether accounts of one point that were parted give readers two answers."""
    return chance_of(signs_of(accounts, statements)) > learnt().bar


@lru_cache(maxsize=1)
def learnt() -> Learnt:
    """Return the shipped weights."""
    told = tomllib.loads(resources.files("whence.linking").joinpath(WEIGHTS).read_text("utf8"))
    weights = Signs(**{name: float(weight) for name, weight in told["weights"].items()})
    return Learnt(float(told["intercept"]), weights, float(told["bar"]))

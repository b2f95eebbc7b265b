"""Learns when accounts tell the same: `python -m training.tellings --data DATA --scorer SCORE`.

DATA holds `stories`, SCORE is the scorer of annotated stories (`benchmarks/stories.py` says where
from). Learnt from pairs of accounts of different reports that one point of
`benchmarks/stories_annotated` has in one group, or in two, and that linking brings together in
other words: what the judge is asked. Never from `held_out` or `unseen` in it, nor from the gold
stories, which stay a test. An account stands for the statement that covers it best. Both answers
weigh the same in all, and a point with many pairs little more than one with few. Logistic
regression with a ridge on standardised features.

Prints, for each story in turn, what the scorer gives where the weights are learnt from the other
stories only, beside what the weights of all give; the gold stories have no part in either.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from benchmarks.stories import ANNOTATED, Scorer, blank, read_stories, run
from numpy.typing import NDArray

from whence.export.records import raw_spans
from whence.linking import tellings
from whence.linking.accounts import make_account
from whence.linking.gazetteer import load_gazetteer
from whence.linking.relays import find_relays
from whence.linking.statements import Statement, gather
from whence.linking.tellings import FEATURES, Learnt, Telling, telling
from whence.records.extraction import Extraction
from whence.records.links import PointKind
from whence.records.report import Report
from whence.settings import load_settings

OUT = Path(tellings.__file__).with_name(tellings.WEIGHTS)
RIDGE = 60.0  # on standardised features
STEPS = 12
LEAST = 1 / 3  # of the shorter one that a statement and an account must share, as in the scorer
# Log-odds from which accounts tell the same, compared on stories left out (within 0.1 alike).
BAR = 0.0
TOGETHER = -0.5
SHOWN = ("same answer", "relation")

Floats = NDArray[np.float64]
Read = list[tuple[Report, Extraction]]
Place = frozenset[int]


@dataclass(frozen=True)
class Example:
    """Two accounts of one annotated point: their features, whether they are of one group."""

    story: str
    point: str
    values: tuple[float, ...]
    same: bool


def main() -> None:
    """Fit the weights, print what they are worth on stories left out, and write them."""
    parser = argparse.ArgumentParser(prog="python -m training.tellings", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--scorer", type=Path, required=True, help="scorer of annotated stories")
    parser.add_argument("--keep", type=Path, help="holds what extraction found")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    scorer = Scorer([asked.data / "stories-gold", ANNOTATED], asked.scorer)
    read = read_stories(asked.data, scorer.gold, asked.keep)
    own = scorer.groups[ANNOTATED.name]
    settings = load_settings().linking
    found: list[Example] = []
    for story in own:
        points, _ = run(list(read[story]), settings)
        found += examples(story, scorer.gold[story], read[story], points)
    learnt = fit(found)
    tested(scorer, read, found)
    asked.out.write_text(as_text(learnt, found), "utf8")


def tested(scorer: Scorer, read: Mapping[str, Read], found: Sequence[Example]) -> None:
    """Print a table: each story with weights learnt without it, groups of stories together."""
    settings = load_settings().linking
    print("| |" + "|".join(SHOWN) + "|\n|---|" + "---|" * len(SHOWN))
    for group, stories in scorer.groups.items():
        of_group = blank()
        for story in stories:
            with using(fit([e for e in found if e.story != story])):
                points, sources = run(list(read[story]), settings)
            alone = blank()
            for total in (alone, of_group):
                scorer.score(story, points, sources, total)
            _row(story, scorer, alone)
        _row(group, scorer, of_group)


def _row(name: str, scorer: Scorer, total: dict[str, list[Any]]) -> None:
    told = (f"{scorer.figure(column, total[column]):.1f}" for column in SHOWN)
    print(f"| {name} | " + " | ".join(told) + " |", flush=True)


@contextmanager
def using(learnt: Learnt) -> Iterator[None]:
    """Judge with these weights."""
    with (
        patch.object(tellings, "learnt", lambda: learnt),
        patch("whence.linking.relations.learnt", lambda: learnt),
    ):
        yield


def examples(
    story: str, gold: dict[str, Any], read: Read, points: Sequence[Mapping[str, Any]]
) -> Iterator[Example]:
    """Yield the pairs of accounts of different reports on each annotated point of a story.

    Only those that one of the `points` found has, where no figure is asked, and in other words:
    of figures and of the same words the judge is not asked.
    """
    told = _Told(read)
    asked = [{a["id"] for a in p["accounts"]} for p in points if p["kind"] != PointKind.QUANTITY]
    for point in gold["points"]:
        groups = {a: n for n, ids in enumerate(point["groups"]) for a in ids}
        found = [(a, t) for a in point["accounts"] if (t := told.best(a)) is not None]
        for (a, one), (b, two) in combinations(found, 2):
            if a["article"] == b["article"] or one.says.lower() == two.says.lower():
                continue
            if any({one.id, two.id} <= ids for ids in asked):
                values = tuple(of(one.telling, two.telling) for of in FEATURES)
                yield Example(story, point["id"], values, groups[a["id"]] == groups[b["id"]])


@dataclass(frozen=True)
class _Account:
    """An account as linking makes it of a statement: its id, its clause, how it tells it."""

    id: str
    says: str
    telling: Telling


class _Told:
    """The statements of one story by report and place, as they are told."""

    def __init__(self, found: Read) -> None:
        read = [(r, e) for r, e in found if not r.note and not e.note]
        gazetteer = load_gazetteer()
        relays = [relay for r, e in read for relay in find_relays(r, e, gazetteer)]
        pile = gather([r for r, _ in read], [e for _, e in read], gazetteer, relays)
        reports = {r.id: r for r, _ in read}
        self._by_stem: dict[str, list[tuple[Place, _Account]]] = {}
        for statement in pile.statements:
            report = reports[statement.report]
            spans, field = raw_spans(report, [statement.span])
            if field == "text":
                told = (_places(spans), _account_of(statement, report.text))
                self._by_stem.setdefault(Path(report.path).stem, []).append(told)

    def best(self, account: dict[str, Any]) -> _Account | None:
        """Return what linking makes of the statement that covers an account best, if any does."""
        wanted = _places(account["spans"])
        rated = [
            (len(wanted & place) / len(wanted | place), len(place), at, told)
            for at, (place, told) in enumerate(self._by_stem.get(account["article"], []))
            if len(wanted & place) >= LEAST * min(len(wanted), len(place))
        ]
        return max(rated, key=lambda rate: rate[:3])[3] if rated else None


def _account_of(statement: Statement, text: str) -> _Account:
    made = make_account(statement, text, figures=False)
    return _Account(made.id, made.says, telling(statement, made.says))


def _places(spans: Iterable[Sequence[int]]) -> Place:
    return frozenset(c for start, end in spans for c in range(start, end))


def fit(found: Sequence[Example]) -> Learnt:
    """Return the weights learnt from pairs, intercept at even odds of both answers."""
    values = np.array([e.values for e in found])
    same = np.array([e.same for e in found])
    crowd = Counter((e.story, e.point, e.same) for e in found)
    weigh = np.array([crowd[e.story, e.point, e.same] ** -0.5 for e in found])
    for side in (same, ~same):
        weigh[side] *= len(found) / 2 / weigh[side].sum()
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    inputs = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    ridge = np.diag([*([RIDGE] * values.shape[1]), 1e-6])
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (weigh * (chance - same)) + ridge @ weights
        curve = (inputs * (weigh * chance * (1 - chance))[:, None]).T @ inputs + ridge
        weights -= np.linalg.solve(curve, slope)
    own = weights[:-1] / spread
    return Learnt(
        round(float(weights[-1] - own @ mean), 4),
        tuple((of, round(float(w), 4)) for of, w in zip(FEATURES, own, strict=True)),
        BAR,
        TOGETHER,
    )


def as_text(learnt: Learnt, found: Sequence[Example]) -> str:
    """Return weights as the file linking reads."""
    stories = sorted({e.story for e in found})
    same = sum(e.same for e in found)
    return "\n".join(
        [
            "# Learnt from annotated stories by training/tellings.py; see there. Log-odds.",
            f"# {len(found)} pairs of accounts of {', '.join(stories)}, {same} of one answer",
            f"bar = {learnt.bar}",
            f"together = {learnt.together}",
            f"intercept = {learnt.intercept}",
            "[weights]",
            *(f"{of.__name__} = {weight}" for of, weight in learnt.weights),
            "",
        ]
    )


if __name__ == "__main__":
    main()

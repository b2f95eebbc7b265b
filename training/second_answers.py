"""Learns when what is told apart is a second answer: `python -m training.second_answers --data DATA
--scorer SCORE`.

DATA holds `stories`, SCORE is the scorer of annotated stories (`benchmarks/stories.py` says where
from). Learnt from the points of `benchmarks/stories_annotated` that linking finds and whose
accounts it parts by how they are told: whether readers call the point agreed. Never from `held_out`
or `unseen` in it, nor from the gold stories, which stay a test. Logistic regression with a ridge on
standardised signs.

Prints, for each story in turn, what the scorer gives where the weights are learnt from the other
stories only; the gold stories have no part in any.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from benchmarks.stories import ANNOTATED, Scorer, blank, read_stories, run

from whence.linking import second_answers
from whence.linking.second_answers import Learnt, Signs, signs_of
from whence.linking.statements import Statement
from whence.records.extraction import Extraction
from whence.records.links import Account, Relation
from whence.records.report import Report
from whence.settings import load_settings

OUT = Path(second_answers.__file__).with_name(second_answers.WEIGHTS)
RIDGE = 3.0  # on standardised signs
STEPS = 12
# Chance from which there are two answers, compared on stories left out and on the gold three: from
# 0.35 to 0.45 relations win a point there and lose one here, and what is told apart is seen less.
BAR = 0.35
SHOWN = ("same answer", "relation")

Read = list[tuple[Report, Extraction]]


@dataclass(frozen=True)
class Example:
    """An annotated point whose accounts linking parts: its signs, whether readers part it too."""

    story: str
    signs: Signs
    parted: bool


def main() -> None:
    """Fit the weights, print what they are worth on stories left out, and write them."""
    parser = argparse.ArgumentParser(prog="python -m training.second_answers", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--scorer", type=Path, required=True, help="scorer of annotated stories")
    parser.add_argument("--keep", type=Path, help="holds what extraction found")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    scorer = Scorer([asked.data / "stories-gold", ANNOTATED], asked.scorer)
    read = read_stories(asked.data, scorer.gold, asked.keep)
    found = [e for story in scorer.groups[ANNOTATED.name] for e in examples(story, scorer, read)]
    asked.out.write_text(as_text(fit(found), found), "utf8")
    tested(scorer, read, found)


def examples(story: str, scorer: Scorer, read: Mapping[str, Read]) -> Iterator[Example]:
    """Yield the annotated points of a story that linking finds and whose accounts it parts."""
    asked: dict[frozenset[str], Signs] = {}

    def note(accounts: Sequence[Account], statements: Sequence[Statement]) -> bool:
        asked[frozenset(a.id for a in accounts)] = signs_of(accounts, statements)
        return True

    with patch("whence.linking.relations.are_two_answers", note):
        points, _ = run(list(read[story]), load_settings().linking)
    for gold in scorer.gold[story]["points"]:
        place = _standing_for(gold, points, scorer)
        signs = asked.get(place) if place else None
        if signs is not None:
            yield Example(story, signs, gold["relation"] != Relation.AGREE)


def _standing_for(
    gold: Mapping[str, Any], points: Sequence[Mapping[str, Any]], scorer: Scorer
) -> frozenset[str] | None:
    """Return the ids of the accounts of the point that stands for an annotated one, as scored."""
    tally = Counter(
        place
        for account in gold["accounts"]
        for place, point in enumerate(points)
        if any(a.get("field") != "title" and scorer.meets(a, account) for a in point["accounts"])
    )
    place, held = max(tally.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    return frozenset(a["id"] for a in points[place]["accounts"]) if held > 1 else None


def tested(scorer: Scorer, read: Mapping[str, Read], found: Sequence[Example]) -> None:
    """Print a table: each story with weights learnt without it, groups of stories together."""
    print("| |" + "|".join(SHOWN) + "|\n|---|" + "---|" * len(SHOWN))
    for group, stories in scorer.groups.items():
        of_group = blank()
        for story in stories:
            with using(fit([e for e in found if e.story != story])):
                points, sources = run(list(read[story]), load_settings().linking)
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
    with patch.object(second_answers, "learnt", lambda: learnt):
        yield


def fit(found: Sequence[Example]) -> Learnt:
    """Return the weights learnt from points."""
    values = np.array([astuple(e.signs) for e in found])
    parted = np.array([e.parted for e in found])
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    inputs = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    ridge = np.diag([*([RIDGE] * values.shape[1]), 1e-6])
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chance - parted) + ridge @ weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + ridge
        weights -= np.linalg.solve(curve, slope)
    own = weights[:-1] / spread
    intercept = round(float(weights[-1] - own @ mean), 4)
    return Learnt(intercept, Signs(*(round(float(w), 4) for w in own)), BAR)


def as_text(learnt: Learnt, found: Sequence[Example]) -> str:
    """Return weights as the file linking reads."""
    stories = sorted({e.story for e in found})
    parted = sum(e.parted for e in found)
    names = [field.name for field in fields(Signs)]
    told = zip(names, astuple(learnt.weights), strict=True)
    return "\n".join(
        [
            "# Learnt from annotated stories by training/second_answers.py; see there. Log-odds.",
            f"# {len(found)} points of {', '.join(stories)}, {parted} of them not agreed",
            f"bar = {learnt.bar}",
            f"intercept = {learnt.intercept}",
            "[weights]",
            *(f"{name} = {weight}" for name, weight in told),
            "",
        ]
    )


if __name__ == "__main__":
    main()

"""Where the links between accounts are lost, which are false, and some of each to read.

    python benchmarks/links_missed.py DATA SCORE/stories.py [--keep FILE] [--draw N] [--seed S]

DATA, SCORE and `--keep` are those of `benchmarks/stories.py`; the stories are the gold ones and
those annotated to develop on, never those that are only measured. Prints of all annotated pairs
that linking misses why, and draws N of them and N false pairs to be read, each with its clauses
and the annotation's questions. (What is drawn quotes reports: read it, keep it nowhere.)
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np

from stories import ANNOTATED, Read, Scorer, read_stories, run
from whence.export.records import raw_spans
from whence.linking.features import SUREST
from whence.linking.gazetteer import load_gazetteer
from whence.linking.matching import Pairs, raw_scores
from whence.linking.meaning import packed
from whence.linking.pairing import Judge
from whence.linking.relays import find_relays
from whence.linking.sketches import Table, sketch_of
from whence.linking.statements import gather
from whence.linking.topics import family
from whence.settings import LinkingSettings, load_settings

NO_STATEMENT = "an end is no statement"
TOLD_APART = "told apart by rule"
BELOW = "below the bar"
NO_POINT = "above the bar, an end on no point"
OTHERS = "above the bar, on other points"
CAUSES = (NO_STATEMENT, TOLD_APART, BELOW, NO_POINT, OTHERS)


@dataclass(frozen=True)
class Drawn:
    """A pair to read: its story, why it is lost ("" where it is false), both ends in words."""

    story: str
    cause: str
    score: float
    ends: tuple[str, str]


class Story:
    """A story as it is linked, with its annotation and its statements."""

    def __init__(self, name: str, read: Read, scorer: Scorer, settings: LinkingSettings) -> None:
        self.name = name
        self._scorer = scorer
        self._judge = Judge(settings.point_bar, settings.max_days_apart)
        self._texts = {Path(r.path).stem: _text_field(Path(r.path)) for r, _ in read}
        self._points, _ = run(read, settings)
        self._home = {
            account["id"]: (point, account)
            for point in scorer.gold[name]["points"]
            for account in point["accounts"]
        }
        self._told, self._table = _statements(read, settings)

    def missed(self) -> Iterator[Drawn]:
        """Yield the annotated pairs that stand on no point together."""
        on = self._on_points()
        standing = {key: self._standing(gold) for key, (_, gold) in self._home.items()}
        for point in self._scorer.gold[self.name]["points"]:
            for one, two in combinations(point["accounts"], 2):
                mine, theirs = on[one["id"]], on[two["id"]]
                if one["article"] == two["article"] or not mine.isdisjoint(theirs):
                    continue
                cause, score = self._cause(standing[one["id"]], standing[two["id"]])
                if cause == OTHERS and not (mine and theirs):
                    cause = NO_POINT
                told = self._told_of(one["id"]), self._told_of(two["id"])
                yield Drawn(self.name, cause, score, told)

    def false(self) -> Iterator[Drawn]:
        """Yield the pairs of accounts on one point that stand for two annotated ones."""
        for point in self._points:
            meant = [(a, met) for a in point["accounts"] if (met := self._met(a))]
            for (one, mine), (two, theirs) in combinations(meant, 2):
                if one["path"] != two["path"] and mine.isdisjoint(theirs):
                    ends = self._ledger_end(point, one, mine), self._ledger_end(point, two, theirs)
                    yield Drawn(self.name, "", point["score"], ends)

    def _cause(self, mine: Sequence[int], theirs: Sequence[int]) -> tuple[str, float]:
        """Return why a pair of accounts that stand for these statements is not linked."""
        if not (mine and theirs):
            return NO_STATEMENT, -SUREST
        one, two = (np.array(side) for side in zip(*product(mine, theirs), strict=True))
        pairs = Pairs(self._table, one, two)
        apart = pairs.told_apart()
        best = float(raw_scores(pairs)[~apart].max()) if not apart.all() else -SUREST
        if apart.all():
            return TOLD_APART, best
        likely, _ = self._judge.likely(self._table, one, two)
        return (OTHERS if len(likely) else BELOW), best

    def _met(self, account: Any) -> frozenset[str]:
        """Return the annotated points that an account of the ledger speaks on."""
        if account.get("field") == "title":
            return frozenset()
        return frozenset(
            point["id"] for point, gold in self._home.values() if self._scorer.meets(account, gold)
        )

    def _on_points(self) -> dict[str, set[int]]:
        """Return on which points of the ledger something stands for an annotated account."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, point in enumerate(self._points):
            for account, (key, (_, gold)) in product(point["accounts"], self._home.items()):
                if account.get("field") != "title" and self._scorer.meets(account, gold):
                    found[key].add(number)
        return found

    def _standing(self, gold: Any) -> list[int]:
        return [at for at, told in enumerate(self._told) if self._scorer.meets(told, gold)]

    def _told_of(self, key: str) -> str:
        point, gold = self._home[key]
        return f"[{point['id']}: {point['question']}] {self._words(gold['article'], gold['spans'])}"

    def _ledger_end(self, point: Any, account: Any, met: frozenset[str]) -> str:
        asked = [p["question"] for p, _ in self._home.values() if p["id"] in met]
        words = self._words(Path(account["path"]).stem, account["spans"])
        return f"[{point['question']} | {' / '.join(dict.fromkeys(asked))}] {words}"

    def _words(self, article: str, spans: Sequence[Sequence[int]]) -> str:
        text = self._texts[article]
        told = " ... ".join(text[start:end] for start, end in spans)
        start, end = spans[0][0], spans[-1][1]
        return f"{told}\n      ({text[max(0, start - 200) : end + 150]})".replace("\n\n", " ")


def _text_field(path: Path) -> str:
    told = json.loads(path.read_text("utf8"))
    return str(told.get("text") or told.get("maintext"))


def _statements(read: Read, settings: LinkingSettings) -> tuple[list[dict[str, Any]], Table]:
    """Return the statements of a story as accounts are told, and their sketches."""
    gazetteer = load_gazetteer(settings.gazetteer)
    told: list[dict[str, Any]] = []
    sketches = []
    for report, extraction in read:
        relays = () if report.note is not None else find_relays(report, extraction, gazetteer)
        pile = gather([report], [extraction], gazetteer, relays)
        for statement, row in zip(pile.statements, pile.clauses, strict=True):
            spans, field = raw_spans(report, [statement.span])
            if field == "title":
                continue
            told.append({"path": report.path, "spans": spans})
            figure = statement.quantity
            counts = family(report.text, statement.span, figure) if figure else ""
            sketches.append(sketch_of(statement, counts, packed(row)))
    return told, Table(sketches)


def show_drawn(name: str, pairs: Sequence[Drawn]) -> None:
    """Print pairs to be read."""
    print(f"\n== {name}")
    for number, pair in enumerate(pairs, 1):
        print(f"\n{number}. story {pair.story}, {pair.cause} {pair.score:.2f}")
        for end in pair.ends:
            print(f"   - {end}")


def main() -> None:
    """Print why pairs are missed, and some of them and of the false ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    scorer = Scorer([asked.data / "stories-gold", ANNOTATED], asked.scorer)
    read = read_stories(asked.data, scorer.gold, asked.keep)
    settings = load_settings().linking
    every: dict[str, list[Drawn]] = {"false": [], "missed": []}
    print("| | missed | " + " | ".join(CAUSES) + " | false |\n|---" + "|---" * 7 + "|")
    for group, names in scorer.groups.items():
        stories = [Story(name, read[name], scorer, settings) for name in names]
        missed = [pair for story in stories for pair in story.missed()]
        false = [pair for story in stories for pair in story.false()]
        counts = Counter(pair.cause for pair in missed)
        shares = " | ".join(f"{100 * counts[cause] / len(missed):.1f} %" for cause in CAUSES)
        print(f"| {group} | {len(missed)} | {shares} | {len(false)} |", flush=True)
        every["missed"] += missed
        every["false"] += false
    if asked.draw:
        chance = random.Random(asked.seed)
        for name, pairs in every.items():
            show_drawn(name, chance.sample(pairs, asked.draw))


if __name__ == "__main__":
    main()

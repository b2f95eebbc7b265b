"""How well actors are joined across reports, on ECB+, NewsWCL50 and re3d.

    python benchmarks/entities.py ecbplus DATA/ecbplus [--topics 2 5 ...] [--ledgers DIR]
    python benchmarks/entities.py newswcl50 DATA/newswcl50 [--ledgers DIR]
    python benchmarks/entities.py re3d DATA/re3d

ECB+ and NewsWCL50: Whence reads the texts, one pile a topic; a gold mention stands for the name it
overlaps, else for whom a phrase there stands for, and for nobody else where Whence sees neither.
Beside it, mentions with the same head word joined. re3d marks synonyms within a document: each
mention is given to the joining as a report of its own. `--ledgers` keeps what was read, to be used
again. `--errors` lists the actors wrongly joined and wrongly kept apart. `--pairs` tells how well
calibrated the probability of two names being one actor's is; `--fit` fits its weights on them,
drawn towards those that are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actor_texts import DEV_TOPICS, TRAIN_TOPICS, Marked, Text, read_ecbplus, read_newswcl50
from whence.evaluation.calibration import brier, calibration_error, reliability
from whence.evaluation.counts import Counts
from whence.evaluation.entities import BCubed, Clusters, Item, b_cubed, count_pairs
from whence.extraction.workers import Workers
from whence.ledger.store import open_ledger
from whence.linking.actor_features import SHIFT, WEIGHTS, Pair, probability, values
from whence.linking.entities import join_entities, weighed_pairs
from whence.linking.gazetteer import load_gazetteer
from whence.linking.stand_ins import StandIns
from whence.records.extraction import Entity, EntityType, Extraction, Mention
from whence.records.links import LinkedEntity
from whence.records.report import RawRun, Report
from whence.records.span import Span
from whence.settings import load_settings
from whence.workflow import extract_pending

Matrix = NDArray[np.float64]


# --- running --------------------------------------------------------------------------------------


def extracted(texts: Sequence[Text], where: str) -> dict[str, Extraction]:
    """Return the extraction of every text, by its report's id, from a ledger at `where`."""
    with open_ledger(where, create=True) as ledger:
        ledger.add_many([text.intake() for text in texts])
        extract_pending(ledger, Workers(load_settings().extraction))
        return {e.report: e for e in ledger.extractions()}


def found_in(
    texts: Sequence[Text], found: Mapping[str, Extraction]
) -> tuple[dict[Item, str], dict[Item, str], dict[Item, Marked], tuple[LinkedEntity, ...]]:
    """Return gold and found clusters of the mentions of one pile, the mentions, and the actors."""
    reports = [text.report() for text in texts]
    entities = join_entities(reports, [found[r.id] for r in reports], load_gazetteer())
    linked = {member: e.id for e in entities for member in e.members}
    gold, ours, marked = {}, {}, {}
    for text, report in zip(texts, reports, strict=True):
        stand_ins = StandIns(report, found[report.id])
        phrases = [*stand_ins.phrases(), *stand_ins.in_lead()]
        for mention in text.marked:
            item = (text.name, f"{mention.span.start}-{mention.span.end}")
            named = _name_at(mention, found[report.id].mentions) or _meant_at(mention, phrases)
            gold[item] = mention.cluster
            ours[item] = linked.get((report.id, named or ""), f"{item}")
            marked[item] = mention
    return gold, ours, marked, entities


def _name_at(marked: Marked, mentions: Iterable[Mention]) -> str | None:
    """Return the entity named where the head of a gold mention stands, or None."""
    for mention in mentions:
        if mention.span.start <= marked.at < mention.span.end:
            return mention.entity
    return None


def _meant_at(marked: Marked, phrases: Iterable[tuple[str, Span]]) -> str | None:
    """Return the entity that a phrase without a name stands for there, or None."""
    return next((entity for entity, s in phrases if s.start <= marked.at < s.end), None)


@dataclass
class Tally:
    """Counts over the piles."""

    ours: Counts = field(default_factory=Counts)
    base: Counts = field(default_factory=Counts)
    cubed: list[tuple[int, BCubed, BCubed]] = field(default_factory=list)

    def add(self, gold: Clusters, ours: Clusters, base: Clusters) -> None:
        """Add one pile."""
        self.ours += count_pairs(gold, ours)
        self.base += count_pairs(gold, base)
        self.cubed.append((len(gold), b_cubed(gold, ours), b_cubed(gold, base)))

    def lines(self, title: str) -> Iterator[str]:
        """Yield the table's rows."""
        total = sum(n for n, _, _ in self.cubed)
        for name, counts, place in (("Whence", self.ours, 1), ("same head word", self.base, 2)):
            cubes = [(row[0], row[place]) for row in self.cubed]
            p = sum(n * c.precision for n, c in cubes) / total
            r = sum(n * c.recall for n, c in cubes) / total
            pairs = " ".join(
                f"{what} {100 * value:5.1f}"
                for what, value in (
                    ("P", counts.precision), ("R", counts.recall), ("F1", counts.f1)
                )
            )  # fmt: skip
            yield (
                f"{title:14s} {name:14s} pairs {pairs} "
                f"({counts.hit}/{counts.predicted}/{counts.gold})   "
                f"B3 P {100 * p:5.1f} R {100 * r:5.1f} F1 {200 * p * r / (p + r):5.1f}  ({total})"
            )


def measure(texts: Sequence[Text], found: Mapping[str, Extraction], errors: int) -> None:
    """Print the table for named mentions and for all, and the errors."""
    piles: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        piles[text.pile].append(text)
    named, whole = Tally(), Tally()
    errors_found = Errors()
    scores: list[tuple[float, bool]] = []
    for pile, listed in piles.items():
        gold, ours, marked, entities = found_in(listed, found)
        base = {item: f"{pile}:{m.head}" for item, m in marked.items()}
        whole.add(gold, ours, base)
        kept = [item for item, m in marked.items() if m.named]
        only = [{i: c[i] for i in kept} for c in (gold, ours, base)]
        named.add(*only)
        errors_found.add(pile, {i: marked[i] for i in kept}, gold, ours)
        scores += _scored(kept, gold, ours, {e.id: e for e in entities})
    print("\n".join([*named.lines("named mentions"), *whole.lines("all mentions")]))
    p, right = [s for s, _ in scores], [r for _, r in scores]
    print(
        f"scores: {len(scores)} actors of two reports or more, ECE "
        f"{calibration_error(p, right):.3f}, Brier {brier(p, right):.3f}, "
        f"right {sum(right) / max(1, len(right)):.3f}"
    )
    errors_found.show(errors)


def _scored(
    kept: Sequence[Item], gold: Clusters, ours: Clusters, entities: Mapping[str, LinkedEntity]
) -> Iterator[tuple[float, bool]]:
    """Yield each joined actor's score, and whether all its scored mentions are of one actor."""
    inside: dict[str, set[Item]] = defaultdict(set)
    for item in kept:
        inside[str(ours[item])].add(item)
    for cluster, items in inside.items():
        entity = entities.get(cluster)
        if entity is not None and len({document for document, _ in items}) > 1:
            yield entity.score, len({gold[item] for item in items}) == 1


@dataclass
class Errors:
    """Pairs of names wrongly joined and wrongly kept apart, and where no name was found."""

    wrong: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    missed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)

    def add(self, pile: str, marked: Mapping[Item, Marked], gold: Clusters, ours: Clusters) -> None:
        """Add the errors of one pile."""
        kept = list(marked)
        for n, a in enumerate(kept):
            for b in kept[n + 1 :]:
                if a[0] == b[0] or (gold[a] == gold[b]) == (ours[a] == ours[b]):
                    continue
                one, two = sorted((marked[a].words, marked[b].words))
                unseen = str(ours[a]).startswith("(") or str(ours[b]).startswith("(")
                cause = "no name was found there" if unseen else "kept apart"
                self.causes[cause] += gold[a] == gold[b]
                if not unseen:
                    (self.missed if gold[a] == gold[b] else self.wrong)[pile, one, two] += 1

    def show(self, most: int) -> None:
        """Print the most frequent."""
        print("missed pairs:", dict(self.causes))
        for title, counter in (("FALSE MERGES", self.wrong), ("MISSED", self.missed)):
            if most:
                print(title)
            for (pile, a, b), n in counter.most_common(most):
                print(f"  {pile:4s} {n:4d}  {a}  |  {b}")


# --- pairs of names -------------------------------------------------------------------------------

SAMPLED = 10  # pairs of in-report entities taken from two names at most


def labelled_pairs(
    texts: Sequence[Text], found: Mapping[str, Extraction]
) -> Iterator[tuple[Pair, bool, str]]:
    """Yield pairs of names with whether two of their in-report entities are one gold actor."""
    reports = [text.report() for text in texts]
    extractions = [found[r.id] for r in reports]
    gold: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text, report in zip(texts, reports, strict=True):
        for mention in text.marked:
            if mention.named and (name := _name_at(mention, found[report.id].mentions)):
                gold[report.id, name][f"{text.pile}/{mention.cluster}"] += 1
    chief = {member: counts.most_common(1)[0][0] for member, counts in gold.items()}
    # ECB+ tells two events of a topic; what is one in both is often marked as two.
    piles = {r.id: (t.pile, "plus" in t.name) for t, r in zip(texts, reports, strict=True)}
    for pair, ones, twos in weighed_pairs(reports, extractions, load_gazetteer()):
        taken = 0
        for a in ones:
            for b in twos:
                if not (a in chief and b in chief and piles[a[0]] == piles[b[0]]):
                    continue
                if taken < SAMPLED and (a[0] < b[0] if pair.within else a[0] != b[0]):
                    taken += 1
                    names = f"{min(pair.one.names)} | {min(pair.two.names)}"
                    yield pair, chief[a] == chief[b], names


def measure_pairs(texts: Sequence[Text], found: Mapping[str, Extraction], *, fit: bool) -> None:
    """Print the calibration of the probability that two names are one actor's, and a fit."""
    rows = list(labelled_pairs(texts, found))
    right = [r for _, r, _ in rows]
    p = [probability(pair) for pair, _, _ in rows]
    print(
        f"{len(rows)} pairs, {sum(right) / len(rows):.3f} right; "
        f"ECE {calibration_error(p, right):.3f}, Brier {brier(p, right):.3f}"
    )
    for one in reliability(p, right):
        print(f"  {one.count:5d} scored {one.score:.3f} right {one.right:.3f}")
    wrong = Counter(n for (_, r, n), q in zip(rows, p, strict=True) if not r and q > 0.7)
    print("wrongly sure:", wrong.most_common(25))
    if not fit:
        return
    x = np.array([[*values(pair), 1.0] for pair, _, _ in rows])
    prior = np.array([*(w for _, w in WEIGHTS), SHIFT])
    weights = _fitted(x, np.array(right, dtype=float), prior)
    names = [feature.__name__ for feature, _ in WEIGHTS] + ["SHIFT"]
    for name, weight, seen in zip(names, weights, (x != 0).sum(0), strict=True):
        print(f"    ({name}, {weight:.2f}),  # {seen} pairs")


def _fitted(x: Matrix, y: Matrix, prior: Matrix, width: float = 1.0) -> Matrix:
    """Return logistic weights of most posterior, each drawn to its prior (normal, `width`)."""
    weights = prior.copy()
    for _ in range(2000):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - p) - (weights - prior) / width**2
        # The bend is largest where p is a half: a step that never overshoots.
        bend = 0.25 * x.T @ x + np.eye(len(prior)) / width**2
        weights = weights + np.linalg.solve(bend, slope)
    return weights


# --- re3d -----------------------------------------------------------------------------------------

RE3D_TYPES = {
    "Person": EntityType.PERSON,
    "Organisation": EntityType.ORGANIZATION,
    "Location": EntityType.PLACE,
    "Nationality": EntityType.GROUP,
}


def re3d(folder: Path, errors: int) -> None:
    """Join the mentions of re3d, each a report of its own, and print what becomes of synonyms."""
    mentions: dict[tuple[str, int, int], tuple[str, EntityType]] = {}
    synonyms, texts = [], {}
    for part in sorted(folder.iterdir()):
        if part.is_dir():
            for row in _rows(part / "entities.json"):
                if kind := RE3D_TYPES.get(row["type"]):
                    mentions[row["documentId"], row["begin"], row["end"]] = (row["value"], kind)
            synonyms += [r for r in _rows(part / "relations.json") if r["type"] == "IsSynonymOf"]
            texts.update({r["_id"]: r["text"] for r in _rows(part / "documents.json")})
    kinds = dict(mentions.values())
    names = sorted({v for v, _ in mentions.values()})
    reports = [_report(n, name) for n, name in enumerate(names)]
    reports += [_report(f"text {key}", text) for key, text in sorted(texts.items())]
    extractions = [
        Extraction(r.id, entities=(Entity("e1", name, kinds[name]),))
        for r, name in zip(reports, names, strict=False)
    ] + [Extraction(r.id) for r in reports[len(names) :]]
    entities = join_entities(reports, extractions, load_gazetteer())
    by_report = {r.id: name for r, name in zip(reports, names, strict=False)}
    cluster = {by_report[m[0]]: e.id for e in entities for m in e.members}
    pairs = sorted({tuple(sorted((r["source"], r["target"]))) for r in synonyms})
    pairs = [(a, b) for a, b in pairs if a in cluster and b in cluster]
    named = [p for p in pairs if all(_is_name(x) for x in p)]
    for title, listed in (("all synonyms", pairs), ("name and name", named)):
        hits = sum(cluster[a] == cluster[b] for a, b in listed)
        print(f"{title}: joined {hits} of {len(listed)}")
    for a, b in named:
        print("  ", "joined" if cluster[a] == cluster[b] else "missed", a, "|", b)
    groups = [sorted(by_report[m[0]] for m in e.members) for e in entities if len(e.members) > 1]
    print(f"{len(names)} different mentions, {len(groups)} actors under more than one name")
    for group in sorted(groups, key=lambda g: -len(g))[:errors]:
        print("  ", " | ".join(group))


def _is_name(words: str) -> bool:
    first = words.removeprefix("the ").removeprefix("The ")
    return bool(re.match(r"^(?:[A-Z]|al-)", first)) and " of " not in words.lower()[-20:]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text("utf8").splitlines():
        if line.strip():
            yield json.loads(line)


def _report(key: object, text: str) -> Report:
    data = f"{key}\n{text}".encode()
    return Report(
        id="sha256:" + hashlib.sha256(data).hexdigest(),
        path=str(key),
        text=text,
        raw=(RawRun(0, 0, len(text)),),
        language="en",
    )


def main() -> None:
    """Measure on one data set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=("ecbplus", "newswcl50", "re3d"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--topics", nargs="*", default=DEV_TOPICS)
    parser.add_argument("--ledgers", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    if arguments.set == "re3d":
        re3d(arguments.path, arguments.errors)
        return
    topics = TRAIN_TOPICS if arguments.topics == ["train"] else arguments.topics
    texts = list(
        read_ecbplus(arguments.path, topics)
        if arguments.set == "ecbplus"
        else read_newswcl50(arguments.path)
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.ledgers or Path(temporary)
        name = f"{arguments.set}-{'-'.join(topics)}"[:40]
        found = extracted(texts, str(folder / f"{name}.whence"))
        measure(texts, found, arguments.errors)
        if arguments.pairs or arguments.fit:
            measure_pairs(texts, found, fit=arguments.fit)


if __name__ == "__main__":
    main()

"""How well labels are found: the words reports use for an actor, by hand-made gold.

    python benchmarks/labels.py GOLD.json STORY.whence [GOLD.json STORY.whence ...] [--errors N]

A gold label is found where a label of the same report overlaps at least half of the longer of the
two; its voice is right where both say outlet or quoted. Precision is over the descriptions of the
actors that gold describes: the share that overlaps a gold label of that actor. Gold also labels
events and things without a name, which are told apart. Gold marks a few telling phrases an actor
and report, so that precision is a lower bound.

    python benchmarks/labels.py --newswcl50 DATA/newswcl50 STORIES.whence

On NewsWCL50, read by `entities.py --ledgers`: descriptions that touch a marked actor, and whether
it is the one that gold has the actor's names under; and gold's phrases without a name found.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from actor_texts import Marked, Text, read_newswcl50
from whence.ledger.store import open_ledger
from whence.linking.entities import actors_and_labels
from whence.linking.gazetteer import load_gazetteer
from whence.linking.naming import fold
from whence.records.links import Label, LabelKind
from whence.records.report import Report, raw_span
from whence.records.span import Span

Gold = dict[str, Any]


def raw(label: Label, report: Report) -> Span:
    """Return where a label stands in the input; one in a title nowhere."""
    return raw_span(report.raw, label.span) or Span(0, 0)


def alike(one: Span, two: Span) -> bool:
    """Say whether two spans share half of the longer."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    return shared * 2 >= max(len(one), len(two))


def measure(gold: list[Gold], ledger: str, counts: Counter[str], errors: list[str]) -> None:
    """Count one story's labels and note the errors."""
    with open_ledger(ledger) as opened:
        reports = {Path(r.path).stem: r for r in opened.reports()}
        links = opened.links()
    by_id = {r.id: r for r in reports.values()}
    names = {e.id: {" ".join(fold(n)) for n in (e.name, *e.aliases)} for e in links.entities}
    found: dict[str, list[Label]] = {}
    for label in links.labels:
        found.setdefault(label.report, []).append(label)
    of_actor: dict[str, list[tuple[str, Span]]] = {}
    for entry in gold:
        report = reports[entry["article"]]
        span = Span(*entry["span"])
        actor = " ".join(fold(entry["actor"]))
        actors = {
            e.id
            for e in links.entities
            if any(len(n) > 3 and f" {n} " in f" {actor} " for n in names[e.id])
        }
        event = actor.split()[0] in ("attack", "launch", "people", "attackers")
        actors = set() if event or "crash" in actor or "derailment" in actor else actors
        kind = "named" if actors else "unnamed"
        counts[f"gold {kind}"] += 1
        hits = [x for x in found.get(report.id, ()) if alike(raw(x, report), span)]
        counts[f"found {kind}"] += bool(hits)
        counts["right voice"] += any(x.voice.value == entry["voice"] for x in hits)
        counts["right actor"] += any(x.actor in actors for x in hits)
        if not hits and actors:
            errors.append(f"missed  {entry['actor']}: {entry['label']} ({entry['voice']})")
        for one in actors:
            of_actor.setdefault(one, []).append((report.id, span))
    for label in links.labels:
        if label.kind is LabelKind.DESCRIPTION and label.actor in of_actor:
            own = raw(label, by_id[label.report])
            right = any(r == label.report and s.overlaps(own) for r, s in of_actor[label.actor])
            counts["descriptions"] += 1
            counts["descriptions in gold"] += right
            if not right:
                name = next(e.name for e in links.entities if e.id == label.actor)
                errors.append(f"extra   {name}: {label.span.of(by_id[label.report].text)}")


def measure_newswcl50(folder: Path, ledger: str) -> None:
    """Print how many descriptions are of the actor gold has them under."""
    with open_ledger(ledger) as opened:
        found = {e.report: e for e in opened.extractions()}
    piles: dict[str, list[Text]] = defaultdict(list)
    for text in read_newswcl50(folder):
        piles[text.pile].append(text)
    counts: Counter[str] = Counter()
    for texts in piles.values():
        reports = [text.report() for text in texts]
        listed = [found[r.id] for r in reports]
        gazetteer = load_gazetteer()
        _, labels = actors_and_labels(reports, listed, gazetteer)
        _count_phrases({r.id: t for r, t in zip(reports, texts, strict=True)}, labels, counts)
    for name, count in sorted(counts.items()):
        print(f"{name:40s} {count}")


def _count_phrases(
    texts: Mapping[str, Text], labels: Sequence[Label], counts: Counter[str]
) -> None:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        mark = _marked_at(texts[label.report], label.span)
        if mark and label.kind is LabelKind.NAME:
            votes[label.actor][mark.cluster] += 1
    chief = {actor: marks.most_common(1)[0][0] for actor, marks in votes.items()}
    told: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        if label.kind is LabelKind.DESCRIPTION and label.actor in chief:
            told[label.report].append(label)
            if mark := _marked_at(texts[label.report], label.span):
                counts["descriptions of marked actors"] += 1
                counts["of the same actor"] += mark.cluster == chief[label.actor]
    for report, text in texts.items():
        for mark in text.marked:
            if not mark.named and len(mark.words.split()) > 1:
                counts["phrases without a name in gold"] += 1
                counts["found"] += any(
                    label.span.overlaps(mark.span) and chief[label.actor] == mark.cluster
                    for label in told[report]
                )


def _marked_at(text: Text, span: Span) -> Marked | None:
    """Return the shortest gold mention that overlaps a span."""
    over = [mark for mark in text.marked if mark.span.overlaps(span)]
    return min(over, key=lambda mark: len(mark.span), default=None)


def main() -> None:
    """Measure story by story."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", help="GOLD.json STORY.whence ...")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--newswcl50", type=Path)
    arguments = parser.parse_args()
    if arguments.newswcl50:
        measure_newswcl50(arguments.newswcl50, arguments.pairs[0])
        return
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for gold, ledger in zip(arguments.pairs[::2], arguments.pairs[1::2], strict=True):
        labels = json.loads(Path(gold).read_text("utf8"))["labels"]
        measure(labels, ledger, counts, errors)
    for name, count in sorted(counts.items()):
        print(f"{name:22s} {count}")
    print("\n".join(errors[: arguments.errors]))


if __name__ == "__main__":
    main()

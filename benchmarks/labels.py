"""How well labels are found: the words reports use for an actor, by hand-made gold.

    python benchmarks/labels.py GOLD.json STORY.whence [GOLD.json STORY.whence ...] [--errors N]

A gold label is found where a label of the same report overlaps at least half of the longer of the
two; its voice is right where both say outlet or quoted. Precision is over the descriptions of the
actors that gold describes: the share that overlaps a gold label of that actor. Gold also labels
events and things without a name, which are told apart. Gold marks a few telling phrases an actor
and report, so that precision is a lower bound.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from whence.ledger.store import open_ledger
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


def main() -> None:
    """Measure story by story."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", help="GOLD.json STORY.whence ...")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
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

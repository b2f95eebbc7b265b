"""How well labels are found: the words reports use for an actor, by hand-made gold.

    python benchmarks/labels.py DATA [--also FOLDER ...] [--keep FILE] [--errors N]

DATA holds `stories` and `stories-gold`; stories of each folder of `--also` (by default
`stories_annotated` beside this file, and `held_out` and `unseen` in it) are a group of their own,
as in `stories.py`, which tells what `--keep` does. A gold label is found where a description, or a
name, of the same report shares half of the longer of the two; its voice is right where both say
outlet or quoted; its actor where it is the gold's. Gold also labels events, and people and things
without a name, which are told apart. `of gold's actors` are the descriptions of the actors that
gold names, `in gold` those that overlap a gold label of that actor: gold marks a few telling
phrases an actor and report, so that this is a lower bound of precision. `--errors` prints misses
and such extras, never those of `held_out` and `unseen`.

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
from stories import ANNOTATED, HELD_OUT, UNSEEN, Read, read_stories
from whence.ledger.store import open_ledger
from whence.linking.entities import actors_and_labels
from whence.linking.gazetteer import load_gazetteer
from whence.linking.naming import fold
from whence.records.links import Label, LabelKind, LinkedEntity
from whence.records.report import Report, raw_span
from whence.records.span import Span

Gold = dict[str, Any]
COLUMNS = (
    "named", "found", "right voice", "right actor", "without a name", "found too",
    "of gold's actors", "in gold",
)  # fmt: skip
BEHIND_ACTORS = frozenset(["and", "in"])  # what may follow a name in gold: "Taliban in Kunduz"


def raw(label: Label, report: Report) -> Span:
    """Return where a label stands in the input; one in a title nowhere."""
    return raw_span(report.raw, label.span) or Span(0, 0)


def alike(one: Span, two: Span) -> bool:
    """Say whether two spans share half of the longer."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    return shared * 2 >= max(len(one), len(two))


def meant(actor: str, entities: Sequence[LinkedEntity]) -> set[str]:
    """Return the actors that gold means: those whose name opens what it calls them."""
    words = fold(actor)
    return {
        entity.id
        for entity in entities
        for name in map(fold, (entity.name, *entity.aliases))
        if name and words[: len(name)] == name and {*words[len(name) :][:1]} <= BEHIND_ACTORS
    }


def measure(gold: list[Gold], read: Read, counts: Counter[str], errors: list[str]) -> None:
    """Count one story's labels and note the errors."""
    reports = {Path(r.path).stem: r for r, _ in read}
    entities, labels = actors_and_labels(
        [r for r, _ in read], [e for _, e in read], load_gazetteer()
    )
    names = {e.id: e.name for e in entities}
    of_actor: dict[str, list[tuple[str, Span]]] = {}
    for entry in gold:
        report, span = reports[entry["article"]], Span(*entry["span"])
        actors = meant(entry["actor"], entities)
        hits = [x for x in labels if x.report == report.id and alike(raw(x, report), span)]
        counts["named" if actors else "without a name"] += 1
        counts["found" if actors else "found too"] += bool(hits)
        if actors:
            counts["right voice"] += any(x.voice.value == entry["voice"] for x in hits)
            counts["right actor"] += any(x.actor in actors for x in hits)
        for one in actors:
            of_actor.setdefault(one, []).append((report.id, span))
        if not hits:
            errors.append(f"missed  {entry['actor']}: {entry['article']} {entry['span']}")
    by_id = {r.id: r for r in reports.values()}
    for label in labels:
        if label.kind is LabelKind.DESCRIPTION and label.actor in of_actor:
            own = raw(label, by_id[label.report])
            right = any(r == label.report and s.overlaps(own) for r, s in of_actor[label.actor])
            counts["of gold's actors"] += 1
            counts["in gold"] += right
            if not right:
                words = label.span.of(by_id[label.report].text)
                errors.append(f"extra   {names[label.actor]}: {words}")


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


def measure_stories(data: Path, also: Sequence[Path], keep: Path | None, most: int) -> None:
    """Print a table, a row a story, and the first `most` errors of those that may be read."""
    folders = [data / "stories-gold", *also]
    groups = {
        folder: {p.stem: json.loads(p.read_text("utf8")) for p in sorted(folder.glob("*.json"))}
        for folder in folders
    }
    read = read_stories(data, [story for found in groups.values() for story in found], keep)
    errors: list[str] = []
    print("| |" + "|".join(COLUMNS) + "|")
    print("|---|" + "---|" * len(COLUMNS))
    for folder, stories in groups.items():
        together: Counter[str] = Counter()
        for story, gold in stories.items():
            counts: Counter[str] = Counter()
            seen: list[str] = []
            measure(gold["labels"], read[story], counts, seen)
            together += counts
            _show(story, counts)
            if folder.name not in (HELD_OUT.name, UNSEEN.name):
                errors += seen
        _show(folder.name, together)
    print("\n".join(errors[:most]))


def _show(name: str, counts: Counter[str]) -> None:
    print(f"| {name} | " + " | ".join(str(counts[column]) for column in COLUMNS) + " |")


def main() -> None:
    """Measure story by story, or on NewsWCL50."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="DATA, or STORIES.whence with --newswcl50")
    parser.add_argument("--also", type=Path, nargs="*", default=[ANNOTATED, HELD_OUT, UNSEEN])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--newswcl50", type=Path)
    asked = parser.parse_args()
    if asked.newswcl50:
        measure_newswcl50(asked.newswcl50, str(asked.data))
    else:
        measure_stories(asked.data, asked.also, asked.keep, asked.errors)


if __name__ == "__main__":
    main()

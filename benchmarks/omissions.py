"""How right the ledger's table of what is left out is, by hand-made gold.

    python benchmarks/omissions.py DATA [--also FOLDER ...] [--keep FILE] [--errors N]

DATA, `--also` and `--keep` are as in `stories.py`; each article is an outlet of its own. A gold
point is found where two of its accounts or more stand on one ledger point, and that one is looked
at. Told apart are the gold's omissions (articles silent on a telling point, or published before it
was known) and the articles that speak on a found point by gold; for each, what the ledger says of
that article. "Not listed" are articles the ledger holds to be on another matter. The last line are
articles without an account in gold, of which it does not say why. `--errors` prints cells
that are wrong, never those of `held_out` and `unseen`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stories import ANNOTATED, HELD_OUT, UNSEEN, Read, read_stories
from whence.linking.link import link
from whence.linking.omissions import Coverage, Position, find_positions
from whence.records.links import Account, Point
from whence.records.report import Report, raw_span
from whence.settings import load_settings

Gold = dict[str, Any]
NOT_LISTED, NO_POINT = "not listed", "no point"
COLUMNS = (*(c.value for c in Coverage), NOT_LISTED, NO_POINT)
ROWS = ("silent", "published-before-known", "says so", "says otherwise")
LEAST = 2  # gold accounts a ledger point must hold to be the gold point


def overlap(ours: Sequence[tuple[int, int]], gold: Sequence[Sequence[int]]) -> bool:
    """Say whether two sets of raw spans share a third of the shorter, as the stories' scorer."""
    one = {c for start, end in ours for c in range(start, end)}
    two = {c for start, end in gold for c in range(start, end)}
    return bool(one and two) and len(one & two) * 3 >= min(len(one), len(two))


def found_point(gold: Gold, points: Sequence[Point], reports: Mapping[str, Report]) -> Point | None:
    """Return the ledger point that holds most accounts of a gold point, two at least."""
    tally: Counter[str] = Counter()
    for account in gold["accounts"]:
        report = reports[account["article"]]
        for point in points:
            tally[point.id] += any(
                a.report == report.id and overlap(_raw(a, report), account["spans"])
                for a in point.accounts
            )
    best, count = tally.most_common(1)[0] if tally else ("", 0)
    return next((p for p in points if p.id == best), None) if count >= LEAST else None


def _raw(account: Account, report: Report) -> list[tuple[int, int]]:
    spans = (raw_span(report.raw, span) for span in account.spans)
    return [(span.start, span.end) for span in spans if span is not None]


def gold_answers(point: Gold) -> dict[str, str]:
    """Return by article whether gold has it say what most accounts say, or otherwise."""
    groups = sorted(point["groups"], key=len, reverse=True)
    usual = set(groups[0]) if groups else set()
    alike = point["relation"].replace("-", " ") in ("agree", "differ in detail")
    said: dict[str, str] = {}
    for account in point["accounts"]:
        so = alike or account["id"] in usual or said.get(account["article"]) == "says so"
        said[account["article"]] = "says so" if so else "says otherwise"
    return said


def measure(gold: Gold, read: Read, errors: list[str]) -> Counter[tuple[str, str]]:
    """Return how often the ledger says what (second) of cells that gold gives (first)."""
    reports = {Path(r.path).stem: r for r, _ in read}
    links = link([r for r, _ in read], [e for _, e in read], settings=load_settings().linking)
    outlets = {r.id: stem for stem, r in reports.items()}
    positions: dict[tuple[str, str], Position] = {
        (p.point, p.outlet): p
        for p in find_positions(links.points, links.entities, list(reports.values()), outlets)
    }
    omitted = {(o["point"], o["article"]): o["kind"] for o in gold["omissions"]}
    counts: Counter[tuple[str, str]] = Counter()
    for entry in gold["points"]:
        point = found_point(entry, links.points, reports)
        answers: dict[str, str] = {a: k for (p, a), k in omitted.items() if p == entry["id"]}
        if point is not None:
            answers |= gold_answers(entry)
        for article in reports:
            position = positions.get((point.id, article)) if point else None
            told = position.coverage.value if position else NOT_LISTED if point else NO_POINT
            row = answers.get(article, "gold says nothing")
            if point is not None or row in omitted.values():
                counts[row, told] += 1
            if row in ROWS and told != row.replace(
                "published-before-known", "published before it was known"
            ):
                why = position.why if position else ""
                errors.append(
                    f"{gold['cluster']} {entry['id']} {article}: {row}, but {told} ({why})"
                )
    return counts


def _show(name: str, counts: Counter[tuple[str, str]]) -> None:
    print(f"\n**{name}**\n\n| by gold | " + " | ".join(COLUMNS) + " |")
    print("|---|" + "---|" * len(COLUMNS))
    for row in (*ROWS, "gold says nothing"):
        print(f"| {row} | " + " | ".join(str(counts[row, c]) for c in COLUMNS) + " |")


def main() -> None:
    """Print a table for each group of stories."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--also", type=Path, nargs="*", default=[ANNOTATED, HELD_OUT, UNSEEN])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    asked = parser.parse_args()
    groups = {
        folder: {p.stem: json.loads(p.read_text("utf8")) for p in sorted(folder.glob("*.json"))}
        for folder in (asked.data / "stories-gold", *asked.also)
    }
    read = read_stories(asked.data, [s for found in groups.values() for s in found], asked.keep)
    errors: list[str] = []
    for folder, stories in groups.items():
        together: Counter[tuple[str, str]] = Counter()
        seen: list[str] = []
        for story, gold in stories.items():
            together += measure(gold, read[story], seen)
        _show(folder.name, together)
        if folder.name not in (HELD_OUT.name, UNSEEN.name):
            errors += seen
    print("\n".join(errors[: asked.errors]))


if __name__ == "__main__":
    main()

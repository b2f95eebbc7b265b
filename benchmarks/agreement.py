"""How far two annotators agree on the stories annotated twice, and Whence beside them.

    python benchmarks/agreement.py DATA SCORE/stories.py [--keep FILE]

DATA, SCORE and `--keep` are those of `benchmarks/stories.py`. `stories_twice` beside this file
holds the second annotation; the first is in `DATA/stories-gold` or in `stories_annotated`. The
scorer takes an annotation as it takes a ledger, so each can be scored against the other.

Prints the figures of each against each; what becomes of the pairs of accounts that the first
annotation puts on one point; and same answer and same origin on those pairs alone that both the
second annotation and Whence link, where they can be compared.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from stories import ANNOTATED, Scorer, measure, read_stories, run, show
from whence.settings import load_settings

TWICE = Path(__file__).with_name("stories_twice")
Told = dict[str, tuple[list[Any], list[Any]]]
Verdicts = dict[tuple[str, str], tuple[bool, bool]]


def as_linked(annotation: Any) -> tuple[list[Any], list[Any]]:
    """Return an annotation as linking would tell it: its points and its sources."""
    points = [
        {**point, "accounts": [{**a, "path": f"{a['article']}.json"} for a in point["accounts"]]}
        for point in annotation["points"]
    ]
    relays = [
        {"kind": "relay", "path": f"{row['article']}.json", "cites": row["cites"]}
        for row in annotation["relays"]
    ]
    reuses = [
        {"kind": "reuse", "path": f"{row['to']}.json", "share": row["share"]}
        for row in annotation["reuse"]
    ]
    return points, relays + reuses


def annotated_pairs(annotation: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield each point with every pair of its accounts that stand in two reports."""
    for point in annotation["points"]:
        for one, other in combinations(point["accounts"], 2):
            if one["article"] != other["article"]:
                yield point, one, other


def places(scorer: Scorer, annotation: Any, points: list[Any]) -> dict[str, dict[int, str]]:
    """Return, by annotated account, on which points an account stands for it, and which."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for point in annotation["points"]:
        for gold in point["accounts"]:
            for at, told in enumerate(points):
                for account in told["accounts"]:
                    if account.get("field") != "title" and scorer.meets(account, gold):
                        found[gold["id"]].setdefault(at, account["id"])
    return found


def fates(scorer: Scorer, story: str, points: list[Any]) -> Counter[str]:
    """Count what becomes of the annotated pairs: linked, on other points, or an end not found."""
    found = places(scorer, scorer.gold[story], points)
    counted: Counter[str] = Counter()
    for _, one, other in annotated_pairs(scorer.gold[story]):
        here, there = found.get(one["id"], {}), found.get(other["id"], {})
        if not here or not there:
            counted["an end is no account"] += 1
        else:
            counted["linked" if here.keys() & there.keys() else "on other points"] += 1
    return counted


def verdicts(scorer: Scorer, story: str, points: list[Any], parts: str) -> Verdicts:
    """Return whether each annotated pair that is linked is one part, told and annotated."""
    found = places(scorer, scorer.gold[story], points)
    said = {}
    for point, one, other in annotated_pairs(scorer.gold[story]):
        both = found.get(one["id"], {}).keys() & found.get(other["id"], {}).keys()
        if both:
            at = min(both)
            told = points[at][parts], found[one["id"]][at], found[other["id"]][at]
            gold = point[parts], one["id"], other["id"]
            said[one["id"], other["id"]] = _together(*told), _together(*gold)
    return said


def _together(parts: list[list[str]], one: str, other: str) -> bool:
    return one == other or any(one in part and other in part for part in parts)


def compare(scorer: Scorer, second: Told, whence: Told) -> None:
    """Print both beside the first annotation, on the same pairs."""
    for name, told in (("second", second), ("Whence", whence)):
        counted: Counter[str] = Counter()
        for story in second:
            counted += fates(scorer, story, told[story][0])
        shares = {fate: f"{100 * n / counted.total():.1f}" for fate, n in counted.items()}
        print(f"pairs of one point, {name}: {shares}")
    for parts, what in (("groups", "same answer"), ("origins", "same origin")):
        rows: dict[str, list[tuple[bool, bool]]] = {"second": [], "Whence": []}
        for story in second:
            said = {
                name: verdicts(scorer, story, told[story][0], parts)
                for name, told in (("second", second), ("Whence", whence))
            }
            for pair in said["second"].keys() & said["Whence"].keys():
                for name, answers in said.items():
                    rows[name].append(answers[pair])
        figures = {name: f"{scorer.figure(what, told):.1f}" for name, told in rows.items()}
        print(f"{what}, on the {len(rows['second'])} pairs that both link: {figures}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    first = Scorer([asked.data / "stories-gold", ANNOTATED], asked.scorer)
    second = Scorer([TWICE], asked.scorer)
    twice = second.groups[TWICE.name]
    for scorer in (first, second):
        scorer.groups = {
            name: kept
            for name, stories in first.groups.items()
            if (kept := [story for story in stories if story in twice])
        }
    read = read_stories(asked.data, twice, asked.keep)
    settings = load_settings().linking
    whence = {story: run(read[story], settings) for story in twice}
    annotated = [{s: as_linked(by.gold[s]) for s in twice} for by in (first, second)]
    for title, linked, scorer in (
        ("the second annotation against the first", annotated[1], first),
        ("Whence against the first", whence, first),
        ("the first annotation against the second", annotated[0], second),
        ("Whence against the second", whence, second),
    ):
        print(f"\n{title}\n")
        show(measure(linked.__getitem__, scorer))
    print()
    compare(first, annotated[1], whence)


if __name__ == "__main__":
    main()

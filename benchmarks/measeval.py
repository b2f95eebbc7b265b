"""Figures in MeasEval: counts and measurements in paragraphs of science.

    python benchmarks/measeval.py DATA/measeval [--split eval]

MeasEval is harperco/MeasEval. A figure is found when one found shares a character with it. A list
in one span ("10, 20 and 30 m") is one to MeasEval and three to Whence: figures that fall into one
wanted span count once. `bound` is over those found whose modifiers say that they are approximate
or a range.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path

from figure_sets import Tally, figures_in
from whence.records.extraction import Bound, Quantity
from whence.records.span import Span


@dataclass(frozen=True)
class Wanted:
    """A marked span with its modifiers."""

    span: Span
    mods: frozenset[str]


def marked(path: Path) -> list[Wanted]:
    """Read the figures marked in one paragraph."""
    with path.open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Wanted(
            Span(int(row["startOffset"]), int(row["endOffset"])),
            frozenset(json.loads(row["other"] or "{}").get("mods", ())),
        )
        for row in rows
        if row["annotType"] == "Quantity"
    ]


def _inside(span: Span, found: tuple[Quantity, ...]) -> list[Quantity]:
    return [q for q in found if q.span.start < span.end and span.start < q.span.end]


def bounded(wanted: Wanted, quantity: Quantity) -> bool | None:
    """Say whether a modifier of the set is met; None where it has none that asks for a bound."""
    if "IsApproximate" in wanted.mods:
        return quantity.bound is not Bound.EXACT
    if "IsRange" in wanted.mods:
        return quantity.low != quantity.high
    return None


def main() -> None:
    """Print what is found of one split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measeval", type=Path)
    parser.add_argument("--split", default="eval")
    options = parser.parse_args()
    home = options.measeval / "data" / options.split
    texts = home / ("text" if (home / "text").is_dir() else "txt")
    spans, right, asked = Tally(), 0, 0
    for path in sorted((home / "tsv").glob("*.tsv")):
        found = figures_in((texts / f"{path.stem}.txt").read_text("utf8"))
        wanted = marked(path)
        met = [(one, _inside(one.span, found)) for one in wanted]
        hits = [(one, inside) for one, inside in met if inside]
        doubles = sum(len(inside) - 1 for _, inside in hits)
        spans.add(len(hits), len(found) - doubles, len(wanted))
        told = [bounded(one, inside[0]) for one, inside in hits]
        right += sum(answer is True for answer in told)
        asked += sum(answer is not None for answer in told)
    print(f"figures {spans.line()}")
    print(f"bound   {right} of {asked} right")


if __name__ == "__main__":
    main()

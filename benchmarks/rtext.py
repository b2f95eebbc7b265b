"""Figures in R-Text: sentences of sums, dimensions, ages and temperatures.

    python benchmarks/rtext.py DATA/rtext [--errors]

R-Text is in satya77/CQE_Evaluation (`data/formatted_test_set`). Within a sentence each figure of
the set is paired with one found of equal value (the low end, or where it is open the high end); a
range in the set ("190-200") asks for both ends. `value, ranges left out` counts as the authors of
NewsQuant's scorer do: ranges are dropped from what is wanted but not from what is found. Ages of
people are no figures to Whence, so that set says what leaving them out costs.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from figure_sets import Tally, close, figures_in, value_of
from whence.records.extraction import Quantity

SETS = ("currency", "dimension", "age", "temperature")
_NUMBER = r"-?[0-9][0-9,]*(?:\.[0-9]+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*-\s*({_NUMBER})")


@dataclass(frozen=True)
class Wanted:
    """A figure of the set: low and high are equal but for a range."""

    low: float
    high: float

    @property
    def ranged(self) -> bool:
        """Say whether it is a range."""
        return self.low != self.high


def wanted_of(value: str) -> Wanted | None:
    """Read a value of the set, None where it is no number."""
    found = _RANGE.fullmatch(value.strip())
    ends = found.groups() if found else (value, value)
    try:
        low, high = (float(end.replace(",", "")) for end in ends)
    except ValueError:
        return None
    return Wanted(min(low, high), max(low, high))


def hits(found: Sequence[Quantity], wanted: Sequence[Wanted]) -> list[int]:
    """Return the places in `found` that were paired with one wanted."""
    used: list[int] = []
    for one in wanted:
        fits = (
            place
            for place, quantity in enumerate(found)
            if place not in used and _same(quantity, one)
        )
        used += [place for place in [next(fits, None)] if place is not None]
    return used


def _same(quantity: Quantity, wanted: Wanted) -> bool:
    if wanted.ranged:
        return close(quantity.low, wanted.low) and close(quantity.high, wanted.high)
    return close(value_of(quantity), wanted.low)


def score(path: Path, *, errors: bool) -> tuple[Tally, Tally]:
    """Return the tallies of one set: all figures, and with ranges left out of what is wanted."""
    whole, single = Tally(), Tally()
    for sentence in json.loads(path.read_text("utf8")):
        found = figures_in(sentence["text"])
        read = [wanted_of(quantity["value"]) for quantity in sentence["quantities"]]
        wanted = [one for one in read if one is not None]
        paired = hits(found, wanted)
        whole.add(len(paired), len(found), len(wanted))
        plain = [one for one in wanted if not one.ranged]
        single.add(len(hits(found, plain)), len(found), len(plain))
        if errors and not len(paired) == len(found) == len(wanted):
            print(f"{sentence['text']}\n    wanted {[(w.low, w.high) for w in wanted]}")
            print(f"    found {[(q.low, q.high, q.unit) for q in found]}")
    return whole, single


def main() -> None:
    """Print the scores of the four sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rtext", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the sentences with errors")
    options = parser.parse_args()
    for name in SETS:
        path = options.rtext / "data" / "formatted_test_set" / f"{name}-model.json"
        whole, single = score(path, errors=options.errors)
        print(f"{name:12s} value {whole.line()}")
        print(f"{'':12s} value, ranges left out {single.line()}")


if __name__ == "__main__":
    main()

"""Figures in NewsQuant with its ranges counted, and by type of expression.

    python benchmarks/newsquant.py DATA/newsquant/NewsQuant-dev.json [--errors]

NewsQuant is in satya77/CQE_Evaluation. The set's own scorer here drops ranges from what is wanted
but not from what is found; this one asks of a range for both its ends. "Rose from 12 to 19" is one
range to the set and two figures to Whence: it is met when both are found, and then counts once.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from figure_sets import Tally, close, figures_in, value_of
from whence.extraction.quantity_units import DURATIONS, is_currency, measure_name
from whence.records.extraction import Bound, Quantity

_ENDS = re.compile(r"\s*([\d.]+)\s*-\s*([\d.]+)\s*")
TYPES = ("count", "currency", "percent", "length of time", "measure", "vague", "range")


@dataclass(frozen=True)
class Wanted:
    """A figure of the set: its ends (alike but for a range) and its type."""

    low: float
    high: float
    type: str


def wanted_of(entry: dict[str, str]) -> Wanted | None:
    """Read a figure of the set, None where its value is no number."""
    ends = _ENDS.fullmatch(entry["value"])
    try:
        low, high = (float(end) for end in (ends.groups() if ends else [entry["value"]] * 2))
    except ValueError:
        return None
    if ends:
        return Wanted(low, high, "vague" if high >= low * 10 > 0 else "range")
    return Wanted(low, high, _type_of_unit(entry["normalized_unit"], entry["unit"]))


def _type_of_unit(*names: str) -> str:
    for name in (name.casefold() for name in names):
        unit = measure_name(name.split(" per ")[0]) or name
        if "%" in name or unit == "percent" or "percent" in name:
            return "percent"
        if is_currency(unit) or any(sign in name for sign in "$€£") or "dollar" in name:
            return "currency"
        if unit in DURATIONS:
            return "length of time"
        if measure_name(name) is not None:
            return "measure"
    return "count"


def type_of(quantity: Quantity) -> str:
    """Return the type of a figure found."""
    if quantity.low != quantity.high and quantity.bound is Bound.EXACT:
        return "range"
    if quantity.bound is Bound.ABOUT and quantity.low != quantity.high:
        return "vague"
    unit = (quantity.unit or "").split(" per ")[0]
    if unit == "percent":
        return "percent"
    if is_currency(unit):
        return "currency"
    if unit in DURATIONS:
        return "length of time"
    return "measure" if measure_name(unit) is not None else "count"


def pairs(found: Sequence[Quantity], wanted: Sequence[Wanted]) -> list[tuple[Wanted, list[int]]]:
    """Pair what is wanted with the places of what meets it: one, or both values of a change."""
    used: set[int] = set()
    paired: list[tuple[Wanted, list[int]]] = []
    for one in sorted(wanted, key=lambda w: w.low == w.high):
        places = _met(found, one, used)
        used.update(places)
        if places:
            paired.append((one, places))
    return paired


def _met(found: Sequence[Quantity], one: Wanted, used: set[int]) -> list[int]:
    free = [place for place in range(len(found)) if place not in used]
    if one.low == one.high:
        return [p for p in free if close(value_of(found[p]), one.low)][:1]
    whole = [p for p in free if close(found[p].low, one.low) and close(found[p].high, one.high)]
    ends = [[p for p in free if close(value_of(found[p]), end)][:1] for end in (one.low, one.high)]
    return whole[:1] or (ends[0] + ends[1] if all(ends) else [])


def main() -> None:
    """Print the scores and the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newsquant", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the sentences with errors")
    options = parser.parse_args()
    everything = Tally()
    by_type: defaultdict[str, Tally] = defaultdict(Tally)
    for sentence in json.loads(options.newsquant.read_text("utf8")):
        found = figures_in(sentence["text"])
        read = [wanted_of(entry) for entry in sentence["quantities"]]
        wanted = [one for one in read if one is not None]
        paired = pairs(found, wanted)
        joined = sum(len(places) - 1 for _, places in paired)
        everything.add(len(paired), len(found) - joined, len(wanted))
        taken = {place for _, places in paired for place in places}
        for one in wanted:
            by_type[one.type].add(0, 0, 1)
        for one, _ in paired:
            by_type[one.type].add(1, 1, 0)
        for place, quantity in enumerate(found):
            if place not in taken:
                by_type[type_of(quantity)].add(0, 1, 0)
        if options.errors and (len(taken) < len(found) or len(paired) < len(wanted)):
            missed = [w for w in wanted if w not in [one for one, _ in paired]]
            extra = [q.span.of(sentence["text"]) for p, q in enumerate(found) if p not in taken]
            print(f"{sentence['text']}\n    missed {missed}\n    not wanted {extra}")
    print(f"{'all':16s}{everything.wanted:5d} wanted  {everything.line()}")
    for name in TYPES:
        print(f"{name:16s}{by_type[name].wanted:5d} wanted  {by_type[name].line()}")


if __name__ == "__main__":
    main()

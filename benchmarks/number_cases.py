"""How many of the cases of Recognizers-Text's specs hold for numbers, sums and dimensions.

    python benchmarks/number_cases.py SPECS [--errors]

SPECS is the folder of microsoft/Recognizers-Text's `Specs` with `Number/English` and
`NumberWithUnit/English`. A case holds when each of its results is met by a figure that shares a
character with it and has its value (results without a value, units alone, are left out); a case
without results holds when nothing is found. Bare numbers are no aim of Whence, which wants figures
of something; the first line is there to show what that leaves out.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from figure_sets import close, figures_in, value_of
from whence.records.extraction import Quantity

FILES = (
    "Number/English/NumberModel.json",
    "Number/English/NumberRangeModel.json",
    "NumberWithUnit/English/CurrencyModel.json",
    "NumberWithUnit/English/DimensionModel.json",
    "NumberWithUnit/English/TemperatureModel.json",
)


def holds(case: dict[str, Any]) -> bool:
    """Say whether a case holds."""
    found = figures_in(case["Input"])
    results = [r for r in case["Results"] if (r.get("Resolution") or {}).get("value")]
    if not case["Results"]:
        return not found
    return all(any(meets(quantity, result) for quantity in found) for result in results)


def meets(quantity: Quantity, result: dict[str, Any]) -> bool:
    """Say whether a figure stands where a result does and has its value."""
    start = result.get("Start", 0)
    end = result.get("End", 10**9) + 1
    if quantity.span.start >= end or start >= quantity.span.end:
        return False
    value = str((result.get("Resolution") or {}).get("value"))
    if value[:1] in "([":
        low, _, high = value[1:-1].partition(",")
        return close(quantity.low, _number(low)) and close(quantity.high, _number(high))
    return close(value_of(quantity), _number(value))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def main() -> None:
    """Print how many cases of each file hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("specs", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the cases that do not hold")
    options = parser.parse_args()
    for name in FILES:
        cases = json.loads((options.specs / name).read_text("utf-8-sig"))
        failed = [case for case in cases if not holds(case)]
        held = len(cases) - len(failed)
        print(f"{name:45s} {held:4d} of {len(cases):4d} hold ({100 * held / len(cases):.1f} %)")
        for case in failed if options.errors else []:
            wanted = [
                (r["Text"], (r.get("Resolution") or {}).get("value")) for r in case["Results"]
            ]
            got = [(q.low, q.high, q.unit) for q in figures_in(case["Input"])]
            print(f"    {case['Input']!r} wanted {wanted} got {got}")


if __name__ == "__main__":
    main()

"""The peers of `figures_speed.py`, for a Python that has them: texts on the first line of standard
input, as JSON, then a line for each turn.

PEERS/bin/python benchmarks/figures_peers.py "quantulum3"
"""

from __future__ import annotations

import json
import sys
from importlib import import_module

from turns import serve


def quantulum(text: str) -> int:
    """Return how many figures quantulum3 finds."""
    return len(import_module("quantulum3.parser").parse(text))


def numbers(text: str) -> int:
    """Return how many numbers Recognizers-Text finds."""
    return len(import_module("recognizers_number").recognize_number(text, "en-us"))


def numbers_and_units(text: str) -> int:
    """Return how many numbers, percentages, sums and dimensions Recognizers-Text finds."""
    plain, united = (
        import_module("recognizers_number"),
        import_module("recognizers_number_with_unit"),
    )
    recognizers = (
        *(plain.recognize_number, plain.recognize_percentage),
        *(united.recognize_currency, united.recognize_dimension),
    )
    return sum(len(recognize(text, "en-us")) for recognize in recognizers)


PEERS = {
    "quantulum3": quantulum,
    "Recognizers-Text, numbers": numbers,
    "Recognizers-Text, with units": numbers_and_units,
}


if __name__ == "__main__":
    serve(PEERS[sys.argv[1]], json.loads(sys.stdin.readline()), sys.stdin)

"""The peers of `figures_speed.py`, timed on the texts of standard input by a Python that has them.

PEERS/bin/python benchmarks/figures_peers.py "quantulum3" < texts.json
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module


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


def main() -> None:
    """Print processor seconds and figures found, the first text left out."""
    find, texts = PEERS[sys.argv[1]], json.load(sys.stdin)
    find(texts[0])
    start = time.process_time()
    found = sum(find(text) for text in texts[1:])
    sys.stdout.write(json.dumps([time.process_time() - start, found]))


if __name__ == "__main__":
    main()

"""Time one peer of `times_speed.py` on texts given as JSON on standard input.

Runs under the Python that has the peers, and needs nothing of this project. Prints the processor
seconds and how many expressions were found; the first text is not counted.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime


def main() -> None:
    """Time the peer named by the first argument."""
    find = {"dateparser": dateparser, "Recognizers-Text": recognizers}[sys.argv[1]]()
    texts = [(text, datetime.fromisoformat(day)) for text, day in json.load(sys.stdin)]
    find(*texts[0])
    start = time.process_time()
    found = sum(find(*text) for text in texts[1:])
    sys.stdout.write(json.dumps([time.process_time() - start, found]))


def dateparser() -> Callable[[str, datetime], int]:
    """Return dateparser's search for dates, told that the text is English."""
    search = importlib.import_module("dateparser.search").search_dates

    def find(text: str, day: datetime) -> int:
        return len(search(text, languages=["en"], settings={"RELATIVE_BASE": day}) or [])

    return find


def recognizers() -> Callable[[str, datetime], int]:
    """Return Recognizers-Text's date and time model, built once."""
    module = importlib.import_module("recognizers_date_time")
    model = module.DateTimeRecognizer(module.Culture.English).get_datetime_model()

    def find(text: str, day: datetime) -> int:
        return len(model.parse(text, day))

    return find


if __name__ == "__main__":
    main()

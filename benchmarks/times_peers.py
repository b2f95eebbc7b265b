"""The peers of `times_speed.py`, for a Python that has them: texts and their days on the first line
of standard input, as JSON, then a line for each turn. Needs nothing of this project.

PEERS/bin/python benchmarks/times_peers.py dateparser
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from datetime import datetime

from turns import serve


def main() -> None:
    """Take the turns of the peer named by the first argument."""
    find = PEERS[sys.argv[1]]()
    texts = [(text, datetime.fromisoformat(day)) for text, day in json.loads(sys.stdin.readline())]
    serve(lambda dated: find(*dated), texts, sys.stdin)


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


PEERS = {"dateparser": dateparser, "Recognizers-Text": recognizers}


if __name__ == "__main__":
    main()

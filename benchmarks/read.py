"""How fast `whence read` is, stage by stage, beside the bare network on the same texts.

    python benchmarks/read.py PATH...

Everything is measured in one process and one run, so that the ratios mean something on a noisy
machine. Peak memory is the process's own. Prints one JSON object.
"""

from __future__ import annotations

import dataclasses
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from whence.extraction.encoder import Encoder
from whence.extraction.workers import Workers
from whence.ledger.store import open_ledger
from whence.settings import load_settings
from whence.workflow import extract_pending, read_into, relink

T = TypeVar("T")


def timed(name: str, work: Callable[[], T], seconds: dict[str, float]) -> T:
    start = time.perf_counter()
    result = work()
    seconds[name] = time.perf_counter() - start
    return result


def main(paths: list[Path]) -> None:
    settings = load_settings()
    # One core on both sides, so that the ratio is about one core.
    workers = Workers(dataclasses.replace(settings.extraction, workers=1))
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        with open_ledger(str(Path(folder) / "bench.whence"), create=True) as ledger:
            tally = timed("read", lambda: read_into(ledger, paths, settings), seconds)
            timed("extract", lambda: extract_pending(ledger, workers), seconds)
            peak_extract = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            timed("link", lambda: relink(ledger, settings), seconds)
            texts = [r.text for r in ledger.reports() if not r.note and r.language == "en"]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    encoder = Encoder.load(threads=1)
    pieces = timed("network", lambda: bare_network(encoder, texts), seconds)
    words = sum(len(text.split()) for text in texts)
    whole = seconds["read"] + seconds["extract"] + seconds["link"]
    print(
        json.dumps(
            {
                "reports": tally.new,
                "refused": len(tally.refusals),
                "words": words,
                "wordpieces": pieces,
                "seconds": {name: round(value, 2) for name, value in seconds.items()},
                "reports_per_second": round(tally.new / whole, 2),
                "words_per_second": round(words / whole),
                "extract_words_per_second": round(words / seconds["extract"]),
                "network_words_per_second": round(words / seconds["network"]),
                "extract_to_network": round(seconds["network"] / seconds["extract"], 2),
                "peak_mib_after_extract": round(peak_extract),
                "peak_mib": round(peak),
            },
            indent=1,
        )
    )


def bare_network(encoder: Encoder, texts: list[str]) -> int:
    """Run the network alone over the texts, in the batches the workflow uses; count wordpieces."""
    total = 0
    for start in range(0, len(texts), 64):
        total += sum(len(reading.offsets) for reading in encoder.read(texts[start : start + 64]))
    return total


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])

"""How fast the network is on one core: `python benchmarks/encoder.py FILE... [--threads N]`.

Prints wordpieces and words a second for reading alone and with decoding, the best of three rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from whence.extraction.decoding import decode_attributions, decode_names
from whence.extraction.encoder import Encoder


def main() -> None:
    """Read the arguments, warm up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="texts to read, UTF-8")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in arguments.files]
    encoder = Encoder.load(threads=arguments.threads)
    readings = encoder.read(texts)
    pieces = sum(len(reading.offsets) for reading in readings)
    words = sum(len(text.split()) for text in texts)
    reading_time = best_of_three(lambda: encoder.read(texts))
    decoding_time = best_of_three(
        lambda: [(decode_attributions(reading), decode_names(reading)) for reading in readings]
    )
    print(
        f"{len(texts)} texts, {words:,} words, {pieces:,} wordpieces, {arguments.threads} thread(s)"
    )
    for what, seconds in (
        ("network", reading_time),
        ("decoding", decoding_time),
        ("both", reading_time + decoding_time),
    ):
        print(f"{what:9s} {pieces / seconds:10,.0f} wordpieces/s {words / seconds:10,.0f} words/s")


def best_of_three(work: Callable[[], object]) -> float:
    """Give the shortest of three timings, in seconds."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main()

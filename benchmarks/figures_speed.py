"""Words a second of figures: ours beside quantulum3 and Recognizers-Text, in one run.

    python -m venv PEERS
    PEERS/bin/pip install quantulum3==0.10.0 recognizers-text-suite==1.0.2a2 emoji==1.7.0
    python benchmarks/figures_speed.py DATA/stories --peers PEERS/bin/python --words 5000

Every side reads the same texts on one core, turn by turn; what counts is its processor time, after
a first text that is not counted. Ours reads each figure with its bound, unit, what it counts, its
role, change and part; `with sentences` counts splitting the text as well. Recognizers-Text is timed
for plain numbers and, apart, for the number and the unit recognizers together (numbers,
percentages, sums, dimensions). The peers are no part of this project, so they have a virtual
environment of their own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from figures_peers import PEERS
from whence.extraction.quantity import find_quantities
from whence.extraction.sentences import split_sentences
from whence.reading.pile import read_pile
from whence.records.report import Intake
from whence.records.span import Span
from whence.settings import load_settings

OURS = "whence"
SPLIT = "whence, with sentences"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="reports")
    parser.add_argument("--peers", type=Path, help="a Python that has the peers")
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    texts = _texts(options.path, options.words)
    words = sum(len(text.split()) for text in texts[1:])
    best: dict[str, tuple[float, int]] = {}
    for _ in range(options.rounds):
        for name in (OURS, SPLIT, *(PEERS if options.peers else ())):
            mine = name in (OURS, SPLIT)
            took = _ours(texts, name) if mine else _theirs(options.peers, name, texts)
            best[name] = min(best.get(name, took), took)
    ours = words / best[OURS][0]
    sys.stdout.write(f"{len(texts) - 1} reports, {words} words\n")
    for name, (seconds, found) in best.items():
        rate = words / seconds
        sys.stdout.write(f"{name:30s}{rate:10.0f} words/s{ours / rate:8.1f}  {found} found\n")


def _texts(path: Path, words: int) -> list[str]:
    texts: list[str] = []
    total = 0
    for outcome in read_pile([path], settings=load_settings().reading):
        if isinstance(outcome, Intake):
            texts.append(outcome.report.text)
            total += len(outcome.report.text.split())
        if total > words:
            break
    return texts


def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(split_sentences(text, (Span(0, len(text)),)))


def _ours(texts: list[str], name: str) -> tuple[float, int]:
    """Return processor seconds and figures found, the first text left out."""
    ready = {text: _sentences(text) for text in texts} if name == OURS else {}
    find_quantities(texts[0], _sentences(texts[0]))
    start = time.process_time()
    found = 0
    for text in texts[1:]:
        found += len(find_quantities(text, ready.get(text) or _sentences(text)))
    return time.process_time() - start, found


def _theirs(python: Path, name: str, texts: list[str]) -> tuple[float, int]:
    script = Path(__file__).with_name("figures_peers.py")
    done = subprocess.run(
        [str(python), "-W", "ignore", str(script), name],
        input=json.dumps(texts), text=True, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr[-800:]}")
    seconds, found = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), int(found)


if __name__ == "__main__":
    main()

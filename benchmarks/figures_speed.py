"""Words a second of figures: ours beside quantulum3 and Recognizers-Text, in one run.

    python -m venv PEERS
    PEERS/bin/pip install quantulum3==0.10.0 recognizers-text-suite==1.0.2a2 emoji==1.7.0
    python benchmarks/figures_speed.py DATA/stories --peers PEERS/bin/python --words 5000

Every side reads the same texts, turn by turn (`turns.py`); what counts is its processor time.
Ours reads each figure with its bound, unit, what it counts, its role, change and part; `with
sentences` counts splitting the text as well. Recognizers-Text is timed for plain numbers and,
apart, for the number and the unit recognizers together (numbers, percentages, sums, dimensions).
The peers are no part of this project, so they have a virtual environment of their own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from figures_peers import PEERS
from turns import Sides, Turn, peer, turn
from whence.extraction.quantity import find_quantities
from whence.extraction.sentences import split_sentences
from whence.reading.pile import read_pile
from whence.records.report import Intake
from whence.records.span import Span
from whence.settings import load_settings


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="reports")
    parser.add_argument("--peers", type=Path, help="a Python that has the peers")
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    texts = _texts(options.path, options.words)
    words = sum(len(text.split()) for text in texts[1:])
    names = PEERS if options.peers else ()
    peers = {name: peer(options.peers, "figures_peers.py", name, texts) for name in names}
    sides = Sides(_ours(texts) | {name: one.turn for name, one in peers.items()})
    sides.take(options.rounds)
    for one in peers.values():
        one.close()
    sys.stdout.write(f"{len(texts) - 1} reports, {words} words\n{sides.table(words)}")


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


def _ours(texts: list[str]) -> dict[str, Callable[[], Turn]]:
    """Return our own sides: the figures alone, and with splitting into sentences."""
    ready = [(text, _sentences(text)) for text in texts]
    find_quantities(*ready[0])
    return {
        "whence": lambda: turn(lambda: sum(len(find_quantities(*one)) for one in ready[1:])),
        "whence, with sentences": lambda: turn(
            lambda: sum(len(find_quantities(text, _sentences(text))) for text in texts[1:])
        ),
    }


if __name__ == "__main__":
    main()

"""Words a second of time expressions: ours beside dateparser and Recognizers-Text, in one run.

    python -m venv PEERS
    PEERS/bin/pip install dateparser==1.2.0 recognizers-text-suite==1.0.2a2 "emoji<2"
    python benchmarks/times_speed.py DATA/stories --peers PEERS/bin/python --words 5000

Every side reads the same texts, whole, turn by turn (`turns.py`); what counts is its processor
time. Ours is timed alone, and with finding the sentences that every other stage needs too. The
peers are no part of this project, so they have a virtual environment of their own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from times_peers import PEERS
from turns import Sides, Turn, peer, turn
from whence.extraction.sentences import split_sentences
from whence.extraction.timex import find_times
from whence.reading.pile import read_pile
from whence.records.report import DateOrigin, Intake, Published
from whence.records.span import Span
from whence.settings import load_settings

Text = tuple[str, str]  # the text and its day of publication


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("path", type=Path, help="reports")
    parser.add_argument("--peers", type=Path, help="a Python that has the peers")
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    texts = _texts(args.path, args.words)
    words = sum(len(text.split()) for text, _ in texts[1:])
    names = PEERS if args.peers else ()
    peers = {name: peer(args.peers, "times_peers.py", name, texts) for name in names}
    sides = Sides(_ours(texts) | {name: one.turn for name, one in peers.items()})
    sides.take(args.rounds)
    for one in peers.values():
        one.close()
    sys.stdout.write(f"{len(texts) - 1} reports, {words} words\n{sides.table(words)}")


def _texts(path: Path, words: int) -> list[Text]:
    texts: list[Text] = []
    total = 0
    for outcome in read_pile([path], settings=load_settings().reading):
        if isinstance(outcome, Intake) and outcome.report.published:
            texts.append((outcome.report.text, outcome.report.published.value))
            total += len(outcome.report.text.split())
        if total > words:
            break
    return texts


def _ours(texts: list[Text]) -> dict[str, Callable[[], Turn]]:
    """Return our own sides: the times alone, and with finding the sentences."""
    ready = [(text, _sentences(text)) for text in texts]
    _times(*ready[0])
    return {
        "whence": lambda: turn(lambda: sum(_times(*one) for one in ready[1:])),
        "whence, with sentences": lambda: turn(
            lambda: sum(_times(text, _sentences(text)) for text in texts[1:])
        ),
    }


def _sentences(text: Text) -> tuple[Span, ...]:
    return tuple(split_sentences(text[0], (Span(0, len(text[0])),)))


def _times(dated: Text, sentences: tuple[Span, ...]) -> int:
    text, day = dated
    published = Published(day, day, day, DateOrigin.METADATA, "given")
    return len(find_times(text, sentences, published=published))


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    """Help with the lines as they are."""


if __name__ == "__main__":
    main()

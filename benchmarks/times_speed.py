"""Words a second of time expressions: ours beside dateparser and Recognizers-Text, in one run.

    python -m venv PEERS
    PEERS/bin/pip install dateparser==1.2.0 recognizers-text-suite==1.0.2a2 "emoji<2"
    python benchmarks/times_speed.py DATA/stories --peers PEERS/bin/python --words 5000

Every side reads the same texts, whole, on one core, turn by turn; what counts is its processor
time, after a first text that is not counted. Ours is timed alone, and with finding the sentences
that every other stage needs too. The peers are no part of this project, so they have a virtual
environment of their own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from whence.extraction.sentences import split_sentences
from whence.extraction.timex import find_times
from whence.reading.pile import read_pile
from whence.records.report import DateOrigin, Intake, Published
from whence.records.span import Span
from whence.settings import load_settings

OURS = ("Whence", "with its sentences")
PEERS = ("Recognizers-Text", "dateparser")

Text = tuple[str, str]  # the text and its day of publication


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("path", type=Path, help="reports")
    parser.add_argument("--peers", type=Path, help="a Python that has the peers")
    parser.add_argument("--words", type=int, default=6000)
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    texts = _texts(args.path, args.words)
    words = sum(len(text.split()) for text, _ in texts[1:])
    best: dict[str, tuple[float, int]] = {}
    for _ in range(args.rounds):
        for name in (*OURS, *(PEERS if args.peers else ())):
            if name in OURS:
                took = _ours(texts, alone=name == OURS[0])
            else:
                took = _theirs(args.peers, name, texts)
            best[name] = min(best.get(name, took), took)
    ours = words / best[OURS[0]][0]
    sys.stdout.write(f"{len(texts) - 1} reports, {words} words\n")
    for name, (seconds, found) in best.items():
        rate = words / seconds
        sys.stdout.write(f"{name:20s}{rate:10.0f} words/s{ours / rate:8.1f}  {found} found\n")


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


def _ours(texts: list[Text], *, alone: bool) -> tuple[float, int]:
    """Return processor seconds and expressions found; `alone` without finding the sentences."""
    _times(*texts[0], _sentences(texts[0]))
    ready = [_sentences(text) for text in texts]
    start = time.process_time()
    found = sum(
        _times(*text, ready[number] if alone else _sentences(text))
        for number, text in enumerate(texts[1:], start=1)
    )
    return time.process_time() - start, found


def _sentences(text: Text) -> tuple[Span, ...]:
    return tuple(split_sentences(text[0], (Span(0, len(text[0])),)))


def _times(text: str, day: str, sentences: tuple[Span, ...]) -> int:
    published = Published(day, day, day, DateOrigin.METADATA, "given")
    return len(find_times(text, sentences, published=published))


def _theirs(python: Path, name: str, texts: list[Text]) -> tuple[float, int]:
    command = [str(python), "-W", "ignore", str(Path(__file__).with_name("times_peers.py")), name]
    done = subprocess.run(
        command, input=json.dumps(texts), text=True, stdout=subprocess.PIPE, check=True
    )
    seconds, found = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), int(found)


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    """Help with the lines as they are."""


if __name__ == "__main__":
    main()

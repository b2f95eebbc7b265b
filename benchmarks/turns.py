"""Timing several sides turn by turn: each keeps its process, warm, and takes its turn when asked.

Needs nothing of this project, so that the peers' own Python can run it. A turn goes through the
texts as often as fits in a fifth of a second of processor time, at least once; what counts is the
median over the rounds. The first text is gone through once before, uncounted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

LEAST = 0.2  # seconds of processor time
Turn = tuple[float, int]  # processor seconds of one pass over the texts, what was found


def turn(once: Callable[[], int]) -> Turn:
    """Return how long a pass takes, on average over one turn, and how much it finds."""
    passes, found = 0, 0
    start = time.process_time()
    while not passes or time.process_time() - start < LEAST:
        found, passes = once(), passes + 1
    return (time.process_time() - start) / passes, found


def serve(find: Callable[[Any], int], texts: Sequence[Any], asked: Sequence[str] | Any) -> None:
    """Take a turn over `texts` but the first for each line of `asked`, and print it as JSON."""
    find(texts[0])
    for _ in asked:
        sys.stdout.write(json.dumps(turn(lambda: sum(map(find, texts[1:])))) + "\n")
        sys.stdout.flush()


class Peer:
    """A peer in a process of its own; `command` reads the texts from the first line it is given."""

    def __init__(self, command: Sequence[str], texts: Sequence[Any]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._tell(json.dumps(texts))

    def turn(self) -> Turn:
        """Ask for one turn; raises `SystemExit` where the peer has failed."""
        self._tell("")
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise SystemExit(f"{self._process.args!r} failed")
        seconds, found = json.loads(line)
        return float(seconds), int(found)

    def close(self) -> None:
        """Let the process end."""
        self._process.communicate()

    def _tell(self, line: str) -> None:
        if self._process.stdin:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()


def peer(python: Path, script: str, name: str, texts: Sequence[Any]) -> Peer:
    """Start the peer `name` of a script beside this one, under the Python that has it."""
    path = Path(__file__).with_name(script)
    return Peer([str(python), "-W", "ignore", str(path), name], texts)


@dataclass
class Sides:
    """The sides of a benchmark by name; the first is the one the others are measured by."""

    takers: dict[str, Callable[[], Turn]]
    turns: dict[str, list[Turn]] = field(default_factory=dict)

    def take(self, rounds: int) -> None:
        """Let every side take its turn, round by round."""
        for _ in range(rounds):
            for name, taker in self.takers.items():
                self.turns.setdefault(name, []).append(taker())

    def table(self, words: int) -> str:
        """Return a line for each side: words a second, how often the first is faster, found.

        How often is the median over the rounds, so that both sides of each had the same machine,
        with the least and the most; `best` sets the best turn of each against the other.
        """
        first = [seconds for seconds, _ in next(iter(self.turns.values()))]
        lines = []
        for name, turns in self.turns.items():
            seconds = [one for one, _ in turns]
            rate = words / median(seconds)
            faster = sorted(theirs / ours for ours, theirs in zip(first, seconds, strict=True))
            lines.append(
                f"{name:30s}{rate:10.0f} words/s{median(faster):8.1f}"
                f"  ({faster[0]:.1f} to {faster[-1]:.1f}), best {min(seconds) / min(first):.1f}"
                f"{turns[0][1]:6d} found\n"
            )
        return "".join(lines)

"""Learns how far cues reach: `python -m training.cue_edges --data DATA`.

Counts in PolNeAR's train articles how often a word beside a cue's edge stands in the cue too, and
leaves out every count that says no more than a coarser one. How the counts are weighed beside what
the network sees is fitted on the train articles kept from training and on the dev articles, of
which the network has read none. Deterministic: the same data gives the same file. `--folds 5`
writes nothing and shows how often a word's place is told right, on dev articles left out in turn.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

import whence.extraction.lexicon
from training.settings import Settings
from training.texts import AttributedText, Drops, Marked, Range, held_back, read_polnear
from whence.extraction.cue_edges import (
    ANY,
    WEIGHTS,
    Habit,
    Key,
    Seen,
    Side,
    core_of,
    features,
    keys,
    known_words,
    owned,
    see,
)
from whence.extraction.decoding import Decoding, seen_cues, word_bounds
from whence.extraction.encoder import Encoder
from whence.extraction.verifying import fit

OUT = Path(whence.extraction.lexicon.__file__).with_name("cue_edges.toml")
CLEAR = Decoding(faint_margin=Decoding.cue_margin)
"""Faint cues are no trials: most fall later, and their edges tell little of the others'."""
SIDES: tuple[Side, Side] = ("left", "right")
TELLS = 0.3
"""How much (in nats, over all its cases) a count must say that the coarser one does not."""
STEADY, PRIOR = 4.0, 0.2
WORD = re.compile(r"[^\W_]+")
CLOSE = ("", "'", "’", "-")
HEADER = """\
# How far readers of PolNeAR let a cue reach; made by training/cue_edges.py, not by hand.
# A line: the word at the cue's edge (its stem), the next one outward, "_" where white space parts
# them and "+" where they touch, how often they met, how often the next stood in the cue too.
# "*" is any word, "<name>", "<day>", "<number>", "<ing>" and so on are kinds of words.
# The weights: the network's view of the next word as a cue's word; on the right also as one that
# begins a cue, on the left also of the word at the edge as one that begins none; the log-odds of
# the counts; one that stands for itself.
"""


@dataclass(frozen=True)
class Meeting:
    """A word at a cue's edge and the one beside it, and whether that stands in the cue."""

    edge: str
    joins: str
    between: str
    joined: bool


@dataclass(frozen=True)
class Trial:
    """What tells whether a word joins (see `features`), whether it does, in which article."""

    row: tuple[float, ...]
    joined: bool
    article: str


def main() -> None:
    """Count, weigh, and write the file or show how right it is."""
    parser = argparse.ArgumentParser(prog="python -m training.cue_edges", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--folds", type=int, help="only show how right it is, so often parted")
    arguments = parser.parse_args()
    drops: Drops = Counter()
    train = read_polnear(arguments.data / "polnear/train", drops)
    share = Settings().calibration
    kept = [text for text in train if held_back(text.article, share)]
    kept += read_polnear(arguments.data / "polnear/dev", drops)
    counted = count([text for text in train if not held_back(text.article, share)])
    tried = trials(Encoder.load(threads=2), kept, counted)
    for side in SIDES:
        rows = tried[side]
        print(f"{side}: {len(counted[side].counts)} counts, {len(rows)} trials")
        if arguments.folds:
            print(f"  right {100 * left_out(rows, arguments.folds):.1f} %")
    if not arguments.folds:
        weighed = {side: replace(counted[side], weights=weigh(tried[side])) for side in SIDES}
        OUT.write_text(HEADER + "".join(written(side, weighed[side]) for side in SIDES), "utf8")


def count(texts: Sequence[AttributedText]) -> dict[Side, Habit]:
    """Return how often words join, without those counts that tell nothing of their own."""
    ordinary = ordinary_words(text.text for text in texts)
    met: dict[Side, list[Meeting]] = {"left": [], "right": []}
    for text in texts:
        places = [match.span() for match in WORD.finditer(text.text)]
        for marked in text.attributions:
            for run in runs(places, marked):
                for side in SIDES:
                    met[side] += meetings(text.text, places, run, side)
    return {side: Habit(kept, known_words(kept), (0.0,) * WEIGHTS) for side in SIDES
            for kept in [telling(met[side], ordinary)]}  # fmt: skip


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words, in lower case, that are not mostly written with a capital letter."""
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for text in texts:
        for word in WORD.findall(text):
            (high if word[0].isupper() else low)[word.lower()] += 1
    return frozenset(word for word in low if high[word] <= 2 * low[word])


def runs(places: Sequence[Range], marked: Marked) -> Iterator[range]:
    """Yield the stretches of neighbouring words that a cue is made of."""
    begins = [begin for begin, _ in places]
    numbers = sorted(
        {
            number
            for begin, end in marked.cue_pieces
            for number in range(*np.searchsorted(begins, (begin, end)).tolist())
        }
    )
    breaks = [at for at, (one, two) in enumerate(pairwise(numbers), 1) if two != one + 1]
    edges = [0, *breaks, len(numbers)]
    yield from (range(numbers[a], numbers[b - 1] + 1) for a, b in pairwise(edges) if a < b)


def meetings(text: str, places: Sequence[Range], run: range, side: Side) -> Iterator[Meeting]:
    """Yield each word of a cue with its neighbour outward, unless a mark parts them."""
    step = 1 if side == "right" else -1
    for edge in run:
        joins = edge + step
        if 0 <= joins < len(places):
            first, second = sorted((edge, joins))
            gap = text[places[first][1] : places[second][0]]
            if gap in CLOSE or (gap.isspace() and "\n" not in gap):
                between = "_" if gap.isspace() else "+"
                words = [text[slice(*places[number])] for number in (edge, joins)]
                next_one = owned(text, words[1], places[joins][1])
                yield Meeting(words[0], next_one, between, joins in run)


def telling(met: Sequence[Meeting], ordinary: frozenset[str]) -> dict[Key, tuple[int, float]]:
    """Return the counts that say something beyond the coarser ones they refine."""
    counts: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for one in met:
        for key in keys(one.edge, one.joins, one.between, ordinary):
            counts[key][0] += 1
            counts[key][1] += one.joined
    tells: dict[Key, float] = defaultdict(float)
    for one in met:
        chance = PRIOR
        for key in keys(one.edge, one.joins, one.between, ordinary):
            finer = (counts[key][1] + STEADY * chance) / (counts[key][0] + STEADY)
            tells[key] += _divergence(finer, chance)
            chance = finer
    return {
        key: (asked, joined)
        for key, (asked, joined) in sorted(counts.items())
        if tells[key] > TELLS or (key[0] == ANY and key[1].startswith(("*", "<")))
    }


def _divergence(one: float, other: float) -> float:
    return float(one * np.log(one / other) + (1 - one) * np.log((1 - one) / (1 - other)))


def trials(
    encoder: Encoder, texts: Sequence[AttributedText], counted: dict[Side, Habit]
) -> dict[Side, list[Trial]]:
    """Return every word that could join a cue found where a reader marked one."""
    found: dict[Side, list[Trial]] = {"left": [], "right": []}
    read: dict[str, tuple[Seen, list[Range]]] = {}
    for text in texts:
        if text.text not in read:
            reading = encoder.read([text.text])[0]
            read[text.text] = see(reading, *word_bounds(reading.words)), seen_cues(reading, CLEAR)
        seen, cues = read[text.text]
        begins = [begin for begin, _ in seen.places]
        for core in (core for cue in cues if (core := core_of(seen, cue)) is not None):
            for marked in text.attributions:
                pieces = [np.searchsorted(begins, piece) for piece in marked.cue_pieces]
                numbers = {number for a, b in pieces for number in range(int(a), int(b))}
                if core in numbers:
                    for side in SIDES:
                        habit, name = counted[side], text.article
                        found[side] += _outward(seen, core, numbers, side, habit, name)
    return found


def _outward(
    seen: Seen, core: int, marked: set[int], side: Side, habit: Habit, article: str
) -> Iterator[Trial]:
    edge, step = core, 1 if side == "right" else -1
    while 0 <= edge + step < len(seen):
        row = features(seen, edge, edge + step, habit)
        if row is not None:
            yield Trial(row, edge + step in marked, article)
        if edge + step not in marked:
            return
        edge += step


def weigh(rows: Sequence[Trial]) -> tuple[float, ...]:
    """Fit the weights by likelihood."""
    table = np.array([[*trial.row, 1.0] for trial in rows])
    right = np.array([trial.joined for trial in rows], dtype=np.float64)
    return tuple(round(float(weight), 4) for weight in fit(table, right))


def left_out(rows: Sequence[Trial], folds: int) -> float:
    """Return the share of words told right by weights fitted on other articles."""
    fold = [zlib.crc32(trial.article.encode()) % folds for trial in rows]
    right = 0
    for number in range(folds):
        weights = weigh([t for t, f in zip(rows, fold, strict=True) if f != number])
        tried = [t for t, f in zip(rows, fold, strict=True) if f == number]
        right += sum((np.dot([*t.row, 1.0], weights) > 0) == t.joined for t in tried)
    return right / len(rows)


def written(side: Side, habit: Habit) -> str:
    """Return one side's table as it stands in the file."""
    lines = (" ".join((*key, f"{asked}", f"{joined:g}")) for key, (asked, joined) in
             habit.counts.items())  # fmt: skip
    weights = ", ".join(f"{weight:g}" for weight in habit.weights)
    return f'\n[{side}]\nweights = [{weights}]\ncounts = """\n' + "\n".join(lines) + '\n"""\n'


if __name__ == "__main__":
    main()

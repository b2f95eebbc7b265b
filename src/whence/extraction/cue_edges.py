"""How far a cue reaches: what readers take into it beside the word that tells of saying.

The network finds that word well and its company less so: "is calling for", "said Thursday", "was
warned by". From the word outward each next one joins by what the network sees in it and by how
often readers of PolNeAR took such a word into such a cue. The counts are in
`lexicon/cue_edges.toml`, which `training/cue_edges.py` makes.
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from operator import mul
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from whence.extraction.linker import Range

if TYPE_CHECKING:
    from whence.extraction.encoder import Reading

Side = Literal["left", "right"]
Key = tuple[str, str, str]
"""The word at the edge, the one that may join, what stands between; or their kinds, or ANY."""

ANY: Final = "*"
APART, TOUCHING = "_", "+"
"""White space between two words; a hyphen, an apostrophe or nothing."""
OWNER, OWNERS = "'s", ("'s", "’s")
WEIGHTS: Final = 4
"""The network's two views of the next word, the readers' habit, and one for nothing but itself."""
_INNER: Final = 3
_PRIOR, _STEADY = 0.2, 4.0
"""What is taken where nothing is counted, and for how many counts a coarser count stands in."""
_LEAST, _TINY, _CERTAIN = 1e-4, 1e-30, 30.0
_MOST, _HOPELESS = 10, 0.02
"""How many words may join on a side; from what chance down no further one is asked."""
_SHORTEST_STEM: Final = 3
_DAYS: Final = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
_SMALL: Final = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "as", "is",
     "are", "was", "were", "be", "been", "has", "have", "had", "and", "or", "that", "it", "his",
     "her", "their", "its", "will", "would"]
)  # fmt: skip
"""Words that tell of nothing alone, so that no cue is grown from one if it has another."""


@dataclass(frozen=True)
class Habit:
    """How often a word joined a cue on one side, and how that is weighed. Equality by fields."""

    counts: Mapping[Key, tuple[int, float]]
    words: frozenset[str]
    weights: tuple[float, ...]

    def odds(self, edge: str, joins: str, between: str) -> float:
        """Return the log-odds, by counts alone, that `joins` stands in a cue with `edge`."""
        chance = _PRIOR
        for key in keys(edge, joins, between, self.words):
            asked, joined = self.counts.get(key, (0, 0.0))
            chance = (joined + _STEADY * chance) / (asked + _STEADY)
        chance = min(max(chance, _LEAST), 1 - _LEAST)
        return math.log(chance / (1 - chance))

    def chance(self, row: Sequence[float]) -> float:
        """Return the probability that a word joins, from its features."""
        odds = sum(map(mul, row, self.weights)) + self.weights[-1]
        return 1 / (1 + math.exp(-min(max(odds, -_CERTAIN), _CERTAIN)))


@dataclass(frozen=True, eq=False)
class Seen:
    """The words of a text (letters or digits) and what the network sees in each.

    `starts`, `ends` are their wordpieces, half-open, `places` their characters; `begins`,
    `continues`, `none` the log-probabilities of beginning a cue, going on with one, standing in
    none.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    places: Sequence[Range]
    begins: Sequence[float]
    continues: Sequence[float]
    none: Sequence[float]

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, number: int) -> str:
        """Return a word as written."""
        return self.text[slice(*self.places[number])]

    def between(self, first: int, second: int) -> str | None:
        """Return what parts two neighbours; None for a mark over which no cue reaches."""
        gap = self.text[self.places[first][1] : self.places[second][0]]
        if not gap.strip():
            return APART if gap and "\n" not in gap else TOUCHING if not gap else None
        return TOUCHING if gap in ("'", "’", "-") else None

    def within(self, cue: Range) -> range:
        """Return the words of a range of wordpieces."""
        return range(bisect_left(self.starts, cue[0]), bisect_left(self.starts, cue[1]))


def see(reading: Reading, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Seen:
    """Return the words of a text, from the wordpieces of its words and marks."""
    places = np.stack([reading.offsets[starts, 0], reading.offsets[ends - 1, 1]], axis=1)
    letters = [reading.text[begin].isalnum() for begin in places[:, 0].tolist()]
    chosen = np.flatnonzero(np.array(letters, dtype=np.bool_))
    cue = reading.cue[starts[chosen]]
    return Seen(
        text=reading.text,
        starts=starts[chosen].tolist(),
        ends=ends[chosen].tolist(),
        places=[(begin, end) for begin, end in places[chosen].tolist()],
        begins=np.logaddexp(cue[:, 1], cue[:, _INNER]).tolist(),
        continues=np.logaddexp(cue[:, 2], cue[:, _INNER + 1]).tolist(),
        none=cue[:, 0].tolist(),
    )


def settle(
    seen: Seen, cues: Sequence[Range], ranks: Sequence[tuple[float, ...]]
) -> list[Range | None]:
    """Return each of `cues` (wordpieces) with its edges where readers would lay them.

    Each grows anew from its likeliest word. Of two that then share a word the one of lower rank
    stays and the other is None.
    """
    settled: list[Range | None] = [None] * len(cues)
    taken: list[Range] = []
    for number in sorted(range(len(cues)), key=lambda number: ranks[number]):
        cue = _grown(seen, cues[number])
        place = bisect_right(taken, cue)
        if all(e <= cue[0] or cue[1] <= b for b, e in taken[max(0, place - 1) : place + 1]):
            taken.insert(place, cue)
            settled[number] = cue
    return settled


def _grown(seen: Seen, cue: Range) -> Range:
    core = core_of(seen, cue)
    if core is None:
        return cue
    first = core - _reach(_chances(seen, core, "left"))
    last = core + _reach(_chances(seen, core, "right"))
    return seen.starts[first], seen.ends[last]


def core_of(seen: Seen, cue: Range) -> int | None:
    """Return the likeliest word of a cue that tells something; None for a cue of marks."""
    words = seen.within(cue)
    telling = [number for number in words if seen.word(number).lower() not in _SMALL]
    return max(telling or words, key=lambda number: _odds(seen, number), default=None)


def _odds(seen: Seen, number: int) -> float:
    odds = math.exp(seen.begins[number]) + math.exp(seen.continues[number])
    return math.log(max(odds, _TINY)) - seen.none[number]


def _chances(seen: Seen, core: int, side: Side) -> list[float]:
    """Return how likely each next word joins the one before, outward, while there is hope."""
    habit, chances = habits()[side], []
    outward = range(core, len(seen)) if side == "right" else range(core, -1, -1)
    for edge, joins in pairwise(outward[: _MOST + 1]):
        row = features(seen, edge, joins, habit)
        chances.append(0.0 if row is None else habit.chance(row))
        if chances[-1] < _HOPELESS:
            break
    return chances


def features(seen: Seen, edge: int, joins: int, habit: Habit) -> tuple[float, ...] | None:
    """Return what tells whether a word joins the cue's edge beside it; None where a mark parts."""
    between = seen.between(min(edge, joins), max(edge, joins))
    if between is None:
        return None
    next_one = owned(seen.text, seen.word(joins), seen.places[joins][1])
    usual = habit.odds(seen.word(edge), next_one, between)
    if joins > edge:
        own = seen.continues[joins] - seen.none[joins], seen.begins[joins] - seen.none[joins]
    else:
        # before a word that surely begins a cue nothing joins
        likelier = max(seen.continues[joins], seen.begins[joins])
        own = likelier - seen.none[joins], seen.continues[edge] - seen.begins[edge]
    return own[0], own[1], usual


def _reach(chances: Sequence[float]) -> int:
    """Return after how many words a cue likeliest ends.

    >>> _reach([0.9, 0.6, 0.1])
    2
    """
    best, most, so_far = 0, 0.0, 1.0
    for number, chance in enumerate([*chances, 0.0]):
        if so_far * (1 - chance) > most:
            best, most = number, so_far * (1 - chance)
        so_far *= chance
    return best


def keys(edge: str, joins: str, between: str, words: frozenset[str]) -> Iterator[Key]:
    """Yield what is counted of two words, from the coarsest to the finest, each once.

    >>> list(keys("said", "Monday", APART, frozenset(["said"])))[-1]
    ('said', '<day>', '_')
    """
    kind, word, stem = _kind(joins), _flat(joins, words), _stem(edge, words)
    pairs = [(ANY, ANY), (ANY, kind), (ANY, word)]
    pairs += [(_kind(edge), kind), (_kind(edge), word), (stem, kind), (stem, word)]
    for one, other in dict.fromkeys(pairs):
        yield one, other, between


def owned(text: str, word: str, end: int) -> str:
    """Return a word that ends at `end`, with the "'s" of an owner if it has one."""
    follows = text[end : end + 3]
    return word + OWNER if follows[:2] in OWNERS and not follows[2:].isalnum() else word


def _kind(word: str) -> str:
    if word.endswith(OWNER):
        return "<'s>"
    if word[0].isdigit():
        return "<number>"
    if word.lower() in _DAYS:
        return "<day>"
    if word[0].isupper():
        return "<name>"
    return next((f"<{end}>" for end in ("ly", "ing", "ed", "s") if word.endswith(end)), "<word>")


def _flat(word: str, words: frozenset[str]) -> str:
    """Return a word in lower case; a day, a number or an unknown name as such."""
    kind, lowered = _kind(word), word.lower()
    if kind in ("<number>", "<day>", "<'s>") or (kind == "<name>" and lowered not in words):
        return kind
    return lowered


def _stem(word: str, words: frozenset[str]) -> str:
    flat = _flat(word, words)
    for ending in ("ing", "ed", "es", "s", "e"):
        if flat.endswith(ending) and len(flat) - len(ending) >= _SHORTEST_STEM:
            return flat[: -len(ending)]
    return flat


@cache
def habits() -> dict[Side, Habit]:
    """Return the habits on both sides, as shipped."""
    file = resources.files("whence.extraction.lexicon").joinpath("cue_edges.toml")
    table = tomllib.loads(file.read_text("utf8"))
    return {"left": _habit(table["left"]), "right": _habit(table["right"])}


def _habit(table: Mapping[str, Any]) -> Habit:
    counts: dict[Key, tuple[int, float]] = {}
    for line in table["counts"].strip().splitlines():
        edge, joins, between, asked, joined = line.split()
        counts[edge, joins, between] = (int(asked), float(joined))
    return Habit(counts, known_words(counts), tuple(table["weights"]))


def known_words(counts: Iterable[Key]) -> frozenset[str]:
    """Return the words that are counted as such, so that they are no unknown names."""
    return frozenset(joins for _, joins, _ in counts)

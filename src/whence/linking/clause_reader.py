"""How the words of a sentence hang together: a small network of our own, for questions alone.

Each word's head, its relation to it (Universal Dependencies) and its tag (Penn). The network is
made by `training/clause_reader.py` and runs on numpy: convolutions around one attention, then who
hangs on whom. What is linked never depends on it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from whence.linking.clause_words import CUT, plain, shape_of

MOST = 60  # words of a sentence that is read; of a longer one nothing is told
AT_ONCE = 64  # sentences read together
WORDS_KEPT = 8192  # whose places in the tables are remembered
DILATIONS = (1, 1, 2, 2)
HEADS = 4
FAR = 24
_ATTENDS_AT = 2

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]


class Node(NamedTuple):
    """One word: where it stands, the place of its head (-1 for the root), relation and tag.

    `sure` is the probability that the head is right.
    """

    text: str
    start: int
    end: int
    head: int
    label: str
    tag: str
    sure: float


def read_words(sentence: str) -> tuple[Node, ...]:
    """Return the words of a sentence, read; none where it is empty, or too long to be read."""
    return read_all([sentence])[0]


def read_all(sentences: Sequence[str]) -> list[tuple[Node, ...]]:
    """Return for each of several sentences what `read_words` does, in a third of the time each.

    Sentences of as many words are read together. What is told of one does not depend on those read
    with it, to the last digit.
    """
    told: list[tuple[Node, ...]] = [() for _ in sentences]
    cut = [list(CUT.finditer(sentence)) for sentence in sentences]
    alike: dict[int, list[int]] = defaultdict(list)
    for at, found in enumerate(cut):
        if 1 < len(found) <= MOST:
            alike[len(found)].append(at)
    for places in alike.values():
        for start in range(0, len(places), AT_ONCE):
            part = places[start : start + AT_ONCE]
            read = _network().read([[m.group() for m in cut[at]] for at in part])
            for at, one in zip(part, read, strict=True):
                told[at] = _nodes(cut[at], one)
    return told


def _nodes(cut: Sequence[re.Match[str]], read: _Read) -> tuple[Node, ...]:
    heads, labels, tags, sure = read
    if _ring(heads):
        return ()
    words = [m.group() for m in cut]
    starts, ends = zip(*(m.span() for m in cut), strict=True)
    above = [head - 1 for head in heads]
    return tuple(map(Node, words, starts, ends, above, labels, tags, sure))


_Read = tuple[list[int], list[str], list[str], list[float]]


@lru_cache(maxsize=1)
def _network() -> _Network:
    with resources.files("whence.linking").joinpath("clause_reader.npz").open("rb") as file:
        return _Network(dict(np.load(file)))


class _Network:
    """The weights, and what they make of words."""

    def __init__(self, held: dict[str, Any]) -> None:
        self._w: dict[str, Numbers] = {
            name: value.astype(np.float32)
            for name, value in held.items()
            if value.dtype == np.float16
        }
        self._tables = {
            name: (held[f"{name}.weight"], np.float32(held[f"{name}.weight.scale"]))
            for name in ("fixed", "own")
        }
        words = {name: _letters(held[f"words.{name}"]) for name in ("fixed", "own", "three", "two")}
        self._numbers = {name: {w: n for n, w in enumerate(ws, 1)} for name, ws in words.items()}
        self._labels, self._tags = _letters(held["labels"]), _letters(held["tags"])
        self._convs = [
            self._w[f"convs.{n}.weight"].transpose(2, 1, 0).reshape(-1, len(self._w["root"]))
            for n in range(len(DILATIONS))
        ]
        self._linear = {
            name: (np.concatenate([self._w[f"{part}.weight"] for part in parts]).T.copy(),
                   np.concatenate([self._w[f"{part}.bias"] for part in parts]))
            for name, parts in _LINEAR.items()
        }  # fmt: skip
        of = self._w["label"]
        self._label = of.reshape(of.shape[0], -1)
        self._label_shape = of.shape[1:]
        self._rows = lru_cache(maxsize=WORDS_KEPT)(self._rows_of)

    def read(self, sentences: Sequence[Sequence[str]]) -> list[_Read]:
        """Return for each of several sentences of as many words what its words hang on.

        Each word's head (0 is none, else from 1), relation and tag, and how sure the head is.
        """
        x = self._understood(self._entered(sentences))
        count, _, width = x.shape
        root = np.broadcast_to(self._w["root"], (count, 1, width))
        of = self._put("of", x)
        to = _relu(self._put("to", np.concatenate([root, x], 1)))
        arc_to, label_to = np.split(to, [len(self._w["arc_to.bias"])], 2)
        ends = np.cumsum([len(self._w["arc_of.bias"]), len(self._w["label_of.bias"])])
        arc_of, label_of, tags = np.split(of, ends, 2)
        arcs = self._arcs(_relu(arc_of), arc_to)
        heads = _trees(arcs)
        chosen = np.take_along_axis(label_to, heads[:, :, None], 1)
        labels = self._related(_with_one(_relu(label_of)), _with_one(chosen))
        sure = np.take_along_axis(_softmax(arcs), heads[:, :, None], 2)[:, :, 0]
        return [
            (h, [self._labels[k] for k in ls], [self._tags[k] for k in ts], p)
            for h, ls, ts, p in zip(
                heads.tolist(),
                labels,
                tags.argmax(2).tolist(),
                sure.astype(np.float64).round(4).tolist(),
                strict=True,
            )
        ]

    def _related(self, of: Numbers, to: Numbers) -> list[list[int]]:
        """Return the relation of each word to its head, of one sentence after the other.

        Of many at once the numbers on the way would not fit into the processor's memory.
        """
        found = []
        for one, other in zip(of, to, strict=True):
            told = (one @ self._label).reshape(len(one), *self._label_shape)
            found.append((told @ other[:, :, None])[:, :, 0].argmax(1).tolist())
        return found

    def _entered(self, sentences: Sequence[Sequence[str]]) -> Numbers:
        told = [[self._rows(w, at == 0) for at, w in enumerate(words)] for words in sentences]
        fixed, own, three, two, shape = np.array(told).transpose(2, 0, 1)
        rows = [
            self._row("fixed", fixed),
            self._row("own", own),
            self._w["three.weight"][three],
            self._w["two.weight"][two],
            self._w["shape.weight"][shape],
        ]
        return _relu(self._put("start", np.concatenate(rows, 2)))

    def _rows_of(self, word: str, first: bool) -> tuple[int, int, int, int, int]:
        """Return where a word, its endings and how it is written stand in the tables."""
        low = plain(word)
        return (
            self._numbers["fixed"].get(low, 0),
            self._numbers["own"].get(low, 0),
            self._numbers["three"].get(low[-3:], 0),
            self._numbers["two"].get(low[-2:], 0),
            shape_of(word, 0 if first else 1),
        )

    def _row(self, name: str, rows: Places) -> Numbers:
        table, scale = self._tables[name]
        row: Numbers = table[rows].astype(np.float32)
        row *= scale
        return row

    def _understood(self, x: Numbers) -> Numbers:
        count, n, width = x.shape
        for number, (conv, far) in enumerate(zip(self._convs, DILATIONS, strict=True)):
            if number == _ATTENDS_AT:
                x = x + self._attended(self._normed(len(DILATIONS), x))
            held = np.zeros((count, n + 2 * far, width), np.float32)
            held[:, far : far + n] = self._normed(number, x)
            near = np.concatenate([held[:, k * far : k * far + n] for k in range(3)], 2)
            told = near @ conv
            told += self._w[f"convs.{number}.bias"]
            x = x + _relu(told)
        return x

    def _attended(self, x: Numbers) -> Numbers:
        count, n, width = x.shape
        mixed = self._put("mix", x).reshape(count, n, 3, HEADS, -1)
        q, k, v = mixed.transpose(2, 0, 3, 1, 4)
        scores: Numbers = q @ k.swapaxes(2, 3)
        scores *= np.float32(1 / math.sqrt(q.shape[-1]))
        scores += self._w["near"][:, _apart(n)]
        told = _softmax(scores) @ v
        return self._put("out", told.swapaxes(1, 2).reshape(count, n, width))

    def _arcs(self, of: Numbers, to: Numbers) -> Numbers:
        n = of.shape[1]
        held: Numbers = _with_one(of) @ self._w["arc"]
        arcs: Numbers = held @ to.swapaxes(1, 2)
        arcs[:, :, 1:] += self._w["far"][_apart(n)]
        place = np.arange(n)
        arcs[:, place, place + 1] = -1e4
        return arcs

    def _normed(self, number: int, x: Numbers) -> Numbers:
        width = np.float32(x.shape[2])
        mean: Numbers = np.add.reduce(x, 2, keepdims=True)
        mean /= width
        off = x - mean
        spread: Numbers = np.einsum("sij,sij->si", off, off) / width
        np.divide(off, np.sqrt(spread + np.float32(1e-5))[..., None], out=off)
        off *= self._w[f"norms.{number}.weight"]
        off += self._w[f"norms.{number}.bias"]
        return off

    def _put(self, name: str, x: Numbers) -> Numbers:
        weight, bias = self._linear[name]
        told: Numbers = x @ weight  # for each sentence by itself: digits hang on how many rows
        told += bias
        return told


# What is worked out together: of each word, and of each word as a head.
_LINEAR = {"start": ["start"], "mix": ["mix"], "out": ["out"],
           "of": ["arc_of", "label_of", "tag"], "to": ["arc_to", "label_to"]}  # fmt: skip


@lru_cache(maxsize=MOST)
def _apart(n: int) -> Places:
    """Return how far each of n words stands from each, as a place in a table."""
    place = np.arange(n)
    apart: Places = np.clip(place[None] - place[:, None], -FAR, FAR) + FAR
    return apart


def _letters(told: NDArray[np.uint8]) -> list[str]:
    return told.tobytes().decode("utf8").split("\n")


def _relu(x: Numbers) -> Numbers:
    return np.maximum(x, 0)


def _with_one(x: Numbers) -> Numbers:
    return np.concatenate([x, np.ones((*x.shape[:-1], 1), np.float32)], -1)


def _softmax(x: Numbers) -> Numbers:
    told: Numbers = x - x.max(-1, keepdims=True)
    np.exp(told, out=told)
    told /= told.sum(-1, keepdims=True)
    return told


def _trees(arcs: Numbers) -> Places:
    """Return for each sentence the best head of each word (0 the root) so that all hang on one."""
    arcs = arcs.copy()
    to_root = arcs[:, :, 0].copy()
    # Of those that hang on the root best of all the surest; of none, what comes nearest to it.
    taken = np.where(arcs.argmax(2) == 0, to_root, -np.inf)
    none = ~np.isfinite(taken).any(1)
    taken[none] = to_root[none]
    roots = taken.argmax(1)
    every = np.arange(len(arcs))
    arcs[:, :, 0] = -1e5
    arcs[every, roots] = -1e6
    arcs[every, roots, 0] = 0.0
    heads: Places = arcs.argmax(2)
    for at, found in enumerate(heads.tolist()):
        if _ring(found):
            heads[at] = _without_rings(arcs[at], heads[at])
    return heads


def _without_rings(arcs: Numbers, heads: Places) -> Places:
    """Return heads in which no words hang on one another in a ring."""
    for _ in range(len(arcs) ** 2):
        ring = _ring(heads.tolist())
        if not ring:
            break
        outside = np.ones(arcs.shape[1], bool)
        outside[[r + 1 for r in ring]] = False
        best = [(arcs[r, outside].max() - arcs[r, heads[r]], r) for r in ring]
        _, word = max(best)
        arcs[word, heads[word]] = -1e6  # never taken again, so that this ends
        heads[word] = int(np.where(outside, arcs[word], -1e7).argmax())
    return heads


def _ring(heads: Sequence[int]) -> list[int]:
    """Return the words of a ring in which each hangs on the next; none where there is none."""
    done: set[int] = set()
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while at >= 0 and at not in done:
            if at in path:
                return path[path.index(at) :]
            path.append(at)
            at = heads[at] - 1
        done.update(path)
    return []

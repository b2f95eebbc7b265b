"""How the words of a sentence hang together: a small network of our own, for questions alone.

Each word's head, its relation to it (Universal Dependencies) and its tag (Penn). The network is
made by `training/clause_reader.py` and runs on numpy: convolutions around one attention, then who
hangs on whom. What is linked never depends on it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.linking.clause_words import CUT, plain, shape_of

MOST = 60  # words of a sentence that is read; of a longer one nothing is told
KEPT = 2048  # sentences remembered: one is asked for by several points
DILATIONS = (1, 1, 2, 2)
HEADS = 4
FAR = 24
_ATTENDS_AT = 2

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Node:
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


@lru_cache(maxsize=KEPT)
def read_words(sentence: str) -> tuple[Node, ...]:
    """Return the words of a sentence, read; none where it is empty, or too long to be read."""
    found = list(CUT.finditer(sentence))
    if not 1 < len(found) <= MOST:
        return ()
    words = [m.group() for m in found]
    heads, labels, tags, sure = _network().read(words)
    if _ring(np.array(heads)):
        return ()
    return tuple(
        Node(m.group(), m.start(), m.end(), head - 1, label, tag, round(p, 4))
        for m, head, label, tag, p in zip(found, heads, labels, tags, sure, strict=True)
    )


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
        width = len(self._w["root"])
        self._even = np.full(width, 1 / width, np.float32)
        of = self._w["label"]
        self._label = of.reshape(of.shape[0], -1)
        self._label_shape = of.shape

    def read(self, words: Sequence[str]) -> tuple[list[int], list[str], list[str], list[float]]:
        """Return each word's head (0 is none, else from 1), relation, tag and how sure that is."""
        x = self._understood(self._entered(words))
        heads_in = np.vstack([self._w["root"][None], x])
        arcs = self._arcs(x, heads_in)
        heads = _tree(arcs)
        chosen = heads_in[heads]
        of = _with_one(_relu(self._linear("label_of", x)))
        to = _with_one(_relu(self._linear("label_to", chosen)))
        part = (of @ self._label).reshape(len(x), *self._label_shape[1:])
        labels = (part @ to[:, :, None])[:, :, 0].argmax(1)
        tags = self._linear("tag", x).argmax(1)
        sure = _softmax(arcs)[np.arange(len(x)), heads]
        return (
            heads.tolist(),
            [self._labels[n] for n in labels],
            [self._tags[n] for n in tags],
            sure.tolist(),
        )

    def _entered(self, words: Sequence[str]) -> Numbers:
        low = [plain(w) for w in words]
        rows = [self._row("fixed", low), self._row("own", low)]
        for name, length in (("three", 3), ("two", 2)):
            known = self._numbers[name]
            rows.append(self._w[f"{name}.weight"][[known.get(w[-length:], 0) for w in low]])
        shapes = [shape_of(w, place) for place, w in enumerate(words)]
        rows.append(self._w["shape.weight"][shapes])
        return _relu(self._linear("start", np.concatenate(rows, 1)))

    def _row(self, name: str, words: Sequence[str]) -> Numbers:
        table, scale = self._tables[name]
        known = self._numbers[name]
        row: Numbers = table[[known.get(w, 0) for w in words]].astype(np.float32) * scale
        return row

    def _understood(self, x: Numbers) -> Numbers:
        for number, (conv, far) in enumerate(zip(self._convs, DILATIONS, strict=True)):
            if number == _ATTENDS_AT:
                x = x + self._attended(self._normed(len(DILATIONS), x))
            n = len(x)
            held = np.zeros((n + 2 * far, x.shape[1]), np.float32)
            held[far : far + n] = self._normed(number, x)
            near = np.concatenate([held[k * far : k * far + n] for k in range(3)], 1)
            x = x + _relu(near @ conv + self._w[f"convs.{number}.bias"])
        return x

    def _attended(self, x: Numbers) -> Numbers:
        n = len(x)
        mixed = self._linear("mix", x).reshape(n, 3 * HEADS, -1).transpose(1, 0, 2)
        q, k, v = np.split(mixed, 3)
        place = np.arange(n)
        apart = np.clip(place[None] - place[:, None], -FAR, FAR) + FAR
        scores = q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(q.shape[-1]))
        told = _softmax(scores + self._w["near"][:, apart]) @ v
        return self._linear("out", told.transpose(1, 0, 2).reshape(n, -1))

    def _arcs(self, x: Numbers, heads: Numbers) -> Numbers:
        of = _with_one(_relu(self._linear("arc_of", x)))
        to = _relu(self._linear("arc_to", heads))
        place = np.arange(len(x))
        apart = np.clip(place[None] - place[:, None], -FAR, FAR) + FAR
        arcs: Numbers = (of @ self._w["arc"] @ to.T).astype(np.float32)
        arcs[:, 1:] += self._w["far"][apart]
        arcs[place, place + 1] = -1e4
        return arcs

    def _normed(self, number: int, x: Numbers) -> Numbers:
        # Sums by dot products: `mean` costs more than all else of a short sentence.
        off = x - (x @ self._even)[:, None]
        off /= np.sqrt((off * off) @ self._even + np.float32(1e-5))[:, None]
        told: Numbers = off * self._w[f"norms.{number}.weight"] + self._w[f"norms.{number}.bias"]
        return told

    def _linear(self, name: str, x: Numbers) -> Numbers:
        told: Numbers = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return told


def _letters(told: NDArray[np.uint8]) -> list[str]:
    return told.tobytes().decode("utf8").split("\n")


def _relu(x: Numbers) -> Numbers:
    return np.maximum(x, 0)


def _with_one(x: Numbers) -> Numbers:
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], 1)


def _softmax(x: Numbers) -> Numbers:
    told = np.exp(x - x.max(-1, keepdims=True))
    held: Numbers = told / told.sum(-1, keepdims=True)
    return held


def _tree(arcs: Numbers) -> NDArray[np.int64]:
    """Return the best head of each word (0 the root) so that all hang on one root."""
    arcs = arcs.copy()
    root = int(arcs[:, 0].argmax())
    own = arcs.argmax(1)
    roots = np.flatnonzero(own == 0)
    if len(roots):
        root = int(roots[arcs[roots, 0].argmax()])
    arcs[:, 0] = -1e5
    arcs[root] = -1e6
    arcs[root, 0] = 0.0
    heads: NDArray[np.int64] = arcs.argmax(1)
    for _ in range(len(arcs) ** 2):
        ring = _ring(heads)
        if not ring:
            break
        outside = np.ones(arcs.shape[1], bool)
        outside[[r + 1 for r in ring]] = False
        best = [(arcs[r, outside].max() - arcs[r, heads[r]], r) for r in ring]
        _, word = max(best)
        arcs[word, heads[word]] = -1e6  # never taken again, so that this ends
        heads[word] = int(np.where(outside, arcs[word], -1e7).argmax())
    return heads


def _ring(heads: NDArray[np.int64]) -> list[int]:
    """Return the words of a ring in which each hangs on the next; none where there is none."""
    done: set[int] = set()
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while at >= 0 and at not in done:
            if at in path:
                return path[path.index(at) :]
            path.append(at)
            at = int(heads[at]) - 1
        done.update(path)
    return []

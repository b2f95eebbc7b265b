"""Candidates by index: trees whose leaves hold statements that are worth comparing.

A statement stands in trees of the few words that its report is found by: one over its meaning
(random hyperplanes, Charikar 2002) for each, one for each of its own rarest words, and one for
what its figure counts; a word that few statements hold has one tree for all reports. A leaf that
outgrows `LEAF` is parted by the next bits of the statements' codes, so that looking up, adding and
removing cost the same in a ledger of any size (an LSH forest, Bawa and others 2005). The shape of a
tree depends on the set of its statements and on nothing else: whatever order they come in, the same
pairs share a leaf.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from whence.linking.background import rarity
from whence.linking.meaning import VECTOR, Vector
from whence.linking.shelf import Workbench, key_of

TREES = 4  # codes of a vector: which one is taken in a tree over meaning depends on the tree
RAREST = 4  # of a statement's words, the rarest that have trees of their own
SELDOM = 8.0  # rarity from which a word has one tree for all reports: few statements hold it
LEAF = 32  # most statements in one leaf, all of which are compared with one another
BITS = 60  # of a code
STEP = 2  # bits by which one leaf is parted into four
SEED = 20160320
TOGETHER = 16  # first bits of a key that all leaves of a tree share
_MASK = (1 << 64) - 1
_TOP = ((1 << TOGETHER) - 1) << (63 - TOGETHER)
_MEMBER = struct.Struct(">qqi")
_MEMBERS = np.dtype([("number", ">i8"), ("code", ">i8"), ("day", ">i4")])  # the same, many at once
MEMBERS = f"members {_MEMBER.format}"  # of which form leaves are kept

Roots = tuple[tuple[int, int], ...]
"""The trees a statement stands in, each with its code there."""

Member = tuple[int, int, int]
"""A statement in a leaf: its number, its code in that tree and its day (an ordinal, 0: unknown)."""

Dated = tuple[int, int]
"""A statement's number and its day."""

Integers = NDArray[np.int64]
Beside = tuple[Integers, Integers, Integers]
"""Which of the statements asked for, who shares a leaf with it, and that one's day; the same two
come as often as they share a leaf.
"""


@dataclass(slots=True)
class Change:
    """Statements that a change of the trees parted (each group from the others) or joined."""

    parted: list[tuple[tuple[Dated, ...], ...]] = field(default_factory=list)
    joined: list[tuple[Dated, ...]] = field(default_factory=list)


def roots_of(
    stems: Iterable[str],
    codes: Sequence[int] | None,
    counted: Iterable[str] = (),
    figure: str = "",
    matter: Sequence[str] = (),
    family: str = "",
) -> Roots:
    """Return the trees for a statement of these `stems` and the codes of its vector, if any.

    `matter` are words that tell what its report is about: each has trees of its own, over meaning
    and for words that many statements hold, so that a statement meets those of reports on one
    matter however many others a ledger holds.

    `counted` are the words of its whole sentence where it counts the dead or hurt: tolls of one
    event meet by these though their clauses share nothing. `figure` is a number with what it
    counts: those who give the same meet by it, whatever their words. `family` is what it counts
    alone: reports on one matter meet by it, whatever number they give ("3,000 moved out", "2,400
    sleeping in school halls").
    """
    matter = matter or ("",)
    words = [root for stem in _rarest(stems) for root in _word_roots(stem, matter)]
    words += [_root("", f"toll {word}") for word in _rarest(counted)]
    words += [_root("", f"figure {figure}")] if figure else []
    words += [_root(word, f"counts {family}") for word in matter] if family else []
    if codes is None:
        alone = key_of("no vector", *words) >> 3
        return tuple((root, alone) for root in words)
    trees = tuple(_meaning_root(word, codes) for word in matter)
    return trees + tuple((root, codes[0]) for root in words)


def _rarest(stems: Iterable[str]) -> list[str]:
    return sorted(stems, key=_rarity_first)[:RAREST]


@lru_cache(maxsize=65536)
def _rarity_first(stem: str) -> tuple[float, str]:
    return -rarity(stem), stem


def _word_roots(stem: str, matter: Sequence[str]) -> list[int]:
    """Return the trees of a word: one, or one for each word of the matter where it is common."""
    return [_root("", stem)] if rarity(stem) >= SELDOM else [_root(m, stem) for m in matter]


@lru_cache(maxsize=16384)
def _root(matter: str, word: str) -> int:
    """Return the tree of a word in the reports on one matter, "" for all; a matter's lie together.

    Those of all reports lie with others of the word.
    """
    place = key_of("matter", matter or word)
    return place & _TOP | key_of("word", matter, word) & ~_TOP


def _meaning_root(word: str, codes: Sequence[int]) -> tuple[int, int]:
    """Return the tree over meaning of the reports on a word, and a statement's code there."""
    root = _root(word, "")
    return root, codes[root % len(codes)]


@lru_cache(maxsize=1)
def _planes() -> NDArray[np.float32]:
    # Signs only: sums over whole numbers come out the same on every machine and in every order.
    chance = np.random.RandomState(SEED)
    signs = chance.randint(0, 2, size=(VECTOR, TREES * BITS)) * 2 - 1
    return signs.astype(np.float32)


def codes_of(vectors: Sequence[Vector | None]) -> list[list[int] | None]:
    """Return for each vector one code a tree: on which side of each hyperplane it lies."""
    known = [vector for vector in vectors if vector is not None]
    if not known:
        return [None for _ in vectors]
    sides = (np.stack(known) @ _planes() > 0).reshape(-1, TREES, BITS)
    bits = np.packbits(np.pad(sides, ((0, 0), (0, 0), (64 - BITS, 0))), axis=2)
    codes = iter(bits.view(">u8").reshape(-1, TREES).tolist())
    return [None if vector is None else next(codes) for vector in vectors]


class Forest:
    """The trees on a workbench. A leaf holds its statements, each with its code in that tree."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        # By tree and code the depth of a leaf and its key, as long as the tree keeps its shape.
        self._lying: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)

    def fetch(self, all_roots: Iterable[Roots]) -> None:
        """Take the leaves that statements with these trees stand in onto the bench."""
        asked = dict.fromkeys(pair for roots in all_roots for pair in roots)
        waiting = [(root, code) for root, code in asked if code not in self._lying[root]]
        depth = 0
        while waiting:
            keys = [_leaf(root, code, depth) for root, code in waiting]
            self._bench.fetch(keys)
            further = []
            for (root, code), key in zip(waiting, keys, strict=True):
                if self._bench.get(key) == b"":
                    further.append((root, code))
                else:
                    self._lying[root][code] = depth, key
            waiting = further
            depth += 1

    def add(self, statements: Iterable[tuple[int, Roots, int]], change: Change) -> None:
        """Put statements into their trees, each with the day of its report."""
        came: defaultdict[tuple[int, int, int], list[Member]] = defaultdict(list)
        for number, roots, day in statements:
            for root, code in roots:
                came[root, *self._place(root, code)].append((number, code, day))
        for (root, depth, leaf), members in came.items():
            self._settle(root, depth, [*self._members(leaf), *members], change)

    def _settle(self, root: int, depth: int, members: Sequence[Member], change: Change) -> None:
        """Store a leaf, parted as often as it takes."""
        code = members[0][1]
        if len(members) <= LEAF or (depth + 1) * STEP > BITS:
            self._store(_leaf(root, code, depth), members)
            return
        self._bench.put(_leaf(root, code, depth), b"")
        self._lying.pop(root, None)
        parts: dict[int, list[Member]] = {}
        for member in members:
            parts.setdefault(_prefix(member[1], depth + 1), []).append(member)
        if len(parts) > 1:
            change.parted.append(tuple(map(_dated, parts.values())))
        for part in parts.values():
            self._settle(root, depth + 1, part, change)

    def remove(self, node: int, roots: Roots, change: Change) -> None:
        """Take a statement out of its trees; leaves that fit into one again are joined."""
        for root, code in roots:
            depth, leaf = self._place(root, code)
            self._store(leaf, [m for m in self._members(leaf) if m[0] != node])
            while depth and (found := self._beside_leaf(root, code, depth)) is not None:
                for key in _children(root, code, depth - 1):
                    self._bench.put(key, None)
                depth -= 1
                self._store(_leaf(root, code, depth), found)
                self._lying.pop(root, None)
                change.joined.append(_dated(found))

    def _beside_leaf(self, root: int, code: int, depth: int) -> list[Member] | None:
        """Return all statements of a leaf and those beside it where one leaf holds them all."""
        keys = list(_children(root, code, depth - 1))
        self._bench.fetch(keys)
        if any(self._bench.get(key) == b"" for key in keys):
            return None
        found = [member for key in keys for member in self._members(key)]
        return found if len(found) <= LEAF else None

    def beside(self, all_roots: Iterable[Roots]) -> Beside:
        """Return all that share a leaf with statements of these trees, these included."""
        held = [self._held(roots) for roots in all_roots]
        counts = [len(data) // _MEMBER.size for data in held]
        members = np.frombuffer(b"".join(held), dtype=_MEMBERS)
        return (
            np.repeat(np.arange(len(held)), counts),
            members["number"].astype(np.int64),
            members["day"].astype(np.int64),
        )

    def _held(self, roots: Roots) -> bytes:
        return b"".join(self._bench.get(leaf) or b"" for leaf in self.leaves(roots))

    def leaves(self, roots: Roots) -> set[int]:
        """Return the leaves in which a statement with these trees stands."""
        return {self._place(root, code)[1] for root, code in roots}

    def _place(self, root: int, code: int) -> tuple[int, int]:
        """Return the depth of the leaf of a code in a tree, and its key."""
        if code not in self._lying[root]:
            self.fetch([((root, code),)])
        return self._lying[root][code]

    def _members(self, leaf: int) -> list[Member]:
        return list(_MEMBER.iter_unpack(self._bench.get(leaf) or b""))

    def _store(self, leaf: int, members: Iterable[Member]) -> None:
        self._bench.put(leaf, b"".join(_MEMBER.pack(*m) for m in sorted(members)) or None)


def in_common(one: Roots, two: Roots) -> tuple[Roots, Roots]:
    """Return the trees in which two statements both stand, each with its own codes."""
    both = {root for root, _ in one}.intersection(root for root, _ in two)
    mine, theirs = (tuple(pair for pair in own if pair[0] in both) for own in (one, two))
    return mine, theirs


def _dated(members: Iterable[Member]) -> tuple[Dated, ...]:
    return tuple((node, day) for node, _, day in members)


def _prefix(code: int, depth: int) -> int:
    return code >> (BITS - STEP * depth)


def _leaf(root: int, code: int, depth: int) -> int:
    return _mixed(root, _prefix(code, depth), depth)


def _children(root: int, code: int, depth: int) -> Iterator[int]:
    first = _prefix(code, depth) << STEP
    for last in range(1 << STEP):
        yield _mixed(root, first | last, depth + 1)


@lru_cache(maxsize=65536)
def _mixed(root: int, prefix: int, depth: int) -> int:
    """Return a leaf's key (the finishing steps of splitmix64)."""
    value = (root + prefix * 0x9E3779B97F4A7C15 + depth * 0xD1B54A32D192ED03) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    # The leaves of one tree lie together, so that few pages hold what an addition changes.
    return root & _TOP | ((value ^ (value >> 31)) & _MASK) >> (1 + TOGETHER)

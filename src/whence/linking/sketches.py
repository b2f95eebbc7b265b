"""Sketches: what of a statement tells, for many at once, what it cannot be paired with.

Judging a pair takes two statements read in full; of those that share a leaf few are paired. A
sketch holds the words, their weights and the vector, from which the best score a pair can have is
worked out for a statement and all beside it together. Words are hashed to 32 bits.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from whence.linking import features
from whence.linking.meaning import cosines
from whence.linking.statements import Statement

STEM, AROUND = 1, 2  # a word stands in the clause, in the sentence around it
WEIGHT = 10_000  # weights have four decimals
_HEAD = struct.Struct(">??iHHH")

Values = NDArray[np.float64]
Told = dict[features.FeatureOf, Values]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a statement, and of the vector and family it has, is compared first.

    `day` is the ordinal of its report's day, 0 where it is not known. `words` (hashes, sorted),
    `weights` and `where` (`STEM`, `AROUND`) are arrays as bytes, of one length; `vector` is packed.
    """

    figure: bool
    lead: bool
    day: int
    family: str
    words: bytes
    weights: bytes
    where: bytes
    vector: bytes


def sketch_of(statement: Statement, family: str, vector: bytes) -> Sketch:
    """Return the sketch of a statement with what its figure counts and its packed vector."""
    words = sorted((_hash(stem), stem) for stem in statement.stems | statement.around)
    where = [
        STEM * (stem in statement.stems) | AROUND * (stem in statement.around) for _, stem in words
    ]
    weights = [round(WEIGHT * statement.weights[stem]) for _, stem in words]
    return Sketch(
        figure=statement.quantity is not None,
        lead=statement.lead,
        day=date.fromisoformat(statement.day).toordinal() if statement.day else 0,
        family=family,
        words=np.array([number for number, _ in words], dtype="<u4").tobytes(),
        weights=np.array(weights, dtype="<u4").tobytes(),
        where=bytes(where),
        vector=vector,
    )


def _hash(stem: str) -> int:
    return zlib.crc32(stem.encode(errors="surrogatepass"))


def pack_sketch(sketch: Sketch) -> bytes:
    """Return a sketch as bytes."""
    family = sketch.family.encode(errors="surrogatepass")
    sizes = (len(family), len(sketch.vector), len(sketch.where))
    head = _HEAD.pack(sketch.figure, sketch.lead, sketch.day, *sizes)
    return head + family + sketch.vector + sketch.words + sketch.weights + sketch.where


def unpack_sketch(data: bytes) -> Sketch:
    """Return the sketch that was packed."""
    figure, lead, day, family, vector, words = _HEAD.unpack_from(data)
    parts, at = [], _HEAD.size
    for size in (family, vector, 4 * words, 4 * words, words):
        parts.append(data[at : at + size])
        at += size
    return Sketch(
        figure=figure,
        lead=lead,
        day=day,
        family=parts[0].decode(errors="surrogatepass"),
        words=parts[2],
        weights=parts[3],
        where=parts[4],
        vector=parts[1],
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """What is known of a statement and each of several others: arrays (others).

    `best` is the highest score that the pair can have; `shared` how many words both clauses have;
    `meaning` the cosine, 1 where one has no vector.
    """

    best: Values
    shared: Values
    meaning: Values


def compare(one: Sketch, others: Sequence[Sketch]) -> Compared:
    """Compare a statement with others, of which there is at least one."""
    words = _Words(one, others)
    cosine = _cosines(one, others)
    told: Told = {
        features.wording: words.overlap(STEM),
        features.setting: words.overlap(AROUND),
        features.containment: words.containment(),
        features.words_nearby: words.nearby(),
        features.several_words: np.minimum(5.0, words.shared),
        features.both_lead: _flags(one.lead and other.lead for other in others),
        features.same_count: _flags(one.family == other.family != "" for other in others),
        features.other_count: _flags(one.family != other.family for other in others),
        features.one_figure: _flags(one.figure != other.figure for other in others),
    }
    told[features.meaning] = np.where(np.isnan(cosine), told[features.setting], cosine)
    both = _flags(one.figure and other.figure for other in others)
    best = np.where(both, _best("figures", told), _best("plain", told))
    return Compared(best, words.shared, np.where(np.isnan(cosine), 1.0, cosine))


def _best(kind: str, told: Told) -> Values:
    """Return the highest score of pairs of a kind: what is not `told` speaks for them at 1."""
    intercept, weights = features.learnt()[kind]
    best: Values = np.full(len(told[features.wording]), intercept + _most(kind, frozenset(told)))
    for feature, weight in weights:
        if feature in told:
            best += weight * told[feature]
    return best


@lru_cache(maxsize=8)
def _most(kind: str, told: frozenset[features.FeatureOf]) -> float:
    """Return what the features that are not `told` add to a score at most."""
    return sum(max(0.0, w) for feature, w in features.learnt()[kind][1] if feature not in told)


def _flags(values: Iterable[bool]) -> Values:
    return np.fromiter(values, dtype=np.float64)


def _cosines(one: Sketch, others: Sequence[Sketch]) -> Values:
    """Return the cosines with others, not a number where one has no vector."""
    found = np.full(len(others), np.nan)
    known = [place for place, other in enumerate(others) if one.vector and other.vector]
    found[known] = cosines(one.vector, [others[place].vector for place in known])
    return found


class _Words:
    """The words of one statement and of others, and what they share."""

    def __init__(self, one: Sketch, others: Sequence[Sketch]) -> None:
        self._count = len(others)
        rows = np.repeat(np.arange(len(others)), [len(other.where) for other in others])
        words = np.frombuffer(b"".join(other.words for other in others), dtype="<u4")
        weights = _weights(b"".join(other.weights for other in others))
        where = np.frombuffer(b"".join(other.where for other in others), dtype=np.uint8)
        own_words, own_weights = np.frombuffer(one.words, dtype="<u4"), _weights(one.weights)
        own_where = np.frombuffer(one.where, dtype=np.uint8)
        self._own = {kind: float(own_weights[own_where & kind > 0].sum()) for kind in _KINDS}
        self._theirs = {
            kind: np.bincount(rows, weights * (where & kind > 0), len(others)).astype(np.float64)
            for kind in _KINDS
        }
        at = np.searchsorted(own_words, words)
        at[at == len(own_words)] = 0
        hits = np.flatnonzero(own_words[at] == words) if len(own_words) else at[:0]
        self._rows, mine = rows[hits], at[hits]
        self._weights = own_weights[mine], weights[hits]
        self._where = own_where[mine], where[hits]
        self.shared = self._sum(self._both(STEM).astype(np.float64))

    def _both(self, kind: int) -> NDArray[np.bool_]:
        both: NDArray[np.bool_] = self._where[0] & self._where[1] & kind > 0
        return both

    def _sum(self, values: Values) -> Values:
        return np.bincount(self._rows, values, self._count).astype(np.float64)

    def _in_common(self, kind: int) -> Values:
        mine, theirs = self._weights
        return self._sum((mine + theirs) * self._both(kind)) / 2

    def overlap(self, kind: int) -> Values:
        """Return the weighted Jaccard overlap of the words of that kind."""
        common = self._in_common(kind)
        return _share(common, self._own[kind] + self._theirs[kind] - common)

    def containment(self) -> Values:
        """Return how much of the shorter clause's words stands in the other."""
        least: Values = np.minimum(self._own[STEM], self._theirs[STEM])
        return np.minimum(1.0, _share(self._in_common(STEM), least))

    def nearby(self) -> Values:
        """Return how much of both clauses' words stands in the sentence around the other."""
        (mine, theirs), (here, there) = self._weights, self._where
        found: Values = mine * ((here & STEM > 0) & (there & AROUND > 0))
        found += theirs * ((there & STEM > 0) & (here & AROUND > 0))
        return _share(self._sum(found), self._own[STEM] + self._theirs[STEM])


_KINDS = (STEM, AROUND)


def _weights(data: bytes) -> Values:
    return np.frombuffer(data, dtype="<u4").astype(np.float64)


def _share(part: Values, whole: Values) -> Values:
    """Return part by whole, 0 where there is no part."""
    share: Values = np.divide(part, whole, out=np.zeros_like(part), where=part > 0)
    return share

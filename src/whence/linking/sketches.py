"""Sketches: all that two statements are judged by, as numbers, so that many pairs go at once.

A statement's sketch is a record of fixed size (`HEAD`, which holds its vector too) and its marks:
the words, names, states, numbers and days it holds, hashed to 32 bits. A `Table` holds the sketches
of many statements as arrays. Text is read again only where points are made.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from whence.linking.ages import AGE
from whence.linking.features import WHOLES, days
from whence.linking.meaning import VECTOR, Vector, unpacked
from whence.linking.measures import rounded_range
from whence.linking.statements import Statement
from whence.linking.topics import APART, counted_noun

# Where a mark stands: in the clause, in the sentence around it, among what the report is about; or
# what it is.
STEM, AROUND, NAMED, ACTOR, NUMBER, DAY, DAY_BEGINS, MATTER = (1 << bit for bit in range(8))
WEIGHT = 10_000  # weights have four decimals
FORM = "sketch 4"  # of which form sketches are kept

HEAD = np.dtype(
    [
        ("figure", "?"),
        ("lead", "?"),
        ("negated", "?"),
        ("toll", "?"),  # the figure counts people to whom something befell
        ("whole", "?"),  # ... or all of those counted and not a part of them
        ("voiced", "?"),  # it is somebody's word
        ("proper", "?"),  # ... whose name has a capital
        ("actors", "?"),  # it names states or bodies
        ("named", "?"),  # it names people or organisations
        ("dated", "?"),  # it names days
        ("placed", "?"),  # what its report is about is known
        ("day", "<i4"),  # the ordinal of its report's day, 0 where that is not known
        ("family", "<u4"),  # hashes, 0 for none
        ("noun", "<u4"),
        ("unit", "<u4"),
        ("speaker", "<u4"),
        ("sentence", "<u4"),  # of which sentence of which report it is
        ("low", "<f8"),  # not a number where there is none
        ("high", "<f8"),
        ("value", "<f8"),
        ("doublings", "<f8"),  # the value's binary logarithm
        ("place", "<f8"),
        ("stems", "<u4"),  # sums of weights
        ("around", "<u4"),
        ("length", "<u4"),  # the vector's, squared; 0 where there is none
        ("marks", "<u4"),
        ("vector", "i1", (VECTOR,)),
    ]
)
_HEAD = struct.Struct("<11?i5I5d4I")
_NAN = math.nan


Integers = NDArray[np.int64]
Hashes = NDArray[np.uint32]


def sketch_of(statement: Statement, family: str, vector: bytes) -> bytes:
    """Return the sketch of a statement with what its figure counts and its packed vector."""
    marks = sorted(_marks(statement))
    figure = _figure_of(statement)
    speaker = statement.chain[-1] if statement.chain else ""
    head = _HEAD.pack(
        statement.quantity is not None,
        statement.lead,
        statement.negated,
        family in APART,
        figure.whole,
        bool(statement.chain),
        speaker[:1].isupper(),
        bool(statement.actors),
        bool(statement.named),
        bool(days(statement)),
        bool(statement.matter.words),
        ordinal(statement.day),
        _hash(family),
        _hash(figure.noun),
        _hash(figure.unit),
        _hash(speaker.lower()),
        _hash(f"{statement.report} {statement.sentence.start}"),
        figure.low,
        figure.high,
        figure.value,
        math.log2(figure.value) if figure.value > 0 else _NAN,
        statement.place,
        _total(statement, statement.stems),
        _total(statement, statement.around),
        _length(vector),
        len(marks),
    )
    hashes = [mark for mark, _, _ in marks]
    weights = [weight for _, weight, _ in marks]
    return b"".join(
        (
            head,
            vector or bytes(VECTOR),
            struct.pack(f"<{len(marks)}I{len(marks)}I", *hashes, *weights),
            bytes(where for _, _, where in marks),
        )
    )


def vector_of(sketch: bytes) -> Vector | None:
    """Return the vector that a sketch holds, None where there is none."""
    vector = unpacked(sketch[_HEAD.size : HEAD.itemsize])
    return vector if vector is not None and vector.any() else None


def _length(vector: bytes) -> int:
    row = np.frombuffer(vector, dtype=np.int8).astype(np.int64)
    return int(np.dot(row, row))


class _Figure(NamedTuple):
    low: float = _NAN
    high: float = _NAN
    value: float = 0.0
    noun: str = ""
    unit: str = ""
    whole: bool = True


def _figure_of(statement: Statement) -> _Figure:
    quantity = statement.quantity
    if quantity is None:
        return _Figure()
    low, high = rounded_range(quantity)
    noun = counted_noun(quantity)
    return _Figure(
        low=_NAN if low is None else low,
        high=_NAN if high is None else high,
        value=low if low is not None else (high or 0.0),
        noun=noun,
        unit="" if quantity.unit is None else f"unit {quantity.unit}",
        whole=noun in WHOLES,
    )


def ordinal(day: str | None) -> int:
    """Return the number of a day, 0 where it is not known."""
    return date.fromisoformat(day).toordinal() if day else 0


def _marks(statement: Statement) -> Iterable[tuple[int, int, int]]:
    for stem in statement.stems | statement.around:
        where = STEM * (stem in statement.stems) | AROUND * (stem in statement.around)
        yield _hash(stem), round(WEIGHT * statement.weights[stem]), where
    for kind, names in (
        (NAMED, statement.named),
        (ACTOR, statement.actors),
        (NUMBER, statement.numbers),
    ):
        for name in names:
            yield _hash(f"{kind} {name}"), 0, kind
    for stem, weight in statement.matter.words.items():
        yield _hash(f"{MATTER} {stem}"), round(WEIGHT * weight), MATTER
    told = days(statement)
    # Days of which one begins the other ("2031-05" and "2031-05-06") may be one.
    for begins in {day[:end] for day in told for end in range(1, len(day) + 1)}:
        yield _hash(f"{DAY} {begins}"), 0, DAY_BEGINS | DAY * (begins in told)


def _total(statement: Statement, stems: Iterable[str]) -> int:
    return sum(round(WEIGHT * statement.weights[stem]) for stem in stems)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode(errors="surrogatepass")) if text else 0


AGES = _hash(AGE)  # the family of ages, as sketches hold it


class Table:
    """The sketches of many statements: their heads by field, and their marks."""

    def __init__(self, sketches: Sequence[bytes]) -> None:
        size = HEAD.itemsize
        self._heads = np.frombuffer(b"".join(s[:size] for s in sketches), dtype=HEAD)
        self._columns: dict[str, NDArray[Any]] = {}
        counts = self.column("marks").astype(np.int64)
        ends = [size + 4 * count for count in counts.tolist()]
        told = [(s, end, 2 * end - size) for s, end in zip(sketches, ends, strict=True)]
        self._marks = _u4(s[size:end] for s, end, _ in told)
        self._weights = _u4(s[end:after] for s, end, after in told)
        self._where = np.frombuffer(b"".join(s[after:] for s, _, after in told), dtype=np.uint8)
        self._counts = counts
        self._firsts = np.cumsum(counts) - counts

    def column(self, name: str) -> NDArray[Any]:
        """Return one field of all heads (statements, or statements and numbers of a vector)."""
        if name not in self._columns:
            self._columns[name] = np.ascontiguousarray(self._heads[name])
        return self._columns[name]

    def shared(self, one: Integers, two: Integers) -> Shared:
        """Return the marks that each statement of `one` and that of `two` beside it both have."""
        mine, my_keys = self._expanded(one)
        theirs, their_keys = self._expanded(two)
        at = np.searchsorted(my_keys, their_keys)
        at[at == len(my_keys)] = 0
        hits = np.flatnonzero(my_keys[at] == their_keys) if len(my_keys) else at[:0]
        mine, theirs = mine[at[hits]], theirs[hits]
        return Shared(
            len(one),
            (their_keys[hits] >> np.uint64(32)).astype(np.int64),
            (self._where[mine], self._where[theirs]),
            (self._weights[mine].astype(np.float64), self._weights[theirs].astype(np.float64)),
        )

    def _expanded(self, places: Integers) -> tuple[Integers, NDArray[np.uint64]]:
        """Return where the marks of these statements lie, and for each a key that holds its row."""
        counts = self._counts[places]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        lie = np.arange(total) + np.repeat(self._firsts[places] - (ends - counts), counts)
        rows = np.repeat(np.arange(len(places), dtype=np.uint64) << np.uint64(32), counts)
        return lie, rows | self._marks[lie]

    def cosines(self, one: Integers, two: Integers) -> NDArray[np.float64]:
        """Return the cosines of pairs of vectors, not a number where one has none."""
        rows = self._vectors()
        products = np.einsum("ij,ij->i", rows[one], rows[two]).astype(np.float64)
        lengths = self.column("length").astype(np.float64)
        both = lengths[one] * lengths[two]
        found = np.full(len(one), np.nan)
        np.divide(products, np.sqrt(both), out=found, where=both > 0)
        return found

    def _vectors(self) -> NDArray[np.float32]:
        if "rows" not in self._columns:
            self._columns["rows"] = self.column("vector").astype(np.float32)
        return self._columns["rows"]


def _u4(parts: Iterable[bytes]) -> Hashes:
    return np.frombuffer(b"".join(parts), dtype="<u4")


@dataclass(frozen=True, slots=True)
class Shared:
    """Marks that both of a pair have: the pair's `row`, where it stands and what it weighs."""

    pairs: int
    row: Integers
    where: tuple[NDArray[np.uint8], NDArray[np.uint8]]
    weights: tuple[NDArray[np.float64], NDArray[np.float64]]

    def count(self, kind: int) -> NDArray[np.float64]:
        """Return how many marks of a kind each pair shares."""
        return self._sum(self._both(kind, kind).astype(np.float64))

    def has(self, one: int, two: int) -> NDArray[np.bool_]:
        """Say of each pair whether a mark is of the kind `one` in the first, `two` in the other."""
        found = np.zeros(self.pairs, dtype=bool)
        found[self.row[self._both(one, two)]] = True
        return found

    def weight(self, one: int, two: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what marks of these kinds weigh in the first of each pair, and in the other."""
        both = self._both(one, two)
        return self._sum(self.weights[0] * both), self._sum(self.weights[1] * both)

    def product(self, kind: int) -> NDArray[np.float64]:
        """Return the sum of the products of what shared marks of a kind weigh in both."""
        both = self._both(kind, kind)
        return self._sum(self.weights[0] * self.weights[1] * both) / WEIGHT**2

    def _both(self, one: int, two: int) -> NDArray[np.bool_]:
        both: NDArray[np.bool_] = (self.where[0] & one > 0) & (self.where[1] & two > 0)
        return both

    def _sum(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(self.row, values, self.pairs).astype(np.float64)

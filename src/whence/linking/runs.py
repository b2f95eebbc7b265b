"""Which reports hold the same runs of words: the index behind text reuse.

Of a report's hashed runs (Broder's shingles) every one that is the least among its neighbours is
kept (winnowing, Schleimer and others 2003), so that any passage of `SURE` words two reports share
is found, at two fifths of the room. Under a run stand the reports that hold it, the earliest first.

For each report it is counted how many of its runs others hold first. An earlier report that comes
later moves those counts and no more: whom a report may have copied from is read off them, however
many reports share its runs.
"""

from __future__ import annotations

import hashlib
import struct
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from whence.linking.shelf import Workbench, key_of
from whence.linking.words import low_words
from whence.records.report import Report
from whence.records.span import Spans

RUN = 6  # words in a hashed run: long enough that few runs are shared by chance
WINDOW = 4  # runs of which the least is kept
SURE = RUN + WINDOW - 1
MAX_SOURCES = 6  # reports a report is aligned with, those with most runs in common
MAX_HOLDERS = 256  # reports kept under one run, the earliest; see docs/decisions/016
MAX_CREDITS = 63
_UNDATED = date.max
_NUMBER = struct.Struct(">q")
_HIT = struct.Struct(">qi")

Rank = int
"""Who may have copied from whom: 22 bits of day, 6 of credits given, 35 of the report's hash."""


def rank_of(report: Report, credited: int) -> Rank:
    """Order reports by who may have copied from whom: time, then the fewest credits to others.

    Agency copy is ranked a day early: it reaches the papers before any of them publishes it.
    """
    day = date.fromisoformat(report.published.value[:10]) if report.published else _UNDATED
    if report.agencies:
        day -= timedelta(days=1)
    place = day.toordinal() << 41 | min(credited, MAX_CREDITS) << 35
    return place | key_of(report.id) >> 28


def hash_of(run: Sequence[str]) -> int:
    """Return the hash of a run of lower-case words, 63 bits."""
    digest = hashlib.blake2b(" ".join(run).encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def runs_of(text: str, paragraphs: Spans) -> Sequence[int]:
    """Return the hashes of the runs of words of these paragraphs, in order. Linear in the words."""
    words = [word for p in paragraphs for word in low_words(text, p)]
    # As an array: a tuple of numbers takes five times as much.
    return array("q", (hash_of(words[i : i + RUN]) for i in range(len(words) - RUN + 1)))


def _winnowed(runs: Sequence[int]) -> set[int]:
    """Return those runs that are kept. Linear in their number."""
    if not runs:
        return set()
    return {min(runs[i : i + WINDOW]) for i in range(max(1, len(runs) - WINDOW + 1))}


class Runs:
    """The index on a workbench. A report stands in it by its rank."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def add(self, report: Report, rank: Rank) -> set[str]:
        """Put a report in; return the reports whose sources that may change, it among them."""
        runs = runs_of(report.text, report.paragraphs) if report.note is None else ()
        keys = sorted(_winnowed(runs))
        self._bench.fetch(keys)
        self._bench.put(_rank_key(rank), report.id.encode())
        self._bench.put(_report_key(report.id), _NUMBER.pack(rank) + _packed(runs))
        moved = _Moved()
        for key in keys:
            holders = self._holders(key)
            if rank in holders:
                continue
            if holders and holders[0] < rank:
                moved[rank][holders[0]] += 1
            elif holders:
                moved.give(holders[1:], holders[0], rank)
                moved[holders[0]][rank] += 1
            if len(holders) < MAX_HOLDERS or rank < holders[-1]:
                self._store(key, sorted((*holders, rank))[:MAX_HOLDERS])
        return self._named(self._count(moved) | {rank})

    def remove(self, report_id: str) -> set[str]:
        """Take a report out; return the reports whose sources that may change."""
        held = self._bench.get(_report_key(report_id))
        if held is None:
            return set()
        rank, runs = _NUMBER.unpack_from(held)[0], _unpacked(held[_NUMBER.size :])
        keys = sorted(_winnowed(runs))
        self._bench.fetch(keys)
        moved = _Moved()
        for key in keys:
            holders = self._holders(key)
            if len(holders) > 1 and holders[0] == rank:
                moved[holders[1]][rank] -= 1
                moved.give(holders[2:], rank, holders[1])
            self._store(key, [h for h in holders if h != rank])
        touched = self._count(moved)
        for key in (_report_key(report_id), _rank_key(rank), _hits_key(rank)):
            self._bench.put(key, None)
        return self._named(touched - {rank})

    def sources(self, report_id: str) -> list[str]:
        """Return the reports a report may have copied from, those that hold most of its runs first.

        Of each run only its first holder counts.
        """
        rank = self._rank(report_id)
        if rank is None:
            return []
        first = self._first(self._hits(rank))
        self._bench.fetch(map(_rank_key, first))
        # One of more copies than are kept of a run is not told when the first is taken out.
        return [name for source in first if (name := self._name(source))]

    def fetch(self, reports: Collection[str]) -> None:
        """Take the runs of reports, and of how many others are first, onto the bench."""
        self._bench.fetch(map(_report_key, reports))
        self._bench.fetch(_hits_key(rank) for r in reports if (rank := self._rank(r)) is not None)

    def of(self, report_id: str) -> Sequence[int]:
        """Return the hashes of a report's runs, in order; none of one that is not in."""
        held = self._bench.get(_report_key(report_id))
        return _unpacked(held[_NUMBER.size :]) if held else ()

    def _count(self, moved: Mapping[Rank, Mapping[Rank, int]]) -> set[Rank]:
        """Count by how much hits moved; return the reports whose sources that changes."""
        self._bench.fetch(map(_hits_key, moved))
        changed = set()
        for rank, changes in moved.items():
            before = self._hits(rank)
            now = {o: n for o, n in _sum(before, changes).items() if n > 0}
            entry = b"".join(_HIT.pack(other, now[other]) for other in sorted(now))
            self._bench.put(_hits_key(rank), entry or None)
            if self._first(before) != self._first(now):
                changed.add(rank)
        return changed

    def _first(self, hits: Mapping[Rank, int]) -> list[Rank]:
        return sorted(hits, key=lambda other: (-hits[other], other))[:MAX_SOURCES]

    def _hits(self, rank: Rank) -> dict[Rank, int]:
        """Return of how many of a report's runs others are the first holders."""
        return dict(_HIT.iter_unpack(self._bench.get(_hits_key(rank)) or b""))

    def _holders(self, key: int) -> tuple[int, ...]:
        held = self._bench.get(key) or b""
        return struct.unpack(f">{len(held) // 8}q", held)

    def _store(self, key: int, holders: Sequence[int]) -> None:
        self._bench.put(key, struct.pack(f">{len(holders)}q", *holders) if holders else None)

    def _named(self, ranks: Collection[Rank]) -> set[str]:
        self._bench.fetch(map(_rank_key, ranks))
        return {self._name(rank) for rank in ranks}

    def _rank(self, report_id: str) -> Rank | None:
        held = self._bench.get(_report_key(report_id))
        rank: Rank | None = _NUMBER.unpack_from(held)[0] if held else None
        return rank

    def _name(self, rank: Rank) -> str:
        return (self._bench.get(_rank_key(rank)) or b"").decode()


class _Moved(defaultdict[Rank, Counter[Rank]]):
    """By how much the hits of reports change, by their sources."""

    def __init__(self) -> None:
        super().__init__(Counter)

    def give(self, holders: Iterable[Rank], before: Rank, now: Rank) -> None:
        """Let the first holder of a run be another for these other holders of it."""
        for holder in holders:
            self[holder][before] -= 1
            self[holder][now] += 1


def _sum(one: Mapping[Rank, int], other: Mapping[Rank, int]) -> dict[Rank, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {*one, *other}}


def _packed(runs: Sequence[int]) -> bytes:
    return struct.pack(f">{len(runs)}q", *runs)


def _unpacked(held: bytes) -> Sequence[int]:
    # As an array: a tuple of numbers takes five times as much.
    return array("q", struct.unpack(f">{len(held) // 8}q", held))


def _rank_key(rank: Rank) -> int:
    return key_of("rank", rank)


def _hits_key(rank: Rank) -> int:
    return key_of("hits of", rank)


def _report_key(report_id: str) -> int:
    return key_of("runs of", report_id)

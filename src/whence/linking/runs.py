"""Which reports hold the same runs of words: the index behind text reuse.

Of a report's hashed runs (Broder's shingles) every one that is the least among its neighbours is
kept (winnowing, Schleimer and others 2003), so that any passage of `SURE` words two reports share
is found, at two fifths of the room. Under a run stand the reports that hold it, the earliest first.
"""

from __future__ import annotations

import hashlib
import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

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
TEXTS = 512  # whose runs are remembered: a report is indexed, aligned and aligned with
_UNDATED = date.max

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


@lru_cache(maxsize=TEXTS)
def runs_of(text: str, paragraphs: Spans) -> Sequence[int]:
    """Return the hashes of the runs of words of these paragraphs, in order. Linear in the words."""
    words = [word for p in paragraphs for word in low_words(text, p)]
    # As an array: a tuple of numbers takes five times as much.
    return array("q", (hash_of(words[i : i + RUN]) for i in range(len(words) - RUN + 1)))


def kept_runs(report: Report) -> set[int]:
    """Return the hashes of a report's runs that are kept. Linear in its words."""
    runs = runs_of(report.text, report.paragraphs)
    if not runs:
        return set()
    return {min(runs[i : i + WINDOW]) for i in range(max(1, len(runs) - WINDOW + 1))}


class Runs:
    """The index on a workbench. A report stands in it by its rank."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def add(self, report: Report, rank: Rank) -> set[str]:
        """Put a report in; return the reports whose sources that may change, it among them."""
        runs = kept_runs(report) if report.note is None else set()
        keys = sorted(runs)
        self._bench.fetch(keys)
        self._bench.put(_rank_key(rank), report.id.encode())
        self._bench.put(_report_key(report.id), struct.pack(f">{len(keys) + 1}q", rank, *keys))
        touched = {rank}
        for key in keys:
            holders = self._holders(key)
            if rank in holders:
                continue
            if not holders or rank < holders[0]:
                touched.update(holders)
            if len(holders) < MAX_HOLDERS or rank < holders[-1]:
                self._store(key, sorted((*holders, rank))[:MAX_HOLDERS])
        return self._named(touched)

    def remove(self, report_id: str) -> set[str]:
        """Take a report out; return the reports whose sources that may change."""
        held = self._bench.get(_report_key(report_id))
        if held is None:
            return set()
        rank, *keys = struct.unpack(f">{len(held) // 8}q", held)
        self._bench.fetch(keys)
        touched: set[int] = set()
        for key in keys:
            holders = self._holders(key)
            if holders and holders[0] == rank:
                touched.update(holders[1:])
            self._store(key, [h for h in holders if h != rank])
        self._bench.put(_report_key(report_id), None)
        self._bench.put(_rank_key(rank), None)
        return self._named(touched - {rank})

    def sources(self, report_id: str) -> list[str]:
        """Return the reports to align a report with: the first holders of its runs."""
        held = self._bench.get(_report_key(report_id))
        if held is None:
            return []
        rank, *keys = struct.unpack(f">{len(held) // 8}q", held)
        self._bench.fetch(keys)
        firsts = (self._holders(key)[:1] for key in keys)
        hits = Counter(first[0] for first in firsts if first and first[0] < rank)
        ordered = sorted(hits, key=lambda other: (-hits[other], other))[:MAX_SOURCES]
        return [self._name(other) for other in ordered]

    def _holders(self, key: int) -> tuple[int, ...]:
        held = self._bench.get(key) or b""
        return struct.unpack(f">{len(held) // 8}q", held)

    def _store(self, key: int, holders: Sequence[int]) -> None:
        self._bench.put(key, struct.pack(f">{len(holders)}q", *holders) if holders else None)

    def _named(self, ranks: Iterable[int]) -> set[str]:
        listed = list(ranks)
        self._bench.fetch(map(_rank_key, listed))
        return {self._name(rank) for rank in listed}

    def _name(self, rank: int) -> str:
        return (self._bench.get(_rank_key(rank)) or b"").decode()


def _rank_key(rank: int) -> int:
    return key_of("rank", rank)


def _report_key(report_id: str) -> int:
    return key_of("runs of", report_id)

"""What linking and storing cost against the number of reports, and what ten more cost.

    python benchmarks/growth.py DATA/stories [--sizes 1000 10000] [--base FILE]

The reports of the stories under the path are read and extracted once (kept in the ledger FILE for
the next run), then resampled and reworded: each copy of a story is another story, its names and a
share of its words put in place of others of the same length, so that every span stays true, and
its vectors turned by as much; each report loses a share of its sentences and changes some words of
its own. The network does not run for them. `--reports-a-story n` lets each story grow to n reports
instead: 0 keeps as many as it has.

Seconds are of the processor, so that a machine others use changes them less; memory is the peak
of the process, less what it held before. Prints a JSON object for each size.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from whence.extraction.workers import Workers
from whence.ids import content_id
from whence.ledger.store import Ledger, open_ledger
from whence.linking.words import words_of
from whence.records.extraction import Extraction, Sentence
from whence.records.report import Intake, Report
from whence.records.span import Span
from whence.settings import Settings, load_settings
from whence.workflow import extract_pending, read_into, relink

Found = tuple[Report, Extraction]
BATCH = 64
TEN = 10
LOST = 0.25  # share of its sentences that a report loses
OTHER_STORY = 0.45  # share of words that are others in each copy of a story
OWN_WORDS = 0.06  # share of words that are others in each report
TURN_STORY = 0.9  # length of what is added to a sentence's vector in each copy of a story
TURN_OWN = 0.25  # ... and in each report
DIMENSIONS = 384


@dataclass(slots=True)
class Clock:
    """Seconds of the processor spent in parts of the work."""

    store: float = 0.0
    link: float = 0.0


def main() -> None:
    """Grow a ledger through the sizes asked for and tell what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--reports-a-story", type=int, default=0)
    parser.add_argument("--base", type=Path, default=Path("growth-base.whence"))
    asked = parser.parse_args()
    settings = load_settings()
    stories = _stories(asked.path, asked.base, settings)
    made = _reports(stories, asked.reports_a_story)
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(str(Path(folder) / "growth.whence"), create=True, by="growth")
        with ledger:
            _grow(ledger, made, sorted(asked.sizes), settings)


def _grow(ledger: Ledger, made: Iterator[Found], sizes: Sequence[int], settings: Settings) -> None:
    clock, count, before = Clock(), 0, _peak()
    last: tuple[int, float] | None = None
    for size in sizes:
        while count < size - TEN:
            count += _add(ledger, made, min(BATCH, size - TEN - count), settings, clock)
        ten = Clock()
        began = time.perf_counter()
        count += _add(ledger, made, TEN, settings, ten)
        told = {
            "reports": count,
            "store_s": round(clock.store, 1),
            "link_s": round(clock.link, 1),
            "link_ms_a_report": round(1000 * clock.link / max(1, count - TEN), 1),
            "ten_more_store_s": round(ten.store, 2),
            "ten_more_link_s": round(ten.link, 2),
            "ten_more_clock_s": round(time.perf_counter() - began, 2),
            "peak_mib": _peak() - before,
            "ledger_mib": Path(ledger.where).stat().st_size >> 20,
            "points": ledger.info().points,
        }
        if last is not None:
            told["exponent"] = round(math.log(clock.link / last[1]) / math.log(count / last[0]), 2)
        last = (count, clock.link)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _add(
    ledger: Ledger, made: Iterator[Found], count: int, settings: Settings, clock: Clock
) -> int:
    batch = [next(made) for _ in range(count)]
    began = time.process_time()
    ledger.add_many([Intake(report, report.text.encode()) for report, _ in batch])
    ledger.save_extractions(batch, model="growth")
    stored = time.process_time()
    relink(ledger, settings)
    clock.store += stored - began
    clock.link += time.process_time() - stored
    return len(batch)


def _peak() -> int:
    """Return the most memory the process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


# --- reports made from reports --------------------------------------------------------------------


def _stories(path: Path, base: Path, settings: Settings) -> list[list[Found]]:
    """Return the reports of each story with what was found in them."""
    with open_ledger(str(base), create=True, by="growth") as ledger:
        if not ledger.info().analysed:
            read_into(ledger, [path], settings)
            with Workers(settings.extraction) as workers:
                extract_pending(ledger, workers)
        found = {extraction.report: extraction for extraction in ledger.extractions()}
        stories: dict[str, list[Found]] = defaultdict(list)
        for report in ledger.reports():
            if report.note is None and report.id in found and found[report.id].note is None:
                stories[str(Path(report.path).parent)].append((report, found[report.id]))
    return [stories[name] for name in sorted(stories)]


def _reports(stories: Sequence[Sequence[Found]], size: int) -> Iterator[Found]:
    """Yield reports without end, story by story, each story copied again and again."""
    words = _words_by_length(stories)
    copy = 0
    while True:
        for number, story in enumerate(stories):
            for place in range(size or len(story)):
                seed = f"{copy} {number}"
                own = f"{seed} {place}"
                yield _reworded(story[place % len(story)], seed, own, words)
        copy += 1


def _words_by_length(stories: Sequence[Sequence[Found]]) -> dict[int, list[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for story in stories:
        for report, _ in story:
            for word in words_of(report.text):
                if word.text.isalpha() and len(word.text) > 3:
                    found[len(word.text)].add(word.text.lower())
    return {length: sorted(listed) for length, listed in found.items()}


def _reworded(of: Found, story: str, own: str, words: dict[int, list[str]]) -> Found:
    report, extraction = of
    chance = random.Random(own)
    lost = {s.span for s in extraction.sentences if chance.random() < LOST}
    text = list(report.text)
    for word in words_of(report.text):
        if word.text.isalpha() and len(word.text) > 3 and len(word.text) in words:
            gone = any(span.contains(word.span) for span in lost) if lost else False
            other = _other(word.text, story, chance, words[len(word.text)], gone=gone)
            text[word.span.start : word.span.end] = other
    reworded = "".join(text)
    made = replace(
        report,
        id=content_id(reworded.encode()),
        path=f"{own.replace(' ', '/')}.txt",
        text=reworded,
        title=None if report.title is None else report.title,
    )
    return made, _resampled(extraction, made.id, lost, story, own)


def _other(word: str, story: str, chance: random.Random, words: list[str], *, gone: bool) -> str:
    """Return a word of the same length: the story's own, the report's own, or the same."""
    told = _number(story, word.lower())
    if gone or chance.random() < OWN_WORDS:
        other = chance.choice(words)
    elif word[0].isupper() or told % 1000 < OTHER_STORY * 1000:
        other = words[told % len(words)]
    else:
        return word
    return other.capitalize() if word[0].isupper() else other


def _number(*parts: str) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(parts).encode(), digest_size=8).digest(), "big")


def _resampled(of: Extraction, report: str, lost: set[Span], story: str, own: str) -> Extraction:
    sentences = tuple(
        Sentence(s.span, _turned(s.vector, f"{story} {place}", f"{own} {place}"))
        for place, s in enumerate(of.sentences)
        if s.span not in lost
    )
    return replace(of, report=report, sentences=sentences)


def _turned(blob: bytes, story: str, own: str) -> bytes:
    """Return vectors turned as far as another story's are, and a little more."""
    rows = np.frombuffer(blob, dtype="<f2").astype(np.float32).reshape(-1, DIMENSIONS)
    for seed, length in ((story, TURN_STORY), (own, TURN_OWN)):
        chance = np.random.default_rng(_number(seed))
        turn = chance.standard_normal(rows.shape).astype(np.float32)
        rows = rows + length * turn / np.linalg.norm(turn, axis=1, keepdims=True)
    unit: bytes = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype("<f2").tobytes()
    return unit


if __name__ == "__main__":
    main()

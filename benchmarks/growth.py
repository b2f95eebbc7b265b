"""What linking and storing cost against the number of reports, and what ten more cost.

    python benchmarks/growth.py DATA/stories [--sizes 1000 10000] [--base FILE] [--in-order]

The reports of the stories under the path are read and extracted once (kept in the ledger FILE for
the next run), then told again as ever new stories (`retelling.py` says what that models and what
it does not): each copy of a story has other words, names, figures and days. The network does not
run for them. Stories come whole and from all times, so that reports of earlier days than those a
ledger holds keep coming; with `--in-order` all come in the order of their days, each telling of
the stories some sixty weeks after the one before. `--reports-a-story n` lets each story grow to n
reports instead: 0 keeps as many as it has. `--sentences n` tells the first n sentences of each
report, as briefs do, so that a hundred thousand can be had in an hour. `--keep FILE` keeps the
grown ledger there, with its clock beside it in FILE.clock, and goes on from both where they are
there: a long run can be cut into several.

Seconds are of the processor, so that a machine others use changes them less; memory is the peak
of the process, less what it held before. Prints a JSON object for each size.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

from retelling import OtherStory
from retold_words import Found, Vocabulary
from whence.extraction.workers import Workers
from whence.ledger.store import Ledger, open_ledger
from whence.linking.gazetteer import load_gazetteer
from whence.records.report import Intake
from whence.settings import Settings, load_settings
from whence.workflow import extract_pending, read_into, relink

BATCH = 64
TEN = 10
AHEAD = 16  # stories told before they are wanted


@dataclass(slots=True)
class Clock:
    """Seconds of the processor spent in parts of the work, and on how many reports."""

    reports: int = 0
    store: float = 0.0
    link: float = 0.0

    @classmethod
    def kept(cls, ledger: Path) -> Clock:
        """Return the clock of a run to go on with, a new one where there is none."""
        beside = _beside(ledger)
        return cls(**json.loads(beside.read_text())) if beside.exists() else cls()

    def keep(self, ledger: Path) -> None:
        """Note beside a ledger what it took so far."""
        _beside(ledger).write_text(json.dumps(asdict(self)))


def _beside(ledger: Path) -> Path:
    return ledger.with_name(ledger.name + ".clock")


def main() -> None:
    """Grow a ledger through the sizes asked for and tell what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--reports-a-story", type=int, default=0)
    parser.add_argument("--in-order", action="store_true")
    parser.add_argument("--sentences", type=int)
    parser.add_argument("--base", type=Path, default=Path("growth-base.whence"))
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    settings = load_settings()
    _read(asked.path, asked.base, settings)
    with tempfile.TemporaryDirectory() as folder:
        where = asked.keep or Path(folder) / "growth.whence"
        clock = Clock.kept(where)
        sizes = [size for size in sorted(asked.sizes) if size > clock.reports]
        telling = asked.reports_a_story, asked.in_order, asked.sentences
        made = _reports(asked.base, *telling, clock.reports)
        with open_ledger(str(where), create=True, by="growth") as ledger:
            _grow(ledger, made, sizes, settings, clock)


def _grow(
    ledger: Ledger, made: Iterator[Found], sizes: Sequence[int], settings: Settings, clock: Clock
) -> None:
    before = _peak()
    last = (clock.reports, clock.link) if clock.reports else None
    for size in sizes:
        while clock.reports < size - TEN:
            _add(ledger, made, min(BATCH, size - TEN - clock.reports), settings, clock)
            clock.keep(Path(ledger.where))
        ten = Clock()
        began = time.perf_counter()
        _add(ledger, made, TEN, settings, ten)
        clock.reports += TEN
        clock.keep(Path(ledger.where))
        count = clock.reports
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
            since = (clock.link - last[1]) / (count - last[0])
            told["link_ms_a_report_since"] = round(1000 * since, 1)
        last = (count, clock.link)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _add(
    ledger: Ledger, made: Iterator[Found], count: int, settings: Settings, clock: Clock
) -> None:
    batch = [next(made) for _ in range(count)]
    began = time.process_time()
    ledger.add_many([Intake(report, report.text.encode()) for report, _ in batch])
    ledger.save_extractions(batch, model="growth")
    stored = time.process_time()
    relink(ledger, settings)
    clock.store += stored - began
    clock.link += time.process_time() - stored
    clock.reports += len(batch)


def _peak() -> int:
    """Return the most memory the process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


# --- reports made from reports --------------------------------------------------------------------


def _read(path: Path, base: Path, settings: Settings) -> None:
    """Read and extract the stories, a folder each, where that was not done before."""
    with open_ledger(str(base), create=True, by="growth") as ledger:
        if not ledger.info().analysed:
            stories = sorted(folder for folder in path.iterdir() if folder.is_dir())
            read_into(ledger, stories, settings)
            extract_pending(ledger, Workers(settings.extraction))


def _kept_stories(base: Path) -> list[list[Found]]:
    """Return the reports of each story with what was found in them."""
    with open_ledger(str(base), by="growth") as ledger:
        found = {extraction.report: extraction for extraction in ledger.extractions()}
        stories: dict[str, list[Found]] = defaultdict(list)
        for report in ledger.reports():
            if report.note is None and report.id in found and found[report.id].note is None:
                stories[str(Path(report.path).parent)].append((report, found[report.id]))
    return [stories[name] for name in sorted(stories)]


def _reports(
    base: Path, size: int, in_order: bool, sentences: int | None, skipped: int
) -> Iterator[Found]:
    """Yield reports without end, story by story, each story copied again and again.

    Another process tells them, a few stories ahead. With `in_order` each telling of all stories is
    put into the order of its days. The first `skipped` reports are left out; of them only the last
    telling is told.
    """
    lengths = [size or len(story) for story in _kept_stories(base)]
    tellings, skipped = divmod(skipped, sum(lengths))
    first = tellings * len(lengths)
    with ProcessPoolExecutor(
        1, get_context("spawn"), _Teller.start, (base, size, in_order, sentences)
    ) as teller:
        told = deque(teller.submit(_Teller.story, first + ahead) for ahead in range(AHEAD))
        telling = list[Found]()
        for number in itertools.count(first):
            telling += told.popleft().result()
            told.append(teller.submit(_Teller.story, number + AHEAD))
            if in_order and (number + 1) % len(lengths):
                continue
            yield from (sorted(telling, key=_day) if in_order else telling)[skipped:]
            skipped = max(0, skipped - len(telling))
            telling = []


def _day(found: Found) -> str:
    published = found[0].published
    return published.value if published else ""


class _Teller:
    """The process that tells stories; what it knows of them is read once."""

    stories: list[list[Found]]
    vocabulary: Vocabulary
    size: int
    in_order: bool
    sentences: int | None

    @classmethod
    def start(cls, base: Path, size: int, in_order: bool, sentences: int | None) -> None:
        cls.stories, cls.size, cls.in_order = _kept_stories(base), size, in_order
        cls.sentences = sentences
        cls.vocabulary = Vocabulary(cls.stories, load_gazetteer())

    @classmethod
    def story(cls, number: int) -> list[Found]:
        copy, turn = divmod(number, len(cls.stories))
        # Large and small stories in another order each time, so that no size has more of one.
        place = random.Random(copy).sample(range(len(cls.stories)), len(cls.stories))[turn]
        story = cls.stories[place]
        other = OtherStory(
            place, copy, cls.vocabulary, in_order=cls.in_order, sentences=cls.sentences
        )
        return [
            other.told(story[at % len(story)], f"{copy} {place} {at}")
            for at in range(cls.size or len(story))
        ]


if __name__ == "__main__":
    main()

"""What whole extraction costs beside the bare network, and what could make it cheaper.

    python benchmarks/extract.py PATH... [--words 20000] [--rounds 3] [--only batches]

Four parts. `network`: whole extraction against the network alone on the same texts on one core,
turn by turn in one run. `length`: one report of 1,000 to 64,000 words made by joining texts.
`batches`: windows read alone against windows side by side, and what that does to the numbers.
`workers`: a pile read by one process and by two.

Seconds of processor time stand beside seconds of the clock: on a machine that others use, only
the first can be compared. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from whence.extraction.encoder import WINDOW, Encoder
from whence.extraction.pipeline import Extractor
from whence.extraction.wordpieces import Pieces, cut, load_tokenizer
from whence.extraction.workers import Workers
from whence.ids import content_id
from whence.reading.pile import read_pile
from whence.records.report import Intake, RawRun, Report
from whence.settings import Settings, load_settings

LENGTHS = (1_000, 4_000, 16_000, 64_000)
BATCH = 8
SHORT = 40
"""Wordpieces of a short window: a long sentence."""
WINDOWS = 64
_OPENS, _CLOSES = 101, 102


@dataclass
class Clock:
    """Seconds of the clock and of the processor, this process's and its children's."""

    wall: float = 0.0
    cpu: float = 0.0

    def time(self, work: Callable[[], object]) -> None:
        """Add what `work` takes."""
        before, began = _processor(), time.perf_counter()
        work()
        self.wall += time.perf_counter() - began
        self.cpu += _processor() - before

    def record(self, rounds: int) -> dict[str, float]:
        """Return both, a round."""
        return {"wall": round(self.wall / rounds, 2), "cpu": round(self.cpu / rounds, 2)}


def _processor() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def reports_of(paths: Sequence[Path], settings: Settings, words: int) -> list[Report]:
    """Read reports until they hold so many words, leaving out what is not analysed."""
    taken, total = [], 0
    for item in read_pile(paths, settings=settings.reading):
        if isinstance(item, Intake) and not item.report.note and item.report.language == "en":
            taken.append(item.report)
            total += count(item.report.text)
            if total >= words:
                break
    return taken


def count(text: str) -> int:
    """Count words as white space parts them."""
    return len(text.split())


def against_network(reports: Sequence[Report], settings: Settings, rounds: int) -> dict[str, Any]:
    """Time extraction and the bare network turn by turn, report by report."""
    encoder = Encoder.load(threads=1)
    extractor = Extractor(encoder, settings.extraction)
    extractor.extract(reports[:1])
    bare, whole = Clock(), Clock()
    for number in range(rounds):
        for report in reports:
            turns: list[tuple[Clock, Callable[[], object]]] = [
                (bare, lambda r=report: encoder.read([r.text])),  # type: ignore[misc]
                (whole, lambda r=report: extractor.extract([r])),  # type: ignore[misc]
            ]
            for clock, work in turns if number % 2 else reversed(turns):
                clock.time(work)
    words = sum(count(report.text) for report in reports)
    return {
        "words": words,
        "network": bare.record(rounds),
        "extraction": whole.record(rounds),
        "network_words_per_cpu_second": round(rounds * words / bare.cpu),
        "extraction_words_per_cpu_second": round(rounds * words / whole.cpu),
        "extraction_to_network": round(bare.cpu / whole.cpu, 2),
        "peak_mib": peak(),
    }


def peak() -> int:
    """Return the most memory this process has held, in MiB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def by_length(reports: Sequence[Report], settings: Settings, longest: int) -> dict[str, Any]:
    """Time one report of each length; the exponent is 1 where cost is linear."""
    extractor = Extractor(Encoder.load(threads=1), settings.extraction)
    pool = [report.text for report in reports]
    steps: list[dict[str, Any]] = []
    for length in (length for length in LENGTHS if length <= longest):
        report = joined(pool, length)
        clock = Clock()
        clock.time(lambda report=report: extractor.extract([report]))  # type: ignore[misc]
        steps.append({"words": count(report.text), **clock.record(1), "peak_mib": peak()})
    sizes, costs = (np.log([step[key] for step in steps]) for key in ("words", "cpu"))
    return {
        "steps": steps,
        "exponent": round(float(np.polyfit(sizes, costs, 1)[0]), 3),
        "exponent_of_last_step": round(float((costs[-1] - costs[-2]) / (sizes[-1] - sizes[-2])), 3),
    }


def joined(pool: Sequence[str], words: int) -> Report:
    """Make one report of so many words out of texts, again from the first when they run out."""
    parts: list[str] = []
    while words > 0:
        part = " ".join(pool[len(parts) % len(pool)].split(" ")[:words])
        parts.append(part)
        words -= max(1, count(part))
    text = "\n\n".join(parts)
    return Report(
        id=content_id(text.encode()),
        path="joined",
        text=text,
        raw=(RawRun(0, 0, len(text)),),
        language="en",
    )


# --- batches --------------------------------------------------------------------------------------


def batches(reports: Sequence[Report], rounds: int) -> dict[str, Any]:
    """Compare windows read alone with windows side by side, full ones and short ones."""
    folder = Path(str(resources.files("whence.extraction"))) / "model"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    texts = [cut(report.text, tokenizer) for report in reports]
    full = list(windows(texts, WINDOW, WINDOW))[:WINDOWS]
    short = list(windows(texts, SHORT // 2, SHORT))[: 4 * WINDOWS]
    return {
        "full_windows": side_by_side(session, full, rounds),
        "short_windows": side_by_side(session, sorted(short, key=len), rounds),
        "short_among_long": company(session, short[:WINDOWS], full[: BATCH - 1]),
    }


Window = NDArray[np.int64]
"""One wordpiece a row: its id, then its shape."""


def windows(texts: Iterable[Pieces], least: int, most: int) -> Iterator[Window]:
    """Cut texts into framed windows of `least` to `most` wordpieces, without overlap."""
    steps = np.random.default_rng(0)
    for pieces in texts:
        begin = 0
        while len(pieces) - begin >= most:
            size = int(steps.integers(least, most + 1))
            ids = np.concatenate(([_OPENS], pieces.ids[begin : begin + size], [_CLOSES]))
            shapes = np.pad(pieces.shapes[begin : begin + size], ((1, 1), (0, 0)), mode="edge")
            yield np.concatenate((ids[:, None], shapes), axis=1)
            begin += size


def side_by_side(session: Any, taken: Sequence[Window], rounds: int) -> dict[str, Any]:
    """Time both ways turn by turn, and say how far the numbers part."""
    groups = [taken[n : n + BATCH] for n in range(0, len(taken), BATCH)]
    alone, together = Clock(), Clock()
    for _ in range(rounds):
        for group in groups:
            alone.time(lambda g=group: [run(session, [one]) for one in g])  # type: ignore[misc]
            together.time(lambda g=group: run(session, g))  # type: ignore[misc]
    pieces = sum(len(one) for one in taken) * rounds
    pairs = [
        (run(session, [one])[0], other)
        for group in groups
        for one, other in zip(group, run(session, group), strict=True)
    ]
    return {
        "windows": len(taken),
        "alone_wordpieces_per_cpu_second": round(pieces / alone.cpu),
        "together_wordpieces_per_cpu_second": round(pieces / together.cpu),
        "gain": round(alone.cpu / together.cpu, 3),
        **apart(pairs),
    }


def company(session: Any, short: Sequence[Window], long: Sequence[Window]) -> dict[str, float]:
    """Say how far a short window's numbers move when long ones stand beside it."""
    return apart([(run(session, [one])[0], run(session, [one, *long])[0]) for one in short])


def run(session: Any, group: Sequence[Window]) -> list[NDArray[np.float32]]:
    """Run windows in one call, filled up to the longest; return the cue labels' scores of each."""
    longest = max(len(one) for one in group)
    filled = np.zeros((len(group), longest, group[0].shape[1]), dtype=np.int64)
    mask = np.zeros((len(group), longest), dtype=np.int64)
    for row, one in enumerate(group):
        filled[row, : len(one)] = one
        mask[row, : len(one)] = 1
    feed = {"pieces": filled[:, :, 0], "shapes": filled[:, :, 1:], "mask": mask}
    (cue,) = session.run(["cue"], feed)
    return [cue[row, : len(one)].astype(np.float32) for row, one in enumerate(group)]


def apart(pairs: Sequence[tuple[NDArray[np.float32], NDArray[np.float32]]]) -> dict[str, float]:
    """Compare chances of being no cue, and labels, of the same windows read in two ways."""
    gaps = np.concatenate([np.abs(np.exp(a[:, 0]) - np.exp(b[:, 0])) for a, b in pairs])
    labels = [(a.argmax(axis=1), b.argmax(axis=1)) for a, b in pairs]
    marked = sum(int(((a > 0) | (b > 0)).sum()) for a, b in labels)
    changed = sum(int((a != b).sum()) for a, b in labels)
    return {
        "windows_that_change": sum(not np.array_equal(a, b) for a, b in pairs),
        "mean_gap": float(f"{gaps.mean():.2g}"),
        "largest_gap": float(f"{gaps.max():.2g}"),
        "cue_wordpieces": marked,
        "labels_that_change": changed,
    }


# --- workers --------------------------------------------------------------------------------------


def by_workers(reports: Sequence[Report], settings: Settings, rounds: int) -> dict[str, Any]:
    """Read the same pile with one process and with two, start and loading included."""
    clocks = {1: Clock(), 2: Clock()}
    for _ in range(rounds):
        for workers, clock in clocks.items():
            chosen = dataclasses.replace(settings.extraction, workers=workers)
            clock.time(lambda chosen=chosen: list(Workers(chosen).extract_each(reports)))  # type: ignore[misc]
    one, two = clocks[1], clocks[2]
    return {
        "reports": len(reports),
        "characters": sum(len(report.text) for report in reports),
        "one": one.record(rounds),
        "two": two.record(rounds),
        "speedup": round(one.wall / two.wall, 2),
        "cores_had": round(two.cpu / two.wall, 2),
        "work_added": round(two.cpu / one.cpu - 1, 3),
    }


def use_one_core() -> None:
    """Begin anew with arithmetic outside the network held to one thread, if it is not yet.

    It takes every core otherwise, and heeds the environment only when it is loaded.
    """
    held = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    if held.items() - os.environ.items():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **held})


def main() -> None:
    """Read the arguments, run the parts asked for, print."""
    parts = ("network", "length", "batches", "workers")
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+", help="reports, as for `whence read`")
    parser.add_argument("--words", type=int, default=20_000, help="words to take of them")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="longest joined report")
    parser.add_argument("--only", choices=parts, action="append", help="only this part; repeatable")
    arguments = parser.parse_args()
    use_one_core()
    settings = load_settings()
    reports = reports_of(arguments.paths, settings, arguments.words)
    work: dict[str, Callable[[], dict[str, Any]]] = {
        "network": lambda: against_network(reports, settings, arguments.rounds),
        "length": lambda: by_length(reports, settings, arguments.longest),
        "batches": lambda: batches(reports, arguments.rounds),
        "workers": lambda: by_workers(reports, settings, arguments.rounds),
    }
    results = {part: work[part]() for part in parts if part in (arguments.only or parts)}
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()

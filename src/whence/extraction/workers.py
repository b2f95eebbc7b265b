"""Extraction on several cores: a pile shared out among processes, results in input order.

The run's own process reads reports like the others, so that work begins at once and nothing is
lost while the others start. A small pile is read here alone, with threads inside the network
instead: by the time another process had started, it would be done. Either way a report comes out
the same to the bit.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Final

from whence.errors import WorkerError
from whence.extraction.encoder import Encoder, read_card
from whence.extraction.pipeline import Extractor, version_of
from whence.extraction.worker import (
    Found,
    Worker,
    WorkerDiedError,
    extract_or_note,
    not_analysed,
)
from whence.records.report import Report
from whence.settings import ExtractionSettings

MOST_WORKERS: Final = 8
"""Most processes taken unasked: each holds a network of its own, some 200 MB."""
WORTH_SHARING: Final = 100_000
"""Characters, the longest report apart, from which other processes pay for their start."""
AHEAD_REPORTS: Final = 64
AHEAD_CHARACTERS: Final = 400_000
"""What is taken from the input before the first of it is done: the bounds of memory."""
TRIES: Final = 2
"""How many processes a report may cost before it is given up."""
MOST_LOST_IN_A_ROW: Final = 3
"""Reports given up one after another from which it is the machine, not the reports."""


class Workers:
    """Extraction with the shipped network on as many cores as the settings allow.

    Nothing is loaded and no process is started before there is something to read. `version`
    names network, weights and rules. Raises `ModelError` when the network is damaged.
    """

    def __init__(self, settings: ExtractionSettings) -> None:
        self._settings = settings
        self.count = settings.workers or min(MOST_WORKERS, cores())
        self.version = version_of(read_card())
        self._loaded: tuple[int, Extractor] | None = None

    def extract_each(self, reports: Iterable[Report]) -> Generator[Found]:
        """Yield every report with what was found in it, in order; close it to stop early.

        Reports are taken from the input a bounded way ahead. A report on which the rules fail or
        a process dies comes out with a note that says so; it costs no other. Raises `WorkerError`
        when processes cannot be started or die one after another.
        """
        pile = _Pile(iter(reports))
        if self.count == 1 or not pile.fill_until_worth_sharing():
            own = self._own(threads=self.count)
            yield from (extract_or_note(own, report) for report in pile.rest())
        else:
            yield from self._share(pile)

    def _share(self, pile: _Pile) -> Generator[Found]:
        helpers = [Helper(pile, self._settings) for _ in range(self.count - 1)]
        try:
            for helper in helpers:
                helper.start()
            own = self._own(threads=1)
            while (head := pile.head()) is not None:
                if head.done:
                    yield pile.pop()
                elif (job := pile.take()) is not None:
                    pile.finish(job, extract_or_note(own, job.report))
                else:
                    pile.wait_for(head)
        finally:
            pile.close()
            for helper in helpers:
                helper.stop()

    def _own(self, threads: int) -> Extractor:
        """Load the network into this process, or give it again as it was loaded before."""
        if self._loaded is None or self._loaded[0] != threads:
            self._loaded = threads, Extractor(Encoder.load(threads=threads), self._settings)
        return self._loaded[1]


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(eq=False)
class Job:
    """A report on its way: begun or not, done with what was found, or failed for good."""

    report: Report
    found: Found | None = None
    error: Exception | None = None

    @property
    def done(self) -> bool:
        """Say whether nobody need wait for it any more."""
        return self.found is not None or self.error is not None


@dataclass(eq=False)
class _Pile:
    """The reports taken from the input and not handed back yet, in order; shared by threads."""

    reports: Iterator[Report]
    jobs: deque[Job] = field(default_factory=deque)
    unbegun: deque[Job] = field(default_factory=deque)
    characters: int = 0
    closed: bool = False
    changed: Condition = field(default_factory=Condition)

    def fill_until_worth_sharing(self) -> bool:
        """Take reports from the input until sharing them pays; say whether there are so many."""
        longest = 0
        while self.characters - longest < WORTH_SHARING:
            job = self._pull()
            if job is None:
                return False
            longest = max(longest, len(job.report.text))
        return True

    def rest(self) -> Iterator[Report]:
        """Yield all reports in order, for one who reads them alone."""
        while self.jobs:
            yield self.jobs.popleft().report
        yield from self.reports

    def head(self) -> Job | None:
        """Take reports as far ahead as allowed and return the first not handed back, if any."""
        while self._room():
            if self._pull() is None:
                break
        return self.jobs[0] if self.jobs else None

    def pop(self) -> Found:
        """Hand back the first report, which is done. Raises the error it met."""
        job = self.jobs.popleft()
        self.characters -= len(job.report.text)
        if job.found is None:
            raise job.error or WorkerError("a report was lost")
        return job.found

    def take(self) -> Job | None:
        """Return the first report that nobody has begun, or None."""
        with self.changed:
            return self.unbegun.popleft() if self.unbegun else None

    def take_or_wait(self) -> Job | None:
        """Return the first report that nobody has begun, when there is one; None at the end."""
        with self.changed:
            self.changed.wait_for(lambda: self.unbegun or self.closed)
            return None if self.closed else self.unbegun.popleft()

    def finish(self, job: Job, result: Found | Exception) -> None:
        """Note what came of a report and wake who waits for it."""
        with self.changed:
            if isinstance(result, Exception):
                job.error = result
            else:
                job.found = result
            self.changed.notify_all()

    def wait_for(self, job: Job) -> None:
        """Wait until a report that another has begun is done."""
        with self.changed:
            self.changed.wait_for(lambda: job.done)

    def close(self) -> None:
        """Tell all who wait for reports that there are no more."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()

    def _room(self) -> bool:
        return len(self.jobs) < AHEAD_REPORTS and self.characters < AHEAD_CHARACTERS

    def _pull(self) -> Job | None:
        report = next(self.reports, None)
        if report is None:
            return None
        job = Job(report)
        self.jobs.append(job)
        self.characters += len(report.text)
        with self.changed:
            self.unbegun.append(job)
            self.changed.notify()
        return job


class Helper:
    """A thread that has reports of a pile read by a process of its own, one after another."""

    def __init__(self, pile: _Pile, settings: ExtractionSettings) -> None:
        self._pile = pile
        self._settings = settings
        self._worker: Worker | None = None
        self._stopped = False
        self._lost = 0
        self._thread = Thread(target=self._run, name="whence helper", daemon=True)

    def start(self) -> None:
        """Begin to take reports; the process is started with the first."""
        self._thread.start()

    def stop(self) -> None:
        """End the process, whatever it is at, and wait for the thread."""
        self._stopped = True
        if self._worker is not None:
            self._worker.kill()
        if self._thread.ident is not None:
            self._thread.join()

    def extract(self, report: Report) -> Found:
        """Have a report read by the process; one of which it dies twice is given up with a note.

        Raises `WorkerError` when no process can be started, or too many die.
        """
        how = ""
        for _ in range(TRIES):
            if self._worker is None:
                self._worker = Worker(self._settings)
            if self._stopped:  # asked after the process is named, so that one of both ends it
                break
            try:
                found = self._worker.extract(report)
            except WorkerDiedError as death:
                how = str(death)
                self.let_go()
            else:
                self._lost = 0
                return found
        self._lost += 1
        if self._lost >= MOST_LOST_IN_A_ROW:
            raise WorkerError(
                f"processes that read reports keep dying; the last: {how}",
                where=report.path,
                remedy="there may be too little memory: set workers = 1 in the section "
                "[extraction] of a settings file",
            )
        return report, not_analysed(report, f"the process reading it died twice; {how}")

    def let_go(self) -> None:
        """End the process, if there is one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def _run(self) -> None:
        try:
            while (job := self._pile.take_or_wait()) is not None:
                try:
                    result: Found | Exception = self.extract(job.report)
                except Exception as error:  # raised anew where the report is waited for
                    result = error
                self._pile.finish(job, result)
        finally:
            self.let_go()

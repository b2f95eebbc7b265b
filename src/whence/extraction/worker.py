"""One process of its own that reads reports: how it is started, asked, and stopped.

It is started as a fresh interpreter, not with `multiprocessing`, whose processes run the caller's
script again and, in a pool, fall together when one falls. Reports go in by its standard input and
what was found comes back by its standard output, both pickled. It ends when its input does, so
none outlives the run that started it, however that run ends.
"""

from __future__ import annotations

import os
import pickle  # both ends of the pipe are this program
import signal
import subprocess
import sys
from contextlib import suppress
from typing import IO, Any, BinaryIO, Final

from whence.errors import WhenceError, WorkerError
from whence.extraction.encoder import Encoder
from whence.extraction.pipeline import Extractor
from whence.records.extraction import Extraction
from whence.records.report import Report
from whence.settings import ExtractionSettings

Found = tuple[Report, Extraction]

_BOOT: Final = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from whence.extraction.worker import serve; serve()"
)
# Arithmetic outside the network would otherwise take every core in every process.
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_REMEDY: Final = "set workers = 1 in the section [extraction] of a settings file"


class WorkerDiedError(Exception):
    """The process ended in the middle of a report; the message says how."""


class Worker:
    """A process with the network loaded: starting one returns at once, being ready takes a second.

    Raises `WorkerError` when the process cannot be started. Used by one thread at a time, except
    for `kill`.
    """

    def __init__(self, settings: ExtractionSettings) -> None:
        self._settings = settings
        self._ready = False
        try:
            self._process = _start()
            self._into, self._out_of = _pipes(self._process)
        except OSError as error:
            raise WorkerError(
                f"a process to read reports in cannot be started: {error}", remedy=_REMEDY
            ) from error

    def extract(self, report: Report) -> Found:
        """Return what the process found in a report.

        Raises `WorkerDiedError` when it died of it, `WorkerError` when it could not begin.
        """
        if not self._ready:
            self._greet()
        self._send(report)
        found: Found = self._receive()
        return found

    def kill(self) -> None:
        """End the process at once; whoever waits for it gets a `WorkerDiedError`."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        self.kill()
        for stream in (self._into, self._out_of):
            with suppress(OSError):  # what was still to be sent has nowhere to go
                stream.close()
        self._process.wait()

    def _greet(self) -> None:
        """Tell the process where Whence lies and what is set, and wait until it is ready."""
        try:
            self._send([place or os.getcwd() for place in sys.path])
            self._send(self._settings)
            problem = self._receive()
        except WorkerDiedError as death:
            raise WorkerError(
                f"a process to read reports in came to its end at once: {death}", remedy=_REMEDY
            ) from death
        if problem is not None:
            cause, where, remedy = problem
            raise WorkerError(cause, where=where, remedy=remedy)
        self._ready = True

    def _send(self, message: object) -> None:
        try:
            pickle.dump(message, self._into, protocol=pickle.HIGHEST_PROTOCOL)
            self._into.flush()
        except OSError as error:
            raise WorkerDiedError(self._how()) from error

    def _receive(self) -> Any:
        try:
            return pickle.load(self._out_of)  # noqa: S301 (written by our own process)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise WorkerDiedError(self._how()) from error

    def _how(self) -> str:
        """Say how the process ended."""
        self._process.kill()
        status = self._process.wait()
        if status >= 0:
            return f"it left with status {status}"
        try:
            return f"it was ended by {signal.Signals(-status).name}"
        except ValueError:
            return f"it was ended by signal {-status}"


def extract_or_note(extractor: Extractor, report: Report) -> Found:
    """Extract one report; a fault in Whence's own rules costs that report and says so in a note.

    Errors that Whence raises on purpose, such as a damaged network, concern every report and are
    passed on.
    """
    try:
        return extractor.extract([report])[0]
    except WhenceError:
        raise
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        return report, not_analysed(report, f"a fault of Whence's own, {fault}")


def not_analysed(report: Report, why: str) -> Extraction:
    """Return the extraction of a report in which nothing could be looked for."""
    return Extraction(report=report.id, note=f"not analysed: {why}")


def serve() -> None:
    """Answer reports with what is found in them until the input ends; the process's whole life."""
    requests, answers = sys.stdin.buffer, _private_output()
    settings = pickle.load(requests)  # noqa: S301 (written by the run that started us)
    try:
        extractor = Extractor(Encoder.load(threads=1), settings)
    except WhenceError as error:
        _answer(answers, (error.cause, error.where, error.remedy))
        return
    try:
        _answer(answers, None)
        while True:
            report = pickle.load(requests)  # noqa: S301
            _answer(answers, extract_or_note(extractor, report))
    except (EOFError, BrokenPipeError):
        os._exit(0)  # whoever asked is gone, or has no more: nothing here is worth tidying up


def _answer(answers: BinaryIO, message: object) -> None:
    pickle.dump(message, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _private_output() -> BinaryIO:
    """Keep standard output for answers; what anything else prints goes to standard error."""
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "wb")


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", _BOOT]
    environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
    # In a group of its own, so that Ctrl-C reaches only the run itself, which then ends us.
    group: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, **group
    )


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Return where to write to the process and where to read from it."""
    if process.stdin is None or process.stdout is None:
        raise OSError("it has no pipes")
    return process.stdin, process.stdout

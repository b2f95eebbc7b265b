"""Sharing a pile among processes: the same results, in order, and one death costs one report.

Every process here is a real one. `BREAKABLE` starts one that dies on a report that says so.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from whence.errors import ModelError, WorkerError
from whence.extraction import worker, workers
from whence.extraction.pipeline import Extractor
from whence.extraction.worker import Worker, WorkerDiedError, extract_or_note
from whence.extraction.workers import Helper, Job, Workers
from whence.ids import content_id
from whence.records.report import RawRun, Report
from whence.settings import ExtractionSettings, load_settings

BREAKABLE = """
import os, pickle, signal, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
from whence.extraction import worker
sound = worker.extract_or_note
def extract(extractor, report):
    if "dies here" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs here" in report.text:
        signal.pause()
    return sound(extractor, report)
worker.extract_or_note = extract
worker.serve()
"""


@pytest.fixture
def settings() -> ExtractionSettings:
    return load_settings().extraction


@pytest.fixture
def breakable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_BOOT", BREAKABLE)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share even a small pile."""
    monkeypatch.setattr(workers, "WORTH_SHARING", 100)


def make(name: str, text: str) -> Report:
    return Report(
        id=content_id((name + text).encode()),
        path=name,
        text=text,
        raw=(RawRun(0, 0, len(text)),),
        language="en",
    )


def pile(count: int) -> list[Report]:
    return [
        make(
            f"{n:03}.txt",
            f"“The weir at Odra {n} will hold,” the engineer Ilse Vantor said on Monday.\n\n"
            f"The miners' union denied that {n + 2} men had been hurt." * (1 + n % 4),
        )
        for n in range(count)
    ]


def of_whence() -> list[str]:
    return [thread.name for thread in threading.enumerate() if "whence" in thread.name]


@pytest.mark.usefixtures("eager")
def test_shared_and_alone_give_the_same_in_the_same_order(settings: ExtractionSettings) -> None:
    reports = pile(30)
    alone = list(Workers(replace(settings, workers=1)).extract_each(reports))
    shared = list(Workers(replace(settings, workers=3)).extract_each(reports))
    assert shared == alone
    assert [report.path for report, _ in shared] == [report.path for report in reports]
    assert all(extraction.attributions for _, extraction in shared)
    assert of_whence() == []


def test_threads_inside_the_network_change_nothing(settings: ExtractionSettings) -> None:
    reports = pile(4)
    one, two = (
        list(Workers(replace(settings, workers=count)).extract_each(reports)) for count in (1, 2)
    )
    assert one == two


@pytest.mark.parametrize("count", [1, 2])
def test_an_empty_pile_loads_and_starts_nothing(
    settings: ExtractionSettings, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "Worker", None)
    assert list(Workers(replace(settings, workers=count)).extract_each([])) == []


def test_a_small_pile_starts_no_process(
    settings: ExtractionSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "Worker", None)
    found = list(Workers(replace(settings, workers=2)).extract_each(pile(3)))
    assert [report.path for report, _ in found] == ["000.txt", "001.txt", "002.txt"]


def test_one_long_report_starts_no_process(
    settings: ExtractionSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "Worker", None)
    monkeypatch.setattr(workers, "WORTH_SHARING", 500)
    long = make("long.txt", "\n\n".join(report.text for report in pile(10)))
    assert len(list(Workers(replace(settings, workers=2)).extract_each([long]))) == 1


@pytest.mark.usefixtures("eager")
def test_the_input_is_taken_a_bounded_way_ahead(
    settings: ExtractionSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "AHEAD_REPORTS", 5)
    taken = 0

    def counted() -> Iterator[Report]:
        nonlocal taken
        for report in pile(25):
            taken += 1
            yield report

    results = Workers(replace(settings, workers=2)).extract_each(counted())
    for done, _ in enumerate(results):
        assert taken - done <= 5
    assert taken == 25


@pytest.mark.usefixtures("eager", "breakable")
def test_stopping_early_leaves_no_process_and_no_thread(settings: ExtractionSettings) -> None:
    reports = [*pile(6), make("h.txt", "It hangs here, the clerk said."), *pile(6)]
    results = Workers(replace(settings, workers=2)).extract_each(reports)
    next(results)
    began = time.monotonic()
    results.close()
    assert of_whence() == []
    assert time.monotonic() - began < 60  # it was ended, not waited for
    gc.collect()  # a process left behind would be warned of here


@pytest.mark.usefixtures("eager")
def test_an_error_of_the_input_comes_through(settings: ExtractionSettings) -> None:
    def failing() -> Iterator[Report]:
        yield from pile(5)
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="the disk went away"):
        list(Workers(replace(settings, workers=2)).extract_each(failing()))
    assert of_whence() == []


@pytest.mark.usefixtures("breakable")
class TestADeath:
    def helper(self, settings: ExtractionSettings) -> Helper:
        return Helper(workers._Pile(iter(())), settings)

    def test_costs_the_report_it_was_met_on_and_no_other(
        self, settings: ExtractionSettings
    ) -> None:
        helper = self.helper(settings)
        before, after = pile(2)
        _, first = helper.extract(before)
        report, lost = helper.extract(make("p.txt", "It dies here, the clerk said."))
        _, second = helper.extract(after)
        helper.let_go()
        assert report.path == "p.txt"
        assert lost.note == (
            "not analysed: the process reading it died twice; it was ended by SIGKILL"
        )
        assert not lost.attributions
        assert first.attributions
        assert second.attributions

    def test_after_death_is_an_error_that_names_the_report(
        self, settings: ExtractionSettings
    ) -> None:
        helper = self.helper(settings)
        deadly = [make(f"{n}.txt", "It dies here, the clerk said.") for n in range(3)]
        helper.extract(deadly[0])
        helper.extract(deadly[1])
        with pytest.raises(WorkerError, match="keep dying") as caught:
            helper.extract(deadly[2])
        assert caught.value.where == "2.txt"
        assert "workers = 1" in (caught.value.remedy or "")

    def test_is_told_to_who_waits_for_the_process(self, settings: ExtractionSettings) -> None:
        process = Worker(settings)
        killing = threading.Timer(0.2, process.kill)
        killing.start()
        with pytest.raises((WorkerDiedError, WorkerError), match="SIGKILL"):
            process.extract(make("h.txt", "It hangs here, the clerk said."))
        killing.join()
        process.close()


def test_a_process_that_cannot_begin_is_an_error_with_a_remedy(
    settings: ExtractionSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_BOOT", "raise SystemExit(3)")
    process = Worker(settings)
    with pytest.raises(WorkerError, match="left with status 3") as caught:
        process.extract(pile(1)[0])
    process.close()
    assert "workers = 1" in (caught.value.remedy or "")


@pytest.mark.usefixtures("eager")
def test_that_error_stops_the_run(
    settings: ExtractionSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_BOOT", "raise SystemExit(3)")
    with pytest.raises(WorkerError, match="left with status 3"):
        list(Workers(replace(settings, workers=2)).extract_each(pile(300)))


def test_a_program_that_is_not_there_is_an_error_with_a_remedy(
    settings: ExtractionSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    with pytest.raises(WorkerError, match="cannot be started"):
        Worker(settings)


def test_a_fault_in_the_rules_costs_one_report_and_is_noted() -> None:
    class Failing(Extractor):
        def __init__(self) -> None:
            pass

        def extract(self, reports: object) -> list[worker.Found]:
            raise ZeroDivisionError("by nought")

    report, extraction = extract_or_note(Failing(), pile(1)[0])
    assert report.path == "000.txt"
    assert extraction.note == (
        "not analysed: a fault of Whence's own, ZeroDivisionError: by nought"
    )


def test_an_error_made_on_purpose_is_passed_on() -> None:
    class Damaged(Extractor):
        def __init__(self) -> None:
            pass

        def extract(self, reports: object) -> list[worker.Found]:
            raise ModelError("damaged")

    with pytest.raises(ModelError):
        extract_or_note(Damaged(), pile(1)[0])


def test_a_job_is_done_when_something_came_of_it() -> None:
    job = Job(pile(1)[0])
    assert not job.done
    job.error = WorkerError("none")
    assert job.done

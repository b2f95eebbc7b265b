"""Kills, a full disk, two processes at once: what was committed stays, the rest can go on."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.ledger.builders import make_extraction, make_intake
from whence.errors import LedgerFullError
from whence.ledger.store import Ledger, open_ledger
from whence.records.judgement import Judgement, Verdict

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_run_leaves_a_sound_ledger_and_the_next_goes_on(where: str, seed: int) -> None:
    chance = random.Random(seed)
    lines = _killed_writer(where, steps=chance.randrange(0, 40), more=chance.random() * 0.03)
    with open_ledger(where, create=True) as ledger:
        assert ledger.check() == []
        held = {report.id for report in ledger.reports()}
        extracted = {extraction.report for extraction in ledger.extractions()}
        judged = {judgement.subject for judgement in ledger.judgements()}
    assert {line[1] for line in lines if line[0] == "added"} <= held
    assert {line[1] for line in lines if line[0] == "extracted"} <= extracted
    assert {line[1] for line in lines if line[0] == "judged"} <= judged
    done = subprocess.run(_writer(where, 12), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with open_ledger(where) as ledger:
        assert ledger.check() == []
        assert ledger.info().reports >= 12
        assert judged <= {judgement.subject for judgement in ledger.judgements()}


def test_a_full_disk_costs_only_what_was_not_committed(path: Path) -> None:
    with _most_pages(180), open_ledger(str(path), create=True) as ledger:
        held = _fill_until_full(ledger)
        assert [report.id for report in ledger.reports()] == held
    with open_ledger(str(path)) as ledger:
        assert ledger.check() == []
        assert [report.id for report in ledger.reports()] == held
        assert ledger.add(make_intake("after.txt"))
        assert ledger.check() == []


def test_a_full_disk_while_findings_are_replaced_leaves_the_old_ones(path: Path) -> None:
    intakes = [make_intake(f"{n}.txt") for n in range(40)]
    pairs = [(i.report, make_extraction(i.report.id)) for i in intakes]
    with open_ledger(str(path), create=True) as ledger:
        ledger.add_many(intakes)
        ledger.save_extractions(pairs[:2], model="m1")
        pages = ledger.info().bytes // 4096
    with _most_pages(pages + 2), open_ledger(str(path)) as ledger:
        with pytest.raises(LedgerFullError):
            ledger.save_extractions(pairs, model="m2")
        assert ledger.models() == ["m1"]
        assert list(ledger.extractions()) == [extraction for _, extraction in pairs[:2]]
        assert ledger.check() == []


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk"
)
def test_a_really_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with open_ledger(str(disk / "story.whence"), create=True) as ledger:
            held = _fill_until_full(ledger)
        with open_ledger(str(disk / "story.whence")) as ledger:
            assert ledger.check() == []
            assert [report.id for report in ledger.reports()] == held
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_reader_never_waits_for_the_writer(where: str) -> None:
    open_ledger(where, create=True).close()
    with subprocess.Popen(
        _writer(where, 400), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as writer:
        try:
            counts = _read_beside(where, writer, rounds=30)
        finally:
            writer.kill()
    assert counts == sorted(counts)
    assert counts[-1] > 0


def test_two_writers_take_turns(where: str) -> None:
    open_ledger(where, create=True).close()
    writers = [
        subprocess.Popen(
            _writer(where, 15), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    errors = [writer.communicate()[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], errors
    with open_ledger(where) as ledger:
        assert ledger.check() == []
        assert (ledger.info().reports, ledger.info().judgements) == (15, 30)


def test_two_processes_may_make_the_same_ledger_at_once(where: str) -> None:
    makers = [
        subprocess.Popen(
            _writer(where, 1), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    errors = [maker.communicate()[1].decode() for maker in makers]
    assert [maker.returncode for maker in makers] == [0, 0], errors
    with open_ledger(where) as ledger:
        assert [entry.action for entry in ledger.log()].count("create") == 1
        assert ledger.check() == []


def test_a_ledger_is_made_once_another_process_lets_go_of_its_file(path: Path) -> None:
    with ThreadPoolExecutor(1) as maker, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")  # as a process does that is making it too
        made = maker.submit(lambda: open_ledger(str(path), create=True).close())
        with pytest.raises(TimeoutError):
            made.result(timeout=0.5)
        other.rollback()
        made.result()
    with open_ledger(str(path)) as ledger:
        assert ledger.check() == []


def test_memory_stays_flat(path: Path) -> None:
    program = (
        "import resource, sys\n"
        "from tests.ledger.builders import make_intake\n"
        "from whence.ledger.store import open_ledger\n"
        "def peak():\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "text = 'some words of a report. ' * 4000\n"
        "with open_ledger(sys.argv[1], create=True) as ledger:\n"
        "    def fill(a, b):\n"
        "        ledger.add_many(make_intake(f'{n}', f'{n} {text}') for n in range(a, b))\n"
        "        for _ in ledger.reports():\n"
        "            pass\n"
        "    fill(0, 200)\n"
        "    before = peak()\n"
        "    fill(200, 650)\n"
        "    print((peak() - before) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # 450 reports more are 43 MB of text: held in memory they would show.
    assert int(done.stdout) < 25


def _writer(where: str, count: int) -> list[str]:
    return [sys.executable, "-m", "tests.ledger.writer", where, str(count)]


def _killed_writer(where: str, *, steps: int, more: float) -> list[list[str]]:
    """Kill a writer a little after it told of `steps` commits; return what it told."""
    with subprocess.Popen(
        _writer(where, 10_000), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline().split() for _ in range(steps)]
        time.sleep(more)
        writer.send_signal(signal.SIGKILL)
        lines += [
            line.split()
            for line in writer.stdout.read().splitlines(keepends=True)
            if line.endswith("\n")
        ]
    return [line for line in lines if line]


def _fill_until_full(ledger: Ledger) -> list[str]:
    """Add reports that cannot be packed until there is no room; return the ids of those added."""
    held: list[str] = []
    with pytest.raises(LedgerFullError) as caught:
        _add_endlessly(ledger, held)
    assert "room" in str(caught.value.remedy)
    assert held
    return held


def _add_endlessly(ledger: Ledger, held: list[str]) -> None:
    chance = random.Random(1)
    for number in range(10_000):
        text = "".join(chance.choice("abcdefghijklmnop 0123456789") for _ in range(6_000))
        intake = make_intake(f"{number:05}.txt", text)
        ledger.add(intake)
        held.append(intake.report.id)


def _read_beside(where: str, writer: subprocess.Popen[bytes], *, rounds: int) -> list[int]:
    counts: list[int] = []
    with open_ledger(where) as ledger:
        while len(counts) < rounds or not counts[-1]:
            if writer.poll() is not None:
                break
            counts.append(len(list(ledger.reports())))
            ledger.search("harbour")
            ledger.links()
    assert writer.poll() in (None, 0)
    return counts


@contextmanager
def _most_pages(count: int) -> Iterator[None]:
    """Let SQLite files grow to `count` pages and no further: a disk that fills up."""

    def limit(raw: Any, _record: Any) -> None:
        if isinstance(raw, sqlite3.Connection):
            raw.execute(f"PRAGMA max_page_count = {count}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_judgements_survive_a_disk_that_fills_up(path: Path) -> None:
    judgement = Judgement("p1", Verdict.CONFIRMED, "Ada", "2031-03-05T00:00:00Z")
    with _most_pages(180), open_ledger(str(path), create=True) as ledger:
        ledger.judge(judgement)
        _fill_until_full(ledger)
        assert ledger.judgements() == [judgement]

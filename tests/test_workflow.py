"""The workflow: nothing is lost on a kill, nothing is done twice."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from whence.extraction.workers import Workers
from whence.ledger.store import open_ledger
from whence.settings import load_settings
from whence.workflow import extract_pending, read_into, relink


def write_pile(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = " ".join(
            f"Inspector Vale {n} said on Tuesday that {n + i} barns had burned in Holm {i}."
            for i in range(10)
        )
        record = {"title": f"Barns burn {n}", "text": text, "date_publish": "2020-03-05"}
        (folder / f"{n:03}.json").write_text(json.dumps(record), "utf8")
    return folder


def test_a_second_run_has_nothing_left_to_do(tmp_path: Path) -> None:
    pile = write_pile(tmp_path / "pile", 3)
    settings = load_settings()
    workers = Workers(settings.extraction)
    with open_ledger(str(tmp_path / "s.whence"), create=True) as ledger:
        first = read_into(ledger, [pile], settings)
        assert (first.new, first.known) == (3, 0)
        assert extract_pending(ledger, workers) == 3
        assert relink(ledger, settings)
        second = read_into(ledger, [pile], settings)
        assert (second.new, second.known) == (0, 3)
        assert extract_pending(ledger, workers) == 0
        assert not relink(ledger, settings)
        write_pile(pile, 4)
        assert read_into(ledger, [pile], settings).new == 1
        assert extract_pending(ledger, workers) == 1
        assert relink(ledger, settings)


def test_progress_counts_every_input(tmp_path: Path) -> None:
    pile = write_pile(tmp_path / "pile", 3)
    (pile / "bad.json").write_text("{", "utf8")
    seen: list[int] = []
    with open_ledger(str(tmp_path / "s.whence"), create=True) as ledger:
        read_into(ledger, [pile], load_settings(), advance=seen.append)
    assert sum(seen) == 4


@pytest.mark.parametrize("delay", [0.8, 1.5, 2.2])
def test_a_killed_run_is_taken_up_by_the_next(tmp_path: Path, delay: float) -> None:
    pile = write_pile(tmp_path / "pile", 70)
    command = [sys.executable, "-m", "whence", "read", str(pile), "-l", str(tmp_path / "s.whence")]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    running.send_signal(signal.SIGKILL)
    running.wait()
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    with open_ledger(str(tmp_path / "s.whence")) as ledger:
        assert ledger.check() == []
        assert sum(1 for _ in ledger.reports()) == 70
        assert sum(1 for _ in ledger.extractions()) == 70


def test_ctrl_c_stops_cleanly(tmp_path: Path) -> None:
    pile = write_pile(tmp_path / "pile", 200)
    ledger = tmp_path / "s.whence"
    command = [sys.executable, "-m", "whence", "read", str(pile), "-l", str(ledger)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not ledger.exists() and running.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    os.kill(running.pid, signal.SIGINT)
    _, err = running.communicate()
    assert running.returncode == 130
    assert "Stopped." in err
    assert "Traceback" not in err


def _children(pid: int) -> set[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return {int(child) for path in listed for child in path.read_text("utf8").split()}


def _helper_of(running: subprocess.Popen[str]) -> int:
    """Wait until a run has started a second process, and give its number."""
    while running.poll() is None:
        for child in _children(running.pid):
            return child
        time.sleep(0.02)
    raise AssertionError("the run ended before it shared its work")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the processes")
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_run_that_started_it(tmp_path: Path, by: signal.Signals) -> None:
    pile = write_pile(tmp_path / "pile", 400)
    own = tmp_path / "own.toml"
    own.write_text("[extraction]\nworkers = 2\n", "utf8")
    command = [sys.executable, "-m", "whence", "extract", str(pile), "--settings", str(own)]
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    helper = _helper_of(running)
    time.sleep(1)
    running.send_signal(by)
    _, err = running.communicate()
    assert running.returncode == (130 if by is signal.SIGINT else -by)
    assert "Traceback" not in err
    deadline = time.monotonic() + 60
    while _alive(helper) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(helper)


def _alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"

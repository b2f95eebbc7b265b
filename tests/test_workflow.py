"""The workflow: nothing is lost on a kill, nothing is done twice."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from whence.ledger.store import open_ledger
from whence.settings import load_settings
from whence.workflow import extract_pending, load_extractor, read_into, relink


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
    extractor = load_extractor(settings)
    with open_ledger(str(tmp_path / "s.whence"), create=True) as ledger:
        first = read_into(ledger, [pile], settings)
        assert (first.new, first.known) == (3, 0)
        assert extract_pending(ledger, extractor) == 3
        assert relink(ledger, settings)
        second = read_into(ledger, [pile], settings)
        assert (second.new, second.known) == (0, 3)
        assert extract_pending(ledger, extractor) == 0
        assert not relink(ledger, settings)
        write_pile(pile, 4)
        assert read_into(ledger, [pile], settings).new == 1
        assert extract_pending(ledger, extractor) == 1
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
    command = [sys.executable, "-m", "whence", "read", str(pile), "-l", str(tmp_path / "s.whence")]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(2.5)
    os.kill(running.pid, signal.SIGINT)
    _, err = running.communicate()
    assert running.returncode == 130
    assert "Stopped." in err
    assert "Traceback" not in err

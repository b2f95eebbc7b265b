"""No text makes one of the patterns go on without end."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pumped import pumped

ROOT = Path(__file__).parents[1]
SECONDS = 300  # far more than all of them take; one that tries every way takes years


def test_every_pattern_ends_whatever_is_repeated() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.pumped"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as run:
        try:
            printed, _ = run.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            run.kill()
            printed, _ = run.communicate()
            pytest.fail(f"does not end: {printed.splitlines()[-1]}")
    assert run.returncode == 0
    assert len(printed.splitlines()) > 500  # all were found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?:[A-Z]\w*|of| )+ is", "A" * 40),
        (r"close to (?:\w+ ?){1,6}x", "close to " + "a" * 40),
        (r"\((?:[^()]|\d+)*\)", "(" + "1" * 40),
    ],
)
def test_what_a_pattern_repeats_is_repeated(pattern: str, text: str) -> None:
    assert any(made.startswith(text) for made in pumped(re.compile(pattern)))

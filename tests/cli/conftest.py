"""A small pile, and the command line run in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from whence.cli.main import main

NORTH = """Ferry fire kills nine, harbour master says

At least nine people were killed when a ferry caught fire off Port Salen on Tuesday, the harbour
master, Odile Brandt, said.

"We have recovered nine bodies and we are still searching," Brandt told reporters.

The operator, Salen Lines, denied that the ferry had been overloaded.
"""
SOUTH = {
    "title": "Fourteen dead in ferry fire",
    "text": "Fourteen people were killed in the fire on a ferry off Port Salen, the coast guard "
    "said on Wednesday.\nSalen Lines said the ferry was carrying 120 passengers.",
    "date_publish": "2021-05-12T08:00:00",
    "source_domain": "south-courier.example",
    "url": "https://south-courier.example/ferry",
}


@dataclass(frozen=True)
class Result:
    """What a command left: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str


Whence = Callable[..., Result]


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "north.txt").write_text(NORTH, "utf8")
    (folder / "south.json").write_text(json.dumps(SOUTH), "utf8")
    return folder


@pytest.fixture
def whence(capsys: pytest.CaptureFixture[str]) -> Whence:
    def run(*arguments: str | Path) -> Result:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return run


@pytest.fixture
def ledger(pile: Path, tmp_path: Path, whence: Whence) -> Path:
    path = tmp_path / "story.whence"
    assert whence("read", pile, "--ledger", path).status == 0
    return path

"""Each reader ships a sample written for the project, and what must come out of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.reading.helpers import as_json, check_runs, read
from tests.reading.sample_builder import SAMPLES, build
from whence.reading.sniff import Kind, sniff
from whence.reading.source import open_source
from whence.records.report import Intake

NAMES = sorted(p.name for p in SAMPLES.iterdir() if not p.name.endswith(".expected.json"))


def expected_path(name: str) -> Path:
    return SAMPLES / f"{name}.expected.json"


@pytest.mark.parametrize("name", NAMES)
def test_sample_gives_its_expected_output(name: str) -> None:
    outcomes = read(SAMPLES / name)
    got = [as_json(outcome, SAMPLES) for outcome in outcomes]
    if os.environ.get("WRITE_EXPECTED"):
        expected_path(name).write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n")
    assert got == json.loads(expected_path(name).read_text("utf8"))
    for outcome in outcomes:
        if isinstance(outcome, Intake):
            check_runs(outcome)


def test_every_reader_has_a_sample_and_its_expected_output() -> None:
    kinds = set()
    for name in NAMES:
        assert expected_path(name).exists(), name
        with (SAMPLES / name).open("rb") as stream:
            kinds.add(sniff(open_source(name, stream)))
    assert kinds == set(Kind)


def test_no_expected_output_without_its_sample() -> None:
    kept = {p.name.removesuffix(".expected.json") for p in SAMPLES.glob("*.expected.json")}
    assert kept == set(NAMES)


def test_packed_samples_are_those_the_builder_makes(tmp_path: Path) -> None:
    build(tmp_path)
    for path in tmp_path.iterdir():
        fresh = [as_json(outcome, tmp_path) for outcome in read(path)]
        assert fresh == json.loads(expected_path(path.name).read_text("utf8"))

"""What `claims` and `show` tell of certainty, tone and distance, on a ledger made by hand."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Whence
from tests.export import hand_made
from whence.ids import content_id
from whence.ledger.store import open_ledger
from whence.records.report import Intake


@pytest.fixture
def doubting(tmp_path: Path) -> Path:
    path = tmp_path / "doubt.whence"
    report, found = hand_made.doubting_report()
    data = ("echo.txt" + report.text).encode()
    assert report.id == content_id(data)
    with open_ledger(str(path), create=True) as ledger:
        ledger.add(Intake(report, data))
        ledger.save_extractions([(report, found)], model="by hand")
    return path


def test_a_table_tells_certainty_and_opinion_beside_the_stance(
    doubting: Path, whence: Whence
) -> None:
    out = " ".join(whence("claims", doubting).out.split())
    for words in ("asserts, as possible", "asserts, as future", "asserts, as not so"):
        assert words in out
    assert "opinion: shameful" in out


def test_csv_and_json_lines_carry_certainty_tone_and_why(doubting: Path, whence: Whence) -> None:
    rows = list(csv.DictReader(io.StringIO(whence("claims", doubting, "--format", "csv").out)))
    lines = [
        json.loads(line)
        for line in whence("claims", doubting, "--format", "jsonl").out.splitlines()
    ]
    told = [(line["certainty"], line["tone"], line["why"]) for line in lines]
    assert told == [
        (None, "reporting", None),
        ("fact", None, None),
        ("possible", None, None),
        ("future", None, None),
        ("not so", None, None),
        (None, "opinion", "shameful"),
        (None, "reporting", None),
    ]
    assert [(r["certainty"], r["tone"], r["why"]) for r in rows] == [
        tuple(value or "" for value in line) for line in told
    ]
    assert "how" not in lines[0]


def test_show_tells_whose_distance_and_how_much_opinion(doubting: Path, whence: Whence) -> None:
    out = " ".join(whence("show", "echo.txt", "--ledger", doubting).out.split())
    assert "so-called (so-called, two senior Western insurers)" in out
    assert "Allegedly (alleged, the report)" in out
    assert "Opinion in 1 of 3 sentences in its own voice" in out

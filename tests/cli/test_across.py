"""The commands on what holds across reports, on a ledger made by hand."""

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
def mill(tmp_path: Path) -> Path:
    path = tmp_path / "mill.whence"
    story = hand_made.story()
    with open_ledger(str(path), create=True) as ledger:
        for report, found in zip(story.reports, story.extractions, strict=True):
            data = (report.path + report.text).encode()
            assert report.id == content_id(data)
            ledger.add(Intake(report, data))
            ledger.save_extractions([(report, found)], model="by hand")
        ledger.save_links(story.links, signature="by hand")
    return path


def rows(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_labels_name_actor_outlet_words_and_voice(mill: Path, whence: Whence) -> None:
    (row,) = rows(whence("labels", mill, "--format", "csv").out)
    assert row["actor"] == "Ruth Hale"
    assert row["label"] == "Fire Chief Ruth Hale"
    assert (row["kind"], row["voice"]) == ("description", "outlet")
    assert whence("labels", mill, "--actor", "nobody", "--format", "csv").out.count("\n") == 1
    (line,) = whence("labels", mill, "--format", "jsonl").out.splitlines()
    record = json.loads(line)
    assert record["schema"] == "whence/labels/1"
    start, end = record["spans"][0]
    assert hand_made.MILL[start:end] == "Fire Chief Ruth Hale"


def test_omissions_give_each_outlet_a_position_on_each_point(mill: Path, whence: Whence) -> None:
    found = [json.loads(x) for x in whence("omissions", mill, "--format", "jsonl").out.splitlines()]
    assert {record["schema"] for record in found} == {"whence/omissions/1"}
    points = {record["point"] for record in found}
    assert len(found) == 2 * len(points)
    assert {record["coverage"] for record in found} <= {
        "says so", "says otherwise", "silent", "published before it was known", "cannot tell"
    }  # fmt: skip


def test_movement_tells_a_later_count_from_a_clash(mill: Path, whence: Whence) -> None:
    (line,) = whence("movement", mill, "--format", "jsonl").out.splitlines()
    record = json.loads(line)
    assert record["question"]
    assert len(record["counts"]) >= 2
    assert {move["change"] for move in record["moves"]} <= {"clash", "update"}
    assert "clash" in whence("movement", mill).out or "update" in whence("movement", mill).out


def test_a_policy_adds_one_row_of_figures(mill: Path, whence: Whence) -> None:
    plain = rows(whence("points", mill, "--format", "csv").out)
    assert "best" not in plain[0]
    for policy in ("ucdp", "acled"):
        found = rows(whence("points", mill, "--policy", policy, "--format", "csv").out)
        counted = [row for row in found if row["best"]]
        assert len(counted) == 1
        assert float(counted[0]["low"]) <= float(counted[0]["best"])
    lines = whence("points", mill, "--policy", "ucdp", "--format", "jsonl").out.splitlines()
    assert {json.loads(x)["schema"] for x in lines} == {"whence/points/1"}
    assert any(json.loads(x)["estimate"] for x in lines)


def test_known_names_are_listed_found_and_copied(tmp_path: Path, whence: Whence) -> None:
    found = rows(whence("names", "Daesh", "--format", "csv").out)
    assert "Islamic State" in {row["name"] for row in found}
    copy = tmp_path / "names.toml"
    assert whence("names", "--copy", copy).status == 0
    own = tmp_path / "own.toml"
    own.write_text('[groups]\n"Salen Brigade" = ["Daesh of Salen", "Daesh"]\n', "utf8")
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[linking]\ngazetteer = "{own}"\n', "utf8")
    found = rows(whence("names", "Salen", "--settings", settings, "--format", "csv").out)
    assert [row["name"] for row in found] == ["Salen Brigade"]
    assert "[states]" in copy.read_text("utf8")


def test_movement_tells_days_and_figures_in_words_and_in_numbers(
    mill: Path, whence: Whence
) -> None:
    for row in rows(whence("movement", mill, "--format", "csv").out):
        assert row["low"] or row["high"]
        assert row["day"][:4].isdecimal()
    table = whence("movement", mill).out
    assert "(published)" in table or "(as of)" in table


def test_points_tell_which_accounts_give_one_answer(mill: Path, whence: Whence) -> None:
    out = whence("points", mill).out
    assert "A " in out
    assert "B " in out

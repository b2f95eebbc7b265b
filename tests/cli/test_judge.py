"""`whence judge`, `history` and `accuracy` from the outside."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Whence


@pytest.fixture
def ledger(tmp_path: Path, example_ledger: Path) -> Path:
    path = tmp_path / "story.whence"
    shutil.copy(example_ledger, path)
    return path


def rows(whence: Whence, *arguments: str | Path) -> list[dict[str, Any]]:
    result = whence(*arguments, "--format", "jsonl")
    assert result.status == 0, result.err
    return [json.loads(line) for line in result.out.splitlines()]


def judge(whence: Whence, ledger: Path, *arguments: str, by: str = "Ada") -> str:
    result = whence("judge", *arguments, "--ledger", ledger, "--by", by)
    assert result.status == 0, result.err
    return result.out


def test_verdicts_show_in_records_history_and_accuracy(whence: Whence, ledger: Path) -> None:
    report = "04-daily-bell.txt"
    (record,) = rows(whence, "show", report, "--ledger", ledger)
    first, second = (a["id"] for a in record["attributions"][:2])
    judge(whence, ledger, "confirm", f"{report}#{first}", "--note", "read twice")
    judge(whence, ledger, "reject", f"{report}#{second}", by="Bo")
    (after,) = rows(whence, "show", report, "--ledger", ledger)
    (confirmed,) = [a for a in after["attributions"] if a["id"] == first]
    assert confirmed["standing"] == "accepted"
    assert confirmed["judged"][0] | {"at": "", "number": 0} == {
        "number": 0, "verdict": "confirmed", "by": "Ada", "at": "", "note": "read twice",
    }  # fmt: skip
    assert [a["id"] for a in after["struck"]] == [second]
    told = rows(whence, "history", ledger)
    assert [(h["by"], h["verdict"], h["stands"]) for h in told] == [
        ("Ada", "confirmed", True),
        ("Bo", "rejected", True),
    ]
    measured = {a["stage"]: a for a in rows(whence, "accuracy", ledger)}
    assert (measured["who says what"]["right"], measured["who says what"]["wrong"]) == (1, 1)
    assert "took back decision" in judge(whence, ledger, "undo", by="Bo")
    (again,) = rows(whence, "show", report, "--ledger", ledger)
    assert again["struck"] == []
    assert "restored" in judge(whence, ledger, "redo", by="Bo")
    assert [h["stands"] for h in rows(whence, "history", ledger)] == [True] * 4
    assert whence("check", ledger).status == 0
    assert "confirmed by Ada" in whence("claims", ledger, "--format", "csv").out


def test_points_are_merged_split_and_counted_anew(whence: Whence, ledger: Path) -> None:
    points = rows(whence, "points", ledger)
    one, two = points[0], points[1]
    judge(whence, ledger, "merge", one["id"], two["id"])
    merged = {p["id"]: p for p in rows(whence, "points", ledger)}
    assert two["id"] not in merged
    ids = [a["id"] for a in merged[one["id"]]["accounts"]]
    assert len(ids) == len(one["accounts"]) + len(two["accounts"])
    judge(whence, ledger, "split", one["id"], ids[0])
    assert len(rows(whence, "points", ledger)) == len(points)
    judge(whence, ledger, "separate", one["id"], ids[1], "--from", ids[2])
    judge(whence, ledger, "one-origin", one["id"], ids[3], ids[4])
    for _ in range(4):
        judge(whence, ledger, "undo")
    assert rows(whence, "points", ledger) == points
    judge(whence, ledger, "reject", one["id"])
    assert one["id"] not in {p["id"] for p in rows(whence, "points", ledger)}


def test_words_are_given_by_place_or_as_they_stand(whence: Whence, ledger: Path) -> None:
    report = "04-daily-bell.txt"
    (record,) = rows(whence, "show", report, "--ledger", ledger)
    words = record["text"].split("\n\n")[-1].split(". ")[0]
    judge(whence, ledger, "add", report, "--content", words, "--speaker", "The editor")
    (after,) = rows(whence, "show", report, "--ledger", ledger)
    (added,) = [a for a in after["attributions"] if a["id"].startswith("j")]
    start, end = added["content"][0]
    assert record["text"][start:end] == words
    judge(whence, ledger, "edit", f"{report}#{added['id']}", "--content", f"{start}:{start + 5}")
    judge(whence, ledger, "speaker", f"{report}#{added['id']}", "A reader", "--kind", "person")
    (again,) = rows(whence, "show", report, "--ledger", ledger)
    (edited,) = [a for a in again["attributions"] if a["id"] == added["id"]]
    assert (edited["content"], edited["speaker_name"]) == ([[start, start + 5]], "A reader")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["confirm", "point:no"], "no point and no actor"),
        (["confirm", "04-daily-bell.txt#a999"], "no attribution"),
        (["add", "04-daily-bell.txt", "--content", "words nobody wrote"], "does not hold"),
        (["undo"], "nothing to be undone"),
        (["undo", "1"], "no decision 1"),
        (["note", "04-daily-bell.txt#a1"], "needs words"),
    ],
)
def test_what_cannot_be_is_said_in_words(
    whence: Whence, ledger: Path, arguments: list[str], said: str
) -> None:
    result = whence("judge", *arguments, "--ledger", ledger, "--by", "Ada")
    assert result.status == 1
    assert said in result.err

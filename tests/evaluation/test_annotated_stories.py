"""The stories annotated for measuring links hold together: ids, groups, ranges, no text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FILES = [
    *sorted((BENCHMARKS / "stories_annotated").rglob("*.json")),
    *sorted((BENCHMARKS / "stories_twice").glob("*.json")),  # no bounds, labels and omissions
]
RELATIONS = {"agree", "disagree", "differ-in-time", "differ-in-detail", "denied"}


@pytest.fixture(params=FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def story(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_text("utf8"))
    return found


def test_groups_and_origins_share_out_the_accounts_of_a_point(story: dict[str, Any]) -> None:
    for point in story["points"]:
        ids = sorted(account["id"] for account in point["accounts"])
        for parts in (point["groups"], point["origins"]):
            assert sorted(one for part in parts for one in part) == ids
        low, high = point.get("origins_low", 1), point.get("origins_high", len(ids))
        assert 1 <= low <= high <= len(ids)


def test_relations_fit_the_groups(story: dict[str, Any]) -> None:
    for point in story["points"]:
        assert point["relation"] in RELATIONS
        assert (point["relation"] == "agree") == (len(point["groups"]) == 1), point["id"]
        assert len({account["article"] for account in point["accounts"]}) > 1


def test_places_are_ranges_in_named_articles(story: dict[str, Any]) -> None:
    placed = [account for point in story["points"] for account in point["accounts"]]
    for account in placed:
        assert account["article"] in story["articles"]
        assert all(0 <= start < end for start, end in account["spans"])
    for row in [*story["relays"], *story.get("labels", [])]:
        assert row["article"] in story["articles"]
        assert 0 <= row["span"][0] < row["span"][1]
        assert "label" not in row  # standoff: the words stay in the report
    known = {point["id"] for point in story["points"]}
    assert {left_out["point"] for left_out in story.get("omissions", [])} <= known

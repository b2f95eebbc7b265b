"""The extraction record as JSON, and that the reference tells every field of it."""

from typing import Any

from tests.export import hand_made
from whence.export.record_fields import EXTRACTION_FIELDS
from whence.export.records import extraction_record

PARTS = {
    "attributions": "An attribution",
    "mentions": "A mention",
    "entities": "An entity",
    "times": "A time",
    "quantities": "A quantity",
    "distances": "A distance",
    "statements": "A statement",
}


def records() -> list[dict[str, Any]]:
    pairs = (hand_made.mill_report(), hand_made.doubting_report())
    return [extraction_record(*pair) for pair in pairs]


def test_every_field_of_the_record_is_told_in_its_order() -> None:
    told = {name: [field for field, _ in fields] for name, fields in EXTRACTION_FIELDS.items()}
    for record in records():
        assert list(record) == told["The record"]
        assert list(record["report"]) == told["`report`"]
        for part, name in PARTS.items():
            assert all(list(item) == told[name] for item in record[part])
    for part in PARTS:
        assert any(record[part] for record in records())


def test_an_attribution_carries_certainty_role_and_scores_by_part() -> None:
    _, record = records()
    doubted = record["attributions"][1]
    assert doubted["certainty"] == "possible"
    assert doubted["role"] == {"count": [2, 2], "origin": "Western", "seniority": "senior"}
    assert [doubted[f"{part}_score"] for part in ("source", "content", "speaker")] == [
        0.9,
        0.62,
        0.58,
    ]
    assert record["attributions"][2]["role"] == {
        "count": [2, None],
        "origin": None,
        "seniority": None,
    }
    assert record["attributions"][3]["role"] is None


def test_distances_and_statements_lead_to_their_words() -> None:
    _, record = records()
    words = [record["text"][slice(*d["span"])] for d in record["distances"]]
    assert words == ["so-called", "“repairs”", "under the pretext of", "Allegedly", "No evidence"]
    assert [d["by"] for d in record["distances"]] == ["a1", "a3", "a3", None, None]
    assert record["distances"][2]["kind"] == "pretext"
    assert [(s["tone"], s["why"]) for s in record["statements"]] == [
        ("reporting", None),
        ("opinion", "shameful"),
        ("reporting", None),
    ]

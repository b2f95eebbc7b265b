"""The gate: the shipped pipeline on our own gold, held above its floors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from whence.evaluation.gate import Scores, below, measure, read_floors
from whence.evaluation.gold import fingerprint, read_reports, read_stories
from whence.extraction.encoder import Encoder
from whence.extraction.pipeline import Extractor
from whence.linking.link import link
from whence.records.extraction import Extraction
from whence.records.links import Links
from whence.records.report import Report
from whence.settings import load_settings

HERE = Path(__file__).parent
GOLD = HERE / "gold"
FLOORS = HERE / "floors.toml"


@pytest.fixture(scope="module")
def scores() -> Scores:
    settings = load_settings()
    extractor = Extractor(Encoder.load(), settings.extraction)

    def extract(report: Report) -> Extraction:
        return extractor.extract([report])[0][1]

    def link_all(reports: Sequence[Report], extractions: Sequence[Extraction]) -> Links:
        return link(reports, extractions, settings=settings.linking)

    return measure(read_reports(GOLD), read_stories(GOLD), extract=extract, link=link_all)


def test_nothing_crashes(scores: Scores) -> None:
    assert scores.crashes == ()


def test_no_measure_is_below_its_floor(scores: Scores) -> None:
    _, floors = read_floors(FLOORS)
    assert below(scores.figures(), floors) == []


def test_the_floors_were_set_on_this_gold() -> None:
    pinned, _ = read_floors(FLOORS)
    assert pinned == fingerprint(GOLD), (
        "The gold changed: measure again, set the floors anew, and pin its new fingerprint."
    )

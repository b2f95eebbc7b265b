from __future__ import annotations

from pathlib import Path

import pytest

from whence.extraction.encoder import Encoder
from whence.extraction.pipeline import Extractor
from whence.ids import content_id
from whence.records.extraction import Attribution
from whence.records.report import RawRun, Report
from whence.settings import load_settings


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Encoder.load(), load_settings().extraction)


def attributions(extractor: Extractor, text: str) -> dict[str, Attribution]:
    raw = (RawRun(0, 0, len(text)),)
    report = Report(id=content_id(text.encode()), path=str(Path("a.txt")), text=text, raw=raw)
    ((_, extraction),) = extractor.extract([report])
    return {a.speaker_name or "": a for a in extraction.attributions}


def test_every_part_of_an_attribution_has_a_probability(extractor: Extractor) -> None:
    text = "Ilse Vantor said the dam would hold. She denied that the board had been warned."
    for one in attributions(extractor, text).values():
        for score in (one.score, one.source_score, one.content_score, one.speaker_score):
            assert 0 <= score <= 1


def test_a_name_is_surer_than_a_pronoun(extractor: Extractor) -> None:
    named = attributions(extractor, "Ilse Vantor said the dam would hold.")["Ilse Vantor"]
    text = "Ilse Vantor met Piet Orlan and Ada Brenn on Monday. He denied that the dam had moved."
    (pointed,) = attributions(extractor, text).values()
    assert named.speaker_score > pointed.speaker_score

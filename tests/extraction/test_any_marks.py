"""Extraction, with the shipped network, of texts in which quote marks stand anywhere."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extraction.marking import paragraphs_of
from whence.extraction.encoder import Encoder
from whence.extraction.pipeline import Extractor, analyse
from whence.records.report import RawRun, Report
from whence.records.span import Span
from whence.settings import load_settings

MARKS = [*"\"'“”„«»‹›‘’‚`´「」『』〝〞＂", "``", "''"]
WORDS = ["Ada Bell", "Lena Sund", "she", "we", "said", "told", "reported that", "wrote", "denied"]
WORDS += ["the ministry", "the dam broke", "12 people", "on Monday", "’90s", "5'10\"", "so-called"]
PIECES = st.sampled_from([*MARKS, *MARKS, *WORDS, ":", ":\n", "\n", "\n", ",", ".", "?", "—", "("])
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\u202f"])), max_size=60)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Encoder.load(), load_settings().extraction)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=TEXTS)
def test_reads_any_marks(extractor: Extractor, pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    one = Report(
        id="sha256:" + "0" * 64,
        path="any.txt",
        text=text,
        raw=(RawRun(0, 0, len(text)),),
        paragraphs=paragraphs_of(text),
        language="en",
    )
    (reading,) = extractor._encoder.read_each([text])
    whole = Span(0, len(text))
    _, found = analyse(one, reading)
    for attribution in found.attributions:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert whole.contains(span)
            assert len(span)

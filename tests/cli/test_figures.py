"""What `figures` and `sums` list, on a ledger made by hand, and the reference's ranges."""

import csv
import io
import json
from pathlib import Path

import lxml.html
import pytest

from tests.cli.conftest import Whence
from whence.export.page import render_page
from whence.export.record_fields import VAGUE_RANGES
from whence.extraction.quantity import find_quantities
from whence.extraction.quantity_context import Surroundings, in_context
from whence.extraction.sums import find_sums
from whence.ids import content_id
from whence.ledger.store import open_ledger
from whence.records.extraction import (
    Attribution,
    EntityType,
    Extraction,
    Mention,
    QuoteKind,
    Sentence,
    Stance,
    Timex,
)
from whence.records.links import Links
from whence.records.report import Intake, RawRun, Report
from whence.records.span import Span
from whence.records.story import Story
from whence.views.figures import figures_told, sums_told
from whence.views.wording import number

TEXT = (
    "The office said on Monday the flood in Orvale killed 12 people: seven men and six women. "
    "Vale asked for more than $5.6bn (£3.5bn)."
)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _story() -> tuple[Report, Extraction, bytes]:
    data = TEXT.encode()
    raw = (RawRun(0, 0, len(TEXT)),)
    report = Report(id=content_id(data), path="flood.txt", text=TEXT, raw=raw)
    sentences = (Span(0, TEXT.index("Vale asked") - 1), _span(TEXT[TEXT.index("Vale asked") :]))
    times = (Timex(_span("Monday"), "DATE", "2031-03-03", None, "2031-03-03", "2031-03-03"),)
    mentions = (Mention(_span("Orvale"), EntityType.PLACE),)
    content = Span(TEXT.index("the flood"), sentences[0].end - 1)
    attribution = Attribution(
        "a1", (_span("The office"),), (_span("said"),), (content,), Stance.ASSERTS,
        QuoteKind.INDIRECT, speaker_name="The office",
    )  # fmt: skip
    quantities = in_context(
        Surroundings(TEXT, sentences, times, mentions, [attribution]),
        find_quantities(TEXT, sentences),
    )
    extraction = Extraction(
        report=report.id,
        sentences=tuple(Sentence(span) for span in sentences),
        attributions=(attribution,),
        mentions=mentions,
        times=times,
        quantities=quantities,
        sums=find_sums(TEXT, sentences, quantities),
    )
    return report, extraction, data


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    path = tmp_path / "flood.whence"
    report, extraction, data = _story()
    with open_ledger(str(path), create=True) as ledger:
        ledger.add(Intake(report, data))
        ledger.save_extractions([(report, extraction)], model="by hand")
    return path


def test_figures_tell_speaker_time_place_and_the_other_currency(
    flood: Path, whence: Whence
) -> None:
    rows = list(csv.DictReader(io.StringIO(whence("figures", flood, "--format", "csv").out)))
    first, last = rows[0], rows[-1]
    assert (first["words"], first["speaker"], first["place"]) == ("12", "The office", "Orvale")
    assert first["as_of"] == "Monday (3 March 2031)"
    assert last["value"] == "more than $5.6 billion (more than £3.5 billion)"
    assert last["speaker"] == "the report"
    assert len(rows) == 4


def test_json_lines_carry_raw_spans_and_bounds(flood: Path, whence: Whence) -> None:
    lines = whence("figures", flood, "--format", "jsonl").out.splitlines()
    first = json.loads(lines[0])
    start, end = first["spans"][0]
    assert TEXT[start:end] == "12"
    assert (first["low"], first["high"], first["bound"], first["attribution"]) == (
        12, 12, "exact", "a1",
    )  # fmt: skip


def test_a_table_of_sums_tells_what_does_not_hold(flood: Path, whence: Whence) -> None:
    out = " ".join(whence("sums", flood).out.split())
    assert "does not hold" in out
    assert "seven + six = 13; the words say 12" in out
    line = json.loads(whence("sums", flood, "--format", "jsonl").out)
    assert line["figures"] == ["seven", "six", "12"]
    assert line["outcome"] == "does not hold"


def test_a_ledger_without_sums_says_so(tmp_path: Path, whence: Whence) -> None:
    path = tmp_path / "empty.whence"
    with open_ledger(str(path), create=True):
        pass
    assert "No report states" in whence("sums", path).out
    assert "no figures" in whence("figures", path).out


def test_figures_and_sums_in_words() -> None:
    report, extraction, _ = _story()
    told = figures_told(report, extraction)
    assert told[0].means == (
        "12 · people · killed · as of Monday (3 March 2031) · at Orvale · by The office"
    )
    assert [one.words for one in sums_told(report, extraction)] == [":"]


def test_the_page_lists_figures_and_sums() -> None:
    report, extraction, _ = _story()
    page = render_page(Story("flood", (report,), (extraction,), Links()))
    text = " ".join("".join(map(str, lxml.html.fromstring(page.encode()).itertext())).split())
    assert "as of Monday (3 March 2031) · at Orvale · by The office" in text
    assert "more than $5.6 billion (more than £3.5 billion)" in text
    assert "does not hold: seven + six = 13; the words say 12" in text


@pytest.mark.parametrize(("words", "told"), VAGUE_RANGES)
def test_the_ranges_of_the_reference_are_those_of_the_rules(words: str, told: str) -> None:
    text = f"They saw {words} there."
    (found,) = find_quantities(text, [Span(0, len(text))])
    low, high = found.low, found.high
    assert low is not None
    if high is None:
        assert told == f"{low:,.0f} or more"
    elif low == high:
        assert told.startswith(f"{low:,.0f}")
    else:
        assert told == f"{low:,.0f} to {high:,.0f}"
    assert number(low)

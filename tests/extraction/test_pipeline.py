"""Extraction end to end, with the shipped network, on invented reports."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extraction.marking import paragraphs_of
from whence.clauses import clauses_of
from whence.extraction.encoder import Encoder
from whence.extraction.pipeline import Extractor
from whence.records.extraction import Certainty, Extraction, QuoteKind, Stance, Tone
from whence.records.report import DateOrigin, RawRun, Report
from whence.records.span import Span
from whence.settings import load_settings

BRIDGE = """Ministry denies bridge was unsafe

Transport Minister Ada Bell on Tuesday denied that the Sarn bridge had been unsafe before it fell on 4 March 2019, killing at least 12 people.

“We inspected it twice,” Bell said. “Nobody warned us.”

The Harbour Herald reported that an engineer had told the ministry of cracks in 2018. She declined to comment on the report.
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Encoder.load(), load_settings().extraction)


def report(text: str, **more: str | None) -> Report:
    return Report(
        id="sha256:" + "0" * 64,
        path="bridge.txt",
        text=text,
        raw=(RawRun(0, 0, len(text)),),
        paragraphs=paragraphs_of(text),
        **{"language": "en", **more},  # type: ignore[arg-type]
    )


def extract(extractor: Extractor, one: Report) -> tuple[Report, Extraction]:
    (result,) = extractor.extract([one])
    return result


def test_finds_claims_names_times_and_numbers(extractor: Extractor) -> None:
    dated, found = extract(extractor, report(BRIDGE))
    said = {
        (a.speaker_name, a.stance, a.quote)
        for a in found.attributions
        if a.cue[0].of(BRIDGE) in ("denied", "said")
    }
    assert ("Ada Bell", Stance.DENIES, QuoteKind.INDIRECT) in said
    assert ("Ada Bell", Stance.ASSERTS, QuoteKind.DIRECT) in said
    assert "Ada Bell" in {entity.name for entity in found.entities}
    assert "2019-03-04" in {time.value for time in found.times}
    assert 12 in {quantity.low for quantity in found.quantities}
    assert dated.published is not None
    assert dated.published.origin is DateOrigin.INFERRED


DISTANT = """A so-called safety council met in Sarn on Tuesday. Of course the ministry knew.

Two senior ministry officials said the wall may fall. Bell denied that the wall was unsafe.
"""


def test_tells_distance_certainty_role_and_tone(extractor: Extractor) -> None:
    _, found = extract(extractor, report(DISTANT))
    assert [d.span.of(DISTANT) for d in found.distances] == ["so-called"]
    tones = {s.span.of(DISTANT): s.tone for s in found.statements}
    assert tones["Of course the ministry knew."] is Tone.OPINION
    by_cue = {a.cue[0].of(DISTANT): a for a in found.attributions}
    assert by_cue["said"].certainty is Certainty.POSSIBLE
    assert by_cue["denied"].certainty is Certainty.NOT_SO
    role = by_cue["said"].role
    assert role is not None
    assert (role.low, role.high, role.origin, role.seniority) == (2, 2, "ministry", "senior")


def test_vectors_follow_sentence_and_clauses(extractor: Extractor) -> None:
    _, found = extract(extractor, report(BRIDGE))
    for sentence in found.sentences:
        count = 1 + len(clauses_of(BRIDGE, sentence.span))
        assert len(sentence.vector) == 768 * count


def test_ids_run_in_text_order_and_references_hold(extractor: Extractor) -> None:
    _, found = extract(extractor, report(BRIDGE))
    ids = [a.id for a in found.attributions]
    entities = {e.id for e in found.entities}
    assert ids == [f"a{i + 1}" for i in range(len(ids))]
    assert all(a.parent is None or a.parent in ids for a in found.attributions)
    assert all(a.speaker is None or a.speaker in entities for a in found.attributions)
    assert {m.entity for m in found.mentions} == entities


@pytest.mark.parametrize(
    ("one", "note"),
    [
        (report("Der Damm brach.", language="de"), "not analysed: language de"),
        (report("12 — 14 !!"), "not analysed: no letters in the text"),
        (report("The dam broke.", note="nothing but debris"), "nothing but debris"),
        (report(""), "not analysed: no letters in the text"),
    ],
)
def test_says_why_a_report_was_not_analysed(extractor: Extractor, one: Report, note: str) -> None:
    back, found = extract(extractor, one)
    assert back == one
    assert found == Extraction(report=one.id, note=note)


def test_a_batch_reads_like_its_reports_alone(extractor: Extractor) -> None:
    other = report("Reed Orr said the wall would hold. Nobody believed him.")
    together = extractor.extract([report(BRIDGE), other])
    assert together == [extract(extractor, report(BRIDGE)), extract(extractor, other)]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet="aB S’s said.,:;!?\"'“”‘’—\n5%$()", max_size=300))
def test_hostile_text_never_fails(extractor: Extractor, text: str) -> None:
    _, found = extract(extractor, report(text))
    whole = Span(0, len(text))
    spans = [s for a in found.attributions for s in (*a.source, *a.cue, *a.content)]
    spans += [m.span for m in found.mentions] + [s.span for s in found.sentences]
    spans += [d.span for d in found.distances] + [s.span for s in found.statements]
    assert all(whole.contains(span) and len(span) for span in spans)

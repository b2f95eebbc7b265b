"""Claims are derived from attributions and from statements in the report's own voice."""

from dataclasses import replace

from whence.records.claim import claims_of, speaker_chain, untouched_sentences
from whence.records.extraction import (
    Attribution,
    Bound,
    Certainty,
    Extraction,
    Quantity,
    QuoteKind,
    Sentence,
    Stance,
    Statement,
    Tone,
)
from whence.records.span import Span

#        0         1         2         3         4         5         6
TEXT = "The Post said the mayor denied 9 died. Rain fell. It was cold."


def attribution(name: str, who: str, cue: Span, content: Span, parent: str | None) -> Attribution:
    return Attribution(
        id=name,
        source=(),
        cue=(cue,),
        content=(content,),
        stance=Stance.DENIES if parent else Stance.ASSERTS,
        quote=QuoteKind.INDIRECT,
        speaker_name=who,
        parent=parent,
        score=0.9,
    )


OUTER = attribution("a1", "the Post", Span(9, 13), Span(14, 37), None)
INNER = attribution("a2", "the mayor", Span(24, 30), Span(31, 37), "a1")
NINE = Quantity(Span(31, 32), 9, 9, Bound.EXACT)
EXTRACTION = Extraction(
    report="r",
    sentences=(Sentence(Span(0, 38)), Sentence(Span(39, 49)), Sentence(Span(50, 62))),
    attributions=(OUTER, INNER),
    quantities=(NINE,),
)


def test_the_chain_runs_from_the_report_to_whoever_puts_it_forward() -> None:
    by_id = {"a1": OUTER, "a2": INNER}
    assert speaker_chain(INNER, by_id) == ("the Post", "the mayor")
    assert speaker_chain(OUTER, by_id) == ("the Post",)


def test_a_circle_of_parents_ends() -> None:
    loop = attribution("a1", "x", Span(0, 1), Span(1, 2), "a1")
    assert speaker_chain(loop, {"a1": loop}) == ("x",)


def test_statements_are_the_reports_own_claims_with_their_tone() -> None:
    opinion = Statement(Span(50, 62), Tone.OPINION, "cold")
    claims = claims_of(replace(EXTRACTION, statements=(opinion,)))
    assert [claim.chain for claim in claims] == [("the Post",), ("the Post", "the mayor"), ()]
    assert (claims[2].spans, claims[2].tone, claims[2].why) == (
        (Span(50, 62),),
        Tone.OPINION,
        "cold",
    )
    assert [(claim.tone, claim.why) for claim in claims[:2]] == [(None, None)] * 2


def test_a_claim_is_as_certain_as_its_speaker_puts_it_and_own_voice_tells_nothing() -> None:
    doubted = replace(INNER, certainty=Certainty.POSSIBLE)
    claims = claims_of(replace(EXTRACTION, attributions=(OUTER, doubted)))
    assert [claim.certainty for claim in claims] == [
        Certainty.FACT,
        Certainty.POSSIBLE,
        None,
        None,
    ]


def test_a_sentence_is_untouched_when_no_cue_or_content_overlaps_it() -> None:
    sentences = [Span(50, 62), Span(0, 38), Span(38, 49)]
    assert untouched_sentences(sentences, [OUTER, INNER]) == (Span(38, 49), Span(50, 62))
    assert untouched_sentences(sentences, []) == (Span(0, 38), Span(38, 49), Span(50, 62))


def test_without_statements_untouched_sentences_are_the_reports_own_claims() -> None:
    claims = claims_of(EXTRACTION)
    assert [claim.chain for claim in claims] == [
        ("the Post",),
        ("the Post", "the mayor"),
        (),
        (),
    ]
    assert [claim.spans[0].of(TEXT) for claim in claims][2:] == ["Rain fell.", "It was cold."]
    assert {claim.tone for claim in claims} == {None}


def test_a_figure_belongs_to_every_claim_that_holds_it() -> None:
    assert [claim.quantities for claim in claims_of(EXTRACTION)] == [(NINE,), (NINE,), (), ()]


def test_a_report_without_sentences_has_no_claims() -> None:
    assert claims_of(Extraction(report="r")) == ()

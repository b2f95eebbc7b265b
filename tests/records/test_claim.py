"""Claims are derived from attributions and from the sentences no attribution touches."""

from whence.records.claim import claims_of, speaker_chain
from whence.records.extraction import (
    Attribution,
    Bound,
    Extraction,
    Quantity,
    QuoteKind,
    Sentence,
    Stance,
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


def test_sentences_outside_attributions_are_the_reports_own_claims() -> None:
    claims = claims_of(EXTRACTION)
    assert [claim.chain for claim in claims] == [
        ("the Post",),
        ("the Post", "the mayor"),
        (),
        (),
    ]
    assert [claim.spans[0].of(TEXT) for claim in claims][2:] == ["Rain fell.", "It was cold."]


def test_a_figure_belongs_to_every_claim_that_holds_it() -> None:
    assert [claim.quantities for claim in claims_of(EXTRACTION)] == [(NINE,), (NINE,), (), ()]


def test_a_report_without_sentences_has_no_claims() -> None:
    assert claims_of(Extraction(report="r")) == ()

"""A citing is a hop of its own: the cited one's word reaches the reader through the citing one."""

from whence.extraction.attribution import Draft
from whence.extraction.citing import pass_on_citings
from whence.extraction.nesting import find_parents, lay_citings
from whence.records.span import Span

TEXT = "The Lowland Post, citing two engineers, reported that the sluice had jammed. Rain fell."
SENTENCES = (Span(0, 76), Span(77, 87))


def at(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


REPORTED = Draft(at("The Lowland Post"), at("reported"), at("that the sluice had jammed"), 0.9)


def test_a_citing_the_network_marked_gets_the_content_it_is_cited_for() -> None:
    marked = Draft(at("The Lowland Post"), at("citing"), at("two engineers"), 0.7)
    drafts = pass_on_citings(TEXT, [marked, REPORTED], SENTENCES)
    assert drafts == [
        Draft(at("two engineers"), at("citing"), REPORTED.content, 0.7),
        REPORTED,
    ]


def test_a_citing_the_network_missed_is_added_and_lies_in_the_one_that_cites() -> None:
    drafts = pass_on_citings(TEXT, [REPORTED], SENTENCES)
    assert [draft.source for draft in drafts] == [at("The Lowland Post"), at("two engineers")]
    cues, contents = [d.cue for d in drafts], [d.content for d in drafts]
    parents = lay_citings(TEXT, cues, contents, find_parents(cues, contents))
    assert parents == [None, 0]


def test_without_an_attribution_to_cite_for_nothing_is_made_up() -> None:
    assert pass_on_citings(TEXT, [], SENTENCES) == []
    lone = Draft((), at("citing"), at("two engineers"), 0.7)
    assert pass_on_citings(TEXT, [lone], SENTENCES) == [lone]

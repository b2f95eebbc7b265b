"""Speakers behind sources, on invented texts."""

from __future__ import annotations

import time

import pytest

from tests.extraction.marking import at, cast_of, paragraphs_of
from whence.extraction.attribution import Draft, build_attributions, clean_drafts
from whence.extraction.blocks import add_block_quotations
from whence.extraction.cast import Cast
from whence.extraction.completion import (
    add_hearsay,
    add_turns,
    complete_contents,
    complete_sources,
    extend_running_quotes,
    merge_pieces,
    settle_contested,
)
from whence.extraction.nested import add_nested
from whence.quotations import find_quotes
from whence.records.extraction import Attribution, QuoteKind, SpeakerKind
from whence.records.span import Span


def draft(text: str, source: str, cue: str, content: str) -> Draft:
    where = at(text, f"{source} {cue}" if source else cue)
    if source:
        begin = where.start + len(source) + 1
        return Draft(
            (Span(where.start, where.start + len(source)),),
            (Span(begin, begin + len(cue)),),
            (at(text, content),),
            0.9,
        )
    return Draft((), (where,), (at(text, content),), 0.9)


def attribute(cast: Cast, *drafts: Draft) -> tuple[Attribution, ...]:
    quotes = find_quotes(cast.text, paragraphs_of(cast.text))
    return build_attributions(cast, clean_drafts(cast.text, drafts), quotes)


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("Mayor Ada Bell", "Ada Bell", SpeakerKind.PERSON),
        ("a spokesman for Ada Bell", "a spokesman for Ada Bell", SpeakerKind.UNNAMED),
        ("Ada Bell’s lawyer", "Ada Bell’s lawyer", SpeakerKind.UNNAMED),
        ("Harbour Herald editor Reed Orr", "Reed Orr", SpeakerKind.PERSON),
        ("the Harbour Herald, a daily,", "Harbour Herald", SpeakerKind.OUTLET),
        ("two senior Norwegian officials", "two senior Norwegian officials", SpeakerKind.UNNAMED),
        ("Oslo's transport ministry", "Oslo's transport ministry", SpeakerKind.GOVERNMENT),
        ("an audit of the port", "an audit of the port", SpeakerKind.DOCUMENT),
        ("residents who fled", "residents", SpeakerKind.GROUP),
        ("Ada Bell and Reed Orr", "Ada Bell and Reed Orr", SpeakerKind.PERSON),
        ("a resident of Lower Ada Bell", "a resident of Lower Ada Bell", SpeakerKind.UNNAMED),
        ("the Harbour Herald in Reed Orr", "Harbour Herald", SpeakerKind.OUTLET),
        ("Local newspaper Harbour Herald", "Harbour Herald", SpeakerKind.OUTLET),
        ("Port Harbour Herald", "Port Harbour Herald", SpeakerKind.OUTLET),
        ("the Port Observer Mission", "Port Observer Mission", SpeakerKind.ORGANIZATION),
        ("the Port News Agency", "Port News Agency", SpeakerKind.OUTLET),
    ],
)
def test_names_and_phrases(source: str, name: str, kind: SpeakerKind) -> None:
    text = f"On Monday {source} said the dam broke."
    bodies = ["Harbour Herald", "Port Observer Mission", "Port News Agency"]
    cast = cast_of(text, P=["Ada Bell", "Reed Orr"], O=bodies, L=["Oslo"])
    (found,) = attribute(cast, draft(text, source, "said", "the dam broke"))
    assert (found.speaker_name, found.speaker_kind) == (name, kind)


def test_pronouns_find_the_person_of_their_gender() -> None:
    text = (
        "Mr Orr met Ms Bell at the port. She said the wall was weak. "
        "He said the wall was sound. They left."
    )
    cast = cast_of(text, P=["Orr", "Bell"])
    first, second = attribute(
        cast,
        draft(text, "She", "said", "the wall was weak"),
        draft(text, "He", "said", "the wall was sound"),
    )
    assert (first.speaker_name, second.speaker_name) == ("Bell", "Orr")


def test_definite_phrases_point_back() -> None:
    text = (
        "Norway’s transport ministry said the wall was weak. "
        "The ministry added that crews were there. "
        "Engineer Ada Bell warned of rain. The engineer said more would fall."
    )
    cast = cast_of(text, P=["Ada Bell"], L=["Norway"])
    found = attribute(
        cast,
        draft(text, "Norway’s transport ministry", "said", "the wall was weak"),
        draft(text, "The ministry", "added", "that crews were there"),
        draft(text, "Engineer Ada Bell", "warned of", "rain"),
        draft(text, "The engineer", "said", "more would fall"),
    )
    assert [a.speaker_name for a in found] == [
        "Norway’s transport ministry",
        "Norway’s transport ministry",
        "Ada Bell",
        "Ada Bell",
    ]


def test_we_inside_a_quotation_is_who_is_quoted() -> None:
    text = "“We believe the wall will hold,” Ada Bell said."
    cast = cast_of(text, P=["Ada Bell"])
    outer = Draft(
        (at(text, "Ada Bell"),),
        (at(text, "said"),),
        (at(text, "“We believe the wall will hold,”"),),
        0.9,
    )
    found = attribute(cast, outer, draft(text, "We", "believe", "the wall will hold"))
    assert [(a.speaker_name, a.quote) for a in found] == [("Ada Bell", QuoteKind.DIRECT)] * 2
    assert [a.parent for a in found] in ([None, "a1"], ["a2", None])


def test_a_nested_relay_keeps_every_hop() -> None:
    text = "The Herald reported that Ada Bell said the wall broke."
    cast = cast_of(text, P=["Ada Bell"], O=["The Herald"])
    found = attribute(
        cast,
        draft(text, "The Herald", "reported", "that Ada Bell said the wall broke"),
        draft(text, "Ada Bell", "said", "the wall broke"),
    )
    assert [(a.speaker_name, a.parent) for a in found] == [("The Herald", None), ("Ada Bell", "a1")]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“The wall broke.”", QuoteKind.DIRECT),
        ("the wall “simply broke” at noon", QuoteKind.MIXED),
        ("the wall broke", QuoteKind.INDIRECT),
    ],
)
def test_quote_kind_is_the_share_in_quote_marks(content: str, kind: QuoteKind) -> None:
    text = f"Ada Bell said {content}"
    (found,) = attribute(cast_of(text, P=["Ada Bell"]), draft(text, "Ada Bell", "said", content))
    assert found.quote is kind


def test_a_block_after_a_colon_belongs_to_the_line_before() -> None:
    text = "As the Harbour Herald reports:\nThe wall broke at noon.\nFrom Radio Nord::\nIt held."
    cast = cast_of(text, O=["Harbour Herald", "Radio Nord"])
    made = add_block_quotations(text, paragraphs_of(text), [], cast.sentences)
    assert [d.content[0].of(text) for d in made] == ["The wall broke at noon.", "It held."]
    assert [d.source[0].of(text) for d in made] == ["the Harbour Herald", "Radio Nord"]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("The wall was unsafe in May, the Harbour Herald reports:", "The wall was unsafe in May"),
        ("In a long letter on walls, the Harbour Herald reports:", "It broke."),
        ("The old wall, the Harbour Herald reports:", "It broke."),
    ],
)
def test_what_stands_before_who_reports_is_reported_too(line: str, first: str) -> None:
    text = f"{line}\nIt broke."
    cast = cast_of(text, O=["Harbour Herald"])
    (made,) = add_block_quotations(text, paragraphs_of(text), [], cast.sentences)
    assert made.content[0].of(text) == first
    assert made.content[-1].of(text) == "It broke."


def test_they_are_no_newspaper() -> None:
    text = "The Harbour Herald wrote of it. The Reef Front left. They said so."
    cast = cast_of(text, O=["Harbour Herald", "Reef Front"])
    drafts = [
        draft(text, "The Harbour Herald", "wrote of", "it"),
        draft(text, "They", "said", "so"),
    ]
    assert attribute(cast, *drafts)[-1].speaker_name == "Reef Front"


def test_a_quoted_block_with_its_own_speaker_is_left_alone() -> None:
    text = "Ada Bell said:\n“It broke,” Reed Orr said."
    cast = cast_of(text, P=["Ada Bell", "Reed Orr"])
    own = draft(text, "Reed Orr", "said", "“It broke,”")
    assert add_block_quotations(text, paragraphs_of(text), [own], cast.sentences) == [own]


def test_a_source_in_the_own_voice_is_the_author() -> None:
    text = "I believe the wall will break."
    cast = cast_of(text, author="Ada Bell")
    (found,) = attribute(cast, draft(text, "I", "believe", "the wall will break"))
    assert (found.speaker_name, found.speaker_kind) == ("Ada Bell", SpeakerKind.AUTHOR)


def test_attributions_inside_a_content_are_found_by_rule() -> None:
    text = "“I believe the wall will hold, and crews have told people to leave,” Ada Bell said."
    cast = cast_of(text, P=["Ada Bell"])
    outer = Draft(
        (at(text, "Ada Bell"),), (at(text, "said"),), (Span(0, text.index(" Ada Bell said")),), 0.9
    )
    nested = [d for d in add_nested(text, [outer], cast.mentions, cast.sentences) if d != outer]
    assert nested[0].source[0].of(text) == "I"
    assert nested[0].cue[0].of(text) == "believe"
    assert nested[0].content[0].of(text).startswith("the wall will hold")


@pytest.mark.parametrize(
    ("words", "source", "cue", "content"),
    [
        ("We are deeply saddened by the flood", "We", "are deeply saddened by", "the flood"),
        ("We are all sure that the wall holds", "We", "are all sure", "that the wall holds"),
        ("My thoughts are with the victims", "My", "thoughts are with", "the victims"),
        ("I hope... that the wall will hold", "I", "hope", "that the wall will hold"),
        ("We consider it as a breach", "We", "consider", "it as a breach"),
        ("The mayor described it as a breach", "The mayor", "described", "it as a breach"),
    ],
)
def test_finds_feelings_and_judgements_inside_a_quotation(
    words: str, source: str, cue: str, content: str
) -> None:
    text = f"“{words},” Ada Bell said."
    cast = cast_of(text, P=["Ada Bell"])
    outer = draft(text, "Ada Bell", "said", f"“{words},”")
    (found,) = (d for d in add_nested(text, [outer], cast.mentions, cast.sentences) if d != outer)
    assert [s[0].of(text).rstrip(",") for s in (found.source, found.cue, found.content)] == [
        source,
        cue,
        content,
    ]


@pytest.mark.parametrize("words", ["The pumps are happy accidents", "We are sure-footed people"])
def test_takes_no_other_use_for_a_feeling(words: str) -> None:
    text = f"“{words},” Ada Bell said."
    cast = cast_of(text, P=["Ada Bell"])
    outer = draft(text, "Ada Bell", "said", f"“{words},”")
    assert add_nested(text, [outer], cast.mentions, cast.sentences) == [outer]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The wall fell at noon, Ada Bell said.", "The wall fell at noon"),
        ("Ada Bell said the wall fell at noon.", "the wall fell at noon"),
        ("The wall fell at noon, Ada Bell said to\nNobody left.", "The wall fell at noon"),
        ("Ada Bell said:\n“The wall fell.”", "“The wall fell.”"),
    ],
)
def test_a_sure_cue_without_content_gets_one(text: str, content: str) -> None:
    cast = cast_of(text, P=["Ada Bell"])
    half = Draft((at(text, "Ada Bell"),), (at(text, "said"),), (), 0.95)
    (whole,) = complete_contents(text, [half], cast.sentences, paragraphs_of(text))
    assert [span.of(text) for span in whole.content] == [content]
    unsure = Draft(half.source, half.cue, (), 0.4)
    assert complete_contents(text, [unsure], cast.sentences, paragraphs_of(text)) == [unsure]


@pytest.mark.parametrize("mark", ["", '"', "“"])
def test_turns_of_a_transcript_are_attributions(mark: str) -> None:
    turns = ("REED ORR, HOST: Welcome.", "BELL: Thank you.", "PHOTO: The wall.")
    text = "\n".join(["Ada Bell joins us.", *(mark + turn for turn in turns)])
    cast = cast_of(text, P=["Ada Bell", "REED ORR", "BELL"])
    found = attribute(cast, *add_turns(text, paragraphs_of(text), [], cast.mentions))
    assert [(a.speaker_name, a.content[0].of(text), a.quote) for a in found] == [
        ("REED ORR", "Welcome.", QuoteKind.DIRECT),
        ("Ada Bell", "Thank you.", QuoteKind.DIRECT),
    ]


def test_an_official_quoted_as_saying_is_a_hop_of_its_own() -> None:
    text = "The Herald quoted one port official as saying: “The wall broke.”"
    cast = cast_of(text, O=["The Herald"])
    outer = Draft(
        (at(text, "The Herald"),),
        (at(text, "quoted"),),
        (Span(text.index("one port"), len(text)),),
        0.9,
    )
    found = attribute(cast, *add_nested(text, [outer], cast.mentions, cast.sentences))
    assert [(a.speaker_name, a.parent) for a in found] == [
        ("The Herald", None),
        ("one port official", "a1"),
    ]
    assert found[1].quote is QuoteKind.DIRECT


def test_a_quotation_over_paragraphs_stays_one_content() -> None:
    text = "Ada Bell said: “It broke.\n“Then it fell.”\nNobody spoke."
    quotes = find_quotes(text, paragraphs_of(text))
    first = draft(text, "Ada Bell", "said", "“It broke.")
    (found,) = extend_running_quotes([first], quotes)
    assert [span.of(text) for span in found.content] == ["“It broke.", "“Then it fell.”"]


def test_a_contested_quotation_goes_to_the_cue_beside_it() -> None:
    text = "Reed Orr warned of rain.\n“It broke,” Ada Bell said."
    near = Draft((at(text, "Ada Bell"),), (at(text, "said"),), (at(text, "“It broke,”"),), 0.9)
    far = Draft((at(text, "Reed Orr"),), (at(text, "warned"),), (at(text, "“It broke,”"),), 0.9)
    assert settle_contested([far, near], paragraphs_of(text)) == [near]


def test_the_pieces_of_one_cue_are_joined() -> None:
    text = "Norway has on many occasions complained about the wall."
    source, content = (at(text, "Norway"),), (at(text, "about the wall"),)
    pieces = [
        Draft(source, (at(text, "has"),), content, 0.8),
        Draft(source, (at(text, "complained"),), content, 0.9),
    ]
    (joined,) = merge_pieces(text, pieces)
    assert [span.of(text) for span in joined.cue] == ["has", "complained"]


def test_a_missing_source_is_the_subject_or_that_of_the_cue_before() -> None:
    text = "Ada Bell said the wall broke and warned of rain."
    cast = cast_of(text, P=["Ada Bell"])
    said = Draft((), (at(text, "said"),), (at(text, "the wall broke"),), 0.9)
    warned = Draft((), (at(text, "warned"),), (at(text, "of rain"),), 0.9)
    found = complete_sources(text, [said, warned], cast.sentences, cast.mentions)
    assert [d.source[0].of(text) for d in found] == ["Ada Bell", "Ada Bell"]


def test_reportedly_is_an_attribution_without_a_source() -> None:
    text = "The mayor reportedly left at dawn. Ada Bell said the wall broke."
    cast = cast_of(text, P=["Ada Bell"])
    (found,) = attribute(cast, *add_hearsay(text, [], cast.sentences))
    assert found.source == ()
    assert [span.of(text) for span in found.content] == ["The mayor", "left at dawn."]


def test_a_source_that_ends_a_content_is_taken_out_of_it() -> None:
    text = "The wall fell at noon, the ministry said."
    cast = cast_of(text)
    half = Draft((), (at(text, "said"),), (at(text, "The wall fell at noon, the ministry"),), 0.9)
    (whole,) = complete_sources(text, [half], cast.sentences, cast.mentions)
    assert whole.source[0].of(text) == "the ministry"
    assert whole.content[0].of(text) == "The wall fell at noon, "


def test_both_is_the_pair_that_spoke_before() -> None:
    text = "Norway and Sweden backed the plan. Both countries urged calm."
    cast = cast_of(text, L=["Norway", "Sweden"])
    found = attribute(
        cast,
        draft(text, "Norway and Sweden", "backed", "the plan"),
        draft(text, "Both countries", "urged", "calm"),
    )
    assert [a.speaker_name for a in found] == ["Norway and Sweden"] * 2


@pytest.mark.parametrize(
    "unit", ["he said he believed that ", "Ada Bell said:\n“No. ", "BELL: No.\n"]
)
def test_rules_take_time_in_step_with_length(unit: str) -> None:
    text = "Ada Bell spoke.\n" + unit * 3000
    cast = cast_of(text, P=["Ada Bell"])
    paragraphs = paragraphs_of(text)
    outer = Draft((), (Span(9, 14),), (Span(16, len(text)),), 0.9)
    begin = time.process_time()
    drafts = add_turns(text, paragraphs, [outer], cast.mentions)
    drafts = add_block_quotations(text, paragraphs, drafts, cast.sentences)
    drafts = add_nested(text, drafts, cast.mentions, cast.sentences)
    attribute(cast, *drafts)
    assert time.process_time() - begin < 10

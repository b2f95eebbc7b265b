"""Whose a statement or a post is where the words beside it name nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import body, extract, person, report, says
from whence.linking.gazetteer import load_gazetteer
from whence.linking.relays import find_relays
from whence.records.extraction import Attribution, Entity, Extraction, Mention, SpeakerKind
from whence.records.report import Report
from whence.records.span import Span

KNOWN = load_gazetteer()


def found(written: Report, extraction: Extraction) -> list[str]:
    return [relay.cites for relay in find_relays(written, extraction, KNOWN)]


def named(of: Report, *entities: Entity, said: tuple[Attribution, ...] = ()) -> Extraction:
    """Return an extraction in which every place of the entities' names and aliases is a mention."""
    mentions = [
        Mention(Span(at, at + len(name)), entity.type, entity.id)
        for entity in entities
        for name in (entity.name, *entity.aliases)
        for at in range(len(of.text))
        if of.text.startswith(name, at)
    ]
    ordered = tuple(sorted(mentions, key=lambda mention: mention.span))
    return replace(extract(of, *said, entities=entities), mentions=ordered)


def test_a_statement_of_the_airline_is_of_the_one_named() -> None:
    of = report(
        "A Port Ella Airways plane turned back.\nIt was low on fuel, the airline said in a statement."
    )
    said = says(of, "the airline", "said", "It was low on fuel", kind=SpeakerKind.ORGANIZATION)
    assert found(of, extract(of, said)) == ["Port Ella Airways statement"]


def test_a_company_statement_is_of_the_company_named_most() -> None:
    of = report(
        "Sluicegate lost its files.\nSluicegate hired engineers.\nThe files of Sluicegate were old, "
        "according to a company statement.\nDamwatch lost none."
    )
    two = named(of, body(1, "Sluicegate"), body(2, "Damwatch"))
    assert found(of, two) == ["Sluicegate statement"]


def test_a_company_statement_is_nobodys_where_another_was_named_since() -> None:
    of = report(
        "Sluicegate lost its files.\nSluicegate asked Sluicegate engineers.\nDamwatch lost none, "
        "according to a company statement."
    )
    assert found(of, named(of, body(1, "Sluicegate"), body(2, "Damwatch"))) == ["statement"]


def test_a_post_of_the_singer_is_of_the_only_person_named() -> None:
    text = "Mara Voss flew to Port Ella.\nThe singer and host tweeted about the flight."
    of = report(text)
    said = says(of, "The singer and host", "tweeted", "about the flight", kind=SpeakerKind.UNNAMED)
    alone = named(of, person(1, "Mara Voss"), said=(said,))
    assert found(of, alone) == ["Mara Voss on Twitter"]
    both = report(f"Ada Roe stayed.\n{text}")
    said = says(both, "The singer and host", "tweeted", "about the flight")
    two = named(both, person(1, "Mara Voss"), person(2, "Ada Roe"), said=(said,))
    assert found(both, two) == ["The singer and host on Twitter"]


@pytest.mark.parametrize("words", ["A spokesman for Sluicegate", "The Sluicegate spokesman"])
def test_a_spokesmans_statement_is_his_bodys(words: str) -> None:
    of = report(f"It held, {words} said in a statement.")
    said = says(of, words, "said", "It held", name=words, kind=SpeakerKind.UNNAMED)
    assert found(of, extract(of, said)) == ["Sluicegate statement"]


def test_a_body_writes_in_a_document() -> None:
    of = report("“It holds,” writes Sluicegate.\nSluicegate wrote: it held.")
    assert found(of, named(of, body(1, "Sluicegate"))) == ["Sluicegate statement"] * 2


def test_an_editor_of_a_body_writes_herself() -> None:
    of = report("“It holds,” wrote Sluicegate Dams keeper Mara Voss.")
    assert found(of, named(of, body(1, "Sluicegate"))) == []


def test_what_a_body_wrote_into_a_law_credits_nobody() -> None:
    of = report("Sluicegate wrote this rule.\nThe rule that Sluicegate had written held.")
    assert found(of, named(of, body(1, "Sluicegate"))) == []


def test_the_couple_are_the_two_named_together_last() -> None:
    of = report(
        "Ana Roe and her husband, Bo Lund, left.\nMara Voss and Jo Mills parted. The couple said in a "
        "statement that all is well."
    )
    four = [
        person(n, name) for n, name in enumerate(("Ana Roe", "Bo Lund", "Mara Voss", "Jo Mills"))
    ]
    assert found(of, named(of, *four)) == ["Mara Voss and Jo Mills statement"]


def test_claims_in_a_lawsuit_are_of_whose_claims_they_are() -> None:
    of = report("Judges said they shared Sluicegate's claims in a lawsuit.")
    said = says(of, "Judges", "said", "they shared", name="Judges")
    assert found(of, extract(of, said)) == ["Sluicegate lawsuit"]

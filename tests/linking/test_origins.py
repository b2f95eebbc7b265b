from __future__ import annotations

from dataclasses import replace

import pytest

from tests.linking.build import extract, linked, report, says
from whence.linking.evidence import Carried
from whence.records.extraction import Extraction, QuoteKind, SpeakerKind
from whence.records.links import Point, Reuse, Share
from whence.records.report import Report
from whence.records.span import Span

FACT = "the ferry Alma struck a sandbank off Port Ella at dawn"


def told(
    source: str,
    publisher: str,
    *,
    kind: SpeakerKind = SpeakerKind.PERSON,
    day: str = "2031-05-02",
    fact: str = FACT,
    lead: str = "",
) -> tuple[Report, Extraction]:
    made = report(f"{lead}{source} said {fact}.", publisher=publisher, day=day)
    return made, extract(made, says(made, source, "said", fact, kind=kind))


def own(
    publisher: str, text: str = FACT, agencies: tuple[str, ...] = ()
) -> tuple[Report, Extraction]:
    made = report(f"On Friday {text}.", publisher=publisher, agencies=agencies)
    return made, extract(made)


def the_point(*pile: tuple[Report, Extraction]) -> Point:
    links = linked(*pile)
    (point,) = [p for p in links.points if "Alma" in str([a.says for a in p.accounts])]
    return point


OTHER = (
    "at dawn the ferry Alma struck a sandbank near Port Ella with old nets, ropes, barrels aboard"
)


def test_one_named_speaker_is_one_origin() -> None:
    point = the_point(told("Mara Voss", "A"), told("Mara Voss", "B"))
    assert len(point.origins) == 1
    assert (point.origins_low, point.origins_high) == (1, 1)
    assert point.why == ("Both are the word of Mara Voss.",)


def test_one_speaker_on_two_occasions_is_two_origins() -> None:
    point = the_point(told("Mara Voss", "A"), told("Mara Voss", "B", day="2031-06-20", fact=OTHER))
    assert len(point.origins) == 2


def test_two_named_speakers_are_two_origins() -> None:
    point = the_point(told("Mara Voss", "A"), told("Tomas Reed", "B", fact=OTHER))
    assert (point.origins_low, point.origins_high) == (2, 2)
    assert point.why == ()


def test_what_names_nobody_may_rest_on_who_is_named() -> None:
    point = the_point(told("Mara Voss", "A"), told("an official", "B", kind=SpeakerKind.UNNAMED))
    assert point.origins_low == 1
    voss, reed = told("Mara Voss", "A"), told("Tomas Reed", "B", fact=OTHER)
    third = "the ferry Alma struck a sandbank off Port Ella with its mate, cook, dog, boxes, mail"
    point = the_point(voss, reed, told("an official", "C", kind=SpeakerKind.UNNAMED, fact=third))
    assert len(point.accounts) == 3
    assert (point.origins_low, point.origins_high) == (2, 3)


def test_copies_of_two_agencies_may_rest_on_one_source() -> None:
    point = the_point(own("A", agencies=("AFP",)), own("B", OTHER, agencies=("Reuters",)))
    assert (point.origins_low, point.origins_high) == (1, 2)


def test_unnamed_officials_are_neither_one_nor_two() -> None:
    one = told("an official", "A", kind=SpeakerKind.UNNAMED)
    two = told("an official", "B", kind=SpeakerKind.UNNAMED, fact=OTHER)
    point = the_point(one, two)
    assert len(point.origins) == 2
    assert (point.origins_low, point.origins_high) == (1, 2)


@pytest.mark.parametrize(
    "name", ["a US official", "US officials", "senior Norland diplomats", "the US official"]
)
def test_an_unnamed_official_of_one_country_in_two_reports_stays_two(name: str) -> None:
    one = told(name, "A", kind=SpeakerKind.UNNAMED)
    two = told(name, "B", kind=SpeakerKind.UNNAMED, fact=OTHER)
    point = the_point(one, two)
    assert len(point.origins) == 2
    assert (point.origins_low, point.origins_high) == (1, 2)
    assert point.why == ()


def test_a_spokesman_without_a_name_gives_his_bodys_word() -> None:
    one = told("a Nato spokesman", "A", kind=SpeakerKind.UNNAMED)
    two = told("a Nato spokesman", "B", kind=SpeakerKind.UNNAMED, fact=OTHER)
    assert len(the_point(one, two).origins) == 1


def test_who_holds_the_one_office_is_one_though_unnamed() -> None:
    one = told("the Port Ella mayor", "A", kind=SpeakerKind.UNNAMED)
    two = told("the Port Ella mayor", "B", kind=SpeakerKind.UNNAMED, fact=OTHER)
    assert len(the_point(one, two).origins) == 1


def test_two_named_speakers_stay_two_though_the_words_are_the_same() -> None:
    point = the_point(told("Mara Voss", "A"), told("Tomas Reed", "B"))
    assert len(point.origins) == 2


def test_a_quotation_is_said_once_though_two_speakers_are_named_for_it() -> None:
    words = f"“{FACT}”"
    one, two = told("Comedian Mara", "A", fact=words), told("Mara Voss", "B", fact=words)
    point = the_point(*(_quoted(made) for made in (one, two)))
    assert len(point.origins) == 1
    assert point.why == ("Both quote the same words.",)


def _quoted(made: tuple[Report, Extraction]) -> tuple[Report, Extraction]:
    of, found = made
    said = tuple(replace(a, quote=QuoteKind.DIRECT) for a in found.attributions)
    return of, replace(found, attributions=said)


def test_copy_of_one_agency_is_one_origin() -> None:
    point = the_point(own("A", agencies=("AFP",)), own("B", agencies=("AFP",)))
    assert len(point.origins) == 1
    assert "Agence France-Presse" in point.why[0]


def test_a_carried_passage_is_one_origin() -> None:
    fact = (
        "the ferry Alma struck a sandbank off Port Ella at dawn with all its passengers on board "
        "before the crew could turn it round in the heavy swell"
    )
    point = the_point(own("A", fact), own("B", fact))
    assert len(point.origins) == 1
    assert "carries the words of" in point.why[0]


def test_a_credited_outlet_in_the_pile_is_the_origin() -> None:
    source = told("The BBC", "A", kind=SpeakerKind.OUTLET)
    bbc = own("www.bbc.com")
    point = the_point(source, bbc)
    assert len(point.origins) == 1
    assert "credits BBC" in point.why[0]


def test_two_reports_in_their_own_voice_stay_two() -> None:
    point = the_point(own("A"), own("B", OTHER))
    assert (len(point.origins), point.origins_low, point.origins_high) == (2, 1, 2)


def test_a_spokesman_speaks_for_his_body() -> None:
    one = told("A Harbour Guard spokesman, Tomas Reed,", "A")
    two = told("The Harbour Guard", "B", kind=SpeakerKind.ORGANIZATION, fact=OTHER)
    assert len(the_point(one, two).origins) == 1


def test_the_same_clause_word_for_word_is_one_origin() -> None:
    point = the_point(own("A"), own("B"))
    assert len(point.origins) == 1
    assert "word" in point.why[0]


DEAD = "17 people were killed when the ferry Alma sank off Port Ella"
MORE = "21 people were killed when the ferry Alma sank off Port Ella"


def test_one_speaker_does_not_give_two_figures_at_once() -> None:
    point = the_killed(told("Mara Voss", "A", fact=DEAD), told("Mara Voss", "B", fact=MORE))
    assert len(point.origins) == 2
    point = the_killed(told("Mara Voss", "A", fact=DEAD), told("Mara Voss", "B", fact=DEAD))
    assert len(point.origins) == 1


def test_the_very_number_of_the_dead_without_a_source_is_one_count() -> None:
    shuffled = "off Port Ella 17 people were killed as the ferry Alma turned over in a squall"
    point = the_killed(own("A", DEAD), own("B", shuffled))
    assert len(point.origins) == 1
    assert point.why == ("Both give the same count, 17, and one names no source for it.",)


def test_at_least_so_many_dead_may_be_anybodys_count() -> None:
    at_least = DEAD.replace("17", "at least 17")
    shuffled = (
        "off Port Ella at least 17 people were killed as the ferry Alma turned over in a squall"
    )
    assert len(the_killed(own("A", at_least), own("B", shuffled)).origins) == 2


def test_an_airline_without_a_name_is_the_one_its_report_names() -> None:
    lead = "A Port Ella Airways crew saw it. "
    one = told("the airline", "A", kind=SpeakerKind.ORGANIZATION, lead=lead)
    two = told("Port-Ella Airways", "B", kind=SpeakerKind.ORGANIZATION, fact=OTHER)
    assert len(the_point(one, two).origins) == 1


def test_a_states_own_media_give_that_states_word() -> None:
    moved = "troops had left the harbour of Port Ella and its old fort on the hill"
    one = told("North Korea", "A", kind=SpeakerKind.GOVERNMENT, fact=moved)
    two = told("KCNA", "B", kind=SpeakerKind.OUTLET, fact=moved.replace("old ", ""))
    (point,) = [p for p in linked(one, two).points if len(p.accounts) == 2]
    assert len(point.origins) == 1
    assert point.why == ("Both are the word of North Korea or of its own media.",)


def test_who_is_in_charge_of_a_body_gives_its_word() -> None:
    lead = "Peter Marsh, the deputy director of operations for the Ella Ambulance Service, came. "
    one = told("Peter Marsh", "A", lead=lead)
    two = told("the Ella Ambulance Service", "B", kind=SpeakerKind.ORGANIZATION)
    (why,) = the_point(one, two).why
    speakers = ("Peter Marsh", "the Ella Ambulance Service")
    assert why in [f"Both are the word of {name}." for name in speakers]


def the_killed(*pile: tuple[Report, Extraction]) -> Point:
    (point,) = [p for p in linked(*pile).points if any(a.low for a in p.accounts)]
    return point


def test_accounts_of_two_figures_are_no_one_origin_through_a_passage_carried() -> None:
    text = "Eleven people were killed when the ferry Alma struck a sandbank, raising a toll of {}."
    first = report(text.format("seven"), publisher="A", agencies=("AFP",))
    again = report(text.format("seven"), publisher="B", agencies=("AFP",))
    links = linked((first, extract(first)), (again, extract(again)))
    for point in links.points:
        low = {a.id: a.low for a in point.accounts}
        assert all(len({low[i] for i in origin}) == 1 for origin in point.origins)


def test_who_credits_a_medium_of_the_pile_rests_on_its_report() -> None:
    officer = told("an officer", "Quay Herald", kind=SpeakerKind.UNNAMED)
    made = report(f"The Quay Herald reported that {FACT}, as an officer told it.", publisher="B")
    said = says(made, "The Quay Herald", "reported", FACT, kind=SpeakerKind.OUTLET)
    point = the_point(officer, (made, extract(made, said)))
    assert (point.origins_low, point.origins_high) == (1, 1)
    assert point.why == ("B credits Quay Herald.",)


def test_a_part_of_a_carried_passage_stands_at_its_own_place_in_the_source() -> None:
    reuse = Reuse(
        *("u", "here", (Span(0, 100),), Share.SOME),
        source_report="there",
        source_spans=(Span(50, 152),),
    )
    carried = Carried([reuse])
    source, place = carried.at(Span(40, 60)) or ("", Span(0, 1))
    assert source == "there"
    assert place.start < 50 + 41 < 50 + 61 < place.end
    assert len(place) < 50
    assert carried.at(Span(200, 210)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a statement issued by the Port Ella Authority", "the Port Ella Authority"),
        ("initial findings of the Harbour Board of Ella", "the Harbour Board of Ella"),
        ("a representative for Mara Voss", "Mara Voss"),
        ("Mara Voss’s representative", "Mara Voss"),
    ],
)
def test_what_somebody_puts_out_is_his_word(one: str, other: str) -> None:
    unnamed = SpeakerKind.UNNAMED
    point = the_point(
        told(one, "A", kind=unnamed), told(other, "B", kind=SpeakerKind.ORGANIZATION, fact=OTHER)
    )
    assert len(point.origins) == 1


def test_a_description_that_ends_in_anothers_name_is_that_one() -> None:
    voss = told("Mara Voss", "A")
    named = told("former harbour chief Mara Voss", "B", kind=SpeakerKind.UNNAMED, fact=OTHER)
    friend = told("a friend of Mara Voss", "B", kind=SpeakerKind.UNNAMED, fact=OTHER)
    assert len(the_point(voss, named).origins) == 1
    assert len(the_point(voss, friend).origins) == 2


def test_a_medium_known_by_its_host_is_the_one_credited_by_name_or_initials() -> None:
    for credited in ("Port Wire Agency", "PWA"):
        wire, other = own("pwa.example"), told(credited, "B", kind=SpeakerKind.OUTLET, fact=OTHER)
        assert len(the_point(wire, other).origins) == 1, credited
    wire, other = own("harbour-post.example"), told("The Harbour Post", "B", fact=OTHER)
    assert len(the_point(wire, other).origins) == 1
    wire, other = own("pwa.example"), told("Mara Voss", "B", fact=OTHER)
    assert len(the_point(wire, other).origins) == 2


def test_state_television_is_the_one_that_another_report_names() -> None:
    heard = report(f"Mara Voss told Ellan State Television that {FACT}.", publisher="A")
    by_voss = extract(heard, says(heard, "Mara Voss", "told", FACT))
    aired = told("State television", "B", kind=SpeakerKind.OUTLET, fact=OTHER)
    point = the_point((heard, by_voss), aired)
    assert point.accounts[0].chain == ("Ellan State Television", "Mara Voss")
    assert point.why == ("Both are the word of Ellan State Television.",)


def test_who_says_it_is_no_part_of_the_wording() -> None:
    fact = "The Alma broke our trust"
    quoted = report(f"“{fact},” Reed admitted.", publisher="A")
    found = extract(quoted, says(quoted, "Reed", "admitted", fact, kind=SpeakerKind.UNNAMED))
    bare = report(f"{fact}.", publisher="B")
    assert len(the_point((quoted, found), (bare, extract(bare))).origins) == 1

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linking.build import extract, linked, report, says
from whence.errors import UsageError
from whence.linking.accounts import make_account
from whence.linking.gazetteer import load_gazetteer
from whence.linking.link import link
from whence.linking.statements import gather
from whence.records.extraction import Extraction, SpeakerKind
from whence.records.links import Links, Point, PointKind, Relation
from whence.records.report import Report
from whence.settings import load_settings

KNOWN = load_gazetteer()

SETTINGS = load_settings().linking
Written = tuple[Report, Extraction]


def written(text: str, publisher: str, day: str = "2031-05-02") -> Written:
    made = report(text, publisher=publisher, day=day)
    return made, extract(made)


def point_of(links: Links, kind: PointKind) -> Point:
    (point,) = [p for p in links.points if p.kind is kind]
    return point


FERRY = "killing at least {n} people when the ferry Alma struck a sandbank off Port Ella"


def ferry(n: str, publisher: str, day: str = "2031-05-02") -> Written:
    return written(f"A storm hit the coast, {FERRY.format(n=n)}.", publisher, day)


def test_counts_of_the_same_dead_stand_on_one_point_and_differ_in_time() -> None:
    links = linked(ferry("four", "A", "2031-05-01"), ferry("nine", "B", "2031-05-02"))
    point = point_of(links, PointKind.QUANTITY)
    assert {a.says for a in point.accounts} == {"at least 4", "at least 9"}
    assert {a.low for a in point.accounts} == {4.0, 9.0}
    assert point.relation is Relation.DIFFER_IN_TIME
    assert point.question.startswith("How many people were killed")
    assert len(point.groups) == 2


def test_the_same_count_agrees() -> None:
    point = point_of(linked(ferry("four", "A"), ferry("four", "B")), PointKind.QUANTITY)
    assert point.relation is Relation.AGREE
    assert len(point.groups) == 1


def test_a_count_of_bodies_has_the_scale_of_the_dead() -> None:
    links = linked(
        written("The storm off Port Ella killed seven people on the ferry Alma.", "A"),
        written("The storm off Port Ella killed nine people: 12 bodies lay on the ferry.", "B"),
        written("The storm off Port Ella left 12 bodies on the ferry Alma.", "C"),
        written("The storm off Port Ella: at least seven fatalities on the ferry Alma.", "D"),
    )
    units = {a.unit for p in links.points if p.kind is PointKind.QUANTITY for a in p.accounts}
    assert units == {"people"}


def test_dead_and_wounded_are_two_points() -> None:
    text = (
        "The ferry Alma struck a sandbank off Port Ella, killing {} people and wounding {} others."
    )
    links = linked(written(text.format(4, 30), "A"), written(text.format(5, 31), "B"))
    says_of = [{a.says for a in p.accounts} for p in links.points if p.kind is PointKind.QUANTITY]
    assert {"4", "5"} in says_of
    assert {"30", "31"} in says_of


def test_exact_counts_that_cannot_both_hold_disagree() -> None:
    text = "The ferry company owns {} boats in the harbour of Port Ella."
    links = linked(written(text.format(14), "A"), written(text.format(22), "B"))
    assert point_of(links, PointKind.QUANTITY).relation is Relation.DISAGREE


def test_a_denial_is_told_from_an_assertion() -> None:
    links = linked(
        written("The captain of the ferry Alma had slept at the wheel that night.", "A"),
        written("The captain of the ferry Alma had not slept at the wheel that night.", "B"),
    )
    (point,) = links.points
    assert point.relation is Relation.DENIED
    assert len(point.groups) == 2


def test_did_not_against_did_denies() -> None:
    links = linked(
        written("The harbour police did arrest the captain of the ferry Alma.", "A"),
        written("The harbour police did not arrest the captain of the ferry Alma.", "B"),
    )
    (point,) = links.points
    assert point.relation is Relation.DENIED


def test_tolls_told_for_two_days_differ_in_time() -> None:
    text = "The storm off Port Ella killed {} people, the harbour police said on {}."
    links = linked(
        written(text.format(25, "Sunday"), "A", "2031-05-04"),
        written(text.format(31, "Tuesday"), "B", "2031-05-06"),
    )
    point = point_of(links, PointKind.QUANTITY)
    assert point.relation is Relation.DIFFER_IN_TIME


def test_two_pilots_and_a_pilot_and_a_co_pilot_agree() -> None:
    links = linked(
        written("The lost plane carried two pilots over the sea off Port Ella.", "A"),
        written("The lost plane carried a pilot and a co-pilot over the sea off Port Ella.", "B"),
    )
    (point,) = links.points
    assert point.relation is Relation.AGREE
    assert {(a.low, a.high) for a in point.accounts} == {(2.0, 2.0)}


def test_tests_counted_by_their_rank_differ_in_time() -> None:
    text = "Norland has carried out its {} missile test off Port Ella, its neighbours said."
    links = linked(written(text.format("third"), "A"), written(text.format("fourth"), "B"))
    point = point_of(links, PointKind.QUANTITY)
    assert point.relation is Relation.DIFFER_IN_TIME
    assert {a.low for a in point.accounts} == {3.0, 4.0}


def test_what_differs_within_a_day_does_not_grow() -> None:
    text = "The ferry company owns {} boats in the harbour of Port Ella."
    links = linked(
        written(text.format(14), "A", "2031-05-01"),
        written(text.format(22), "B", "2031-05-01"),
        written(text.format(22), "C", "2031-05-02"),
    )
    assert point_of(links, PointKind.QUANTITY).relation is Relation.DISAGREE


def test_one_report_alone_makes_no_point() -> None:
    made = report("The ferry sank off Port Ella.\nThe ferry sank off Port Ella.")
    assert linked((made, extract(made))).points == ()


def test_different_facts_are_not_merged() -> None:
    links = linked(
        written("The minister opened a new school in the hills.", "A"),
        written("Heavy snow closed two mountain passes overnight.", "B"),
    )
    assert links.points == ()


def test_reports_far_apart_in_time_are_not_compared() -> None:
    assert linked(ferry("four", "A", "2031-05-01"), ferry("nine", "B", "2035-05-01")).points == ()


def test_the_chain_runs_from_the_report_to_the_speaker() -> None:
    made = report(
        "The Evening Bell said that Mara Voss said the ferry Alma struck a sandbank off Port Ella.",
        publisher="A",
    )
    outer = says(
        made, "The Evening Bell", "said", "Mara Voss said the ferry Alma struck a sandbank off Port Ella",
        kind=SpeakerKind.OUTLET,
    )  # fmt: skip
    inner = says(
        made, "Mara Voss", "said", "the ferry Alma struck a sandbank off Port Ella", parent=outer.id
    )
    other = written("The ferry Alma struck a sandbank off Port Ella.", "B")
    (point,) = linked((made, extract(made, outer, inner)), other).points
    chains = {a.chain for a in point.accounts}
    assert ("The Evening Bell", "Mara Voss") in chains
    assert () in chains


def test_a_figure_is_given_by_whose_words_hold_it_though_they_are_a_clause_s_least_part() -> None:
    made = report(
        "The Health Ministry of the Western Provinces told the papers of 11 people killed there."
    )
    ministry = "The Health Ministry of the Western Provinces"
    told = says(made, ministry, "told the papers of", "11 people killed there")
    (counted,) = gather([made], [extract(made, told)], load_gazetteer()).statements
    assert counted.quantity is not None
    assert counted.chain == (ministry,)


def test_every_point_explains_itself() -> None:
    links = linked(ferry("four", "A"), ferry("nine", "B"))
    for point in links.points:
        assert point.features
        assert all(f.why.endswith(".") for f in point.features)
        assert 0.0 <= point.score <= 1.0


def test_input_order_changes_nothing() -> None:
    pile = [ferry(str(n), publisher) for n, publisher in enumerate("ABCDEF", 3)]
    shuffled = pile[:]
    random.Random(11).shuffle(shuffled)
    assert linked(*pile) == linked(*shuffled)


def test_mismatched_input_is_refused() -> None:
    made, extraction = ferry("four", "A")
    with pytest.raises(UsageError, match="belong together"):
        link([made], [], settings=SETTINGS)
    assert link([], [], settings=SETTINGS) == Links()
    assert link([made], [extraction], settings=SETTINGS).points == ()


def test_reports_without_analysis_are_passed_over() -> None:
    made = report("Ceci n'est pas un bateau.")
    bare = Extraction(report=made.id, note="not in a language that is analysed")
    assert linked((made, bare), ferry("four", "B")).points == ()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(
            alphabet="the ferry sank 47 of 3,000 people “said” at Port. not\n,;é()", max_size=120
        ),
        min_size=2,
        max_size=4,
    )
)
def test_any_text_gives_sound_points(texts: list[str]) -> None:
    pile = [written(text or "x", f"P{i}") for i, text in enumerate(texts)]
    for point in linked(*pile).points:
        ids = sorted(a.id for a in point.accounts)
        assert sorted(i for g in point.groups for i in g) == ids
        assert sorted(i for g in point.origins for i in g) == ids
        assert 1 <= point.origins_low <= point.origins_high <= len(ids)
        assert len({a.report for a in point.accounts}) > 1
        for account in point.accounts:
            text = next(r.text for r, _ in pile if r.id == account.report)
            assert all(0 <= s.start < s.end <= len(text) for s in account.spans)


def test_things_of_one_sort_that_exclude_one_another_disagree() -> None:
    text = "The thieves drove a stolen {} through the gate of the old bank in Port Ella at night."
    links = linked(written(text.format("truck"), "A"), written(text.format("car"), "B"))
    (point,) = links.points
    assert point.relation is Relation.DISAGREE
    assert len(point.groups) == 2


def test_hours_that_differ_are_a_matter_of_detail() -> None:
    text = "The ferry Alma struck the sandbank off Port Ella shortly after {} on 1 May 2031."
    links = linked(written(text.format("6 a.m."), "A"), written(text.format("7:30 a.m."), "B"))
    assert {p.relation for p in links.points} <= {Relation.DIFFER_IN_DETAIL}
    assert links.points


def test_questions_and_bare_names_are_no_statements() -> None:
    text = "Who steered the ferry Alma that night?\nPort Ella"
    assert linked(written(text, "A"), written(text, "B")).points == ()


def test_a_word_that_bounds_closely_agrees() -> None:
    text = (
        "More than 80 passengers were hurt when the ferry Alma struck the sandbank off Port Ella."
    )
    links = linked(written(text, "A"), written(text.replace("More than 80", "Exactly 84"), "B"))
    point = point_of(links, PointKind.QUANTITY)
    assert point.relation is Relation.AGREE


def test_a_credited_agency_heads_the_chain() -> None:
    text = "“The ferry Alma struck a sandbank off Port Ella,” Mara Voss told AFP."
    made = report(text, publisher="A")
    voice = says(made, "Mara Voss", "told", "The ferry Alma struck a sandbank off Port Ella")
    other = written("The ferry Alma struck a sandbank off Port Ella.", "B")
    (point,) = linked((made, extract(made, voice)), other).points
    assert ("Agence France-Presse", "Mara Voss") in {a.chain for a in point.accounts}


def test_a_speech_tag_is_no_statement() -> None:
    pile = []
    for publisher, words in (("A", "It sank within the hour"), ("B", "My dog was aboard")):
        text = f"The old harbour master Mara Voss told reporters: “{words}.”"
        made = report(text, publisher=publisher)
        voice = says(made, "The old harbour master Mara Voss", "told reporters", words)
        pile.append((made, extract(made, voice)))
    assert linked(*pile).points == ()


def test_a_medium_and_its_speaker_in_other_words_are_one_link_of_the_chain() -> None:
    made = report(
        "The AFP news agency said the ferry Alma struck a sandbank off Port Ella.", publisher="A"
    )
    said = says(
        made, "The AFP news agency", "said", "the ferry Alma struck a sandbank off Port Ella",
        kind=SpeakerKind.OUTLET,
    )  # fmt: skip
    other = written("The ferry Alma struck a sandbank off Port Ella.", "B")
    (point,) = linked((made, extract(made, said)), other).points
    assert sorted(len(a.chain) for a in point.accounts) == [0, 1]


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Thirty-four people were hurt in Thursday's storm, the port said.", None),
        ("Thirty-four people had been hurt by Thursday, the port said.", "2031-05-01"),
        ("Thirty-four people were hurt in the storm of March 2029.", "2029-03"),
        ("Thirty-four people were hurt and will all be home by 9 May 2031.", None),
        ("Thirty-four boats lay at the quay on Thursday.", "2031-05-01"),
    ],
)
def test_the_day_of_the_deed_is_not_that_of_the_toll(text: str, as_of: str | None) -> None:
    of = report(text)
    (told,) = [s for s in gather([of], [extract(of)], KNOWN).statements if s.quantity]
    assert make_account(told, of.text).as_of == as_of

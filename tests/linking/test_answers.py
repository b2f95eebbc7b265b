from __future__ import annotations

import pytest

from tests.linking.build import extract, report, says
from whence.linking.answers import Answer, Difference, answer_of, difference
from whence.linking.gazetteer import load_gazetteer
from whence.linking.statements import Statement, gather
from whence.records.extraction import Stance

KNOWN = load_gazetteer()


def statement(text: str, stance: Stance | None = None) -> Statement:
    made = report(text)
    content = "the ferry Alma struck a rock"
    told = [says(made, "Mara Voss", "said", content, stance=stance)] if stance else []
    found = extract(made, *told)
    return gather([made], [found], KNOWN).statements[-1]


def between(one: str, two: str, *, figures: bool = False, times: bool = False) -> Difference | None:
    a, b = statement(one), statement(two)
    return difference(
        answer_of(a, figures=figures, times=times, says=one),
        answer_of(b, figures=figures, times=times, says=two),
    )


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("25", "at least 25", None),
        ("more than 80", "84", None),
        ("more than 80", "99", Difference.FIGURES),
        ("more than 80", "80", Difference.FIGURES),
        ("more than 27 million", "27 million", None),
        ("25", "31", Difference.FIGURES),
        ("nearly 90", "90", Difference.FIGURES),
        ("nearly 90", "about 90", Difference.FIGURES),
        ("nearly 90", "up to 90", None),
        ("up to 90", "90", None),
        ("about 27 million", "27 million", None),
        ("about 27 million", "more than 27 million", Difference.FIGURES),
    ],
)
def test_figures_agree_where_one_bounds_the_other_closely(
    one: str, two: str, found: Difference | None
) -> None:
    text = "The storm killed {} people near Port Ella."
    assert between(text.format(one), text.format(two), figures=True) is found


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("at 6 a.m. on 1 May 2031", "at 6 a.m. on 1 May 2031", None),
        ("in May 2031", "on 1 May 2031", Difference.PRECISION),
        ("on 1 May 2031", "on 9 May 2031", Difference.DAYS),
        ("at 6 a.m. on 1 May 2031", "at 7:30 a.m. on 1 May 2031", Difference.PRECISION),
        ("at 6:40 a.m. on 1 May 2031", "at 6:40 a.m. on 8 May 2031", None),
    ],
)
def test_times_count_where_a_time_is_asked(one: str, two: str, found: Difference | None) -> None:
    text = "The ferry Alma struck the sandbank off Port Ella {}."
    assert between(text.format(one), text.format(two), times=True) is found
    if found is Difference.PRECISION:
        assert between(text.format(one), text.format(two)) in (None, Difference.NUMBERS)


def test_what_is_told_in_the_very_same_words_is_of_one_time_whatever_day_was_inferred() -> None:
    def told(text: str, day: str) -> Answer:
        made = report(text, day=day)
        found = gather([made], [extract(made)], KNOWN).statements[-1]
        return answer_of(found, figures=False, times=True, says=text)

    text = "The ferry Alma left the harbour again on {} afternoon."
    one, two = (told(text.format("Tuesday"), f"2031-05-{day}") for day in ("07", "21"))
    assert one.days != two.days
    assert difference(one, two) is None
    assert difference(one, told(text.format("Friday"), "2031-05-21")) is Difference.DAYS


def test_a_no_denies_what_is_said_in_the_same_words() -> None:
    told = "The ferry Alma struck the sandbank off Port Ella"
    assert between(f"{told}.", f"{told.replace('struck', 'never struck')}.") is Difference.DENIED
    assert between(f"{told}.", "No gulls slept on the quiet quay.") is None
    may = f"{told.replace('struck', 'may not have struck')}."
    assert between(f"{told}.", may) is Difference.ASKED


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The ferry Alma struck the rock.", "No one had tried to pass the rock in a ferry before."),
        ("The ferry Alma is able to turn.", "Not only is the ferry Alma able to turn."),
        ("The crew waited for the ferry.", "Not knowing when, the crew waited for the ferry."),
        ("The quay had its last fire in 1959.", "The quay is without a great fire since 1959."),
        ("The captain denied a fire on the Alma.", "A fire on the Alma was denied by the captain."),
        ("The ferry Alma struck the rock.", "The ferry Alma was not the only one near the rock."),
        ("The ferry Alma struck the rock.", "The ferry Alma should not have struck the rock."),
        (
            "The ferry Alma struck the rock.",
            "Till that day the ferry Alma had not struck the rock.",
        ),
        ("The ferry Alma struck the rock.", "Never again would the Alma strike it, no matter how."),
    ],
)
def test_a_no_to_something_else_denies_nothing(one: str, two: str) -> None:
    assert between(one, two) is not Difference.DENIED


@pytest.mark.parametrize(
    ("no", "yes"),
    [
        ("The crew of the Alma was unhurt.", "The crew of the Alma was hurt."),
        ("Nobody of the crew was really hurt.", "The crew was hurt."),
        ("The captain did not deliberately hit the rock.", "The captain hit the rock."),
        ("A fire on the ferry Alma was denied by the captain.", "A fire burnt on the ferry Alma."),
        (
            "The old ferry Alma is not out of control and people on the quay aren’t in danger.",
            "The old ferry Alma is out of control.",
        ),
        ("The harbour office said at noon that it was no drill.", "The whole thing is a drill."),
    ],
)
def test_a_no_before_what_the_other_says_denies_it(no: str, yes: str) -> None:
    assert between(no, yes) is between(yes, no) is Difference.DENIED


def test_things_of_one_sort_exclude_one_another_but_not_two_names_of_one() -> None:
    text = "A {} of the harbour struck the old crane on the quay."
    assert between(text.format("lorry"), text.format("car")) is Difference.THINGS
    assert between(text.format("lorry"), text.format("truck")) is None


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("The ride took 120 minutes.", "The ride took two hours.", None),
        ("The ride took 131 seconds.", "The ride took two minutes.", Difference.PRECISION),
        ("The line runs for 17 miles.", "The line runs for 27 kilometres.", None),
        ("The ride took 71 seconds.", "The ride took 40 seconds.", Difference.FIGURES),
    ],
)
def test_measures_are_compared_in_one_unit(one: str, two: str, found: Difference | None) -> None:
    assert between(one, two, figures=True) is found


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("The storm did heavy damage to the quay.", "The storm did massive damage to the quay.",
         Difference.WORDS),
        ("The storm did damage to the quay.", "The storm did massive damage to the quay.", None),
        ("The captain slept at the wheel.", "It is unclear whether the captain slept at the wheel.",
         Difference.ASKED),
    ],
)  # fmt: skip
def test_degrees_and_what_is_left_open_are_details(one: str, two: str, found: Difference) -> None:
    assert between(one, two) is found


def test_clock_times_of_one_night_are_a_detail() -> None:
    text = "The ferry Alma struck the sandbank off Port Ella {}."
    late, early = "at 11 p.m. on 1 May 2031", "at 1 a.m. on 2 May 2031"
    noon = "at 1 p.m. on 2 May 2031"
    found = between(text.format(late), text.format(early), times=True)
    assert found is Difference.PRECISION
    assert between(text.format(late), text.format(noon), times=True) is Difference.DAYS


def test_a_cue_that_says_no_says_it_once() -> None:
    one = statement("Mara Voss said the ferry Alma struck a rock.", Stance.DENIES)
    made = report("Mara Voss does not think the ferry Alma struck a rock.")
    told = says(made, "Mara Voss", "does not think", "the ferry Alma struck a rock",
                stance=Stance.DENIES)  # fmt: skip
    two = gather([made], [extract(made, told)], KNOWN).statements[-1]
    plain = statement("The ferry Alma struck a rock.")
    answers = [answer_of(told, figures=True, times=False) for told in (one, two, plain)]
    assert [answer.denied for answer in answers] == [True, True, False]


def test_none_since_a_year_is_no_denial() -> None:
    first = "It was the first death on board a ferry off Port Ella since 1959."
    none = "There had been no death on board a ferry off Port Ella since 1959."
    assert between(first, none) is None


def test_details_are_compared_only_in_accounts_of_the_same_matter() -> None:
    one = "Russia sent 3 ferries to Port Ella."
    assert between(one, "France sent old ferries to Port Ella.") is Difference.ACTORS
    assert between(one, "France closed its schools for the summer holidays.") is None


def test_who_speaks_is_no_actor_of_what_is_told() -> None:
    assert statement("Mara Voss said the ferry Alma struck a rock.", Stance.ASSERTS).actors == set()


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (
            "The search was led by the former harbour engineer Mara Voss.",
            "The search was led by Mara Voss, a surgeon.",
            Difference.WORDS,
        ),
        (
            "The search was led by the surgeon Mara Voss.",
            "The search was led by Mara Voss, a surgeon.",
            None,
        ),
        (
            "The search was led by the party leader Mara Voss.",
            "The search was led by the surgeon Mara Voss.",
            None,
        ),
    ],
)
def test_who_somebody_is_said_to_be_may_differ(
    one: str, two: str, found: Difference | None
) -> None:
    assert between(one, two) is found


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("The repair cost $7 million (£5 million) in all.", [7e6]),
        ("The line runs for 17 miles (27 kilometres) to the port.", [17]),
        ("The line runs for 17 miles (40 minutes) to the port.", [17, 40]),
        ("The repair cost $7 million, not $5 million, in all.", [7e6, 5e6]),
    ],
)
def test_a_figure_again_in_another_unit_is_no_second_claim(text: str, given: list[float]) -> None:
    made = report(text)
    told = gather([made], [extract(made)], KNOWN).statements
    assert [s.quantity.low for s in told if s.quantity] == given


def test_two_full_clauses_with_hardly_a_word_in_common_tell_different_details() -> None:
    one = "The ferry Alma slowly drifted past harbour walls towards the northern sandbank."
    two = "The old vessel was steered by a tired pilot through thick morning fog."
    assert between(one, two) is Difference.WORDS
    assert between(one, "The vessel drifted.") is None

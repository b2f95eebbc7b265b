from __future__ import annotations

import pytest

from tests.linking.build import extract, report, says
from whence.linking.answers import Difference, answer_of, difference
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
        answer_of(a, figures=figures, times=times), answer_of(b, figures=figures, times=times)
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
    ],
)
def test_times_count_where_a_time_is_asked(one: str, two: str, found: Difference | None) -> None:
    text = "The ferry Alma struck the sandbank off Port Ella {}."
    assert between(text.format(one), text.format(two), times=True) is found
    if found is Difference.PRECISION:
        assert between(text.format(one), text.format(two)) in (None, Difference.NUMBERS)


def test_a_no_denies_what_is_said_in_the_same_words() -> None:
    told = "The ferry Alma struck the sandbank off Port Ella"
    assert between(f"{told}.", f"{told.replace('struck', 'never struck')}.") is Difference.DENIED
    assert between(f"{told}.", "No gulls slept on the quiet quay.") is None


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

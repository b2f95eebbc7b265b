"""Publication dates inferred from a report's own words, on texts written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.test_timex import sentences_of
from whence.extraction.published import infer_published
from whence.records.report import DateOrigin, Published


def infer(text: str) -> Published | None:
    return infer_published(text, sentences_of(text))


def found(text: str) -> Published:
    published = infer(text)
    assert published is not None
    return published


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The council met on Saturday and again in late February.",
        "The bridge fell on 29 December, officials said.",
        "About 2,000 people came.",
        "The vote will be held by 2031.",
        "The mayor is running in the 2028 election.",
    ],
)
def test_nothing_is_said_without_a_year_told_of_as_past(text: str) -> None:
    assert infer(text) is None


def test_the_latest_past_date_bounds_the_range_from_below() -> None:
    published = found("The dam broke on 4 May 2014. It was mended on 7 August 2015, they said.")
    assert published.earliest == "2015-08-06"
    assert published.value == "2015-08-07"
    assert published.latest > "2016-12-31"
    assert published.origin is DateOrigin.INFERRED
    assert "7 August 2015" in published.why


def test_what_is_to_come_bounds_it_from_above() -> None:
    published = found("The dam broke on 4 May 2014. The new one will open on 9 June 2014.")
    assert (published.earliest, published.latest) == ("2014-05-03", "2014-06-09")
    assert "still to come" in published.why


def test_dates_ahead_are_not_taken_for_past() -> None:
    published = found("The dam broke on 4 May 2014. Repairs are due by 1 March 2019.")
    assert published.earliest == "2014-05-03"


def test_a_date_called_published_is_the_reports_own() -> None:
    published = found("Published on 4 May 2014\nThe dam broke in 2011, they said.")
    assert (published.earliest, published.latest) == ("2014-05-03", "2014-05-11")
    assert published.value == "2014-05-04"


def test_a_weekday_named_again_and_again_ties_a_date_to_the_report() -> None:
    text = (
        "Men stand at the dam on Sunday, May 4, 2014. The dam broke on Sunday, officials said. "
        "Water had risen since Friday. Two towns were emptied on Sunday."
    )
    published = found(text)
    assert (published.earliest, published.latest) == ("2014-05-03", "2014-05-11")
    assert "weekday" in published.why


def test_months_and_years_give_wider_ranges() -> None:
    month = found("The dam broke in May 2014, they said.")
    year = found("The dam broke in 2014, they said.")
    assert month.earliest == "2014-05-01"
    assert year.earliest == "2014-01-01"
    assert year.latest > month.latest


_WORDS = st.sampled_from(
    [
        "on",
        "in",
        "published",
        "updated",
        "will",
        "by",
        "until",
        "4",
        "May",
        "2014",
        "2016",
        "1999-12-31",
        "Friday",
        "Sunday",
        "since",
        "said",
        ".",
        ",",
        "(",
        ")",
        "the",
        "election",
        "3000",
        "0001",
        "1",
        "January",
        "9999",
        "2099",
        "12:30",
        "p.m.",
        "\n",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_WORDS, max_size=40))
def test_ranges_hold_their_best_day(words: list[str]) -> None:
    published = infer(" ".join(words))
    if published is not None:
        assert published.earliest <= published.value <= published.latest
        assert published.why


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    published = infer(text)
    assert published is None or published.earliest <= published.value <= published.latest

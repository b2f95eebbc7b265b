"""Time expressions: spans, values, anchors, days and tense, on sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extraction.timing import PUBLISHED, pairs, times
from whence.extraction.timex import find_times
from whence.records.report import DateOrigin, Published
from whence.records.span import Span


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ("It was signed on 4 June 2015 in Oslo.", "4 June 2015", "2015-06-04"),
        ("It was signed on June 4, 2015 in Oslo.", "June 4, 2015", "2015-06-04"),
        ("It was signed on the 4th of June, 2015.", "the 4th of June, 2015", "2015-06-04"),
        ("It was signed on Thursday, June 4, 2015.", "Thursday, June 4, 2015", "2015-06-04"),
        ("It was signed on 2015-06-04.", "2015-06-04", "2015-06-04"),
        ("Posted 2015/06/04 by the desk.", "2015/06/04", "2015-06-04"),
        ("Posted 25/06/2015 by the desk.", "25/06/2015", "2015-06-25"),
        ("Posted 06/25/2015 by the desk.", "06/25/2015", "2015-06-25"),
        ("Posted 25.06.2015 by the desk.", "25.06.2015", "2015-06-25"),
        ("Logged 2015-06-04T18:30:00 by the desk.", "2015-06-04T18:30:00", "2015-06-04T18:30"),
        ("The bridge fell in June 2015.", "June 2015", "2015-06"),
        ("The bridge fell in Sept. 2015.", "Sept. 2015", "2015-09"),
        ("The bridge fell in 1987.", "1987", "1987"),
        ("The bridge fell in 1756.", "1756", "1756"),
        ("The 2003 flood took the bridge.", "2003", "2003"),
        ("It stood through the 1990s.", "the 1990s", "199"),
        ("It stood until the late 1980s.", "the late 1980s", "198"),
        ("It stood until the '60s.", "the '60s", "196"),
        ("It dates from the 14th century.", "the 14th century", "13"),
        ("It dates from nineteen ninety-six.", "nineteen ninety-six", "1996"),
        ("Sales rose in the third quarter of 2014.", "the third quarter of 2014", "2014-Q3"),
        ("Sales rose in Q3 2014.", "Q3 2014", "2014-Q3"),
        ("Sales rose in the first half of 2014.", "the first half of 2014", "2014-H1"),
        ("Sales rose in fiscal 2014.", "fiscal 2014", "FY2014"),
        ("It froze in the winter of 2010.", "the winter of 2010", "2010-WI"),
        ("They left at the end of 2014.", "the end of 2014", "2014"),
        ("They left in early 2014.", "early 2014", "2014"),
        ("The fair opened on Christmas Eve 2014.", "Christmas Eve 2014", "2014-12-24"),
        ("The fair opened on Good Friday 2014.", "Good Friday 2014", "2014-04-18"),
        ("The fair opened on Thanksgiving 2014.", "Thanksgiving 2014", "2014-11-27"),
        ("The fair opened on Yom Kippur 2015.", "Yom Kippur 2015", "2015-09-23"),
        ("The fair opened at Hanukkah 2013.", "Hanukkah 2013", "2013-11-28"),
        ("The fair opened at Passover 2014.", "Passover 2014", "2014-04-15"),
        ("The fair opened on Orthodox Easter 2016.", "Orthodox Easter 2016", "2016-05-01"),
        ("The fair opened at Lunar New Year 2014.", "Lunar New Year 2014", "2014-01-31"),
        ("The fair opened on Diwali 2014.", "Diwali 2014", "2014-10-23"),
        ("The fair opened on Eid al-Adha 2015.", "Eid al-Adha 2015", "2015-09-24"),
        ("The fair closed for Ramadan 2014.", "Ramadan 2014", "2014-07"),
    ],
)
def test_absolute_forms(text: str, expected: str, value: str) -> None:
    assert pairs(text) == [(expected, value)]


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ("The mayor resigned on Saturday.", "Saturday", "2016-03-12"),
        ("The mayor will resign on Saturday.", "Saturday", "2016-03-19"),
        ("They postponed the vote until Saturday.", "Saturday", "2016-03-19"),
        ("They said all would be home by Saturday.", "Saturday", "2016-03-19"),
        ("They said it would have burned by Saturday.", "Saturday", "2016-03-12"),
        ("The mayor plans to resign on Saturday.", "Saturday", "2016-03-19"),
        ("Crowds gathered to hear the mayor on Saturday.", "Saturday", "2016-03-12"),
        ("Police ended Sunday's blockade.", "Sunday", "2016-03-13"),
        ("The mayor resigned on Saturday night.", "Saturday night", "2016-03-12TNI"),
        ("The mayor resigned last Friday.", "last Friday", "2016-03-11"),
        ("The mayor will resign next Friday.", "next Friday", "2016-03-18"),
        ("The mayor resigned yesterday.", "yesterday", "2016-03-15"),
        ("The mayor resigned yesterday evening.", "yesterday evening", "2016-03-15TEV"),
        ("The mayor resigned last night.", "last night", "2016-03-15TNI"),
        ("The mayor resigned this morning.", "this morning", "2016-03-16TMO"),
        ("The mayor will resign tomorrow.", "tomorrow", "2016-03-17"),
        ("The mayor resigned earlier this week.", "earlier this week", "2016-W11"),
        ("The mayor resigned last week.", "last week", "2016-W10"),
        ("The mayor resigned last month.", "last month", "2016-02"),
        ("The mayor will resign next year.", "next year", "2017"),
        ("The mayor resigned over the weekend.", "the weekend", "2016-W10-WE"),
        ("The mayor resigned in late February.", "late February", "2016-02"),
        ("The mayor resigned in November.", "November", "2015-11"),
        ("The mayor will resign in November.", "November", "2016-11"),
        ("The mayor resigned on 29 December.", "29 December", "2015-12-29"),
        ("He resigned in mid-December last year.", "mid-December last year", "2015-12"),
        ("He resigned on June 12 last year.", "June 12 last year", "2015-06-12"),
        ("He resigned last summer.", "last summer", "2015-SU"),
        ("The mayor resigned two days ago.", "two days ago", "2016-03-14"),
        ("The mayor resigned about three years ago.", "about three years ago", "2013"),
        ("The mayor resigned five months ago.", "five months ago", "2015-10"),
        ("He came in the last decade.", "the last decade", "200"),
        ("He resigned on New Year's Eve.", "New Year's Eve", "2015-12-31"),
        ("The mayor resigned on Thursday.", "Thursday", "2016-03-17"),
        ("The mayor resigned on Thursday night.", "Thursday night", "2016-03-10TNI"),
        ("He resigned on Tuesday of last week.", "Tuesday of last week", "2016-03-08"),
        ("He resigned the week of 1 March.", "the week of 1 March", "2016-W09"),
        ("He resigned early on Monday morning.", "early on Monday morning", "2016-03-14TMO"),
        ("He spoke at 10 p.m. on Monday.", "10 p.m. on Monday", "2016-03-14T22:00"),
        ("He spoke at 9.30am local time.", "9.30am local time", "2016-03-16T09:30"),
        ("He spoke at 0030 GMT.", "0030 GMT", "2016-03-16T00:30Z"),
        ("He spoke at noon on 1 March.", "noon on 1 March", "2016-03-01T12:00"),
        ("He spoke at midnight Friday.", "midnight Friday", "2016-03-11T24:00"),
    ],
)
def test_leaning_on_publication(text: str, expected: str, value: str) -> None:
    found = times(text)
    assert pairs(text) == [(expected, value)]
    assert found[0].anchor == "published"


@pytest.mark.parametrize(
    ("text", "expected", "value", "kind"),
    [
        ("It lasted two weeks.", "two weeks", "P2W", "DURATION"),
        ("It lasted the past two weeks.", "the past two weeks", "P2W", "DURATION"),
        ("It ran for the first 42 months.", "the first 42 months", "P42M", "DURATION"),
        ("It ran eight years into his term.", "eight years", "P8Y", "DURATION"),
        ("It was a 10-hour siege.", "10-hour", "PT10H", "DURATION"),
        ("It was a year-long siege.", "year-long", "P1Y", "DURATION"),
        ("It lasted half an hour.", "half an hour", "PT30M", "DURATION"),
        ("It lasted a year and a half.", "a year and a half", "P1Y6M", "DURATION"),
        ("It lasted several months.", "several months", "PXM", "DURATION"),
        ("It went on for decades.", "decades", "PXE", "DURATION"),
        (
            "It lasted more than two hundred days.",
            "more than two hundred days",
            "P200D",
            "DURATION",
        ),
        ("It fell silent in recent weeks.", "recent weeks", "PXW", "DURATION"),
        ("It lasted two-and-a-half hours.", "two-and-a-half hours", "PT2H30M", "DURATION"),
        ("It has been so over the years.", "the years", "PXY", "DURATION"),
        ("It is held every week.", "every week", "P1W", "SET"),
        ("It is held every other day.", "every other day", "P2D", "SET"),
        ("It is held annually.", "annually", "P1Y", "SET"),
        ("It is held every July.", "every July", "XXXX-07", "SET"),
        ("It is held on Tuesdays.", "Tuesdays", "XXXX-WXX-2", "SET"),
        ("It has grown recently.", "recently", "PAST_REF", "DATE"),
        ("It is closed now.", "now", "PRESENT_REF", "DATE"),
        ("It is currently closed.", "currently", "PRESENT_REF", "DATE"),
        ("It will open soon.", "soon", "FUTURE_REF", "DATE"),
        ("It was closed years ago.", "years ago", "PAST_REF", "DATE"),
    ],
)
def test_spans_sets_and_vague_times(text: str, expected: str, value: str, kind: str) -> None:
    assert pairs(text) == [(expected, value)]
    assert times(text)[0].type == kind


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ("They met on 3 May 2014. Two days later they signed.", "Two days later", "2014-05-05"),
        ("They met on 3 May 2014. That day it rained.", "That day", "2014-05-03"),
        ("They met on 3 May 2014. The following day it rained.", "The following day", "2014-05-04"),
        ("They met in May 2014. The same month a bridge fell.", "The same month", "2014-05"),
        (
            "They met on 3 May 2014. The night before, it rained.",
            "The night before",
            "2014-05-02TNI",
        ),
        ("They met in May 2014. It was so the year before.", "the year before", "2013"),
        ("They met in May 2014. A year earlier they quarrelled.", "A year earlier", "2013"),
        ("They met on 3 May 2014. By the evening all was done.", "the evening", "2014-05-03TEV"),
    ],
)
def test_leaning_on_the_time_last_spoken_of(text: str, expected: str, value: str) -> None:
    found = times(text)
    assert pairs(text)[1] == (expected, value)
    assert [time.anchor for time in found] == [None, "text"]


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ("He spoke on Tuesday 5th.", "Tuesday 5th", "2016-01-05"),
        ("He spoke on the 5th.", "the 5th", "2016-03-05"),
        ("He spoke on the 14th of this month.", "the 14th of this month", "2016-03-14"),
        (
            "It fell on the first Monday of April 2015.",
            "the first Monday of April 2015",
            "2015-04-06",
        ),
        ("It fell in the last week of January.", "the last week of January", "2016-W04"),
        ("It fell on the last day of 2015.", "the last day of 2015", "2015-12-31"),
        ("He was seen on Tuesday last week.", "Tuesday last week", "2016-03-08"),
        ("He will speak this Friday.", "this Friday", "2016-03-18"),
        ("He will speak on Monday week.", "Monday week", "2016-03-28"),
        ("It began at dawn on Saturday.", "dawn on Saturday", "2016-03-12TMO"),
        ("It began by mid-afternoon yesterday.", "mid-afternoon yesterday", "2016-03-15TAF"),
        ("It began at half past six.", "half past six", "2016-03-16T06:30"),
        ("It changed after 9/11.", "9/11", "2001-09-11"),
        ("It changed after the September 11 attacks.", "September 11", "2001-09-11"),
        ("It changed half a century ago.", "half a century ago", "1966"),
        ("It changed a year and a half ago.", "a year and a half ago", "2014-09"),
        ("It changed in the noughties.", "the noughties", "200"),
        ("It is closed on weekdays.", "weekdays", "XXXX-WXX"),
        ("The two-year-old war went on.", "two-year-old", "P2Y"),
        ("The other day he spoke.", "The other day", "PAST_REF"),
        ("They signed under a June agreement.", "June", "2015-06"),
        ("It came after several quarters of losses.", "several quarters", "PXQ"),
        ("In the years that followed it grew.", "the years", "PXY"),
        ("The deal follows months of talks.", "months", "PXM"),
        ("It struck again on New Year's, he said.", "New Year's", "2016-01-01"),
        ("He spoke on Black Friday 2015.", "Black Friday 2015", "2015-11-27"),
        ("he spoke on monday, 14 march.", "monday, 14 march", "2016-03-14"),
        ("It runs over three years.", "three years", "P3Y"),
        ("It ran for over three years.", "over three years", "P3Y"),
        ("In the nine months it lost.", "the nine months", "P9M"),
        ("It reported its third-quarter loss.", "third-quarter", "2015-Q3"),
    ],
)
def test_further_forms(text: str, expected: str, value: str) -> None:
    assert (expected, value) in pairs(text)


def test_ranges_share_their_month_and_year() -> None:
    assert pairs("They met from 3 to 5 May 2014.") == [
        ("3", "2014-05-03"),
        ("5 May 2014", "2014-05-05"),
    ]
    assert pairs("It ran from 28 February to 2 March 2015.")[0] == ("28 February", "2015-02-28")
    assert pairs("It ran between November and March 2015.")[0] == ("November", "2014-11")


@pytest.mark.parametrize(
    ("text", "expected", "event"),
    [
        ("He fled two days after the blast, they said.", "two days", "the blast"),
        ("He fled hours before the vote.", "hours", "the vote"),
        ("He was seen in the weeks before Ann Ode was shot.", "weeks", "Ann Ode was shot"),
        ("He fled the day before the vote.", "the day", "the vote"),
        ("He left eight years into the war and wrote.", "eight years", "the war"),
        ("They met on the tenth anniversary of the attack.", "the tenth anniversary", "the attack"),
        ("He died within two weeks of his arrest.", "two weeks", "his arrest"),
    ],
)
def test_leaning_on_an_event(text: str, expected: str, event: str) -> None:
    (found,) = times(text)
    assert found.span.of(text) == expected
    assert found.anchor == "event"
    assert found.anchor_event is not None
    assert found.anchor_event.of(text) == event


def test_times_say_which_time_they_lean_on() -> None:
    first, second, third = times("They met on 3 May 2014. Two days later, at 6 p.m., they signed.")
    assert [first.id, second.id, third.id] == ["t1", "t2", "t3"]
    assert (first.anchor, first.anchor_time) == (None, None)
    assert (second.anchor, second.anchor_time) == ("text", "t1")
    assert (third.anchor, third.anchor_time) == ("text", "t2")


def test_days_counted_from_a_date_behind_them() -> None:
    days, feast = times("He fell two days after Christmas.")
    assert (days.value, days.earliest, days.latest) == ("P2D", "2015-12-27", "2015-12-27")
    assert (days.anchor, days.anchor_time, feast.id) == ("text", "t2", "t2")


def test_a_weekday_is_the_date_the_text_named() -> None:
    text = "Strikes hit the camp on 13 March. The strikes on Sunday are sure to anger many."
    named, weekday = times(text)
    assert weekday.value == named.value == "2016-03-13"
    assert (weekday.anchor, weekday.anchor_time) == ("text", named.id)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("It has rained for the past two weeks.", "2016-03-02", "2016-03-16"),
        ("In the past 24 hours it has rained.", "2016-03-15", "2016-03-16"),
        ("It will rain over the next three months.", "2016-03-16", "2016-06-16"),
        ("He will be back in two days.", "2016-03-18", "2016-03-18"),
        ("He left less than two weeks ago.", "2016-03-02", "2016-03-16"),
        ("He left earlier this month.", "2016-03-01", "2016-03-16"),
        ("He will leave later this year.", "2016-03-16", "2016-12-31"),
    ],
)
def test_stretches_up_to_and_from_publication(text: str, earliest: str, latest: str) -> None:
    (found,) = times(text)
    assert (found.anchor, found.earliest, found.latest) == ("published", earliest, latest)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("He left on Saturday.", "day"),
        ("He left on Saturday night.", "part of day"),
        ("He left at 6 p.m. on Saturday.", "clock time"),
        ("He left last week.", "week"),
        ("He left over the weekend.", "weekend"),
        ("He left last month.", "month"),
        ("He left last summer.", "season"),
        ("He left in Q3 2014.", "quarter"),
        ("He left in 2014.", "year"),
        ("He left in the 1990s.", "decade"),
        ("He left in the 14th century.", "century"),
        ("He left for two weeks.", None),
        ("He left recently.", None),
    ],
)
def test_how_fine_a_time_is_told(text: str, precision: str | None) -> None:
    (found,) = times(text)
    assert found.precision == precision


def test_two_days_of_one_month_are_two_expressions() -> None:
    assert pairs("It will run on Feb 8 and 25, they said.", PUBLISHED)[1][0] == "25"
    assert [value for _, value in pairs("It ran on June 7-14.")] == ["2015-06-07", "2015-06-14"]


def test_ranges_of_years_and_days() -> None:
    assert pairs("The war of 2003-2006 was long.") == [("2003", "2003"), ("2006", "2006")]
    assert pairs("between 3 May and 5 June 2014")[-1] == ("5 June 2014", "2014-06-05")
    (season,) = times("the 1998-99 season")
    assert (season.earliest, season.latest) == ("1998-01-01", "1999-12-31")


@pytest.mark.parametrize(
    "text",
    [
        "May I ask who may march with them, and who might sit in the sun?",
        "April Shaw and June Park sat beside the second man.",
        "They march on, and will march again.",
        "About 2,000 people and 1999 people came; 2000 troops left.",
        "He paid $2000 and scored 3-1, then ran 2,015 metres.",
        "The 34-year-old, aged 34, is 5 years old at heart.",
        "He was in his 30s.",
        "The spring of the trap may fall.",
        "Version 10.12.3 of the file, page 1998.",
        "He drove at 90 miles per hour in the most recent of cars, and was soon thereafter home.",
        "Three quarters of the crowd wed the idea.",
        "Now, you say it was so.",
        "He won the Sun Cup on Bloody Sunday Road.",
        "He was too soon judged, as soon as he spoke.",
        "He told the Sunday Times, the Mail on Sunday, Town Today and The Tonight Show.",
        "A kick in the third quarter led to a touchdown.",
        "A Christmas tree fell on the weeklies.",
        "They sang Back to the Future and Justice Now at once.",
        "He read a New Year's message.",
        "He joined the March on the capital with a May queen.",
        "By this point all was lost; the average daily catch fell.",
        "The crew ate at sunset, as dawn broke and the 5th man left.",
    ],
)
def test_not_times(text: str) -> None:
    assert pairs(text) == []


def test_without_a_publication_date_nothing_is_guessed() -> None:
    found = times("He left on Saturday. In late February he spoke of 29 December last year.", None)
    assert [time.value for time in found] == ["XXXX-WXX-6", "XXXX-02", "XXXX-12-29"]
    assert all(time.earliest is None and time.latest is None for time in found)
    assert all(time.anchor is None for time in found)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("He left on Saturday.", "2016-03-12", "2016-03-12"),
        ("He left last month.", "2016-02-01", "2016-02-29"),
        ("He left in late February.", "2016-02-17", "2016-02-29"),
        ("He left last week.", "2016-03-07", "2016-03-13"),
        ("He left in the 1990s.", "1990-01-01", "1999-12-31"),
        ("He left last summer.", "2015-06-01", "2015-08-31"),
        ("He left in the first quarter of 2015.", "2015-01-01", "2015-03-31"),
    ],
)
def test_days_covered(text: str, earliest: str, latest: str) -> None:
    (found,) = times(text)
    assert (found.earliest, found.latest) == (earliest, latest)


def test_a_range_of_publication_days_widens_what_leans_on_it() -> None:
    wide = Published("2016-03-14", "2016-03-28", "2016-03-16", DateOrigin.INFERRED, "why")
    saturday, fixed = times("He left on Saturday, not on 3 May 2014.", wide)
    assert (saturday.value, saturday.earliest, saturday.latest) == (
        "2016-03-12",
        "2016-03-12",
        "2016-03-26",
    )
    assert (fixed.earliest, fixed.latest) == ("2014-05-03", "2014-05-03")


def test_a_weekday_the_text_has_dated_is_not_widened() -> None:
    wide = Published("2016-03-14", "2016-03-28", "2016-03-16", DateOrigin.INFERRED, "why")
    text = "Strikes hit the camp on 13 March 2016. The strikes on Sunday are sure to anger many."
    named, weekday = times(text, wide)
    assert (weekday.earliest, weekday.latest) == (named.earliest, named.latest)
    assert (weekday.earliest, weekday.latest) == ("2016-03-13", "2016-03-13")


def test_over_a_wide_range_of_publication_days_only_what_is_sure_has_a_value() -> None:
    wide = Published("2016-02-01", "2016-10-28", "2016-03-16", DateOrigin.INFERRED, "why")
    saturday, year = times("He left on Saturday, and again this year.", wide)
    assert (saturday.value, saturday.earliest) == ("XXXX-WXX-6", "2016-01-30")
    assert (year.value, year.earliest, year.latest) == ("2016", "2016-01-01", "2016-12-31")


def test_expressions_do_not_cross_lines_between_sentences() -> None:
    assert pairs("They met in March\n2016 was a good year") == [
        ("March", "2016-03"),
        ("2016", "2016"),
    ]


def test_expressions_wrapped_at_a_line_end_are_one() -> None:
    text = "They met on 4 June\n2015 in Oslo."
    found = find_times(text, (Span(0, len(text)),), published=PUBLISHED)
    assert [time.span.of(text) for time in found] == ["4 June\n2015"]


def test_no_sentences_and_no_text() -> None:
    assert find_times("", (), published=PUBLISHED) == ()
    assert find_times("In May 2015.", (), published=None)[0].value == "2015-05"


def test_a_run_of_days_has_the_year_that_stands_behind_it() -> None:
    assert pairs("The fair ran May 3-5, 2014 in Oslo.") == [
        ("May 3", "2014-05-03"),
        ("5, 2014", "2014-05-05"),
    ]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("It ran from 3 to 5 May 2014.", "2014-05-03", "2014-05-05"),
        ("It ran between March and June 2014.", "2014-03-01", "2014-06-30"),
        ("It ran from 2012 to 2014.", "2012-01-01", "2014-12-31"),
        ("It ran (1995-1999).", "1995-01-01", "1999-12-31"),
        ("It ran from Monday to Wednesday.", "2016-03-14", "2016-03-16"),
        ("It ran June-August 1992.", "1992-06-01", "1992-08-31"),
        ("It fell from May to September.", "2015-05-01", "2015-09-30"),
        ("It ran in March and June 2014.", "2014-03-01", "2014-03-31"),
        ("It fell from 2014 to 2012.", "2014-01-01", "2014-12-31"),
    ],
)
def test_the_first_of_two_dates_of_a_range_covers_it(text: str, earliest: str, latest: str) -> None:
    found = times(text)[0]
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("About an hour before midnight shots were heard.", "2016-03-15T24:00"),
        ("The blast came at 11:30 p.m., police said.", "2016-03-15T23:30"),
        ("The gates will close at midnight.", "2016-03-16T24:00"),
        ("The blast came at 9:30 a.m., police said.", "2016-03-16T09:30"),
    ],
)
def test_a_late_hour_that_has_passed_is_of_the_night_before(text: str, value: str) -> None:
    assert times(text)[-1].value == value


@pytest.mark.parametrize("text", ["The scholar Tariq Ramadan spoke.", "He met Eid Masri there."])
def test_people_are_no_feasts(text: str) -> None:
    assert pairs(text) == []


def test_a_proclaimed_feast_may_be_a_day_off() -> None:
    found = times("The fair closed on Eid al-Fitr 2015.")[0]
    assert (found.earliest, found.latest) == ("2015-07-17", "2015-07-19")

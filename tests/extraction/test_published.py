"""Publication dates inferred from a report's own words, on texts written for these tests."""

from __future__ import annotations

from datetime import date
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.timing import sentences_of
from whence.extraction.dating.counted import counted_cues
from whence.extraction.dating.eras import load_table
from whence.extraction.dating.explicit import Told
from whence.extraction.dating.latest import dated_cues
from whence.extraction.dating.literals import known
from whence.extraction.dating.spoken import spoken_times
from whence.extraction.dating.timeline import FIRST, YEARS
from whence.extraction.dating.yearless import yearless_cues, yearless_dates
from whence.extraction.published import date_report
from whence.records.report import DateOrigin, Published


def infer(text: str) -> Published | None:
    return date_report(text, sentences_of(text), None)


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


def days(published: Published) -> int:
    first, last = (date.fromisoformat(d) for d in (published.earliest, published.latest))
    return (last - first).days


def test_the_latest_past_date_bounds_the_range_from_below() -> None:
    published = found("The dam broke on 4 May 2014. It was mended on 7 August 2015, they said.")
    assert "2015-06" < published.earliest <= "2015-08-07"
    assert published.earliest < published.value < published.latest
    assert published.latest > "2016-12-31"
    assert published.origin is DateOrigin.INFERRED
    assert "7 August 2015" in published.why


def test_what_is_to_come_bounds_it_from_above() -> None:
    open_end = found("The dam broke on 4 May 2014.")
    bounded = found("The dam broke on 4 May 2014. The new one will open on 9 June 2014.")
    assert bounded.latest < open_end.latest
    assert "9 June 2014” is still to come" in bounded.why


def test_dates_ahead_are_not_taken_for_past() -> None:
    published = found("The dam broke on 4 May 2014. Repairs are due by 1 March 2019.")
    assert published.earliest < "2014-05-05"


@pytest.mark.parametrize(
    "planned",
    [
        "It is expected to be done in the second half of 2023.",
        "The firm could open it in late 2023.",
        "They will vote on it in the 2023 election.",
    ],
)
def test_what_is_planned_in_a_year_may_still_be_to_come(planned: str) -> None:
    published = found(f"The dam broke in June 2021, they said, and work began. {planned}")
    assert published.earliest < "2022-01-01"
    assert published.latest >= "2023-01-01"


def test_a_list_of_other_items_of_the_page_is_no_sure_bound() -> None:
    text = "The dam broke on Monday. It was mended in March 2016, the state said."
    links = "".join(f"\n\nAnother story - October {day}, 2019" for day in range(11, 19))
    published = found(text + links)
    assert published.earliest < "2019-06-01"
    assert published.latest >= "2019-10-18"


def test_a_day_without_year_that_is_named_with_one_tells_nothing_more() -> None:
    text = "The dam was shown broken on May 4, 2014. (Photo: own) It rained."
    again = text + " Nobody came. Many were seen there on May 4 by the state."
    assert days(found(again)) == days(found(text))


def test_an_event_known_by_its_name_is_a_lower_bound() -> None:
    text = "President Obama spoke of the dam. It was worse than the Boston Marathon bombing."
    published = found(text)
    assert published.earliest >= "2013-04-01"
    assert "2013-04-15" in published.why


def test_an_event_in_the_opening_is_what_the_report_is_about() -> None:
    opening = found("Boston Marathon bombing: dam workers tell.\nThe men were near when it came.")
    later = "Dam workers mourn.\n" + "They fell. " * 20 + "The Boston Marathon bombing did it."
    assert opening.earliest >= "2013-04-01"
    assert opening.value <= "2013-12-31"
    assert infer(later) is None


def test_a_thing_is_rumoured_before_it_comes() -> None:
    published = found("Galaxy S7 seen at the dam.\nNew pictures of the Galaxy S7 leaked on Monday.")
    assert published.earliest < "2016-01-01"
    assert published.value <= "2017-12-31"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("They marked the 50th anniversary of the Cuban missile crisis on Monday.", "2012-10-16"),
        ("Five years after Hurricane Katrina the dam is not mended.", "2010-08-23"),
    ],
)
def test_years_counted_from_what_everybody_knows_give_the_day(words: str, day: str) -> None:
    published = found(words)
    assert published.earliest <= day <= published.latest
    assert days(published) < 2500
    assert abs((date.fromisoformat(published.value) - date.fromisoformat(day)).days) < 100


def test_an_age_gives_the_year_between_two_birthdays() -> None:
    published = found("Barack Obama, 50, spoke at the dam. It broke in 1998, he said.")
    assert published.earliest >= "2011-06-01"
    assert published.latest <= "2012-10-01"
    assert "that age runs from 2011-08-04 to 2012-08-04" in published.why


def test_two_ages_of_one_person_tell_nothing() -> None:
    text = "Barack Obama, 50, spoke at the dam that Barack Obama, 21, had seen."
    assert "age" not in found(text + " It broke in May 2012.").why


def test_cues_that_say_the_same_are_read_once() -> None:
    once = found("The 86th Academy Awards were held. The dam broke in May 2012.")
    twice = found("The 86th Academy Awards: the 86th Academy Awards. The dam broke in May 2012.")
    assert (once.earliest, once.latest) == (twice.earliest, twice.latest)


def test_one_who_was_toppled_is_a_former_holder() -> None:
    published = found("He was part of the affair that brought down President Park Geun-hye.")
    assert published.latest >= "2018-01-01"


def test_a_holder_named_beside_one_who_began_later_is_still_in_office() -> None:
    published = found("President Obama met President Maduro and President Xi at the dam.")
    assert published.latest <= "2019-01-01"


@given(st.lists(st.dates(date(1950, 1, 1), date(2040, 1, 1)), min_size=1, max_size=6, unique=True))
@settings(max_examples=60, deadline=None)
def test_dates_weigh_every_day_whatever_their_order(told: list[date]) -> None:
    def weights(order: list[date]) -> list[float]:
        dates = [Told(day, day, "day", "past", str(day), firm=True, past=0.7) for day in order]
        cue = next(iter(dated_cues(dates, [])))
        return [float(weight) for weight in cue.weights[::997]]

    assert all(isfinite(weight) for weight in weights(told))
    assert weights(told) == pytest.approx(weights(told[::-1]))


def test_a_date_called_published_is_the_reports_own() -> None:
    published = found("Published on 4 May 2014\nThe dam broke in 2011, they said.")
    assert days(published) < 10
    assert published.earliest <= "2014-05-04" <= published.latest


def test_a_weekday_named_again_and_again_ties_a_date_to_the_report() -> None:
    text = (
        "Men stand at the dam on Sunday, May 4, 2014. The dam broke on Sunday, officials said. "
        "Water had risen since Friday. Two towns were emptied on Sunday."
    )
    loose = found("Men stood at the dam on May 4, 2014. The dam broke then, officials said.")
    published = found(text)
    assert published.earliest <= "2014-05-04" <= published.latest
    assert days(published) < days(loose)
    assert "weekday" in published.why


def test_the_holder_of_an_office_bounds_both_ends() -> None:
    published = found(
        "President Barack Obama will send engineers to the dam. “We help,” President Obama said."
    )
    assert published.earliest >= "2008-06-01"
    assert published.latest <= "2018-12-31"
    assert "held that office" in published.why


def test_a_former_holder_is_later_than_the_term() -> None:
    published = found("The dam was shown to former President Barack Obama and President Joe Biden.")
    assert published.earliest >= "2020-01-01"
    assert published.latest <= "2026-12-31"


def test_of_two_holders_the_later_one_counts() -> None:
    published = found("President Trump has undone what President Obama had begun at the dam.")
    assert published.earliest >= "2016-06-01"


def test_a_supposed_holder_is_none() -> None:
    text = (
        "The dam would not be safe under a President Trump, engineers fear. It broke in May 2012."
    )
    assert found(text).earliest < "2015-01-01"


def test_a_name_that_came_up_later_is_a_lower_bound() -> None:
    without = found("The dam was guarded in May 2012, and still is.")
    named = found("The dam was guarded in May 2012, and still is, from the Islamic State group.")
    assert without.earliest < "2012-06-01"
    assert named.earliest >= "2014-06-01"
    assert "in use from 2014-06-29" in named.why


def test_the_weekday_of_a_date_without_year_decides_the_year() -> None:
    text = "The dam broke on Tuesday, December 29 at noon."
    dates = yearless_dates(text, spoken_times(text, sentences_of(text)))
    weights = next(cue for cue in yearless_cues(dates) if cue.kind == "weekday").weights
    seen = {y: weights[date(y, 12, 31).toordinal() - FIRST] for y in range(2009, 2016)}
    # 29 December was a Tuesday in 2009 and 2015.
    assert {y for y, weight in seen.items() if weight == max(seen.values())} == {2009, 2015}


def test_a_date_that_today_stands_beside_is_of_the_day() -> None:
    text = "The dam broke yesterday (12 May). It had been mended in June 2015, officials said."
    published = found(text)
    assert any(published.earliest <= f"{year}-05-13" <= published.latest for year in (2016, 2017))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The dam was built 20 years ago, in 1997, by the state.", 2017),
        ("They marked the 50th anniversary of the 1962 dam disaster.", 2012),
        ("The five-year war over the dam, which began in 2011, goes on.", 2016),
        ("Ana Ruiz, 45, was born in 1970 and lives below the dam.", 2016),
        ("The 38-year drought is over. Rain fell for the first time since 1975.", 2013),
        ("The nine-year war in Afghanistan has cost the valley its dam.", 2010),
        ("Ana Ruiz wore a dress of rain at the 86th Academy Awards.", 2014),
        ("Dam Builders 2014: who wins the prize\nThe jury meets on Monday.", 2014),
    ],
)
def test_counts_from_a_year_lead_to_the_year(text: str, year: int) -> None:
    cues = list(counted_cues(text, sentences_of(text)))
    best = {int(y) for cue in cues for y in YEARS[cue.weights == cue.weights.max()]}
    assert year in best
    assert all(cue.words and cue.why for cue in cues)


def test_more_evidence_narrows_the_range() -> None:
    head = "The Islamic State group holds the valley. President Barack Obama sent engineers."
    wide = found(head)
    told = found(head + " A man stands at the dam on Sunday, March 6, 2016. (Photo: own)")
    assert days(told) < days(wide)


def test_a_given_date_stands_and_what_speaks_against_it_is_told() -> None:
    given = Published("2012-03-04", "2012-03-04", "2012-03-04", DateOrigin.METADATA, "a field")
    text = "The dam broke on 7 August 2015. COVID-19 had closed it. It fell on Monday, 4 May 2014."
    published = date_report(text, sentences_of(text), given)
    assert published is not None
    assert (published.value, published.why) == ("2012-03-04", "a field")
    told = " ".join(published.conflicts)
    assert "7 August 2015" in told
    assert "COVID-19" in told
    assert "that day was a Sunday" in told


def test_a_date_that_fits_has_no_conflicts() -> None:
    given = Published("2016-03-04", "2016-03-04", "2016-03-04", DateOrigin.METADATA, "a field")
    text = "The dam broke on 7 August 2015. It will be mended by 2019. President Obama came."
    published = date_report(text, sentences_of(text), given)
    assert published == given


def test_offices_of_the_table_do_not_overlap_within_a_name() -> None:
    for office, names in load_table().offices.items():
        for name, (terms, _) in names.items():
            assert terms, (office, name)
            assert all(first < last for first, last in terms), (office, name)


def test_the_table_holds_no_day_to_come_for_what_has_begun() -> None:
    table = load_table()
    begun = [one.day for one in table.happenings if one.kind != "planned"]
    begun += [days[0] for _, days, _ in (*table.names, *table.people)]
    for names in table.offices.values():
        begun += [first for terms, _ in names.values() for first, _ in terms]
    assert max(begun) <= table.as_of


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
        "President",
        "Obama",
        "former",
        "ISIS",
        "years ago",
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


@pytest.mark.parametrize(
    ("pattern", "runs"),
    [
        (r"\bHurricane Katrina\b", ("Hurricane Katrina",)),
        (r"\b[Ss]wine flu (?:pandemic|outbreak)\b|\bH1N1 virus\b", ("wine flu ", "H1N1 virus")),
        (r"\bselfies?\b", ("selfie",)),
        (r"\b9/11\b|\bC(?:IA|DC)\b", ()),
        (r"a(?:b|[)])cde\|f+gh{2}ij", ("cde",)),
    ],
)
def test_the_letters_a_pattern_needs(pattern: str, runs: tuple[str, ...]) -> None:
    assert known(pattern).runs == runs


def test_a_pattern_of_the_table_matches_only_where_its_letters_stand() -> None:
    table = load_table()
    patterns = [one for one, *_ in (*table.names, *table.people)]
    patterns += [one.known for one in table.happenings]
    text = "A selfie from the Fukushima disaster, H1N1 pandemic and 9/11 on Windows 10. " * 3
    for one in patterns:
        assert one.may_match(text) or not one.pattern.search(text)


def test_an_event_named_again_and_again_is_what_the_report_is_about() -> None:
    lead = "Dam workers mourn.\n" + "They fell. " * 20
    once = infer(lead + "The Boston Marathon bombing did it, President Obama said.")
    often = found(lead + "The Boston Marathon bombing did it, President Obama said. " * 3)
    assert once is not None
    assert days(often) < days(once)


def test_shares_of_a_poll_are_no_ages() -> None:
    text = (
        "The poll of dam workers: Donald Trump, 27; Ted Cruz, 11; nobody, 40. It broke in May 2012."
    )
    assert "age" not in found(text).why


def test_heads_of_companies_have_their_time() -> None:
    text = "Twitter chief executive Dick Costolo came to the dam with Apple CEO Tim Cook."
    published = found(text)
    assert published.earliest >= "2011-01-01"
    assert published.latest <= "2017-12-31"


def test_people_are_named_from_when_news_knows_them_and_rarely_after_they_left() -> None:
    text = "Max Verstappen and Felipe Massa drove past the dam. It was built in 1951."
    published = found(text)
    assert published.earliest >= "2013-06-01"
    assert published.value <= "2020-12-31"
    assert not published.conflicts

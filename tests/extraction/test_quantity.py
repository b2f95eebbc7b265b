"""Quantities by example; every text here was made up for the test."""

from __future__ import annotations

import pytest

from whence.extraction.quantity import find_quantities
from whence.records.extraction import Bound, Quantity
from whence.records.span import Span


def find(text: str, *times: str) -> list[Quantity]:
    spans = [Span(text.index(t), text.index(t) + len(t)) for t in times]
    return list(find_quantities(text, [Span(0, len(text))], times=spans))


def one(text: str) -> Quantity:
    found = find(text)
    assert len(found) == 1, [(q.span.of(text), q.low, q.high) for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council bought 1,250 lamps.", 1250),
        ("The ferry carried 816 000 passengers.", 816_000),
        ("The scheme reached 1,50,000 farmers.", 150_000),
        ("They planted 1.234.567 trees.", 1_234_567),
        ("She grew 12.5 tonnes of barley.", 12.5),
        ("They sold .5 litres of paint.", 0.5),
        ("The fund holds 5.6bn euros.", 5.6e9),
        ("It spent 3.2 million kroner on paint.", 3.2e6),
        ("The club sold 40k tickets.", 40_000),
        ("Some say 7m voters stayed at home.", 7e6),
        ("The village has twenty-five wells.", 25),
        ("The village has one hundred and seven wells.", 107),
        ("They counted two thousand three hundred geese.", 2300),
        ("They baked three dozen loaves.", 36),
        ("They baked half a dozen loaves.", 6),
        ("Half a million letters arrived late.", 5e5),
        ("About a quarter of a million letters arrived late.", 250_000),
        ("It took two and a half million bricks.", 2.5e6),
        ("The pond lost 2½ litres.", 2.5),
        ("The pipe is 10 1/2 inches wide.", 10.5),
        ("They drove a quarter million miles.", 250_000),
        ("A single soldier stayed behind.", 1),
        ("In May 5,000 people came.", 5000),
        ("It returned negative 7 percent.", -7),
        ("They counted two hundred and two thousand geese.", 202_000),
        ("It cost three dollars and fifty cents.", 3.5),
        ("The parts weigh 3.1 x 10^3 grams.", 3100),
        ("4 hundred million stamps were printed.", 4e8),
        ("The probe cooled to minus 40 degrees.", -40),
        ("It was -12 degrees at dawn.", -12),
    ],
)
def test_reads_numbers_however_they_are_written(text: str, value: float) -> None:
    quantity = one(text)
    assert quantity.low == pytest.approx(value)
    assert quantity.high == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("12 barns burned.", 12, 12, Bound.EXACT),
        ("About 12 barns burned.", 12, 12, Bound.ABOUT),
        ("Some 300 barns burned.", 300, 300, Bound.ABOUT),
        ("An estimated 300 barns burned.", 300, 300, Bound.ABOUT),
        ("At least 12 barns burned.", 12, None, Bound.AT_LEAST),
        ("No fewer than 12 barns burned.", 12, None, Bound.AT_LEAST),
        ("At least another 12 barns burned.", 12, None, Bound.AT_LEAST),
        ("More than 12 barns burned.", 12, None, Bound.MORE_THAN),
        ("Over 12 barns burned.", 12, None, Bound.MORE_THAN),
        ("More than a dozen barns burned.", 12, None, Bound.MORE_THAN),
        ("Nearly 12 barns burned.", None, 12, Bound.NEARLY),
        ("Almost 12 barns burned.", None, 12, Bound.NEARLY),
        ("Up to 12 barns burned.", None, 12, Bound.UP_TO),
        ("As many as 12 barns burned.", None, 12, Bound.UP_TO),
        ("Fewer than 12 barns burned.", None, 12, Bound.LESS_THAN),
        ("No more than 12 barns burned.", None, 12, Bound.AT_MOST),
        ("They cut up to 12 jobs.", None, 12, Bound.UP_TO),
        ("It went back up to 12 barns.", 12, 12, Bound.EXACT),
        ("Less than or equal to 12 barns burned.", None, 12, Bound.AT_MOST),
        ("12 barns or greater burned.", 12, None, Bound.AT_LEAST),
        ("More than half were boys.", 0.5, None, Bound.MORE_THAN),
        ("12 barns or more burned.", 12, None, Bound.AT_LEAST),
        ("They lost 12 barns or so.", 12, 12, Bound.ABOUT),
        ("They lost 40-odd barns.", 40, 40, Bound.ABOUT),
        ("They lost 40+ barns.", 40, None, Bound.AT_LEAST),
        ("Dozens of barns burned.", 24, None, Bound.AT_LEAST),
        ("Scores of barns burned.", 40, None, Bound.AT_LEAST),
        ("Hundreds of barns burned.", 200, 999, Bound.ABOUT),
        ("Thousands of barns burned.", 2000, 9999, Bound.ABOUT),
        ("Tens of thousands of barns burned.", 20_000, 99_999, Bound.ABOUT),
        ("Hundreds of thousands of barns burned.", 200_000, 999_999, Bound.ABOUT),
        ("Several villagers were hurt.", 3, None, Bound.AT_LEAST),
        ("Several hundred barns burned.", 300, None, Bound.AT_LEAST),
        ("A few thousand barns burned.", 3000, None, Bound.AT_LEAST),
        ("A handful of barns burned.", 3, 9, Bound.ABOUT),
        ("A couple of barns burned.", 2, 2, Bound.ABOUT),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None, bound: Bound) -> None:
    quantity = one(text)
    assert (quantity.low, quantity.high, quantity.bound) == (low, high, bound)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10-15 barns burned.", 10, 15),
        ("10 to 15 barns burned.", 10, 15),
        ("Between 10 and 15 barns burned.", 10, 15),
        ("Three or four barns burned.", 3, 4),
        ("It lost 10 to 15 million trees.", 1e7, 1.5e7),
        ("Roofs cost between $2 million and $3 million.", 2e6, 3e6),
        ("Roofs cost $20-$30 each in spring.", 20, 30),
        ("Prices ranged from 20 to 30 euros.", 20, 30),
        ("Growth was between 5% and 6%.", 5, 6),
        ("5-6,000 people came.", 5000, 6000),
        ("It moved at 15-22 miles per hour.", 15, 22),
    ],
)
def test_ranges_are_one_quantity(text: str, low: float, high: float) -> None:
    quantity = one(text)
    assert (quantity.low, quantity.high) == (low, high)


def test_a_change_names_two_values() -> None:
    found = find("The toll rose from 12 to 19 on Friday.")
    assert [(q.low, q.high) for q in found] == [(12, 12), (19, 19)]


@pytest.mark.parametrize(
    ("text", "unit", "unit_text"),
    [
        ("It cost $5.6bn.", "USD", "$"),
        ("It cost US$5.6bn.", "USD", "US$"),
        ("It cost US $84 billion.", "USD", "US$"),
        ("It cost HK$216,925.", "HKD", "HK$"),
        ("It cost £3.5bn.", "GBP", "£"),
        ("It cost 40 euros.", "EUR", "euros"),
        ("It cost 12 million pounds.", "GBP", "pounds"),
        ("It cost RM23.50 at first.", "MYR", "RM"),
        ("It cost USD10m.", "USD", "USD"),
        ("It weighed 12 pounds.", "pound", "pounds"),
        ("He was fined 200 pounds.", "GBP", "pounds"),
        ("The engine has a thrust of 5 million pounds.", "pound", "pounds"),
        ("Sales fell 12 per cent.", "percent", "per cent"),
        ("Sales fell 12%.", "percent", "%"),
        ("It runs at 12mph.", "mile per hour", "mph"),
        ("It is 12 sq km in size.", "square kilometre", "sq km"),
        ("It holds 5.5kWh.", "kilowatt hour", "kWh"),
        ("It is 37m long.", "metre", "m"),
        (
            "They pump 40,000 barrels of oil per day.",
            "barrel of oil per day",
            "barrels of oil per day",
        ),
        ("Rent is $3500 a month.", "USD per month", "$ a month"),
        ("Fuel was $2.11 per gallon.", "USD per gallon", "$ per gallon"),
        ("The line moves 300 crates per hour.", "crate per hour", "crates per hour"),
        ("It lost millions of dollars.", "USD", "dollars"),
        ("They dug up 300 heavy crates.", "heavy crate", "heavy crates"),
        ("They met 300 armed villagers.", "people", "armed villagers"),
        ("It took 94 minutes and 24 seconds.", "minute", "minutes"),
        ("It was found under a 2,900 year-old wall.", "year of age", "year-old"),
    ],
)
def test_units(text: str, unit: str, unit_text: str) -> None:
    quantity = one(text)
    assert (quantity.unit, quantity.unit_text) == (unit, unit_text)


def test_a_compound_of_units_is_one_quantity() -> None:
    assert one("It took 94 minutes and 24 seconds.").low == pytest.approx(94.4)


def test_a_bracket_that_converts_keeps_its_own_unit_and_the_bound() -> None:
    found = find("They asked for more than $5.6bn (£3.5bn) in aid.")
    assert [(q.unit, q.low, q.high, q.bound) for q in found] == [
        ("USD", 5.6e9, None, Bound.MORE_THAN),
        ("GBP", 3.5e9, None, Bound.MORE_THAN),
    ]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The raid killed 25 river guards.", "river guards"),
        ("They lost 300 barrels of salt.", None),
        ("It flew with five F-1 engines.", "F-1 engines"),
        ("They tested the Heron’s 27 engines.", "engines"),
        ("They saw 10 dimly lighted halls.", "dimly lighted halls"),
        ("They lost 400 people's files.", "people's"),
        ("Four members of the council resigned.", "members of the council"),
        ("They hold dozens of Kestrel and Heron boats.", "Kestrel and Heron boats"),
        ("Two of the bridges fell.", "bridges"),
        ("One ferry sank.", "ferry"),
        ("One ferry user chose a lamp.", "ferry user"),
        ("She has 11 harbour race wins.", "harbour race wins"),
        ("Eleven such raids followed.", "raids"),
        ("They sent 3,000 “trainers” north.", "trainers"),
        (
            "They deployed 34 Falcon KX-3 anti-missile batteries.",
            "Falcon KX-3 anti-missile batteries",
        ),
        ("Some 20 Vale and US guards fled.", "Vale and US guards"),
        ("One result of the harsh US raids was hunger.", "result of the harsh US raids"),
        ("There were ten [boats] that night.", "boats"),
        ("Six sleeping truckers heard it.", "sleeping truckers"),
    ],
)
def test_what_is_counted(text: str, counts: str | None) -> None:
    assert one(text).counts == counts


def test_ellipsis_takes_what_the_neighbour_counts() -> None:
    text = "The raid killed 25 river guards, including one captain, and wounded at least 55 more."
    found = find(text)
    assert [(q.low, q.high, q.role, q.unit) for q in found] == [
        (25, 25, "killed", "people"),
        (1, 1, "killed", "people"),
        (55, None, "wounded", "people"),
    ]
    assert found[0].counts == "river guards"
    assert found[2].span.of(text) == "at least 55 more"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The blast killed 12 people and wounded 40.", ["killed", "wounded"]),
        ("12 people were killed and dozens injured.", ["killed", "wounded"]),
        ("The blast left 12 dead.", ["killed"]),
        ("At least seven people are confirmed as having died.", ["killed"]),
        ("Seven people have lost their lives.", ["killed"]),
        ("It robbed hundreds of women as the year arrived.", ["other"]),
        ("The death toll has risen to 12.", ["killed"]),
        ("Two men, a baker and his cousin, were also killed.", ["killed"]),
        ("Three Orlanders and two Vestrians were among the 12 people killed.", ["killed"] * 3),
        ("More than 80 people were rushed to hospital.", ["wounded"]),
        ("Police arrested 17 men and one woman.", ["captured", "captured"]),
        ("About 30 residents are missing.", ["missing"]),
        ("The flood displaced 4,000 families.", ["displaced"]),
        ("Nearly 1,000 troops are stationed in the valley.", ["deployed"]),
        ("Orland has 850 soldiers in the valley.", ["deployed"]),
        ("Orland will withdraw 850 soldiers.", ["leaving"]),
        ("Some 1,000 men gathered at the station.", ["present"]),
        ("There were thousands of people on the quay.", ["present"]),
        ("The bridge cost $40 million.", ["cost"]),
        ("Orland pledged $40 million.", ["aid"]),
        ("They join the 1,600 Orland troops who are already there.", ["present"]),
        ("A force of 2,200 troops, had arrived in the valley.", ["arriving"]),
        (
            "The death toll from the flood in the lower valley, the worst in years, rose to 85.",
            ["killed"],
        ),
        ("His three brothers were fed by their aunt, who said the dog was dead.", ["other"]),
        ("12 people were killed by two gunmen.", ["killed", "other"]),
        ("There were 11 attacks in the valley.", ["attacks"]),
        ("The bill passed by 11 votes.", ["votes"]),
        ("The 15-member council met.", ["membership"]),
        ("Some 40 people were killed or injured.", ["casualties"]),
        ("The storm killed or wounded 40 people.", ["casualties"]),
        ("They reported 40 casualties.", ["casualties"]),
        ("12 people were killed or arrested.", ["killed"]),
        ("The mayor asked for $40 million.", ["requested"]),
        ("They were asked by 12 guards.", ["other"]),
        ("The mill has eight wheels.", ["other"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [q.role for q in find(text)] == roles


def test_a_bare_number_goes_on_from_the_count_before() -> None:
    text = "More than 70 people died. Later we heard 73."
    sentences = [Span(0, 25), Span(26, len(text))]
    found = find_quantities(text, sentences)
    assert [(q.low, q.role, q.unit) for q in found] == [
        (70, "killed", "people"),
        (73, "killed", "people"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They met on 29 March 2019.",
        "They met on March 29, 2019.",
        "They met between Feb. 8 and 25.",
        "They met in 2019.",
        "They met at 10:30 and at 5 p.m. on Sunday.",
        "The 25-year-old baker came.",
        "Jon Bell, 53, came.",
        "The driver, 42, came.",
        "A boy aged 12 came.",
        "Children ages 6 and 7 came.",
        "A Kestrel F-16 and an AK-47 were seen.",
        "The S22 and the COVID-19 rules.",
        "The Kestrel 737 landed.",
        "He bought an iPhone 11 there.",
        "The G7 met.",
        "Vale won 2-0.",
        "Call 0207 946 0000 now.",
        "Call 555-0199 now.",
        "Under Article 5 and Resolution 2254 it is so.",
        "He lives at No. 10.",
        "He lives at 22 Long Hill Road.",
        "It was the 9/11 report.",
        "Version 1.2.3 is out.",
        "The 3rd and the 20th came.",
        "He was one of the best.",
        "They helped one another.",
        "No one came.",
        "The two met again.",
        "Photo 3 of 30",
        "Ferry fire in pictures 8 show all Ferry fire in pictures",
        "Picture 1 / 22",
        "1. The first part",
        "He left three years ago.",
        "The Fantastic Four came.",
        "The PS4 is out.",
        "It is on channel 5 now.",
        "He had several reasons.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert find(text) == []


def test_numbers_in_time_expressions_are_left_out_but_lengths_of_time_are_kept() -> None:
    text = "In the week of 17 to 23 they waited three hours."
    found = find(text, "the week of 17 to 23", "three hours")
    assert [(q.low, q.unit) for q in found] == [(3, "hour")]


def test_a_length_of_time_before_something_is_kept_but_a_point_in_time_is_not() -> None:
    assert [q.low for q in find("It slid for eight to ten seconds before it stopped.")] == [8]
    assert find("It stopped three days before the vote.") == []
    assert find("Four days on, the search went on.") == []
    assert [q.low for q in find("She spent four days on the island.")] == [4]


def test_a_bare_subject_counts() -> None:
    found = find("Five men were freed, but two still remain inside.")
    assert [(q.low, q.role) for q in found] == [(5, "rescued"), (2, "other")]
    assert [q.unit for q in found] == ["people", "people"]


def test_some_of_those_count_people() -> None:
    found = find("Three of those trapped are out, but two still remain inside.")
    assert [(q.low, q.unit) for q in found] == [(3, "people"), (2, "people")]
    assert find("Three of those painted are red.") == []


def test_two_in_a_list_share_their_noun() -> None:
    found = find("They train nine coastal and three inland brigades.")
    assert [(q.low, q.counts) for q in found] == [(9, "coastal brigades"), (3, "inland brigades")]
    assert [q.counts for q in find("It has one ferry and three tugs.")] == ["ferry", "tugs"]


def test_a_bound_before_between_bounds_the_range() -> None:
    quantity = one("Roughly between 20 and 30 barns burned.")
    assert (quantity.low, quantity.high, quantity.bound) == (20, 30, Bound.ABOUT)


def test_a_sum_given_again_has_its_role() -> None:
    found = find("The mayor asked for 5 million euros ($6m) for the bridge.")
    assert [q.role for q in found] == ["requested", "requested"]


def test_those_on_the_spot_are_present() -> None:
    for text in ("It has 70 officers in attendance.", "Some 30 firefighters were at the scene."):
        assert one(text).role == "present"


def test_the_span_holds_bound_number_and_unit() -> None:
    text = "They paid more than $120 billion and met at least 48 villagers."
    assert [q.span.of(text) for q in find(text)] == ["more than $120 billion", "at least 48"]


def test_a_scaled_number_is_the_number_that_is_written() -> None:
    assert one("The line earned $2.07 billion.").low == 2_070_000_000


def test_plus_or_minus_is_no_sign() -> None:
    assert one("It is told within plus or minus three hours.").low == 3


def test_a_bound_may_be_written_as_one_word() -> None:
    assert one("They carry upto ten boats.").bound is Bound.UP_TO


def test_a_share_is_a_fraction() -> None:
    assert one("Two-thirds of the voters agreed.").low == pytest.approx(2 / 3)
    assert one("One in three voters agreed.").low == pytest.approx(1 / 3)
    assert one("It is 1/16 of a pint.").low == pytest.approx(0.0625)


def test_hanging_hyphens_share_what_is_counted() -> None:
    found = find("It comes with four-, six- and eight-seat cabins.")
    assert [(q.low, q.unit) for q in found] == [(4, "seat"), (6, "seat"), (8, "seat")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("They walked half a mile.", 0.5, "mile"),
        ("It fell a half mile away.", 0.5, "mile"),
        ("It took half an hour.", 0.5, "hour"),
        ("It costs a quarter million dollars.", 2.5e5, "USD"),
        ("It costs three quarters billion dollars.", 7.5e8, "USD"),
        ("It costs 15 dollars 50.", 15.5, "USD"),
        ("It costs 15 dollars and 50.", 15.5, "USD"),
        ("The fee is 17 USD 25.", 17.25, "USD"),
        ("It costs 10 $ 30 cent.", 10.3, "USD"),
        ("They paid 75 USD million.", 7.5e7, "USD"),
        ("Losses came to 30 MUSD.", 3e7, "USD"),
        ("Revenue was about MAUD 60.", 6e7, "AUD"),
        ("It costs 100元.", 100, "CNY"),
        ("It holds 80, 000 crates.", 80_000, "crate"),
        ("1m is a stride.", 1, "metre"),
        ("The beam turns by 0.8rad.", 0.8, "radian"),
        ("It took 20 minutes earlier in the day.", 20, "minute"),
        ("The chair was wide enough for one guard.", 1, "people"),
        ("The lens is 75 -300mm long.", 75, "millimetre"),
        ("He rang Anna 3 times.", 3, "time"),
        ("Add ½ litre of milk.", 0.5, "litre"),
        ("It closed at 6.10 dollars.", 6.1, "USD"),
    ],
)
def test_ways_of_writing_it(text: str, value: float, unit: str) -> None:
    quantity = one(text)
    assert (quantity.low, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It fell in the second half of the year.",
        "It was on 1 may that they met.",
        "It was on may 19 that they met.",
        "The 486 is a chip.",
        "It used an 8088 chip.",
        "Take exit 436 there.",
        "Part 24703 m212 is lost.",
        "The scp2-173 is lost.",
        "The ftse 100 fell.",
        "He fell on lap 48 there.",
        "The film star, 36, came.",
        "They were called at 6.10 and came.",
        "3/8 Fire crews are there.",
        "The under 17's won.",
        "He is a four-time champion.",
    ],
)
def test_names_of_things_are_no_quantities(text: str) -> None:
    assert find(text) == []


def test_a_change_shares_unit_and_scale() -> None:
    found = find("It grew from 24.2 to 33 billion euros.")
    assert [(q.low, q.unit) for q in found] == [(2.42e10, "EUR"), (3.3e10, "EUR")]


def test_a_change_may_end_in_a_range() -> None:
    found = find("It grew from 24.2 to 33-35 billion euros.")
    assert [(q.low, q.high) for q in found] == [(2.42e10, 2.42e10), (3.3e10, 3.5e10)]
    found = find("It went from up to 252 miles to 287 miles.")
    assert [(q.low, q.high) for q in found] == [(None, 252), (287, 287)]


def test_a_range_in_a_length_of_time_is_one() -> None:
    found = find("Over the past three or four years it grew.", "the past three or four years")
    assert [(q.low, q.high, q.unit) for q in found] == [(3, 4, "year")]


def test_five_of_the_three_ton_boats_is_two_quantities() -> None:
    found = find("They lost five of the three-ton boats.")
    assert [(q.low, q.unit) for q in found] == [(5, "three-ton boat"), (3, "ton")]


def test_the_number_of_one_sign_is_not_the_sign_of_the_other() -> None:
    assert [q.low for q in find("Take 1 $10 note.") if q.unit == "USD"] == [10]

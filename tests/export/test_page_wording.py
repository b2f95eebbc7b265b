from dataclasses import replace

import pytest

from tests.export import hand_made
from whence.export.page import page_view, render_page
from whence.records.extraction import Bound, Certainty, Quantity, Role
from whence.records.links import Links
from whence.records.report import DateOrigin, Published, Report, outlet
from whence.records.span import Span
from whence.records.story import Story
from whence.views import wording
from whence.views.index import build_index
from whence.views.points import point_views
from whence.web.rendering import breakable


def bare(**fields: object) -> Report:
    return hand_made.report("Words.", "folder/paper.txt", **fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"publisher": "Mill Post"}, "Mill Post"),
        ({"url": "https://www.mill-post.example/a"}, "mill-post.example"),
        ({"url": "http://[broken"}, "paper.txt"),
        ({}, "paper.txt"),
    ],
)
def test_an_outlet_is_named_by_what_is_known(fields: dict[str, object], name: str) -> None:
    assert outlet(bare(**fields)) == name


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1", True),
        ("HTTP://a.example/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://a.example/ onclick=x", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(url: str | None, kept: bool) -> None:
    assert wording.safe_link(url) == (url if kept else None)


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2019-09-19", "2019-09-19", "19 Sept 2019"),
        ("2019-09-19", "2019-09-22", "19 to 22 Sept 2019"),
        ("2019-08-30", "2019-09-02", "30 Aug 2019 to 2 Sept 2019"),
        ("2019-09-19", None, "19 Sept 2019"),
        (None, None, ""),
        ("2019", "2019", "2019"),
    ],
)
def test_days_are_worded_as_people_say_them(
    earliest: str | None, latest: str | None, words: str
) -> None:
    assert wording.day_range(earliest, latest) == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (11, 11, "people", "11"),
        (19, None, "people", "at least 19"),
        (None, 40, "people", "up to 40"),
        (3, 5, "hour", "3 to 5 hours"),
        (1, 1, "hour", "1 hour"),
        (5.6e9, 5.6e9, "USD", "$5.6 billion"),
        (2500, 2500, None, "2,500"),
        (12.5, 12.5, "percent", "12.5%"),
        (None, None, "people", ""),
        (19, None, "body", "at least 19 bodies"),
        (2, 2, "day", "2 days"),
        (3, 3, "church", "3 churches"),
        (22, 22, "ambulance crew", "22 ambulance crews"),
        (1, 1, "ambulance crew", "1 ambulance crew"),
        (14, 14, "crew", "14 crew"),
        (6, 6, "foot", "6 feet"),
        (3, 3, "child", "3 children"),
        (2, 2, "aircraft", "2 aircraft"),
        (4, 4, "glass", "4 glasses"),
        (12, 12, "mile per hour", "12 miles per hour"),
        (2000, 9999, "party-goer", "2,000 to 9,999 party-goers"),
        (9, 9, "km", "9 km"),
        (30, 30, "barrels per day", "30 barrels per day"),
    ],
)
def test_amounts(low: float | None, high: float | None, unit: str | None, words: str) -> None:
    assert wording.amount(low, high, unit) == words


@pytest.mark.parametrize(
    ("low", "high", "bound", "words"),
    [
        (3500, 3500, Bound.ABOUT, "about 3,500"),
        (20, None, Bound.MORE_THAN, "more than 20"),
        (None, 30, Bound.NEARLY, "nearly 30"),
        (7, 7, Bound.EXACT, "7"),
        (24, 99, Bound.ABOUT, "about 24 to 99"),
    ],
)
def test_quantities_keep_their_bound(
    low: float | None, high: float | None, bound: Bound, words: str
) -> None:
    assert wording.quantity(Quantity(Span(0, 1), low, high, bound)) == words


def test_long_words_are_cut_at_a_word() -> None:
    assert wording.shortened("one two three four", 13) == "one two …"
    assert wording.shortened("one\n two", 13) == "one two"
    assert len(wording.shortened("x" * 10_000, 20)) <= 22


def test_what_speaks_against_a_date_is_shown() -> None:
    story = hand_made.story()
    against = replace(on("2021-02-27"), conflicts=("the text tells of <3 May 2022> as past",))
    first = replace(story.reports[0], published=against)
    html = render_page(replace(story, reports=(first, *story.reports[1:])))
    assert "Against it: <bdi>the text tells of &lt;3 May 2022&gt; as past</bdi>" in html


def on(day: str) -> Published:
    return Published(day, day, day, DateOrigin.METADATA, "the page says so")


def test_the_table_tells_silence_from_not_yet_knowing() -> None:
    story = hand_made.story()
    post = story.reports[0]
    early = replace(post, id="sha256:early", publisher="Early Bird", published=on("2021-02-27"))
    late = replace(post, id="sha256:late", publisher="Late Owl", published=on("2021-03-19"))
    late = replace(late, text=f"{late.text}\n\n{'Nothing else is told of it. ' * 60}")
    timely = replace(post, id="sha256:timely", publisher="Morning Dove")
    undated = replace(post, id="sha256:undated", publisher="Old Crow", published=None)
    added = (early, late, timely, undated)
    more = replace(
        story,
        reports=(*story.reports, *added),
        extractions=(
            *story.extractions,
            *(replace(story.extractions[0], report=r.id) for r in added),
        ),
    )
    table = page_view(more).table
    assert table is not None
    first = ("Early Bird", "Mill Post", "Union News", "Morning Dove")
    assert table.outlets == (*first, "Late Owl", "Old Crow")
    killed = next(row for row in table.rows if row.point.question.startswith("How many"))
    absent = ["published before", "", "", "cannot tell", "silent", "cannot tell"]
    assert [cell.absence for cell in killed.cells] == absent
    assert [a.letter for a in killed.cells[2].accounts] == ["A", "B"]


def test_answers_are_lettered_from_the_smallest_figure() -> None:
    story = hand_made.story()
    point = replace(story.links.points[0], groups=(("k2",), ("k3", "k1")))
    view = point_views((point,), build_index(story))[0]
    assert [(answer.letter, answer.says) for answer in view.answers] == [
        ("A", "2"),
        ("B", "at least 5"),
    ]


def test_an_answer_in_two_figures_is_headed_by_both() -> None:
    story = hand_made.story()
    point = story.links.points[0]
    first = replace(point.accounts[0], low=5.0, high=None)
    accounts = (first, replace(first, id="exact", high=5.0), *point.accounts[1:])
    point = replace(point, accounts=accounts, groups=((first.id, "exact"),))
    answers = point_views((point,), build_index(story))[0].answers
    assert "at least 5 / 5" in [answer.says for answer in answers]


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (3, 3, ""),
        (1, 4, "No more than one of the 4 names whose word it gives"),
        (2, 5, "3 of the 5 name nobody"),
    ],
)
def test_a_range_of_origins_says_why_it_is_one(low: int, high: int, told: str) -> None:
    story = hand_made.story()
    point = replace(story.links.points[0], origins_low=low, origins_high=high)
    why = point_views((point,), build_index(story))[0].range_why
    assert why.startswith(told)
    assert bool(why) == bool(told)
    assert not why or why.endswith(("from one source.", "They may rest on the 2 that do."))


def test_accounts_of_reports_that_are_gone_are_left_out() -> None:
    story = hand_made.story()
    point = replace(
        story.links.points[0],
        accounts=tuple(replace(a, report="sha256:gone") for a in story.links.points[0].accounts),
    )
    assert page_view(Story("x", (), (), Links(points=(point,)))).parting == ()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, ""),
        (Role(2, 2, "Western", "senior"), "2 sources, Western, senior"),
        (Role(1, 1, seniority="former"), "one source, former"),
        (Role(2, None), "2 or more sources"),
        (Role(3, 9, "Aldry"), "3 to 9 sources, Aldry"),
    ],
)
def test_roles_of_speakers_without_a_name(told: Role | None, words: str) -> None:
    assert wording.role(told) == words


@pytest.mark.parametrize(
    ("certainty", "words"),
    [
        (None, ""),
        (Certainty.FACT, ""),
        (Certainty.POSSIBLE, "as possible"),
        (Certainty.FUTURE, "as future"),
        (Certainty.NOT_SO, "as not so"),
    ],
)
def test_only_what_is_no_plain_fact_is_said_to_be_put_forward_otherwise(
    certainty: Certainty | None, words: str
) -> None:
    assert wording.as_what(certainty) == words


@pytest.mark.parametrize(
    ("score", "words"), [(0.874, "87%"), (1.0, "99%"), (0.9996, "99%"), (0.0, "1%")]
)
def test_a_guess_is_never_certain(score: float, words: str) -> None:
    assert wording.percent(score) == words


def test_words_around_a_place_are_cut_between_words() -> None:
    text = "The old mill at Aldry fell\nin on Monday before anyone came."
    start = text.index("fell")
    assert wording.around(text, start, start + 4, 12) == "… at Aldry fell in on …"
    assert wording.around(text, start, start + 4, 200) == " ".join(text.split())


def test_long_names_may_be_cut_where_they_have_a_joint() -> None:
    name = "02-mill_post.example.txt"
    assert wording.joints(name) == ["02-", "mill_", "post", ".example", ".txt"]
    assert wording.joints("Mill Post") == ["Mill Post"]
    assert breakable("<b>.x") == "&lt;b&gt;.x"
    assert breakable("a.b") == "a<wbr>.b"
    assert wording.why_not("not analysed: language fr") == "language fr"
    assert wording.why_not("in French") == "in French"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2019-09-19", "19 Sept 2019"),
        ("2019-09-19TNI", "19 Sept 2019, night"),
        ("2019-09-19T04:40", "19 Sept 2019, 04:40"),
        ("2016-11", "Nov 2016"),
        ("2016-W44", "the week of 31 Oct 2016"),
        ("2016-W44-WE", "the weekend of 5 Nov 2016"),
        ("2017-SU", "summer 2017"),
        ("2016-Q3", "the third quarter of 2016"),
        ("2016-H1", "the first half of 2016"),
        ("201", "2010s"),
        ("2016", "2016"),
        ("PXD", "PXD"),
        (None, ""),
    ],
)
def test_a_time_is_told_as_a_reader_says_it(value: str | None, words: str) -> None:
    assert wording.day(value) == words


@pytest.mark.parametrize(
    ("says", "low", "high", "unit", "words"),
    [
        ("more than 50", 50, None, "people", "more than 50"),
        ("at least 50", 50, None, "people", "at least 50"),
        ("about 3,500", 3500, 3500, "people", "about 3,500"),
        ("nearly 700,000", None, 700_000, "UK consumer", "nearly 700,000 UK consumers"),
        ("25", 25, 25, "tonne", "25 tonnes"),
        ("20 to 25", 20, 25, "mile per hour", "20 to 25 miles per hour"),
        ("about 5,600,000", 5_600_000, 5_600_000, "USD", "about $5.6 million"),
        ("0", 0, 0, "people", "none"),
        ("a clause without any number", None, None, None, ""),
    ],
)
def test_a_figure_keeps_its_bound_and_its_unit(
    says: str, low: float | None, high: float | None, unit: str | None, words: str
) -> None:
    assert wording.figure_told(says, low, high, unit) == words

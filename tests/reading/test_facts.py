"""What an input's furniture and metadata tell: agencies, dates, bylines, outlets, language."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.reading.helpers import SETTINGS, one_report, read_file
from whence.reading import dates
from whence.reading.agencies import credited_agencies
from whence.reading.byline import byline_in, byline_of, is_byline
from whence.reading.draft import Metadata, Origin
from whence.reading.language import find_language
from whence.reading.page import read_source
from whence.reading.publisher import host_of, publisher_from_host, publisher_in_text
from whence.records.report import UNNAMED_AGENCIES, DateOrigin, Intake

BODY = ["The quay was closed on Friday.", "Nobody was hurt, officials said."]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("VELMAR (AP) — The quay was closed.", "Associated Press"),
        ("VELMAR, May 3 (Reuters) - The quay was closed.", "Reuters"),
        ("(Reuters) - The quay was closed.", "Reuters"),
        ("VELMAR, March 20. /TASS/. The quay was closed.", "TASS"),
        ("Xinhua | Updated: 2017-09-15 17:52", "Xinhua News Agency"),
        ("By The Associated Press", "Associated Press"),
        ("Associated Press writer Jo Lund contributed to this report.", "Associated Press"),
        ("Copyright 2018 The Associated Press. All rights reserved.", "Associated Press"),
        ("© 2018 AFP", "Agence France-Presse"),
    ],
)
def test_agency_credits(line: str, agency: str) -> None:
    assert credited_agencies([line, *BODY]) == (agency,)


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("jm/dm (AFP, dpa)", ("Agence France-Presse", "Deutsche Presse-Agentur")),
        ("— Reuters", ("Reuters",)),
        ("AP - AFP", ("Associated Press", "Agence France-Presse")),
        ("(Agencies)", (UNNAMED_AGENCIES,)),
        ("Nobody knows when it opens. (News Agencies)", (UNNAMED_AGENCIES,)),
        ("(With inputs from PTI)", ("Press Trust of India",)),
        ("Source: Xinhua", ("Xinhua News Agency",)),
        ("Additional reporting by Reuters", ("Reuters",)),
        ("(Reporting by Jo Lund in Velmar; Editing by Ada Mills)", ("Reuters",)),
    ],
)
def test_closing_credits(line: str, agencies: tuple[str, ...]) -> None:
    assert credited_agencies([*BODY, line]) == agencies


@pytest.mark.parametrize(
    "line",
    [
        "The minister told Reuters that nothing had been decided.",
        "Workers carry a plank across the quay. (AP Photo/Jo Lund)",
        "AP reported that the quay was closed.",
        "The army (AA) closed the road to the quay on Friday, it said.",
        "The quay is run by three agencies.",
    ],
)
def test_what_is_no_credit(line: str) -> None:
    assert credited_agencies([BODY[0], line, BODY[1]]) == ()


def test_agencies_in_authors_and_addresses() -> None:
    assert credited_agencies(BODY, authors=["Agence France-Presse"]) == ("Agence France-Presse",)
    assert credited_agencies(BODY, authors=["Reuters In Berlin"]) == ("Reuters",)
    assert credited_agencies(BODY, authors=["Press Association Sport Correspondent"]) == (
        "Press Association",
    )
    assert credited_agencies(BODY, authors=["Ada Reuters"]) == ()
    assert credited_agencies(BODY, authors=["Agencies"]) == (UNNAMED_AGENCIES,)
    for signed in ("(Agencies)", "By Agencies (Quay Daily)"):
        dated = f"Updated: 2031-05-02 09:53 {signed}"
        assert credited_agencies([dated, *BODY]) == (UNNAMED_AGENCIES,)
    url = "https://paper.example/wires/ap/article-1/quay.html"
    assert credited_agencies(BODY, url=url) == ("Associated Press",)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2016-03-22T14:02:26", "2016-03-22"),
        ("2016-03-22 23:30:00+02:00", "2016-03-22"),
        ("20160322", "2016-03-22"),
        ("Tue, 22 Mar 2016 18:30:00 +0000", "2016-03-22"),
        ("March 22, 2016", "2016-03-22"),
        ("22nd of March 2016", "2016-03-22"),
        ("22/03/2016", "2016-03-22"),
        (1_458_604_800, "2016-03-22"),
        (1_458_604_800_000, "2016-03-22"),
        ("03/04/2016", None),
        ("2016-13-45", None),
        ("soon", None),
        ("", None),
        (None, None),
        (True, None),
        (-5, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_days_in_metadata(value: object, day: str | None) -> None:
    assert dates.parse_day(value) == (date.fromisoformat(day) if day else None)


def test_dates_in_addresses() -> None:
    assert dates.from_url("https://p.example/2016/03/22/quay") is not None
    found = dates.from_url("https://p.example/news/2016/mar/22/quay")
    assert found is not None
    assert (found.value, found.origin) == ("2016-03-22", DateOrigin.STATED)
    assert dates.from_url("https://p.example/a/article-20169999") is None
    assert dates.from_url(None) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: 14 May 2021, 09:40 GMT", ("2021-05-14", "2021-05-14")),
        ("May 14, 2021", ("2021-05-14", "2021-05-14")),
        ("Friday, 14 May 2021", ("2021-05-14", "2021-05-14")),
        ("Last updated on 2021-05-14 at 10:15 am ET", ("2021-05-14", "2021-05-14")),
        ("05/04/2021", ("2021-04-05", "2021-05-04")),
    ],
)
def test_date_lines(tmp_path: Path, line: str, expected: tuple[str, str]) -> None:
    text = f"Quay closed after blast in Velmar\n\n{line}\n\nThe quay was closed on Friday, officials said.\n"
    report = one_report(tmp_path, "r.txt", text)
    assert report.published is not None
    assert (report.published.earliest, report.published.latest) == expected
    assert report.published.origin is DateOrigin.STATED
    assert line in report.published.why
    assert line not in report.text


def test_sentences_with_dates_are_no_date_lines(tmp_path: Path) -> None:
    line = "On 14 May 2021 the quay was closed."
    report = one_report(
        tmp_path,
        "r.txt",
        f"Quay closed after blast in Velmar\n\n{line}\n\nNobody was hurt, he said.\n",
    )
    assert report.published is None
    assert line in report.text


def test_a_date_glued_to_the_headline(tmp_path: Path) -> None:
    title = "Quay closed after blast in Velmar"
    record = f'{{"title": "{title}", "text": "{title} Updated: 2016-07-15 06:50 (Xinhua)\\nIt was shut, he said."}}'
    report = one_report(tmp_path, "r.json", record)
    assert report.text == f"{title}\n\nIt was shut, he said."
    assert report.agencies == ("Xinhua News Agency",)
    assert report.published is not None
    assert report.published.value == "2016-07-15"


def test_picture_credits_among_authors_are_neither_writers_nor_agencies() -> None:
    authors = ["Jo Lund", "Image", "Mara Venn", "Getty Images", "Reuters"]
    assert byline_of(authors) == "Jo Lund"
    assert credited_agencies(BODY, authors=authors) == ()


def test_published_comes_before_updated() -> None:
    lines = ["Updated: 16 May 2021", "Published: 14 May 2021"]
    found = dates.from_date_lines(lines)
    assert found is not None
    assert found.value == "2021-05-14"


def test_bylines() -> None:
    assert byline_in("By Jo Lund") == "Jo Lund"
    assert byline_in("By Jo Lund and Ada van der Mill, Velmar Courier") is not None
    assert is_byline("By JO LUND | Velmar Courier")
    assert not is_byline("By Friday the quay was open again.")
    assert (
        byline_of(["Jo Lund For Courier.Com", "Www.Courier.Com", "Image", "Min Read", "Jo Lund"])
        == "Jo Lund"
    )
    assert byline_of(["Author"]) is None
    assert byline_of([]) is None


def test_outlets() -> None:
    assert host_of("https://www.courier.example/a") == "www.courier.example"
    assert host_of("courier.example") == "courier.example"
    assert host_of("http://[bad") is None
    assert publisher_from_host("www.courier.example") == "courier.example"
    assert publisher_from_host("edition.courier.example") == "courier.example"
    assert publisher_from_host("www.africa.courier.com.cn") == "courier.com.cn"
    assert publisher_from_host("uk.courier.example") == "courier.example"
    assert publisher_from_host("rt.com.mx") == "rt.com.mx"
    assert publisher_from_host("ft.com") == "ft.com"
    assert publisher_from_host("velmar.blogspot.com") == "velmar.blogspot.com"
    assert publisher_from_host(None) is None
    mirrors = "Velmar TV’s site may also be reached at the following mirror sites:"
    assert publisher_in_text(["Quay closed", *BODY, mirrors, "www.velmartv.example"]) == "Velmar TV"
    notice = "Copyright © 2016 Velmar Radio. All rights reserved."
    assert publisher_in_text(["Quay closed", *BODY, notice]) == "Velmar Radio"
    phone = ["VPO", "Quay closed after blast in Velmar", *BODY, "Exit mobile version"]
    assert publisher_in_text(phone) == "VPO"
    assert publisher_in_text(["Quay closed", *BODY]) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The council of Marrow voted against the airport on Monday, and the mayor said that it had been a long night.",
            "en",
        ),
        (
            "Le conseil municipal a voté lundi contre le projet d'aéroport, a annoncé le maire dans un communiqué.",
            "fr",
        ),
        (
            "Der Rat der Stadt hat am Montag gegen den Flughafen gestimmt, wie die Bürgermeisterin mitteilte.",
            "de",
        ),
        (
            "Городской совет проголосовал в понедельник против строительства аэропорта, сообщил мэр.",
            "ru",
        ),
        ("صوّت مجلس المدينة يوم الاثنين ضد بناء المطار الجديد كما أعلن رئيس البلدية.", "ar"),
        ("Residents flee homes as river Tarn bursts banks", "en"),
        ("12 345", None),
        ("", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_a_line_of_names_has_no_language_that_could_be_told() -> None:
    names = "Top Vale runners: RH Jon Gant (0.5 WR), RH Alva Reyes (0.5 WR), LH Ty Webb (0.3 WR)."
    assert find_language(names) in (None, "en")


def test_declared_language_decides_for_short_texts() -> None:
    assert find_language("12", declared="sv-SE") == "sv"
    assert (
        find_language("The mayor of the town said that it was the end of the road.", declared="de")
        == "en"
    )


def test_other_languages_are_kept_without_a_note(tmp_path: Path) -> None:
    report = one_report(
        tmp_path, "r.txt", "Le maire a promis une réponse rapide aux habitants de la commune.\n" * 3
    )
    assert (report.language, report.note) == ("fr", None)


def test_fetch_time_bounds_the_date_of_a_page_without_one() -> None:
    found = dates.not_after("2022-08-04T10:00:00Z", "it was fetched")
    assert found is not None
    assert found.latest == "2022-08-04"
    assert found.earliest < found.latest
    assert found.origin is DateOrigin.INFERRED


def test_title_that_the_text_repeats_is_read_once(tmp_path: Path) -> None:
    (outcome,) = read_file(
        tmp_path,
        "r.json",
        '{"title": "Quay closed", "text": "Quay closed\\nThe quay is shut, he said."}',
    )
    assert isinstance(outcome, Intake)
    report = outcome.report
    assert report.text == "Quay closed\n\nThe quay is shut, he said."
    assert report.title_span is not None
    assert report.raw[0].raw is None


def test_hard_wrapped_lines_are_joined(tmp_path: Path) -> None:
    words = [
        "the",
        "harbour",
        "office",
        "of",
        "Velmar",
        "said",
        "on",
        "Monday",
        "that",
        "ten",
        "boats",
        "were",
        "lost",
        "in",
        "the",
        "night",
        "and",
        "two",
        "found",
    ]
    text, line = "", ""
    for word in words * 6:
        if len(line) + len(word) > 64:
            text, line = text + line.rstrip() + "\n", ""
        line += word + " "
    report = one_report(
        tmp_path, "r.txt", f"Boats lost off Velmar\n\n{text}{line}\n\nThe search goes on.\n"
    )
    assert len(report.paragraphs) == 3


PAGE = """<html lang="en"><head><title>Quay closed after blast</title>{head}</head><body><article>
<h1>Quay closed after blast</h1>{above}<p>The quay of Velmar was closed on Friday after a blast, the harbour office said in a
statement, and nobody was allowed near it.</p><p>Nobody was hurt, but two cranes were damaged, it said, and a third had to be taken down.</p>
<p>The mayor said that the quay would stay closed until the engineers had looked at every one of its pillars.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("head", "above", "why"),
    [
        ('<meta name="pubdate" content="2020-05-08">', "", "pubdate of the page"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2020-05-08T10:00:00Z"}]}</script>',
            "",
            "JSON-LD",
        ),
        ("", '<time datetime="2020-05-08T09:00">yesterday</time>', "<time datetime>"),
        ("", "<p>Published: May 8, 2020</p>", "htmldate"),
    ],
)
def test_dates_of_pages_say_where_they_stand(
    tmp_path: Path, head: str, above: str, why: str
) -> None:
    report = one_report(tmp_path, "p.html", PAGE.format(head=head, above=above))
    assert report.published is not None
    assert report.published.value == "2020-05-08"
    assert why in report.published.why


def test_page_without_a_date_has_none(tmp_path: Path) -> None:
    assert one_report(tmp_path, "p.html", PAGE.format(head="", above="")).published is None


def test_a_fetched_page_without_a_date_is_bounded_by_its_fetch() -> None:
    origin = Origin("w.warc#1", b"", "text/html")
    known = Metadata(
        url="https://courier.example/quay",
        no_later_than=dates.not_after("2022-08-04", "it was fetched"),
    )
    page = PAGE.format(head="", above="")
    intake = read_source(page, origin, settings=SETTINGS, known=known)
    assert intake.report.publisher == "courier.example"
    assert intake.report.published is not None
    assert intake.report.published.latest == "2022-08-04"


def test_dates_that_a_report_gives_differently_are_both_told(tmp_path: Path) -> None:
    record = {
        "title": "Quay closed",
        "text": "Published: 8 May 2020\n\nThe quay of Velmar was closed after a blast.",
        "date_publish": "2021-02-03",
        "url": "https://harbour.example/2020/05/08/quay-closed",
    }
    published = one_report(tmp_path, "r.json", json.dumps(record)).published
    assert published is not None
    assert (published.value, published.origin) == ("2021-02-03", DateOrigin.METADATA)
    told = " ".join(published.conflicts)
    assert "its date line “Published: 8 May 2020”" in told
    assert "web address carries 2020-05-08" in told


def test_dates_a_day_apart_agree() -> None:
    fields = [dates.in_metadata(date(2020, 5, day), "date") for day in (8, 9, 20)]
    assert dates.settled(*fields[:2]) == fields[0]
    assert dates.settled(None, fields[1], None) == fields[1]
    assert dates.settled(None, None) is None
    assert dates.settled(*fields) == replace(
        fields[0], conflicts=("the field date says 2020-05-20",)
    )


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("Posted in May 2020", "2020-05-31"),
        ("Archive 2020-05", "2020-05-31"),
        ("Archive of 2020", "2020-05-31"),
    ],
)
def test_the_first_of_a_month_that_no_page_writes_is_the_month(written: str, last: str) -> None:
    assert not dates.stands_in(date(2020, 5, 1), written)
    published = dates.in_page_by_month(date(2020, 5, 1), written)
    assert (published.earliest, published.latest) == ("2020-05-01", last)


def test_a_year_alone_is_the_year() -> None:
    published = dates.in_page_by_month(date(2020, 1, 1), "© 2020 Harbour News")
    assert (published.earliest, published.latest) == ("2020-01-01", "2020-12-31")


@pytest.mark.parametrize(
    "written", ["2020-05-01", "20200501", "1.5.2020", "05/01/20", "1st May 2020", "May 1, 2020"]
)
def test_a_first_of_a_month_that_is_written_stands(written: str) -> None:
    assert dates.stands_in(date(2020, 5, 1), f"<p>{written}</p>")

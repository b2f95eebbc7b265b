"""One outlet over time: its plot, the same as a table, its claims, and the same as data."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

import pytest

from tests.export import hand_made
from tests.web.served import Answer, ask
from whence.ledger.browse_voices import Manner, ReportTellings, Telling
from whence.ledger.store import Ledger
from whence.views.places import DESK
from whence.views.voices import NO_DATE, voices
from whence.web.pages import outlets

DENIES = Telling(Manner.RELAYED, "denies")
REPORTS = Telling(Manner.OWN, "reporting")
ALLEGED = Telling(Manner.DISTANCE, "alleged")


def told(
    report: str, day: str | None, counts: dict[Telling, int], *, sure: bool = True
) -> ReportTellings:
    earliest = day if sure else "2019-09-01"
    return ReportTellings(report, day, earliest, day, Counter(counts))


def test_each_way_has_a_row_and_all_rows_have_the_same_days() -> None:
    plot = voices(
        [
            told("a", "2019-09-19", {REPORTS: 4, DENIES: 1}),
            told("b", "2019-09-20", {REPORTS: 2}, sure=False),
            told("c", "2019-09-28", {}),
            told("d", None, {DENIES: 3, ALLEGED: 1}),
        ]
    )
    reports, denies, alleged = plot.rows
    assert (reports.name, denies.name, alleged.name) == ("reports", "denies", "alleged")
    assert (reports.number, denies.number, alleged.number) == (6, 4, 1)
    # The day on which it said nothing has its place, to scale.
    step = reports.bars[1].middle - reports.bars[0].middle
    assert round(100 / step) == 10
    assert denies.bars[0].middle == reports.bars[0].middle
    assert (reports.bars[1].height, reports.bars[1].sure_height) == (50, 0)
    assert alleged.bars == ()
    assert [period.label for period in plot.periods] == ["19 Sept 2019", "20 Sept 2019", NO_DATE]
    assert [period.numbers for period in plot.periods] == [(4, 1, 0), (2, 0, 0), (0, 3, 1)]
    assert (plot.unsure, plot.undated) == (2, 3)  # a distance stands in a claim counted already
    assert (plot.of(Manner.OWN), plot.of(Manner.RELAYED)) == (6, 4)


def test_an_outlet_of_years_stands_by_month_and_one_without_dates_only_in_numbers() -> None:
    months = voices([told("a", "2018-11-30", {DENIES: 1}), told("b", "2019-06-02", {DENIES: 2})])
    assert months.unit == "month"
    assert [(bar.since, bar.until) for bar in months.rows[0].bars] == [
        *(("2018-11", "2018-11~"), ("2019-06", "2019-06~")),
    ]
    undated = voices([told("a", None, {DENIES: 1})])
    assert undated.rows[0].bars == ()
    assert undated.ticks == ()
    assert [period.label for period in undated.periods] == [NO_DATE]
    assert voices([]).rows == ()


def data(port: int, address: str) -> Any:
    answer = ask(port, f"/api{address}")
    assert answer.status == 200, answer.text
    return json.loads(answer.text)


def words(answer: Answer) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", answer.text))


def test_page_and_data_tell_the_same(port: int) -> None:
    address = DESK.outlet("Union News")
    page, found = ask(port, address), data(port, address)
    assert page.status == 200
    rows = {(row["manner"], row["name"]): row["number"] for row in found["voices"]["rows"]}
    assert rows == {("relayed", "asserts"): 3, ("relayed", "denies"): 1}
    assert found["paging"]["total"] == 4
    assert [claim["words"] for claim in found["claims"]]
    for claim in found["claims"]:
        assert claim["words"] in words(page)
        assert claim["href"] in html.unescape(page.text)
    assert "the Mill Post ← Fire Chief Ruth Hale" in words(page)
    assert "One report, published 1 to 2 March 2021." in words(page)
    assert [edge["cites"] for edge in found["cites"]] == ["Mill Post", "Mill Post"]


def test_every_bar_and_every_number_of_the_table_leads_to_as_many_claims(port: int) -> None:
    page = ask(port, DESK.outlet("Union News"))
    links = re.findall(r'<a href="(/sources/outlet[^"#]*)#claims"[^>]*>([^<]*)<', page.text)
    counted = {href: int(number) for href, number in links if number.isdecimal()}
    assert sum(counted.values()) == 4
    bars = set(re.findall(r'<a href="(/sources/outlet[^"#]*)#claims"[^>]*><title>', page.text))
    assert bars == set(counted)
    for href, number in counted.items():
        assert data(port, html.unescape(href))["paging"]["total"] == number


def test_a_part_of_the_claims_is_named_and_can_be_left_again(port: int) -> None:
    denied = ask(port, DESK.outlet("Union News", manner="relayed", how="denies"))
    assert "What it relays: denies ×" in words(denied)
    assert "that they were warned" in words(denied)
    assert "At least five people died at Aldry" not in words(denied)
    none = ask(port, DESK.outlet("Union News", since="2019-01", until="2019-01~"))
    assert "Jan 2019 ×" in words(none)
    assert "No claim fits." in words(none)


def test_who_published_nothing_here_has_no_page(port: int) -> None:
    assert ask(port, DESK.outlet("Nobody's Gazette")).status == 404
    assert ask(port, "/api/sources/outlet").status == 404


@pytest.mark.parametrize("asked", ["", "?outlet=Weavers", "?cites=Aldry"])
def test_credits_of_nobody_lead_to_the_list_of_who_cites_whom(port: int, asked: str) -> None:
    answer = ask(port, f"/sources/credits{asked}")
    assert answer.status == 303
    assert answer.headers["location"] == "/sources/citing"


def test_outlets_lead_to_their_page(port: int) -> None:
    for path in ("/sources", f"/reports?outlet={quote('Mill Post')}"):
        assert f'href="{DESK.outlet("Mill Post")}"' in ask(port, path).text


def test_pages_of_the_claims_hold_each_once(
    port: int, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlets, "CLAIMS", 3)
    (report,) = ledger.browse(lambda b: b.tellings("Union News"))
    told = ledger.browse(lambda b: b.told_in([report.report]))[report.report]
    pages = [data(port, DESK.outlet("Union News", page=page)) for page in ("1", "2", "3")]
    assert [len(page["claims"]) for page in pages] == [3, 1, 0]
    listed = [claim["words"] for page in pages for claim in page["claims"]]
    assert listed == [claim.words[0].of(hand_made.UNION) for claim in told]


@pytest.mark.parametrize("page", ["0", "999", "x"])
def test_a_page_that_is_not_there_is_no_fault(port: int, page: str) -> None:
    assert ask(port, DESK.outlet("Union News", page=page)).status == 200

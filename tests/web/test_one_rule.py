"""What the desk shows follows the same rules as the lists of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.ledger.browse_points import PointCell, PointFilter, PointHead
from whence.ledger.browse_reports import OutletDays
from whence.ledger.browser import Browser
from whence.ledger.store import Ledger, open_ledger
from whence.linking.omissions import Coverage, Publishing, absence, find_positions
from whence.linking.policies import Policy, days_known, estimate
from whence.records.links import Account, Point, PointKind, Relation
from whence.records.report import outlet
from whence.records.span import Span
from whence.records.verdict import Standing
from whence.views.index import build_index
from whence.views.matrix import CELL_MEANINGS, CELL_SIGNS, matrix
from whence.views.points import point_view
from whence.views.policies import policies
from whence.views.wording import number
from whence.web.pages.exports import ITEMS, LISTS
from whence.web.pages.told_anyway import ToldAnyway, told_anyway


def figures(ledger: Ledger) -> list[Point]:
    return [p for p in ledger.links().points if estimate(p, Policy.UCDP, {}) is not None]


def test_a_point_s_row_is_that_of_the_policies(example_ledger: Path) -> None:
    with open_ledger(str(example_ledger)) as ledger:
        index = build_index(ledger.story("x"))
        days = days_known(ledger.reports())
        found = figures(ledger)
    assert len(found) > 2
    for point in found:
        row = policies(point, point_view(point, index), index)
        ucdp, acled = (estimate(point, p, days) for p in (Policy.UCDP, Policy.ACLED))
        assert row is not None
        assert ucdp is not None
        assert acled is not None
        assert (row.low, row.best) == (number(ucdp.low), number(ucdp.best))
        assert row.high.endswith("or more") == (ucdp.high is None)
        assert row.conservative == number(acled.best)
        assert row.best_by
        assert row.conservative_by


@pytest.mark.parametrize(
    ("publishing", "known", "usual", "coverage"),
    [
        (Publishing("2031-03-05", "2031-03-05", True, True), "2031-03-04", False, Coverage.SILENT),
        (Publishing("2031-03-04", "2031-03-04", True, True), "2031-03-04", True, Coverage.SILENT),
        (Publishing("2031-03-04", "2031-03-04", True, True), "2031-03-04", False, None),
        (Publishing("2031-03-03", "2031-03-03", True, True), "2031-03-04", True, "before"),
        (Publishing("2031-03-03", "2031-03-03", False, True), "2031-03-04", True, None),
        (Publishing("2031-03-03", "2031-03-05", True, True), "2031-03-04", True, None),
        (Publishing(None, None, False, True), "2031-03-04", True, None),
        (Publishing("2031-03-05", "2031-03-05", True, True), None, True, None),
    ],
)
def test_why_an_outlet_says_nothing(
    publishing: Publishing, known: str | None, usual: bool, coverage: Coverage | str | None
) -> None:
    wanted = Coverage.BEFORE_KNOWN if coverage == "before" else coverage or Coverage.CANNOT_TELL
    assert absence(publishing, known, usual=usual)[0] is wanted


def test_points_of_the_first_day_that_most_told(example_ledger: Path) -> None:
    with open_ledger(str(example_ledger)) as ledger:
        heads = ledger.browse(lambda b: b.point_heads(PointFilter(), count=500))
        told = ledger.browse(lambda b: b.usually_told([h.id for h in heads]))
        last = {r.id: r.published.latest for r in ledger.reports() if r.published}
        points = {p.id: p for p in ledger.links().points}
    for head in heads:
        out = [r for r, day in last.items() if day == head.first_day]
        speaking = {a.report for a in points[head.id].accounts}
        assert (head.id in told) == (len(speaking.intersection(out)) * 2 > len(out))


@pytest.mark.parametrize(
    ("whole", "last_start", "told"),
    [
        (True, "2031-03-09", "silent"),
        (False, "2031-03-09", "silent"),
        (False, None, "cannot tell (partial text)"),
        (True, None, "cannot tell"),
    ],
)
def test_the_table_tells_silence_from_a_text_at_hand_in_part(
    whole: bool, last_start: str | None, told: str
) -> None:
    head = PointHead(
        *("point:1f", "Where is the mill?", PointKind.PLACE, Relation.DISAGREE, 1, 2, 2, 2),
        *(0.9, Standing.PROPOSED, 0, "2031-03-04"),
    )
    days = {"The Aldry Post": OutletDays(last_start, "2031-03-09", dated=True, whole=whole)}
    table = matrix([head], [], ["The Aldry Post"], days, set())
    assert [cell.state for row in table.rows for cell in row.cells] == [told]
    assert set(CELL_SIGNS) == set(CELL_MEANINGS) >= {told}


def spoken(relation: Relation, says: str) -> str:
    """Return how a second answer, in these words, stands in the table of points."""
    head = PointHead(
        *("point:1f", "Did the mill burn?", PointKind.ACTION, relation, 1, 2, 2, 2),
        *(0.9, Standing.PROPOSED, 0, "2031-03-04"),
    )
    account = Account("account:1", "report", (Span(0, 9),), says)
    cell = PointCell(head.id, "The Aldry Post", head.usual + 1, 0, 1, account)
    table = matrix([head], [cell], ["The Aldry Post"], {}, set())
    return table.rows[0].cells[0].spoken[0].state


def test_only_an_answer_that_says_no_is_signed_as_one() -> None:
    assert spoken(Relation.DENIED, "The miller denied that it burned.") == "denies"
    assert spoken(Relation.DENIED, "The mill did not burn.") == "denies"
    assert spoken(Relation.DENIED, "The town blamed the miller.") == "other"
    assert spoken(Relation.DIFFER_IN_DETAIL, "Its roof burned.") == "other detail"
    assert spoken(Relation.DISAGREE, "Nothing burned.") == "other"


def test_the_table_calls_nobody_silent_whose_words_may_tell_it(example_ledger: Path) -> None:
    with open_ledger(str(example_ledger)) as ledger:
        reports = {r.id: r for r in ledger.reports()}
        points, entities = ledger.links().points, ledger.links().entities
        outlets = {name: outlet(report) for name, report in reports.items()}
        positions = find_positions(points, entities, list(reports.values()), outlets)
        heads = ledger.browse(lambda b: b.point_heads(PointFilter(), count=500))
        ids, names = [h.id for h in heads], sorted(set(outlets.values()))

        def table(browser: Browser) -> dict[tuple[str, str], ToldAnyway]:
            return told_anyway(browser, ids, browser.cells(ids, names), names)

        maybe = ledger.browse(table)
    doubted = {(p.point, p.outlet): p.why for p in positions if "may tell it" in p.why}
    assert doubted
    for place, why in doubted.items():
        assert maybe[place].words.startswith(why.partition(": ")[2].removesuffix(" …"))
        assert "?words=" in maybe[place].href


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("labels.jsonl", "whence/labels/1"),
        ("omissions.jsonl", "whence/omissions/1"),
        ("movement.jsonl", "whence/movement/1"),
        ("points-ucdp.jsonl", "whence/points/1"),
        ("points-acled.jsonl", "whence/points/1"),
    ],
)
def test_what_holds_across_reports_can_be_taken_along(
    example_ledger: Path, name: str, schema: str
) -> None:
    with open_ledger(str(example_ledger)) as ledger:
        records = list(LISTS[name](ledger))
    assert records
    assert {record["schema"] for record in records} == {schema}
    assert name in {item.name for item in ITEMS}
    if name.startswith("points-"):
        assert any(record["estimate"] for record in records)

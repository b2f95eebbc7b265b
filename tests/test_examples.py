"""The example pile: what lies there is what its README and its gold say."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from whence.ledger.store import open_ledger
from whence.reading.pile import read_pile
from whence.records.links import Point, PointKind
from whence.records.report import Intake, Refusal, Report, raw_span
from whence.records.span import Span
from whence.settings import load_settings

EXAMPLES = Path(__file__).parent.parent / "examples"
PILE = EXAMPLES / "sarn-bridge"
GOLD: dict[str, Any] = json.loads((EXAMPLES / "sarn-bridge-gold.json").read_text("utf8"))


@pytest.fixture(scope="module")
def items() -> list[Intake | Refusal]:
    return list(read_pile([PILE], settings=load_settings().reading))


@pytest.fixture(scope="module")
def reports(items: list[Intake | Refusal]) -> dict[str, Report]:
    found = [item.report for item in items if isinstance(item, Intake)]
    return {report.path.rpartition("/")[2]: report for report in found}


def test_every_report_is_read_and_the_empty_page_refused(
    items: list[Intake | Refusal], reports: dict[str, Report]
) -> None:
    assert len(reports) == 13
    refused = [item.path for item in items if isinstance(item, Refusal)]
    assert [Path(path).name for path in refused] == ["12-page-not-saved.html"]
    assert reports["10-gazette-du-lac.txt"].language == "fr"


def test_the_readme_lists_every_file() -> None:
    listed = re.findall(r"^\| `([^`]+)`", (EXAMPLES / "README.md").read_text("utf8"), re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in PILE.iterdir())


def test_page_debris_is_left_out_of_the_reading_text(reports: dict[str, Report]) -> None:
    texts = "\n".join(report.text for report in reports.values())
    for debris in ("Exit mobile version", "Share on Facebook", "sarn_bridge_morning_01.jpg", "1.2K shares"):  # fmt: skip
        assert debris not in texts


def test_the_golds_words_stand_at_its_spans(reports: dict[str, Report]) -> None:
    accounts = [account for point in GOLD["points"] for account in point["accounts"]]
    marked = [(a["report"], a["words"], a["spans"][0]) for a in accounts]
    marked += [(r["report"], r["words"], r["span"]) for r in GOLD["relays"]]
    marked += [
        (r["report"], words, span)
        for r in GOLD["reuse"]
        for words, span in zip(r["words"], r["spans"], strict=True)
    ]
    for name, words, span in marked:
        report = reports[name]
        starts = [m.start() for m in re.finditer(re.escape(words), report.text)]
        places = [raw_span(report.raw, Span(at, at + len(words))) for at in starts]
        assert Span(*span) in places, (name, words)


def test_the_golds_groups_and_origins_hold_every_account_once() -> None:
    for point in GOLD["points"]:
        ids = sorted(account["id"] for account in point["accounts"])
        assert sorted(i for group in point["groups"] for i in group) == ids
        assert sorted(i for origin in point["origins"] for i in origin) == ids
        assert 1 <= point["origins_low"] <= point["origins_high"] <= len(ids)


@pytest.mark.parametrize(("point", "missed"), [("p1", 3), ("p2", 0), ("p4", 0)])
def test_each_toll_stands_on_one_point(
    point: str, missed: int, example_ledger: Path, reports: dict[str, Report]
) -> None:
    with open_ledger(str(example_ledger)) as ledger:
        tolls = [p for p in ledger.links().points if p.kind is PointKind.QUANTITY]
    (gold,) = (told["accounts"] for told in GOLD["points"] if told["id"] == point)
    found = [[told["id"] for told in gold if stands_on(one, told, reports)] for one in tolls]
    (told,) = (ids for ids in found if ids)
    assert len(told) == len(gold) - missed


def stands_on(point: Point, gold: dict[str, Any], reports: dict[str, Report]) -> bool:
    """Say whether a point has an account with the figure that the gold finds at its place."""
    report, place = reports[gold["report"]], Span(*gold["spans"][0])
    return any(
        account.report == report.id
        and any((raw := raw_span(report.raw, s)) and raw.overlaps(place) for s in account.spans)
        and (account.low == gold["low"] or (account.low or 0) + 1 == gold["low"])
        for account in point.accounts
    )

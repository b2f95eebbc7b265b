"""Whether an outlet without an account on a point may tell it all the same.

As in `whence omissions`, nobody is called silent whose words may say it. Only outlets with a few
reports are looked at: of the others the table says that no account was found, and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.ledger.browse_points import PointCell
from whence.ledger.browse_reports import ReportFilter
from whence.ledger.browser import Browser
from whence.linking.maybe_told import Sentences, first_telling, stems_of
from whence.records.report import Report
from whence.views.places import DESK

MOST_REPORTS = 5  # reports of an outlet up to which their words are looked at
REMEMBERED = 400  # reports whose sentences are remembered: with their texts some 20 MB


@dataclass(frozen=True, slots=True)
class ToldAnyway:
    """Words that may tell a point, and where they stand."""

    words: str
    href: str


def told_anyway(
    browser: Browser, points: Sequence[str], said: Sequence[PointCell], outlets: Sequence[str]
) -> dict[tuple[str, str], ToldAnyway]:
    """Return by point and outlet the words that may tell it, where the outlet has no account.

    `said` are the accounts of these outlets on these points.
    """
    speaking = {(cell.point, cell.outlet) for cell in said}
    absent = [o for o in outlets if any((p, o) not in speaking for p in points)]
    by_outlet = _few_reports(browser, absent)
    wanted = {name for names in by_outlet.values() for name in names}
    reports = browser.reports(wanted | {cell.account.report for cell in said})
    stems = _stems(said, reports)
    found: dict[tuple[str, str], ToldAnyway] = {}
    for outlet, names in by_outlet.items():
        for point in points:
            if (point, outlet) not in speaking:
                told = _first(stems.get(point, ()), [reports[n] for n in names if n in reports])
                if told is not None:
                    found[point, outlet] = told
    return found


def _few_reports(browser: Browser, outlets: Sequence[str]) -> dict[str, list[str]]:
    """Return the reports of those outlets that have few."""
    found: dict[str, list[str]] = {}
    for outlet in outlets:
        heads = browser.report_heads(ReportFilter(outlet=outlet), 0, MOST_REPORTS + 1)
        if len(heads) <= MOST_REPORTS:
            found[outlet] = [head.id for head in heads]
    return found


def _stems(
    said: Sequence[PointCell], reports: Mapping[str, Report]
) -> dict[str, list[frozenset[str]]]:
    found: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for cell in said:
        report = reports.get(cell.account.report)
        if report is not None:
            found[cell.point].append(stems_of(cell.account, report))
    return found


def _first(accounts: Collection[frozenset[str]], listed: Sequence[Report]) -> ToldAnyway | None:
    for report in listed:
        span = first_telling(_sentences(_Read(report)), accounts)
        if span is not None:
            words = " ".join(span.of(report.text).split())
            place = f"?words={span.start}-{span.end}#words"
            return ToldAnyway(words, f"{DESK.report(report.id)}{place}")
    return None


class _Read:
    """A report told from others by its id, which is of its bytes: its text is long to compare."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and self.report.id == other.report.id

    def __hash__(self) -> int:
        return hash(self.report.id)


@lru_cache(maxsize=REMEMBERED)
def _sentences(read: _Read) -> Sentences:
    return Sentences(read.report)

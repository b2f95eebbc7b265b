"""The table of points by outlets: who says what, and who is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from whence.linking.omissions import (
    Coverage,
    Publishing,
    absence,
    first_day,
    most_tell,
    publishing,
)
from whence.records.links import Point
from whence.records.report import Report
from whence.records.story import Story
from whence.views.index import Index
from whence.views.points import AccountView, PointView
from whence.views.wording import shortened

# A wider or longer table is no longer taken in at a glance.
MOST_OUTLETS = 14
MOST_POINTS = 12
CELL_LENGTH = 34


class Absence(StrEnum):
    """Why an outlet has no account of a point."""

    SILENT = "silent"
    EARLY = "published before"
    UNKNOWN = "cannot tell"


ABSENCES = {
    Coverage.SILENT: Absence.SILENT,
    Coverage.BEFORE_KNOWN: Absence.EARLY,
    Coverage.CANNOT_TELL: Absence.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class CellAccount:
    """One account in a cell: the letter of its answer, the answer in a few words."""

    letter: str
    says: str
    href: str
    denies: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """What one outlet says on one point, or why nothing."""

    accounts: tuple[CellAccount, ...]
    absence: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One point and a cell for each outlet."""

    point: PointView
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """The table: its outlets in the order they published, its rows in the order of the points."""

    outlets: tuple[str, ...]
    rows: tuple[RowView, ...]


def table_view(story: Story, points: tuple[PointView, ...], index: Index) -> TableView | None:
    """Return the table of `points`, or None where there is nothing to compare or too much.

    Why an outlet has no account goes by the days its reports came out, as in `whence omissions`.
    """
    analysed = _analysed(story)
    outlets = _publishing(analysed, index)
    shown = points[:MOST_POINTS]
    if not shown or not 2 <= len(outlets) <= MOST_OUTLETS:
        return None
    by_anchor = {index.points[point.id]: point for point in story.links.points}
    rows = []
    for point in shown:
        by_outlet: dict[str, list[AccountView]] = {}
        for account in point.accounts:
            by_outlet.setdefault(account.outlet, []).append(account)
        known, usual = _first_told(by_anchor[point.anchor], analysed, index)
        cells = tuple(
            _cell(by_outlet.get(outlet, []), ABSENCES[absence(days, known, usual=usual)[0]])
            for outlet, days in outlets.items()
        )
        rows.append(RowView(point, cells))
    return TableView(outlets=tuple(outlets), rows=tuple(rows))


def _analysed(story: Story) -> list[Report]:
    """Return the reports that were analysed, the earliest published first."""
    pairs = zip(story.reports, story.extractions, strict=True)
    analysed = [report for report, extraction in pairs if not (report.note or extraction.note)]
    return sorted(analysed, key=lambda r: r.published.value if r.published else "~")


def _publishing(reports: Sequence[Report], index: Index) -> dict[str, Publishing]:
    """Return when each outlet's reports came out, in the order of their first."""
    by_outlet: dict[str, list[Report]] = {}
    for report in reports:
        by_outlet.setdefault(index.outlets[report.id], []).append(report)
    return {name: publishing(listed) for name, listed in by_outlet.items()}


def _first_told(point: Point, reports: Sequence[Report], index: Index) -> tuple[str | None, bool]:
    """Return the first day a point can have been told, and whether most of that day tell it."""
    known = first_day(point, index.reports)
    return known, most_tell(point, reports, known)


def _cell(accounts: list[AccountView], why: Absence) -> CellView:
    shown: dict[tuple[str, str], CellAccount] = {}
    for account in accounts:
        says = shortened(account.figure or account.says, CELL_LENGTH)
        cell = CellAccount(account.letter, says, f"#{account.anchor}", account.denies)
        shown.setdefault((account.letter, says), cell)
    return CellView(tuple(shown.values()), "" if shown else why.value)

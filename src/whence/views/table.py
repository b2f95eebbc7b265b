"""The table of points by outlets: who says what, and who is silent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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

    An outlet whose last report came out before the first that speaks on a point could not know
    of it; any other outlet without an account is silent.
    """
    last = _last_published(story, index)
    shown = points[:MOST_POINTS]
    if not shown or not 2 <= len(last) <= MOST_OUTLETS:
        return None
    first = _first_spoken(story, index)
    rows = []
    for point in shown:
        by_outlet: dict[str, list[AccountView]] = {}
        for account in point.accounts:
            by_outlet.setdefault(account.outlet, []).append(account)
        known_from = first.get(point.anchor, "")
        cells = tuple(
            _cell(by_outlet.get(outlet, []), bool(day) and day < known_from)
            for outlet, day in last.items()
        )
        rows.append(RowView(point, cells))
    return TableView(outlets=tuple(last), rows=tuple(rows))


def _last_published(story: Story, index: Index) -> dict[str, str]:
    """Return each outlet's last day of publication, "" where a report has no date."""
    days: dict[str, str] = {}
    pairs = zip(story.reports, story.extractions, strict=True)
    analysed = [report for report, extraction in pairs if not (report.note or extraction.note)]
    for report in sorted(analysed, key=lambda r: r.published.value if r.published else "~"):
        name = index.outlets[report.id]
        latest = report.published.latest if report.published else "~"
        days[name] = max(days.get(name, ""), latest)
    return {name: "" if day == "~" else day for name, day in days.items()}


def _first_spoken(story: Story, index: Index) -> dict[str, str]:
    """Return, by the point's anchor, the first day on which a report can have spoken on it."""
    first = {}
    for point in story.links.points:
        reports = [index.reports[a.report] for a in point.accounts if a.report in index.reports]
        days = [report.published.earliest if report.published else "" for report in reports]
        first[index.points[point.id]] = min(days, default="")
    return first


def _cell(accounts: list[AccountView], early: bool) -> CellView:
    shown: dict[tuple[str, str], CellAccount] = {}
    for account in accounts:
        says = shortened(account.figure or account.says, CELL_LENGTH)
        cell = CellAccount(account.letter, says, f"#{account.anchor}", account.denies)
        shown.setdefault((account.letter, says), cell)
    absence = Absence.EARLY if early else Absence.SILENT
    return CellView(tuple(shown.values()), "" if shown else absence.value)

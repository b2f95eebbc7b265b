"""The table of points by outlets on the desk: a cell is worded, signed and leads to its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.records.links import Account, Point, PointKind, Relation
from whence.records.report import Published
from whence.records.verdict import standing_of
from whence.views.places import DESK, tail
from whence.views.points import MEANINGS, SIGNS
from whence.views.wording import amount, between, counted, day, shortened

SAYS_LENGTH = 44
BY_LENGTH = 30
MOST_OUTLETS = 10

SAME, OTHER, DENIES = "same", "other", "denies"
SILENT, EARLY, UNKNOWN = "silent", "too early", "cannot tell"
CELL_SIGNS = {SAME: "●", OTHER: "◆", DENIES: "✕", SILENT: "○", EARLY: "◔", UNKNOWN: "?"}
CELL_MEANINGS = {
    SAME: "the same answer as most accounts",
    OTHER: "another answer",
    DENIES: "denies it",
    SILENT: "the outlet does not speak on it in the reports read here",
    EARLY: "the outlet's last report came out before anyone spoke on it",
    UNKNOWN: "a report of the outlet has no date: silent or too early",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One account in a cell: how its answer stands to the others', what it says, by whose word."""

    state: str
    says: str
    by: str
    href: str
    figure: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet says on one point; where nothing, `state` says why."""

    spoken: tuple[Spoken, ...]
    state: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One point: its question, counts in words, and a cell for each outlet."""

    href: str
    key: str
    question: str
    kind: str
    relation: str
    sign: str
    meaning: str
    origins: str
    summary: str
    standing: str
    cells: tuple[Cell, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outlets as columns, those that speak most on these points first, and a row a point."""

    outlets: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What the table needs of a report: who published it, and when."""

    outlet: str
    published: Published | None


def columns(points: Sequence[Point], reports: Mapping[str, Origin]) -> list[str]:
    """Return the outlets that speak on these points, those on most of them first."""
    spoken = {(p.id, reports[a.report].outlet) for p in points for a in p.accounts}
    counts = Counter(outlet for _, outlet in spoken)
    return sorted(counts, key=lambda outlet: (-counts[outlet], outlet))


def matrix(
    points: Sequence[Point],
    reports: Mapping[str, Origin],
    outlets: Sequence[str],
    last_days: Mapping[str, str | None],
) -> Matrix:
    """Return the table of these points, for the first `MOST_OUTLETS` of `outlets`.

    `last_days` are the outlets' last days of publication, None where one is not known.
    """
    shown = tuple(outlets[:MOST_OUTLETS])
    return Matrix(
        outlets=shown,
        rows=tuple(_row(point, reports, shown, last_days) for point in points),
        left_out=max(len(outlets) - len(shown), 0),
    )


def _row(
    point: Point,
    reports: Mapping[str, Origin],
    outlets: tuple[str, ...],
    last_days: Mapping[str, str | None],
) -> MatrixRow:
    by_outlet: dict[str, list[Spoken]] = {}
    usual = _usual(point)
    for number, account in enumerate(point.accounts, 1):
        anchor = f"p-{tail(point.id)}-{number}"
        spoken = _spoken(account, usual, f"{DESK.point(point.id)}#{anchor}", point)
        by_outlet.setdefault(reports[account.report].outlet, []).append(spoken)
    first = _first_day(point, reports)
    return MatrixRow(
        href=DESK.point(point.id),
        key=tail(point.id),
        question=point.question,
        kind="figure" if point.kind is PointKind.QUANTITY else point.kind.value,
        relation=point.relation.value,
        sign=SIGNS[point.relation],
        meaning=MEANINGS[point.relation],
        origins=_range(point.origins_low, point.origins_high),
        summary=_summary(point),
        standing=standing_of(point.judged).value,
        cells=tuple(
            _cell(by_outlet.get(name, []), _absence(last_days.get(name), first)) for name in outlets
        ),
        others=len(set(by_outlet) - set(outlets)),
    )


def _usual(point: Point) -> set[str]:
    """Return the accounts that give the answer most accounts give."""
    return set(sorted(point.groups, key=len)[-1]) if point.groups else set()


def _spoken(account: Account, usual: set[str], href: str, point: Point) -> Spoken:
    state = SAME if account.id in usual else OTHER
    if state == OTHER and point.relation is Relation.DENIED:
        state = DENIES
    by = next((name for name in reversed(account.chain) if name), "")
    told = [
        shortened(by, BY_LENGTH) if by else "own voice" if not account.chain else "nobody named"
    ]
    if account.as_of:
        told.insert(0, day(account.as_of))
    figure = amount(account.low, account.high, account.unit)
    says = figure or shortened(account.says, SAYS_LENGTH)
    return Spoken(state, says, ", ".join(told), href, figure=bool(figure))


def _cell(spoken: list[Spoken], absence: str) -> Cell:
    kept = tuple({(s.state, s.says): s for s in reversed(spoken)}.values())[::-1]
    return Cell(kept[:2], "" if kept else absence, max(len(kept) - 2, 0))


def _absence(last: str | None, first: str) -> str:
    if last is None:
        return UNKNOWN
    return EARLY if first and last < first else SILENT


def _first_day(point: Point, reports: Mapping[str, Origin]) -> str:
    """Return the first day on which anyone can have spoken on a point, "" where none is known."""
    dated = [reports[a.report].published for a in point.accounts]
    return min((p.earliest for p in dated if p is not None), default="")


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _summary(point: Point) -> str:
    reports = len({account.report for account in point.accounts})
    return ", ".join(
        (
            counted(reports, "report"),
            between(point.origins_low, point.origins_high, "independent origin"),
            counted(len(point.groups), "answer"),
        )
    )

"""The table of points by outlets on the desk: a cell is worded, signed and leads to its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from whence.ledger.browse_points import PointCell, PointHead
from whence.ledger.browse_reports import OutletDays
from whence.linking.omissions import Coverage, Publishing, absence
from whence.records.links import PointKind, Relation
from whence.views.places import DESK, tail
from whence.views.points import MEANINGS, SIGNS
from whence.views.wording import counted, day, figure_told, shortened

SHOWN = 2  # answers shown in a cell
SAYS_LENGTH = 44
BY_LENGTH = 30
MOST_OUTLETS = 10

SAME, DETAIL, OTHER, DENIES = "same", "other detail", "other", "denies"
SILENT, EARLY, UNKNOWN = "silent", "too early", "cannot tell"
MAYBE = "may tell it"
PARTIAL = "cannot tell (partial text)"
_SAYS_NO = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|den(?:y|ies|ied|ying)|reject(?:s|ed)?"
    r"|refut(?:es|ed)|dismiss(?:es|ed)|false|untrue|unfounded|baseless)\b|n[’']t\b",
    re.IGNORECASE,
)
STATES = {
    Coverage.SILENT: SILENT,
    Coverage.BEFORE_KNOWN: EARLY,
    Coverage.CANNOT_TELL: UNKNOWN,
}
CELL_SIGNS = {
    SAME: "●",
    DETAIL: "◇",
    OTHER: "◆",
    DENIES: "✕",
    SILENT: "○",
    EARLY: "◔",
    MAYBE: "?",
    UNKNOWN: "?",
    PARTIAL: "?",
}
CELL_MEANINGS = {
    SAME: "the same answer as most accounts",
    DETAIL: "the same in other detail, or said less exactly",
    OTHER: "another answer",
    DENIES: "another answer, which says no",
    SILENT: "no account of it was found in the outlet's reports read here",
    EARLY: "the outlet's last report came out before anyone spoke on it",
    MAYBE: "no account of it was found, but these words may tell it",
    UNKNOWN: "its reports may have come out before anyone spoke on it, or have no date",
    PARTIAL: "the outlet does not speak on it in what is at hand, which is only part of a text",
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
    words: str = ""
    href: str = ""


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
    reports: str
    standing: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outlets as columns, those that speak most on these points first, and a row a point.

    `left_out` counts the outlets that speak on the points and have no column.
    """

    outlets: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: int = 0


def matrix(
    points: Sequence[PointHead],
    said: Sequence[PointCell],
    outlets: Sequence[str],
    publishing: Mapping[str, OutletDays],
    told: Collection[str],
    maybe: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType({}),
) -> Matrix:
    """Return the table of these points by these outlets; `said` is what these say on those.

    `publishing` says when the outlets' reports came out, `told` are the points that most reports
    of the first day told. Why one is silent goes by the days as in `whence omissions`, over all
    its reports; `maybe` holds by point and outlet the words, and their address, that may tell it
    all the same.
    """
    by_cell: defaultdict[tuple[str, str], list[PointCell]] = defaultdict(list)
    for cell in said:
        by_cell[cell.point, cell.outlet].append(cell)
    rows = tuple(
        _row(
            point,
            tuple(
                _cell(
                    point,
                    by_cell.get((point.id, outlet), []),
                    publishing.get(outlet),
                    usual=point.id in told,
                    maybe=maybe.get((point.id, outlet)),
                )
                for outlet in outlets
            ),
        )
        for point in points
    )
    return Matrix(outlets=tuple(outlets), rows=rows)


def _row(point: PointHead, cells: tuple[Cell, ...]) -> MatrixRow:
    return MatrixRow(
        href=DESK.point(point.id),
        key=tail(point.id),
        question=point.question,
        kind="figure" if point.kind is PointKind.QUANTITY else point.kind.value,
        relation=point.relation.value,
        sign=SIGNS[point.relation],
        meaning=MEANINGS[point.relation],
        origins=_range(point.origins_low, point.origins_high),
        reports=counted(point.reports, "report"),
        standing=point.standing.value,
        cells=cells,
    )


def _cell(
    point: PointHead,
    said: list[PointCell],
    days: OutletDays | None,
    *,
    usual: bool,
    maybe: tuple[str, str] | None,
) -> Cell:
    spoken = [_spoken(point, cell) for cell in said]
    state = "" if spoken or days is None else _absence(point, days, usual=usual)
    if maybe is not None and state in (SILENT, EARLY):
        words, href = maybe
        return Cell((), MAYBE, words=shortened(words, SAYS_LENGTH), href=href)
    return Cell(tuple(spoken[:SHOWN]), state, max(len(spoken) - SHOWN, 0))


def _state(point: PointHead, cell: PointCell) -> str:
    """Return how an answer stands to the one that most accounts give.

    On a point on which one account denies another, not every other answer says no.
    """
    if cell.answer == point.usual:
        return SAME
    if point.relation is Relation.DIFFER_IN_DETAIL:
        return DETAIL
    denies = point.relation is Relation.DENIED and _SAYS_NO.search(cell.account.says)
    return DENIES if denies else OTHER


def _spoken(point: PointHead, cell: PointCell) -> Spoken:
    account = cell.account
    state = _state(point, cell)
    by = next((name for name in reversed(account.chain) if name), "")
    unnamed = "nobody named" if account.chain else "own voice"
    told = [shortened(by, BY_LENGTH) if by else unnamed]
    if account.as_of:
        told.insert(0, day(account.as_of))
    if cell.accounts > 1:
        told.append("twice" if cell.accounts == 2 else f"{cell.accounts:,} times")
    asks_how_many = point.kind is PointKind.QUANTITY
    told_figure = figure_told(account.says, account.low, account.high, account.unit)
    figure = told_figure if asks_how_many else ""
    says = figure or shortened(account.says, SAYS_LENGTH)
    href = DESK.account(point.id, cell.place + 1)
    return Spoken(state, says, ", ".join(told), href, figure=bool(figure))


def _absence(point: PointHead, days: OutletDays, *, usual: bool) -> str:
    publishing = Publishing(days.last_start, days.last, dated=days.dated, whole=days.whole)
    coverage, _ = absence(publishing, point.first_day, usual=usual)
    partial = coverage is Coverage.CANNOT_TELL and not days.whole
    return PARTIAL if partial else STATES[coverage]


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"

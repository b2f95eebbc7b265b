"""Who cites whom, drawn as two columns: outlets on the left, those they cite on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.views.wording import counted, shortened

ROW = 28
TOP = 18
LEFT_END, RIGHT_START, WIDTH = 210, 470, 690
LABEL_LENGTH = 28
MOST_ROWS = 24
THINNEST, THICKEST = 1.0, 7.0


@dataclass(frozen=True, slots=True)
class Citing:
    """One outlet citing another, or carrying its words over, in so many reports."""

    outlet: str
    cites: str
    kind: str
    reports: int
    carried: bool
    href: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its height in a column."""

    label: str
    full: str
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two names, as thick as it is frequent; dashed for carried-over words."""

    path: str
    width: float
    carried: bool
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawing: outlets, those they cite, the lines between them."""

    outlets: tuple[Name, ...]
    cited: tuple[Name, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    left_out: int


def graph(edges: Sequence[Citing]) -> Graph | None:
    """Return the drawing of the most frequent of `edges`, None where there are none."""
    kept = _kept(edges)
    if not kept:
        return None
    outlets = _ordered(Counter({e.outlet: 0 for e in kept}), ((e.outlet, e.reports) for e in kept))
    cited = _ordered(Counter({e.cites: 0 for e in kept}), ((e.cites, e.reports) for e in kept))
    left = {name: number for number, name in enumerate(outlets)}
    # The cited stand near those who cite them: lines cross less.
    mean = {
        name: sum(left[e.outlet] * e.reports for e in kept if e.cites == name)
        / sum(e.reports for e in kept if e.cites == name)
        for name in cited
    }
    right = {name: n for n, name in enumerate(sorted(cited, key=lambda c: (mean[c], c)))}
    most = max(edge.reports for edge in kept)
    rows = max(len(left), len(right))
    return Graph(
        outlets=tuple(_name(name, n) for name, n in left.items()),
        cited=tuple(_name(name, n) for name, n in right.items()),
        lines=tuple(_line(e, left[e.outlet], right[e.cites], most) for e in kept),
        width=WIDTH,
        height=TOP + ROW * rows,
        left_out=len(edges) - len(kept),
    )


def _kept(edges: Sequence[Citing]) -> list[Citing]:
    """Return the most frequent edges for which both columns have room."""
    outlets: set[str] = set()
    cited: set[str] = set()
    kept = []
    for edge in sorted(edges, key=lambda e: (-e.reports, e.outlet, e.cites)):
        if len(outlets | {edge.outlet}) > MOST_ROWS or len(cited | {edge.cites}) > MOST_ROWS:
            continue
        outlets.add(edge.outlet)
        cited.add(edge.cites)
        kept.append(edge)
    return kept


def _ordered(found: Counter[str], weights: Iterable[tuple[str, int]]) -> list[str]:
    for name, weight in weights:
        found[name] += weight
    return sorted(found, key=lambda name: (-found[name], name))


def _name(name: str, row: int) -> Name:
    return Name(shortened(name, LABEL_LENGTH), name, TOP + ROW * row)


def _line(edge: Citing, left: int, right: int, most: int) -> Line:
    x1, y1 = LEFT_END + 8, TOP + ROW * left - 4
    x2, y2 = RIGHT_START - 8, TOP + ROW * right - 4
    middle = (x1 + x2) // 2
    share = edge.reports / most
    told = "carries over words of" if edge.carried else "credits"
    reports = counted(edge.reports, "report")
    return Line(
        path=f"M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}",
        width=round(THINNEST + (THICKEST - THINNEST) * share, 1),
        carried=edge.carried,
        title=f"{edge.outlet} {told} {edge.cites} in {reports}",
        href=edge.href,
    )

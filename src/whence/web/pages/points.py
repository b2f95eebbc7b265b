"""Points: the table of points by outlets, and one point with everything on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from whence.ledger.browse_points import PartOfPoint, PointCounts, PointFilter, PointHead, PointOrder
from whence.ledger.browser import Browser
from whence.linking.movement import find_movements
from whence.records.links import Links, Point, PointKind, Relation
from whence.records.story import Story
from whence.records.verdict import standing_of
from whence.views.collapses import CollapseView, collapse_views
from whence.views.day_plot import DayPlot, day_plot
from whence.views.index import Index, build_index
from whence.views.matrix import CELL_MEANINGS, CELL_SIGNS, MOST_OUTLETS, Matrix, matrix
from whence.views.places import DESK, MOST_ACCOUNTS, tail
from whence.views.points import MEANINGS, SIGNS, AccountView, PointView, point_view
from whence.views.policies import Policies, policies
from whence.views.stemma import Stemma, stemma
from whence.views.wording import between, counted
from whence.web.desk import desk_of, ledger_of
from whence.web.pages.told_anyway import told_anyway
from whence.web.paging import Chip, Paging, chip, page_number, paging, with_query
from whence.web.rendering import rendered

PAGE = 25
MOST_MOVES = 12


@dataclass(frozen=True, slots=True)
class PointsPage:
    """What the table of points shows."""

    matrix: Matrix
    paging: Paging
    chips: tuple[Chip, ...]
    orders: tuple[Chip, ...]
    parting: int
    all: int


@dataclass(frozen=True, slots=True)
class MoveView:
    """Two figures of the counted thing that exclude one another: a later count, or a clash."""

    change: str
    first: AccountView
    second: AccountView


@dataclass(frozen=True, slots=True)
class PointPage:
    """What the page of one point shows."""

    point: PointView
    record: Point
    days: DayPlot | None
    stemma: Stemma | None
    collapses: tuple[CollapseView, ...]
    policies: Policies | None
    moves: tuple[MoveView, ...]
    standing: str
    total: int
    left_out: int


def wanted_of(request: Request) -> tuple[PointFilter, PointOrder]:
    """Return which points the query asks for, and in which order; what it cannot mean is left."""
    asked = request.query_params
    relations = tuple(r for r in Relation if r.value in asked.getlist("relation"))
    if asked.get("parting") == "1":
        relations = tuple(r for r in Relation if r is not Relation.AGREE)
    order = next((o for o in PointOrder if o.value == asked.get("sort")), PointOrder.PARTING)
    wanted = PointFilter(
        relations=relations,
        kinds=tuple(k for k in PointKind if k.value in asked.getlist("kind")),
        one_origin=asked.get("one-origin") == "1",
        unchecked=asked.get("unchecked") == "1",
        outlet=asked.get("outlet") or None,
        words=asked.get("q", "")[:200],
    )
    return wanted, order


def points_page(browser: Browser, request: Request) -> PointsPage:
    """Return the page of the table that the query asks for."""
    wanted, order = wanted_of(request)
    skip = (page_number(request) - 1) * PAGE
    heads = browser.point_heads(wanted, order, skip, PAGE)
    ids = [head.id for head in heads]
    outlets = browser.outlets_of_points(ids)
    if wanted.outlet in outlets:
        outlets.remove(wanted.outlet)
        outlets.insert(0, wanted.outlet)
    shown = outlets[:MOST_OUTLETS]
    said = browser.cells(ids, shown)
    maybe = told_anyway(browser, ids, said, shown)
    table = matrix(
        heads,
        said,
        shown,
        browser.publishing(shown),
        browser.usually_told(ids),
        maybe={place: (told.words, told.href) for place, told in maybe.items()},
    )
    counts = desk_of(request).known("points", browser, browser.point_counts)
    return PointsPage(
        matrix=replace(table, left_out=len(outlets) - len(shown)),
        paging=paging(request, browser.count_points(wanted), PAGE),
        chips=_chips(request, browser, counts),
        orders=tuple(_order_chip(request, o, order) for o in PointOrder),
        parting=counts.parting,
        all=counts.all,
    )


def _chips(request: Request, browser: Browser, counts: PointCounts) -> tuple[Chip, ...]:
    by_relation = desk_of(request).known("relations", browser, browser.relation_counts)
    of_figures = PointFilter(kinds=(PointKind.QUANTITY,))
    figures = desk_of(request).known("figures", browser, lambda: browser.count_points(of_figures))
    chips = [chip(request, "accounts part", "parting", count=counts.parting)]
    chips += [
        chip(request, r.value, "relation", r.value, by_relation.get(r, 0))
        for r in Relation
        if by_relation.get(r)
    ]
    chips += [
        chip(request, "figures", "kind", PointKind.QUANTITY.value, figures),
        chip(request, "one origin only", "one-origin", count=counts.one_origin),
        chip(request, "unchecked", "unchecked", count=counts.unchecked),
    ]
    chips += [
        Chip(f"{name}: {value}", with_query(request, **{key: None}), on=True)
        for name, key in (("outlet", "outlet"), ("words", "q"))
        if (value := request.query_params.get(key))
    ]
    return tuple(chips)


def _order_chip(request: Request, order: PointOrder, current: PointOrder) -> Chip:
    value = None if order is PointOrder.PARTING else order.value
    return Chip(order.value, with_query(request, sort=value), order is current)


def point_page(browser: Browser, part: PartOfPoint) -> PointPage:
    """Return everything on one point; of very many accounts only some."""
    point = part.point
    index = index_of(browser, (point,))
    view = point_view(point, index, part.numbers)
    head = browser.point_head(point.id)
    if head is not None:
        view = replace(view, summary=_summary(head))
    rows = [(a.day, a.low, a.high) for a in view.plotted]
    collapses = collapse_views(point, view)
    return PointPage(
        point=view,
        record=point,
        days=day_plot(rows) if rows else None,
        stemma=stemma(view, collapses),
        collapses=collapses,
        policies=policies(point, view, index) if part.total == len(point.accounts) else None,
        moves=_moves(point, view, index),
        standing=standing_of(point.judged).value,
        total=part.total,
        left_out=part.total - len(point.accounts),
    )


def _moves(point: Point, view: PointView, index: Index) -> tuple[MoveView, ...]:
    """Return where figures part in time, each pair of figures once."""
    accounts = {account.id: account for account in view.accounts}
    found: dict[tuple[str, str, str], MoveView] = {}
    for movement in find_movements((point,), index.reports.values(), index.outlets):
        for move in movement.moves:
            first, second = accounts[move.first], accounts[move.second]
            key = (move.change.value, first.figure, second.figure)
            found.setdefault(key, MoveView(move.change.value, first, second))
    return tuple(found.values())[:MOST_MOVES]


def _summary(head: PointHead) -> str:
    parts = (
        counted(head.reports, "report"),
        between(head.origins_low, head.origins_high, "independent origin"),
        counted(head.answers, "answer"),
    )
    text = ", ".join(parts)
    return text[0].upper() + text[1:]


def index_of(browser: Browser, points: tuple[Point, ...]) -> Index:
    """Return the look-ups over the reports that speak on these points."""
    accounts = [account for point in points for account in point.accounts]
    reports = browser.reports(account.report for account in accounts)
    found = browser.around(accounts)
    extractions = tuple(found[r] for r in reports if r in found)
    story = Story("", tuple(reports.values()), extractions, Links(points=points))
    return build_index(story, DESK)


def show_all(request: Request) -> Response:
    """Answer with the table of points by outlets."""
    page = ledger_of(request).browse(lambda browser: points_page(browser, request))
    return rendered(
        request,
        "points.html",
        page=page,
        place=DESK,
        cell_signs=CELL_SIGNS,
        cell_meanings=CELL_MEANINGS,
        signs={relation.value: sign for relation, sign in SIGNS.items()},
        meanings={relation.value: meaning for relation, meaning in MEANINGS.items()},
    )


def show_one(request: Request) -> Response:
    """Answer with one point; one that people merged or split leads to what is shown instead."""
    name = f"point:{request.path_params['key']}"

    def read(browser: Browser) -> PointPage | str:
        asked = request.query_params.get("account", "")
        at = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else None
        part = browser.part_of_point(name, MOST_ACCOUNTS, at)
        if part is not None:
            return point_page(browser, part)
        instead = browser.shown_instead(name)
        if not instead:
            raise HTTPException(404, "there is no such point")
        return DESK.point(instead[0])

    page = ledger_of(request).browse(read)
    if isinstance(page, str):
        return RedirectResponse(page, 303)
    return rendered(request, "point.html", page=page, point=page.point, key=tail(page.record.id))


ROUTES = [Route("/points", show_all), Route("/points/{key}", show_one)]

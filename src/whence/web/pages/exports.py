"""What leaves the ledger: lists as JSON lines and CSV, the one-file page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from whence.export.across_records import (
    estimate_record,
    label_records,
    movement_record,
    position_records,
    speakers_of_labels,
)
from whence.export.judgement_records import happened_record
from whence.export.page import render_page
from whence.export.records import extraction_record, point_record, source_record
from whence.judging.history import history
from whence.ledger.store import Ledger
from whence.linking.movement import find_movements
from whence.linking.omissions import find_positions
from whence.linking.policies import Policy, days_known, estimate
from whence.records.report import Report, outlet
from whence.views.ranking import ranked
from whence.web.desk import desk_of, ledger_of
from whence.web.rendering import rendered

Json = dict[str, Any]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One thing to download."""

    name: str
    what: str
    href: str


ITEMS = (
    ExportItem(
        "points.jsonl", "each point with its accounts, groups and origins", "/export/points.jsonl"
    ),
    ExportItem("points.csv", "one account a row, for a spreadsheet", "/export/points.csv"),
    ExportItem(
        "points-ucdp.jsonl",
        "each point with one row of figures: lowest, best and highest, by UCDP's rule",
        "/export/points-ucdp.jsonl",
    ),
    ExportItem(
        "points-acled.jsonl",
        "the same with the most conservative figure of the latest day, by ACLED's rule",
        "/export/points-acled.jsonl",
    ),
    ExportItem("reports.jsonl", "everything found in each report", "/export/reports.jsonl"),
    ExportItem("sources.jsonl", "credits and carried-over passages", "/export/sources.jsonl"),
    ExportItem(
        "labels.jsonl", "what each outlet calls each actor, every use", "/export/labels.jsonl"
    ),
    ExportItem(
        "omissions.jsonl", "how each outlet stands to each point", "/export/omissions.jsonl"
    ),
    ExportItem("movement.jsonl", "how each figure moved", "/export/movement.jsonl"),
    ExportItem("history.jsonl", "every decision people took", "/export/history.jsonl"),
    ExportItem(
        "page.html", "the whole story as one page that needs no network", "/export/page.html"
    ),
)
CSV_COLUMNS = (
    *("point", "question", "kind", "relation", "origins_low", "origins_high"),
    *("path", "says", "low", "high", "unit", "chain", "as_of", "report", "spans"),
)


def _points(ledger: Ledger) -> Iterator[Json]:
    return (point_record(told.point, told.reports) for told in ledger.points_in_turn())


def _points_by(policy: Policy, ledger: Ledger) -> Iterator[Json]:
    for told in ledger.points_in_turn():
        row = estimate(told.point, policy, days_known(told.reports.values()))
        yield {**point_record(told.point, told.reports), **estimate_record(row)}


def _reports(ledger: Ledger) -> Iterator[Json]:
    return (extraction_record(report, found) for report, found in ledger.analysed())


def _sources(ledger: Ledger) -> Iterator[Json]:
    return (source_record(told.credit, told.reports) for told in ledger.credits_in_turn())


def _labels(ledger: Ledger) -> Iterator[Json]:
    links, reports = ledger.links(), {report.id: report for report in ledger.reports()}
    speakers = speakers_of_labels(links, ledger.extractions())
    return label_records(links, reports, outlets_of(reports), speakers)


def _omissions(ledger: Ledger) -> Iterator[Json]:
    links, reports = ledger.links(), {report.id: report for report in ledger.reports()}
    points = ranked(links.points)
    outlets = outlets_of(reports)
    positions = find_positions(points, links.entities, list(reports.values()), outlets)
    return position_records(positions, points, reports)


def _movement(ledger: Ledger) -> Iterator[Json]:
    links, reports = ledger.links(), {report.id: report for report in ledger.reports()}
    found = find_movements(ranked(links.points), reports.values(), outlets_of(reports))
    return (movement_record(movement, reports) for movement in found)


def outlets_of(reports: Mapping[str, Report]) -> dict[str, str]:
    """Return by id who published each report."""
    return {name: outlet(report) for name, report in reports.items()}


def _history(ledger: Ledger) -> Iterator[Json]:
    yield from map(happened_record, history(ledger.judgements()))


LISTS: dict[str, Callable[[Ledger], Iterator[Json]]] = {
    "points.jsonl": _points,
    "points-ucdp.jsonl": partial(_points_by, Policy.UCDP),
    "points-acled.jsonl": partial(_points_by, Policy.ACLED),
    "reports.jsonl": _reports,
    "sources.jsonl": _sources,
    "labels.jsonl": _labels,
    "omissions.jsonl": _omissions,
    "movement.jsonl": _movement,
    "history.jsonl": _history,
}


def _lines(records: Iterable[Json]) -> Iterator[str]:
    for record in records:
        yield json.dumps(record, ensure_ascii=False) + "\n"


def _rows(points: Iterable[Json]) -> Iterator[str]:
    yield _row(CSV_COLUMNS)
    for point in points:
        head = {**point, "point": point["id"]}
        for account in point["accounts"]:
            chain = " ← ".join(name or "unknown" for name in account["chain"])
            cells = {**head, **account, "chain": chain}
            cells["kind"], cells["relation"] = point["kind"], point["relation"]
            yield _row(["" if cells[c] is None else cells[c] for c in CSV_COLUMNS])


def _row(cells: Iterable[Any]) -> str:
    out = io.StringIO()
    safe = [f"'{c}" if isinstance(c, str) and c.startswith(FORMULA) else c for c in cells]
    csv.writer(out, lineterminator="\n").writerow(safe)
    return out.getvalue()


def show(request: Request) -> Response:
    """Answer with what can be exported."""
    return rendered(request, "export.html", exports=ITEMS)


def download(request: Request) -> Response:
    """Answer with one export, as it is made."""
    name, ledger = request.path_params["name"], ledger_of(request)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    if name in LISTS:
        lines = _lines(LISTS[name](ledger))
        return StreamingResponse(lines, media_type="application/jsonl", headers=headers)
    if name == "points.csv":
        rows = _rows(_points(ledger))
        return StreamingResponse(rows, media_type="text/csv", headers=headers)
    if name == "page.html":
        page = render_page(ledger.story(desk_of(request).name))
        return Response(page, media_type="text/html", headers=headers)
    raise HTTPException(404)


ROUTES = [Route("/export", show), Route("/export/{name}", download)]

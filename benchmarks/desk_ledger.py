"""A large ledger for `desk.py`: the reports of another, copied with all that was found in them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from whence.ids import content_id
from whence.ledger.store import open_ledger
from whence.linking.accounts import make_account
from whence.linking.gazetteer import load_gazetteer
from whence.linking.statements import Statement, gather
from whence.records.extraction import Extraction
from whence.records.links import LinkedEntity, Links, Point
from whence.records.report import Intake, Report

AT_ONCE = 100
GROWING = 25  # points that grow with every copy, as those everybody writes about do
VECTOR_BYTES = 64


def make(source: str, where: str, wanted: int) -> None:
    """Copy `source` into a new ledger at `where` until it holds `wanted` reports."""
    with open_ledger(source) as ledger:
        found = {extraction.report: extraction for extraction in ledger.extractions()}
        reports = [report for report in ledger.reports() if report.id in found]
        links = ledger.links()
    told = _told_by(links, reports, found)
    copies = -(-wanted // len(reports))
    names = [_names(reports, number) for number in range(copies)]
    with open_ledger(where, create=True, by="benchmark") as out:
        began = time.perf_counter()
        left = wanted
        for number, known in enumerate(names):
            for part in _parts(reports[:left]):
                out.add_many(_intake(report, number) for report in part)
                out.save_extractions(
                    [_copied(report, found[report.id], known[report.id]) for report in part],
                    model="copied",
                )
            left -= len(reports)
        made = _links(links, names, wanted, len(reports), told)
        out.save_links(made, signature="copied")
        print(f"made in {time.perf_counter() - began:.0f} s: {out.info().facts()}")


def _told_by(
    links: Links, reports: Sequence[Report], found: dict[str, Extraction]
) -> dict[str, Callable[[str], str]]:
    """Return by account what gives it its id in another report of the same words."""
    told: dict[str, Callable[[str], str]] = {}
    extractions = [found[report.id] for report in reports]
    texts = {report.id: report.text for report in reports}
    pile = gather(reports, extractions, load_gazetteer(""), links.relays)
    for statement in pile.statements:

        def named(report: str, of: Statement = statement) -> str:
            return make_account(replace(of, report=report), texts[of.report]).id

        told[named(statement.report)] = named
    return told


def _names(reports: Sequence[Report], number: int) -> dict[str, str]:
    return {report.id: content_id(_data(report, number)) for report in reports}


def _data(report: Report, number: int) -> bytes:
    return f"{report.id} {number}".encode()


def _parts(reports: Sequence[Report]) -> Iterator[Sequence[Report]]:
    for start in range(0, len(reports), AT_ONCE):
        yield reports[start : start + AT_ONCE]


def _intake(report: Report, number: int) -> Intake:
    data = _data(report, number)
    return Intake(replace(report, id=content_id(data)), data)


def _copied(report: Report, found: Extraction, name: str) -> tuple[Report, Extraction]:
    sentences = tuple(replace(s, vector=s.vector[:VECTOR_BYTES]) for s in found.sentences)
    return replace(report, id=name), replace(found, report=name, sentences=sentences)


def _links(
    links: Links,
    names: Sequence[dict[str, str]],
    wanted: int,
    size: int,
    told: dict[str, Callable[[str], str]],
) -> Links:
    """Return the links over all copies; what stands in a report past the last is left out."""
    kept = [set(list(known.values())[: max(wanted - n * size, 0)]) for n, known in enumerate(names)]
    there = set().union(*kept)
    widest = sorted(links.points, key=lambda p: -len(p.accounts))[:GROWING]
    growing = {point.id for point in widest}
    points = [_grown(point, names, there, told) for point in widest]
    for number, known in enumerate(names):
        points += [
            copied
            for point in links.points
            if point.id not in growing
            and (copied := _point(point, known, number, there, told)) is not None
        ]
    return Links(
        entities=tuple(_actor(entity, names, there) for entity in links.entities),
        relays=tuple(
            replace(r, id=f"{r.id}-{n}", report=known[r.report])
            for n, known in enumerate(names)
            for r in links.relays
            if known[r.report] in there
        ),
        reuses=tuple(
            replace(
                r,
                id=f"{r.id}-{n}",
                report=known[r.report],
                source_report=known[r.source_report] if r.source_report else None,
            )
            for n, known in enumerate(names)
            for r in links.reuses
            if known[r.report] in there
            and (r.source_report is None or known[r.source_report] in there)
        ),
        points=tuple(points),
    )


def _actor(entity: LinkedEntity, names: Sequence[dict[str, str]], there: set[str]) -> LinkedEntity:
    members = tuple(
        (known[report], local)
        for known in names
        for report, local in entity.members
        if known[report] in there
    )
    return replace(entity, members=members)


def _point(
    point: Point,
    known: dict[str, str],
    number: int,
    there: set[str],
    told: dict[str, Callable[[str], str]],
) -> Point | None:
    ids = {
        a.id: told[a.id](known[a.report]) if a.id in told else f"{a.id}-{number}"
        for a in point.accounts
    }
    accounts = tuple(replace(a, id=ids[a.id], report=known[a.report]) for a in point.accounts)
    if any(account.report not in there for account in accounts):
        return None
    return replace(
        point,
        id=f"{point.id}{number:04x}",
        question=f"{point.question} ({number})",
        accounts=accounts,
        groups=tuple(tuple(ids[i] for i in group) for group in point.groups),
        origins=tuple(tuple(ids[i] for i in origin) for origin in point.origins),
        collapses=tuple(replace(c, one=ids[c.one], other=ids[c.other]) for c in point.collapses),
    )


def _grown(
    point: Point,
    names: Sequence[dict[str, str]],
    there: set[str],
    told: dict[str, Callable[[str], str]],
) -> Point:
    copies = [c for n, known in enumerate(names) if (c := _point(point, known, n, there, told))]
    return replace(
        point,
        accounts=tuple(a for c in copies for a in c.accounts),
        groups=tuple(map(tuple, zip_groups(copies))),
        origins=tuple(origin for c in copies for origin in c.origins),
        collapses=tuple(collapse for c in copies for collapse in c.collapses),
        origins_low=sum(c.origins_low for c in copies),
        origins_high=sum(c.origins_high for c in copies),
    )


def zip_groups(copies: Sequence[Point]) -> Iterator[list[str]]:
    """Yield each answer's accounts over all copies of a point."""
    for number in range(max((len(c.groups) for c in copies), default=0)):
        yield [i for c in copies for i in c.groups[number]]

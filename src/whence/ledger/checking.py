"""Proving a ledger whole: every original, id, text, span, reference, count and log entry.

Each part is checked by itself, so that damage to one does not hide damage to another. Memory
stays flat: reports are looked at a page at a time.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from whence.errors import LedgerError
from whence.judging.accuracy import findings as found_in
from whence.judging.attributions import ADDED
from whence.judging.standing import standing
from whence.ledger import (
    chain,
    dialects,
    extraction_store,
    findings,
    judgements,
    link_store,
    report_store,
    schema,
)
from whence.ledger.columns import canonical
from whence.ledger.report_rows import reading_hash, report_of
from whence.ledger.session import Session
from whence.records.extraction import Extraction
from whence.records.links import Links
from whence.records.report import Report
from whence.records.span import Span

MOST_PROBLEMS = 1_000  # more than this tell nobody anything new


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit: where (a record, a table, the file) and what."""

    where: str
    cause: str


Check = Callable[[Connection], Iterator[Problem]]


def check(session: Session) -> list[Problem]:
    """Return everything in the ledger that does not fit, at most `MOST_PROBLEMS`; none: whole."""
    problems: list[Problem] = []
    checks: dict[str, Check] = {
        "the file": _pages,
        "the log": _log,
        "the originals": _originals,
        "the reports": _reports,
        "the intakes": _intakes,
        "the judgements": _judgements,
        "the findings": _findings,
        "the counts": _counts,
        "the links": _links,
    }
    for name, run in checks.items():
        problems += _guarded(session, name, run, MOST_PROBLEMS - len(problems))
    return problems


def _guarded(session: Session, name: str, run: Check, room: int) -> list[Problem]:
    found: list[Problem] = []
    try:
        with session.read() as connection:
            for problem in run(connection):
                if len(found) >= room:
                    break
                found.append(problem)
    except LedgerError as error:
        found.append(Problem(name, error.cause))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # A record that no longer reads back: bad JSON, an unknown value, a missing field.
        found.append(Problem(name, f"a record cannot be read back: {error}"))
    return found


def _pages(connection: Connection) -> Iterator[Problem]:
    for line in dialects.inner_damage(connection):
        yield Problem("the file", line)


# --- the log and what it tells ------------------------------------------------------------------


def _log(connection: Connection) -> Iterator[Problem]:
    number, previous = 0, chain.BEFORE_FIRST
    while entries := chain.page(connection, number):
        for entry in entries:
            if entry.number != number + 1:
                yield Problem(f"log entry {number + 1}", "it is missing")
            if chain.entry_hash(previous, entry) != entry.hash:
                yield Problem(
                    f"log entry {entry.number}", "it, or one before it, was changed: hash differs"
                )
            number, previous = entry.number, entry.hash


def _intakes(connection: Connection) -> Iterator[Problem]:
    intakes, log, reports = schema.intakes, schema.log, schema.reports
    query = (
        select(intakes, log.c.by.label("log_by"), log.c.subject, log.c.detail, reports.c.id)
        .join(log, log.c.number == intakes.c.log)
        .join(reports, reports.c.number == intakes.c.report)
    )
    for row in _walk(connection, query, intakes.c.log):
        told = json.loads(row.detail)
        same = (
            (told["path"], told["container"]) == (row.path, row.container)
            and row.subject == row.id
            and row.log_by == row.by
        )
        if not same:
            yield Problem(f"intake {row.log} of {row.path}", "it differs from the log")


def _judgements(connection: Connection) -> Iterator[Problem]:
    table, log = schema.judgements, schema.log
    query = select(
        table, log.c.by.label("log_by"), log.c.subject.label("log_subject"), log.c.detail
    )
    for row in _walk(connection, query.join(log, log.c.number == table.c.log), table.c.log):
        kept = {
            name: json.loads(getattr(row, name))
            for name in ("seen", "change")
            if getattr(row, name)
        }
        told = canonical({"verdict": row.verdict, "at": row.at, "note": row.note, **kept})
        if (row.detail, row.log_by, row.log_subject) != (told, row.by, row.subject):
            yield Problem(f"judgement {row.log} on {row.subject}", "it differs from the log")


def _findings(connection: Connection) -> Iterator[Problem]:
    kept = findings.counted(connection)
    found = Counter(found_in(standing(judgements.opinions(connection))))
    for stage, finding in sorted(kept.keys() | found.keys()):
        count, told = kept.get((stage, finding), 0), found[stage, finding]
        if count != told:
            yield Problem("the findings", f"{count} {stage}: {finding}, but decisions tell {told}")


def _counts(connection: Connection) -> Iterator[Problem]:
    reports = _count(connection, schema.reports)
    action = schema.log.c.action
    query = select(action, func.count()).group_by(action)
    actions: dict[str, int] = {row[0]: int(row[1]) for row in connection.execute(query)}
    pairs = [
        ("originals", _count(connection, schema.originals), "reports", reports),
        ("reports", reports, "log entries that add one", actions.get("add", 0)),
        ("reports indexed for search", dialects.indexed_reports(connection), "reports", reports),
        (
            "intakes",
            _count(connection, schema.intakes),
            "log entries of intakes",
            actions.get("add", 0) + actions.get("again", 0),
        ),
        (
            "refusals",
            _count(connection, schema.refusals),
            "log entries of refusals",
            actions.get("refuse", 0),
        ),
        (
            "judgements",
            _count(connection, schema.judgements),
            "log entries of judgements",
            actions.get("judge", 0),
        ),
    ]
    for what, count, against, other in pairs:
        if count != other:
            yield Problem("the counts", f"{count} {what}, but {other} {against}")


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


# --- originals and reports ------------------------------------------------------------------------


def _originals(connection: Connection) -> Iterator[Problem]:
    originals, reports = schema.originals, schema.reports
    query = select(originals, reports.c.id, reports.c.path).join(
        reports, reports.c.number == originals.c.report
    )
    # One at a time: an original may be large.
    for row in _walk(connection, query, originals.c.report, count=1):
        cause = _original_problem(row)
        if cause:
            yield Problem(f"{row.path} ({row.id})", cause)


def _original_problem(row: Row[Any]) -> str | None:
    try:
        data = report_store.unpack(row.data, row.packing, row.size)
    except zlib.error:
        return "its original cannot be unpacked"
    digest = hashlib.sha256(data).hexdigest()
    if digest != row.sha256 or len(data) != row.size:
        return "its original does not match its hash"
    return None if row.id == f"sha256:{digest}" else "its id is not its original's hash"


def _reports(connection: Connection) -> Iterator[Problem]:
    place = report_store.BEFORE_FIRST
    while rows := report_store.page(connection, place):
        place = report_store.place_of(rows[-1])
        logged = _logged_readings(connection, [row.id for row in rows])
        found = extraction_store.load(connection, [(row.number, row.id) for row in rows])
        for row, extraction in zip(rows, found, strict=True):
            report = report_of(row)
            if logged.get(report.id) != reading_hash(report):
                yield _of(report, "its reading (text, title, date, ...) is not what was added")
            yield from _report_spans(report)
            if extraction is not None:
                yield from _extraction_spans(report, extraction)
                yield from _extraction_references(report, extraction)


def _logged_readings(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    log, intakes, reports = schema.log, schema.intakes, schema.reports
    query = (
        select(reports.c.id, log.c.detail)
        .join(intakes, intakes.c.report == reports.c.number)
        .join(log, log.c.number == intakes.c.log)
        .where(reports.c.id.in_(ids), log.c.action == "add")
    )
    return {row.id: json.loads(row.detail).get("reading", "") for row in connection.execute(query)}


def _report_spans(report: Report) -> Iterator[Problem]:
    spans = [*report.paragraphs, *([report.title_span] if report.title_span else [])]
    spans += [Span(run.text, run.text + run.length) for run in report.raw]
    if not _inside(spans, report.text):
        yield _of(report, "a span lies outside its text")


def _extraction_spans(report: Report, extraction: Extraction) -> Iterator[Problem]:
    spans = [item.span for item in extraction.sentences]
    spans += [item.span for item in extraction.mentions]
    spans += [item.span for item in extraction.times]
    spans += [item.anchor_event for item in extraction.times if item.anchor_event]
    spans += [item.span for item in extraction.quantities]
    for quantity in extraction.quantities:
        told = (quantity.as_of, quantity.place, quantity.part_of, quantity.restates)
        spans += [span for span in told if span is not None]
    for relation in extraction.sums:
        spans += [*relation.words, *relation.figures]
    spans += [item.span for item in extraction.distances]
    spans += [item.span for item in extraction.statements]
    for item in extraction.attributions:
        spans += [*item.source, *item.cue, *item.content]
    if not _inside(spans, report.text):
        yield _of(report, "a span of its extraction lies outside its text")


def _extraction_references(report: Report, extraction: Extraction) -> Iterator[Problem]:
    entities = {entity.id for entity in extraction.entities}
    attributions = {attribution.id for attribution in extraction.attributions}
    named = {mention.entity for mention in extraction.mentions if mention.entity}
    named |= {item.speaker for item in extraction.attributions if item.speaker}
    spoken = {item.parent for item in extraction.attributions if item.parent}
    spoken |= {item.by for item in extraction.distances if item.by}
    spoken |= {item.by for item in extraction.quantities if item.by}
    leant_on = {item.anchor_time for item in extraction.times if item.anchor_time}
    times = {item.id for item in extraction.times}
    for missing in sorted((named - entities) | (spoken - attributions) | (leant_on - times)):
        yield _of(report, f"its extraction refers to {missing}, which is not in it")


def _inside(spans: Iterable[Span], text: str) -> bool:
    return all(0 <= span.start <= span.end <= len(text) for span in spans)


def _of(report: Report, cause: str) -> Problem:
    return Problem(f"{report.path} ({report.id})", cause)


# --- links ----------------------------------------------------------------------------------------


def _links(connection: Connection) -> Iterator[Problem]:
    links = link_store.load(connection)
    query = select(schema.reports.c.id, func.length(schema.reports.c.text))
    lengths: dict[str, int] = {row[0]: int(row[1]) for row in connection.execute(query)}
    for name, report, spans in _linked_spans(links):
        if any(not 0 <= s.start <= s.end <= lengths[report] for s in spans):
            yield Problem(name, f"a span lies outside the text of {report}")
    # After a new extraction and before the next linking, what links refer to may be gone.
    if link_store.get_meta(connection, link_store.STALE) != "yes":
        yield from _link_references(connection, links)


def _linked_spans(links: Links) -> Iterator[tuple[str, str, Sequence[Span]]]:
    for relay in links.relays:
        yield relay.id, relay.report, (relay.span,)
    for reuse in links.reuses:
        yield reuse.id, reuse.report, reuse.spans
        if reuse.source_report is not None:
            yield reuse.id, reuse.source_report, reuse.source_spans
    for point in links.points:
        for account in point.accounts:
            yield account.id, account.report, account.spans


def _link_references(connection: Connection, links: Links) -> Iterator[Problem]:
    entities = _local_ids(connection, schema.entities)
    attributions = _local_ids(connection, schema.attributions) | _brought_in(connection)
    for linked in links.entities:
        for member in linked.members:
            if member not in entities:
                yield Problem(linked.id, f"its member {member[1]} of {member[0]} is missing")
    for point in links.points:
        for account in point.accounts:
            known = (account.report, account.attribution) in attributions
            if account.attribution is not None and not known:
                yield Problem(account.id, f"its attribution {account.attribution} is missing")
        if not 0 <= point.origins_low <= point.origins_high:
            yield Problem(point.id, "its independent origins are not a range")


def _local_ids(connection: Connection, table: Any) -> set[tuple[str, str]]:
    query = select(schema.reports.c.id, table.c.id.label("local"))
    query = query.join(schema.reports, schema.reports.c.number == table.c.report)
    return {(row[0], row[1]) for row in connection.execute(query)}


def _brought_in(connection: Connection) -> set[tuple[str, str]]:
    """Return the attributions that may be a person's word, by report and id."""
    table = schema.judged_reports
    rows = connection.execute(select(table.c.report, table.c.log))
    return {(row.report, f"{ADDED}{row.log}") for row in rows}


def _walk(
    connection: Connection, query: Select[Any], key: Any, *, count: int = 500
) -> Iterator[Row[Any]]:
    """Yield the rows of `query` by its integer `key`, `count` at a time."""
    last = -1
    while rows := connection.execute(query.where(key > last).order_by(key).limit(count)).all():
        yield from rows
        last = getattr(rows[-1], key.name)

"""A report as a row, and back: a row read back gives an equal report."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Row

from whence.ledger.columns import canonical, storable
from whence.records.report import DateOrigin, Published, Report

ORDER_KEY = 500  # characters: at most 2,000 bytes, within what an index of PostgreSQL holds


def order_key(path: str) -> str:
    """Return what reports are ordered by: the beginning of the path."""
    return storable(path)[:ORDER_KEY]


def report_row(number: int, report: Report) -> dict[str, Any]:
    """Return the row of a report."""
    return {
        "number": number,
        "id": report.id,
        "order_key": order_key(report.path),
        "path": report.path,
        "text": report.text,
        "raw": report.raw,
        "boilerplate": report.boilerplate,
        "paragraphs": report.paragraphs,
        "title": report.title,
        "title_span": () if report.title_span is None else (report.title_span,),
        "publisher": report.publisher,
        "byline": report.byline,
        "language": report.language,
        "agencies": report.agencies,
        "url": report.url,
        "note": report.note,
        "media_type": report.media_type,
        "encoding": report.encoding,
        "container": report.container,
        **published_row(report.published),
    }


def published_row(published: Published | None) -> dict[str, Any]:
    """Return the columns of a publication date."""
    fields = ("earliest", "latest", "value", "origin", "why")
    row: dict[str, Any] = {
        f"published_{field}": None if published is None else str(getattr(published, field))
        for field in fields
    }
    return {**row, **conflicts_row(published)}


def conflicts_row(published: Published | None) -> dict[str, tuple[str, ...]]:
    """Return the column of what speaks against a publication date."""
    return {"published_conflicts": () if published is None else published.conflicts}


def reading_hash(report: Report) -> str:
    """Return SHA-256 over everything reading found in a report, as the log keeps it.

    A publication date that extraction inferred is left out, and what speaks against a date: both
    come later and may change.
    """
    given = report.published
    if given is not None and given.origin is DateOrigin.INFERRED:
        given = None
    row = {**report_row(0, report), **published_row(given)}
    del row["published_conflicts"]
    row["raw"] = [[run.text, run.raw, run.length] for run in report.raw]
    for name in ("boilerplate", "paragraphs", "title_span"):
        row[name] = [span.pair() for span in row[name]]
    stored = {k: storable(v) if isinstance(v, str) else v for k, v in row.items()}
    return hashlib.sha256(canonical(stored).encode()).hexdigest()


def report_of(row: Row[Any]) -> Report:
    """Return the report of a row; equal to the one that was added."""
    return Report(
        id=row.id,
        path=row.path,
        text=row.text,
        raw=row.raw,
        boilerplate=row.boilerplate,
        paragraphs=row.paragraphs,
        title=row.title,
        title_span=row.title_span[0] if row.title_span else None,
        publisher=row.publisher,
        byline=row.byline,
        language=row.language,
        agencies=row.agencies,
        url=row.url,
        published=published_of(row),
        note=row.note,
        media_type=row.media_type,
        encoding=row.encoding,
        container=row.container,
    )


def published_of(row: Row[Any]) -> Published | None:
    """Return when a report of this row was published, None where nothing tells."""
    if row.published_value is None:
        return None
    return Published(
        row.published_earliest,
        row.published_latest,
        row.published_value,
        DateOrigin(row.published_origin),
        row.published_why,
        row.published_conflicts,
    )

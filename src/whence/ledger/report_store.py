"""Reports and their original bytes: adding, finding, reading back."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, and_, func, select, tuple_

from whence.errors import LedgerDamagedError, LedgerError, UsageError
from whence.ids import content_id
from whence.ledger import chain, dialects
from whence.ledger.columns import storable
from whence.ledger.report_rows import order_key, reading_hash, report_of, report_row
from whence.ledger.schema import intakes, originals, refusals, reports
from whence.ledger.words import words_of
from whence.records.report import Intake, Refusal, Report, is_partial, outlet

PAGE = 64
IDS_AT_ONCE = 500  # within the number of parameters either database takes
SHOWN_CANDIDATES = 5

AS_IS = "none"
ZLIB = "zlib"

T = TypeVar("T")

Place = tuple[str, int]
"""A report's place in the order of reports: its path's beginning, then its number."""

BEFORE_FIRST: Place = ("", 0)

_COLUMNS = [c for c in reports.c if c.name not in ("order_key", "outlet")]


def chunks(items: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    """Yield `items` in slices of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def add(connection: Connection, batch: Sequence[Intake], *, by: str) -> int:
    """Add reports and log every intake, also of bytes that are known; return how many were new.

    Raises `LedgerError` when an id is not the hash of its bytes.
    """
    for intake in batch:
        _refuse_wrong_id(intake)
    numbers = numbers_of(connection, [intake.report.id for intake in batch])
    fresh = _unknown(batch, numbers)
    last = connection.execute(select(func.max(reports.c.number))).scalar() or 0
    for number, intake in enumerate(fresh, start=last + 1):
        numbers[intake.report.id] = number
    if fresh:
        placed = [(numbers[intake.report.id], intake) for intake in fresh]
        rows = [{**report_row(n, i.report), **derived(i.report)} for n, i in placed]
        connection.execute(reports.insert(), rows)
        connection.execute(originals.insert(), [_original_row(n, i.data) for n, i in placed])
        dialects.index_words(connection, [(n, _indexed(i.report)) for n, i in placed])
    _log_intakes(connection, batch, numbers, by, {id(intake) for intake in fresh})
    return len(fresh)


def derived(report: Report) -> dict[str, str | int]:
    """Return what a report's row holds beside what reading found, for lists to go by."""
    return {"outlet": outlet(report), "partial": int(is_partial(report))}


def refuse(connection: Connection, refused: Sequence[Refusal], *, by: str) -> None:
    """Keep that inputs could not be read, with cause and remedy."""
    happenings: list[chain.Happening] = [
        ("refuse", r.path, {"cause": storable(r.cause), "remedy": storable(r.remedy)})
        for r in refused
    ]
    entries = chain.append(connection, by, happenings)
    rows = [
        {
            "log": entry.number,
            "path": refusal.path,
            "cause": refusal.cause,
            "remedy": refusal.remedy,
            "by": entry.by,
            "at": entry.at,
        }
        for entry, refusal in zip(entries, refused, strict=True)
    ]
    if rows:
        connection.execute(refusals.insert(), rows)


def standing_refusals(connection: Connection) -> list[Refusal]:
    """Return each refusal once, in order, less those whose input was read later."""
    later = select(intakes.c.path, func.max(intakes.c.log).label("last")).group_by(intakes.c.path)
    read = later.subquery()
    once = [refusals.c.path, refusals.c.cause, refusals.c.remedy]
    query = (
        select(*once, func.max(refusals.c.log).label("said"))
        .outerjoin(read, read.c.path == refusals.c.path)
        .where(read.c.last.is_(None) | (read.c.last < refusals.c.log))
        .group_by(*once)
        .order_by(func.min(refusals.c.log))
    )
    return [Refusal(row.path, row.cause, row.remedy) for row in connection.execute(query)]


def numbers_of(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return the inner numbers of those of `ids` that the ledger holds."""
    found: dict[str, int] = {}
    for part in chunks(ids, IDS_AT_ONCE):
        query = select(reports.c.id, reports.c.number).where(reports.c.id.in_(part))
        found.update((row.id, row.number) for row in connection.execute(query))
    return found


def reports_by_id(connection: Connection, ids: Collection[str]) -> dict[str, Report]:
    """Return those of `ids` that the ledger holds, with their texts, by id."""
    found: dict[str, Report] = {}
    for part in chunks(sorted(ids), IDS_AT_ONCE):
        query = select(reports).where(reports.c.id.in_(part))
        found.update((row.id, report_of(row)) for row in connection.execute(query))
    return found


def ids_of(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    """Return the ids of the reports with these inner numbers."""
    found: dict[int, str] = {}
    for part in chunks(sorted(numbers), IDS_AT_ONCE):
        query = select(reports.c.number, reports.c.id).where(reports.c.number.in_(part))
        found.update((row.number, row.id) for row in connection.execute(query))
    return found


def page(connection: Connection, after: Place, *extra: Any) -> list[Row[Any]]:
    """Return the rows of the next reports in order; `extra` are conditions on them."""
    key = tuple_(reports.c.order_key, reports.c.number)
    query = select(reports).where(key > tuple_(*after), *extra)
    query = query.order_by(reports.c.order_key, reports.c.number).limit(PAGE)
    return list(connection.execute(query))


def find(connection: Connection, name: str, *, where: str) -> Report:
    """Return the one report that `name` means.

    `name` is its id, the first digits of its hash, its path, or the end of its path.
    Raises `UsageError` when no report or more than one fits.
    """
    digits = name.removeprefix("sha256:").lower()
    tail = "%/" + _escaped(storable(name).lstrip("/"))
    conditions = [
        reports.c.id == name,
        and_(reports.c.order_key == order_key(name), reports.c.path == name),
        _id_begins(digits) if _is_hash(digits) else None,
        reports.c.path.like(tail, escape="\\"),
    ]
    for condition in conditions:
        if condition is None:
            continue
        rows = list(connection.execute(select(*_COLUMNS).where(condition).limit(20)))
        if len(rows) == 1:
            return report_of(rows[0])
        if rows:
            raise _ambiguous(name, rows, where)
    raise UsageError(
        f"no report is called {name!r}",
        where=where,
        remedy="give its path, the end of its path, or the first digits of its hash",
    )


def original(connection: Connection, report_id: str, *, where: str) -> bytes:
    """Return a report's original bytes.

    Raises `UsageError` for an id the ledger does not hold, `LedgerDamagedError` when the bytes
    no longer match their hash.
    """
    query = select(originals).join(reports, reports.c.number == originals.c.report)
    row = connection.execute(query.where(reports.c.id == report_id)).first()
    if row is None:
        raise UsageError(f"no report has the id {report_id!r}", where=where)
    data = _whole(row.data, row.packing, row.size, row.sha256)
    if data is None:
        raise LedgerDamagedError(
            f"the original of {report_id} does not match its hash",
            where=where,
            remedy=dialects.DAMAGED_REMEDY,
        )
    return data


def _whole(data: bytes, packing: str, size: int, sha256: str) -> bytes | None:
    """Return the original bytes of a row, None when they are no longer what came in."""
    try:
        original = unpack(data, packing, size)
    except zlib.error:
        return None
    return original if hashlib.sha256(original).hexdigest() == sha256 else None


def unpack(data: bytes, packing: str, size: int) -> bytes:
    """Return the original bytes of a row, never more than one past `size`.

    Raises `zlib.error` for damaged data.
    """
    if packing == AS_IS:
        return data
    return zlib.decompressobj().decompress(data, size + 1)


def place_of(row: Row[Any]) -> Place:
    """Return the place of a row that `page` gave."""
    return row.order_key, row.number


def _refuse_wrong_id(intake: Intake) -> None:
    if intake.report.id != content_id(intake.data):
        raise LedgerError(
            "its id is not the hash of its bytes",
            where=intake.report.path,
            remedy="make the id with whence.ids.content_id from the bytes handed in",
        )


def _unknown(batch: Sequence[Intake], numbers: dict[str, int]) -> list[Intake]:
    """Return the intakes that are not in the ledger, each id once."""
    fresh: dict[str, Intake] = {}
    for intake in batch:
        if intake.report.id not in numbers:
            fresh.setdefault(intake.report.id, intake)
    return list(fresh.values())


def _original_row(number: int, data: bytes) -> dict[str, Any]:
    packed = zlib.compress(data)
    smaller = len(packed) < len(data)
    return {
        "report": number,
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "packing": ZLIB if smaller else AS_IS,
        "data": packed if smaller else data,
    }


def _indexed(report: Report) -> list[str]:
    """Return the folded words a report is found by: its text's, and its title's if apart."""
    apart = [] if report.title_span or report.title is None else words_of(report.title)
    return words_of(report.text) + apart


def _log_intakes(
    connection: Connection,
    batch: Sequence[Intake],
    numbers: dict[str, int],
    by: str,
    fresh: set[int],
) -> None:
    entries = chain.append(
        connection, by, [_happening(intake, id(intake) in fresh) for intake in batch]
    )
    rows = [
        {
            "log": entry.number,
            "report": numbers[intake.report.id],
            "path": intake.report.path,
            "container": intake.report.container,
            "by": entry.by,
            "at": entry.at,
        }
        for entry, intake in zip(entries, batch, strict=True)
    ]
    if rows:
        connection.execute(intakes.insert(), rows)


def _happening(intake: Intake, fresh: bool) -> chain.Happening:
    report = intake.report
    detail: dict[str, object] = {
        "path": storable(report.path),
        "container": report.container and storable(report.container),
    }
    if fresh:
        detail |= {"size": len(intake.data), "reading": reading_hash(report)}
    return ("add" if fresh else "again", report.id, detail)


def _is_hash(digits: str) -> bool:
    return 4 <= len(digits) <= 64 and all(c in "0123456789abcdef" for c in digits)


def _id_begins(digits: str) -> Any:
    # A range, so that the index on ids serves; "g" follows the last hexadecimal digit.
    return and_(reports.c.id >= f"sha256:{digits}", reports.c.id < f"sha256:{digits}g")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _ambiguous(name: str, rows: Sequence[Row[Any]], where: str) -> UsageError:
    some = ", ".join(f"{row.path} ({row.id[:15]})" for row in rows[:SHOWN_CANDIDATES])
    more = ", ..." if len(rows) > SHOWN_CANDIDATES else ""
    return UsageError(
        f"{name!r} fits more than one report: {some}{more}",
        where=where,
        remedy="give more of the path, or the first digits of the hash",
    )

"""The append-only log: every entry's hash covers the entry before it.

    hash = SHA-256(previous hash + canonical JSON of {action, at, by, detail, number, subject})

The hash before the first is 64 zeros. `detail` is itself canonical JSON, kept as text. Rows that
tell the same thing as an entry (an intake, a judgement) carry the entry's number, so that a
change to them shows against the chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from whence.ledger.columns import canonical, storable
from whence.ledger.schema import log
from whence.records.judgement import LogEntry

BEFORE_FIRST = "0" * 64
PAGE = 2_000
_LAST = select(log.c.number, log.c.hash).order_by(log.c.number.desc()).limit(1)

Happening = tuple[str, str, Mapping[str, object] | str]
"""An action, the id or path it was done to, and its particulars, or these as canonical JSON."""


def now() -> str:
    """Return the time in UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def entry_hash(previous: str, entry: LogEntry) -> str:
    """Return what `entry.hash` must be after an entry whose hash is `previous`."""
    fields = {
        "action": entry.action,
        "at": entry.at,
        "by": entry.by,
        "detail": entry.detail,
        "number": entry.number,
        "subject": entry.subject,
    }
    return hashlib.sha256((previous + canonical(fields)).encode()).hexdigest()


def append(connection: Connection, by: str, happenings: Sequence[Happening]) -> list[LogEntry]:
    """Append one entry for each happening, in order, and return the entries.

    `connection` must be the writer's: the numbers follow on the last entry's.
    """
    if not happenings:
        return []
    number, previous = _last(connection)
    at, by = now(), storable(by)
    entries: list[LogEntry] = []
    for action, subject, detail in happenings:
        number += 1
        told = detail if isinstance(detail, str) else canonical(detail)
        draft = LogEntry(number, at, by, action, storable(subject), told, "")
        previous = entry_hash(previous, draft)
        entries.append(_sealed(draft, previous))
    connection.execute(log.insert(), [_row(entry) for entry in entries])
    return entries


def page(connection: Connection, after: int, *, count: int = PAGE) -> list[LogEntry]:
    """Return up to `count` entries that follow number `after`, in order."""
    query = select(log).where(log.c.number > after).order_by(log.c.number).limit(count)
    return [
        LogEntry(r.number, r.at, r.by, r.action, r.subject, r.detail, r.hash)
        for r in connection.execute(query)
    ]


def _last(connection: Connection) -> tuple[int, str]:
    row = connection.execute(_LAST).first()
    return (row.number, row.hash) if row else (0, BEFORE_FIRST)


def _sealed(e: LogEntry, value: str) -> LogEntry:
    return LogEntry(e.number, e.at, e.by, e.action, e.subject, e.detail, value)


def _row(e: LogEntry) -> dict[str, object]:
    return {
        "number": e.number,
        "at": e.at,
        "by": e.by,
        "action": e.action,
        "subject": e.subject,
        "detail": e.detail,
        "hash": e.hash,
    }

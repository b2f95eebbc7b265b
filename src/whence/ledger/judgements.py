"""A person's decisions: appended to the ledger and its log, never changed or removed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from whence.ledger import chain
from whence.ledger.columns import storable
from whence.ledger.schema import judgements
from whence.records.judgement import Judgement, Verdict


def append(connection: Connection, judgement: Judgement) -> None:
    """Append one decision; who decided is the judgement's own `by`."""
    (entry,) = chain.append(
        connection, judgement.by, [("judge", judgement.subject, detail_of(judgement))]
    )
    row = {
        "log": entry.number,
        "subject": judgement.subject,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "at": judgement.at,
        "note": judgement.note,
    }
    connection.execute(judgements.insert(), [row])


def detail_of(judgement: Judgement) -> dict[str, object]:
    """Return what the log keeps of a decision beside its subject and who took it."""
    note = judgement.note if judgement.note is None else storable(judgement.note)
    return {"verdict": judgement.verdict, "at": storable(judgement.at), "note": note}


def load(connection: Connection, subject: str | None = None) -> list[Judgement]:
    """Return all decisions in the order they were taken, or those on one subject."""
    query = select(judgements).order_by(judgements.c.log)
    if subject is not None:
        query = query.where(judgements.c.subject == subject)
    return [_judgement_of(row) for row in connection.execute(query)]


def standing(taken: Iterable[Judgement]) -> dict[str, Judgement]:
    """Return the last decision on each subject, less those that were withdrawn."""
    last: dict[str, Judgement] = {}
    for judgement in taken:
        if judgement.verdict is Verdict.WITHDRAWN:
            last.pop(judgement.subject, None)
        else:
            last[judgement.subject] = judgement
    return last


def _judgement_of(row: Row[Any]) -> Judgement:
    return Judgement(row.subject, Verdict(row.verdict), row.by, row.at, row.note)

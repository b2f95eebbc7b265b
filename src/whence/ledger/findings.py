"""What people make of the machine's work, kept by the record it is on: right, wrong, not sure.

It follows from the decisions on a record alone, so each decision replaces what is kept of its own
record, and how often the machine was right is counted without reading any decision.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, func, select

from whence.judging.accuracy import Finding, Stage
from whence.judging.accuracy import findings as found_in
from whence.judging.standing import standing
from whence.ledger import judgements
from whence.ledger.schema import findings

Counts = dict[tuple[Stage, Finding], int]

_FORGET = delete(findings).where(findings.c.subject == bindparam("of"))
_COUNT = select(findings.c.stage, findings.c.finding, func.count()).group_by(
    findings.c.stage, findings.c.finding
)


def note(connection: Connection, subject: str) -> None:
    """Note what people make of the records filed under a subject, after a decision on it."""
    connection.execute(_FORGET, {"of": subject})
    rows = [
        {"subject": subject, "place": place, "stage": stage, "finding": finding}
        for place, (stage, finding) in enumerate(
            found_in(standing(judgements.opinions(connection, subject)))
        )
    ]
    if rows:
        connection.execute(findings.insert(), rows)


def counted(connection: Connection) -> Counts:
    """Return how often each finding was made, by stage."""
    rows = connection.execute(_COUNT).all()
    return {(Stage(stage), Finding(finding)): int(count) for stage, finding, count in rows}

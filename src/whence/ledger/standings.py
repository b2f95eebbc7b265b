"""How attributions, credits and carried passages stand after what people decided.

These are decided when their report is read; lists that go over many reports in the database need
only this of them. Worked out anew for a report whenever a decision speaks of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, delete, exists

from whence.ledger.schema import relays, reuses, standings
from whence.records.verdict import Standing


class Kind(StrEnum):
    """What sort of record stands so."""

    ATTRIBUTION = "attribution"
    RELAY = "relay"
    REUSE = "reuse"


Standings = Mapping[tuple[Kind, str], Standing]
"""How records of one report stand, by kind and id; those nobody decided on are not in it."""


def replace(connection: Connection, report: int, found: Standings) -> None:
    """Let the records of a report, by its number, stand so; no other of them was decided on."""
    connection.execute(delete(standings).where(standings.c.report == report))
    rows = [
        {"kind": kind, "report": report, "id": name, "standing": standing}
        for (kind, name), standing in found.items()
    ]
    if rows:
        connection.execute(standings.insert(), rows)


def clear(connection: Connection) -> None:
    """Forget how everything stands, before it is worked out anew."""
    connection.execute(delete(standings))


def relay_stands() -> ColumnElement[bool]:
    """Return the condition that people do not reject a credit."""
    return ~exists().where(_rejected(Kind.RELAY), standings.c.id == relays.c.id)


def reuse_stands() -> ColumnElement[bool]:
    """Return the condition that people do not reject a carried passage."""
    return ~exists().where(_rejected(Kind.REUSE), standings.c.id == reuses.c.id)


def _rejected(kind: Kind) -> ColumnElement[bool]:
    return (standings.c.kind == kind.value) & (standings.c.standing == Standing.REJECTED.value)

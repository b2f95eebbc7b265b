"""Records of one kind by id, as people decided: what is shown, and what is shown instead."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from whence.ledger import reweighed
from whence.ledger.effects import Kind
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.ledger.schema import effects, superseded
from whence.records.coding import decoded


def laid_over(
    connection: Connection, kind: Kind, names: Sequence[str], machine: Mapping[str, Any]
) -> list[Any]:
    """Return the records of these ids in the order asked for, those shown by people's decisions.

    What was merged or split away, and ids of nothing, are passed over.
    """
    shown, gone = _shown(connection, kind, names), _replaced(connection, kind, names)
    kept = {**{name: item for name, item in machine.items() if name not in gone}, **shown}
    found = [kept[name] for name in names if name in kept]
    return reweighed.laid_on(connection, found) if kind is Kind.POINT else found


def instead(connection: Connection, kind: Kind, name: str) -> list[str]:
    """Return the ids under which one of the machine's records is shown since people decided."""
    where = (superseded.c.kind == kind, superseded.c.id == name)
    query = select(superseded.c.effect).where(*where).order_by(superseded.c.effect)
    return list(connection.execute(query).scalars())


def touched(connection: Connection, kind: Kind, name: str) -> bool:
    """Say whether people decided what is shown under this id, or that nothing is any more."""
    shown = select(effects.c.id).where(effects.c.kind == kind, effects.c.id == name)
    return connection.execute(shown).first() is not None or bool(instead(connection, kind, name))


def behind(connection: Connection, kind: Kind, name: str) -> list[str]:
    """Return the ids of the machine's records that one shown by people's decisions stands for."""
    where = (superseded.c.kind == kind, superseded.c.effect == name)
    query = select(superseded.c.id).where(*where).order_by(superseded.c.id)
    return list(connection.execute(query).scalars())


def _shown(connection: Connection, kind: Kind, names: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in chunks(names, IDS_AT_ONCE):
        query = select(effects.c.id, effects.c.body)
        rows = connection.execute(query.where(effects.c.kind == kind, effects.c.id.in_(part)))
        found.update((row.id, decoded(json.loads(row.body))) for row in rows)
    return found


def _replaced(connection: Connection, kind: Kind, names: Sequence[str]) -> set[str]:
    gone: set[str] = set()
    for part in chunks(names, IDS_AT_ONCE):
        where = (superseded.c.kind == kind, superseded.c.id.in_(part))
        gone |= set(connection.execute(select(superseded.c.id).where(*where)).scalars())
    return gone

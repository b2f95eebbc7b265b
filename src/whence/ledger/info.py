"""What a ledger holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import Connection, func, select

from whence.ledger import dialects, link_store, schema

COUNTED = (
    "reports",
    "intakes",
    "refusals",
    "sentences",
    "attributions",
    "mentions",
    "entities",
    "times",
    "quantities",
    "distances",
    "statements",
    "linked_entities",
    "relays",
    "reuses",
    "points",
    "accounts",
    "judgements",
)


@dataclass(frozen=True, slots=True)
class LedgerInfo:
    """Counts, versions and size. `models` says how many reports each model has read."""

    where: str
    schema: int
    whence: str
    bytes: int
    original_bytes: int
    reports: int
    analysed: int
    models: dict[str, int]
    intakes: int
    refusals: int
    sentences: int
    attributions: int
    mentions: int
    entities: int
    times: int
    quantities: int
    distances: int
    statements: int
    linked_entities: int
    relays: int
    reuses: int
    points: int
    accounts: int
    judgements: int
    log_entries: int

    def facts(self) -> dict[str, str | int]:
        """Return what a person reads, label and value, in order."""
        facts: dict[str, str | int] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, dict):
                value = ", ".join(f"{name} ({count})" for name, count in value.items()) or "none"
            facts[LABELS.get(field.name, field.name.replace("_", " "))] = value
        return facts


LABELS = {
    "where": "ledger",
    "schema": "ledger version",
    "whence": "written by Whence",
    "bytes": "size in bytes",
    "original_bytes": "bytes of the originals, unpacked",
    "analysed": "reports analysed",
    "models": "analysed by",
    "refusals": "inputs refused",
    "distances": "words of distance",
    "statements": "statements in own voice",
    "linked_entities": "actors across reports",
    "reuses": "passages carried over",
    "log_entries": "log entries",
}


def info(connection: Connection, where: str) -> LedgerInfo:
    """Return the ledger's counts, versions and size."""
    counts = {name: _count(connection, name) for name in COUNTED}
    models = analysed_by(connection)
    size = select(func.coalesce(func.sum(schema.originals.c.size), 0))
    return LedgerInfo(
        where=where,
        schema=int(link_store.get_meta(connection, "schema") or 0),
        whence=link_store.get_meta(connection, "whence") or "unknown",
        bytes=dialects.size_in_bytes(connection),
        original_bytes=int(connection.execute(size).scalar_one()),
        analysed=sum(models.values()),
        models=models,
        log_entries=_count(connection, "log"),
        **counts,
    )


def analysed_by(connection: Connection) -> dict[str, int]:
    """Return each model that has read reports of this ledger and how many."""
    model = schema.extractions.c.model
    query = select(model, func.count()).group_by(model).order_by(model)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _count(connection: Connection, table: str) -> int:
    query = select(func.count()).select_from(schema.metadata.tables[table])
    return int(connection.execute(query).scalar_one())

"""A story in numbers, counted in the database: nothing of it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from whence.ledger import browse_actors, browse_reports, report_store, schema, standings
from whence.ledger.browse_actors import ActorFilter
from whence.ledger.schema_heads import point_heads
from whence.records.links import Relation, Share
from whence.records.numbers import StoryNumbers
from whence.records.verdict import Standing


def numbers(connection: Connection) -> StoryNumbers:
    """Count what the ledger holds, as people decided on points, credits and carried words."""

    def counted(query: Any) -> int:
        return int(connection.execute(query).scalar_one())

    heads, reuses = point_heads.c, schema.reuses
    points = select(func.count()).where(heads.standing != Standing.REJECTED.value)
    relays = select(func.count()).select_from(schema.relays).where(standings.relay_stands())
    reused = select(func.count(reuses.c.report.distinct())).where(
        reuses.c.share != Share.SOME.value, standings.reuse_stands()
    )
    return StoryNumbers(
        reports=counted(select(func.count()).select_from(schema.reports)),
        refused=len(report_store.standing_refusals(connection)),
        not_analysed=counted(select(func.count()).select_from(_left_out().subquery())),
        attributed=counted(select(func.count()).select_from(schema.attributions)),
        own_voice=counted(select(func.count()).select_from(schema.statements)),
        speakers=browse_actors.count(connection, ActorFilter(speakers=True))
        + counted(_unnamed_speakers()),
        quantities=counted(select(func.count()).select_from(schema.quantities)),
        points=counted(points),
        differing=counted(points.where(heads.relation != Relation.AGREE.value)),
        single_origin=counted(points.where(heads.origins_low == 1)),
        relays=counted(relays),
        reused=counted(reused),
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A report that was kept and not analysed, and why."""

    path: str
    why: str


def left_out(connection: Connection, limit: int) -> list[LeftOut]:
    """Return at most `limit` of the reports that were not analysed, by path."""
    query = _left_out().order_by(schema.reports.c.path).limit(limit)
    return [LeftOut(*row) for row in connection.execute(query)]


def _left_out() -> Any:
    why = browse_reports.WHY_NOT
    query = browse_reports.with_findings(select(schema.reports.c.path, why.label("why")))
    return query.where(why != "")


def _unnamed_speakers() -> Any:
    """Return what counts speakers without a name, each once a report."""
    table = schema.attributions.c
    unnamed = select(table.report, func.lower(table.speaker_name))
    unnamed = unnamed.where(table.speaker.is_(None), table.speaker_name != "").distinct()
    return select(func.count()).select_from(unnamed.subquery())

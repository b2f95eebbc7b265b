"""What an outlet reports in its own voice, what it relays, and where it keeps its distance.

Counted by report in the database; a report in which people decided on claims is read as they did.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, select

from whence.ledger import schema
from whence.ledger.standings import Kind
from whence.records.claim import speaker_chain
from whence.records.extraction import (
    Attribution,
    DistanceKind,
    Extraction,
    SpeakerKind,
    Stance,
    Tone,
)
from whence.records.span import Span, Spans
from whence.records.verdict import Standing, standing_of

# What of an extraction tells these, and what people's decisions on claims are laid over.
PARTS = ("sentences", "entities", "attributions", "distances", "statements")


class Manner(StrEnum):
    """In whose voice a report puts something forward, or that it keeps its distance from it."""

    OWN = "own voice"
    RELAYED = "relayed"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Telling:
    """How a report puts something forward.

    `how` is the stance of who speaks, the tone of what the report says itself, or the kind of its
    distance: by what sort of words ("allegedly") it holds off what stands beside them.
    """

    manner: Manner
    how: str


# All there are, as pages list them. A report's author may speak as "I" or "we" and take a stance.
TELLINGS = (
    *(Telling(Manner.OWN, tone.value) for tone in Tone),
    *(Telling(Manner.OWN, stance.value) for stance in Stance),
    *(Telling(Manner.RELAYED, stance.value) for stance in Stance),
    *(Telling(Manner.DISTANCE, kind.value) for kind in DistanceKind),
)
_KNOWN = {(telling.manner, telling.how): telling for telling in TELLINGS}


@dataclass(frozen=True, slots=True)
class ReportTellings:
    """How often one report puts something forward in which way.

    It came out on a day from `earliest` to `latest`, likeliest on `day`; all None without a date.
    """

    report: str
    day: str | None
    earliest: str | None
    latest: str | None
    counts: Counter[Telling]

    @property
    def sure(self) -> bool:
        """Say whether its day is known."""
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a report puts forward: how, in which of its words, on whose word.

    `chain` names who speaks, nearest to the report first; it is empty where the report speaks
    itself. `distance` are the words that keep the report's distance. `score` is None where there
    is nothing to be more or less sure of.
    """

    report: str
    telling: Telling
    words: Spans
    chain: tuple[str, ...]
    distance: Span | None
    score: float | None
    standing: Standing


def of_outlet(
    connection: Connection,
    outlet: str,
    read: Callable[[Collection[str]], dict[str, Extraction]],
) -> list[ReportTellings]:
    """Return an outlet's reports by date, those without one last, with what they put forward.

    `read` gives reports as people decided on them: it is asked only for those they touched.
    """
    reports = schema.reports.c
    days = (reports.published_value, reports.published_earliest, reports.published_latest)
    query = select(reports.number, reports.id, *days).where(reports.outlet == outlet)
    listed = list(connection.execute(query))
    listed.sort(key=lambda row: (row.published_value or "~", row.number))
    touched = set(connection.execute(_touched(outlet)).scalars())
    found = read([row.id for row in listed if row.number in touched])
    counted = _counted(connection, outlet)
    return [
        ReportTellings(
            row.id,
            row.published_value,
            row.published_earliest,
            row.published_latest,
            _count(told_in(found[row.id])) if row.id in found else counted[row.number],
        )
        for row in listed
    ]


def _touched(outlet: str) -> Select[Any]:
    """Return what finds the reports, by number, in which people decided on claims."""
    table, reports = schema.standings.c, schema.reports.c
    query = select(table.report).join(schema.reports, reports.number == table.report).distinct()
    return query.where(table.kind == Kind.ATTRIBUTION.value, reports.outlet == outlet)


def _count(told: Iterable[Told]) -> Counter[Telling]:
    return Counter(one.telling for one in told)


def _counted(connection: Connection, outlet: str) -> defaultdict[int, Counter[Telling]]:
    """Return by report's number how often the machine found what put forward in which way."""
    claims, statements, distances = schema.attributions, schema.statements, schema.distances
    author = claims.c.speaker_kind == SpeakerKind.AUTHOR.value
    manner = case((author, Manner.OWN.value), else_=Manner.RELAYED.value)
    queries = (
        _numbers(claims, claims.c.stance, manner, outlet),
        _numbers(statements, statements.c.tone, literal(Manner.OWN.value), outlet),
        _numbers(distances, distances.c.kind, literal(Manner.DISTANCE.value), outlet).where(
            distances.c.by.is_(None)
        ),
    )
    found: defaultdict[int, Counter[Telling]] = defaultdict(Counter)
    for query in queries:
        for report, how, by, number in connection.execute(query):
            found[report][_KNOWN[by, how]] += number
    return found


def _numbers(
    table: Any, how: ColumnElement[str], manner: ColumnElement[str], outlet: str
) -> Select[Any]:
    told = select(table.c.report, how.label("how"), manner.label("manner"))
    told = told.join(schema.reports, schema.reports.c.number == table.c.report)
    part = told.where(schema.reports.c.outlet == outlet)
    return part.add_columns(func.count()).group_by("report", "how", "manner")


def told_in(extraction: Extraction) -> list[Told]:
    """Return all that a report puts forward, in the order of its words."""
    by_id = {a.id: a for a in extraction.attributions}
    told = [_attributed(extraction.report, a, by_id) for a in extraction.attributions]
    for statement in extraction.statements:
        telling = _KNOWN[Manner.OWN, statement.tone.value]
        told.append(_own(extraction.report, telling, statement.span))
    for distance in extraction.distances:
        if distance.by is None:
            telling = _KNOWN[Manner.DISTANCE, distance.kind.value]
            around = _around(extraction, distance.span)
            told.append(_own(extraction.report, telling, around, distance.span))
    return sorted(told, key=lambda one: one.words[0].start if one.words else -1)


def _attributed(report: str, a: Attribution, by_id: dict[str, Attribution]) -> Told:
    author = a.speaker_kind is SpeakerKind.AUTHOR
    return Told(
        report=report,
        telling=_KNOWN[Manner.OWN if author else Manner.RELAYED, a.stance.value],
        words=a.content,
        chain=speaker_chain(a, by_id),
        distance=None,
        score=a.score,
        standing=standing_of(a.judged),
    )


def _own(report: str, telling: Telling, words: Span, distance: Span | None = None) -> Told:
    return Told(report, telling, (words,), (), distance, None, Standing.PROPOSED)


def _around(extraction: Extraction, span: Span) -> Span:
    """Return the sentence that words stand in."""
    holding = (s.span for s in extraction.sentences if s.span.contains(span))
    return next(holding, span)

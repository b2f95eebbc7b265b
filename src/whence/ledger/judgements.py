"""A person's decisions: appended to the ledger and its log, never changed or removed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, select, text

from whence.errors import UsageError
from whence.judging.standing import standing, withdrawn
from whence.ledger import chain, dialects
from whence.ledger.columns import canonical, storable
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.ledger.schema import judged_reports, judgements
from whence.ledger.schema import reports as reports_table
from whence.ledger.schema_heads import point_reports
from whence.records.coding import decoded, encoded
from whence.records.extraction import QuoteKind, Stance
from whence.records.judgement import (
    About,
    ActorSeen,
    AttributionSeen,
    Judgement,
    PointSeen,
    RelaySeen,
    ReuseSeen,
    Seen,
    reports_of,
)
from whence.records.links import CitedKind, Share
from whence.records.span import Span
from whence.records.verdict import Verdict

ACTION = "judge"
KEPT = 128  # of what was seen, remembered
LONGEST_KEPT = 1 << 18  # characters of one that is remembered
ACROSS_REPORTS = ("point:", "entity:")  # how the subject of a decision across reports begins
_MANY = {"PointSeen": ("accounts", "origins"), "ActorSeen": ("members",)}
_TAKING_BACK = (Verdict.WITHDRAWN.value, Verdict.RESTORED.value)
_PLAIN = tuple(c for c in judgements.c if c.name not in ("seen", "change"))
# What was joined may be thousands of members, and tells nothing of which decisions stand.
_PARTING = judgements.c.verdict.in_([Verdict.MERGED.value, Verdict.SPLIT.value])
_OUTLINE = (*_PLAIN, case((~_PARTING, judgements.c.change)).label("change"))
_ON_WORDS = tuple(~judgements.c.subject.startswith(begin) for begin in ACROSS_REPORTS)
_ON_ORIGINS = judgements.c.change.contains("Origin")
_OPINIONS = select(*_OUTLINE, case((_ON_ORIGINS, judgements.c.seen)).label("told")).order_by(
    judgements.c.log
)
# Few decisions are ever restored: they are found by their verdict, not among all on the reports.
_RESTORED = select(judgements.c.log).where(
    judgements.c.verdict == Verdict.RESTORED.value,
    judgements.c.subject != bindparam("point"),
    judgements.c.subject.startswith(ACROSS_REPORTS[0]),
)


# What was seen by how its subject begins, bare of all that it held.
_BARE: dict[str, Seen] = {
    "point": PointSeen("", "", ()),
    "entity": ActorSeen("", "", ()),
    "relay": RelaySeen("", "", Span(0, 0), "", CitedKind.OUTLET),
    "reuse": ReuseSeen("", "", (), Share.SOME),
    "attribution": AttributionSeen("", (), (), (), Stance.ASSERTS, QuoteKind.INDIRECT),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision as it will be kept: `seen`, `change` and the log's `detail` as canonical JSON.

    A point of two thousand accounts takes time to write down: done before the writer's lock is
    taken, nobody waits for it.
    """

    judgement: Judgement
    seen: str | None
    change: str | None
    detail: str


def drafted(given: Judgement) -> Draft:
    """Return a decision written down, ready to be appended: as it will be read again."""
    judgement = replace(
        given,
        subject=storable(given.subject),
        by=storable(given.by),
        at=storable(given.at),
        note=None if given.note is None else storable(given.note),
    )
    seen, change = _kept(judgement.seen), _kept(judgement.change)
    told = {
        "at": canonical(judgement.at),
        "change": change,
        "note": canonical(judgement.note),
        "seen": seen,
        "verdict": canonical(judgement.verdict),
    }
    # Put together from its parts, which are canonical and in order, what was seen is written once.
    parts = (f"{canonical(name)}:{part}" for name, part in told.items() if part is not None)
    return Draft(judgement, seen, change, f"{{{','.join(parts)}}}")


def append(connection: Connection, draft: Draft) -> Judgement:
    """Append one decision and return it with its number; who decided is its own `by`.

    Raises `UsageError` when it takes back or restores what is not there.
    """
    judgement = draft.judgement
    if isinstance(judgement.change, About):
        _refuse_unknown(connection, judgement, judgement.change.number)
    happening = (ACTION, judgement.subject, draft.detail)
    (entry,) = chain.append(connection, judgement.by, [happening])
    row = {
        "log": entry.number,
        "subject": judgement.subject,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "at": judgement.at,
        "note": judgement.note,
        "seen": draft.seen,
        "change": draft.change,
    }
    connection.execute(judgements.insert(), row)
    taken = replace(judgement, number=entry.number)
    _note_reports(connection, taken)
    return taken


def _kept(part: object) -> str | None:
    return None if part is None else canonical(encoded(part))


def _refuse_unknown(connection: Connection, judgement: Judgement, number: int) -> None:
    """Raise `UsageError` where there is no decision of this number on the judgement's subject."""
    query = select(judgements.c.verdict, judgements.c.subject).where(judgements.c.log == number)
    found = connection.execute(query).first()
    if found is None or found.verdict in _TAKING_BACK or found.subject != judgement.subject:
        raise UsageError(f"there is no decision {number} to {judgement.verdict}")


def _note_reports(connection: Connection, taken: Judgement) -> None:
    """Note which reports a decision speaks of; one about another speaks of that one's.

    In one statement: others wait while a point that many reports speak on is judged.
    """
    noted: dict[str, Any] = {"log": taken.number}
    if isinstance(taken.change, About):
        found, noted["of"] = "report FROM judged_reports WHERE log = :of", taken.change.number
    else:
        reports = sorted(set(map(storable, reports_of(taken))))
        listed, values = dialects.listed_texts(connection, reports)
        found = f"value FROM {listed}"
        noted |= values
    insert = f"INSERT INTO judged_reports (log, report) SELECT :log, {found}"
    connection.execute(text(insert), noted)


def one(connection: Connection, number: int, *, seen: bool = True) -> Judgement | None:
    """Return the decision with this number in the log; without `seen` as `load` does."""
    columns = judgements.c if seen else _OUTLINE
    row = connection.execute(select(*columns).where(judgements.c.log == number)).first()
    return (_judgement_of if seen else _unseen)(row) if row else None


def load(
    connection: Connection, subject: str | None = None, *, seen: bool = True
) -> list[Judgement]:
    """Return decisions in the order they were taken: all, or those on a subject.

    Without `seen`, what was seen is left out, which is most of what there is to read, and with it
    what was joined or taken out.
    """
    columns = judgements.c if seen else _OUTLINE
    query = select(*columns).order_by(judgements.c.log)
    if subject is not None:
        query = query.where(judgements.c.subject == subject)
    return list(map(_judgement_of if seen else _unseen, connection.execute(query)))


def taken_by(connection: Connection, by: str, last: int) -> list[Judgement]:
    """Return a person's last so many decisions in the order they were taken, as an undo needs them.

    What was seen is left out, and what was corrected: only of those that take another back or
    restore it does it matter which.
    """
    named = case((judgements.c.verdict.in_(_TAKING_BACK), judgements.c.change))
    query = select(*_PLAIN, named.label("change")).where(judgements.c.by == by)
    rows = connection.execute(query.order_by(judgements.c.log.desc()).limit(last)).all()
    return [_unseen(row) for row in reversed(rows)]


def opinions(connection: Connection, subject: str | None = None) -> list[Judgement]:
    """Return decisions, all or those on a subject, with no more of what was seen than its kind.

    Only where the origin of accounts was decided does the point come with the origins it had: for
    these it matters which they were. A tenth of the time that reading all takes.
    """
    query = _OPINIONS if subject is None else _OPINIONS.where(judgements.c.subject == subject)
    return list(map(_opinion, connection.execute(query)))


def _opinion(row: Any) -> Judgement:
    seen = _without_accounts(row.told) if row.told else _kind_seen(row.subject)
    return Judgement(
        subject=row.subject,
        verdict=Verdict(row.verdict),
        by=row.by,
        at=row.at,
        note=None,
        seen=seen,
        change=decoded(json.loads(row.change)) if row.change else None,
        number=row.log,
    )


def _without_accounts(body: str) -> Any:
    return decoded({**json.loads(body), "accounts": ()})


def _kind_seen(subject: str) -> Seen | None:
    return _BARE.get(subject.partition(":")[0])


def latest(connection: Connection, skip: int, count: int) -> list[Judgement]:
    """Return `count` decisions after the first `skip`, the last taken first.

    Of the points and actors seen their names alone, without accounts and members: a list shows no
    more, and these are most of what there is to read.
    """
    query = select(judgements).order_by(judgements.c.log.desc()).limit(count).offset(skip)
    return [replace(_unseen(row), seen=_named(row.seen)) for row in connection.execute(query)]


def _named(body: str | None) -> Any:
    if not body:
        return None
    seen = json.loads(body)
    return decoded({**seen, **dict.fromkeys(_MANY.get(seen["is"], ()), ())})


def taken_back(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Return which of the decisions with these numbers are taken back and not restored."""
    undoing = judgements.c.verdict.in_(_TAKING_BACK)
    query = select(judgements).where(undoing).order_by(judgements.c.log)
    gone: set[int] = set()
    for judgement in map(_judgement_of, connection.execute(query)):
        if isinstance(judgement.change, About):
            back = judgement.verdict is Verdict.WITHDRAWN
            (gone.add if back else gone.discard)(judgement.change.number)
    return gone & set(numbers)


def touching(
    connection: Connection, reports: Collection[str], since: int, *, words: bool = False
) -> list[Judgement]:
    """Return the decisions that speak of any of these reports, in the order they were taken.

    With `words`, only those on a report's own words, its credits and its passages; those on points
    and actors, which speak of many reports each, are left out. Of decisions taken after the log's
    number `since` and taken back, what was seen is left out, and what was joined or taken out:
    they bear on nothing.
    """
    found: dict[int, Judgement] = {}
    for part in chunks(sorted(reports), IDS_AT_ONCE):
        on = select(judged_reports.c.log).where(judged_reports.c.report.in_(part))
        query = select(*_OUTLINE).where(judgements.c.log.in_(on), *(_ON_WORDS if words else ()))
        found.update((row.log, _unseen(row)) for row in connection.execute(query))
    taken = [found[number] for number in sorted(found)]
    gone = withdrawn(taken)
    bear = [j.number for j in taken if not isinstance(j.change, About)]
    bear = [number for number in bear if number <= since or number not in gone]
    for some in chunks(bear, IDS_AT_ONCE):
        told = select(judgements).where(judgements.c.log.in_(some))
        found.update((row.log, _judgement_of(row)) for row in connection.execute(told).all())
    return [found[number] for number in sorted(found)]


def standing_on_actors(
    connection: Connection, reports: Collection[str], known: Mapping[int, Judgement]
) -> list[Judgement]:
    """Return the decisions on actors that speak of any of these reports and stand, in order.

    What was seen, which may be thousands of members, is read of these alone, and not of those
    `known` by their number.
    """
    listed, values = dialects.listed_texts(connection, sorted(reports))
    sql = (
        "SELECT j.log FROM judgements j WHERE j.subject LIKE :begin AND j.log IN"  # noqa: S608
        f" (SELECT o.log FROM {listed} JOIN judged_reports o ON o.report = value)"
    )
    numbers = connection.execute(text(sql), {"begin": f"{ACROSS_REPORTS[1]}%", **values}).scalars()
    taken = _numbered(connection, set(numbers), _OUTLINE, _unseen)
    stand = {judgement.number for judgement in standing(taken)}
    unread = stand - known.keys()
    read = _numbered(connection, unread, tuple(judgements.c), _judgement_of)
    return sorted([*read, *(known[n] for n in stand - unread)], key=lambda j: j.number)


def _numbered(
    connection: Connection,
    numbers: Collection[int],
    columns: Sequence[Any],
    read: Callable[[Any], Judgement],
) -> list[Judgement]:
    """Return the decisions of these numbers in order, read from these columns."""
    found: dict[int, Judgement] = {}
    for some in chunks(sorted(numbers), IDS_AT_ONCE):
        rows = connection.execute(select(*columns).where(judgements.c.log.in_(some)))
        found.update((row.log, read(row)) for row in rows)
    return [found[number] for number in sorted(found)]


def reports_with_words(connection: Connection, reports: Collection[str]) -> set[str]:
    """Return those of these reports on whose own words any decision was taken."""
    found: set[str] = set()
    for part in chunks(sorted(reports), IDS_AT_ONCE):
        query = select(judged_reports.c.report).where(judged_reports.c.report.in_(part)).distinct()
        found.update(connection.execute(on_words(query)).scalars())
    return found


def restored_beside(connection: Connection, point: str) -> bool:
    """Say whether a decision on another point was restored that speaks of this one's reports."""
    restored = list(connection.execute(_RESTORED, {"point": point}).scalars())
    for part in chunks(restored, IDS_AT_ONCE):
        query = (
            select(judged_reports.c.log)
            .join(reports_table, reports_table.c.id == judged_reports.c.report)
            .join(point_reports, point_reports.c.report == reports_table.c.number)
            .where(judged_reports.c.log.in_(part), point_reports.c.point == point)
        )
        if connection.execute(query.limit(1)).first() is not None:
            return True
    return False


def on_words(query: Select[Any]) -> Select[Any]:
    """Return a query on judged reports for decisions on their own words alone."""
    query = query.join(judgements, judgements.c.log == judged_reports.c.log)
    return query.where(*_ON_WORDS)


def judged_reports_of(connection: Connection) -> set[str]:
    """Return the reports that any decision speaks of."""
    return set(connection.execute(select(judged_reports.c.report).distinct()).scalars())


def _judgement_of(row: Row[Any]) -> Judgement:
    return replace(_unseen(row), seen=_seen(row.seen) if row.seen else None)


def _seen(body: str) -> Any:
    return _kept_seen(body) if len(body) <= LONGEST_KEPT else decoded(json.loads(body))


@lru_cache(maxsize=KEPT)
def _kept_seen(body: str) -> Any:
    """Return what was seen, which never changes: on wide points much, and asked for by every
    decision on a point of the same reports.
    """
    return decoded(json.loads(body))


def _unseen(row: Row[Any]) -> Judgement:
    return Judgement(
        subject=row.subject,
        verdict=Verdict(row.verdict),
        by=row.by,
        at=row.at,
        note=row.note,
        change=decoded(json.loads(row.change)) if row.change else None,
        number=row.log,
    )

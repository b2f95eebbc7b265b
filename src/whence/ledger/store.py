"""The ledger: one story's reports with their originals, what was found, and every decision.

    with open_ledger("story.whence", create=True, by="A. Editor") as ledger:
        ledger.add_many(intakes)
        for report in ledger.pending("model 1"):
            ...

Iterators read a page at a time and hold nothing open between pages: the ledger may be written
while one is gone through.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Row, Select, exists, func, select

from whence.ledger import (
    chain,
    checking,
    decided,
    effects,
    extraction_store,
    findings,
    growing_store,
    heads,
    in_turn,
    judgements,
    link_store,
    opening,
    report_store,
    search,
)
from whence.ledger.bench import Bench
from whence.ledger.browser import Browser
from whence.ledger.info import LedgerInfo, analysed_by, info
from whence.ledger.people import People
from whence.ledger.report_rows import report_of
from whence.ledger.schema import extractions, reports
from whence.ledger.session import Session, Snapshot
from whence.records.extraction import Extraction
from whence.records.judgement import Judgement, LogEntry
from whence.records.links import Links
from whence.records.report import Intake, Refusal, Report
from whence.records.story import Story

# Reports are added this many, or this many bytes, in one transaction: what a kill can cost.
BATCH_REPORTS = 200
BATCH_BYTES = 16_000_000

T = TypeVar("T")

Settle = Callable[[Bench, Judgement], None]
"""Works out the effect of a judgement that was just appended."""

Grow = Callable[
    [growing_store.LedgerShelf, growing_store.LedgerLibrary, growing_store.Pending],
    growing_store.Grown,
]

Hit = search.Hit
Problem = checking.Problem


def open_ledger(where: str, *, create: bool = False, by: str | None = None) -> Ledger:
    """Open the ledger at `where`, a file's path or a postgresql:// address.

    `create` makes it where there is none. An older ledger is brought up to date. `by` names in
    the log who works with it (default: the login name). A file that may not be written is
    opened to read.

    Raises:
        LedgerVersionError: it was written by a newer Whence.
        LedgerError: there is none, it is something else, or it cannot be reached.
    """
    author = by or _login()
    session = Session(str(where))
    try:
        opening.prepare(session, create=create, by=author)
    except BaseException:
        session.close()
        raise
    return Ledger(session, author)


class Ledger:
    """An open ledger. Use it as a context manager, or call `close`."""

    def __init__(self, session: Session, by: str) -> None:
        """Take over an open session on a prepared ledger; see `open_ledger`."""
        self._session = session
        self._by = by

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def spare_writers(self) -> None:
        """Let nobody who decides wait for a checkpoint of a SQLite ledger; for many at one desk."""
        self._session.spare_writers()

    def close(self) -> None:
        """Close every connection."""
        self._session.close()

    @property
    def where(self) -> str:
        """Return where the ledger is, without a password."""
        return self._session.where

    # --- evidence -------------------------------------------------------------------------------

    def add(self, intake: Intake) -> bool:
        """Add one report with its bytes; False if the bytes are known. Logs it either way.

        Raises `LedgerFullError` when there is no room, `LedgerError` when the id is not the
        hash of the bytes.
        """
        return self.add_many([intake]) == 1

    def add_many(self, intakes: Iterable[Intake]) -> int:
        """Add reports, a batch in a transaction; return how many were new. Raises as `add`."""
        new = 0
        for batch in _batches(intakes):
            with self._session.write() as connection:
                new += report_store.add(connection, batch, by=self._by)
        return new

    def refuse(self, refusal: Refusal) -> None:
        """Keep that an input could not be read, with cause and remedy."""
        with self._session.write() as connection:
            report_store.refuse(connection, [refusal], by=self._by)

    def refusals(self) -> list[Refusal]:
        """Return each refusal once, in order, less those whose input was read later."""
        with self._session.read() as connection:
            return report_store.standing_refusals(connection)

    def has(self, report_id: str) -> bool:
        """Say whether the ledger holds the report with this id."""
        with self._session.read() as connection:
            return bool(report_store.numbers_of(connection, [report_id]))

    def report(self, name: str) -> Report:
        """Return the report that `name` means: its id or its beginning, its path or its end.

        Raises `UsageError` when none or more than one fits.
        """
        with self._session.read() as connection:
            return report_store.find(connection, name, where=self.where)

    def original(self, report_id: str) -> bytes:
        """Return a report's bytes as they came in.

        Raises `UsageError` for an unknown id, `LedgerDamagedError` when they are damaged.
        """
        with self._session.read() as connection:
            return report_store.original(connection, report_id, where=self.where)

    def reports(self) -> Iterator[Report]:
        """Yield every report, ordered by path."""
        for rows in self._pages(self._session.read):
            yield from map(report_of, rows)

    # --- what extraction found ------------------------------------------------------------------

    def pending(self, model: str) -> Iterator[Report]:
        """Yield, ordered by path, the reports that `model` has not read."""
        for rows in self._pages(self._session.read, ~exists(_done_by(model))):
            yield from map(report_of, rows)

    def count_pending(self, model: str) -> int:
        """Count the reports that `model` has not read."""
        with self._session.read() as connection:
            counted = select(func.count()).select_from(reports).where(~exists(_done_by(model)))
            return int(connection.execute(counted).scalar_one())

    def save_extractions(self, pairs: Sequence[tuple[Report, Extraction]], *, model: str) -> None:
        """Replace what the machine found in these reports, all in one transaction.

        A publication date that extraction inferred is stored with its report. Judgements are
        not touched. Raises `UsageError` for a report the ledger does not hold.
        """
        with self._session.write() as connection:
            version = opening.whence_version()
            extraction_store.save(connection, pairs, model=model, whence=version, by=self._by)
            link_store.set_meta(connection, {link_store.STALE: "yes"})

    def extraction(self, report_id: str, *, proposed: bool = False) -> Extraction | None:
        """Return what was found in one report, None where it has not been analysed.

        It is as people decided, or as the machine alone has it where `proposed`.
        """
        with self._session.read() as connection:
            numbers = report_store.numbers_of(connection, [report_id])
            if report_id not in numbers:
                return None
            found = extraction_store.load(connection, [(numbers[report_id], report_id)])
            return found[0] if proposed else decided.extractions(connection, found)[0]

    def extractions(self) -> Iterator[Extraction]:
        """Yield what was found, ordered as `reports`, of every report that was analysed.

        It is as people decided.
        """
        for _, found in self._pairs(self._session.read):
            if found is not None:
                yield found

    def models(self) -> list[str]:
        """Return the models that have read reports of this ledger, sorted."""
        with self._session.read() as connection:
            return list(analysed_by(connection))

    def analysed(self) -> Iterator[tuple[Report, Extraction]]:
        """Yield every report that was analysed with what was found in it, ordered by path.

        It is as people decided.
        """
        for report, found in self._pairs(self._session.read):
            if found is not None:
                yield report, found

    # --- what linking found ---------------------------------------------------------------------

    def save_links(
        self, links: Links, *, signature: str, settle: Callable[[Bench], None] | None = None
    ) -> None:
        """Replace what the machine found across reports, all in one transaction.

        `signature` tells what it was made from; see `links_signature`. Judgements are not
        touched; `settle` works their effects out anew. Raises `UsageError` when the links speak
        of an unknown report.
        """
        with self._session.write() as connection:
            link_store.save(connection, links, signature=signature, by=self._by)
            effects.clear(connection)
            heads.make_all(connection)
            if settle is not None:
                settle(Bench(connection))

    def to_link(self, *, rules: str) -> list[int]:
        """Return the numbers of the reports that are not linked as they are.

        `rules` name what links are made by: where they differ from those before, all links are
        forgotten first.
        """
        with self._session.read() as connection:
            if link_store.get_meta(connection, growing_store.RULES) == rules:
                return growing_store.to_link(connection)
        with self._session.write() as connection:
            # Another process may have begun with these rules by now.
            if link_store.get_meta(connection, growing_store.RULES) != rules:
                growing_store.forget(connection, rules)
                effects.clear(connection)
                heads.make_all(connection)
            return growing_store.to_link(connection)

    def grow_links(self, grow: Grow, numbers: Sequence[int]) -> int:
        """Link those of these reports that are not linked as they are; return how many there were.

        `grow` is called within one transaction and returns how the links changed.
        """
        with self._session.write() as connection:
            found, stamps = growing_store.pending(connection, numbers)
            if not found.found:
                return 0
            shelf = growing_store.LedgerShelf(connection)
            grown = grow(shelf, growing_store.LedgerLibrary(connection), found)
            growing_store.apply(connection, grown, found, stamps)
            return len(found.found)

    def links_are_whole(self) -> bool:
        """Say whether the last linking went through to its end and nothing changed since."""
        with self._session.read() as connection:
            return link_store.get_meta(connection, link_store.STALE) == "no"

    def finish_links(self, *, signature: str, settle: Callable[[Bench], None]) -> None:
        """Note that all links are made, and lay people's decisions over them."""
        with self._session.write() as connection:
            link_store.mark_made(connection, signature, {}, by=self._by)
            settle(Bench(connection))

    def links(self, *, proposed: bool = False) -> Links:
        """Return what was found across reports.

        It is as people decided, or as the machine alone has it where `proposed`.
        """
        with self._session.read() as connection:
            links = link_store.load(connection)
            return links if proposed else _as_decided(connection, links)

    def links_signature(self) -> str | None:
        """Return the signature the links were saved with, None before the first time."""
        with self._session.read() as connection:
            return link_store.get_meta(connection, link_store.SIGNATURE)

    def points_in_turn(self) -> Iterator[in_turn.ToldPoint]:
        """Yield every point as people decided, in the order of lists, each with its reports."""
        return in_turn.points(self._session.read)

    def credits_in_turn(self) -> Iterator[in_turn.ToldCredit]:
        """Yield every credit, then every carried passage, as people decided, with its reports."""
        return in_turn.credits_of_all(self._session.read)

    def story(self, name: str) -> Story:
        """Return everything, as of one moment, for a page or an export.

        It is as people decided; points, credits and passages they rejected are left out.
        """
        with self._session.read() as connection:
            pairs = list(self._pairs(lambda: nullcontext(connection)))
            links = _as_decided(connection, link_store.load(connection))
            return Story(
                name=name,
                reports=tuple(report for report, _ in pairs),
                extractions=tuple(
                    found or Extraction(report=report.id, note=extraction_store.NOT_YET)
                    for report, found in pairs
                ),
                links=replace(
                    links,
                    points=tuple(point for point in links.points if not point.rejected),
                    relays=tuple(relay for relay in links.relays if not relay.rejected),
                    reuses=tuple(reuse for reuse in links.reuses if not reuse.rejected),
                ),
                refusals=tuple(report_store.standing_refusals(connection)),
                decisions=tuple(judgements.load(connection)),
            )

    def search(self, words: str, *, limit: int = 50) -> list[Hit]:
        """Return at most `limit` reports that hold all words, "phrases", beginnings* or a hash.

        Nothing a person can type is an error. SQLite gives the most relevant first, PostgreSQL
        goes by path.
        """
        with self._session.read() as connection:
            return search.search(connection, words, limit=limit)

    # --- judgements and the log -----------------------------------------------------------------

    def judge(self, judgement: Judgement, settle: Settle | None = None) -> Judgement:
        """Append a person's decision and return it with its number.

        It is never changed, and no run of the machine touches it. `settle` works out its effect,
        in the same transaction. Raises `UsageError` when it takes back what is not there.
        """
        draft = judgements.drafted(judgement)
        with self._session.write() as connection:
            taken = judgements.append(connection, draft)
            findings.note(connection, taken.subject)
            if settle is not None:
                settle(Bench(connection, taken), taken)
            return taken

    def look(self, at: Callable[[Bench], T]) -> T:
        """Return what `at` makes of one snapshot of the ledger, read in parts."""
        with self._session.read() as connection:
            return at(Bench(connection))

    def browse(self, at: Callable[[Browser], T]) -> T:
        """Return what `at` makes of one snapshot of the ledger, read a page's worth at a time."""
        with self._session.read() as connection:
            return at(Browser(connection))

    def judgements(self, subject: str | None = None, *, seen: bool = True) -> list[Judgement]:
        """Return decisions in the order they were taken: all, or those on a subject.

        Without `seen`, what was seen is left out, and what was joined or taken out.
        """
        with self._session.read() as connection:
            return judgements.load(connection, subject, seen=seen)

    @property
    def people(self) -> People:
        """Return the team: accounts, sessions, attempts to sign in."""
        return People(self._session)

    def log(self) -> Iterator[LogEntry]:
        """Yield the log from its first entry."""
        number = 0
        while True:
            with self._session.read() as connection:
                entries = chain.page(connection, number)
            if not entries:
                return
            yield from entries
            number = entries[-1].number

    def check(self) -> list[Problem]:
        """Return everything that does not fit; an empty list proves the ledger whole."""
        return checking.check(self._session)

    def info(self) -> LedgerInfo:
        """Return counts, versions and size."""
        with self._session.read() as connection:
            return info(connection, self.where)

    # --- pages ----------------------------------------------------------------------------------

    def _pages(self, snapshot: Snapshot, *conditions: Any) -> Iterator[list[Row[Any]]]:
        return self._paged(snapshot, lambda _, rows: rows, *conditions)

    def _pairs(self, snapshot: Snapshot) -> Iterator[tuple[Report, Extraction | None]]:
        def take(
            connection: Connection, rows: list[Row[Any]]
        ) -> list[tuple[Report, Extraction | None]]:
            found = extraction_store.load(connection, [(row.number, row.id) for row in rows])
            shown = decided.extractions(connection, found)
            return list(zip(map(report_of, rows), shown, strict=True))

        for pairs in self._paged(snapshot, take):
            yield from pairs

    def _paged(
        self,
        snapshot: Snapshot,
        take: Callable[[Connection, list[Row[Any]]], list[Any]],
        *conditions: Any,
    ) -> Iterator[list[Any]]:
        """Yield what `take` makes of each page of reports; nothing is open between pages."""
        place = report_store.BEFORE_FIRST
        while True:
            with snapshot() as connection:
                rows = report_store.page(connection, place, *conditions)
                taken = take(connection, rows)
            if not rows:
                return
            place = report_store.place_of(rows[-1])
            yield taken


def _as_decided(connection: Connection, links: Links) -> Links:
    judged = judgements.judged_reports_of(connection)
    relays, reuses = decided.credited(connection, judged, links.relays, links.reuses)
    return effects.laid_over(connection, replace(links, relays=relays, reuses=reuses))


def _batches(intakes: Iterable[Intake]) -> Iterator[list[Intake]]:
    batch: list[Intake] = []
    size = 0
    for intake in intakes:
        batch.append(intake)
        size += len(intake.data)
        if len(batch) >= BATCH_REPORTS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _done_by(model: str) -> Select[Any]:
    return select(extractions.c.report).where(
        extractions.c.report == reports.c.number, extractions.c.model == model
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"

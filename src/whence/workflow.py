"""Floor 3: read, extract, link: the only place that joins the stages.

Everything is committed in batches, so a kill at any moment loses at most the batch in hand, and
a second run takes up what the first left: reports already in the ledger are not read again,
reports already extracted by this model are not extracted again, reports already linked as they
are not linked again.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

from whence.collecting import collecting_between
from whence.deciding.settling import Settler
from whence.extraction.workers import Workers
from whence.ledger.growing_store import Grown, LedgerLibrary, LedgerShelf, Pending
from whence.ledger.store import Ledger
from whence.linking.actor_forms import forms_of
from whence.linking.actor_growth import ActorGrowth
from whence.linking.actor_records import form as form_of_actors
from whence.linking.gazetteer import load_gazetteer
from whence.linking.growing import Growth
from whence.linking.kept import form
from whence.reading.pile import read_pile
from whence.records.extraction import Extraction
from whence.records.report import Intake, Refusal, Report
from whence.settings import Settings

# A batch is what is lost at most on a kill, and after each the progress moves on: small enough
# for both (a few seconds of work), large enough that committing it costs nothing beside it.
BATCH_REPORTS = 16
BATCH_CHARACTERS = 60_000

LINKED_AT_ONCE = 32  # reports linked in one transaction: what a kill costs linking

LINKING_VERSION = "linking 60"

Advance = Callable[[int], None]
Found = tuple[Report, Extraction]
T = TypeVar("T", bound=Intake | Refusal | Found)


def nothing(_: int) -> None:
    """Report no progress."""


@dataclass(slots=True)
class ReadTally:
    """What one reading of a pile came to: counts, and every refusal with its reason."""

    new: int = 0
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def read_into(
    ledger: Ledger,
    paths: Sequence[Path],
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
    advance: Advance = nothing,
) -> ReadTally:
    """Read a pile into the ledger and return what was new, known already, or refused.

    `advance` is called with 1 after every report or refusal. Raises `LedgerError` when the
    ledger cannot be written; an input that cannot be read never raises.
    """
    tally = ReadTally()
    for batch in _batches(read_pile(paths, settings=settings.reading, stdin=stdin)):
        intakes = [item for item in batch if isinstance(item, Intake)]
        new = ledger.add_many(intakes)
        tally.new += new
        tally.known += len(intakes) - new
        for item in batch:
            if isinstance(item, Refusal):
                ledger.refuse(item)
                tally.refusals.append(item)
        advance(len(batch))
    return tally


def extract_pending(ledger: Ledger, workers: Workers, *, advance: Advance = nothing) -> int:
    """Extract every report that this model has not read yet; return how many there were."""
    done = 0
    with closing(workers.extract_each(ledger.pending(workers.version))) as results:
        for batch in _batches(results):
            ledger.save_extractions(batch, model=workers.version)
            done += len(batch)
            advance(len(batch))
    return done


def relink(ledger: Ledger, settings: Settings, *, advance: Advance = nothing) -> bool:
    """Link the reports that are not linked as they are; say whether there were any.

    A report is linked anew where its extraction changed or people corrected what was found in
    it. Each batch is committed with all it changes, and costs what it touches, however much the
    ledger holds (docs/decisions/016). What people decided on points and actors is laid over the
    links. `advance` is called with the number of reports linked.
    """
    gazetteer = load_gazetteer(settings.linking.gazetteer)

    def grow(shelf: LedgerShelf, library: LedgerLibrary, pending: Pending) -> Grown:
        growth = Growth(shelf, library, settings.linking, gazetteer)
        delta = growth.change(pending.again, pending.found)
        actors = ActorGrowth(shelf, forms_of(gazetteer), gazetteer)
        return Grown(delta, actors.change(pending.again, pending.found))

    rules = _rules(settings)
    numbers, linked = ledger.to_link(rules=rules), 0
    with collecting_between() as collect:
        for start in range(0, len(numbers), LINKED_AT_ONCE):
            count = ledger.grow_links(grow, numbers[start : start + LINKED_AT_ONCE])
            linked += count
            advance(count)
            collect()
    if not linked and ledger.links_are_whole():
        return False
    ledger.finish_links(signature=rules, settle=Settler(gazetteer).settle_all)
    return True


def extract_pile(
    paths: Sequence[Path],
    workers: Workers,
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
) -> Iterator[Found | Refusal]:
    """Read and extract a pile without a ledger, in the order of the input, memory flat."""
    taken: deque[Refusal | None] = deque()  # what was read and not yielded; None: a report

    def reports() -> Iterator[Report]:
        for item in read_pile(paths, settings=settings.reading, stdin=stdin):
            taken.append(item if isinstance(item, Refusal) else None)
            if isinstance(item, Intake):
                yield item.report

    with closing(workers.extract_each(reports())) as results:
        for result in results:
            while (refusal := taken.popleft()) is not None:
                yield refusal
            yield result
    yield from (refusal for refusal in taken if refusal is not None)


def _rules(settings: Settings) -> str:
    """Return what links are made by: linking's version, what its index holds, its settings."""
    asked = settings.linking
    told = Path(asked.gazetteer).read_bytes() if asked.gazetteer else b""
    parts = (
        LINKING_VERSION,
        form(),
        form_of_actors(),
        str(asked.max_days_apart),
        str(asked.point_bar),
    )
    return hashlib.sha256("\x00".join(parts).encode() + told).hexdigest()


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield lists of items in order, each closed by count or by characters, whichever is first."""
    batch: list[T] = []
    size = 0
    for item in items:
        batch.append(item)
        size += _characters(item)
        if len(batch) >= BATCH_REPORTS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _characters(item: Intake | Refusal | Found) -> int:
    if isinstance(item, Refusal):
        return 0
    return len((item.report if isinstance(item, Intake) else item[0]).text)

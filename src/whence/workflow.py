"""Floor 3: read, extract, link: the only place that joins the stages.

Everything is committed in batches, so a kill at any moment loses at most the batch in hand, and
a second run takes up what the first left: reports already in the ledger are not read again,
reports already extracted by this model are not extracted again, and links are remade only when
the reports under them changed.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

from whence.deciding.settling import Settler, changes_linking
from whence.extraction.workers import Workers
from whence.judging.actors import casts_of, decisions_for_linking
from whence.judging.standing import standing
from whence.ledger.store import Ledger
from whence.linking.gazetteer import load_gazetteer
from whence.linking.link import link
from whence.reading.pile import read_pile
from whence.records.extraction import Extraction
from whence.records.judgement import Judgement
from whence.records.report import Intake, Refusal, Report
from whence.settings import Settings

# A batch is what is lost at most on a kill, and after each the progress moves on: small enough
# for both (a few seconds of work), large enough that committing it costs nothing beside it.
BATCH_REPORTS = 16
BATCH_CHARACTERS = 60_000

LINKING_VERSION = "linking 4"

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


def relink(ledger: Ledger, settings: Settings) -> bool:
    """Link the ledger's reports anew if they changed since the last time; say whether they had.

    They have changed, too, where people corrected what was found in them. Linking keeps to what
    people decided on who is who; what they decided on points is laid over the new links.
    """
    reports = list(ledger.reports())
    taken = standing(ledger.judgements())
    signature = _signature(reports, ledger.models(), taken)
    if signature == ledger.links_signature():
        return False
    found = {extraction.report: extraction for extraction in ledger.extractions()}
    extractions = [found.get(report.id, Extraction(report=report.id)) for report in reports]
    decisions = decisions_for_linking(taken, casts_of(extractions))
    links = link(reports, extractions, settings=settings.linking, decisions=decisions)
    settler = Settler(load_gazetteer(settings.linking.gazetteer))
    ledger.save_links(links, signature=signature, settle=settler.settle_all)
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


def _signature(reports: Sequence[Report], models: Sequence[str], taken: Sequence[Judgement]) -> str:
    digest = hashlib.sha256(LINKING_VERSION.encode())
    decided = [f"judged {j.number}" for j in taken if changes_linking(j)]
    for part in [*sorted(r.id + r.path for r in reports), *models, *decided]:
        digest.update(b"\x00" + part.encode())
    return digest.hexdigest()


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

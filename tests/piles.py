"""The example pile in a ledger, read once for all tests that judge it."""

from __future__ import annotations

from pathlib import Path

from whence.extraction.workers import Workers
from whence.ledger.store import open_ledger
from whence.records.report import Intake
from whence.settings import load_settings
from whence.workflow import extract_pending, read_into, relink

EXAMPLE = Path(__file__).parents[1] / "examples" / "sarn-bridge"


def read_example(path: Path) -> None:
    """Read the example pile into a new ledger at `path`."""
    settings = load_settings()
    with open_ledger(str(path), create=True, by="tester") as ledger:
        read_into(ledger, [EXAMPLE], settings)
        extract_pending(ledger, Workers(settings.extraction))
        relink(ledger, settings)


def copied(source: Path, address: str) -> None:
    """Put what one ledger holds, judgements left out, into a new one at `address`."""
    with open_ledger(str(source)) as old, open_ledger(address, create=True) as new:
        reports = list(old.reports())
        new.add_many([Intake(report, old.original(report.id)) for report in reports])
        pairs = list(zip(reports, old.extractions(), strict=True))
        (model,) = old.models()
        new.save_extractions(pairs, model=model)
        new.save_links(old.links(), signature=old.links_signature() or "")

"""Commands that take a pile of reports: `read` and `extract`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click

from whence.cli import options
from whence.cli.output import Column, write
from whence.cli.progress import progress
from whence.cli.summary import print_summary
from whence.errors import UsageError
from whence.export.records import extraction_record, refusal_record
from whence.extraction.workers import Workers
from whence.ledger.store import open_ledger
from whence.reading.pile import count_inputs
from whence.records.extraction import Extraction
from whence.records.report import Refusal, Report
from whence.settings import load_settings
from whence.workflow import extract_pending, extract_pile, read_into, relink

EXTRACT_COLUMNS = (
    Column("Report", "path"),
    Column("Speaker", "speaker_name"),
    Column("Stance", "stance"),
    Column("Certainty", "certainty"),
    Column("Quote", "quote"),
    Column("Says", "says"),
    Column("Score", "score", numeric=True),
)


@click.command("read")
@options.paths_argument
@options.ledger_option
@click.option("--by", default=None, help="Who brings the reports in; your login name if not given.")
@options.settings_option
def read_command(
    paths: Sequence[Path], ledger: str, by: str | None, settings_path: Path | None
) -> int:
    """Read reports into a ledger, extract what they say and link them.

    PATHS are files, folders, archives (zip, tar.gz), web archives (WARC), feeds, JSON or JSONL
    files, or - for standard input. A ledger that exists is added to; what it holds already is
    not done again, so a run that was stopped is taken up by running it again.
    """
    settings = load_settings(settings_path)
    _require_paths(paths)
    workers = Workers(settings.extraction)
    with open_ledger(ledger, create=True, by=by or options.login()) as opened:
        with progress("Reading", count_inputs(paths)) as advance:
            tally = read_into(opened, paths, settings, stdin=_stdin(paths), advance=advance)
        with progress("Extracting", opened.count_pending(workers.version)) as advance:
            extract_pending(opened, workers, advance=advance)
        with progress("Linking", 1) as advance:
            relink(opened, settings)
            advance(1)
        print_summary(opened, tally, ledger)
    # A script should notice when a run brought nothing in at all.
    return 0 if tally.new or tally.known else 1


@click.command("extract")
@options.paths_argument
@options.format_option
@options.settings_option
def extract_command(paths: Sequence[Path], form: str, settings_path: Path | None) -> int:
    """Extract attributions, names, times and figures from reports, without a ledger.

    One record for every report, in the order of the input; one that was not analysed says why in
    its `note`.
    """
    settings = load_settings(settings_path)
    _require_paths(paths)
    workers = Workers(settings.extraction)
    refused: list[Refusal] = []
    with progress("Extracting", count_inputs(paths)) as advance:
        results = _noting(
            extract_pile(paths, workers, settings, stdin=_stdin(paths)), refused, advance
        )
        rows = _records(results) if form == "jsonl" else _rows(results)
        write(rows, EXTRACT_COLUMNS, form, empty="No attributions found.")
    for refusal in refused:
        click.echo(f"Not read: {refusal.path}: {refusal.cause} ({refusal.remedy})", err=True)
    return 0


def _noting(
    results: Iterable[tuple[Report, Extraction] | Refusal],
    refused: list[Refusal],
    advance: Any,
) -> Iterator[tuple[Report, Extraction] | Refusal]:
    for result in results:
        if isinstance(result, Refusal):
            refused.append(result)
        yield result
        advance(1)


def _records(results: Iterable[tuple[Report, Extraction] | Refusal]) -> Iterator[dict[str, Any]]:
    for result in results:
        yield refusal_record(result) if isinstance(result, Refusal) else extraction_record(*result)


def _rows(results: Iterable[tuple[Report, Extraction] | Refusal]) -> Iterator[dict[str, Any]]:
    for result in results:
        if isinstance(result, Refusal):
            continue
        record = extraction_record(*result)
        for attribution in record["attributions"]:
            says = " … ".join(record["text"][s:e] for s, e in attribution["content"])
            yield {**attribution, "path": record["report"]["path"], "says": says}


def _require_paths(paths: Sequence[Path]) -> None:
    for path in paths:
        if str(path) != "-" and not path.exists() and not path.is_symlink():
            raise UsageError(
                "there is no such file or folder", where=str(path), remedy="check the path"
            )


def _stdin(paths: Sequence[Path]) -> BinaryIO | None:
    return sys.stdin.buffer if any(str(path) == "-" for path in paths) else None

"""Commands that list figures and the sums they should make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from whence.cli import options
from whence.cli.output import Column, write
from whence.export.records import number, raw_spans
from whence.ledger.store import open_ledger
from whence.records.extraction import Extraction
from whence.records.report import Report
from whence.records.span import Span
from whence.views.figures import figures_told, sums_told

FIGURE_COLUMNS = (
    Column("Report", "path"),
    Column("Words", "words"),
    Column("Figure", "value"),
    Column("Counts", "counts"),
    Column("Role", "role"),
    Column("Whose", "speaker"),
    Column("As of", "as_of"),
    Column("Place", "place"),
    Column("Change", "change"),
    Column("Part of", "part_of"),
)
SUM_COLUMNS = (
    Column("Report", "path"),
    Column("Words", "words"),
    Column("Relation", "kind"),
    Column("Outcome", "outcome"),
    Column("Working", "why"),
)


@click.command("figures")
@options.ledger_argument
@options.format_option
def figures_command(ledger: str, form: str) -> None:
    """List every figure: its value and bound, what it counts, whose it is, when and where."""
    pairs = _read(ledger)
    rows = (row for report, found in pairs for row in _figure_rows(report, found))
    write(rows, FIGURE_COLUMNS, form, empty="The ledger holds no figures.")


@click.command("sums")
@options.ledger_argument
@options.format_option
def sums_command(ledger: str, form: str) -> None:
    """List how reports' own figures stand to one another by their words, and what holds."""
    pairs = _read(ledger)
    rows = (row for report, found in pairs for row in _sum_rows(report, found))
    write(rows, SUM_COLUMNS, form, empty="No report states a relation between its figures.")


def _read(ledger: str) -> list[tuple[Report, Extraction]]:
    with open_ledger(ledger) as opened:
        reports = {report.id: report for report in opened.reports()}
        return [(reports[found.report], found) for found in opened.extractions()]


def _figure_rows(report: Report, found: Extraction) -> Iterator[dict[str, Any]]:
    by_span = {quantity.span: quantity for quantity in found.quantities}
    for told in figures_told(report, found):
        quantity = by_span[told.span]
        yield {
            **_place(report, [told.span]),
            "words": told.words,
            "value": told.value,
            "low": number(quantity.low),
            "high": number(quantity.high),
            "bound": quantity.bound,
            "unit": quantity.unit,
            "counts": told.counts,
            "role": told.role,
            "speaker": told.speaker,
            "attribution": quantity.by,
            "as_of": told.as_of,
            "place": told.place,
            "change": told.change,
            "part_of": told.part_of,
        }


def _sum_rows(report: Report, found: Extraction) -> Iterator[dict[str, Any]]:
    kept = [one for one in found.sums if one.figures]
    for one, told in zip(kept, sums_told(report, found), strict=True):
        yield {
            **_place(report, [*one.words, *one.figures]),
            "words": told.words,
            "figures": [span.of(report.text) for span in one.figures],
            "kind": told.kind,
            "outcome": told.outcome,
            "why": told.why,
        }


def _place(report: Report, spans: list[Span]) -> dict[str, Any]:
    raw, field = raw_spans(report, spans)
    return {"report": report.id, "path": report.path, "spans": raw, "field": field}

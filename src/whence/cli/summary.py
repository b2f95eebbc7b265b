"""The summary a person can act on, printed after a pile was read."""

from __future__ import annotations

from collections import Counter

from rich.table import Table
from rich.text import Text

from whence.cli.output import console, plain
from whence.ledger.store import Ledger
from whence.records.links import Point, Relation
from whence.records.report import Report, outlet
from whence.records.story import Story
from whence.views.numbers import StoryNumbers, story_numbers
from whence.views.ranking import ranked
from whence.workflow import ReadTally

SHOWN_POINTS = 8
SHOWN_REFUSALS = 20


def print_summary(ledger: Ledger, tally: ReadTally, where: str) -> None:
    """Print counts, where accounts part, and what was refused with its reason and remedy."""
    story = ledger.story(where)
    numbers = story_numbers(story)
    out = console()
    out.print(_counts(numbers, tally))
    _print_points(story)
    _print_not_analysed(story)
    _print_refusals(tally)
    out.print()
    out.print(Text(f"Ledger: {plain(where)}"))
    out.print(
        Text(f"Next: whence points {plain(where)} · whence report {plain(where)} -o page.html")
    )


def _counts(numbers: StoryNumbers, tally: ReadTally) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right", style="bold")
    table.add_column()
    again = f", {tally.known} of this run already known" if tally.known else ""
    n = numbers
    rows = [
        (n.reports, "report", f"in the ledger ({tally.new} new{again})"),
        (len(tally.refusals), "input", "refused"),
        (n.not_analysed, "report", "kept but not analysed"),
        (n.attributed, "claim", f"with a speaker, {n.own_voice} in the reports' own voice"),
        (n.speakers, "speaker", ""),
        (n.quantities, "figure", ""),
        (n.points, "point", "on which two or more reports speak"),
        (n.differing, "of them", "on which the accounts differ"),
        (n.single_origin, "of them", "that may rest on one origin though several carry them"),
        (n.relays, "credit", "to outlets, agencies and documents"),
        (n.reused, "report", "made up in large part or whole of others' words"),
    ]
    for count, noun, words in rows:
        named = noun if count == 1 or noun == "of them" else f"{noun}s"
        table.add_row(str(count), f"{named} {words}".rstrip())
    return table


def _print_points(story: Story) -> None:
    differing = [p for p in ranked(story.links.points) if p.relation is not Relation.AGREE]
    if not differing:
        return
    out = console()
    reports = {report.id: report for report in story.reports}
    out.print()
    out.print("Where the accounts part:", style="bold")
    for point in differing[:SHOWN_POINTS]:
        out.print(Text(f"  {plain(point.question)}  [{point.relation}; {_origins(point)}]"))
        for line, count in _answers(point, reports).items():
            out.print(Text(f"      {plain(line)}{f' (×{count})' if count > 1 else ''}"))
    if len(differing) > SHOWN_POINTS:
        out.print(f"  ... and {len(differing) - SHOWN_POINTS} more")


def _origins(point: Point) -> str:
    low, high = point.origins_low, point.origins_high
    count = str(low) if low == high else f"{low} to {high}"
    return f"{count} independent origin{'' if count == '1' else 's'}"


def _answers(point: Point, reports: dict[str, Report]) -> Counter[str]:
    lines: Counter[str] = Counter()
    for account in point.accounts:
        report = reports[account.report]
        chain = " ← ".join(name or "unknown" for name in account.chain)
        by = f" ← {chain}" if chain else ""
        lines[f"{outlet(report)}{by}: {account.says}"] += 1
    return lines


def _print_not_analysed(story: Story) -> None:
    notes = [
        (report, extraction.note or report.note)
        for report, extraction in zip(story.reports, story.extractions, strict=True)
        if extraction.note or report.note
    ]
    if notes:
        out = console()
        out.print()
        out.print("Kept but not analysed:", style="bold")
        for report, note in notes[:SHOWN_REFUSALS]:
            out.print(Text(f"  {plain(report.path)}: {plain(note)}"))


def _print_refusals(tally: ReadTally) -> None:
    if not tally.refusals:
        return
    out = console()
    out.print()
    out.print("Not read:", style="bold")
    for refusal in tally.refusals[:SHOWN_REFUSALS]:
        out.print(Text(f"  {plain(refusal.path)}: {plain(refusal.cause)}"))
        out.print(Text(f"      what to do: {plain(refusal.remedy)}"))
    if len(tally.refusals) > SHOWN_REFUSALS:
        out.print(f"  ... and {len(tally.refusals) - SHOWN_REFUSALS} more, listed by whence info")

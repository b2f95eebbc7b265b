"""The summary a person can act on, printed after a pile was read."""

from __future__ import annotations

from collections import Counter

from rich.table import Table
from rich.text import Text

from whence.cli.output import console, hung, plain
from whence.ledger.browse_points import PartOfPoint, PointFilter, PointHead, PointOrder
from whence.ledger.browser import Browser
from whence.ledger.store import Ledger
from whence.records.links import Point, PointKind, Relation
from whence.records.numbers import StoryNumbers
from whence.records.report import Report, outlet
from whence.records.verdict import Standing
from whence.views.wording import counted, figure_told, shortened
from whence.workflow import ReadTally

SHOWN_POINTS = 8
CONSIDERED_POINTS = 24  # of which those shown are taken, in the order of the page
SHOWN_ACCOUNTS = 60  # of one point, told in this many lines:
SHOWN_LINES = 9
SAYS_LENGTH = 110
SHOWN_REFUSALS = 20
PARTING = PointFilter(relations=tuple(r for r in Relation if r is not Relation.AGREE))


def print_summary(ledger: Ledger, tally: ReadTally, where: str) -> None:
    """Print counts, where accounts part, and what was refused with its reason and remedy.

    Only what is printed is read, and the rest counted.
    """
    out = console()
    out.print(_counts(ledger.browse(Browser.numbers), tally))
    ledger.browse(_print_points)
    ledger.browse(_print_not_analysed)
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


def _print_points(browser: Browser) -> None:
    count = browser.count_points(PARTING)
    if not count:
        return
    heads = browser.point_heads(PARTING, PointOrder.PARTING, 0, CONSIDERED_POINTS)
    kept = [head for head in heads if head.standing is not Standing.REJECTED]
    shown = sorted(kept, key=_rank)[:SHOWN_POINTS]
    out = console()
    out.print()
    out.print("Where the accounts part:", style="bold")
    for head in shown:
        part = browser.part_of_point(head.id, SHOWN_ACCOUNTS)
        if part is not None:
            _print_point(browser, part)
    if count > len(shown):
        out.print(f"  ... and {count - len(shown)} more")


def _rank(head: PointHead) -> tuple[int, bool, str, str]:
    """Return what puts points in the order of the page (`views/ranking.py`)."""
    return -head.reports, head.kind is not PointKind.QUANTITY, head.question, head.id


def _print_point(browser: Browser, part: PartOfPoint) -> None:
    point, out = part.point, console()
    reports = browser.reports({account.report for account in point.accounts})
    head = f"{plain(point.question)}  [{point.relation}; {_origins(point)}]"
    out.print(Text(hung(head, 2, out.width)))
    answers = _answers(point, reports)
    for line, times in list(answers.items())[:SHOWN_LINES]:
        told = f"{plain(line)}{f' (×{times})' if times > 1 else ''}"
        out.print(Text(hung(told, 6, out.width)))
    more = part.total - sum(list(answers.values())[:SHOWN_LINES])
    if more:
        out.print(f"      ... and {counted(more, 'more account')}")


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
        figure = figure_told(account.says, account.low, account.high, account.unit)
        told = figure if point.kind is PointKind.QUANTITY and figure else account.says
        lines[f"{outlet(report)}{by}: {shortened(told, SAYS_LENGTH)}"] += 1
    return lines


def _print_not_analysed(browser: Browser) -> None:
    left_out = browser.left_out(SHOWN_REFUSALS)
    if left_out:
        out = console()
        out.print()
        out.print("Kept but not analysed:", style="bold")
        for report in left_out:
            out.print(Text(f"  {plain(report.path)}: {plain(report.why)}"))


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

"""Commands that look into a ledger: points, sources, claims, show, search, check, info."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from rich.text import Text

from whence.cli import options
from whence.cli.output import Column, console, plain, write
from whence.export.across_records import estimate_record
from whence.export.records import extraction_record, point_record, source_record
from whence.ledger.in_turn import ToldCredit, ToldPoint
from whence.ledger.store import open_ledger
from whence.linking.policies import Estimate, Policy, days_known, estimate
from whence.records.claim import Claim, claims_of
from whence.records.extraction import Extraction, Tone
from whence.records.links import PointKind, Relation, Relay
from whence.records.report import Report, outlet
from whence.records.span import join_text
from whence.views.points import letter
from whence.views.wording import as_what, counted, figure_told, judged_by, shortened, who_keeps

POINT_COLUMNS = (
    Column("Question", "question"),
    Column("Relation", "relation"),
    Column("Origins", "origins_text"),
    Column("Accounts", "accounts_text"),
    Column("Judged", "judged_text"),
)
ESTIMATE_COLUMNS = (
    Column("Low", "low", numeric=True),
    Column("Best", "best", numeric=True),
    Column("High", "high", numeric=True),
)
SOURCE_COLUMNS = (
    Column("Report", "path"),
    Column("What", "kind"),
    Column("Credits or carries", "from_text"),
    Column("Kind or share", "sort"),
    Column("Words", "words"),
)
CLAIM_COLUMNS = (
    Column("Report", "path"),
    Column("Who", "who"),
    Column("How", "how"),
    Column("Says", "says"),
    Column("Score", "score", numeric=True),
    Column("Judged", "judged"),
)
# What a table says in one column, machines get in columns of their own.
CLAIM_CELLS = (
    *CLAIM_COLUMNS[:2],
    Column("Stance", "stance"),
    Column("Certainty", "certainty"),
    Column("Tone", "tone"),
    Column("Why", "why"),
    *CLAIM_COLUMNS[3:],
)
WORDS_LENGTH = 120  # characters of the words that credit or are carried over, in a table
HIT_COLUMNS = (Column("Report", "path"), Column("Title", "title"), Column("Words", "snippet"))


@click.command("points")
@options.ledger_argument
@options.format_option
@click.option("--differing", is_flag=True, help="Only points on which the accounts do not agree.")
@click.option(
    "--policy",
    type=click.Choice([policy.value for policy in Policy]),
    default=Policy.ALL.value,
    show_default=True,
    help="One row of figures a point by UCDP's or ACLED's rule, or all accounts' ranges.",
)
def points_command(ledger: str, form: str, differing: bool, policy: str) -> None:
    """List the points on which two or more reports speak, accounts side by side.

    A letter marks accounts that give one answer; an arrow leads from an outlet to the one whose
    word it passes on, the last one's word it is. Origins: how many independent ones stand behind
    the accounts, at least and at most. JSON lines give the words, their places, and why accounts
    are counted as one origin.
    """
    empty = "No point on which two reports speak was found."
    rule = Policy(policy)
    columns: tuple[Column, ...] = POINT_COLUMNS
    if rule is not Policy.ALL:
        columns = (*POINT_COLUMNS[:1], *ESTIMATE_COLUMNS, *POINT_COLUMNS[1:])
    with open_ledger(ledger) as opened:
        kept = (
            told
            for told in opened.points_in_turn()
            if not told.point.rejected and not (differing and told.point.relation is Relation.AGREE)
        )
        write((_point_row(told, form, rule) for told in kept), columns, form, empty=empty)


@click.command("sources")
@options.ledger_argument
@options.format_option
def sources_command(ledger: str, form: str) -> None:
    """List whom the reports credit (relays) and what they carry over (reuse), with the words."""
    with open_ledger(ledger) as opened:
        rows = (_source_row(told, form) for told in opened.credits_in_turn())
        empty = "No credits and no carried-over passages were found."
        write(rows, SOURCE_COLUMNS, form, empty=empty)


@click.command("claims")
@options.ledger_argument
@options.format_option
def claims_command(ledger: str, form: str) -> None:
    """List every claim: who says it, through whom, and in which words."""
    with open_ledger(ledger) as opened:
        rows = (
            _claim_row(claim, report, form)
            for report, found in opened.analysed()
            for claim in claims_of(found)
        )
        write(rows, _claim_columns(form), form, empty="The ledger holds no claims.")


@click.command("show")
@click.argument("report")
@options.ledger_option
@options.format_option
def show_command(report: str, ledger: str, form: str) -> None:
    """Show one report: what it is and every claim in it.

    REPORT is its path, the end of its path, or the first digits of its hash.
    """
    with open_ledger(ledger) as opened:
        found = opened.report(report)
        extraction = opened.extraction(found.id) or Extraction(report=found.id)
    if form == "jsonl":
        write([extraction_record(found, extraction)], (), form)
        return
    if form == "table":
        _print_report(found, extraction)
    rows = (_claim_row(claim, found, form) for claim in claims_of(extraction))
    columns = _claim_columns(form)[1:]
    write(rows, columns, form, empty=extraction.note or "No claims were found in it.")


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@options.ledger_option
@options.format_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Most reports to list.",
)
def search_command(words: tuple[str, ...], ledger: str, form: str, limit: int) -> None:
    """Find reports by words, "a phrase", or the beginning of a word with a star."""
    with open_ledger(ledger) as opened:
        hits = opened.search(" ".join(words), limit=limit)
    rows = (
        {"report": h.report, "path": h.path, "title": h.title, "snippet": h.snippet} for h in hits
    )
    write(rows, HIT_COLUMNS, form, empty="No report holds these words.")


@click.command("check")
@options.ledger_argument
def check_command(ledger: str) -> int:
    """Prove that the ledger is whole: every original, id, count and log entry."""
    with open_ledger(ledger) as opened:
        problems = opened.check()
        info = opened.info()
    out = console()
    for problem in problems:
        out.print(Text(f"{plain(problem.where)}: {plain(problem.cause)}"))
    if problems:
        out.print(
            f"{len(problems)} problems. The ledger cannot be trusted as it is: go back to a copy."
        )
        return 1
    out.print(
        f"Whole: {info.reports} originals match their hashes, {info.log_entries} log entries chain."
    )
    return 0


@click.command("info")
@options.ledger_argument
@options.format_option
def info_command(ledger: str, form: str) -> None:
    """Say what a ledger holds: counts, versions, and what was refused."""
    with open_ledger(ledger) as opened:
        facts = opened.info().facts()
        refusals = list(opened.refusals())
    rows = [{"fact": key, "value": value} for key, value in facts.items()]
    rows += [{"fact": "not read", "value": f"{r.path}: {r.cause} ({r.remedy})"} for r in refusals]
    write(rows, (Column("Fact", "fact"), Column("Value", "value")), form)


def _point_row(told: ToldPoint, form: str, policy: Policy) -> dict[str, Any]:
    row = _told_row(point_record(told.point, told.reports), told.reports, form)
    if policy is Policy.ALL:
        return row
    days = days_known(told.reports.values())
    return _estimated(row, estimate(told.point, policy, days), form)


def _told_row(record: dict[str, Any], reports: dict[str, Report], form: str) -> dict[str, Any]:
    if form == "jsonl":
        return record
    low, high = record["origins_low"], record["origins_high"]
    letters = _letters(record["groups"])
    figures = record["kind"] == PointKind.QUANTITY
    accounts = "\n".join(
        f"{letters.get(a['id'], '')}{_account_line(a, reports, figures=figures)}"
        for a in record["accounts"]
    )
    origins = str(low) if low == high else f"{low} to {high}"
    judged = "; ".join(f"{mark['verdict']} by {mark['by']}" for mark in record["judged"])
    texts = {"origins_text": origins, "accounts_text": accounts, "judged_text": judged}
    return {**record, **texts}


def _estimated(row: dict[str, Any], found: Estimate | None, form: str) -> dict[str, Any]:
    """Return a point's row with its figures by a policy; cells stay empty where it has none."""
    told = estimate_record(found)
    if form == "jsonl":
        return {**row, **told}
    cells = told["estimate"] or {}
    high = "open" if found is not None and found.high is None else cells.get("high")
    return {**row, "low": cells.get("low"), "best": cells.get("best"), "high": high}


def _letters(groups: list[list[str]]) -> dict[str, str]:
    """Return what stands before each account: the letter of its answer, where there are several."""
    if len(groups) < 2:
        return {}
    return {account: f"{letter(n)} " for n, answer in enumerate(groups) for account in answer}


def _account_line(account: dict[str, Any], reports: dict[str, Report], *, figures: bool) -> str:
    report = reports[account["report"]]
    chain = "".join(f" ← {name or 'unknown'}" for name in account["chain"])
    told = figure_told(account["says"], account["low"], account["high"], account["unit"])
    return f"{outlet(report)}{chain}: {(figures and told) or account['says']}"


def _source_row(told: ToldCredit, form: str) -> dict[str, Any]:
    record = source_record(told.credit, told.reports)
    if form == "jsonl":
        return record
    credit, text = told.credit, told.reports[told.credit.report].text
    spans = (credit.span,) if isinstance(credit, Relay) else credit.spans
    words = join_text(spans, text)
    row = {**record, "words": shortened(words, WORDS_LENGTH) if form == "table" else words}
    if record["kind"] == "relay":
        return {**row, "from_text": record["cites"], "sort": record["cites_kind"]}
    return {**row, "from_text": record["from"] or record["from_path"], "sort": record["share"]}


def _claim_columns(form: str) -> tuple[Column, ...]:
    return CLAIM_COLUMNS if form == "table" else CLAIM_CELLS


def _claim_row(claim: Claim, report: Report, form: str) -> dict[str, Any]:
    row = {
        "report": report.id,
        "path": report.path,
        "attribution": claim.attribution,
        "chain": list(claim.chain),
        "who": " ← ".join(n or "unknown" for n in claim.chain) if claim.chain else "(the report)",
        "stance": claim.stance,
        "certainty": claim.certainty,
        "tone": claim.tone,
        "why": claim.why,
        "says": join_text(claim.spans, report.text),
        "spans": [span.pair() for span in claim.spans],
        "score": round(claim.score, 2),
        "judged": judged_by(claim.judged),
    }
    return {**row, "how": _how(claim)} if form == "table" else row


def _how(claim: Claim) -> str:
    """Return the stance and what colours it: `asserts, as possible`, `opinion: shameful`."""
    if claim.tone is Tone.OPINION:
        return f"opinion: {claim.why}" if claim.why else "opinion"
    return ", ".join(part for part in (claim.stance, as_what(claim.certainty)) if part)


def _print_report(report: Report, extraction: Extraction) -> None:
    out = console()
    published = report.published
    dated = (
        f"{published.earliest} to {published.latest} ({published.origin}: {published.why})"
        if published
        else "unknown"
    )
    if published:
        dated += "".join(f"; against it: {conflict}" for conflict in published.conflicts)
    for label, value in _report_facts(report, extraction, dated):
        out.print(Text(f"{label:<10} {plain(value)}"))
    out.print()


def _report_facts(report: Report, extraction: Extraction, dated: str) -> Iterator[tuple[str, Any]]:
    yield "Report", report.name
    yield "Path", report.path
    yield "Id", report.id
    yield "Publisher", report.publisher or "unknown"
    yield "Byline", report.byline or "none"
    yield "Published", dated
    yield "Language", report.language or "unknown"
    if report.agencies:
        yield "Credits", ", ".join(report.agencies)
    if extraction.distances:
        yield "Distance", _distances(report, extraction)
    if opinions := sum(s.tone is Tone.OPINION for s in extraction.statements):
        own = counted(len(extraction.statements), "sentence")
        yield "Opinion", f"in {opinions:,} of {own} in its own voice"
    if extraction.note or report.note:
        yield "Note", extraction.note or report.note


def _distances(report: Report, extraction: Extraction) -> str:
    """Return the words that keep a distance, each with its kind and whose distance it is."""
    by_id = {a.id: a for a in extraction.attributions}
    return "; ".join(
        f"{d.span.of(report.text)} ({d.kind}, {who_keeps(d, by_id)})" for d in extraction.distances
    )

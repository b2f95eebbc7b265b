"""Commands that take a person's decisions, tell them again, and measure the machine by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from whence.cli import options
from whence.cli.output import Column, plain, write
from whence.deciding.losing import lost_decisions
from whence.deciding.taking import Judge, Words
from whence.errors import UsageError
from whence.export.judgement_records import accuracy_record, happened_record
from whence.judging.history import history, name_of, what
from whence.ledger.store import Ledger, open_ledger
from whence.records.extraction import SpeakerKind, Stance
from whence.records.judgement import Judgement
from whence.records.report import Report
from whence.records.span import Span, Spans
from whence.records.verdict import Verdict
from whence.settings import load_settings

HISTORY_COLUMNS = (
    Column("No.", "number", numeric=True),
    Column("When", "at"),
    Column("Who", "by"),
    Column("About", "about"),
    Column("Name", "name"),
    Column("What", "what"),
    Column("Note", "note"),
    Column("Stands", "stands"),
)
ACCURACY_COLUMNS = (
    Column("Stage", "stage"),
    Column("Right", "right", numeric=True),
    Column("Wrong", "wrong", numeric=True),
    Column("Unsure", "unsure", numeric=True),
    Column("Disputed", "disputed", numeric=True),
    Column("Missed", "missed", numeric=True),
    Column("Share right", "share", numeric=True),
    Column("From", "low", numeric=True),
    Column("To", "high", numeric=True),
)
_RANGE = re.compile(r"(\d+):(\d+)")

F = TypeVar("F", bound=Callable[..., Any])


@click.group("judge")
def judge_command() -> None:
    """Take a decision on what the machine proposed: confirm, reject, correct, undo.

    A decision is appended to the ledger's log with your name and the time. Nothing is
    overwritten: an undo is appended too, and no run of the machine replaces a decision.

    NAME is `REPORT#a3` for an attribution (its id stands in `whence show REPORT --format jsonl`),
    or the id of a point, an actor, a credit or a carried passage (`whence sources --format
    jsonl`), or the beginning of it.
    """


def _decision(command: F) -> F:
    """Give a command the options every decision takes."""
    for option in (
        click.option("--note", default=None, help="Words to keep with the decision."),
        click.option("--by", default=None, help="Who decides (default: the login name)."),
        options.settings_option,
        options.ledger_option,
    ):
        command = option(command)
    return command


def _take(decision: dict[str, Any], decide: Callable[[Judge, Ledger], Judgement]) -> None:
    name = decision["by"] or options.login()
    gazetteer = load_settings(decision["settings_path"]).linking.gazetteer
    with open_ledger(decision["ledger"], by=name) as opened:
        taken = decide(Judge(opened, name, gazetteer=gazetteer), opened)
    click.echo(plain(f"{taken.number}: {taken.by}: {what(taken)} {name_of(taken)}".rstrip()))


def _verdict_command(name: str, verdict: Verdict, help_text: str) -> None:
    @judge_command.command(name, help=help_text)
    @click.argument("name")
    @_decision
    def command(name: str, **decision: Any) -> None:
        _take(decision, lambda judge, _: judge.verdict(name, verdict, decision["note"]))


_verdict_command("confirm", Verdict.CONFIRMED, "Confirm a record as it is shown.")
_verdict_command("reject", Verdict.REJECTED, "Reject a record: it is struck from what is shown.")
_verdict_command("unsure", Verdict.UNSURE, "Say that you cannot tell.")
_verdict_command("note", Verdict.NOTED, "Note words on a record, with --note.")


def _report_of(name: str) -> str:
    """Return the report's part of an attribution's name, `REPORT#a3`."""
    report, separator, _ = name.rpartition("#")
    if not separator:
        raise UsageError(
            f"{name!r} names no attribution",
            remedy="give REPORT#a3; the ids stand in `whence show REPORT --format jsonl`",
        )
    return report


@judge_command.command("edit")
@click.argument("name")
@click.option("--source", multiple=True, help="START:END, or the very words; may be repeated.")
@click.option("--cue", multiple=True, help="START:END, or the very words; may be repeated.")
@click.option("--content", multiple=True, required=True, help="The same, for the content.")
@_decision
def edit_command(
    name: str,
    source: tuple[str, ...],
    cue: tuple[str, ...],
    content: tuple[str, ...],
    **decision: Any,
) -> None:
    """Give an attribution other words: source, cue and content are those named here.

    Places are characters of the reading text, as `whence show --format jsonl` gives them.
    """

    def decide(judge: Judge, opened: Ledger) -> Judgement:
        report = opened.report(_report_of(name))
        return judge.edit(name, _words(report, source, cue, content), decision["note"])

    _take(decision, decide)


@judge_command.command("speaker")
@click.argument("name")
@click.argument("speaker")
@click.option("--kind", type=click.Choice([k.value for k in SpeakerKind]), default=None)
@_decision
def speaker_command(name: str, speaker: str, kind: str | None, **decision: Any) -> None:
    """Say who stands behind an attribution."""
    chosen = SpeakerKind(kind) if kind else None
    _take(decision, lambda judge, _: judge.speaker(name, speaker, chosen, decision["note"]))


@judge_command.command("add")
@click.argument("report")
@click.option("--source", multiple=True, help="START:END, or the very words; may be repeated.")
@click.option("--cue", multiple=True, help="START:END, or the very words; may be repeated.")
@click.option("--content", multiple=True, required=True, help="The same, for the content.")
@click.option("--speaker", default=None, help="Who stands behind it.")
@click.option(
    "--stance",
    type=click.Choice([s.value for s in Stance]),
    default=Stance.ASSERTS.value,
    show_default=True,
)
@_decision
def add_command(
    report: str,
    source: tuple[str, ...],
    cue: tuple[str, ...],
    content: tuple[str, ...],
    speaker: str | None,
    stance: str,
    **decision: Any,
) -> None:
    """Add an attribution that the machine missed."""

    def decide(judge: Judge, opened: Ledger) -> Judgement:
        words = _words(opened.report(report), source, cue, content)
        return judge.add(report, words, speaker, Stance(stance), decision["note"])

    _take(decision, decide)


@judge_command.command("merge")
@click.argument("name")
@click.argument("others", nargs=-1, required=True)
@_decision
def merge_command(name: str, others: tuple[str, ...], **decision: Any) -> None:
    """Let a point take in OTHERS, or an actor other actors; it keeps its name."""
    _take(decision, lambda judge, _: judge.merge(name, others, decision["note"]))


@judge_command.command("split")
@click.argument("name")
@click.argument("parts", nargs=-1, required=True)
@_decision
def split_command(name: str, parts: tuple[str, ...], **decision: Any) -> None:
    """Take accounts (by id) out of a point, or members (REPORT#e3) out of an actor."""
    _take(decision, lambda judge, _: judge.split(name, parts, decision["note"]))


@judge_command.command("one-origin")
@click.argument("point")
@click.argument("accounts", nargs=-1, required=True)
@_decision
def one_origin_command(point: str, accounts: tuple[str, ...], **decision: Any) -> None:
    """Say that these accounts of a point rest on one origin."""
    _take(decision, lambda judge, _: judge.one_origin(point, accounts, decision["note"]))


@judge_command.command("separate")
@click.argument("point")
@click.argument("accounts", nargs=-1, required=True)
@click.option("--from", "others", multiple=True, help="From which accounts (default: all others).")
@_decision
def separate_command(
    point: str,
    accounts: tuple[str, ...],
    others: tuple[str, ...],
    **decision: Any,
) -> None:
    """Say that these accounts of a point share no origin with the others."""
    _take(
        decision, lambda judge, _: judge.separate_origins(point, accounts, others, decision["note"])
    )


@judge_command.command("collapse")
@click.argument("point")
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice(["confirm", "reject", "unsure"]))
@_decision
def collapse_command(point: str, one: str, other: str, verdict: str, **decision: Any) -> None:
    """Say whether two accounts of a point, ONE and OTHER, rest on one origin."""
    meant = {"confirm": Verdict.CONFIRMED, "reject": Verdict.REJECTED}.get(verdict, Verdict.UNSURE)
    _take(decision, lambda judge, _: judge.collapse(point, one, other, meant, decision["note"]))


@judge_command.command("undo")
@click.argument("number", type=int, required=False)
@_decision
def undo_command(number: int | None, **decision: Any) -> None:
    """Take back your last decision, or the one of this NUMBER (see `whence history`)."""

    def decide(judge: Judge, _: Ledger) -> Judgement:
        return judge.undo() if number is None else judge.withdraw(number, decision["note"])

    _take(decision, decide)


@judge_command.command("redo")
@click.argument("number", type=int, required=False)
@_decision
def redo_command(number: int | None, **decision: Any) -> None:
    """Restore what you took back last, or the decision of this NUMBER."""

    def decide(judge: Judge, _: Ledger) -> Judgement:
        return judge.redo() if number is None else judge.restore(number, decision["note"])

    _take(decision, decide)


@click.command("history")
@options.ledger_argument
@click.option("--lost", is_flag=True, help="Only those on what is proposed no longer.")
@options.format_option
def history_command(ledger: str, lost: bool, form: str) -> None:
    """List every decision: by whom, when, on what, and whether it still stands.

    A run of another model, or a new linking, may propose no longer what was decided on. Such a
    decision stays in force; --lost lists those.
    """
    with open_ledger(ledger) as opened:
        taken = opened.judgements()
        gone = {j.number for j in opened.look(lost_decisions)} if lost else set()
    told = [h for h in history(taken) if not lost or h.judgement.number in gone]
    empty = "Every decision finds what it is on." if lost else "Nobody has decided on anything yet."
    write(map(happened_record, told), HISTORY_COLUMNS, form, empty=empty)


@click.command("accuracy")
@options.ledger_argument
@options.format_option
def accuracy_command(ledger: str, form: str) -> None:
    """Say how often the machine was right, by stage, by the decisions in this ledger.

    Decisions are no sample: whoever looks at the doubtful first sees more errors than there are.
    From and To bound the share with 95% confidence (Wilson).
    """
    with open_ledger(ledger) as opened:
        found = opened.browse(lambda browser: browser.accuracy())
    write(map(accuracy_record, found), ACCURACY_COLUMNS, form)


def _words(
    report: Report, source: Sequence[str], cue: Sequence[str], content: Sequence[str]
) -> Words:
    return Words(_spans(report, source), _spans(report, cue), _spans(report, content))


def _spans(report: Report, places: Sequence[str]) -> Spans:
    return tuple(_span(report, place) for place in places)


def _span(report: Report, place: str) -> Span:
    """Return the characters that START:END or the very words mean."""
    if match := _RANGE.fullmatch(place):
        return Span(int(match[1]), int(match[2]))
    start = report.text.find(place)
    if start < 0 or not place:
        raise UsageError(f"the report does not hold the words {place!r}", where=report.path)
    if report.text.find(place, start + 1) >= 0:
        raise UsageError(
            f"the words {place!r} stand in the report more than once",
            where=report.path,
            remedy="give more words, or START:END",
        )
    return Span(start, start + len(place))

"""The `whence` command: one group, errors in words, a clean stop on Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from whence.cli.lazy import LazyGroup
from whence.cli.output import plain
from whence.errors import WhenceError

EXIT_FAILED = 1
EXIT_OWN_FAULT = 70
EXIT_INTERRUPTED = 130


COMMANDS = {
    "accounts": "whence.cli.team_commands:accounts_command",
    "accuracy": "whence.cli.judge_commands:accuracy_command",
    "check": "whence.cli.ledger_commands:check_command",
    "claims": "whence.cli.ledger_commands:claims_command",
    "extract": "whence.cli.pile_commands:extract_command",
    "figures": "whence.cli.figure_commands:figures_command",
    "history": "whence.cli.judge_commands:history_command",
    "info": "whence.cli.ledger_commands:info_command",
    "judge": "whence.cli.judge_commands:judge_command",
    "labels": "whence.cli.across_commands:labels_command",
    "movement": "whence.cli.across_commands:movement_command",
    "names": "whence.cli.across_commands:names_command",
    "omissions": "whence.cli.across_commands:omissions_command",
    "open": "whence.cli.desk_commands:open_command",
    "points": "whence.cli.ledger_commands:points_command",
    "read": "whence.cli.pile_commands:read_command",
    "report": "whence.cli.page_command:report_command",
    "search": "whence.cli.ledger_commands:search_command",
    "serve": "whence.cli.desk_commands:serve_command",
    "show": "whence.cli.ledger_commands:show_command",
    "sources": "whence.cli.ledger_commands:sources_command",
    "sums": "whence.cli.figure_commands:sums_command",
}


class _Group(LazyGroup):
    """The group of commands, for which a reader that goes away, as `head` does, is no failure."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; click itself would leave with status 1 when a pipe closes."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_output()
            raise click.exceptions.Exit(0) from None


@click.group(
    cls=_Group,
    listed=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("whence"), prog_name="whence")
@click.option("--debug", is_flag=True, help="Show the full traceback of an error.")
def cli(debug: bool) -> None:
    """Read a pile of news reports on one story and keep a ledger of claims.

    Who says what, on whose word, when, how many, where the accounts part, and how many
    independent origins stand behind them. Whence never says who is right; it shows.
    """
    del debug  # read from the arguments by main(), which must know it when parsing fails too


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; errors are shown in words.

    0: done. 1: it could not be done, the message says why. 2: wrong usage. 70: a fault of
    Whence's own. 130: stopped with Ctrl-C.
    """
    listed = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in listed
    _fill_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf8", errors="replace")  # type: ignore[union-attr]
    try:
        result = cli.main(args=listed, prog_name="whence", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("Stopped. What was finished is in the ledger; the same command takes it up again.")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return 0
    except WhenceError as error:
        return _fail(error, debug)
    except OSError as error:
        if debug:
            raise
        return _fail(_refused_by_the_system(error), debug)
    except Exception as error:
        if debug:
            raise
        _say(f"Whence failed by a fault of its own: {type(error).__name__}: {plain(error)}")
        _say("Run the command again as `whence --debug ...` and report what it prints.")
        return EXIT_OWN_FAULT
    return result if isinstance(result, int) else 0


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that leaving does not stumble over it."""
    with contextlib.suppress(OSError, ValueError):  # a stream in memory has no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fill_missing_streams() -> None:
    """Give a process started without standard input, output or error an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf8"))  # noqa: SIM115


def _refused_by_the_system(error: OSError) -> WhenceError:
    """Return in words what the system would not do: with a path, or with what is printed."""
    words = error.strerror or str(error)
    if error.filename is None:
        _drop_output()
        return WhenceError(
            f"the output could not be written: {words}", remedy="make room, or send it elsewhere"
        )
    return WhenceError(
        words, where=os.fsdecode(error.filename), remedy="check the path and that you may use it"
    )


def run() -> None:
    """Run the command line and leave with its exit status; the entry point of the script."""
    sys.exit(main())


def _fail(error: WhenceError, debug: bool) -> int:
    if debug:
        raise error
    _say(f"Error: {plain(error.where) + ': ' if error.where else ''}{plain(error.cause)}")
    if error.remedy:
        _say(f"What to do: {plain(error.remedy)}")
    return EXIT_FAILED


def _say(line: str) -> None:
    click.echo(line, err=True)

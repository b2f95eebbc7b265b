"""Arguments and options that several commands share."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_LEDGER = "story.whence"
_NAMED = "whence.cli.options.ledger"

paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True)
)
port_type = click.IntRange(0, 65_535)
ledger_option = click.option(
    "--ledger",
    "-l",
    default=DEFAULT_LEDGER,
    show_default=True,
    help="The ledger: a file, or a postgresql:// address.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="A table for people, JSON lines or CSV for machines.",
)
settings_option = click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path),
    help="A TOML file with the settings to change.",
)


def ledger_argument(command: F) -> F:
    """Give a command its ledger: as an argument, or with --ledger as the other commands take it."""
    named = click.option(
        "--ledger",
        "-l",
        "_named",
        expose_value=False,
        is_eager=True,
        callback=_keep_named,
        help="The ledger, instead of the argument.",
    )
    return named(click.argument("ledger", required=False, callback=_ledger)(command))


def _keep_named(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta[_NAMED] = value


def _ledger(context: click.Context, _: click.Parameter, value: str | None) -> str:
    named = context.meta[_NAMED]
    if value is not None and named is not None:
        raise click.UsageError("The ledger is named twice: as an argument and with --ledger.")
    return value if value is not None else DEFAULT_LEDGER if named is None else str(named)


def login() -> str:
    """Return the name the system knows the user by, "unknown" where it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"

"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

DEFAULT_LEDGER = "story.whence"

paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True)
)
ledger_argument = click.argument("ledger", default=DEFAULT_LEDGER)
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

"""The command that writes a ledger's story as one page: `report`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click
from rich.text import Text

from whence.cli import options
from whence.cli.output import console
from whence.errors import UsageError
from whence.export.page import render_page
from whence.ledger.store import open_ledger


@click.command("report")
@options.ledger_argument
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("page.html"),
    show_default=True,
    help="Where to write the page.",
)
def report_command(ledger: str, output: Path) -> None:
    """Write one self-contained page: it needs no network and no script."""
    with open_ledger(ledger) as opened:
        story = opened.story(_story_name(ledger))
    _write_whole(output, render_page(story))
    console().print(
        Text(f"Wrote {output} ({output.stat().st_size / 1e6:.1f} MB). Open it in a browser.")
    )


def _story_name(ledger: str) -> str:
    return Path(ledger).stem if "://" not in ledger else ledger.rsplit("/", 1)[-1]


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that it is either whole or not there, whatever happens on the way."""
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf8") as out:
            out.write(text)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except OSError as error:
        raise UsageError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            remedy="name a folder that exists, has room, and that you may write to",
        ) from error

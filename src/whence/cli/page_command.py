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
    help="Where to write the page; - for standard output.",
)
def report_command(ledger: str, output: Path) -> None:
    """Write one self-contained page: it needs no network and no script."""
    with open_ledger(ledger) as opened:
        story = opened.story(_story_name(ledger))
    page = render_page(story)
    if str(output) == "-":
        click.echo(page, nl=False)
        return
    _write(output, page)
    console().print(
        Text(f"Wrote {output} ({len(page.encode()) / 1e6:.1f} MB). Open it in a browser.")
    )


def _story_name(ledger: str) -> str:
    return Path(ledger).stem if "://" not in ledger else ledger.rsplit("/", 1)[-1]


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all; into a device or a pipe what it takes.

    Raises `UsageError` where it cannot be written; what stood there before is then still there.
    """
    try:
        if path.exists() and not path.is_file():
            # Put in place of a device, the page would take the device away.
            path.write_text(text, "utf8")
        else:
            _write_whole(path.resolve(), text)  # a link stays, and leads to the page
    except OSError as error:
        raise UsageError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            remedy="name a folder that exists, has room, and that you may write to",
        ) from error


def _write_whole(path: Path, text: str) -> None:
    """Write beside `path` first, so that what is at `path` is never half a page."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".whence-")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf8") as out:
            out.write(text)
        draft.chmod(0o644)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise

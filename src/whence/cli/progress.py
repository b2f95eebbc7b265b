"""Progress of long work, on standard error, with counts and time left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from whence.cli.output import console
from whence.workflow import Advance


@contextmanager
def progress(label: str, total: int) -> Iterator[Advance]:
    """Show a bar for `total` reports while the block runs; yields the function that advances it.

    A file may hold many reports, so the total grows when more come than were announced. Nothing
    is drawn where standard error is not a terminal.
    """
    screen = console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=screen,
        disable=not screen.is_terminal,
        transient=True,
    )
    with bar:
        task = bar.add_task(label, total=total)

        def advance(by: int) -> None:
            done = bar.tasks[0].completed + by
            bar.update(task, completed=done, total=max(total, int(done)))

        yield advance

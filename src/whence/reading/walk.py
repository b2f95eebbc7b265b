"""Files to read, in sorted order: folders gone through, hidden files and loops left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from whence.records.report import Refusal

STDIN = Path("-")


def walk(paths: Sequence[Path]) -> Iterator[Path | Refusal]:
    """Yield the files at and under `paths`, folder by folder in sorted order.

    Hidden files and folders are left out unless named. What cannot be opened, is no regular
    file, leads back into itself or holds nothing is yielded as a refusal in its place.
    """
    for path in paths:
        if path == STDIN:
            yield path
        elif path.is_dir():
            yield from _walk_folder(path)
        else:
            yield _checked(path)


def shown(path: Path) -> str:
    """Return a path as text that can be stored anywhere, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _walk_folder(top: Path) -> Iterator[Path | Refusal]:
    found = False
    for item in _entries(top, frozenset()):
        found = True
        yield item
    if not found:
        yield Refusal(shown(top), "is a folder without files", "name a folder that holds reports")


def _entries(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path | Refusal]:
    try:
        here = folder.stat()
        children = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        yield _refused(folder, error)
        return
    identity = (here.st_dev, here.st_ino)
    if identity in above:
        yield Refusal(
            shown(folder), "is a link to a folder it lies in", "remove the link; all else was read"
        )
        return
    for name in children:
        if name.startswith("."):
            continue
        child = folder / name
        if child.is_dir():
            yield from _entries(child, above | {identity})
        else:
            yield _checked(child)


def _checked(path: Path) -> Path | Refusal:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if path.is_symlink():
            return Refusal(shown(path), "is a link that leads nowhere", "remove or mend the link")
        return _refused(path, error)
    if stat.S_ISREG(mode):
        return path
    return Refusal(
        shown(path),
        "is no regular file (a pipe, socket or device)",
        "copy what it gives into a file",
    )


def _refused(path: Path, error: OSError) -> Refusal:
    reason = (error.strerror or type(error).__name__).lower()
    cause = f"cannot be opened: {reason}"
    return Refusal(shown(path), cause, "check the path and its permissions")

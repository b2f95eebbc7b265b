"""One input as the readers see it: a name, a stream with its head already looked at, its place."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from whence.errors import ReadError
from whence.records.report import Intake, Refusal

HEAD = 65_536

Outcome = Intake | Refusal


@dataclass(frozen=True, slots=True)
class Source:
    """An input to read. `path` is what a person is shown; `depth` counts enclosing archives.

    `head` holds the first bytes (at most `HEAD`) and `stream` gives all bytes, head included.
    `container` is the path of the file it came out of when that holds several reports.
    """

    path: str
    stream: BinaryIO
    head: bytes
    container: str | None = None
    depth: int = 0
    unpacked_name: str | None = None

    @property
    def extension(self) -> str:
        """Return the file name's last extension in lower case with its dot, or nothing."""
        name = (self.unpacked_name or self.path).rsplit("/", 1)[-1]
        return "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""


Read = Callable[[Source], Iterator[Outcome]]


class _Rejoined(io.RawIOBase):
    """A stream that gives bytes already taken from it once more, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._head[: len(buffer)] if len(self._head) else read_some(self._rest, len(buffer))
        self._head = self._head[len(chunk) :] if len(self._head) else self._head
        buffer[: len(chunk)] = chunk
        return len(chunk)


def open_source(
    path: str, stream: BinaryIO, *, container: str | None = None, depth: int = 0
) -> Source:
    """Return a source over `stream`, its first `HEAD` bytes read and put back.

    `path` is the name people see; `container` the archive it lies in, at a depth of `depth`
    archives. Raises `OSError` or `ReadError` where those bytes cannot be read.
    """
    if stream.seekable():
        head = stream.read(HEAD)
        stream.seek(0)
        return Source(path, stream, head, container, depth)
    head = _head_of(stream)
    whole = io.BufferedReader(_Rejoined(head, stream), HEAD)
    return Source(path, whole, head, container, depth)


def read_some(stream: BinaryIO, most: int) -> bytes:
    """Return some bytes, at most `most`: what is there before damage comes out before the error."""
    return stream.read1(most) if isinstance(stream, io.BufferedIOBase) else stream.read(most)


def _head_of(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream; damage behind them shows when the rest is read."""
    head = b""
    while len(head) < HEAD:
        try:
            chunk = read_some(stream, HEAD - len(head))
        except ReadError:
            if head:
                break
            raise
        if not chunk:
            break
        head += chunk
    return head


def read_bounded(stream: BinaryIO, limit: int) -> bytes:
    """Return all bytes left in `stream`; raises `ReadError` when there are more than `limit`."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_big(limit)
    return data


def too_big(limit: int) -> ReadError:
    """Return the error for an input of more than `limit` bytes."""
    return ReadError(
        f"is larger than {limit:,} bytes, the most that is read as one report",
        remedy="split it, or raise max_bytes in the settings",
    )

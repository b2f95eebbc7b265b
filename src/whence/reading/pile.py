"""The way in: paths to reports. Each input that cannot be read costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from whence.errors import ReadError
from whence.reading.archive import read_tar, read_zip, unpacked
from whence.reading.decode import decode
from whence.reading.draft import Origin
from whence.reading.feed import read_feed
from whence.reading.page import MEDIA_TYPE as HTML_TYPE
from whence.reading.page import read_page
from whence.reading.record import MEDIA_TYPE as JSON_TYPE
from whence.reading.record import items_of, parse_json, read_record
from whence.reading.sniff import Kind, sniff
from whence.reading.source import Outcome, Source, open_source, read_bounded, too_big
from whence.reading.text import read_text
from whence.reading.walk import STDIN, shown, walk
from whence.reading.warc import read_warc
from whence.records.report import Refusal
from whence.settings import ReadingSettings

STDIN_NAME = "standard input"


def read_pile(
    paths: Sequence[Path], *, settings: ReadingSettings, stdin: BinaryIO | None = None
) -> Iterator[Outcome]:
    """Yield every report under `paths` in order, and a refusal for each input that is none.

    Folders are gone through in sorted order, archives, WARCs, feeds and JSON lines opened;
    `Path("-")` reads `stdin`. Lazy: one report is held at a time. Two inputs with equal bytes
    give two reports with one id. Raises nothing for bad input.
    """
    for item in walk(paths):
        if isinstance(item, Refusal):
            yield item
        elif item == STDIN:
            yield from _read_stdin(stdin, settings)
        else:
            yield from _read_file(item, settings)


def count_inputs(paths: Sequence[Path]) -> int:
    """Return how many files (and refusals in their place) `read_pile` will go through."""
    return sum(1 for _ in walk(paths))


def _read_file(path: Path, settings: ReadingSettings) -> Iterator[Outcome]:
    try:
        with path.open("rb") as stream:
            yield from read_source(open_source(shown(path), stream), settings)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        yield Refusal(
            shown(path), f"cannot be read: {reason}", "check that it is there and may be read"
        )


def _read_stdin(stdin: BinaryIO | None, settings: ReadingSettings) -> Iterator[Outcome]:
    if stdin is None:
        yield Refusal(STDIN_NAME, "is not connected", "name files or folders instead of -")
        return
    yield from read_source(open_source(STDIN_NAME, stdin), settings)


def read_source(source: Source, settings: ReadingSettings) -> Iterator[Outcome]:
    """Yield the reports of one input whatever it is, or a refusal."""
    try:
        kind = sniff(source)
        while kind is Kind.GZIP:
            source = unpacked(source, settings)
            kind = sniff(source)
        yield from _READERS[kind](source, settings)
    except ReadError as error:
        yield Refusal(source.path, error.cause, error.remedy or "leave it out")


def _read_plain(source: Source, settings: ReadingSettings) -> Iterator[Outcome]:
    data = read_bounded(source.stream, settings.max_bytes)
    yield read_text(data, source.path, settings=settings, container=source.container)


def _read_html(source: Source, settings: ReadingSettings) -> Iterator[Outcome]:
    data = read_bounded(source.stream, settings.max_bytes)
    origin = Origin(source.path, data, HTML_TYPE, None, source.container)
    yield read_page(data, origin, settings=settings)


def _read_feed(source: Source, settings: ReadingSettings) -> Iterator[Outcome]:
    data = read_bounded(source.stream, settings.max_bytes)
    yield from read_feed(data, source.path, settings=settings)


def _read_json(source: Source, settings: ReadingSettings) -> Iterator[Outcome]:
    """Read one record, a list of records, or lines of records under another name."""
    data = read_bounded(source.stream, settings.max_bytes)
    text, encoding = decode(data)
    try:
        value: Any = parse_json(text)
    except ReadError:
        lines = [line for line in data.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].strip().endswith(b"}"):
            raise
        for number, line in enumerate(data.splitlines(), 1):
            yield from _read_line(line, number, source, settings)
        return
    if not isinstance(value, list):
        origin = Origin(source.path, data, JSON_TYPE, encoding, source.container)
        yield read_record(value, origin, settings=settings)
        return
    if not value:
        raise ReadError("is an empty JSON list", remedy="leave it out, or fetch it again")
    for number, (item, written) in enumerate(items_of(text), 1):
        path = f"{source.path}#{number}"
        origin = Origin(path, written.encode("utf-8"), JSON_TYPE, "utf-8", source.path)
        try:
            yield read_record(item, origin, settings=settings)
        except ReadError as error:
            yield Refusal(path, error.cause, error.remedy or "")


def _read_jsonl(source: Source, settings: ReadingSettings) -> Iterator[Outcome]:
    number = 0
    while True:
        line = source.stream.readline(settings.max_bytes + 1)
        if not line:
            return
        number += 1
        if len(line) > settings.max_bytes:
            error = too_big(settings.max_bytes)
            yield Refusal(f"{source.path}#{number}", error.cause, error.remedy or "")
            _skip_line(source.stream, line)
            continue
        yield from _read_line(line, number, source, settings)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1_000_000)


def _read_line(
    line: bytes, number: int, source: Source, settings: ReadingSettings
) -> Iterator[Outcome]:
    data = line.strip(b"\r\n\t \xef\xbb\xbf")
    if not data:
        return
    path = f"{source.path}#{number}"
    text, encoding = decode(data)
    origin = Origin(path, data, JSON_TYPE, encoding, source.path)
    try:
        yield read_record(parse_json(text), origin, settings=settings)
    except ReadError as error:
        yield Refusal(path, error.cause, error.remedy or "")


_READERS: dict[Kind, Callable[[Source, ReadingSettings], Iterator[Outcome]]] = {
    Kind.TEXT: _read_plain,
    Kind.HTML: _read_html,
    Kind.JSON: _read_json,
    Kind.JSONL: _read_jsonl,
    Kind.FEED: _read_feed,
    Kind.WARC: read_warc,
    Kind.ZIP: lambda source, settings: read_zip(
        source, settings, lambda member: read_source(member, settings)
    ),
    Kind.TAR: lambda source, settings: read_tar(
        source, settings, lambda member: read_source(member, settings)
    ),
}
